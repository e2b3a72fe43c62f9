import Testing
import Web

@testable import Previewing
@testable import SiteRender

@Suite struct PreviewRequestTests {
  @Test(arguments: [
    ("/", "/"), ("/a/b.html", "/a/b.html"), ("/sp%C3%A5r/", "/spår/"), ("/a%20b", "/a b"),
    ("/a?b=/../c", "/a"), ("/...", "/..."), ("/.lectern/events", "/.lectern/events"),
  ])
  func readsPathsAsBrowsersWriteThem(_ target: String, _ path: String) {
    #expect(RequestPath(target)?.path == path)
  }

  @Test(arguments: [
    "", "a", "*", "http://localhost/", "//a", "/a//b", "/./a", "/a/..", "/%2e%2e/a", "/a%2fb",
    "/a%2Fb",
    "/a\\b", "/a%5cb", "/a%00", "/a%0ab", "/%", "/%2", "/%zz", "/%ff", "/a#b", "/\u{7F}",
    "/../\u{301}x", "/..%2F%CC%81x", "/a#\u{301}b", "/" + String(repeating: "a", count: 3000),
  ])
  func refusesPathsThatNoBrowserWrites(_ target: String) {
    #expect(RequestPath(target) == nil)
  }

  @Test func readsParameters() {
    let path = RequestPath("/.lectern/events?a=1&path=%2Fsp%C3%A5r%2F&b")
    #expect(path?.parameter("path") == "/spår/")
    #expect(path?.parameter("other") == nil)
  }

  @Test(
    arguments: [
      (nil, .whole), ("bytes=0-4", .part(0..<5)), ("bytes=5-", .part(5..<10)),
      ("bytes=-3", .part(7..<10)),
      ("bytes=0-99", .part(0..<10)), ("bytes=-99", .part(0..<10)), ("bytes=10-", .unsatisfiable),
      ("bytes=-0", .unsatisfiable), ("bytes=4-2", .whole), ("bytes=-", .whole),
      ("bytes=a-", .whole),
      ("bytes=0-1,3-4", .whole), ("items=0-1", .whole), ("BYTES=9-9", .part(9..<10)),
      ("bytes=99999999999999999999-", .unsatisfiable),
      ("bytes=0-99999999999999999999", .part(0..<10)),
    ] as [(String?, ByteRange)])
  func readsRanges(_ header: String?, _ range: ByteRange) {
    #expect(ByteRange(header, length: 10) == range)
  }

  @Test func findsNoPartOfNothing() {
    #expect(ByteRange("bytes=0-0", length: 0) == .unsatisfiable)
  }

  @Test(arguments: ["localhost:4000", "127.0.0.1:4000", "[::1]:4000", "LOCALHOST:4000"])
  func answersToItsOwnNames(_ header: String) {
    #expect(PreviewHost(host: "127.0.0.1", port: 4000).answers(to: header))
  }

  @Test(arguments: [
    "evil.example:4000", "localhost", "localhost:80", "localhost:4000:4000", "localhost:+4000",
    "192.168.1.5:4000", "", ":4000", "[::1", "localhost.evil.example:4000", "a@localhost:4000",
  ])
  func answersToNoOtherName(_ header: String) {
    #expect(!PreviewHost(host: "127.0.0.1", port: 4000).answers(to: header))
  }

  @Test func answersToNumbersWhenItListensEverywhere() {
    let host = PreviewHost(host: "0.0.0.0", port: 4000)
    #expect(host.answers(to: "192.168.1.5:4000"))
    #expect(host.answers(to: "[fe80::1]:4000"))
    #expect(!host.answers(to: "evil.example:4000"))
    #expect(host.address == "http://localhost:4000")
  }

  @Test(
    arguments: [
      ("/malmo/", .output(copy("index.html"))), ("/malmo/a/", .output(copy("a/index.html"))),
      ("/malmo/a/index.html", .output(copy("a/index.html"))),
      ("/malmo/feed.xml", .output(copy("feed.xml"))),
      ("/malmo/a?x=1", .redirect(status: 301, to: "/malmo/a/?x=1")),
      ("/malmo", .redirect(status: 301, to: "/malmo/")),
      ("/", .redirect(status: 302, to: "/malmo/")),
      ("/malmo/b", .nothing), ("/malmo/feed.xml/", .nothing), ("/malmolm/", .outside),
      ("/a/", .outside),
      ("/.lectern/events?path=/", .own("events")), ("/malmo/.lectern/events", .nothing),
    ] as [(String, Route)])
  func findsWhatAPathMeansBelowTheBasePath(_ target: String, _ route: Route) throws {
    let outputs: Set = ["index.html", "a/index.html", "feed.xml"]
    let path = try #require(RequestPath(target))
    #expect(Route(path, basePath: "/malmo") { outputs.contains($0) ? copy($0) : nil } == route)
  }

  @Test func findsPagesWithoutABasePath() throws {
    let path = try #require(RequestPath("/"))
    #expect(
      Route(path, basePath: "") { $0 == "index.html" ? copy($0) : nil }
        == .output(copy("index.html")))
  }

  @Test(arguments: [
    ("a.HTML", "text/html; charset=utf-8"), ("a/b.tar.gz", "application/gzip"),
    ("folder.css/file", "application/octet-stream"),
    ("calendar.ics", "text/calendar; charset=utf-8"), ("", "application/octet-stream"),
  ])
  func knowsTypesByEndings(_ path: String, _ type: String) {
    #expect(contentType(of: path) == type)
  }

  @Test(arguments: [
    ("<body>a</body></html>", "<body>a|</body></html>"), ("a</BODY>", "a|</BODY>"),
    ("</body><pre>&lt;/body></pre></body >x", "</body><pre>&lt;/body></pre>|</body >x"),
    ("no end", "no end|"), ("", "|"),
    ("a</bod", "a</bod|"),
  ])
  func putsTheScriptAtTheEndOfTheBody(_ html: String, _ expected: String) {
    let element = String(decoding: scriptElement(tag: "t"), as: UTF8.self)
    let found = String(decoding: withScript(Array(html.utf8), tag: "t").joined, as: UTF8.self)
    #expect(
      found
        == expected.split(separator: "|", omittingEmptySubsequences: false).joined(
          separator: element))
  }
}

/// The output of a file that is copied to where it lies in `content/`.
private func copy(_ path: String) -> Output { Output(path: OutputPath(path), recipe: .copy(path)) }

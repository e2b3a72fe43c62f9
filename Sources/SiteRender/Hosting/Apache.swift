import Text
import Web

extension HostedSite {
  /// `.htaccess` for Apache (https://httpd.apache.org/docs/2.4/). What a server lacks a module for is left out there.
  var apache: String {
    introduction("Apache reads it where it lies, if the server says AllowOverride All.")
      + """
      DirectoryIndex index.html
      Options -Indexes
      AddDefaultCharset utf-8
      # Apache gives a compressed file another ETag and then never answers "not modified"; the file's date does the same.
      FileETag None

      """
      + notFound
      + typedEndings.map {
        "AddType \(quoted($0.type)) \($0.endings.map { "." + $0 }.joined(separator: " "))\n"
      }.joined()
      + feedTypes
      + module("alias", moves.map(redirect) + ["RedirectMatch 404 " + quoted(hiddenPattern)])
      + module("headers", headerLines)
      + module(
        "deflate", ["AddOutputFilterByType DEFLATE " + compressedTypes.joined(separator: " ")])
  }

  private var notFound: String {
    notFoundPages.reversed().map { page in
      let line = "ErrorDocument 404 \(page.page)\n"
      return page.below == base + "/" ? line : condition(page.below, "  " + line)
    }.joined()
  }

  private func condition(_ prefix: String, _ body: String) -> String {
    "<If \(quoted("%{REQUEST_URI} =~ m#^\(pattern(of: prefix))#"))>\n\(body)</If>\n"
  }

  private var feedTypes: String {
    guard !feeds.isEmpty else { return "" }
    return "<If \(quoted("%{REQUEST_URI} =~ m#^\(pattern(ofAny: feeds))$#"))>\n"
      + "  ForceType \(quoted(feedType))\n</If>\n"
  }

  /// Apache writes the `%XX` of the new address itself.
  private func redirect(_ move: Move) -> String {
    let from = pattern(of: move.isFolder ? String(move.from.dropLast()) : move.from)
    let target = isWebAddress(move.to) ? move.to : percentDecoded(move.to) ?? move.to
    return "RedirectMatch 301 \(quoted("^\(from)\(move.isFolder ? "/?" : "")$")) \(quoted(target))"
  }

  private var hiddenPattern: String {
    ([dotFilePattern] + hidden.map { "^" + pattern(of: $0) + "$" }).joined(separator: "|")
  }

  private var headerLines: [String] {
    let isFingerprinted = "%{REQUEST_URI} =~ m#^\(pattern(of: base))\(fingerprintedPattern)#"
    return headers.map { "Header always set \($0.name) \(quoted(escapedValue($0.value)))" } + [
      "Header always set Cache-Control \(quoted(cacheAfterAsking)) \(quoted("expr=! " + isFingerprinted))",
      "Header always set Cache-Control \(quoted(cacheForever)) \(quoted("expr=" + isFingerprinted))",
    ]
  }

  /// In the value of a header a percent sign begins a variable.
  private func escapedValue(_ text: String) -> String {
    text.split(separator: "%", omittingEmptySubsequences: false).joined(separator: "%%")
  }

  private func module(_ name: String, _ lines: [String]) -> String {
    "<IfModule mod_\(name).c>\n" + lines.map { "  \($0)\n" }.joined() + "</IfModule>\n"
  }
}

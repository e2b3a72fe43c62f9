import Foundation
import TestSupport
import Testing

/// Whole sites, compared file by file with their `expected` folder.
@Suite struct GoldenSiteTests {
  @Test(arguments: ["minimal", "everything", "two-languages"])
  func buildsWhatIsExpectedAndNothingElse(_ name: String) async throws {
    let site = try SiteFixture(name)
    let report = try await site.build(at: "2012-09-19")
    let built = try site.tree()
    let folder = Fixture.folder("sites/\(name)/expected", of: "SiteTests")
    if ProcessInfo.processInfo.environment["UPDATE_GOLDENS"] == "1" {
      try? FileManager.default.removeItem(at: folder)
      try FileManager.default.copyItem(at: site.folder.appending(path: "output"), to: folder)
      try Data(report.text.utf8).write(to: folder.appending(path: ".report"))
      return
    }
    let expected = try site.tree("expected").filter { $0.key != ".report" }
    #expect(report.text == (try site.text("expected/.report")))
    #expect(built.keys.sorted() == expected.keys.sorted())
    for (path, bytes) in expected.sorted(by: { $0.key < $1.key }) {
      let found = String(decoding: built[path] ?? Data(), as: UTF8.self)
      #expect(found == String(decoding: bytes, as: UTF8.self), "\(path)")
    }
  }
}

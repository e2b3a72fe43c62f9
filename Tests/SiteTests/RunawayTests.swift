import Content
import Diagnostics
import SiteModel
import SiteShell
import TestSupport
import Testing

@Suite struct RunawayTests {
  /// Two hundred pages whose template has no end would take as long as two hundred times the limit.
  @Test func aTemplateWithoutAnEndIsNotRunForEveryPage() async throws {
    var files = [
      "templates/page.html":
        "{% set big = range(90000) | list %}{% for i in range(200) %}{{ big | first }}{% endfor %}",
      "templates/section.html": "x",
    ]
    for number in 0..<200 { files["content/p\(number).md"] = "---\ntitle: A\n---\n" }
    let fixture = try SiteFixture(files)
    let report = try await fixture.build()
    #expect(report.diagnostics.contains { $0.code == "render-limit" })
    #expect(report.outputs < 60, "\(report.outputs) outputs were rendered")
    #expect(!report.succeeded)
  }
}

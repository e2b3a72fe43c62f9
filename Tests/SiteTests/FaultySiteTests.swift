import Diagnostics
import Foundation
import SiteShell
import TestSupport
import Testing

@Suite struct FaultySiteTests {
  /// One run reports every mistake of the faulty site, each at its location; the golden has the messages.
  @Test func tellsEveryMistakeInOneRun() async throws {
    let site = try SiteFixture("faulty")
    try site.write("output/index.html", "as it was")
    let report = try await site.build()
    let expected = try site.text("expected-mistakes.tsv").split(separator: "\n").dropFirst()
    for row in expected {
      let cells = row.split(separator: "\t", omittingEmptySubsequences: false).map(String.init)
      let found = report.diagnostics.filter { diagnostic in
        guard let place = diagnostic.location else { return false }
        return place.file == cells[0] && String(place.line) == cells[1]
          && String(place.column) == cells[2]
      }
      #expect(
        found.contains { $0.isError && ($0.consoleForm()).contains(cells[3]) },
        "\(cells[0]):\(cells[1]):\(cells[2]) should name '\(cells[3])'")
    }
    #expect(!report.succeeded)
    #expect(try site.tree() == ["index.html": Data("as it was".utf8)])
    try Fixture(url: Fixture.folder("faulty-report.txt", of: "SiteTests")).expect(report.text)
  }
}

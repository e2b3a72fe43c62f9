import ConferenceDesign
import Foundation
import SiteShell
import TestSupport
import Testing

/// The sites that `lectern init` makes.
@Suite struct StarterSiteTests {
  @Test(arguments: StarterSite.allCases) func buildsWithoutAWord(_ site: StarterSite) async throws {
    let fixture = try SiteFixture(bare: [:])
    _ = try make(site, in: fixture.folder.path)
    let report = try await fixture.build(at: "2027-01-01")
    #expect(report.text == "")
    #expect(fixture.exists("output/index.html"))
  }
}

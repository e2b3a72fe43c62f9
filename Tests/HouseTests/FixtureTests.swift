import TestSupport
import Testing

@Suite struct FixtureTests {
  @Test func listsCasesWithoutTheirGoldens() throws {
    #expect(
      try Fixture.cases(among: ["b.txt", "a.txt.expected", ".DS_Store", "a.txt"])
        == ["a.txt", "b.txt"])
  }

  @Test func refusesAGoldenWithoutACase() {
    #expect(throws: OrphanedGoldens(names: ["gone.txt.expected"])) {
      try Fixture.cases(among: ["a.txt", "a.txt.expected", "gone.txt.expected"])
    }
  }
}

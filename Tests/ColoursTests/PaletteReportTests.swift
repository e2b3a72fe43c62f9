import Colours
import Diagnostics
import Testing
import Web

@Suite struct PaletteReportTests {
  @Test func writesAStyleSheetForEachAccent() {
    let report = paletteReport(of: ["#0A4341", "c8102e"], as: .css)
    #expect(report.diagnostics.isEmpty)
    #expect(report.value.hasPrefix("/* #0a4341 */\n:root {\n  --paper: #fdfcf9;\n"))
    #expect(
      report.value.contains(
        "\n@media (prefers-color-scheme: dark) {\n  :root {\n    --paper: #101717;\n"))
    #expect(report.value.contains("\n  }\n}\n\n/* #c8102e */\n:root {\n"))
    #expect(report.value.hasSuffix("\n  }\n}\n"))
    #expect(report.value.matches(of: /--track-8-edge: #[0-9a-f]{6};/).count == 4)
  }

  @Test func givesTheSameStyleSheetEachTime() throws {
    let css = try Palette(accent: Colour("#0a4341")).css
    #expect(css == (try Palette(accent: Colour("#0a4341")).css))
    #expect(css.matches(of: /#[0-9a-f]{6};/).count == 2 * ColourName.all.count)
  }

  @Test func tellsAllMistakesAndPrintsTheOthers() {
    let report = paletteReport(of: ["#ffffff", "#0a4341", "teal"], as: .css)
    #expect(report.diagnostics.map(\.code) == ["accent-too-light", "colour-unreadable"])
    #expect(report.value.hasPrefix("/* #0a4341 */\n"))
    #expect(report.value.matches(of: /\/\*/).count == 1)
  }

  @Test func writesPalettesAndPairsAsJSON() throws {
    let report = paletteReport(of: ["#0a4341", "#ffffff", "teal"], as: .json)
    #expect(throws: Never.self) { try readJSON(Array(report.value.utf8)) }
    #expect(
      report.value.hasPrefix(
        """
        {
          "pairs": [
            {
              "foreground": "ink",
              "background": "paper",
              "use": "text",
              "least": 4.5
            },
        """))
    #expect(
      report.value.contains(
        "\"accent\": \"#0a4341\",\n      \"light\": {\n        \"paper\": \"#fdfcf9\","))
    #expect(report.value.contains("\"accent\": \"#ffffff\",\n      \"nearest\": \"#f"))
    #expect(report.value.hasSuffix("    {\n      \"accent\": \"teal\"\n    }\n  ]\n}\n"))
  }
}

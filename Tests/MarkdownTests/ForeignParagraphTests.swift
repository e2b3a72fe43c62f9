import Diagnostics
import Markdown
import Testing

/// Paragraphs in another of the site's languages than the page's.
@Suite struct ForeignParagraphTests {
  private func told(
    _ text: String, language: String = "en", _ languages: [String] = ["en", "fr", "sv", "de"]
  ) -> [String] {
    let options = MarkdownOptions(language: language, siteLanguages: languages)
    let source = SourceText(file: "a.md", bytes: Array(text.utf8))
    return parseMarkdown(source, options).diagnostics.map {
      "\($0.location?.line ?? 0) \($0.message) – \($0.help ?? "")"
    }
  }

  @Test(arguments: [
    (
      "Le lieu de la conférence se trouve au centre de la ville et vous pouvez y aller à pied.",
      "fr"
    ),
    ("Die Halle liegt in der Mitte der Stadt, und Sie können sie zu Fuß erreichen.", "de"),
    (
      "Konferensen äger rum i Malmö och det är inte långt att gå från stationen till lokalen.", "sv"
    ),
    ("- Konferensen äger rum i Malmö och det är inte långt att gå från stationen.", "sv"),
    ("> La conférence est ouverte à tous et les inscriptions sont dans le hall.", "fr"),
  ])
  func tellsAParagraphThatSaysNoLanguage(_ text: String, _ language: String) {
    #expect(
      told("Before it.\n\n" + text) == [
        "3 this paragraph seems to be in another language ('\(language)'), and nothing says so (EN 9.3.1.2) – write {lang=\(language)} at its end, or translate it"
      ])
  }

  @Test(arguments: [
    "Le lieu de la conférence se trouve au centre de la ville et vous pouvez y aller à pied. {lang=fr}",
    ":::lang{code=fr}\nLe lieu de la conférence se trouve au centre de la ville et vous pouvez y aller.\n:::",
    "The motto *le lieu de la conférence se trouve au centre de la ville* is on the wall of the hall.",
    "[Le lieu de la conférence se trouve au centre de la ville et du port]{lang=fr} says Anna.",
    "Place de la République, Rue de la Gare, Avenue du Port.",
    "Ana de la Cruz, Pierre de Ronsard, Jean de la Fontaine, Per Olof Sten.",
    "Workshop: ICLEI, Procura+, SCI-Network, LANDMARK, Malmö stad, Region Skåne, Lunds universitet.",
    "Green roofs keep cities cool, hold rain back, clean air, feed bees.",
  ])
  func saysNothingOfOthers(_ text: String) { #expect(told(text) == []) }

  @Test func looksForTheSitesOwnLanguagesOnly() {
    let text = "Die Halle liegt in der Mitte der Stadt, und Sie können sie zu Fuß erreichen."
    #expect(told(text, ["en"]) == [])
    #expect(told(text, ["en", "fr"]) == [])
    #expect(told(text, language: "de", ["en", "de"]) == [])
    #expect(told(text, language: "ja", ["ja", "de"]) == [])
  }
}

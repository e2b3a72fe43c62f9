import Diagnostics
import Markdown
import TestSupport
import Testing

/// What is written for a document: one file a case. Its name may end in a language (`quotes.sv.md`).
@Suite struct DocumentTests {
  @Test(arguments: try Fixture.all(in: "documents", of: "MarkdownTests"))
  func writesWhatTheEditorMeant(_ fixture: Fixture) throws {
    let source = SourceText(file: fixture.name, bytes: try fixture.bytes)
    let document = parseMarkdown(
      source, MarkdownOptions(language: language(of: fixture), placement: .alone))
    let told = report(document.diagnostics, sources: [source])
    try fixture.expect(readable(document.value) + (told.isEmpty ? "" : "\nTold:\n" + told))
  }

  @Test(arguments: try Fixture.all(in: "raw-html", of: "MarkdownTests"))
  func keepsHTMLWhereTheSiteAllowsIt(_ fixture: Fixture) throws {
    let source = SourceText(file: fixture.name, bytes: try fixture.bytes)
    let document = parseMarkdown(source, MarkdownOptions(rawHTML: true, placement: .alone))
    let told = report(document.diagnostics, sources: [source])
    try fixture.expect(readable(document.value) + (told.isEmpty ? "" : "\nTold:\n" + told))
  }
}

private func language(of fixture: Fixture) -> String {
  let parts = fixture.name.split(separator: ".")
  return parts.count > 2 ? String(parts[parts.count - 2]) : "en"
}

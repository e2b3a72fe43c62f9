import Diagnostics
import Markdown
import TestSupport
import Testing

/// What an editor is told, and where: one file a case. The front matter is three lines long.
@Suite struct MistakeTests {
  @Test(arguments: try Fixture.all(in: "mistakes", of: "MarkdownTests"))
  func tellsTheEditorWhatToMend(_ fixture: Fixture) throws {
    let source = SourceText(file: fixture.name, bytes: try fixture.bytes, firstLine: 4)
    let document = parseMarkdown(source, MarkdownOptions())
    #expect(!document.diagnostics.isEmpty)
    try fixture.expect(report(document.diagnostics, sources: [source]))
  }
}

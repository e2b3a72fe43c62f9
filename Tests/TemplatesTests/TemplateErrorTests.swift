import Diagnostics
import Templates
import TestSupport
import Testing

@Suite struct TemplateErrorTests {
  @Test(arguments: try Fixture.all(in: "errors", of: "TemplatesTests"))
  func tellsTheDesignerWhatToFix(_ fixture: Fixture) throws {
    let templates = TemplateFixture(try fixture.text, name: fixture.name)
    let found = templates.diagnostics()
    #expect(!found.isEmpty)
    try fixture.expect(report(found, sources: templates.templates.map(\.source)))
  }

  /// Every rendering mistake of the fixtures is one that its template was fit to be rendered for.
  @Test func leavesATemplateThatHasAMistakeOut() {
    let text = "=== good.html\n{{ page.title }}\n=== bad.html\n{{ page.titel }}"
    let fixture = TemplateFixture(text, name: "")
    let compiled = TemplateSet.compile(fixture.templates, .ofTests)
    #expect(compiled.value.isUsable("good.html"))
    #expect(!compiled.value.isUsable("bad.html"))
    #expect(compiled.value.contains("bad.html"))
  }

  @Test func findsATextAsItIsWritten() {
    let fixture = TemplateFixture("=== a.html\nhh hat\n<img src=hall.jpg>", name: "")
    let templates = TemplateSet.compile(fixture.templates, .ofTests).value
    #expect(
      templates.location(of: "hall.jpg")
        == SourceLocation(file: "templates/a.html", line: 2, column: 10, length: 8))
    #expect(templates.location(of: "hall.png") == nil)
    #expect(templates.location(of: "") == nil)
  }
}

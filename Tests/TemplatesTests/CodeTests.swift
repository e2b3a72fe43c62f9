import Diagnostics
import Templates
import Testing

@Suite struct CodeTests {
  /// Each explanation shows what is wrong, and how it is right.
  @Test(arguments: TemplateCode.allCases)
  func explainsEachCodeWithWhatCausesIt(_ code: TemplateCode) {
    let explanation = code.explanation
    #expect(explanation.meaning.count > 30)
    guard let wrong = explanation.wrong, let right = explanation.right else { return }
    #expect(codes(of: wrong).contains(code.rawValue), "\(wrong)")
    #expect(!codes(of: right).contains(code.rawValue), "\(right)")
  }

  private func codes(of template: String) -> [String] {
    let others = """
      === base.html
      {% block main %}{% endblock %}
      === partials/header.html
      <header></header>
      === parts/macros.html
      {% macro card(page) %}{% endmacro %}
      === parts/menu.html
      {% include "page.html" ignore missing %}
      """
    // A script's line is read as in a script.
    let isScript = template.hasPrefix("var ")
    let text = isScript ? "<script>\(template)</script>" : template
    return TemplateFixture("=== page.html\n\(text)\n\(others)", name: "").diagnostics()
      .compactMap(\.code)
  }
}

package import Diagnostics

/// The other templates that a template includes, imports and extends, as it is written.
package struct TemplateUses: Sendable {
  package let names: Set<String>
  /// Whether an include computes a name, so that any template may be meant.
  package let hasComputedNames: Bool
}

extension TemplateSet {
  /// What a template uses, without compiling the templates that it names. A template with a mistake
  /// uses what could be read of it.
  package static func uses(of source: SourceText, _ environment: Environment) -> TemplateUses {
    var checker = TemplateChecker(environment)
    checker.parse("", source)
    guard let template = checker.templates.first else {
      return TemplateUses(names: [], hasComputedNames: false)
    }
    return TemplateUses(
      names: Set(checker.uses(of: template).map(\.name)),
      hasComputedNames: template.tables.includes.contains { isComputed($0, in: template) })
  }

  /// Whether an include names a template otherwise than in quotes.
  private static func isComputed(_ include: Include, in template: Template) -> Bool {
    func isConstant(_ expression: ExpressionID) -> Bool {
      if case .constant = template.tables.expressions[expression] { true } else { false }
    }
    guard case .list(let list) = template.tables.expressions[include.names] else {
      return !isConstant(include.names)
    }
    return !template.tables.children[list].allSatisfy(isConstant)
  }
}

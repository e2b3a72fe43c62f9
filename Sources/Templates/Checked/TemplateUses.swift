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
    var linker = Linker(environment)
    linker.parse("", source)
    guard let code = linker.codes.first else {
      return TemplateUses(names: [], hasComputedNames: false)
    }
    return TemplateUses(
      names: Set(linker.uses(of: code).map(\.name)),
      hasComputedNames: code.tables.includes.contains { isComputed($0, in: code) })
  }

  /// Whether an include names a template otherwise than in quotes.
  private static func isComputed(_ include: IncludeCode, in code: Code) -> Bool {
    func isConstant(_ expression: ExpressionID) -> Bool {
      if case .constant = code.tables.expressions[Int(expression.index)] { true } else { false }
    }
    guard case .list(let list) = code.tables.expressions[Int(include.names.index)] else {
      return !isConstant(include.names)
    }
    return !code.tables.children[list.indices].allSatisfy(isConstant)
  }
}

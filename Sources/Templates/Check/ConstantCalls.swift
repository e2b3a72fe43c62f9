package import Diagnostics

/// A call of a function whose first value is a text in quotes.
package struct ConstantCall: Sendable {
  package let text: String
  private let source: SourceText
  private let range: Range<Int>

  fileprivate init(_ text: String, _ source: SourceText, _ range: Range<Int>) {
    self.text = text
    self.source = source
    self.range = range
  }

  package var location: SourceLocation { source.location(of: range) }
}

extension TemplateSet {
  /// The calls of a function with a text in quotes, in all templates, in the order of their names.
  package func constantCalls(of function: String) -> [ConstantCall] {
    entries.keys.sorted().flatMap { name in
      entries[name]?.chain.first?.constantCalls(of: function, callables) ?? []
    }
  }
}

extension Template {
  fileprivate func constantCalls(of function: String, _ callables: Callables) -> [ConstantCall] {
    tables.expressions.compactMap { expression in
      guard case .function(let id, let arguments) = expression,
        callables.functions[id].name == function,
        let first = tables.children[tables.arguments[arguments].positional].first,
        case .constant(let number) = tables.expressions[first],
        case .text(let text) = tables.constants[number]
      else { return nil }
      return ConstantCall(text, source, tables.range(of: first))
    }
  }
}

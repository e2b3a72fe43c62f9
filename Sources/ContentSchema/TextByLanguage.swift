package import Diagnostics

/// One text, or one for each language.
package struct TextByLanguage: Sendable {
  package var everywhere: String?
  package var byLanguage: [String: String] = [:]
  /// Where each language's code stands, in the order they were written.
  package var codes: [(code: String, place: SourceLocation)] = []

  package init(
    everywhere: String? = nil, byLanguage: [String: String] = [:],
    codes: [(code: String, place: SourceLocation)] = []
  ) {
    self.everywhere = everywhere
    self.byLanguage = byLanguage
    self.codes = codes
  }

  package func text(in language: String, default defaultLanguage: String) -> String? {
    byLanguage[language] ?? everywhere ?? byLanguage[defaultLanguage]
  }
}

/// The kinds of mistake that one target reports. Each case has a stable code, its raw value.
///
/// A code is words with hyphens, such as `unknown-key`. Editors look it up with `lectern explain`, and
/// tests and other programs filter by it, so it is never renamed and never used for something else.
/// No two targets have a code in common.
package protocol DiagnosticCode: RawRepresentable<String>, CaseIterable, Sendable {
  /// What `lectern explain` prints and `docs/messages.md` lists.
  var explanation: Explanation { get }
  /// Whether an editor may say of a page that what is told is meant, with the page's key `meant`.
  var canBeMeant: Bool { get }
  /// Whether the page then has to say why.
  var needsReason: Bool { get }
}

extension DiagnosticCode {
  package var canBeMeant: Bool { false }
  package var needsReason: Bool { false }
}

/// What a diagnostic's code means.
package struct Explanation: Hashable, Sendable {
  /// What is wrong and why it matters, in a few plain sentences.
  package let meaning: String
  /// A short piece of a file that causes the diagnostic. `nil` if no file is at fault.
  package let wrong: String?
  /// The same piece put right.
  package let right: String?

  package init(_ meaning: String, wrong: String? = nil, right: String? = nil) {
    self.meaning = meaning
    self.wrong = wrong
    self.right = right
  }
}

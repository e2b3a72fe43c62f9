// A warning may be about something that is meant. Then the page says so with the key `meant`, so that a strict
// build passes and the next editor knows that somebody has looked.

package import Diagnostics
import Markdown
import Programme

/// The codes that `meant` takes.
let codesThatCanBeMeant =
  (meantCodes(MarkdownCode.self) + meantCodes(ProgrammeCode.self)
  + meantCodes(ContentCode.self)).sorted()

private func meantCodes<Code: DiagnosticCode>(_ codes: Code.Type) -> [String] {
  codes.allCases.filter(\.canBeMeant).map(\.rawValue)
}

extension PageFields {
  /// The codes of the findings that the page means.
  package var meant: [String] { self[.meant]?.list?.compactMap(\.text) ?? [] }
}

extension [Diagnostic] {
  /// The diagnostics without those that a page means, all of which are about that page.
  package func without(meantBy fields: PageFields) -> [Diagnostic] {
    let meant = fields.meant
    return meant.isEmpty ? self : filter { !meant.contains($0.code) }
  }
}

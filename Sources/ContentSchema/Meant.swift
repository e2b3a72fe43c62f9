// A warning may be about something that is meant. Then the page says so with the key `meant`, so that a strict
// build passes and the next editor knows that somebody has looked.

import Diagnostics
import Markdown
import Programme
import Prose

/// The codes that `meant` takes.
package let codesThatCanBeMeant =
  (meantCodes(MarkdownCode.self) + meantCodes(ProgrammeCode.self)
  + meantCodes(FieldCode.self) + meantCodes(LookAlikeCode.self)).sorted()

/// Those of which a page has to say why.
let codesThatNeedAReason = ProgrammeCode.allCases.filter(\.needsReason).map(\.rawValue)

private func meantCodes<Code: DiagnosticCode>(_ codes: Code.Type) -> [String] {
  codes.allCases.filter(\.canBeMeant).map(\.rawValue)
}

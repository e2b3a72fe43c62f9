import Diagnostics
import SiteShell

/// One of the two streams that a command speaks on: results to the one, diagnostics to the other.
struct Terminal: Sendable {
  let stream: StandardStream

  static let output = Terminal(stream: .output)
  static let error = Terminal(stream: .error)

  func write(_ text: String) { stream.write(Array(text.utf8)) }

  /// Colour is for people: only on a terminal, and not where they asked for none (no-color.org).
  var hasColour: Bool { stream.isTerminal && !environmentSays("NO_COLOR") }
}

/// How diagnostics are printed.
enum DiagnosticFormat: String, CaseIterable, Sendable {
  case text, json
}

func report(_ diagnostics: [Diagnostic], as format: DiagnosticFormat) {
  for diagnostic in diagnostics {
    switch format {
    case .text:
      Terminal.error.write(diagnostic.consoleForm(colour: Terminal.error.hasColour) + "\n\n")
    case .json: Terminal.error.write(diagnostic.jsonForm + "\n")
    }
  }
}

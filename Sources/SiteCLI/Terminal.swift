import ArgumentParser
import Diagnostics
import SiteShell

/// One of the two streams that a command writes to: results go to one, diagnostics to the other.
struct Terminal: Sendable {
  let stream: StandardStream

  static let output = Terminal(stream: .output)
  static let error = Terminal(stream: .error)

  func write(_ text: String) throws(WorkspaceError) { try stream.write(Array(text.utf8)) }

  /// Colour is for people: only on a terminal, and not where they asked for none (no-color.org).
  var hasColour: Bool { stream.isTerminal && !environmentSays("NO_COLOR") }
}

/// How diagnostics are printed.
enum DiagnosticFormat: String, CaseIterable, Sendable {
  case text, json
}

func report(_ diagnostics: [Diagnostic], as format: DiagnosticFormat) throws(WorkspaceError) {
  for diagnostic in diagnostics {
    switch format {
    case .text:
      try Terminal.error.write(diagnostic.consoleForm(colour: Terminal.error.hasColour) + "\n\n")
    case .json: try Terminal.error.write(diagnostic.jsonForm + "\n")
    }
  }
}

/// Runs what may fail because of the machine, and leaves with 2 and a plain sentence if it does.
func withMachineErrors<Result>(
  as format: DiagnosticFormat = .text, _ body: () async throws(WorkspaceError) -> Result
) async throws -> Result {
  do throws(WorkspaceError) {
    return try await body()
  } catch {
    // A failure to print cannot be reported anywhere else.
    try? report([.error(CommandCode.commandFailed, error.message, help: error.help)], as: format)
    throw ExitCode(2)
  }
}

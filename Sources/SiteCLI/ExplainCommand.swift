import ArgumentParser
import SiteSettings
import SiteShell

struct ExplainCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "explain", abstract: "Say what the code of a message means, with an example.",
    discussion: "Without a code, all codes are listed.")

  @Argument(help: "The code in brackets after a message, such as unknown-key.")
  var code: String?

  func run() throws {
    guard let text = explanation(of: code) else {
      let code = code ?? ""
      throw ValidationError("there is no code '\(code)'; \(suggestion(forCode: code))")
    }
    try Terminal.output.write(text)
  }
}

import ArgumentParser
import Diagnostics
import SiteCore
import SiteShell

struct RenderCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "render", abstract: "Render one template with JSON data to standard output.")

  @Argument(help: "The template; others that it names are looked for in its folder.")
  var template: String

  @Option(
    help: ArgumentHelp("A file with a JSON object: the template's variables.", valueName: "file"))
  var data: String?

  @Option(help: ArgumentHelp("How to print mistakes: text or json.", valueName: "format"))
  var format = DiagnosticFormat.text

  func run() async throws {
    let rendered = try await withMachineErrors { () async throws(WorkspaceError) in
      try renderTemplate(template, data: data)
    }
    report(rendered.diagnostics, as: format)
    if rendered.hasErrors { throw ExitCode(1) }
    StandardStream.output.write(rendered.value)
  }
}

struct MarkdownCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "markdown", abstract: "Turn Markdown into an HTML fragment on standard output.")

  @Argument(help: "A Markdown file; standard input if there is none.")
  var file: String?

  @Flag(help: "Plain GitHub Flavored Markdown: raw HTML kept, none of Lectern's additions.")
  var gfm = false

  @Option(help: ArgumentHelp("The language of the text, for quotation marks.", valueName: "code"))
  var language = "en"

  @Option(help: ArgumentHelp("How to print mistakes: text or json.", valueName: "format"))
  var format = DiagnosticFormat.text

  func run() async throws {
    let rendered = try await withMachineErrors { () async throws(WorkspaceError) in
      try renderMarkdown(file, isPlainGFM: gfm, language: language)
    }
    report(rendered.diagnostics, as: format)
    if rendered.hasErrors { throw ExitCode(1) }
    StandardStream.output.write(rendered.value)
  }
}

import ArgumentParser
import Diagnostics
import SiteRender
import SiteSettings
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
    try await show(as: format) { () throws(WorkspaceError) in
      try renderTemplate(template, data: data)
    }
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
    try await show(as: format) { () throws(WorkspaceError) in
      try renderMarkdown(file, isPlainGFM: gfm, language: language)
    }
  }
}

/// Prints what was rendered, or what is wrong with it.
private func show(
  as format: DiagnosticFormat, _ render: () throws(WorkspaceError) -> Diagnosed<[UInt8]>
) async throws {
  let hasErrors = try await withMachineErrors(as: format) { () async throws(WorkspaceError) in
    let rendered = try render()
    try report(rendered.diagnostics, as: format)
    if !rendered.hasErrors { try StandardStream.output.write(rendered.value) }
    return rendered.hasErrors
  }
  if hasErrors { throw ExitCode(1) }
}

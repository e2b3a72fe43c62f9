import ArgumentParser
import Diagnostics
import SiteShell
import Web

struct DesignCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "design", abstract: "Show what the design is made from.",
    subcommands: [PaletteCommand.self])
}

extension PaletteFormat: ExpressibleByArgument {}

struct PaletteCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "palette", abstract: "Print the colours that the design computes from an accent.",
    discussion: """
      The result is a style sheet with the colours for light and dark. All texts have the contrast that WCAG 2.2 asks \
      for. An accent that nobody could see on the page has no palette; the message names the nearest one that has.
      """)

  @Argument(help: "Accents such as '#0a4341', in quotation marks.")
  var accents: [String]

  @Option(help: ArgumentHelp("How to print palettes: css or json.", valueName: "format"))
  var format = PaletteFormat.css

  func run() async throws {
    let palettes = paletteReport(of: accents, as: format)
    try await withMachineErrors { () async throws(WorkspaceError) in
      try Terminal.output.write(palettes.value)
      try report(palettes.diagnostics, as: format == .json ? .json : .text)
    }
    if palettes.hasErrors { throw ExitCode(1) }
  }
}

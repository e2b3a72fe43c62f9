import ArgumentParser
import Colours
import Diagnostics
import SiteSettings
import SiteShell

struct DesignCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "design", abstract: "Show the design that ships, and what a site makes of it.",
    discussion: """
      The design lies behind a site's own templates: a file of the site takes the place of the one of its name, and \
      {% extends "design:base.html" %} changes a block of one.
      """,
    subcommands: [
      DesignListCommand.self, DesignCopyCommand.self, DesignDiffCommand.self, PaletteCommand.self,
    ],
    defaultSubcommand: DesignListCommand.self)
}

struct DesignListCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "list", abstract: "List the design's files, and which of them the site overrides.")

  @Argument(help: "The folder that holds site.yaml.")
  var site = "."

  func run() async throws {
    try await withMachineErrors { () async throws(WorkspaceError) in
      for file in try SiteDesign(Workspace(site: site)).files {
        let users =
          file.overriddenBy.isEmpty ? "" : "  (\(file.overriddenBy.joined(separator: ", ")))"
        try Terminal.output.write(file.path + users + "\n")
      }
    }
  }
}

struct DesignCopyCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "copy", abstract: "Copy a file of the design into templates/, to change it there.")

  @Argument(help: "The file, as 'lectern design' lists it.")
  var file: String

  @Argument(help: "The folder that holds site.yaml.")
  var site = "."

  func run() async throws {
    try await withMachineErrors { () async throws(WorkspaceError) in
      let path = try SiteDesign(Workspace(site: site)).copy(file)
      try Terminal.output.write("\(path)\n")
    }
  }
}

struct DesignDiffCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "diff",
    abstract: "Tell what changed in the design under the files that the site overrides.",
    discussion: """
      After a newer Lectern is there, it shows what to look at, and exits with 1 if there is anything. What was looked \
      at is kept in templates/.design/, which belongs to the site: with --seen that is the design as it is now.
      """)

  @Argument(help: "The folder that holds site.yaml.")
  var site = "."

  @Flag(help: "Everything was looked at: keep the design's files as they are now.")
  var seen = false

  func run() async throws {
    let changes = try await withMachineErrors { () async throws(WorkspaceError) in
      let design = try SiteDesign(Workspace(site: site))
      if seen {
        try Terminal.output.write("\(try design.keepAll()) files kept in templates/.design/\n")
        return [SiteDesign.Change]()
      }
      let changes = try design.changes()
      if changes.isEmpty {
        try Terminal.output.write("nothing changed under the site's own files\n")
      }
      for change in changes { try Terminal.output.write(text(of: change)) }
      return changes
    }
    if !changes.isEmpty { throw ExitCode(1) }
  }

  private func text(of change: SiteDesign.Change) -> String {
    let users = change.overriddenBy.joined(separator: ", ")
    switch change.difference {
    case .unknown:
      return
        "\(change.path) (overridden by \(users)): not looked at yet; 'lectern design diff --seen' keeps it as it is now\n\n"
    case .removed: return "\(change.path) (named in \(users)): the design has it no longer\n\n"
    case .lines(let lines):
      return "\(change.path) (overridden by \(users)) changed in the design:\n"
        + lines.map { "  \($0)\n" }.joined() + "\n"
    }
  }
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

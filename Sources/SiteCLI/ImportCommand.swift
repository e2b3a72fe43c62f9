import ArgumentParser
import Content
import Diagnostics
import Importing
import SiteShell

struct ImportCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "import", abstract: "Make content files from a schedule or a spreadsheet.",
    subcommands: [
      ImportPretalxCommand.self, ImportCSVCommand.self, ImportSpreadsheetCommand.self,
    ])
}

/// What all imports have in common.
struct ImportArguments: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "The folder below content/ to write to; by default the section with such pages.",
      valueName: "section"))
  var into: String?

  @Flag(help: "Overwrite existing files.")
  var force = false

  @Option(help: ArgumentHelp("The folder that holds site.yaml.", valueName: "site"))
  var site = "."

  @Option(help: ArgumentHelp("How to print mistakes: text or json.", valueName: "format"))
  var format = DiagnosticFormat.text

  func folder() throws -> String? {
    guard let into else { return nil }
    guard let folder = importFolder(into) else {
      throw ValidationError(
        "'\(into)' cannot be a section; write a folder below content/, in small letters, such as programme"
      )
    }
    return folder
  }

  /// Imports a file and prints what was done. Fails if nothing could be written.
  func perform(
    _ file: String, _ make: (SourceText, SiteFiles) -> Diagnosed<Import>
  ) async throws {
    let isDone = try await withMachineErrors(as: format) { () async throws(WorkspaceError) in
      let workspace = try Workspace(site: site)
      switch try await workspace.importFiles(from: file, overwrites: force, make) {
      case .mistakes(let mistakes):
        try report(mistakes, as: format)
        return false
      case .exists(let files):
        try report(existing(files), as: format)
        return false
      case .written(let files, let unchanged, let remarks):
        try report(remarks.diagnostics, as: format)
        let lines = files + (remarks.value.isEmpty ? [] : [""] + remarks.value)
        try Terminal.output.write(
          (lines + ["", summary(files.count, unchanged)]).joined(separator: "\n") + "\n")
        return true
      }
    }
    if !isDone { throw ExitCode(1) }
  }

  private func existing(_ files: [String]) -> [Diagnostic] {
    files.enumerated().map { index, file in
      .error(
        CommandCode.fileExists,
        "\(file) is there already with other content, so nothing was written",
        help: index < files.count - 1
          ? nil : "choose another folder with --into, or overwrite them with --force")
    }
  }

  private func summary(_ written: Int, _ unchanged: Int) -> String {
    let files = written == 1 ? "1 file" : "\(written) files"
    let rest = unchanged == 0 ? "" : ", \(unchanged) as they were"
    return
      "\(files) written\(rest). Look for clashes with: lectern check\(site == "." ? "" : " " + site)"
  }
}

struct ImportPretalxCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "pretalx",
    abstract: "Make sessions, speakers, rooms and tracks from a schedule.json.",
    discussion: """
      Reads the export 'JSON (frab compatible)' of pretalx, and what other planners write in that form.
      Existing files are overwritten only with --force.
      """)

  @Argument(help: "The exported file.")
  var file: String

  @OptionGroup var arguments: ImportArguments

  func run() async throws {
    let folder = try arguments.folder()
    try await arguments.perform(file) { importSchedule($0, into: $1, folder: folder) }
  }
}

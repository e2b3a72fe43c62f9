import ArgumentParser
import Content
import Diagnostics
import Importing
import Planners
import SiteSettings
import SiteShell

struct ImportCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "import", abstract: "Make content files from a schedule or a spreadsheet.",
    discussion: """
      'lectern import FILE' is enough, for any file that is read. All options: lectern import file --help
      """,
    subcommands: [
      ImportFileCommand.self, ImportPretalxCommand.self, ImportCSVCommand.self,
      ImportSpreadsheetCommand.self,
    ], defaultSubcommand: ImportFileCommand.self)
}

/// What all imports have in common.
struct ImportArguments: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "The folder below content/ to write to; by default the section with such pages.",
      valueName: "section"))
  var into: String?

  @Flag(
    help:
      "Take the planner's word where the site says something else, and make again what was removed."
  )
  var force = false

  @Flag(help: "Show what would be done, and write nothing.")
  var dryRun = false

  @Option(
    help: ArgumentHelp(
      "How its characters are written: utf-8 (the usual), or windows-1252, as Excel writes CSV on Windows.",
      valueName: "name"))
  var encoding = FileEncoding.utf8

  @Option(
    help: ArgumentHelp(
      "What becomes of sessions that the planner has no more: cancel (the usual), or name, which leaves them as they are.",
      valueName: "how"))
  var withdrawn: WithdrawnSessions?

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
    _ file: String, _ make: (SourceText, ImportTarget) -> Diagnosed<Import>
  ) async throws {
    var choices = ImportChoices()
    (choices.prefersPlanner, choices.withdrawn) = (force, withdrawn)
    choices.encoding = encoding
    let isDone = try await withMachineErrors(as: format) {
      [choices] () async throws(WorkspaceError) in
      let workspace = try Workspace(site: site)
      switch try await workspace.importFiles(from: file, choices, writes: !dryRun, make) {
      case .mistakes(let mistakes):
        try report(mistakes, as: format)
        return false
      case .exists(let files):
        try report(existing(files), as: format)
        return false
      case .done(let plan, let remarks):
        try report(remarks.diagnostics, as: format)
        let lines = table(of: plan) + (remarks.value.isEmpty ? [] : [""] + remarks.value)
        try Terminal.output.write((lines + ["", summary(of: plan)]).joined(separator: "\n") + "\n")
        return true
      }
    }
    if !isDone { throw ExitCode(1) }
  }

  private func existing(_ files: [String]) -> [Diagnostic] {
    files.enumerated().map { index, file in
      .error(
        CommandCode.fileExists,
        "\(file) is there already and is none of the site's pages, so nothing was written",
        help: index < files.count - 1 ? nil : "move it away, or choose another folder with --into")
    }
  }

  /// A line for each page with which something is done: what, where, and the fields that it is about.
  private func table(of plan: ImportPlan) -> [String] {
    let width = plan.lines.map(\.action.inWords.count).max() ?? 0
    return plan.lines.map { line in
      let action = line.action.inWords.padding(toWidth: width)
      let fields = line.fields.map { $0 == "body" ? "text" : $0 }.joined(separator: ", ")
      return "\(action)  \(line.place)" + (fields.isEmpty ? "" : ": " + fields)
    }
  }

  private func summary(of plan: ImportPlan) -> String {
    let count = plan.files.count
    let files = count == 1 ? "1 file" : "\(count) files"
    let rest = plan.unchanged == 0 ? "" : ", \(plan.unchanged) pages as they were"
    if dryRun { return "\(files) would be written\(rest), and nothing is written yet" }
    let place = site == "." ? "" : " " + site
    let memory =
      plan.memory.map {
        $0.isKnown ? "" : " Keep \($0.path) with the site: later imports compare with it."
      }
      ?? ""
    return "\(files) written\(rest).\(memory) Look for clashes with: lectern check\(place)"
  }
}

extension WithdrawnSessions: ExpressibleByArgument {}

extension ImportPlan.Action {
  fileprivate var inWords: String {
    switch self {
    case .new: "new"
    case .changed: "changed"
    case .joined: "was there"
    case .cancelled: "cancelled"
    case .returned: "is back"
    case .kept: "kept as it is"
    case .withdrawn: "not in the planner any more"
    case .removed: "removed here, left out"
    }
  }
}

extension String {
  fileprivate func padding(toWidth width: Int) -> String {
    self + String(repeating: " ", count: max(0, width - count))
  }
}

struct ImportPretalxCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "pretalx",
    abstract: "Make sessions, speakers, rooms and tracks from a planner's export.",
    discussion: """
      Reads schedule.json and schedule.xml of pretalx, frab and others, answers of pretalx's API, and the JSON of Sessionize.
      Import again whenever the planner has changed: what an editor changed since stays and is named.
      """, aliases: ["frab", "sessionize"])

  @Argument(help: "The exported file.")
  var file: String

  @OptionGroup var arguments: ImportArguments

  func run() async throws {
    let folder = try arguments.folder()
    try await arguments.perform(file) { importSchedule($0, into: $1, folder: folder) }
  }
}

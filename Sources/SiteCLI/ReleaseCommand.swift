import ArgumentParser
import Content
import Diagnostics
import SiteModel
import SiteSettings
import SiteShell

struct ReleaseCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "release",
    abstract: "Tell everybody what is new in the programme.",
    discussion: """
      Writes the sessions that are new, moved, cancelled or otherwise changed since the last release into \
      content/_releases.tsv. From then on calendars know by it which of two versions of a session is the newer one. Do it \
      whenever changes to the programme are certain, then publish the site, and keep the file with it.
      """)

  @OptionGroup var source: SiteSource

  @Option(help: ArgumentHelp("What visitors should know of the changes.", valueName: "text"))
  var note = ""

  @Flag(help: "Show what would be released, and write nothing.")
  var dryRun = false

  func run() async throws {
    let now = try source.now() ?? .instant(secondsSince1970())
    var options = BuildOptions(assemble: AssembleOptions(now: now))
    options.parse = try source.parseOptions()
    let (source, note, dryRun) = (source, note, dryRun)
    let (workspace, release) = try await withMachineErrors(as: .text) {
      () async throws(WorkspaceError) -> (Workspace, ProgrammeRelease) in
      let workspace = try Workspace(site: source.site)
      return (
        workspace,
        try await workspace.release(note: note, writes: !dryRun, options)
      )
    }
    let built = release.report.withExcerpts(from: workspace)
    guard built.errors == 0 else {
      try report(built.diagnostics.filter(\.isError), as: .text)
      throw ExitCode(1)
    }
    try Terminal.output.write(release.lines(isDryRun: dryRun).map { $0 + "\n" }.joined())
  }
}

extension ProgrammeRelease {
  /// What the release tells, for the editor.
  fileprivate func lines(isDryRun: Bool) -> [String] {
    guard !changes.isEmpty else { return ["nothing is new since the last release"] }
    let count = changes.count == 1 ? "1 session" : "\(changes.count) sessions"
    let end =
      isDryRun
      ? "would be written into \(Releases.file), and nothing is written yet"
      : "written into \(Releases.file)"
    return isFirst
      ? ["\(count) \(end); later releases are compared with this first one"]
      : changes.map(\.line) + ["\(count) \(end)"]
  }
}

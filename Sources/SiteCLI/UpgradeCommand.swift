import ArgumentParser
import Content
import Diagnostics
import SiteSettings
import SiteShell

struct UpgradeCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "upgrade",
    abstract: "Bring the site's files to the newest format.",
    discussion: """
      Shows each line that changes, before and after. Without --write nothing is written. Comments, the order of keys and \
      line ends stay as they are.
      """)

  @Argument(help: "The folder that holds site.yaml.")
  var site = "."

  @Flag(help: "Write the changes.")
  var write = false

  func run() async throws {
    let (site, write) = (site, write)
    let isUpgraded = try await withMachineErrors {
      () async throws(WorkspaceError) -> Bool in
      let workspace = try Workspace(site: site)
      let upgraded = try workspace.upgraded()
      try report(upgraded.diagnostics, as: .text)
      if upgraded.diagnostics.hasErrors { return false }
      try Terminal.output.write(upgraded.value.map(shown).joined())
      if write { try workspace.write(upgraded.value) }
      try Terminal.output.write(summary(of: upgraded.value, isWritten: write) + "\n")
      return true
    }
    if !isUpgraded { throw ExitCode(1) }
  }
}

/// The lines that change, as `diff` shows them.
private func shown(_ file: UpgradedFile) -> String {
  file.changes.map { change in
    "\(file.path):\(change.line)\n" + (change.before.map { "- \($0)\n" } ?? "")
      + "+ \(change.after)\n"
  }.joined()
}

private func summary(of files: [UpgradedFile], isWritten: Bool) -> String {
  let lines = files.reduce(0) { $0 + $1.changes.count }
  let count =
    "\(lines) \(lines == 1 ? "line" : "lines") in \(files.count) \(files.count == 1 ? "file" : "files")"
  if files.isEmpty { return "The site is in the newest format, \(SiteFormat.current)." }
  return isWritten
    ? "\(count) changed. The site is in format \(SiteFormat.current); lectern check looks whether all is well."
    : "\(count) would change, and nothing is written yet: lectern upgrade --write"
}

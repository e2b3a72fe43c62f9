import ArgumentParser
import Content
import Diagnostics
import SiteModel
import SiteSettings
import SiteShell

struct PublishCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "publish", abstract: "Build the site and put it on its host.",
    discussion: """
      The place is publish: in site.yaml, or --to: 'rsync:HOST:/PATH' for a host with SSH, 'rclone:REMOTE:PATH' for \
      SFTP, WebDAV, S3 and the like, 'folder:/PATH' for a folder. At every moment each page there finds its styles, \
      and only what earlier publications wrote is removed. See docs/publish.md.
      """)

  @OptionGroup var source: SiteSource

  @Option(help: ArgumentHelp("The place, instead of the one in site.yaml.", valueName: "place"))
  var to: String?

  @Flag(help: "Say what would change, and change nothing there.")
  var dryRun = false

  @Flag(help: "Remove more than a fifth of what is published without asking.")
  var yes = false

  @Flag(help: "Replace files at the place that no publication wrote.")
  var adopt = false

  @Flag(help: "Go back to what was published before.")
  var undo = false

  @Option(help: ArgumentHelp("The folder to build into.", valueName: "dir"))
  var output: String?

  @Flag(help: "Treat warnings as errors.")
  var strict = false

  @Option(help: ArgumentHelp("How to print mistakes: text or json.", valueName: "format"))
  var format = DiagnosticFormat.text

  @Flag(help: "Print mistakes only.")
  var quiet = false

  func validate() throws { _ = try place() }

  private func place() throws -> PublicationPlace? {
    guard let to else { return nil }
    do {
      return try PublicationPlace(to)
    } catch {
      throw ValidationError("\(error.message); \(error.help)")
    }
  }

  func run() async throws {
    var build = BuildOptions(
      assemble: AssembleOptions(now: try source.now() ?? .instant(secondsSince1970())))
    build.isStrict = strict
    build.parse = try source.parseOptions()
    if format == .text { build.whenWaiting = reportWaiting }
    var options = PublishOptions(build: build)
    options.to = try place()
    (options.isDryRun, options.saysYes, options.adopts) = (dryRun, yes, adopt)
    if Terminal.output.stream.isTerminal { options.confirm = isConfirmed }
    if !quiet && format == .text {
      options.tell = { (line) throws(WorkspaceError) in try Terminal.output.write(line + "\n") }
    }
    let result = try await withMachineErrors(as: format) {
      () async throws(WorkspaceError) -> Published in
      let workspace = try Workspace(site: source.site, output: output)
      let result =
        undo
        ? try await undoPublication(workspace, options) : try await publish(workspace, options)
      try report(result.diagnostics, as: format)
      if result.succeeded, !dryRun, !quiet, format == .text {
        try Terminal.output.write(
          "\(result.put) files put there, \(result.removed) removed: \(result.address)\n")
      }
      return result
    }
    if !result.succeeded { throw ExitCode(1) }
  }
}

/// Asks whoever sits at the terminal.
private func isConfirmed(_ question: String) -> Bool {
  // Who can't be asked hasn't said yes.
  do { try Terminal.output.write("\(question) [y/N] ") } catch { return false }
  return ["y", "yes"].contains(readLine()?.lowercased() ?? "")
}

import ArgumentParser
import Content
import Diagnostics
import Publishing
import SiteModel
import SiteSettings
import SiteShell
import Web

struct LinksCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "links", abstract: "Look whether addresses on other sites are still there.",
    discussion: """
      Asks each host once a second at most, by curl, and remembers the answers in content/_links.tsv: commit that \
      file. An address is called gone when there was nothing on three days; what a host doesn't want to tell a program \
      is never called broken. See docs/links.md.
      """)

  @OptionGroup var source: SiteSource

  @Flag(
    help:
      "Put the new addresses of what has moved for good, and named copies of what is gone, into the files."
  )
  var fix = false

  @Flag(help: "With --fix: show the changes, and write nothing.")
  var dryRun = false

  @Flag(help: "List all addresses with their places, and ask nobody.")
  var list = false

  @Flag(help: "List all addresses with their places and what is known of them.")
  var all = false

  @Flag(help: "Ask for those, too, that were there in the last seven days.")
  var again = false

  @Option(help: ArgumentHelp("How long an answer may take.", valueName: "seconds"))
  var patience = 20

  @Flag(help: "Exit with 1 if anything is gone or has moved.")
  var strict = false

  @Option(help: ArgumentHelp("How to print what was found: text or json.", valueName: "format"))
  var format = DiagnosticFormat.text

  @Flag(help: "Print only what is to be done.")
  var quiet = false

  func validate() throws {
    if !(1...300).contains(patience) { throw ValidationError("--patience is 1 to 300 seconds") }
    if dryRun && !fix { throw ValidationError("--dry-run says what --fix would do; add --fix") }
  }

  func run() async throws {
    var build = BuildOptions(
      assemble: AssembleOptions(now: try source.now() ?? .instant(secondsSince1970())))
    build.parse = try source.parseOptions()
    var options = LinkOptions(build: build)
    (options.asks, options.asksAll) = (!list, again)
    (options.fixes, options.isDryRun, options.patience) = (fix, dryRun, patience)
    let result = try await withMachineErrors(as: format) {
      () async throws(WorkspaceError) -> LinkReport in
      let workspace = try Workspace(site: source.site)
      let result = try await checkLinks(workspace, options)
      try report(result.diagnostics, as: format)
      if list || all { try Terminal.output.write(result.addresses.map(lines).joined()) }
      if !result.changes.isEmpty {
        try Terminal.output.write(result.changes.map { $0 + "\n" }.joined())
      }
      if result.succeeded, !quiet, format == .text {
        try Terminal.output.write(summary(of: result) + "\n")
      }
      return result
    }
    if !result.succeeded || strict && !result.diagnostics.isEmpty { throw ExitCode(1) }
  }

  private func lines(_ address: LinkReport.Address) -> String {
    let known = list ? "" : "\t\(words(address.verdict))"
    let places = address.places.map { "  \($0.clickable)\n" }
    let pages = address.outputs.prefix(3).map { "  computed, on \($0.text)\n" }
    return "\(address.text)\(known)\n" + (places.isEmpty ? pages : places).joined()
  }

  private func words(_ verdict: LinkVerdict) -> String {
    switch verdict {
    case .good: "there"
    case .moved(let target): "moved to \(target)"
    case .gone(let since, let answer): "gone since \(since): \(answer)"
    case .missing(let since, let answer): "perhaps gone, since \(since): \(answer)"
    case .unclear(let answer): "can't tell: \(answer)"
    case .unasked: "not asked yet"
    }
  }

  private func summary(of report: LinkReport) -> String {
    let counts: [(Int, String)] = [
      (report.count { $0 == .good }, "there"),
      (report.count { if case .moved = $0 { true } else { false } }, "moved for good"),
      (report.count { if case .gone = $0 { true } else { false } }, "gone"),
      (
        report.count { if case .missing = $0 { true } else { false } },
        "perhaps gone: that is said after three days without it"
      ),
      (
        report.count { if case .unclear = $0 { true } else { false } },
        "whose hosts don't tell programs"
      ),
      (report.count { $0 == .unasked }, "not asked yet"),
    ]
    let parts = counts.filter { $0.0 > 0 }.map { "\($0.0) \($0.1)" }
    let asked = list ? "" : ", \(report.asked) asked for now"
    let all = "\(report.addresses.count) addresses on other sites\(asked)"
    let changes = report.changes.count
    let mended =
      changes == 0
      ? ""
      : "\n\(changes) places \(dryRun ? "would be mended" : "mended: look at them before you commit")"
    return all + (parts.isEmpty || list ? "" : ": " + parts.joined(separator: ", ")) + mended
  }
}

import ArgumentParser
import Content
import Diagnostics
import Importing
import SiteModel
import SiteRender
import SiteSettings
import SiteShell

/// What `build` and `check` have in common.
struct SiteArguments: ParsableArguments {
  @OptionGroup var source: SiteSource

  @Flag(help: "Make links that work from any folder, and without a server.")
  var relative = false

  @Flag(help: "Include drafts, and pages not yet or no longer published.")
  var drafts = false

  @Flag(help: "Treat warnings as errors.")
  var strict = false

  @Option(help: ArgumentHelp("How to print mistakes: text or json.", valueName: "format"))
  var format = DiagnosticFormat.text

  @Flag(help: "Show where the time went.")
  var timings = false

  @Flag(help: "Show what pages of each kind weigh, and what loading them emits.")
  var weights = false

  @Flag(help: "Print mistakes only.")
  var quiet = false

  func options() throws -> BuildOptions {
    let now = try source.now() ?? .instant(secondsSince1970())
    var options = BuildOptions(
      assemble: AssembleOptions(now: now, includesDrafts: drafts, isRelative: relative))
    options.isStrict = strict
    options.weighs = weights
    options.parse = try source.parseOptions()
    return options
  }
}

extension DiagnosticFormat: ExpressibleByArgument {}

struct BuildCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "build", abstract: "Build the site into its output folder.")

  @OptionGroup var arguments: SiteArguments

  @Option(help: ArgumentHelp("The folder to build into.", valueName: "dir"))
  var output: String?

  @Flag(help: "Replace files in the output folder that no build wrote.")
  var adopt = false

  func run() async throws {
    try await perform(arguments, output: output, writes: true, adopts: adopt)
  }
}

struct CheckCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "check", abstract: "Look for mistakes in the site, and write nothing.")

  @OptionGroup var arguments: SiteArguments

  func run() async throws {
    try await perform(arguments, output: nil, writes: false, adopts: false)
  }
}

private func perform(
  _ arguments: SiteArguments, output: String?, writes: Bool, adopts: Bool
) async throws {
  var options = try arguments.options()
  options.adopts = adopts
  options.writes = writes
  if arguments.format == .text { options.whenWaiting = reportWaiting }
  if !arguments.quiet, Terminal.error.stream.isTerminal {
    options.whenMakingPictures = showProgress
  }
  let result = try await withMachineErrors(as: arguments.format) {
    () async throws(WorkspaceError) -> (report: BuildReport, site: Site) in
    let workspace = try Workspace(site: arguments.source.site, output: output)
    let (built, site) = try await build(workspace, options)
    let result = built.withExcerpts(from: workspace)
    try report(result.diagnostics, as: arguments.format)
    if arguments.timings { try Terminal.error.write(table(of: result.timings)) }
    if arguments.weights { try Terminal.output.write(table(of: result.weights)) }
    if arguments.format == .json {
      try Terminal.error.write(result.leftOut.map { $0.jsonForm + "\n" }.joined())
    }
    if !arguments.quiet && arguments.format == .text {
      let line = summary(of: result, workspace, writes: writes)
      try (result.succeeded ? Terminal.output : Terminal.error).write(line + "\n")
    }
    return (result, site)
  }
  // Exits while the site is still held: to free ten thousand pages takes as long as to assemble them.
  withExtendedLifetime(result.site) {
    Lectern.exit(withError: result.report.succeeded ? nil : ExitCode(1))
  }
}

// MARK: Words about a build

/// Also printed with `--quiet`, since a build that hangs without a word is taken for a broken one.
func reportWaiting() {
  // A build can go on where standard error cannot be written to.
  try? Terminal.error.write("waiting for another build of this site to end\n")
}

/// On one line of a terminal, which the next number takes the place of.
private func showProgress(made: Int, of all: Int) {
  let line = "\r\u{1B}[Kmaking pictures: \(made) of \(all)"
  // A build can go on where standard error cannot be written to.
  try? Terminal.error.write(made == all ? "\r\u{1B}[K" : line)
}

private func summary(of report: BuildReport, _ workspace: Workspace, writes: Bool) -> String {
  let mistakes = [count(report.errors, "error"), count(report.warnings, "warning")]
    .compactMap(\.self).joined(separator: " and ")
  guard report.succeeded else {
    return writes ? "\(mistakes): the output folder stays as it was" : mistakes
  }
  let suffix = mistakes.isEmpty ? "" : ", \(mistakes)"
  let rest =
    embargoLine(report.embargoed) + wordsOnPictures(report.leftOut) + wordsOnUnscaled(report)
    + wordsOnCards(report)
  guard writes else {
    return "\(report.outputs) files would be written\(suffix)\(rest)"
      + wordsOnGonePages(report.goneSinceLastBuild)
  }
  var line =
    "\(report.outputs) files in \(workspace.output), \(report.changed) of them new or changed"
  if report.removed > 0 { line += ", \(report.removed) removed" }
  line += suffix
  for path in report.adopted.prefix(20) {
    line += "\nreplaced \(path), which no build had written"
  }
  if report.adopted.count > 20 { line += "\nand \(report.adopted.count - 20) more such files" }
  if report.keptUnownedFiles > 0 {
    line += "\nThere is no record of an earlier build, so nothing was removed;"
    line += " \(report.keptUnownedFiles) files there are not from this one."
  }
  return line + rest + wordsOnHostFiles(report.changedHostFiles, workspace)
}

/// No warnings, since the last build may never have been published.
private func wordsOnGonePages(_ gone: [String]) -> String {
  guard !gone.isEmpty else { return "" }
  let more = gone.count > 20 ? "\n  and \(gone.count - 20) more" : ""
  return "\nOf the last build would be gone, for those who have these addresses:\n"
    + gone.prefix(20).map { "  \($0)" }.joined(separator: "\n") + more
    + "\nlectern addresses --record remembers what has been published."
}

/// Nothing that is uploaded tells a server of its new settings, so somebody has to know.
private func wordsOnHostFiles(_ changed: [String], _ workspace: Workspace) -> String {
  guard !changed.isEmpty else { return "" }
  return
    "\nNew or changed in \(workspace.output).hosts, for the server's settings: \(changed.joined(separator: ", "))."
}

private func embargoLine(_ count: Int) -> String {
  switch count {
  case 0: ""
  case 1: "\n1 file is left out, because only pages have it that are not on the site."
  default: "\n\(count) files are left out, because only pages have them that are not on the site."
  }
}

/// One line, with the first few names: `--format json` has all.
private func wordsOnPictures(_ leftOut: [BuildReport.LeftOut]) -> String {
  guard !leftOut.isEmpty else { return "" }
  let places = leftOut.count { $0.saysWhere }
  let names = leftOut.prefix(3).map(\.file).joined(separator: ", ")
  let more = leftOut.count > 3 ? " and \(leftOut.count - 3) more" : ""
  let pictures = count(leftOut.count, "picture") ?? ""
  return "\nLeft out of \(pictures) what cameras and programs wrote into them"
    + (places > 0 ? ", of \(places) where they were taken" : "") + ": \(names)\(more)."
}

/// What to install, where pictures could be smaller.
private func wordsOnUnscaled(_ report: BuildReport) -> String {
  guard let pictures = count(report.unscaled.count, "picture") else { return "" }
  let verb = report.unscaled.count == 1 ? "is" : "are"
  let first = "\n\(pictures) \(verb) larger than pages need, such as \(report.unscaled[0]). "
  switch report.encoder {
  case .missing:
    return first
      + "Builds make smaller ones where there is vips: on Debian and Ubuntu, apt-get install libvips-tools."
  case .withoutAVIF:
    return first
      + "Builds make smaller ones where vips writes AVIF: on Debian and Ubuntu, apt-get install libheif-plugin-aomenc."
  case .found, nil: return ""
  }
}

/// What to install, where cards could be drawn.
private func wordsOnCards(_ report: BuildReport) -> String {
  report.lacksCardRenderer
    ? "\nPages have no cards. Builds draw them where there are rsvg-convert and vips: on Debian and Ubuntu, apt-get install librsvg2-bin libvips-tools."
    : ""
}

private func count(_ number: Int, _ noun: String) -> String? {
  number == 0 ? nil : "\(number) \(noun)\(number == 1 ? "" : "s")"
}

func table(of timings: Timings) -> String {
  var lines: [String] = []
  for (name, duration) in timings.laps + [("all", timings.total)] {
    let microseconds =
      duration.components.seconds * 1_000_000 + duration.components.attoseconds / 1_000_000_000_000
    let text = "\(microseconds / 1000).\(microseconds % 1000 / 100)"
    let padding = String(repeating: " ", count: max(1, 28 - name.count - text.count))
    lines.append("  \(name)\(padding)\(text) ms")
  }
  return lines.joined(separator: "\n") + "\n"
}

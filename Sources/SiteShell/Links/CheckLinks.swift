import Content
package import Diagnostics
package import Publishing
import SiteModel
import SiteRender
import SiteSettings
package import Web

package struct LinkOptions: Sendable {
  package var build: BuildOptions
  /// Whether hosts are asked at all.
  package var asks = true
  /// Whether those are asked, too, that were there a short while ago.
  package var asksAll = false
  /// Whether what has moved is mended in the files.
  package var fixes = false
  /// Whether only to say what would be mended.
  package var isDryRun = false
  /// How long an answer may take, in seconds.
  package var patience = 20
  /// Told what goes on, line by line.
  package var tell: @Sendable (String) throws(WorkspaceError) -> Void = {
    (_) throws(WorkspaceError) in
  }

  package init(build: BuildOptions) { self.build = build }
}

/// What looking for addresses on other sites came to.
package struct LinkReport: Sendable {
  /// In reading order, with excerpts.
  package var diagnostics: [Diagnostic]
  package var succeeded: Bool
  /// The addresses of the site, sorted.
  package var addresses: [Address] = []
  /// How many hosts' addresses were asked for now.
  package var asked = 0
  /// Changes of files, in words.
  package var changes: [String] = []

  package struct Address: Sendable {
    package let text: String
    package let verdict: LinkVerdict
    package let archived: String?
    /// In the files of the site; empty if no file has it as it stands on a page.
    package let places: [SourceLocation]
    /// The outputs that show it.
    package let outputs: [OutputPath]
  }
}

/// Looks which addresses on other sites are still there, and remembers it in `content/_links.tsv`.
package func checkLinks(
  _ workspace: Workspace, _ options: LinkOptions
) async throws(WorkspaceError) -> LinkReport {
  var buildOptions = options.build
  (buildOptions.writes, buildOptions.listsExternalAddresses) = (false, true)
  let (built, site) = try await build(workspace, buildOptions)
  var report = LinkReport(diagnostics: built.diagnostics, succeeded: built.succeeded)
  guard built.succeeded else { return report.withExcerpts(from: workspace) }
  report.diagnostics = []
  let file = try LinkMemoryFile(of: workspace)
  let remembered = try file.memory()
  guard !remembered.hasErrors else {
    (report.diagnostics, report.succeeded) = (remembered.diagnostics, false)
    return report.withExcerpts(from: workspace)
  }
  var memory = remembered.value
  let links = try SiteLinks(built.externalAddresses, in: workspace)
  let today = day(
    ofInstant: options.build.assemble.now.instant(in: site.configuration.zone),
    in: site.configuration.zone)
  memory.entries = memory.entries.filter { links.addresses.contains($0.key) }
  if options.asks {
    let due = links.addresses.filter {
      options.asksAll || memory.entries[$0, default: .init()].isDue(on: today)
    }
    let outcomes = try LinkAsking(workspace, site.configuration, options).ask(due, memory)
    for (address, outcome) in outcomes {
      memory.entries[address, default: .init()].add(outcome, on: today)
    }
    report.asked = outcomes.count
    try file.write(memory)
  }
  report.addresses = links.addresses.map { address in
    let entry = memory.entries[address, default: .init()]
    return .init(
      text: address, verdict: entry.verdict, archived: entry.archived,
      places: links.places[address, default: []].map(\.location).sorted(),
      outputs: links.outputs[address, default: []])
  }
  if options.fixes { report.changes = try links.fix(memory, workspace, options) }
  report.diagnostics = report.addresses.compactMap { address in
    links.isMended(address, options) ? nil : address.diagnostic
  }
  return report.withExcerpts(from: workspace)
}

extension LinkReport {
  fileprivate func withExcerpts(from workspace: Workspace) -> LinkReport {
    var report = self
    report.diagnostics = diagnostics.inReadingOrder().withExcerpts { workspace.source($0) }
    return report
  }

  /// How many addresses have a verdict.
  package func count(where holds: (LinkVerdict) -> Bool) -> Int {
    addresses.count { holds($0.verdict) }
  }
}

extension LinkReport.Address {
  /// What an editor should know of it. `nil` if there is nothing to do.
  fileprivate var diagnostic: Diagnostic? {
    var diagnostic: Diagnostic
    switch verdict {
    case .good, .missing, .unclear, .unasked: return nil
    case .moved(let target):
      diagnostic = .warning(
        PublishingCode.movedAddress, "\(text) has moved for good, to \(target)",
        help: canStandAnywhere(target)
          ? "put it into the texts with: lectern links --fix" : "link to the new address")
    case .gone(let since, let answer):
      let copy = archived.map { "put the copy \($0) into the texts with: lectern links --fix" }
      let day = since.replacing("-", with: "")
      diagnostic = .warning(
        PublishingCode.goneAddress, "\(text) is gone since \(since): \(answer)",
        help: copy
          ?? "look for where it has gone, or for a copy of before, at https://web.archive.org/web/\(day)/\(text)"
      )
    }
    diagnostic.location = places.first
    diagnostic.notes = places.dropFirst().map { .init("and here", at: $0) }
    if places.isEmpty, let output = outputs.first {
      diagnostic.notes = [.init("on the page \(output.text), whose template or data computes it")]
    }
    return diagnostic
  }
}

/// `content/_links.tsv` on the disk.
private struct LinkMemoryFile {
  let path: String

  init(of workspace: Workspace) throws(WorkspaceError) {
    path = workspace.path("content/" + linkMemoryPath)
  }

  /// What is remembered; a mistake in the file is the editor's.
  func memory() throws(WorkspaceError) -> Diagnosed<LinkMemory> {
    guard let bytes = try FileSystem.readIfPresent(path)?.withoutByteOrderMark else {
      return Diagnosed(LinkMemory())
    }
    do throws(LinkMemoryMistake) {
      guard let text = String(validating: bytes, as: UTF8.self) else {
        throw LinkMemoryMistake(line: 1, message: "it is not UTF-8")
      }
      return Diagnosed(try LinkMemory(text))
    } catch {
      let mistake = Diagnostic.error(
        PublishingCode.brokenLinkMemory,
        "what is remembered of links can't be read: \(error.message)",
        at: SourceLocation(file: "content/" + linkMemoryPath, line: error.line),
        help: "mend the line, or remove the file: then all addresses are asked for anew")
      return Diagnosed(LinkMemory(), [mistake])
    }
  }

  /// Replaces the file in one step, if it is to change.
  func write(_ memory: LinkMemory) throws(WorkspaceError) {
    let bytes = Array(memory.text.utf8)
    let old = try FileSystem.readIfPresent(path)
    if old == bytes || old == nil && memory.entries.isEmpty { return }
    try FileSystem.replace(path, with: bytes)
  }
}

import ArgumentParser
import Content
import Diagnostics
import SiteModel
import SiteSettings
import SiteShell

struct AddressesCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "addresses",
    abstract: "List the addresses of the site, or remember them as published.",
    discussion: """
      With --record they are written into content/_addresses.tsv, beside those that are there already. From then on \
      check and build warn when one of them would be gone, and say which alias to write. Do it whenever you have \
      published the site, and keep the file with the site.
      """)

  @OptionGroup var source: SiteSource

  @Flag(help: "Remember them in content/_addresses.tsv.")
  var record = false

  @Option(
    help: ArgumentHelp(
      "Remember those of another list, too: a sitemap.xml, or one address a line. For a site that takes the place of another.",
      valueName: "file"))
  var from: String?

  func validate() throws {
    if from != nil && !record { throw ValidationError("--from is for --record") }
  }

  func run() async throws {
    let now = try source.now() ?? .instant(secondsSince1970())
    var options = BuildOptions(assemble: AssembleOptions(now: now))
    options.parse = try source.parseOptions()
    let (source, list, record) = (source, from, record)
    let (workspace, addresses) = try await withMachineErrors(as: .text) {
      () async throws(WorkspaceError) -> (Workspace, SiteAddresses) in
      let workspace = try Workspace(site: source.site)
      return (workspace, try await workspace.addresses(options))
    }
    let built = addresses.report.withExcerpts(from: workspace)
    guard built.errors == 0 else {
      try report(built.diagnostics.filter(\.isError), as: .text)
      throw ExitCode(1)
    }
    guard record else {
      try Terminal.output.write(addresses.present.map { $0.path + "\n" }.sorted().joined())
      return
    }
    let line = try await withMachineErrors(as: .text) {
      () async throws(WorkspaceError) -> String in
      let others = try list.map { (file) throws(WorkspaceError) in
        addresses.addresses(in: try readListedFile(file))
      }
      let all = addresses.adding(others?.inside ?? [])
      let isNew = try workspace.record(all)
      let more = all.all.count - Set(addresses.remembered.all.map(\.path)).count
      let outside =
        others.map { $0.outside } ?? 0 > 0
        ? "; \(others?.outside ?? 0) of \(list ?? "") are not below the site's base_url" : ""
      return isNew
        ? "\(all.all.count) addresses in \(PublishedAddresses.file), \(more) of them new\(outside)"
        : "\(all.all.count) addresses in \(PublishedAddresses.file), none of them new\(outside)"
    }
    try Terminal.output.write(line + "\n")
  }
}

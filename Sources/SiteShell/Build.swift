package import Content
import Diagnostics
import Importing
package import SiteModel
import SiteRender

package struct BuildOptions: Sendable {
  package var parse = ParseOptions()
  package var assemble: AssembleOptions
  /// Whether warnings keep the site from being written, too.
  package var isStrict = false
  /// Whether anything is written at all.
  package var writes = true
  /// Whether the report says what pages weigh.
  package var weighs = false
  /// Called once, before the build waits for another build of this site to end.
  package var whenWaiting: @Sendable () -> Void = {}

  package init(assemble: AssembleOptions) { self.assemble = assemble }
}

/// Reads a site, writes what changed to its output folder.
///
/// A build with errors leaves the output folder as it was.
///
/// - Returns: the site, too, so that a command can end without freeing it first: for ten thousand pages
///   that takes as long as assembling it.
package func build(
  _ workspace: Workspace, _ options: BuildOptions
) async throws(WorkspaceError) -> (report: BuildReport, site: Site) {
  var timings = Timings()
  try workspace.checkOutput()
  let lock =
    options.writes ? try BuildLock(of: workspace, whenWaiting: options.whenWaiting) : nil
  defer { lock?.release() }
  let tree = try workspace.listInputs()
  timings.lap("list")

  let files = try await workspace.parse(tree.value, options.parse)
  timings.lap("read and parse")
  let site = assemble(files.value, options.assemble)
  timings.lap("assemble")
  let outputs = plan(site.value)
  timings.lap("plan")

  var report = BuildReport(
    tree.diagnostics + files.diagnostics + site.diagnostics + outputs.diagnostics)
  guard options.writes else {
    report.add(try await outputs.value.checked(site.value, workspace, options))
    report.diagnostics += site.value.deadAnchors()
    timings.lap("render")
    report.finish(timings, isStrict: options.isStrict)
    return (report, site.value)
  }
  var record = try OwnedFiles(of: workspace)
  let staging = try Staging(beside: workspace.output)
  do {
    report.add(
      try await outputs.value.staged(
        in: staging, site.value, workspace, options))
    report.diagnostics += site.value.deadAnchors()
    timings.lap("render and stage")
    report.finish(timings, isStrict: options.isStrict)
    guard report.succeeded else {
      try staging.discard()
      return (report, site.value)
    }
    let current = Set(outputs.value.map(\.path))
    try record.checkRemoval(ofAllBut: current, in: workspace.output)
    try staging.check(replacing: record.earlier ?? [])
    report.keptUnownedFiles =
      record.earlier == nil ? try workspace.countUnownedFiles(besides: current) : 0
    // What a build that ends in the middle has put in place must be ours to the next one.
    try record.write(current.union(record.earlier ?? []), output: workspace.output)
    try staging.moveIntoPlace()
    report.removed = try record.removeAllBut(current, in: workspace.output)
    try record.write(current, output: workspace.output)
    timings.lap("move into place")
    report.timings = timings
    return (report, site.value)
  } catch {
    try? staging.discard()  // The first failure is the one to report; the next build clears up.
    throw error
  }
}

/// What rendering one output came to.
struct Finding: Sendable {
  var diagnostics: [Diagnostic] = []
  var isChanged = false
  var weight: PageWeight?
}

extension [Output] {
  /// Renders everything and keeps only the findings.
  func checked(
    _ site: Site, _ workspace: Workspace, _ options: BuildOptions
  ) async throws(WorkspaceError) -> [Finding] {
    try await parallelMap { output throws(WorkspaceError) in
      if case .copy(let file) = output.recipe {
        try FileSystem.checkReadable(workspace.path("content/" + file))
      }
      let rendered = try output.rendered(site, workspace)
      return Finding(
        diagnostics: rendered.diagnostics,
        weight: options.weighs ? weigh(output, rendered.value, of: site) : nil)
    }
  }

  /// Renders everything into the staging folder.
  func staged(
    in staging: Staging, _ site: Site, _ workspace: Workspace, _ options: BuildOptions
  ) async throws(WorkspaceError) -> [Finding] {
    try await parallelMap { output throws(WorkspaceError) in
      try output.staged(in: staging, site, workspace, options)
    }
  }
}

extension Output {
  /// The output, compared with what an earlier build has told calendars.
  fileprivate func rendered(
    _ site: Site, _ workspace: Workspace
  ) throws(WorkspaceError) -> Diagnosed<[UInt8]> {
    var rendered = render(self, of: site)
    if isWholeCalendar,
      let earlier = try FileSystem.readIfPresent(workspace.output + "/" + path)
    {
      rendered.diagnostics += unannouncedChanges(from: earlier, to: rendered.value, of: site)
    }
    return rendered
  }

  fileprivate func staged(
    in staging: Staging, _ site: Site, _ workspace: Workspace, _ options: BuildOptions
  ) throws(WorkspaceError) -> Finding {
    if case .copy(let file) = recipe {
      let bytes = try FileSystem.read(workspace.path("content/" + file))
      return Finding(isChanged: try staging.write(bytes, to: path, .assets))
    }
    let rendered = try rendered(site, workspace)
    guard !rendered.hasErrors else { return Finding(diagnostics: rendered.diagnostics) }
    let part: Staging.Part = if case .asset = recipe { .assets } else { .pages }
    return Finding(
      diagnostics: rendered.diagnostics,
      isChanged: try staging.write(rendered.value, to: path, part),
      weight: options.weighs ? weigh(self, rendered.value, of: site) : nil)
  }
}

extension Workspace {
  /// How many files in the output folder the build does not write.
  fileprivate func countUnownedFiles(besides current: Set<String>) throws(WorkspaceError) -> Int {
    var count = 0
    func visit(_ folder: String) throws(WorkspaceError) {
      for name in try FileSystem.names(in: output + (folder.isEmpty ? "" : "/" + folder)) {
        guard let name, !name.hasPrefix(".") else { continue }
        let path = folder.isEmpty ? name : folder + "/" + name
        let status = try FileSystem.status(output + "/" + path, followingLinks: false)
        if status?.kind == .folder {
          try visit(path)
        } else if !current.contains(path) {
          count += 1
        }
      }
    }
    if try FileSystem.status(output) != nil { try visit("") }
    return count
  }
}

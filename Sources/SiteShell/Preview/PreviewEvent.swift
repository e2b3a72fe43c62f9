import Content
import Diagnostics
import SiteRender

/// What can happen while the preview runs.
enum PreviewEvent: Sendable {
  case filesChanged(FileChanges)
  /// From now on some changes will not be noticed.
  case cannotWatch(WorkspaceError)
  case asked(Request, reply: @Sendable (Response) -> Void)
  case browserLeft(Int)
  /// Nobody can ask anything any more.
  case serverEnded(WorkspaceError)
  /// All outputs of a snapshot were rendered once.
  case checked(SiteCheck)
}

/// The result of rendering a whole snapshot.
struct SiteCheck: Sendable {
  /// The snapshot's number.
  var snapshot: Int
  /// In reading order, with excerpts.
  var mistakes: [Diagnostic]
  var backlinks: [PageID: [PageID]]
}

/// Renders everything once, to find what is wrong on pages that nobody looks at.
///
/// - Returns: `nil` if it was cancelled, because the next change makes the result worthless.
func check(_ snapshot: SiteSnapshot, _ workspace: Workspace) async -> SiteCheck? {
  var mistakes = snapshot.diagnostics
  var named: Set<String> = []
  var anchorLinks = snapshot.site.anchorLinksOfSite
  for (number, output) in snapshot.outputs.enumerated() {
    if number % 16 == 0 { await Task.yield() }  // Who waits for a page comes first.
    if Task.isCancelled { return nil }
    if let file = output.copiedFile {
      do throws(WorkspaceError) {
        try FileSystem.checkReadable(workspace.spelledPath("content/" + file))
      } catch {
        mistakes.append(.error(ShellCode.unreadableFile, error.message, help: error.help))
      }
    }
    let rendered = render(output, of: snapshot.site)
    mistakes += rendered.diagnostics
    anchorLinks += rendered.anchorLinks
    named.formUnion(snapshot.site.withheldFiles(namedIn: rendered.value, of: output))
  }
  mistakes += snapshot.site.mistakes(inFilesBut: named)
  mistakes += snapshot.site.deadAnchors(among: anchorLinks)
  return SiteCheck(
    snapshot: snapshot.number,
    mistakes: gathered(mistakes).inReadingOrder().withExcerpts { workspace.source($0) },
    backlinks: snapshot.site.backlinks())
}

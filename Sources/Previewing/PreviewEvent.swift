import Content
import ContentSchema
import Diagnostics
import SiteRender
import SiteShell
import Web

/// What can happen while the preview runs.
enum PreviewEvent: Sendable {
  case filesChanged(FileChanges)
  /// Something that the machine refused, and that doesn't end the preview.
  case refused(WorkspaceError)
  case asked(Request, reply: @Sendable (Response) -> Void)
  /// An output that somebody waits for was rendered.
  case rendered(MadeOutput, OutputPath, snapshot: Int)
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
func check(_ snapshot: SiteSnapshot, _ workspace: Workspace, _ run: CheckRun) -> SiteCheck? {
  var mistakes = snapshot.diagnostics
  var named: Set<String> = []
  let budget = SiteBudget()
  var anchorLinks = snapshot.site.anchorLinksOfSite
  for output in snapshot.outputs where !output.isSearchFile {
    if run.isCancelled { return nil }
    if let file = output.copiedFile {
      do throws(WorkspaceError) {
        try FileSystem.checkReadable(workspace.spelledPath("content/" + file))
      } catch {
        mistakes.append(.error(ShellCode.unreadableFile, error.message, help: error.help))
      }
    }
    let rendered = render(output, of: snapshot.site)
    mistakes += rendered.diagnostics
    if budget.isExceeded(adding: rendered.steps) { break }
    anchorLinks += rendered.anchorLinks
    named.formUnion(snapshot.site.withheldFiles(namedIn: rendered.value, of: output))
  }
  if let mistake = budget.mistake {
    mistakes = snapshot.diagnostics + [mistake]
  } else {
    mistakes += snapshot.site.mistakes(inFilesBut: named)
    mistakes += snapshot.site.deadAnchors(among: anchorLinks)
  }
  return SiteCheck(
    snapshot: snapshot.number,
    mistakes: gathered(mistakes).inReadingOrder().withExcerpts { workspace.source($0) },
    backlinks: snapshot.site.backlinks())
}

import Content
import Diagnostics
import SiteRender

/// What can happen while the preview runs.
enum PreviewEvent: Sendable {
  case filesChanged(FileChanges)
  /// From now on some changes will not be told.
  case cannotWatch(WorkspaceError)
  case asked(Request, reply: @Sendable (Answer) -> Void)
  case browserLeft(Int)
  /// Nobody can ask anything any more.
  case serverEnded(WorkspaceError)
  /// All outputs of an edition were rendered once.
  case checked(SiteCheck)
}

/// What looking at the whole of an edition came to.
struct SiteCheck: Sendable {
  var edition: Int
  /// In reading order, with excerpts.
  var mistakes: [Diagnostic]
  var backlinks: [PageID: [PageID]]
}

/// Renders everything once, to find what is wrong on pages that nobody looks at. Nothing if it was
/// cancelled, because the next change makes it worthless.
func check(_ edition: Edition, _ workspace: Workspace) async -> SiteCheck? {
  var mistakes = edition.diagnostics
  for (number, output) in edition.outputs.enumerated() {
    if number % 16 == 0 { await Task.yield() }  // Who waits for a page comes first.
    if Task.isCancelled { return nil }
    if case .copy(let file) = output.recipe {
      do throws(WorkspaceError) {
        try FileSystem.checkReadable(workspace.path("content/" + file))
      } catch {
        mistakes.append(.error(ShellCode.unreadableFile, error.message, help: error.help))
      }
    }
    mistakes += render(output, of: edition.site).diagnostics
  }
  return SiteCheck(
    edition: edition.number,
    mistakes: gathered(mistakes).inReadingOrder().withExcerpts { workspace.source($0) },
    backlinks: edition.site.backlinks())
}

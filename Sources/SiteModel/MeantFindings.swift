import Content
import Diagnostics

extension Assembly {
  /// What was noticed, without what the pages that it is about mean.
  var diagnosticsNotMeant: [Diagnostic] {
    if diagnostics.isEmpty { return [] }
    let meaning = pages.filter { !$0.fields.meant.isEmpty }
    guard !meaning.isEmpty else { return diagnostics }
    return diagnostics.filter { diagnostic in
      guard let place = diagnostic.location else { return true }
      return !meaning.contains { page in
        page.source == place.file && page.fields.meant.contains(diagnostic.code)
          && self.page(at: place)?.location == page.location
      }
    }
  }

  /// The page whose file a place is in, or whose row.
  private func page(at place: SourceLocation) -> Page? {
    pages.filter { $0.source == place.file && $0.location.line <= place.line }
      .max { $0.location.line < $1.location.line }
  }
}

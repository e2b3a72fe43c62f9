// A page's templates are bounded, and a site of thousands of pages that each stay below that bound would still take
// hours. Pages are rendered on several threads, hence the counter.

package import Diagnostics
import Synchronization

/// The steps that the templates of a whole site have taken, and how many they may take.
package final class SiteBudget: Sendable {
  /// Fifty pages that take all that a page may take.
  private static let limit = 500_000_000
  private let taken = Atomic<Int>(0)

  package init() {}

  /// Whether nothing more is to be rendered after an output that took so many steps.
  package func isExceeded(adding steps: Int) -> Bool {
    if steps == 0 { return false }
    return taken.add(steps, ordering: .relaxed).newValue > Self.limit
  }

  /// `nil` as long as the site stays within its bound. The sum doesn't depend on which page comes first, so this is
  /// said of a site always or never.
  package var mistake: Diagnostic? {
    guard taken.load(ordering: .relaxed) > Self.limit else { return nil }
    return .error(
      RenderCode.siteRenderLimit,
      "the templates of this site take more than \(Self.limit / 1_000_000) million steps for all pages together",
      help:
        "usually each page walks over all pages: walk over those of its section or its terms, or over the first few"
    )
  }
}

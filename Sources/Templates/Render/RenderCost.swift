// Shared by all renderings of one page, which may be nested: a template shows a text, and the text's directives have
// templates. Renderings are values that know nothing of each other, hence the counter that they hold together.

import Synchronization

/// The steps that the templates of one page have taken: its own, and those of the directives in the texts that it shows.
package final class RenderCost: Sendable {
  private let taken = Atomic<Int>(0)

  package init() {}

  package var steps: Int { taken.load(ordering: .relaxed) }

  func add(_ steps: Int) { taken.add(steps, ordering: .relaxed) }
}

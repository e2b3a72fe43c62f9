import Search
import Synchronization

/// The indexes of the search, made when the first of their files is asked for: for that all pages are rendered.
final class SearchMemory: Sendable {
  private let indexes = Mutex<[SearchIndex]?>(nil)

  func indexes(_ make: () -> [SearchIndex]) -> [SearchIndex] {
    indexes.withLock { known in
      if let known { return known }
      let made = make()
      known = made
      return made
    }
  }
}

/// The number of a page in the site it belongs to.
package struct PageID: Hashable, Comparable, Sendable {
  package var index: Int

  package init(
    index: Int
  ) {
    self.index = index
  }

  package static func < (a: PageID, b: PageID) -> Bool { a.index < b.index }
}

import Content
package import ContentSchema
package import Programme

/// The members of one kind that a schedule has, and the pages that they are made from.
package struct ProgrammePages<Member>: Sendable {
  /// The page of each member, at the member's index.
  package let pages: [PageID]
  private let ids: [PageID: ScheduleID<Member>]

  init(_ pages: [PageID]) {
    self.pages = pages
    ids = Dictionary(zip(pages, pages.indices.map(ScheduleID.init))) { first, _ in first }
  }

  package subscript(id: ScheduleID<Member>) -> PageID { pages[id.index] }

  /// The member that a page is, given in the language it was written in.
  package subscript(page: PageID) -> ScheduleID<Member>? { ids[page] }
}

package import ContentSchema
package import Diagnostics

/// A link to an anchor that the text of its page doesn't have.
package struct AnchorLink: Sendable {
  package var target: PageID
  package var anchor: String
  package var written: String
  package var location: SourceLocation
  package var isInMenu = false

  package init(
    target: PageID, anchor: String, written: String, location: SourceLocation,
    isInMenu: Bool = false
  ) {
    self.target = target
    self.anchor = anchor
    self.written = written
    self.location = location
    self.isInMenu = isInMenu
  }
}

/// What pages say of a file that is copied: how large it is, and of a picture its measures.
package struct FileFacts: Hashable, Sendable {
  /// In bytes.
  package var size: Int
  package var picture: PictureSize?

  package init(size: Int, picture: PictureSize? = nil) {
    self.size = size
    self.picture = picture
  }
}

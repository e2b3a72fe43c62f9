package import Pictures

/// What pages say of a file that is copied: how large it is, and of a picture its measures.
package struct FileFacts: Hashable, Sendable {
  /// In bytes.
  package var size: Int
  package var picture: PictureSize?
  /// A picture that smaller ones can be made from.
  package var source: PictureSource?

  package init(size: Int, picture: PictureSize? = nil, source: PictureSource? = nil) {
    self.size = size
    self.picture = picture
    self.source = source
  }

  /// Whether it is a larger picture than a page should show: over 1 MB or wider than 3,000 pixels.
  package var isLargePicture: Bool {
    picture.map { size > 1_000_000 || $0.width > 3000 } ?? false
  }
}

/// The format that a smaller version of a picture has for browsers that don't show AVIF.
package enum FallbackFormat: String, Hashable, Sendable {
  case jpeg, png

  /// Reads it from the beginning of a picture's file.
  ///
  /// `nil` of what no smaller versions are made from: drawings, which have any size; animations, which would stand still;
  /// GIF, which may be one; AVIF, which is light already; and what is no picture.
  package init?(forPictureStarting bytes: [UInt8]) {
    switch PictureFormat(of: bytes) {
    case .jpeg: self = .jpeg
    case .png where !PNG(bytes).isAnimated: self = .png
    case .webP:
      let picture = WebP(bytes)
      if picture.isAnimated { return nil }
      self = picture.hasTransparency ? .png : .jpeg
    default: return nil
    }
  }
}

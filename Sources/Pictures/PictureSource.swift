package import Text

/// A picture of the site that smaller ones can be made from.
package struct PictureSource: Hashable, Sendable {
  /// From the site's folder: `content/hall.jpg`.
  package let file: String
  /// As browsers show it, turned as its file says.
  package let size: PictureSize
  /// The format of smaller ones for browsers that don't show AVIF.
  package let fallback: FallbackFormat
  /// Of the file's bytes.
  package let content: Fingerprint

  /// A file with more pixels than this is not decoded: a small file can say that it has thousands of millions.
  package static let mostPixels = 100_000_000

  /// A file of fewer bytes is light already.
  package static let leastBytes = 10_000

  package init(file: String, size: PictureSize, fallback: FallbackFormat, content: Fingerprint) {
    self.file = file
    self.size = size
    self.fallback = fallback
    self.content = content
  }

  /// Whether smaller pictures are made from files of a size. So it is known before a file is read whole.
  package static func isWorthIt(bytes: Int, _ size: PictureSize) -> Bool {
    bytes >= leastBytes && size.width * size.height <= mostPixels
  }

  /// What the names of smaller ones begin with: the file's own, at most forty letters, digits and hyphens of it.
  var stem: String {
    let name = file.split(separator: "/").last ?? ""
    let stem = slug(String(name.lastIndex(of: ".").map { name[..<$0] } ?? name))
    return stem.isEmpty
      ? "picture" : String(String.UnicodeScalarView(stem.unicodeScalars.prefix(40)))
  }
}

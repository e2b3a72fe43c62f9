/// The shape that a picture is cut to: `1:1`, `16:9`.
package struct PictureRatio: Hashable, Sendable {
  package let width: Int
  package let height: Int

  package func height(atWidth width: Int) -> Int {
    max(1, rounded(width * self.height, by: self.width))
  }

  /// `nil` unless there are two whole numbers from 1 to 1,000 with a colon between them.
  package init?(_ text: String) {
    let parts = text.split(separator: ":", omittingEmptySubsequences: false).map { Int($0) }
    guard parts.count == 2, let width = parts[0], let height = parts[1],
      1...1000 ~= width, 1...1000 ~= height
    else { return nil }
    self.width = width
    self.height = height
  }
}

/// The place of a picture that stays when it is cut, in percent from its left and its top, as CSS's `object-position` has it.
package struct PictureFocus: Hashable, Sendable {
  package let left: Int
  package let top: Int

  package static let centre = PictureFocus(left: 50, top: 50)

  private init(left: Int, top: Int) {
    self.left = left
    self.top = top
  }

  /// Reads `30% 40%`. `nil` unless there are two whole numbers from 0 to 100, each with a percent sign.
  package init?(_ text: String) {
    let parts = text.split(separator: " ").map { part in
      part.hasSuffix("%") ? Int(part.dropLast()) : nil
    }
    guard parts.count == 2, let left = parts[0], let top = parts[1],
      0...100 ~= left, 0...100 ~= top
    else { return nil }
    self.left = left
    self.top = top
  }
}

/// What of a picture is shown: all of it, or the largest part of a shape.
package struct PictureCut: Hashable, Sendable {
  /// In pixels of the source.
  package let size: PictureSize
  private let focus: PictureFocus

  package init(
    of source: PictureSize, to ratio: PictureRatio? = nil, at focus: PictureFocus = .centre
  ) {
    var (width, height) = (source.width, source.height)
    if let ratio {
      width = min(width, max(1, rounded(source.height * ratio.width, by: ratio.height)))
      height = min(height, max(1, rounded(source.width * ratio.height, by: ratio.width)))
    }
    size = PictureSize(width, height) ?? source
    // Without a cut the place says nothing, and must not tell two pictures apart that are the same.
    self.focus = size == source ? .centre : focus
  }

  /// The cut's height at a width, in the same shape.
  package func height(atWidth width: Int) -> Int {
    max(1, rounded(width * size.height, by: size.width))
  }

  /// How the whole source is scaled for a part of a size, and where that part begins in it.
  func placement(
    of source: PictureSize, width: Int, height: Int
  ) -> (scaled: (width: Int, height: Int), left: Int, top: Int) {
    let scaledWidth = max(width, rounded(source.width * width, by: size.width))
    let scaledHeight = max(height, rounded(source.height * height, by: size.height))
    return (
      (scaledWidth, scaledHeight), rounded((scaledWidth - width) * focus.left, by: 100),
      rounded((scaledHeight - height) * focus.top, by: 100)
    )
  }
}

private func rounded(_ number: Int, by divisor: Int) -> Int {
  (2 * number + divisor) / (2 * divisor)
}

/// A picture as a page offers it to browsers: several widths, and how wide it is shown.
package struct PictureOffer: Hashable, Sendable {
  package let set: PictureSet
  /// HTML's `sizes`.
  package let sizes: String

  package init(_ set: PictureSet, sizes: String) {
    self.set = set
    self.sizes = sizes
  }

  /// The picture that a browser which shows AVIF takes: the narrowest that is enough for a screen, else the widest.
  package func picture(on screen: Screen) -> DerivedPicture? {
    let needed = shownWidth(sizes, on: screen) * Double(screen.density)
    let width = set.widths.first { Double($0) >= needed } ?? set.widths.last
    return width.map { set.picture($0, .avif) }
  }
}

/// A screen that pages are looked at on.
package struct Screen: Hashable, Sendable {
  /// In pixels of CSS.
  package let width: Int
  /// How many pixels it has for one of CSS.
  package let density: Int

  /// As most phones of these years are.
  package static let phone = Screen(width: 390, density: 3)
  package static let desk = Screen(width: 1920, density: 1)
}

/// How wide a picture is shown in pixels of CSS, by HTML's `sizes`: conditions of `min-width` and `max-width`, lengths in `px`, `rem`,
/// `em` and `vw`. What says more than that counts as the whole width.
func shownWidth(_ sizes: String, on screen: Screen) -> Double {
  for part in sizes.split(separator: ",") {
    var rest = part[...].trimmed
    if rest.hasPrefix("(") {
      guard let end = rest.firstIndex(of: ")") else { break }
      let condition = rest[rest.index(after: rest.startIndex)..<end].split(separator: ":")
      rest = rest[rest.index(after: end)...].trimmed
      guard condition.count == 2, let bound = length(condition[1].trimmed, on: screen) else {
        break
      }
      let width = Double(screen.width)
      switch condition[0].trimmed {
      case "min-width": if width < bound { continue }
      case "max-width": if width > bound { continue }
      default: return width
      }
    }
    return length(rest, on: screen) ?? Double(screen.width)
  }
  return Double(screen.width)
}

private func length(_ text: Substring, on screen: Screen) -> Double? {
  let units = [("px", 1.0), ("rem", 16), ("em", 16), ("vw", Double(screen.width) / 100)]
  for (unit, factor) in units where text.hasSuffix(unit) {
    if let number = Double(text.dropLast(unit.count)) { return number * factor }
  }
  return nil
}

extension Substring {
  fileprivate var trimmed: Substring {
    let start = drop { $0 == " " || $0 == "\n" || $0 == "\t" }
    return start.prefix(
      start.count - start.reversed().prefix { $0 == " " || $0 == "\n" || $0 == "\t" }.count)
  }
}

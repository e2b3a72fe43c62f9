/// What a camera wrote about a picture, as far as it matters here (Exif 2.32, a TIFF 6.0 file).
///
/// What can't be read says nothing.
struct Exif {
  /// How the picture is to be turned, from 1 (not at all) to 8; from 5 on, width and height change places.
  private(set) var orientation = 1
  /// Whether it says where the picture was taken.
  private(set) var hasPosition = false
  /// Whether it says more than how the picture is turned.
  private(set) var saysMore = true

  init(_ bytes: ArraySlice<UInt8>) {
    let bytes = Array(bytes)
    let isBigEndian = bytes.has("MM\u{0}*", at: 0)
    guard isBigEndian || bytes.has("II*\u{0}", at: 0), bytes.count >= 8 else { return }
    func number(_ index: Int, _ length: Int) -> Int? {
      guard index >= 0, index + length <= bytes.count else { return nil }
      return isBigEndian ? bytes.bigEndian(index, length) : bytes.littleEndian(index, length)
    }
    guard let start = number(4, 4), let count = number(start, 2) else { return }
    for entry in 0..<count {
      let index = start + 2 + entry * 12
      guard let tag = number(index, 2), let type = number(index + 2, 2) else { return }
      if tag == Tag.orientation, let value = number(index + 8, type == 4 ? 4 : 2), 1...8 ~= value {
        orientation = value
      }
      if tag == Tag.position { hasPosition = true }
    }
    let isOnlyOrientation = count == 1 && number(start + 2, 2) == Tag.orientation
    saysMore = !(isOnlyOrientation && bytes.count == Exif.smallest && start == 8)
  }

  private enum Tag { static let orientation = 0x0112, position = 0x8825 }
  private static let smallest = 26

  /// An Exif block that says nothing but how a picture is turned.
  static func onlyOrientation(_ orientation: Int) -> [UInt8] {
    let isShort: [UInt8] = [0, 3]
    return Array("MM".utf8) + [0, 42, 0, 0, 0, 8, 0, 1, 0x01, 0x12] + isShort
      + [0, 0, 0, 1, 0, UInt8(orientation), 0, 0, 0, 0, 0, 0]
  }
}

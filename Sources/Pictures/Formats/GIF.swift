/// A picture in GIF (version 89a): a header, then blocks, each of them named by its first byte.
struct GIF {
  private let bytes: [UInt8]

  init(_ bytes: [UInt8]) { self.bytes = bytes }

  private enum Block { static let picture: UInt8 = 0x2C, more: UInt8 = 0x21, end: UInt8 = 0x3B }

  private enum Label { static let application: UInt8 = 0xFF, comment: UInt8 = 0xFE }

  /// What browsers use of what programs add: how often a film is shown, colours.
  private static let shown = ["NETSCAPE2.0", "ANIMEXTS1.0", "ICCRGBG1012"]

  /// Section 18.
  var size: PictureSize? {
    guard bytes.count >= 10 else { return nil }
    return PictureSize(bytes.littleEndian(6, 2), bytes.littleEndian(8, 2))
  }

  /// All of the file: its header with the table of colours, its blocks, and what lies behind the last one.
  func parts() throws(DamagedPicture) -> [PicturePart] {
    guard bytes.count >= 13 else { throw .withoutSize }
    var position = 13 + tableLength(at: 10)
    var parts: [PicturePart] = []
    while position < bytes.count, bytes[position] != Block.end {
      let start = position
      position = try endOfBlock(at: start)
      parts.append(part(start..<position))
    }
    guard position <= bytes.count else { throw .cutOff }
    let end = min(position + 1, bytes.count)
    let header = PicturePart.kept(0..<13 + tableLength(at: 10))
    return [header] + parts + [.kept(position..<end)]
      + (end < bytes.count ? [.leftOut(.more)] : [])
  }

  /// The length of a table of colours, by the byte that says whether there is one.
  private func tableLength(at index: Int) -> Int {
    bytes[index] & 0x80 == 0 ? 0 : 3 << (Int(bytes[index] & 7) + 1)
  }

  private func endOfBlock(at start: Int) throws(DamagedPicture) -> Int {
    switch bytes[start] {
    case Block.more: return try endOfSubBlocks(from: start + 2)
    case Block.picture:
      guard start + 9 < bytes.count else { throw .cutOff }
      return try endOfSubBlocks(from: start + 10 + tableLength(at: start + 9) + 1)
    default: throw .brokenPart
    }
  }

  /// Sub-blocks are a length and so many bytes each; one without bytes is the last.
  private func endOfSubBlocks(from start: Int) throws(DamagedPicture) -> Int {
    var position = start
    while position < bytes.count {
      let length = Int(bytes[position])
      position += 1 + length
      if length == 0 { return position }
    }
    throw .cutOff
  }

  private func part(_ range: Range<Int>) -> PicturePart {
    guard bytes[range.lowerBound] == Block.more else { return .kept(range) }
    let name = range.lowerBound + 3
    switch bytes[range.lowerBound + 1] {
    case Label.comment: return .leftOut(.words)
    case Label.application:
      if GIF.shown.contains(where: { bytes.has($0, at: name) }) { return .kept(range) }
      guard bytes.has("XMP Data", at: name) else { return .leftOut(.more) }
      return .leftOut(bytes[range].contains(word: "GPSL") ? .position : .words)
    default: return .kept(range)
    }
  }
}

/// A picture in PNG (third edition, section 5): chunks of a length, a name of four letters, data and a checksum.
struct PNG {
  private let bytes: [UInt8]

  init(_ bytes: [UInt8]) { self.bytes = bytes }

  private struct Chunk {
    var name: String
    var range: Range<Int>
    var data: Range<Int> { range.lowerBound + 8..<range.upperBound - 4 }
  }

  /// The chunks that browsers use beside those that every picture needs: colours, transparency, size, animation.
  private static let shown: Set<String> = [
    "iCCP", "sRGB", "gAMA", "cHRM", "cICP", "mDCV", "mDCv", "cLLI", "cLLi", "sBIT", "bKGD", "tRNS",
    "hIST",
    "pHYs", "sPLT", "acTL", "fcTL", "fdAT",
  ]

  /// The size as the picture is turned; browsers take its orientation only from before the pixels. `nil` if the bytes
  /// end before the file says it.
  var size: PictureSize? {
    guard bytes.has("IHDR", at: 12), bytes.count >= 24,
      let size = PictureSize(bytes.bigEndian(16, 4), bytes.bigEndian(20, 4))
    else { return nil }
    var position = 8
    while let chunk = chunk(at: position), chunk.range.upperBound <= bytes.count {
      if chunk.name == "eXIf" { return size.turned(by: Exif(bytes[chunk.data]).orientation) }
      if chunk.name == "IDAT" { break }
      position = chunk.range.upperBound
    }
    return size
  }

  /// Whether it says before its pixels that it is animated.
  var isAnimated: Bool {
    var position = 8
    while let chunk = chunk(at: position), chunk.name != "IDAT" {
      if chunk.name == "acTL" { return true }
      position = chunk.range.upperBound
    }
    return false
  }

  /// All of the file: chunks, and what lies behind the last one.
  func parts() throws(DamagedPicture) -> [PicturePart] {
    var parts: [PicturePart] = [.kept(0..<8)]
    var position = 8
    while let chunk = chunk(at: position) {
      guard chunk.range.upperBound <= bytes.count else { throw .brokenPart }
      parts += self.parts(chunk)
      position = chunk.range.upperBound
      if chunk.name == "IEND" {
        if position < bytes.count { parts.append(.leftOut(.more)) }
        return parts
      }
    }
    throw .cutOff
  }

  private func chunk(at position: Int) -> Chunk? {
    guard position + 12 <= bytes.count else { return nil }
    return Chunk(
      name: String(decoding: bytes[position + 4..<position + 8], as: UTF8.self),
      range: position..<position + 12 + bytes.bigEndian(position, 4))
  }

  private func parts(_ chunk: Chunk) -> [PicturePart] {
    let isCritical = bytes[chunk.range.lowerBound + 4] & 0x20 == 0
    if isCritical || PNG.shown.contains(chunk.name) { return [.kept(chunk.range)] }
    switch chunk.name {
    case "eXIf": return Exif(bytes[chunk.data]).parts(chunk.range) { pngChunk("eXIf", $0) }
    case "tEXt", "zTXt", "iTXt":
      return [.leftOut(bytes[chunk.data].contains(word: "GPSL") ? .position : .words)]
    case "tIME": return [.leftOut(.camera)]
    default: return [.leftOut(.more)]
    }
  }
}

private func pngChunk(_ name: String, _ data: [UInt8]) -> [UInt8] {
  let content = Array(name.utf8) + data
  return bigEndianBytes(data.count) + content + bigEndianBytes(Int(crc32(content)))
}

private func bigEndianBytes(_ number: Int) -> [UInt8] {
  [24, 16, 8, 0].map { UInt8(truncatingIfNeeded: number >> $0) }
}

/// ISO 3309, as PNG's annex D has it, without a table: chunks that are written are small.
private func crc32(_ bytes: [UInt8]) -> UInt32 {
  ~bytes.reduce(~0) { sum, byte in
    (0..<8).reduce(sum ^ UInt32(byte)) { sum, _ in sum >> 1 ^ (sum & 1) * 0xEDB8_8320 }
  }
}

/// A picture in WebP (RFC 9649): chunks of a name of four letters, a length and data, in one that is called RIFF.
struct WebP {
  private let bytes: [UInt8]

  init(_ bytes: [UInt8]) { self.bytes = bytes }

  private struct Chunk {
    var name: String
    /// With the byte that makes the length even.
    var range: Range<Int>
    var data: Range<Int>
  }

  private static let shown: Set<String> = ["VP8X", "VP8 ", "VP8L", "ICCP", "ALPH", "ANIM", "ANMF"]

  /// Flags of VP8X: whether chunks with Exif and XMP follow.
  private static let exifFlag: UInt8 = 0x08, xmpFlag: UInt8 = 0x04
  /// And whether it is animated, or has an alpha channel.
  private static let animationFlag: UInt8 = 0x02, alphaFlag: UInt8 = 0x10

  /// The size as the picture is turned: a canvas, a lossless picture, or one in VP8 (RFC 6386, 9.1). `nil` if the bytes
  /// end before the file says it, which its Exif does at the end.
  var size: PictureSize? {
    guard bytes.count >= 30 else { return nil }
    if bytes.has("VP8X", at: 12) {
      if bytes[20] & WebP.exifFlag != 0, bytes.count < end { return nil }
      return PictureSize(bytes.littleEndian(24, 3) + 1, bytes.littleEndian(27, 3) + 1)?
        .turned(by: exif.orientation)
    }
    if bytes.has("VP8L", at: 12) {
      let bits = bytes.littleEndian(21, 4)
      return PictureSize((bits & 0x3FFF) + 1, (bits >> 14 & 0x3FFF) + 1)
    }
    guard bytes.has("VP8 ", at: 12) else { return nil }
    return PictureSize(bytes.littleEndian(26, 2) & 0x3FFF, bytes.littleEndian(28, 2) & 0x3FFF)
  }

  var isAnimated: Bool {
    bytes.count > 20 && bytes.has("VP8X", at: 12) && bytes[20] & WebP.animationFlag != 0
  }

  /// Whether it may be transparent anywhere: a lossless picture says so behind its size (RFC 9649, 3.4).
  var hasTransparency: Bool {
    guard bytes.count > 24 else { return false }
    if bytes.has("VP8X", at: 12) { return bytes[20] & WebP.alphaFlag != 0 }
    return bytes.has("VP8L", at: 12) && bytes[24] & 0x10 != 0
  }

  /// What a camera wrote.
  var exif: Exif {
    guard bytes.count > 20, bytes.has("VP8X", at: 12), bytes[20] & WebP.exifFlag != 0 else {
      return Exif([])
    }
    var position = 12
    while let chunk = chunk(at: position), chunk.range.upperBound <= bytes.count {
      if chunk.name == "EXIF" { return exif(chunk) }
      position = chunk.range.upperBound
    }
    return Exif([])
  }

  /// All of the file: chunks, and what lies behind the last one.
  func parts() throws(DamagedPicture) -> [PicturePart] {
    guard end <= bytes.count else { throw .cutOff }
    var chunks: [PicturePart] = []
    var position = 12
    while position < end, let chunk = chunk(at: position) {
      guard chunk.data.upperBound <= end else { throw .brokenPart }
      chunks += parts(chunk)
      position = min(chunk.range.upperBound, end)
    }
    if position < bytes.count { chunks.append(.leftOut(.more)) }
    guard !chunks.allSatisfy(\.isKept) else { return [.kept(bytes.indices)] }
    return [.written(header(chunks))] + chunks.map(withoutFlags)
  }

  /// Where the file ends, as it says itself.
  private var end: Int { bytes.count < 12 ? .max : 8 + bytes.littleEndian(4, 4) }

  private func chunk(at position: Int) -> Chunk? {
    guard position + 8 <= bytes.count else { return nil }
    let length = bytes.littleEndian(position + 4, 4)
    return Chunk(
      name: String(decoding: bytes[position..<position + 4], as: UTF8.self),
      range: position..<position + 8 + length + length % 2,
      data: position + 8..<position + 8 + length)
  }

  /// Some programs put the mark that JPEG has for it before the Exif block.
  private func exif(_ chunk: Chunk) -> Exif {
    let isMarked = bytes.has("Exif\u{0}\u{0}", at: chunk.data.lowerBound) && chunk.data.count > 6
    return Exif(bytes[chunk.data].dropFirst(isMarked ? 6 : 0))
  }

  private func parts(_ chunk: Chunk) -> [PicturePart] {
    let range = chunk.range.clamped(to: bytes.indices)
    if WebP.shown.contains(chunk.name) { return [.kept(range)] }
    switch chunk.name {
    case "EXIF":
      return exif(chunk).parts(range) { exif in
        Array("EXIF".utf8) + [UInt8(exif.count), 0, 0, 0] + exif
      }
    case "XMP ":
      return [.leftOut(bytes[chunk.data].contains(word: "GPSL") ? .position : .words)]
    default: return [.leftOut(.more)]
    }
  }

  /// RIFF with the length of what is kept.
  private func header(_ chunks: [PicturePart]) -> [UInt8] {
    let length = chunks.reduce(4) { sum, part in
      switch part {
      case .kept(let range): sum + range.count
      case .written(let bytes): sum + bytes.count
      case .leftOut: sum
      }
    }
    let number = [0, 8, 16, 24].map { UInt8(truncatingIfNeeded: length >> $0) }
    return Array("RIFF".utf8) + number + Array("WEBP".utf8)
  }

  /// VP8X without the flags of chunks that are not kept.
  private func withoutFlags(_ part: PicturePart) -> PicturePart {
    guard case .kept(let range) = part, range.count > 8, bytes.has("VP8X", at: range.lowerBound)
    else {
      return part
    }
    var chunk = Array(bytes[range])
    let keepsExif = exif.orientation > 1 || !exif.saysMore
    chunk[8] &= ~(WebP.xmpFlag | (keepsExif ? 0 : WebP.exifFlag))
    return .written(chunk)
  }
}

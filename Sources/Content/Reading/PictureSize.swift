import Text
import Web

/// A picture's width and height in pixels, read from the beginning of its file.
///
/// Only the header is looked at. What it says is a hint to browsers, so a file that can't be
/// understood has no size and raises no mistake.
package struct PictureSize: Hashable, Sendable {
  package let width: Int
  package let height: Int

  /// So much of a file holds the header: photographs have theirs behind what the camera wrote.
  package static let bytesNeeded = 1 << 18

  /// Whether a file, by its ending, is a picture whose size can be read.
  package static func isPicture(_ path: String) -> Bool {
    let name = path.lowercased()
    return [".png", ".gif", ".jpg", ".jpeg", ".webp", ".svg"].contains { name.hasSuffix($0) }
  }

  package init?(ofPictureStarting bytes: [UInt8]) {
    let found =
      png(bytes) ?? gif(bytes) ?? webP(bytes) ?? jpeg(bytes) ?? svg(bytes)
    guard let found, found.width > 0, found.height > 0 else { return nil }
    width = found.width
    height = found.height
  }
}

private typealias Measures = (width: Int, height: Int)

/// Portable Network Graphics, third edition, 11.2.1.
private func png(_ bytes: [UInt8]) -> Measures? {
  guard bytes.has("\u{89}PNG\r\n\u{1a}\n", at: 0), bytes.has("IHDR", at: 12), bytes.count >= 24
  else { return nil }
  return (bytes.bigEndian(16, 4), bytes.bigEndian(20, 4))
}

/// GIF89a, 18.
private func gif(_ bytes: [UInt8]) -> Measures? {
  guard bytes.has("GIF87a", at: 0) || bytes.has("GIF89a", at: 0), bytes.count >= 10 else {
    return nil
  }
  return (bytes.littleEndian(6, 2), bytes.littleEndian(8, 2))
}

/// RFC 9649: a canvas, a lossless picture, or one in VP8 (RFC 6386, 9.1).
private func webP(_ bytes: [UInt8]) -> Measures? {
  guard bytes.has("RIFF", at: 0), bytes.has("WEBP", at: 8), bytes.count >= 30 else { return nil }
  if bytes.has("VP8X", at: 12) {
    return (bytes.littleEndian(24, 3) + 1, bytes.littleEndian(27, 3) + 1)
  }
  if bytes.has("VP8L", at: 12) {
    let bits = bytes.littleEndian(21, 4)
    return ((bits & 0x3FFF) + 1, (bits >> 14 & 0x3FFF) + 1)
  }
  guard bytes.has("VP8 ", at: 12) else { return nil }
  return (bytes.littleEndian(26, 2) & 0x3FFF, bytes.littleEndian(28, 2) & 0x3FFF)
}

/// ITU-T T.81, B.2.2: the frame header, behind segments that are skipped.
private func jpeg(_ bytes: [UInt8]) -> Measures? {
  guard bytes.count > 4, bytes[0] == 0xFF, bytes[1] == 0xD8 else { return nil }
  var position = 2
  while position + 9 <= bytes.count, bytes[position] == 0xFF {
    let marker = bytes[position + 1]
    if marker == 0xFF {
      position += 1  // fill
      continue
    }
    let isFrame = (0xC0...0xCF).contains(marker) && ![0xC4, 0xC8, 0xCC].contains(marker)
    if isFrame { return (bytes.bigEndian(position + 7, 2), bytes.bigEndian(position + 5, 2)) }
    position += 2 + max(2, bytes.bigEndian(position + 2, 2))
  }
  return nil
}

/// Scalable Vector Graphics 2, 8.2 and 8.6: what `width` and `height` say in pixels, else `viewBox`.
private func svg(_ bytes: [UInt8]) -> Measures? {
  let start = Array(bytes.prefix(4096))
  var tokenizer = HTMLTokenizer(start)
  while let token = tokenizer.next() {
    guard case .startTag(let name) = token else { continue }
    guard start.isWord("svg", in: name) else { return nil }
    func value(_ name: StaticString) -> String? {
      tokenizer.value(of: name).map { resolved(start[$0], isAttribute: true) }
    }
    if let width = value("width").flatMap(pixels), let height = value("height").flatMap(pixels) {
      return (width, height)
    }
    let box = value("viewbox")?.split { $0.isWhitespace || $0 == "," }.compactMap { pixels($0) }
    return box.flatMap { $0.count == 4 ? ($0[2], $0[3]) : nil }
  }
  return nil
}

/// A length that is a plain number or has the unit `px`, rounded.
private func pixels(_ written: some StringProtocol) -> Int? {
  let written = Substring(written)
  let number = written.hasSuffix("px") ? written.dropLast(2) : written
  guard let value = Double(number), value.isFinite, abs(value) < 1e6 else { return nil }
  return Int(value.rounded())
}

extension [UInt8] {
  /// Whether the letters stand at a place, each a byte.
  fileprivate func has(_ letters: String, at place: Int) -> Bool {
    let wanted = letters.unicodeScalars.map { UInt8(truncatingIfNeeded: $0.value) }
    return count >= place + wanted.count && self[place..<place + wanted.count].elementsEqual(wanted)
  }

  fileprivate func bigEndian(_ place: Int, _ length: Int) -> Int {
    self[place..<place + length].reduce(0) { $0 << 8 | Int($1) }
  }

  fileprivate func littleEndian(_ place: Int, _ length: Int) -> Int {
    self[place..<place + length].reversed().reduce(0) { $0 << 8 | Int($1) }
  }
}

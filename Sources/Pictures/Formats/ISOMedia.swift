/// A picture in AVIF: boxes of a length, a name of four letters and data (ISO/IEC 14496-12), some of which hold boxes. What
/// is said beside the picture is in items (ISO/IEC 23008-12), whose places in the file are counted from its
/// beginning. So nothing is cut out: other bytes of the same length come in its place.
struct ISOMedia {
  private let bytes: [UInt8]
  /// The boxes of the file itself. `nil` if they don't fill it.
  private let boxes: [Box]?

  init(_ bytes: [UInt8]) {
    self.bytes = bytes
    boxes = bytes.boxes(in: bytes.indices)
  }

  /// All of the file.
  func parts() throws(DamagedPicture) -> [PicturePart] {
    guard let boxes else { throw .cutOff }
    var replaced = boxes.filter { $0.name == "uuid" }.map {
      Replacement($0.range, asFreeBox: bytes)
    }
    for box in boxes where box.name == "moov" {
      replaced += (bytes.boxes(in: box.data) ?? [])
        .filter { ["udta", "meta", "uuid"].contains($0.name) }
        .map { Replacement($0.range, asFreeBox: bytes) }
    }
    if let meta = boxes.first(where: { $0.name == "meta" }) {
      guard let items = MetaBox(meta, bytes)?.describingItems else { throw .brokenPart }
      for item in items {
        for extent in item.extents where extent.upperBound > bytes.count { throw .cutOff }
        replaced += item.extents.map { Replacement($0, item, bytes) }
      }
    }
    return parts(replacing: replaced.filter(\.changes))
  }

  private func parts(replacing replacements: [Replacement]) -> [PicturePart] {
    var parts: [PicturePart] = []
    var position = 0
    for replacement in replacements.sorted(by: { $0.range.lowerBound < $1.range.lowerBound })
    where replacement.range.lowerBound >= position {
      parts.append(.kept(position..<replacement.range.lowerBound))
      parts += [.leftOut(replacement.data), .written(replacement.bytes)]
      position = replacement.range.upperBound
    }
    return parts + [.kept(position..<bytes.count)]
  }

  /// The size of the picture that is shown, as it is turned. `nil` if the bytes end before the file says it.
  var size: PictureSize? {
    guard let meta = bytes.firstBoxes(in: bytes.indices).first(where: { $0.name == "meta" }) else {
      return nil
    }
    return MetaBox(meta, bytes)?.size
  }
}

/// What comes in the place of something that is not published.
private struct Replacement {
  let range: Range<Int>
  let bytes: [UInt8]
  let data: PictureData
  /// Whether the file has other bytes there.
  let changes: Bool

  /// A box that programs skip.
  init(_ range: Range<Int>, asFreeBox file: [UInt8]) {
    let isPosition =
      file[range].contains(word: "GPSL") || file[range].contains(word: "xyz")
    let header = Array(file[range.prefix(4)]) + Array("free".utf8)
    self.init(
      range, filled(header, to: range.count, with: 0), isPosition ? .position : .words, file)
  }

  init(_ range: Range<Int>, _ item: MetaBox.Item, _ file: [UInt8]) {
    if item.type == "Exif" {
      // The place of the block in the item, then a block without entries.
      let empty: [UInt8] = [0, 0, 0, 0] + Array("MM".utf8) + [0, 42, 0, 0, 0, 8, 0, 0, 0, 0, 0, 0]
      let exif = Exif(file[range].dropFirst(4))
      self.init(
        range, filled(empty, to: range.count, with: 0), exif.hasPosition ? .position : .camera, file
      )
    } else {
      let empty = Array("<x:xmpmeta xmlns:x='adobe:ns:meta/'/>".utf8)
      self.init(
        range, filled(empty, to: range.count, with: UInt8(ascii: " ")),
        file[range].contains(word: "GPSL") ? .position : .words, file)
    }
  }

  private init(_ range: Range<Int>, _ bytes: [UInt8], _ data: PictureData, _ file: [UInt8]) {
    self.range = range
    self.bytes = bytes
    self.data = data
    changes = !file[range].elementsEqual(bytes)
  }
}

/// Bytes of a length: some, as far as there is room for all of them, and one that fills the rest.
private func filled(_ bytes: [UInt8], to count: Int, with byte: UInt8) -> [UInt8] {
  let fitting = bytes.count <= count ? bytes : []
  return fitting + Array(repeating: byte, count: count - fitting.count)
}

// MARK: Boxes

/// A box, from its length on.
struct Box {
  let name: String
  let range: Range<Int>
  let data: Range<Int>
}

extension [UInt8] {
  /// The boxes that fill a range. `nil` if they don't.
  func boxes(in range: Range<Int>) -> [Box]? {
    let boxes = firstBoxes(in: range)
    return (boxes.last?.range.upperBound ?? range.lowerBound) == range.upperBound ? boxes : nil
  }

  /// The boxes of a range that are whole, up to the first that is not.
  func firstBoxes(in range: Range<Int>) -> [Box] {
    var boxes: [Box] = []
    var position = range.lowerBound
    while position + 8 <= range.upperBound {
      var (length, header) = (bigEndian(position, 4), 8)
      if length == 1, position + 16 <= range.upperBound {
        (length, header) = (bigEndian(position + 8, 8), 16)
      } else if length == 0 {
        length = range.upperBound - position
      }
      guard length >= header, length <= range.upperBound - position else { break }
      boxes.append(
        Box(
          name: String(decoding: self[position + 4..<position + 8], as: UTF8.self),
          range: position..<position + length, data: position + header..<position + length))
      position += length
    }
    return boxes
  }
}

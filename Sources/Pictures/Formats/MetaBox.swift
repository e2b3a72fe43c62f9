/// The box that lists the items of a picture in AVIF: the picture itself, and what is said of it (ISO/IEC 14496-12, section
/// 8.11, and ISO/IEC 23008-12, section 6.5).
struct MetaBox {
  struct Item {
    let number: Int
    let type: String
    /// Where in the file its bytes are.
    var extents: [Range<Int>] = []
  }

  private let bytes: [UInt8]
  private let boxes: [Box]

  /// - Returns: `nil` if the box isn't filled by boxes.
  init?(_ box: Box, _ bytes: [UInt8]) {
    // A version and flags come first.
    guard box.data.count >= 4, let boxes = bytes.boxes(in: box.data.dropFirst(4)) else {
      return nil
    }
    self.bytes = bytes
    self.boxes = boxes
  }

  private func box(_ name: String) -> Box? { boxes.first { $0.name == name } }

  // MARK: Items

  /// The items that describe the picture: what the camera and programs wrote. `nil` if the box can't be read.
  var describingItems: [Item]? {
    guard let list = box("iinf") else { return [] }
    guard let items = items(in: list) else { return nil }
    let describing = items.filter { ["Exif", "mime"].contains($0.type) }
    if describing.isEmpty { return [] }
    guard let places = box("iloc"), let extents = extents(in: places) else { return nil }
    return describing.map { item in
      var item = item
      item.extents = extents[item.number] ?? []
      return item
    }
  }

  private func items(in list: Box) -> [Item]? {
    var reader = BoxReader(bytes, list.data)
    guard let version = reader.number(1), reader.skip(3),
      reader.number(version == 0 ? 2 : 4) != nil,
      let entries = bytes.boxes(in: reader.position..<list.data.upperBound)
    else { return nil }
    var items: [Item] = []
    for entry in entries where entry.name == "infe" {
      var reader = BoxReader(bytes, entry.data)
      guard let version = reader.number(1), reader.skip(3),
        let number = reader.number(version < 3 ? 2 : 4), reader.skip(2)
      else { return nil }
      // Older versions have no types, and no picture that browsers show.
      guard version >= 2, let type = reader.letters(4) else { continue }
      items.append(Item(number: number, type: type))
    }
    return items
  }

  private func extents(in places: Box) -> [Int: [Range<Int>]]? {
    var reader = BoxReader(bytes, places.data)
    guard let version = reader.number(1), version < 3, reader.skip(3),
      let sizes = reader.number(1), let moreSizes = reader.number(1),
      let count = reader.number(version < 2 ? 2 : 4)
    else { return nil }
    let hasIndex = version > 0
    var extents: [Int: [Range<Int>]] = [:]
    for _ in 0..<count {
      guard let number = reader.number(version < 2 ? 2 : 4),
        let method = hasIndex ? reader.number(2) : 0, reader.skip(2),
        let base = reader.number(moreSizes >> 4), let parts = reader.number(2)
      else { return nil }
      // Places are counted from the file's beginning, or from that of the box `idat`.
      let origin = method & 15 == 0 ? 0 : box("idat")?.data.lowerBound ?? bytes.count
      for _ in 0..<parts {
        guard reader.skip(hasIndex ? moreSizes & 15 : 0),
          let offset = reader.number(sizes >> 4), let length = reader.number(sizes & 15),
          base + offset < 1 << 40, length < 1 << 40
        else { return nil }
        let start = origin + base + offset
        extents[number, default: []].append(start..<start + length)
      }
    }
    return extents
  }

  // MARK: Size

  /// The size of the main picture, as it is turned.
  var size: PictureSize? {
    let own = propertiesOfMainItem
    guard let place = own.first(where: { $0.name == "ispe" })?.data, place.count >= 12 else {
      return nil
    }
    let size = PictureSize(
      bytes.bigEndian(place.lowerBound + 4, 4), bytes.bigEndian(place.lowerBound + 8, 4))
    guard let turn = own.first(where: { $0.name == "irot" })?.data, let quarters = bytes[turn].first
    else { return size }
    return quarters & 1 == 1 ? size?.turned(by: 6) : size
  }

  private var propertiesOfMainItem: [Box] {
    guard let main = mainItem, let all = box("iprp"), let parts = bytes.boxes(in: all.data),
      let container = parts.first(where: { $0.name == "ipco" }),
      let list = bytes.boxes(in: container.data)
    else { return [] }
    let own = parts.filter { $0.name == "ipma" }.flatMap { properties(of: main, in: $0) }
    return own.filter(list.indices.contains).map { list[$0] }
  }

  private var mainItem: Int? {
    guard let box = box("pitm") else { return nil }
    var reader = BoxReader(bytes, box.data)
    guard let version = reader.number(1), reader.skip(3) else { return nil }
    return reader.number(version == 0 ? 2 : 4)
  }

  /// The indices of an item's properties.
  private func properties(of item: Int, in box: Box) -> [Int] {
    var reader = BoxReader(bytes, box.data)
    guard let version = reader.number(1), reader.skip(2), let flags = reader.number(1),
      let count = reader.number(4)
    else { return [] }
    var found: [Int] = []
    for _ in 0..<count {
      guard let number = reader.number(version < 1 ? 2 : 4), let parts = reader.number(1) else {
        return found
      }
      for _ in 0..<parts {
        guard let property = reader.number(flags & 1 == 1 ? 2 : 1) else { return found }
        let index = property & (flags & 1 == 1 ? 0x7FFF : 0x7F)
        if number == item { found.append(index - 1) }
      }
    }
    return found
  }
}

/// Reads numbers one after the other, and none beyond the end.
private struct BoxReader {
  private let bytes: [UInt8]
  private let end: Int
  private(set) var position: Int

  init(_ bytes: [UInt8], _ range: Range<Int>) {
    self.bytes = bytes
    position = range.lowerBound
    end = range.upperBound
  }

  mutating func number(_ length: Int) -> Int? {
    guard length <= 8, position + length <= end else { return nil }
    defer { position += length }
    return length == 8 && bytes[position] > 0x7F ? nil : bytes.bigEndian(position, length)
  }

  mutating func letters(_ count: Int) -> String? {
    guard position + count <= end else { return nil }
    defer { position += count }
    return String(decoding: bytes[position..<position + count], as: UTF8.self)
  }

  mutating func skip(_ length: Int) -> Bool {
    guard position + length <= end else { return false }
    position += length
    return true
  }
}

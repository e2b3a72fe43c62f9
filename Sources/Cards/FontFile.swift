// What is read of a font: its names, which letters it has, and how wide they are. That is enough to break a text into lines as
// wide as they will be drawn. Letters are taken one by one, as they stand in Latin, Greek and Cyrillic; what a font says about
// pairs of letters (kerning) makes most of them a little narrower, so no line becomes too long by it.
//
// OpenType 1.9: the tables `head`, `maxp`, `hhea`, `hmtx`, `cmap`, `name` and `OS/2`. Whatever they say is bounded by the file's
// length, since a font may be anybody's.

package import Text

/// A font that cards are drawn with.
package struct FontFile: Hashable, Sendable {
  /// The file's name, by which templates ask for it: `NotoSans-Bold.ttf`.
  package let name: String
  /// Its family, as drawings name it: `Noto Sans`.
  package let family: String
  /// From 1 to 1000; 400 is regular, 700 bold.
  package let weight: Int
  package let bytes: [UInt8]
  package let content: Fingerprint
  private let metrics: FontMetrics

  /// A file larger than this is not read: no font for Europe's letters has a tenth of it.
  package static let mostBytes = 1 << 24

  /// Why a file is no font that can be used.
  package struct Mistake: Error, Hashable {
    package let message: String
  }

  package init(name: String, bytes: [UInt8]) throws(Mistake) {
    guard bytes.count <= Self.mostBytes else {
      throw Mistake(message: "this font is larger than 16 MB")
    }
    let tables = try FontTables(bytes)
    metrics = try FontMetrics(tables)
    guard let family = tables.family, !family.isEmpty else {
      throw Mistake(message: "this font doesn't say what its family is called")
    }
    self.name = name
    self.family = family
    weight = tables.weight
    self.bytes = bytes
    content = Fingerprint(bytes)
  }

  /// Whether the font has a shape for a character. What is not drawn needs none.
  package func has(_ scalar: Unicode.Scalar) -> Bool {
    scalar.properties.isDefaultIgnorableCodePoint || scalar.properties.isWhitespace
      || metrics.glyph(of: scalar.value) != 0
  }

  /// How wide a text is at a size of one: at size 40 it is forty times as wide.
  package func width(of text: some StringProtocol) -> Double {
    var units = 0
    for scalar in text.unicodeScalars where !scalar.properties.isDefaultIgnorableCodePoint {
      units += metrics.advance(of: scalar.value)
    }
    return Double(units) / Double(metrics.unitsPerEm)
  }
}

/// Where a font's tables lie in its file.
private struct FontTables {
  let bytes: [UInt8]
  private var ranges: [String: Range<Int>] = [:]

  init(_ bytes: [UInt8]) throws(FontFile.Mistake) {
    self.bytes = bytes
    switch bytes.prefix(4) {
    case [0, 1, 0, 0], [0x74, 0x72, 0x75, 0x65], [0x4F, 0x54, 0x54, 0x4F]: break
    case [0x77, 0x4F, 0x46, 0x46], [0x77, 0x4F, 0x46, 0x32]:
      throw .init(
        message: "this font is packed for web pages (WOFF), which cards are not drawn with")
    default: throw .init(message: "this is no TrueType or OpenType font")
    }
    let count = number(at: 4, in: bytes.indices) ?? 0
    for index in 0..<count {
      let entry = 12 + 16 * index
      guard entry + 16 <= bytes.count, let offset = long(at: entry + 8, in: bytes.indices),
        let length = long(at: entry + 12, in: bytes.indices), offset + length <= bytes.count
      else { throw .init(message: "this font's file is damaged: it ends too early") }
      ranges[String(decoding: bytes[entry..<entry + 4], as: UTF8.self)] = offset..<offset + length
    }
  }

  func range(_ name: String) throws(FontFile.Mistake) -> Range<Int> {
    guard let range = ranges[name] else {
      throw .init(message: "this font's file is damaged: its table '\(name)' is missing")
    }
    return range
  }

  /// The number in the two bytes at a place of a table; `nil` behind its end.
  func number(at offset: Int, in range: Range<Int>) -> Int? {
    guard offset >= 0, range.lowerBound + offset + 2 <= range.upperBound else { return nil }
    let index = range.lowerBound + offset
    return Int(bytes[index]) << 8 | Int(bytes[index + 1])
  }

  func signed(at offset: Int, in range: Range<Int>) -> Int? {
    number(at: offset, in: range).map { $0 > 0x7FFF ? $0 - 0x10000 : $0 }
  }

  /// The number in the four bytes at a place of a table.
  func long(at offset: Int, in range: Range<Int>) -> Int? {
    guard let high = number(at: offset, in: range), let low = number(at: offset + 2, in: range)
    else { return nil }
    return high << 16 | low
  }

  /// `OS/2`, usWeightClass.
  var weight: Int {
    ranges["OS/2"].flatMap { number(at: 4, in: $0) }.map { min(max($0, 1), 1000) } ?? 400
  }

  /// `name`: the typographic family (16), else the family (1), in a Unicode encoding.
  var family: String? {
    guard let range = ranges["name"], let count = number(at: 2, in: range),
      let texts = number(at: 4, in: range)
    else { return nil }
    var found: [Int: String] = [:]
    for index in 0..<count {
      let entry = 6 + 12 * index
      guard let platform = number(at: entry, in: range), let id = number(at: entry + 6, in: range),
        let length = number(at: entry + 8, in: range),
        let offset = number(at: entry + 10, in: range)
      else { break }
      let start = range.lowerBound + texts + offset
      guard platform == 3 || platform == 0, id == 1 || id == 16, found[id] == nil,
        start + length <= range.upperBound
      else { continue }
      let units = stride(from: start, to: start + length - 1, by: 2)
        .map { UInt16(bytes[$0]) << 8 | UInt16(bytes[$0 + 1]) }
      found[id] = String(decoding: units, as: UTF16.self)
    }
    return found[16] ?? found[1]
  }
}

/// Which shape a font has for a character, and how wide each shape is.
private struct FontMetrics: Hashable, Sendable {
  let unitsPerEm: Int
  /// By the shape's number; all further shapes are as wide as the last.
  private let advances: [UInt16]
  /// Characters that follow each other and have shapes that do, in ascending order.
  private var runs: [Run] = []

  private struct Run: Hashable {
    let first: Int
    let last: Int
    let glyph: Int
  }

  init(_ tables: FontTables) throws(FontFile.Mistake) {
    let head = try tables.range("head")
    guard let unitsPerEm = tables.number(at: 18, in: head), 16...16384 ~= unitsPerEm else {
      throw .init(message: "this font's file is damaged: its table 'head' can't be right")
    }
    self.unitsPerEm = unitsPerEm
    let widths = try tables.range("hmtx")
    guard let count = tables.number(at: 34, in: try tables.range("hhea")), count > 0,
      4 * count <= widths.count
    else { throw .init(message: "this font's file is damaged: its table 'hmtx' can't be right") }
    advances = (0..<count).map { UInt16(tables.number(at: 4 * $0, in: widths) ?? 0) }
    try readCharacters(tables)
  }

  func glyph(of character: UInt32) -> Int {
    let character = Int(character)
    var (low, high) = (0, runs.count)
    while low < high {
      let middle = (low + high) / 2
      if runs[middle].last < character { low = middle + 1 } else { high = middle }
    }
    guard low < runs.count, runs[low].first <= character else { return 0 }
    return runs[low].glyph + character - runs[low].first
  }

  func advance(of character: UInt32) -> Int {
    Int(advances[min(glyph(of: character), advances.count - 1)])
  }

  // MARK: `cmap`

  private mutating func readCharacters(_ tables: FontTables) throws(FontFile.Mistake) {
    let all = try tables.range("cmap")
    var best: (format: Int, range: Range<Int>)?
    for index in 0..<(tables.number(at: 2, in: all) ?? 0) {
      let entry = 4 + 8 * index
      guard let platform = tables.number(at: entry, in: all),
        let encoding = tables.number(at: entry + 2, in: all),
        let offset = tables.long(at: entry + 4, in: all)
      else { break }
      let isUnicode = platform == 0 && encoding != 5 || platform == 3 && [1, 10].contains(encoding)
      guard isUnicode, offset < all.count else { continue }
      let range = all.lowerBound + offset..<all.upperBound
      guard let format = tables.number(at: 0, in: range), format == 4 || format == 12 else {
        continue
      }
      if format > best?.format ?? 0 { best = (format, range) }
    }
    guard let best else {
      throw .init(message: "this font doesn't say which letters of Unicode it has")
    }
    let isRight =
      best.format == 12
      ? readGroups(tables, best.range) : readSegments(tables, best.range)
    guard isRight, !runs.isEmpty else {
      throw .init(message: "this font's file is damaged: its table 'cmap' can't be right")
    }
  }

  /// Format 12: groups of characters in ascending order.
  private mutating func readGroups(_ tables: FontTables, _ range: Range<Int>) -> Bool {
    guard let count = tables.long(at: 12, in: range), 16 + 12 * count <= range.count else {
      return false
    }
    for index in 0..<count {
      let entry = 16 + 12 * index
      guard let first = tables.long(at: entry, in: range),
        let last = tables.long(at: entry + 4, in: range),
        let glyph = tables.long(at: entry + 8, in: range),
        append(Run(first: first, last: last, glyph: glyph))
      else { return false }
    }
    return true
  }

  /// Format 4: segments of the first 65,536 characters in ascending order.
  private mutating func readSegments(_ tables: FontTables, _ range: Range<Int>) -> Bool {
    guard let doubled = tables.number(at: 6, in: range), doubled % 2 == 0 else { return false }
    for segment in stride(from: 0, to: doubled, by: 2) {
      let place = 16 + 3 * doubled + segment
      guard let last = tables.number(at: 14 + segment, in: range),
        let first = tables.number(at: 16 + doubled + segment, in: range),
        let delta = tables.number(at: 16 + 2 * doubled + segment, in: range),
        let offset = tables.number(at: place, in: range), first <= last
      else { return false }
      if first == 0xFFFF { continue }
      if offset == 0 {
        // Shapes are counted modulo 65,536, so a segment may be two runs.
        let glyph = (first + delta) & 0xFFFF
        let end = min(last, first + 0xFFFF - glyph)
        guard append(Run(first: first, last: end, glyph: glyph)),
          end == last || append(Run(first: end + 1, last: last, glyph: 0))
        else { return false }
        continue
      }
      guard first > (runs.last?.last ?? -1) else { return false }
      for character in first...last {
        let index = place + offset + 2 * (character - first)
        guard let listed = tables.number(at: index, in: range) else { return false }
        if listed == 0 { continue }
        let glyph = (listed + delta) & 0xFFFF
        if !append(Run(first: character, last: character, glyph: glyph)) { return false }
      }
    }
    return true
  }

  /// `false` if the run doesn't come behind all others.
  private mutating func append(_ run: Run) -> Bool {
    guard run.first <= run.last, run.first > (runs.last?.last ?? -1), run.last <= 0x10FFFF else {
      return false
    }
    runs.append(run)
    return true
  }
}

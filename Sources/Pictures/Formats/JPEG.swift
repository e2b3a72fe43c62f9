import Text

/// A picture in JPEG (ITU-T T.81, annex B): segments that begin with 0xFF and a marker, with pixels behind some of them.
struct JPEG {
  private let bytes: [UInt8]

  init(_ bytes: [UInt8]) { self.bytes = bytes }

  private enum Marker {
    static let endOfImage: UInt8 = 0xD9, startOfScan: UInt8 = 0xDA, comment: UInt8 = 0xFE
    static let applications: ClosedRange<UInt8> = 0xE0...0xEF

    /// Those that begin a frame, with its size: all of C0 to CF but DHT, JPG and DAC.
    static func beginsFrame(_ marker: UInt8) -> Bool {
      0xC0...0xCF ~= marker && ![0xC4, 0xC8, 0xCC].contains(marker)
    }

    /// Those that are alone: TEM and the marks between pixels, RST0 to RST7.
    static func isAlone(_ marker: UInt8) -> Bool { marker == 0x01 || 0xD0...0xD8 ~= marker }
  }

  /// A marker and what belongs to it, from its 0xFF on.
  private struct Segment {
    var marker: UInt8
    var range: Range<Int>
  }

  /// The size as the picture is turned. `nil` if the bytes end before the file says it.
  var size: PictureSize? {
    var position = 2
    var orientation = 1
    while let segment = segment(from: position) {
      let start = segment.range.lowerBound
      if Marker.beginsFrame(segment.marker), start + 9 <= bytes.count {
        return PictureSize(bytes.bigEndian(start + 7, 2), bytes.bigEndian(start + 5, 2))?
          .turned(by: orientation)
      }
      guard segment.range.upperBound <= bytes.count else { return nil }
      if let exif = exif(segment) { orientation = exif.orientation }
      position = segment.range.upperBound
    }
    return nil
  }

  /// All of the file: headers, pixels, and what lies behind the picture's end.
  func parts() throws(DamagedPicture) -> [PicturePart] {
    var parts: [PicturePart] = [.kept(0..<2)]
    var position = 2
    while let segment = segment(from: position) {
      guard segment.range.upperBound <= bytes.count else { throw .brokenPart }
      // Some programs leave bytes between segments; browsers skip them.
      if segment.range.lowerBound > position { parts.append(.leftOut(nil)) }
      position = segment.range.upperBound
      switch segment.marker {
      case Marker.endOfImage:
        parts.append(.kept(segment.range))
        if position < bytes.count { parts.append(rest(from: position)) }
        return parts
      case Marker.startOfScan:
        position = endOfPixels(from: position)
        parts.append(.kept(segment.range.lowerBound..<position))
      case Marker.applications, Marker.comment: parts += applicationParts(segment)
      default: parts.append(.kept(segment.range))
      }
    }
    throw .cutOff
  }

  /// The next marker that isn't a fill byte, with its segment; it may end behind the file's end.
  private func segment(from position: Int) -> Segment? {
    guard var start = bytes.firstIndex(of: 0xFF, from: position) else { return nil }
    while start + 1 < bytes.count, bytes[start + 1] == 0xFF || bytes[start + 1] == 0 {
      guard let next = bytes.firstIndex(of: 0xFF, from: start + 1) else { return nil }
      start = next
    }
    guard start + 1 < bytes.count else { return nil }
    let marker = bytes[start + 1]
    if marker == Marker.endOfImage || Marker.isAlone(marker) {
      return Segment(marker: marker, range: start..<start + 2)
    }
    guard start + 4 <= bytes.count else { return nil }
    return Segment(marker: marker, range: start..<start + 2 + max(2, bytes.bigEndian(start + 2, 2)))
  }

  /// The next marker behind the pixels of a scan; there 0xFF 0x00 is a pixel's byte.
  private func endOfPixels(from start: Int) -> Int {
    var position = start
    while let mark = bytes.firstIndex(of: 0xFF, from: position), mark + 1 < bytes.count {
      let next = bytes[mark + 1]
      if next != 0 && next != 0xFF && !Marker.isAlone(next) { return mark }
      position = mark + (next == 0xFF ? 1 : 2)
    }
    return bytes.count
  }

  private func exif(_ segment: Segment) -> Exif? {
    guard segment.marker == 0xE1, bytes.has("Exif\u{0}\u{0}", at: segment.range.lowerBound + 4)
    else { return nil }
    return Exif(
      bytes[min(segment.range.lowerBound + 10, segment.range.upperBound)..<segment.range.upperBound]
    )
  }

  /// What is published of a segment that programs wrote for programs.
  private func applicationParts(_ segment: Segment) -> [PicturePart] {
    let content = segment.range.lowerBound + 4
    if let exif = exif(segment) {
      return exif.parts(segment.range) { exif in
        [0xFF, 0xE1, 0, UInt8(exif.count + 8)] + Array("Exif".utf8) + [0, 0] + exif
      }
    }
    switch segment.marker {
    case 0xE0 where bytes.has("JFIF\u{0}", at: content): return [jfif(segment)]
    case 0xE2 where bytes.has("ICC_PROFILE\u{0}", at: content),
      0xEE where bytes.has("Adobe", at: content):
      return [.kept(segment.range)]
    case 0xE1:
      let isAboutPlace = bytes[segment.range].contains(word: "GPSL")
      return [.leftOut(isAboutPlace ? .position : .words)]
    case 0xED, Marker.comment: return [.leftOut(.words)]
    default: return [.leftOut(.more)]
    }
  }

  /// JFIF may hold a small picture, perhaps of what was cut away.
  private func jfif(_ segment: Segment) -> PicturePart {
    let start = segment.range.lowerBound
    guard segment.range.count > 18 else { return .kept(segment.range) }
    return .written([0xFF, 0xE0, 0, 16] + bytes[start + 4..<start + 16] + [0, 0])
  }

  /// Nothing behind the picture's end is shown: another picture, a film, what was cut away.
  private func rest(from position: Int) -> PicturePart {
    .leftOut(bytes[position...].allSatisfy { $0 <= 0x20 } ? nil : .more)
  }
}

extension ArraySlice<UInt8> {
  /// Whether a word in ASCII stands anywhere in it.
  func contains(word: String) -> Bool { firstRange(of: Array(word.utf8)) != nil }
}

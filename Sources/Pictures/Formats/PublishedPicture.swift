// Photographs tell more than they show: where they were taken, when, with whose camera, what was cut away. A picture is
// published without that. Nothing is encoded again: its file is a sequence of parts, and those that browsers
// don't need are left out. How the picture is turned and the colours that it was made for stay.

/// A picture's file as it is published.
package struct PublishedPicture: Sendable {
  package let bytes: [UInt8]
  /// What was left out, each once.
  package let leftOut: [PictureData]
  /// Whether browsers differ in how they turn the picture.
  package let isTurnedBySomeBrowsers: Bool

  /// - Throws: if the picture's file isn't whole.
  package init(_ bytes: [UInt8]) throws(DamagedPicture) {
    switch PictureFormat(of: bytes) {
    case .png: try self.init(bytes, PNG(bytes).parts(), PNG(bytes).size)
    case .jpeg: try self.init(bytes, JPEG(bytes).parts(), JPEG(bytes).size)
    case .webP: try self.init(bytes, WebP(bytes).parts(), WebP(bytes).size)
    case .gif: try self.init(bytes, GIF(bytes).parts(), GIF(bytes).size)
    case .isoMedia: try self.init(bytes, ISOMedia(bytes).parts(), nil, needsSize: false)
    case .svg: try self.init(bytes, svgParts(bytes), nil, needsSize: false)
    case nil: throw .noPicture
    }
  }

  private init(
    _ bytes: [UInt8], _ parts: [PicturePart], _ size: PictureSize?, needsSize: Bool = true
  ) throws(DamagedPicture) {
    guard size != nil || !needsSize else { throw .withoutSize }
    var leftOut: [PictureData] = []
    for case .leftOut(let data?) in parts where !leftOut.contains(data) { leftOut.append(data) }
    self.leftOut = leftOut
    self.bytes = parts.allSatisfy(\.isKept) ? bytes : joined(parts, of: bytes)
    isTurnedBySomeBrowsers =
      PictureFormat(of: bytes) == .webP && WebP(bytes).exif.orientation > 1
  }
}

/// What a picture's file says beside the picture. The raw values are what reports call it.
package enum PictureData: String, Sendable {
  case position = "where it was taken"
  case camera = "what the camera wrote"
  case words = "notes of people and programs"
  case more = "more pictures or data"
}

/// A picture's file that no browser can show as it was meant. The raw values say why.
package enum DamagedPicture: String, Error {
  case noPicture = "begins like no picture that browsers know"
  case cutOff = "ends in the middle of the picture"
  case brokenPart = "says that a part of it is longer than the file"
  case withoutSize = "doesn't say how wide and high it is"
}

/// A part of a picture's file.
enum PicturePart {
  case kept(Range<Int>)
  /// `nil` if nobody needs to know of it.
  case leftOut(PictureData?)
  case written([UInt8])

  var isKept: Bool { if case .kept = self { true } else { false } }
}

private func joined(_ parts: [PicturePart], of bytes: [UInt8]) -> [UInt8] {
  var result: [UInt8] = []
  result.reserveCapacity(bytes.count)
  for part in parts {
    switch part {
    case .kept(let range): result += bytes[range]
    case .leftOut: break
    case .written(let bytes): result += bytes
    }
  }
  return result
}

extension Exif {
  /// What is left out of a picture, and what comes in its place.
  ///
  /// - Parameter frame: puts an Exif block into the format's own part.
  func parts(_ range: Range<Int>, frame: ([UInt8]) -> [UInt8]) -> [PicturePart] {
    guard saysMore else { return [.kept(range)] }
    let data = PicturePart.leftOut(hasPosition ? .position : .camera)
    return orientation == 1 ? [data] : [data, .written(frame(Exif.onlyOrientation(orientation)))]
  }
}

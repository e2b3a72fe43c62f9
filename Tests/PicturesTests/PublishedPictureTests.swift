import Pictures
import TestSupport
import Testing

/// The judge of pictures compares pixels and colours with another program's.
@Suite struct PublishedPictureTests {
  private func published(_ bytes: [UInt8]) throws -> PublishedPicture {
    try PublishedPicture(bytes)
  }

  // MARK: Pictures, part by part

  private func segment(_ marker: UInt8, _ content: [UInt8]) -> [UInt8] {
    [0xFF, marker, UInt8((content.count + 2) >> 8), UInt8((content.count + 2) & 0xFF)] + content
  }

  /// TIFF with an orientation, a camera's name and, if asked for, a pointer to a position.
  private func exif(_ orientation: UInt8, hasPosition: Bool = true, isBigEndian: Bool = true)
    -> [UInt8]
  {
    func number(_ value: Int, _ length: Int) -> [UInt8] {
      let bytes = (0..<length).map { UInt8(value >> ($0 * 8) & 0xFF) }
      return isBigEndian ? bytes.reversed() : bytes
    }
    let short = isBigEndian ? [0, orientation, 0, 0] : [orientation, 0, 0, 0]
    let entries: [[UInt8]] =
      [
        number(0x010F, 2) + number(2, 2) + number(4, 4) + Array("Cam\0".utf8),
        number(0x0112, 2) + number(3, 2) + number(1, 4) + short,
      ] + (hasPosition ? [number(0x8825, 2) + number(4, 2) + number(1, 4) + number(80, 4)] : [])
    return (isBigEndian ? Array("MM".utf8) : Array("II".utf8)) + number(42, 2) + number(8, 4)
      + number(entries.count, 2) + entries.joined() + number(0, 4)
  }

  private let smallestExif: [UInt8] = [
    0x4D, 0x4D, 0, 42, 0, 0, 0, 8, 0, 1, 0x01, 0x12, 0, 3, 0, 0, 0, 1, 0, 6, 0, 0, 0, 0, 0, 0,
  ]

  private let mark: [UInt8] = Array("Exif\0\0".utf8)
  private let jfif: [UInt8] =
    [0xFF, 0xE0, 0, 16] + Array("JFIF\0".utf8) + [1, 1, 0, 0, 1, 0, 1, 0, 0]
  private let frame: [UInt8] = [0xFF, 0xC0, 0, 11, 8, 0, 30, 0, 40, 1, 1, 0x11, 0]
  /// With 0xFF as a pixel's byte and a mark between pixels.
  private let scan: [UInt8] = [0xFF, 0xDA, 0, 8, 1, 1, 0, 0, 63, 0, 1, 0xFF, 0, 2, 0xFF, 0xD0, 3]
  private let end: [UInt8] = [0xFF, 0xD9]

  private func jpeg(_ head: [UInt8], behind rest: [UInt8] = []) -> [UInt8] {
    [0xFF, 0xD8] + head + frame + scan + end + rest
  }

  private func chunk(_ name: String, _ data: [UInt8]) -> [UInt8] {
    [0, 0, UInt8(data.count >> 8), UInt8(data.count & 0xFF)] + Array(name.utf8) + data + [
      1, 2, 3, 4,
    ]
  }

  private func png(_ chunks: [UInt8], behind rest: [UInt8] = []) -> [UInt8] {
    [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A]
      + chunk("IHDR", [0, 0, 0, 40, 0, 0, 0, 30, 8, 0, 0, 0, 0]) + chunks
      + chunk("IDAT", [1, 2, 3])
      + chunk("IEND", []) + rest
  }

  private func webP(_ flags: UInt8, _ chunks: [(String, [UInt8])]) -> [UInt8] {
    let canvas: [UInt8] = [flags, 0, 0, 0, 39, 0, 0, 29, 0, 0]
    let body = ([("VP8X", canvas), ("VP8L", [0x2F, 39, 0x40, 7, 0])] + chunks).map { name, data in
      Array(name.utf8) + [UInt8(data.count), 0, 0, 0] + data
        + Array(repeating: 0, count: data.count % 2)
    }.joined()
    return Array("RIFF".utf8) + [UInt8(body.count + 4), 0, 0, 0] + Array("WEBP".utf8) + body
  }

  // MARK: JPEG

  @Test func leavesOutOfJPEGWhatProgramsWrote() throws {
    let profile = segment(0xE2, Array("ICC_PROFILE\0".utf8) + [1, 1, 9])
    let adobe = segment(0xEE, Array("Adobe".utf8) + [0, 100, 0, 0, 0, 0, 1])
    let secrets =
      segment(0xE1, mark + exif(1)) + segment(0xE1, Array("http://ns.adobe.com/xap/1.0/\0".utf8))
      + segment(0xED, Array("Photoshop 3.0\0".utf8)) + segment(0xFE, Array("by Ada".utf8))
      + segment(0xE2, Array("MPF\0".utf8)) + segment(0xE0, Array("JFXX\0".utf8))
      + segment(0xE5, [1])
    let picture = try published(
      jpeg(jfif + secrets + profile + adobe, behind: Array("a film".utf8)))
    #expect(picture.bytes == jpeg(jfif + profile + adobe))
    #expect(picture.leftOut == [.position, .words, .more])
    #expect(try published(picture.bytes).leftOut.isEmpty)
  }

  @Test(arguments: [true, false])
  func keepsHowAJPEGIsTurned(_ isBigEndian: Bool) throws {
    let picture = try published(
      jpeg(jfif + segment(0xE1, mark + exif(6, isBigEndian: isBigEndian))))
    #expect(picture.bytes == jpeg(jfif + segment(0xE1, mark + smallestExif)))
    #expect(picture.leftOut == [.position])
    #expect(
      PictureSize(ofPictureStarting: picture.bytes)
        == PictureSize(ofPictureStarting: jpeg(segment(0xE1, mark + exif(8)))))
  }

  @Test func saysOfACameraThatKnewNoPlace() throws {
    #expect(
      try published(jpeg(segment(0xE1, mark + exif(1, hasPosition: false)))).leftOut == [.camera])
  }

  @Test func leavesOutTheSmallPictureOfJFIF() throws {
    let small = segment(0xE0, Array("JFIF\0".utf8) + [1, 1, 0, 0, 1, 0, 1, 1, 1, 9, 9, 9])
    #expect(try published(jpeg(small)).bytes == jpeg(jfif))
  }

  @Test func keepsAPictureThatSaysNothingMore() throws {
    for picture in [
      jpeg(jfif), jpeg(segment(0xE1, mark + smallestExif)), png([]),
      png(chunk("gAMA", [1, 2, 3, 4])), webP(0, []),
    ] {
      let published = try published(picture)
      #expect(published.bytes == picture && published.leftOut.isEmpty)
    }
  }

  // MARK: PNG and WebP

  @Test func leavesOutOfPNGWhatIsNotShown() throws {
    let colours =
      chunk("iCCP", [1]) + chunk("sRGB", [0]) + chunk("tRNS", [1, 2]) + chunk("pHYs", [1])
    let secrets =
      chunk("tEXt", Array("Author\0Ada".utf8)) + chunk("zTXt", [1]) + chunk("tIME", [1])
      + chunk("iTXt", Array("exif:GPSLatitude".utf8)) + chunk("eXIf", exif(1))
      + chunk("prVW", [1])
    let picture = try published(png(colours + secrets, behind: [9]))
    #expect(picture.bytes == png(colours))
    #expect(picture.leftOut == [.words, .camera, .position, .more])
  }

  @Test func keepsHowAPNGIsTurnedWithARightChecksum() throws {
    let picture = try published(png(chunk("eXIf", exif(6))))
    let turned = Array(chunk("eXIf", smallestExif).dropLast(4)) + [0xD6, 0x67, 0x4B, 0x69]
    #expect(picture.bytes == png(turned))
    #expect(PictureSize(ofPictureStarting: picture.bytes)?.width == 30)
  }

  @Test func leavesOutOfWebPWhatIsNotShown() throws {
    let picture = try published(
      webP(0x2C, [("ICCP", [1]), ("EXIF", exif(1)), ("XMP ", Array("by Ada".utf8)), ("MINE", [1])]))
    #expect(picture.bytes == webP(0x20, [("ICCP", [1])]))
    #expect(picture.leftOut == [.position, .words, .more])
    let turned = try published(webP(0x0C, [("EXIF", mark + exif(6)), ("XMP ", [1])]))
    #expect(turned.bytes == webP(0x08, [("EXIF", smallestExif)]))
    #expect(turned.isTurnedBySomeBrowsers)
    #expect(PictureSize(ofPictureStarting: turned.bytes)?.width == 30)
  }

  // MARK: GIF, AVIF and SVG

  private func gif(_ blocks: [UInt8], behind rest: [UInt8] = []) -> [UInt8] {
    let table: [UInt8] = [0, 0, 0, 9, 9, 9]
    let picture: [UInt8] =
      [0x2C, 0, 0, 0, 0, 1, 0, 1, 0, 0x80] + table + [2, 2, 0x3B, 0x21, 0]
    return Array("GIF89a".utf8) + [40, 0, 30, 0, 0x80, 0, 0] + table + blocks + picture + [0x3B]
      + rest
  }

  private func application(_ name: String, _ data: [UInt8]) -> [UInt8] {
    [0x21, 0xFF, 11] + Array(name.utf8) + [UInt8(data.count)] + data + [0]
  }

  @Test func leavesOutOfGIFWhatIsNotShown() throws {
    let shown =
      application("NETSCAPE2.0", [1, 0, 0]) + [0x21, 0xF9, 4, 0, 0, 0, 0, 0]
      + application("ICCRGBG1012", [1, 2])
    let secrets =
      [0x21, 0xFE, 6] + Array("by Ada".utf8) + [0]
      + application("XMP DataXMP", Array("exif:GPSLatitude".utf8)) + application("MINE    1.0", [1])
    let picture = try published(gif(shown + secrets, behind: [9]))
    #expect(picture.bytes == gif(shown))
    #expect(picture.leftOut == [.words, .position, .more])
    #expect(try published(picture.bytes).leftOut.isEmpty)
    #expect(PictureSize(ofPictureStarting: picture.bytes)?.width == 40)
  }

  private func box(_ name: String, _ parts: [UInt8]...) -> [UInt8] {
    let content = Array(parts.joined())
    let length = content.count + 8
    return [0, 0, UInt8(length >> 8), UInt8(length & 0xFF)] + Array(name.utf8) + content
  }

  /// A picture of three items: the picture itself, what the camera wrote, what a program wrote.
  private func avif(_ exif: [UInt8], _ words: [UInt8], turns: UInt8 = 0, more: [UInt8] = [])
    -> [UInt8]
  {
    func entry(_ number: UInt8, _ type: String) -> [UInt8] {
      box("infe", [2, 0, 0, 0, 0, number, 0, 0] + Array(type.utf8) + [0])
    }
    func place(_ number: UInt8, _ offset: Int, _ length: Int) -> [UInt8] {
      [0, number, 0, 0, 0, 1, 0, 0, UInt8(offset >> 8), UInt8(offset & 0xFF)]
        + [0, 0, UInt8(length >> 8), UInt8(length & 0xFF)]
    }
    func meta(_ start: Int) -> [UInt8] {
      box(
        "meta", [0, 0, 0, 0], box("pitm", [0, 0, 0, 0, 0, 1]),
        box("iinf", [0, 0, 0, 0, 0, 3], entry(1, "av01"), entry(2, "Exif"), entry(3, "mime")),
        box(
          "iprp",
          box(
            "ipco", box("ispe", [0, 0, 0, 0, 0, 0, 0, 40, 0, 0, 0, 30]), box("irot", [turns])),
          box("ipma", [0, 0, 0, 0, 0, 0, 0, 1, 0, 1, 2, 1, 2])),
        box(
          "iloc", [0, 0, 0, 0, 0x44, 0, 0, 3], place(1, start, 3), place(2, start + 3, exif.count),
          place(3, start + 3 + exif.count, words.count)))
    }
    let head = box("ftyp", Array("avif".utf8) + [0, 0, 0, 0])
    let start = head.count + meta(0).count + 8
    return head + meta(start) + box("mdat", [1, 2, 3], exif, words) + more
  }

  @Test func leavesOutOfAVIFWhatIsNotShown() throws {
    let words = Array("<x:xmpmeta creator='Ada' exif:GPSLatitude='55'/>   ".utf8)
    let picture = try published(avif([0, 0, 0, 0] + exif(1), words, more: box("uuid", [7, 7, 7])))
    #expect(picture.leftOut == [.position, .words])
    let text = String(decoding: picture.bytes, as: UTF8.self)
    for secret in ["Cam", "Ada", "GPS", "\u{7}\u{7}\u{7}"] { #expect(!text.contains(secret)) }
    #expect(text.contains("<x:xmpmeta xmlns:x='adobe:ns:meta/'/>  ") && text.contains("free"))
    // What is shown stays, and where it is.
    let original = avif([0, 0, 0, 0] + exif(1), words, more: box("uuid", [7, 7, 7]))
    #expect(picture.bytes.count == original.count)
    let start = try #require(original.firstRange(of: [1, 2, 3])).upperBound
    #expect(picture.bytes[..<start] == original[..<start])
    #expect(try published(picture.bytes).leftOut.isEmpty)
  }

  @Test func readsTheSizeOfAVIF() {
    #expect(PictureSize(ofPictureStarting: avif([], []))?.width == 40)
    #expect(PictureSize(ofPictureStarting: avif([], [], turns: 1))?.width == 30)
    #expect(PictureSize(ofPictureStarting: avif([], [], turns: 2))?.height == 30)
  }

  @Test func leavesOutOfSVGWhoDrewItAndWhere() throws {
    let drawing = """
      <?xml version="1.0"?><!-- metadata --><svg sodipodi:docname="C:\\Ada\\map.svg"
         width="8" inkscape:export-filename='/home/ada/map.png' height="9"><title>A map</title>\
      <metadata id="m"><rdf:RDF><dc:creator>Ada</dc:creator><metadata/></rdf:RDF></metadata><metadata/>\
      <text>metadata</text></svg>
      """
    let picture = try published(Array(drawing.utf8))
    #expect(
      String(decoding: picture.bytes, as: UTF8.self)
        == #"<?xml version="1.0"?><!-- metadata --><svg"# + "\n   width=\"8\" height=\"9\">"
        + "<title>A map</title><text>metadata</text></svg>")
    #expect(picture.leftOut == [.words])
    #expect(try published(picture.bytes).leftOut.isEmpty)
  }

  // MARK: Damage

  private func damage(_ bytes: [UInt8]) -> DamagedPicture? {
    do throws(DamagedPicture) {
      _ = try PublishedPicture(bytes)
      return nil
    } catch {
      return error
    }
  }

  @Test func saysWhatIsWrongWithAFile() {
    #expect(damage(Array("<!DOCTYPE html><title>Not found</title>".utf8)) == .noPicture)
    #expect(damage([]) == .noPicture)
    #expect(damage(Array(jpeg(jfif).dropLast(2))) == .cutOff)
    #expect(damage([0xFF, 0xD8] + jfif + [0xFF, 0xE1, 0xFF, 0xFF]) == .brokenPart)
    #expect(damage([0xFF, 0xD8] + jfif + scan + end) == .withoutSize)
    #expect(damage(Array(png([]).dropLast(12))) == .cutOff)
    #expect(
      damage(png([0x7F, 0xFF, 0xFF, 0xFF] + Array("tEXt".utf8) + [0, 0, 0, 0])) == .brokenPart)
    #expect(damage(Array(webP(0, []).dropLast(2))) == .cutOff)
    #expect(damage(Array("GIF89a".utf8) + [0, 0, 0, 0, 0]) == .withoutSize)
    #expect(damage(Array(gif([]).dropLast(3))) == .cutOff)
    #expect(damage(gif([0x99])) == .brokenPart)
    #expect(damage(gif([])) == nil)
    #expect(damage(Array(avif(exif(1), []).dropLast())) == .cutOff)
    #expect(damage(Array("<svg/>".utf8)) == nil)
  }

  @Test func survivesAnyDamage() {
    var random = SeededRandom(seed: 4711)
    let wholes = [
      jpeg(jfif + segment(0xE1, mark + exif(6)), behind: [1, 2]),
      png(chunk("eXIf", exif(8)) + chunk("tEXt", [1])),
      webP(0x0C, [("EXIF", exif(5)), ("XMP ", [1])]),
      gif([0x21, 0xFE, 1, 1, 0] + application("XMP DataXMP", [1])), avif(exif(1), [1, 2]),
      Array("<svg sodipodi:docname=a><metadata>Ada</metadata><g/></svg>".utf8),
    ]
    for whole in wholes {
      for end in whole.indices { _ = damage(Array(whole[..<end])) }
      for _ in 0..<3000 {
        var bytes = whole
        for _ in 0..<Int.random(in: 1...4, using: &random) {
          bytes[Int.random(in: 4..<bytes.count, using: &random)] = .random(
            in: 0...255, using: &random)
        }
        _ = damage(bytes)
        _ = PictureSize(ofPictureStarting: bytes)
      }
    }
  }
}

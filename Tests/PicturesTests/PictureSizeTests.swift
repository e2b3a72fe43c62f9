import Pictures
import Testing

/// A picture's width and height come from the beginning of its file; a file that can't be read has none.
@Suite struct PictureSizeTests {
  private func size(_ bytes: [UInt8]) -> String? {
    PictureSize(ofPictureStarting: bytes).map { "\($0.width)×\($0.height)" }
  }

  private func size(_ text: String) -> String? { size(Array(text.utf8)) }

  private let png: [UInt8] =
    [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A, 0, 0, 0, 13] + Array("IHDR".utf8)
    + [0, 0, 4, 0, 0, 0, 3, 0, 8, 0, 0, 0, 0]

  @Test func readsPortableNetworkGraphics() { #expect(size(png) == "1024×768") }

  @Test func readsGIF() { #expect(size(Array("GIF89a".utf8) + [0x40, 1, 0xF0, 0]) == "320×240") }

  @Test func readsJPEGBehindWhatTheCameraWrote() {
    let camera: [UInt8] = [0xFF, 0xE1, 0, 6, 1, 2, 3, 4]
    let frame: [UInt8] = [0xFF, 0xC2, 0, 17, 8, 0x02, 0x58, 0x03, 0x20, 3]
    #expect(size([0xFF, 0xD8] + camera + frame) == "800×600")
    #expect(size([0xFF, 0xD8] + camera + [0xFF] + frame) == "800×600")
  }

  @Test func readsEverySortOfWebP() {
    let start = Array("RIFF".utf8) + [0, 0, 0, 0] + Array("WEBP".utf8)
    let canvas = Array("VP8X".utf8) + [10, 0, 0, 0, 0, 0, 0, 0, 0x1F, 3, 0, 0x57, 2, 0]
    let lossless = Array("VP8L".utf8) + [9, 0, 0, 0, 0x2F, 0x1F, 0xC3, 0x95, 0, 0, 0, 0, 0, 0]
    let lossy =
      Array("VP8 ".utf8) + [9, 0, 0, 0, 0, 0, 0, 0x9D, 1, 0x2A, 0x20, 3, 0x58, 2, 0, 0, 0]
    #expect(size(start + canvas) == "800×600")
    #expect(size(start + lossless) == "800×600")
    #expect(size(start + lossy) == "800×600")
  }

  @Test(arguments: [
    (#"<svg width="320" height="240px">"#, "320×240"),
    ("<?xml version='1.0'?>\n<!-- drawn -->\n<svg\n viewBox='0 0 32.4 24'\n>", "32×24"),
    (#"<svg width="100%" viewBox="0,0,40,30">"#, "40×30"),
    (#"<svg stroke-width="3" width="10em" viewBox="-5 -5 10 20">"#, "10×20"),
  ])
  func readsVectorGraphics(_ text: String, _ expected: String) { #expect(size(text) == expected) }

  @Test(arguments: [
    "", "<svg>", "<svg width='0' height='10'>", "<svg viewBox='0 0 10'>",
    "<svg width=\"1e99\" height=\"2\">",
    "GIF89a", "RIFF....WEBPVP8X", "no picture",
  ])
  func hasNoneOfWhatCannotBeRead(_ text: String) { #expect(size(text) == nil) }

  /// A file that is cut off has no size, or the one it had: an index beyond its end would crash here.
  @Test func readsNothingBeyondTheEndOfAFile() {
    let jpeg: [UInt8] = [0xFF, 0xD8, 0xFF, 0xE0, 0, 4, 0, 0, 0xFF, 0xDA, 0xFF, 0xFF, 0, 0, 0, 0]
    for picture in [png, jpeg, Array("RIFF....WEBPVP8L..............".utf8)] {
      for end in picture.indices {
        #expect([nil, size(picture)].contains(size(Array(picture[..<end]))), "cut off at \(end)")
      }
    }
  }

  @Test func isAskedOfPicturesOnly() {
    #expect(["a.PNG", "b/c.svg", "d.jpeg"].allSatisfy(PictureSize.isPicture))
    #expect(!["a.pdf", "svg", "b.png.txt"].contains(where: PictureSize.isPicture))
  }
}

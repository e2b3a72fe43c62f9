import Pictures
import Testing
import Text
import Web

private let encoder = PictureEncoder(version: "vips-8.14.1")

private func photo(
  _ width: Int, _ height: Int, file: String = "content/hall.jpg", of content: String = "hall"
) throws -> PictureSource {
  PictureSource(
    file: file, size: try #require(PictureSize(width, height)), fallback: .jpeg,
    content: Fingerprint(Array(content.utf8)))
}

@Suite struct PictureSetTests {
  @Test(arguments: [
    ([480, 960, 1600], 4000, [480, 960, 1600]),
    ([480, 960, 1600], 1600, [480, 960, 1600]),
    ([480, 960, 1600], 1300, [480, 960, 1300]),
    // 960 is nearly 1,000.
    ([480, 960, 1600], 1000, [480, 1000]),
    ([480, 960, 1600], 300, [300]),
    ([56, 112], 100, [56, 100]),
    ([1600, 480], 4000, [480, 1600]),
  ])
  func makesNoPictureLarger(_ wanted: [Int], _ width: Int, _ widths: [Int]) throws {
    let source = try photo(width, 10)
    #expect(
      PictureSet(of: source, widths: wanted, PictureCut(of: source.size), encoder).widths == widths)
  }

  @Test func offersEachWidthInTwoFormats() throws {
    let source = try photo(4000, 3000)
    let set = PictureSet(of: source, widths: [480, 960], PictureCut(of: source.size), encoder)
    #expect(set.pictures.map(\.format) == [.avif, .jpeg, .avif, .jpeg])
    #expect(set.pictures.map(\.height) == [360, 360, 720, 720])
  }
}

@Suite struct PictureOfferTests {
  @Test(arguments: [
    // 390 pixels of CSS with three for each; 1,920 with one.
    ("100vw", 1200, 1600), ("50vw", 800, 1200), ("160px", 480, 480),
    ("(min-width: 40rem) 38rem, 100vw", 1200, 800), ("(max-width: 30em) 5rem, 40vw", 480, 800),
    ("(min-width: 10px) 100px", 480, 480), ("(min-width: 5000px) 100px", 1200, 1600),
    // What says more than that counts as the whole width.
    ("calc(100vw - 2rem)", 1200, 1600), ("(orientation: portrait) 10vw", 1200, 1600),
    ("", 1200, 1600),
  ])
  func knowsWhatABrowserTakes(_ sizes: String, _ phone: Int, _ desk: Int) throws {
    let source = try photo(4000, 3000)
    let widths = [480, 800, 1200, 1600]
    let set = PictureSet(of: source, widths: widths, PictureCut(of: source.size), encoder)
    let offer = PictureOffer(set, sizes: sizes)
    #expect(offer.picture(on: .phone)?.width == phone)
    #expect(offer.picture(on: .desk)?.width == desk)
    #expect(offer.picture(on: .desk)?.format == .avif)
  }
}

@Suite struct DerivedPictureTests {
  private func picture(
    _ source: PictureSource, ratio: String? = nil, focus: String = "50% 50%", width: Int = 360,
    _ encoder: PictureEncoder = encoder
  ) throws -> DerivedPicture {
    let cut = PictureCut(
      of: source.size, to: ratio.flatMap { PictureRatio($0) }, at: try #require(PictureFocus(focus))
    )
    return PictureSet(of: source, widths: [width], cut, encoder).picture(width, .jpeg)
  }

  @Test func hasAnAddressThatChangesWithAllThatItFollowsFrom() throws {
    let source = try photo(4000, 3000)
    let pictures = try [
      picture(source), picture(source, width: 361), picture(source, ratio: "1:1"),
      picture(source, ratio: "1:1", focus: "30% 40%"),
      picture(try photo(4000, 3000, of: "another")),
      picture(source, PictureEncoder(version: "vips-8.15.0")),
    ]
    #expect(Set(pictures.map(\.path)).count == pictures.count)
    #expect(Set(pictures.map(\.name)).count == pictures.count)
    // A place says nothing of a picture that isn't cut.
    #expect(try picture(source, focus: "30% 40%") == picture(source))
  }

  @Test(arguments: [
    ("content/photos/Große Halle (2).JPG", "grosse-halle-2"), ("content/ПЛАН.png", "план"),
    ("content/---.jpg", "picture"),
    ("content/" + String(repeating: "a", count: 300) + ".jpg", String(repeating: "a", count: 40)),
  ])
  func isCalledLikeItsSource(_ file: String, _ stem: String) throws {
    let path = try picture(photo(400, 300, file: file)).path.text
    #expect(path.hasPrefix("assets/pictures/\(stem)-360."))
    #expect(path.hasSuffix(".jpg"))
    #expect(path.split(separator: ".").dropLast().last?.count == 10)
  }

  @Test(
    arguments: [
      // The whole picture.
      (4000, 3000, nil, "50% 50%", ["360", "270"], ["0", "0", "360", "270"]),
      // A square out of a wide picture: the place on the left counts, that from the top doesn't.
      (4000, 3000, "1:1", "50% 50%", ["480", "360"], ["60", "0", "360", "360"]),
      (4000, 3000, "1:1", "0% 90%", ["480", "360"], ["0", "0", "360", "360"]),
      (4000, 3000, "1:1", "100% 90%", ["480", "360"], ["120", "0", "360", "360"]),
      // And out of a high one.
      (3000, 4000, "1:1", "30% 25%", ["360", "480"], ["0", "30", "360", "360"]),
      (1000, 10, "16:9", "50% 50%", ["20000", "200"], ["9820", "0", "360", "200"]),
    ] as [(Int, Int, String?, String, [String], [String])])
  func cutsTheLargestPartOfItsShape(
    _ width: Int, _ height: Int, _ ratio: String?, _ focus: String, _ scaled: [String],
    _ part: [String]
  ) throws {
    let picture = try picture(photo(width, height), ratio: ratio, focus: focus)
    let scaling = picture.scaling("a.jpg", "b.png")
    #expect([scaling[3], scaling[5]] == scaled)
    #expect(Array(picture.cutting("b.png", "c.jpg").dropFirst(3)) == part)
  }

  @Test(arguments: ["", "1", "1:", ":1", "0:1", "1:0", "-1:1", "1:1:1", "1.5:1", "2000:1"])
  func refusesWhatIsNoRatio(_ text: String) { #expect(PictureRatio(text) == nil) }

  @Test(arguments: ["", "30%", "30 40", "30% 101%", "-1% 5%", "1% 2% 3%", "left top"])
  func refusesWhatIsNoPlace(_ text: String) { #expect(PictureFocus(text) == nil) }
}

@Suite struct PictureSourceTests {
  @Test func isWorthItForWhatIsHeavyAndNoBomb() throws {
    let photo = try #require(PictureSize(4000, 3000))
    let bomb = try #require(PictureSize(30_000, 30_000))
    #expect(PictureSource.isWorthIt(bytes: 10_000, photo))
    #expect(!PictureSource.isWorthIt(bytes: 9_999, photo))
    #expect(!PictureSource.isWorthIt(bytes: 10_000, bomb))
  }
}

import Cards
import Foundation
import TestSupport
import Testing

private let folder = Fixture.projectFolder.appending(
  path: "Sources/ConferenceDesign/Design/cards/fonts")

func fontBytes(_ name: String) throws -> [UInt8] {
  Array(try Data(contentsOf: folder.appending(path: name)))
}

func font(_ name: String) throws -> FontFile {
  try FontFile(name: name, bytes: fontBytes(name))
}

/// The fonts of the design.
var shippedFonts: [FontFile] {
  get throws { [try font("NotoSans-Bold.ttf"), try font("NotoSans-Regular.ttf")] }
}

private func mistake(_ bytes: [UInt8]) -> String? {
  do throws(FontFile.Mistake) {
    _ = try FontFile(name: "a.ttf", bytes: bytes)
    return nil
  } catch {
    return error.message
  }
}

@Suite struct FontFileTests {
  @Test func readsWhatAFontIsCalled() throws {
    let fonts = try shippedFonts
    #expect(fonts.map(\.family) == ["Noto Sans", "Noto Sans"])
    #expect(fonts.map(\.weight) == [700, 400])
  }

  /// As fontTools reads them in `hmtx`, of 1000 units.
  @Test func knowsHowWideLettersAre() throws {
    let regular = try font("NotoSans-Regular.ttf")
    for (text, units) in [
      (" ", 260.0), ("i", 258), ("W", 930), ("ö", 605), ("Ω", 782), ("Ж", 854), ("Wi", 1188),
      ("\u{AD}", 0),
    ] {
      #expect(
        abs(regular.width(of: text) * 1000 - units) < 0.5, "\(text): \(regular.width(of: text))")
    }
  }

  /// All letters of the languages of the interface, of the EU's other languages, and of Ukrainian and Serbian.
  @Test func hasTheLettersOfEurope() throws {
    let letters =
      "ÄÖÜäöüßẞÅåÆæØøÉÈÊËéèêëÀÂàâÇçÎÏîïÔôŒœÙÛùûŸÿÑñÁÍÓÚáíóúÃÕãõªºĄĆĘŁŃŚŹŻąćęłńśźż"
      + "ČĎĚŇŘŠŤŮÝŽčďěňřšťůýžĽĹŔľĺŕŐŰőűĂÂÎȘȚăâîșțĀĒĢĪĶĻŅŪāēģīķļņūĖĮŲėįųĊĠĦŻċġħżĐđ"
      + "ΑΒΓΔΕΖΗΘΙΚΛΜΝΞΟΠΡΣΤΥΦΧΨΩαβγδεζηθικλμνξοπρςστυφχψωΆΈΉΊΌΎΏάέήίόύώϊϋΐΰ"
      + "АБВГДЕЖЗИЙКЛМНОПРСТУФХЦЧШЩЪЫЬЭЮЯабвгдежзийклмнопрстуфхцчшщъыьэюяЁёЄєІіЇїҐґЂђЈјЉљЊњЋћЏџ"
      + "–—‘’‚“”„«»‹›…•·°€£§©®™№½×¡¿&@#%+()[]/:;!?"
    for font in try shippedFonts {
      let missing = letters.unicodeScalars.filter { !font.has($0) }.map { "\($0)" }
      #expect(missing == [], "\(font.name)")
      #expect(!font.has("议"))
    }
  }

  @Test(arguments: [
    ([UInt8](), "this is no TrueType or OpenType font"),
    (Array("<!DOCTYPE html>".utf8), "this is no TrueType or OpenType font"),
    (
      Array("wOF2".utf8) + [0, 1, 0, 0],
      "this font is packed for web pages (WOFF), which cards are not drawn with"
    ),
    ([0, 1, 0, 0, 0, 9, 0, 0, 0, 0, 0, 0], "this font's file is damaged: it ends too early"),
    (
      [0, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0],
      "this font's file is damaged: its table 'head' is missing"
    ),
  ])
  func tellsWhatIsNoFont(_ bytes: [UInt8], _ message: String) {
    #expect(mistake(bytes) == message)
  }

  @Test func readsNothingBehindTheEndOfADamagedFont() throws {
    let whole = try fontBytes("NotoSans-Bold.ttf")
    for end in stride(from: 0, to: 1200, by: 7) { #expect(mistake(Array(whole[..<end])) != nil) }
    #expect(mistake(Array(whole.dropLast(2000))) != nil)
    var random = SeededRandom(seed: 18)
    // The header and the tables that are read, with other numbers in them.
    for _ in 0..<300 {
      var bytes = whole
      for _ in 0..<4 {
        let place = Int.random(
          in: 0..<(Bool.random(using: &random) ? 300 : bytes.count), using: &random)
        bytes[place] = UInt8.random(in: 0...255, using: &random)
      }
      if let font = try? FontFile(name: "a.ttf", bytes: bytes) {
        _ = font.width(of: "Opening plenary, Αθήνα, Київ 🎉")
      }
    }
  }

  @Test func tellsOfGroupsThatOverlap() throws {
    var bytes = try fontBytes("NotoSans-Bold.ttf")
    let cmap = try #require(table("cmap", in: bytes))
    // All format 4: the second segment begins at no character.
    for index in 0..<Int(bytes[cmap + 3]) {
      let offset = bytes[(cmap + 8 + 8 * index)..<(cmap + 12 + 8 * index)].reduce(0) {
        $0 << 8 | Int($1)
      }
      let table = cmap + offset
      let doubled = Int(bytes[table + 6]) << 8 | Int(bytes[table + 7])
      bytes[table + 16 + doubled + 2] = 0
      bytes[table + 16 + doubled + 3] = 0
    }
    #expect(mistake(bytes) == "this font's file is damaged: its table 'cmap' can't be right")
  }

  private func table(_ name: String, in bytes: [UInt8]) -> Int? {
    for entry in stride(from: 12, to: 12 + 16 * Int(bytes[5]), by: 16)
    where bytes[entry..<entry + 4].elementsEqual(name.utf8) {
      return bytes[(entry + 8)..<(entry + 12)].reduce(0) { $0 << 8 | Int($1) }
    }
    return nil
  }
}

@Suite struct LineBreakingTests {
  private func lines(
    _ text: String, _ width: Double, size: Double = 10, most: Int = 3
  ) throws -> [String] {
    try font("NotoSans-Regular.ttf").lines(text, width: width, size: size, most: most).lines
  }

  @Test func endsLinesBetweenWords() throws {
    #expect(try lines("  The emerging \n landscape ", 60) == ["The", "emerging", "landscape"])
    #expect(try lines("The emerging landscape", 75) == ["The emerging", "landscape"])
    #expect(try lines("", 70) == [])
    #expect(try lines(" \n", 70) == [])
  }

  @Test func endsLinesBehindHyphensAndAtSoftOnes() throws {
    #expect(try lines("Follow-up meeting", 42) == ["Follow-", "up", "meeting"])
    #expect(try lines("Beschaffungs\u{AD}richtlinie", 80) == ["Beschaffungs-", "richtlinie"])
    #expect(try lines("Beschaffungs\u{AD}richtlinie", 200) == ["Beschaffungsrichtlinie"])
    #expect(try lines("in 20\u{A0}minutes", 60) == ["in", "20\u{A0}minutes"])
  }

  @Test func breaksAWordThatIsWiderThanALine() throws {
    let broken = try font("NotoSans-Regular.ttf").lines(
      "Donaudampfschifffahrtsgesellschaft", width: 100, size: 10, most: 3)
    #expect(broken.hasBrokenWord)
    #expect(!broken.isCut)
    #expect(broken.lines == ["Donaudampfschifffa-", "hrtsgesellschaft"])
    #expect(try lines("WWW", 1, most: 2).count == 2)
  }

  @Test func endsWithAnEllipsisWhatDoesNotFit() throws {
    #expect(try lines("The emerging landscape", 60, most: 2) == ["The", "emerging…"])
    #expect(try lines("The emerging landscape", 75, most: 1) == ["The emerging…"])
    #expect(try lines("a b c d", 1, most: 1) == ["…"])
  }

  @Test func keepsEveryLineWithinTheWidth() throws {
    let bold = try font("NotoSans-Bold.ttf")
    var random = SeededRandom(seed: 18)
    let letters = Array("aeinrst  mWÖΩЖ-/–\u{AD}…👩‍👩‍👧")
    for _ in 0..<500 {
      let text = String(
        (0..<Int.random(in: 0...120, using: &random)).map { _ in
          letters.randomElement(using: &random)!
        })
      let width = Double.random(in: 30...400, using: &random)
      let broken = bold.lines(text, width: width, size: 10, most: 4)
      #expect(broken.lines.count <= 4)
      // A soft hyphen may stand out by its own width.
      for line in broken.lines {
        #expect(bold.width(of: line) * 10 <= width + 10 * bold.width(of: "-") + 0.001, "\(line)")
      }
      if !broken.isCut, !broken.hasBrokenWord {
        let kept = broken.lines.joined().filter { $0 != "-" && $0 != " " }
        #expect(kept == text.filter { $0 != "-" && $0 != " " && $0 != "\u{AD}" })
      }
    }
  }

  @Test func takesTheLargestSizeAtWhichAllFits() throws {
    let bold = try font("NotoSans-Bold.ttf")
    func fit(_ text: String) -> (Double, BrokenText) {
      bold.fit(text, width: 1040, height: 260, sizes: [86, 60, 44], leading: 1.2)
    }
    #expect(fit("Opening").0 == 86)
    #expect(fit("Opening").1.lines == ["Opening"])
    let long =
      "How cities and regions buy cleaner vehicles together: lessons from four years of joint procurement in the Nordic countries"
    #expect(fit(long).0 == 44)
    #expect(!fit(long).1.isCut)
    // One line of 86 would hold it only by breaking it.
    #expect(fit("Rindfleischetikettierungsüberwachung").0 == 44)
    #expect(!fit("Rindfleischetikettierungsüberwachung").1.hasBrokenWord)
    let longer = String(repeating: "procurement ", count: 60)
    #expect(fit(longer).0 == 44)
    #expect(fit(longer).1.isCut)
  }

  @Test func makesLinesEven() throws {
    let bold = try font("NotoSans-Bold.ttf")
    let fitted = bold.fit(
      "Procuring innovation: what buyers can do today", width: 1040, height: 260, sizes: [60],
      leading: 1.2)
    let widths = fitted.text.lines.map { bold.width(of: $0) * 60 }
    #expect(widths.count == 2)
    #expect(abs(widths[0] - widths[1]) < 300, "\(fitted.text.lines)")
  }
}

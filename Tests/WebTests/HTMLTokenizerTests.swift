import TestSupport
import Testing
import Web

/// The tokens of some HTML, one on a line, as `Fixtures/html/record.py` writes those of html5lib.
private func dump(_ bytes: [UInt8]) -> String {
  var tokenizer = HTMLTokenizer(bytes)
  var lines: [String] = []
  var text = ""
  func shown(_ text: String) -> String {
    text.replacing("\\", with: "\\\\").replacing("\n", with: "\\n")
  }
  func written(_ range: Range<Int>) -> String { String(decoding: bytes[range], as: UTF8.self) }
  func endText() {
    if !text.isEmpty { lines.append("text " + shown(text)) }
    text = ""
  }
  var rawElement = ""
  while let token = tokenizer.next() {
    if case .text(let range) = token {
      let holdsReferences = ["", "title", "textarea"].contains(rawElement)
      text += holdsReferences ? resolved(bytes[range]) : written(range)
      rawElement = ""
      continue
    }
    endText()
    rawElement = ""
    switch token {
    case .text: break
    case .startTag(let name):
      rawElement = written(name).lowercased()
      if !["title", "textarea", "script", "style", "xmp", "iframe", "noframes", "plaintext"]
        .contains(rawElement)
      {
        rawElement = ""
      }
      lines.append("start " + written(name).lowercased())
      var names: Set<String> = []
      for attribute in tokenizer.attributes {
        let name = written(attribute.name).lowercased()
        guard names.insert(name).inserted else { continue }
        let value = resolved(bytes[attribute.value], isAttribute: true)
        lines.append("  \(shown(name))=\(shown(value))")
      }
    case .endTag(let name): lines.append("end " + written(name).lowercased())
    case .comment(let range): lines.append("comment " + shown(written(range)))
    case .doctype: lines.append("doctype")
    }
  }
  endText()
  return lines.map { $0 + "\n" }.joined()
}

@Suite struct HTMLTokenizerTests {
  @Test(
    arguments: try Fixture.all(in: "html", of: "WebTests").filter { $0.name.hasSuffix(".html") })
  func readsWhatAnotherReaderOfHTMLReads(_ fixture: Fixture) throws {
    try fixture.expect(dump(try fixture.bytes))
  }

  @Test func endsWithAnyText() {
    let pieces = [
      "<", "</", ">", "a", "<!--", "-->", "\"", "'", "=", " ", "script", "<svg>", "/", "&",
    ]
    var random = SeededRandom(seed: 5)
    for _ in 0..<2_000 {
      let text = (0..<12).map { _ in pieces[Int.random(in: 0..<pieces.count, using: &random)] }
      let bytes = Array(text.joined().utf8)
      var tokenizer = HTMLTokenizer(bytes)
      var last = 0
      while tokenizer.next() != nil {
        #expect(tokenizer.position > last, "\(text)")
        last = tokenizer.position
      }
      #expect(tokenizer.position == bytes.count, "\(text)")
    }
  }
}

@Suite struct CharacterReferenceTests {
  @Test(arguments: [
    ("a &amp; b &lt;&gt;", "a & b <>"), ("&#8217;&#x2019;&#X2019", "’’’"),
    ("&eacute;&Eacute;", "éÉ"),
    ("&notit; &notin;", "¬it; ∉"), ("&amp", "&"), ("&;&#;&#x;&unknown;", "&;&#;&#x;&unknown;"),
    ("&#0;&#xD800;&#x110000;&#99999999999;", "\u{FFFD}\u{FFFD}\u{FFFD}\u{FFFD}"),
    ("&#128;&#x97;", "€—"), ("&bne;", "=\u{20E5}"), ("&CounterClockwiseContourIntegral;", "∳"),
  ])
  func resolvesReferencesInText(_ written: String, _ expected: String) {
    #expect(resolved(Array(written.utf8)[...]) == expected)
  }

  @Test(arguments: [
    ("?a=1&copy=2", "?a=1&copy=2"), ("?a=1&copy;=2", "?a=1©=2"), ("?a&copyb", "?a&copyb"),
    ("?a&copy", "?a©"), ("&amp;b", "&b"),
  ])
  func leavesAnAddressInAnAttributeAlone(_ written: String, _ expected: String) {
    #expect(resolved(Array(written.utf8)[...], isAttribute: true) == expected)
  }
}

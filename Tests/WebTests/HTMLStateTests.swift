import TestSupport
import Testing
import Text
import Web

/// The state after a text.
private func state(after text: String) -> HTMLState {
  var state = HTMLState()
  for byte in text.utf8 { state.read(byte) }
  return state
}

@Suite struct HTMLStateTests {
  /// Two readers of one language have to agree wherever a token of one ends.
  @Test func agreesWithTheTokenizer() {
    let pieces = [
      "<", "</", ">", "a", "<!--", "-->", "--!>", "-", "!", "\"", "'", "=", " ", "/", "&", "]]>",
      "<script>", "</script>", "<script", "</script ", "<svg>", "</svg>", "<svg/>", "<math>",
      "<style>", "</style>", "<title>", "</title>", "<textarea ", "<![CDATA[", "<!doctype html>",
      "<?xml ?>", "<p id=\"", "<a href='", "<B Class=x", "<desc>", "</desc>", "<plaintext>",
    ]
    var random = SeededRandom(seed: 7)
    for _ in 0..<20_000 {
      let text = (0..<14).map { _ in pieces[Int.random(in: 0..<pieces.count, using: &random)] }
      compare(Array(text.joined().utf8))
    }
  }

  /// What is skipped quickly has no attributes, and changes nothing for what follows.
  @Test func findsTheSameStartTagsQuickly() {
    let pieces = [
      "<p>", "<p a=b>", "</p>", "</p a='>'>", "<script>", "</script>", "<style a>", "</style>",
      "<svg>",
      "</svg>", "<title>", "</title>", "<a href='<b c>'>", "<!-- <i j> -->", "x < y", "</>",
      "<textarea>",
      "</textarea >", "<math k>", "<desc>", "<b", "<br/>", "</3>", "<plaintext>", "<h1 id=x>", "&",
      "<",
    ]
    var random = SeededRandom(seed: 11)
    for _ in 0..<20_000 {
      let text = (0..<12).map { _ in pieces[Int.random(in: 0..<pieces.count, using: &random)] }
      let bytes = Array(text.joined().utf8)
      var tokenizer = HTMLTokenizer(bytes)
      var all: [HTMLTokenizer.Attribute] = []
      while let token = tokenizer.next() {
        if case .startTag = token { all += tokenizer.attributes }
      }
      var quick = HTMLTokenizer(bytes)
      var found: [HTMLTokenizer.Attribute] = []
      while quick.nextStartTag() != nil { found += quick.attributes }
      #expect(found == all, "\(text.joined())")
    }
  }

  private func compare(_ bytes: [UInt8]) {
    var tokenizer = HTMLTokenizer(bytes)
    var state = HTMLState()
    var index = 0
    let shown = String(decoding: bytes, as: UTF8.self)
    func read(upTo end: Int) {
      while index < end {
        state.read(bytes[index])
        index += 1
      }
    }
    while let token = tokenizer.next() {
      switch token {
      case .startTag:
        for attribute in tokenizer.attributes {
          read(upTo: attribute.name.upperBound)
          let name = bytes[attribute.name].map(\.asciiLowercased)
          #expect(state.attribute == name, "\(shown): attribute")
          read(upTo: attribute.value.lowerBound)
        }
        read(upTo: tokenizer.position)
        #expect(state.position == .text, "\(shown): start tag up to \(index)")
      case .endTag:
        read(upTo: tokenizer.position)
        #expect(state.position == .text, "\(shown): end tag up to \(index)")
      case .comment, .doctype:
        if tokenizer.position == bytes.count { return }
        read(upTo: tokenizer.position)
        #expect(state.position == .text, "\(shown): comment up to \(index)")
      case .text(let range):
        read(upTo: range.lowerBound)
        #expect(state.isBetweenTags, "\(shown): text from \(index)")
        if range.upperBound < bytes.count { read(upTo: range.upperBound) }
      }
    }
  }

  @Test(arguments: [
    ("<svg><script>", true), ("<svg><script/>", false), ("<svg><script></script>", false),
    ("<script><!--<script></script>", true), ("<script><!--</script>", false),
    ("<script>a</scripty>", true), ("<script></script", true), ("<textarea><script>", false),
  ])
  func knowsWhatIsAScript(_ text: String, _ isScript: Bool) {
    #expect(state(after: text).isInScript == isScript)
  }

  @Test(arguments: [
    "javascript:", "&#106;avascript:", "&#x6A;avascript&colon;", " java\tscript:", "JaVaScRiPt:",
    "java&Tab;script:", "&#1;javascript:", "data:", "vbscript&#58;", "java&NewLine;script&#x3a",
    "&#0000106avascript:",
  ])
  func knowsAnAddressThatRuns(_ address: String) {
    #expect(state(after: "<a href=\"\(address)&#32;").address == .script)
    #expect(scriptScheme(ofAttribute: Array(address.utf8)[...] + Array(" ".utf8)) != nil)
  }

  @Test(arguments: [
    "java-script:", "/javascript:", "javascripts:", "?javascript:", "&amp;javascript:",
    "https://javascript:", "java script:", "&#106 avascript:", "dat", "images/data:",
  ])
  func knowsAnAddressThatDoesNotRun(_ address: String) {
    #expect(state(after: "<a href=\"\(address)&#32;").address != .script)
    #expect(scriptScheme(ofAttribute: Array(address.utf8)[...]) == nil)
  }
}

@Suite struct HostTests {
  @Test(arguments: [
    "https://h/x", "//h", "https:\\\\h\\x", "/\\h/x", "/\n/h", "\\/h", "///h", " https://h",
    "\u{1}//h", "HT\tTPS://h", "https:h", "https:/h", "http://a:b@h:8080/", "wss://h", "//h?x",
    "//h#x", "https://H", "https://%68", "\\\\h", "/\t\\h", "//u@v@h",
  ])
  func findsTheHostThatABrowserAsks(_ address: String) {
    #expect(host(of: Array(address.utf8)[...]) == "h")
  }

  @Test(arguments: [
    "", "/", "/a//h", "a/b", "a//h", "?//h", "#//h", "mailto:a@h", "data:,//h", "tel:1",
    "javascript://h", "https:", "http-x", "1:2", "/ /h", "a:b", "./h",
  ])
  func findsNoneInAnAddressOfThePagesOwn(_ address: String) {
    #expect(host(of: Array(address.utf8)[...]) == nil)
  }
}

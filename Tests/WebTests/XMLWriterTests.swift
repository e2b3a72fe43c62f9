import Testing
import Text

@testable import Web

@Test(arguments: [
  ("Bell \u{7} rings\u{B}", "Bell  rings"), ("a\u{FFFE}b\u{FFFF}c\u{FEFF}d", "abc\u{FEFF}d"),
  ("tab\tand\nline", "tab\tand\nline"), ("a < b & c", "a &lt; b &amp; c"),
])
func leavesOutWhatNoXMLDocumentMayHave(text: String, expected: String) {
  var xml = ByteBuffer(capacity: 64)
  xml.begin(xml: "a", [("b", text)])
  xml.append(xml: text)
  xml.end(xml: "a")
  #expect(xml.string == "<a b=\"\(expected)\">\(expected)</a>")
}

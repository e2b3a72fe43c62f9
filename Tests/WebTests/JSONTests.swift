import Testing
import Text
import Web

@Suite struct JSONReaderTests {
  /// RFC 8259: what a lenient reader takes and other programs refuse.
  @Test(arguments: [
    "01", "-01", "+1", ".5", "1.", "1e", "1e+", "-", "--1", "0x1", "1_000", "NaN", "Infinity",
    "1e999", "tru", "nulls", "'a'",
    "\"\\u+123\"", "\"\\u12\"", "\"\\u-001\"", "\"\\u 123\"", "\"\\x41\"", "\"\\ud800\"",
    "\"\\udc00\\ud800\"", "\"\\ud800\\u0041\"", "\"a\nb\"",
    "\"a\tb\"", "[1,]", "[,1]", "{\"a\":1,}", "{a:1}", "{\"a\" 1}", "[1 2]", "[1] 2", "", " ", "[",
    "{\"a\":", "// c\n1", "\u{A0}1",
  ])
  func refusesWhatIsNoJSON(_ text: String) {
    #expect(throws: JSONMistake.self) { try readJSON(Array(text.utf8)) }
  }

  @Test(arguments: [
    ("0", "0"), ("-0", "0"), ("10.50", "10.5"), ("1E2", "100.0"), ("[ ]", "[]"),
    (" {\"b\" : [true,null] } ", "{\"b\":[true,null]}"),
    ("\"\\ud83d\\uDE00\\/\\n\"", "\"😀/\\n\""), ("{\"a\":1,\"b\":2,\"a\":3}", "{\"a\":3,\"b\":2}"),
    ("\u{FEFF}1", "1"),
    ("\"\u{7F}\u{2028}\"", "\"\u{7F}\u{2028}\""),
  ])
  func readsWhatIsJSON(_ text: String, _ expected: String) throws {
    #expect(compact(try readJSON(Array(text.utf8))) == expected)
  }

  @Test func boundsHowDeepValuesNest() throws {
    func nested(_ depth: Int) -> [UInt8] {
      Array((String(repeating: "[", count: depth) + String(repeating: "]", count: depth)).utf8)
    }
    #expect(throws: Never.self) { try readJSON(nested(499)) }
    #expect(throws: JSONMistake.self) { try readJSON(nested(500)) }
    #expect(throws: JSONMistake.self) { try readJSON(nested(1_000_000)) }
  }

  private func compact(_ node: JSONNode) -> String {
    var json = JSONWriter(.compact)
    write(node, to: &json)
    return json.string
  }

  private func write(_ node: JSONNode, to json: inout JSONWriter) {
    switch node.content {
    case .null: json.null()
    case .boolean(let boolean): json.boolean(boolean)
    case .integer(let integer): json.integer(integer)
    case .double(let double): json.number("\(double)")
    case .text(let text): json.text(text)
    case .array(let elements): json.array(elements) { write($1, to: &$0) }
    case .object(let members):
      json.object { json in
        for member in members {
          json.name(member.name)
          write(member.value, to: &json)
        }
      }
    }
  }
}

@Suite struct JSONWriterTests {
  private func written(_ layout: JSONWriter.Layout) -> String {
    var json = JSONWriter(layout)
    json.object {
      $0.member("a", 1)
      $0.member("b", [true, false]) { $0.boolean($1) }
      $0.name("c")
      $0.object { _ in }
      $0.member("d", nil as String?)
    }
    return json.string
  }

  @Test func laysValuesOutAsEachReaderExpects() {
    #expect(written(.compact) == #"{"a":1,"b":[true,false],"c":{},"d":null}"#)
    #expect(written(.spaced) == #"{"a": 1, "b": [true, false], "c": {}, "d": null}"#)
    #expect(
      written(.elementsOnLines) == "{\"a\": 1, \"b\": [\ntrue,\nfalse], \"c\": {}, \"d\": null}")
    #expect(
      written(.indented(by: 2)) == """
        {
          "a": 1,
          "b": [
            true,
            false
          ],
          "c": {},
          "d": null
        }
        """)
  }

  @Test func escapesTexts() {
    var json = JSONWriter(.compact)
    json.text("a\"b\\\n\u{1}ö")
    #expect(json.string == "\"a\\\"b\\\\\\n\\u0001ö\"")
    var script = JSONWriter(.compact, isSafeInScript: true)
    script.text("</script>'&")
    #expect(script.string == "\"\\u003c/script\\u003e\\u0027\\u0026\"")
  }
}

import Testing

@testable import Text

@Suite struct ByteTests {
  @Test(arguments: [
    ("a needle in hay", "needle", 0, 2), ("nneedle", "needle", 0, 1), ("needle", "needle", 1, nil),
    ("need", "needle", 0, nil), ("", "a", 0, nil), ("abc", "", 0, nil),
    ("needle needle", "needle", 1, 7),
    ("abc", "c", 9, nil),
  ])
  func findsWhereOtherBytesStand(_ text: String, _ wanted: String, _ start: Int, _ index: Int?) {
    #expect(Array(text.utf8).firstIndex(of: Array(wanted.utf8), from: start) == index)
  }

  @Test func countsBytesAndScalars() {
    // Longer than what is looked at together, by every number of bytes.
    for length in 0..<70 {
      let text = String(repeating: "aé|😀", count: length).utf8.prefix(length)
      let bytes = Array(text)
      unsafe bytes.withUnsafeBufferPointer {
        let view = unsafe Bytes($0)
        #expect(view.count(of: UInt8(ascii: "|")) == bytes.count { $0 == UInt8(ascii: "|") })
        #expect(view.scalarCount == bytes.count { $0 & 0xC0 != 0x80 })
      }
    }
  }

  @Test func appendsRunsOfAnyLength() {
    var buffer = ByteBuffer()
    var expected: [UInt8] = []
    for length in 0..<300 {
      let run = [UInt8](repeating: UInt8(length & 0x7F), count: length)
      buffer.append(run)
      buffer.append(run[(length / 2)...])
      buffer.append(run, in: 0..<(length / 3))
      expected += run + run[(length / 2)...] + run[0..<(length / 3)]
    }
    buffer.append(buffer)
    #expect(buffer.bytes == expected + expected)
  }
}

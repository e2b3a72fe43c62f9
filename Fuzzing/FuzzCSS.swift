// Feeds bytes to the readers of style sheets and scripts. What must not happen is a crash, a hang, or a token or an
// address outside the text or out of order.

import FuzzSupport
import Web

@_cdecl("LLVMFuzzerTestOneInput")
public func fuzz(_ start: UnsafePointer<UInt8>?, _ count: Int) -> Int32 {
  let text = unsafe bytes(start, count)
  var tokens = CSSTokenizer(text, text.indices)
  var end = 0
  while let token = tokens.next() {
    expect(
      token.range.lowerBound == end && !token.range.isEmpty, "bytes are in no token, or in two")
    expect(
      token.range.lowerBound <= token.content.lowerBound
        && token.content.upperBound <= token.range.upperBound, "a content is not in its token")
    end = token.range.upperBound
  }
  expect(end == text.count, "the last bytes are in no token")
  check(cssReferences(in: text, text.indices).map(\.range), in: text)
  check(scriptReferences(in: text).map(\.range), in: text)
  check(scriptLoads(in: text, text.indices).map(\.range), in: text)
  return 0
}

private func check(_ ranges: [Range<Int>], in text: [UInt8]) {
  for range in ranges {
    expect(
      0 <= range.lowerBound && range.upperBound <= text.count, "an address is outside the text")
  }
}

// Feeds bytes to both readers of HTML, the quick one and the one that can stop anywhere. What must not happen is a
// crash, a hang, a token outside the text, or a difference between the two.

import FuzzSupport
import Web

@_cdecl("LLVMFuzzerTestOneInput")
public func fuzz(_ start: UnsafePointer<UInt8>?, _ count: Int) -> Int32 {
  let text = unsafe bytes(start, count)
  var tokens = HTMLTokenizer(text)
  var state = HTMLState()
  var read = 0
  while let token = tokens.next() {
    let range = range(of: token)
    expect(read <= range.lowerBound && range.upperBound <= text.count, "a token is out of order")
    for attribute in tokens.attributes {
      expect(
        attribute.name.upperBound <= attribute.value.lowerBound || attribute.value.isEmpty,
        "an attribute's value comes before its name")
      _ = resolved(text[attribute.value], isAttribute: true)
    }
    expect(tokens.position > read, "a token takes no text")
    for byte in text[read..<tokens.position] { state.read(byte) }
    read = tokens.position
    // A text may end in what could have begun a tag.
    if case .text = token { continue }
    if read < text.count { expect(state.isBetweenTags, "the readers differ before byte \(read)") }
  }
  return 0
}

private func range(of token: HTMLTokenizer.Token) -> Range<Int> {
  switch token {
  case .text(let range), .startTag(let range), .endTag(let range), .comment(let range),
    .doctype(let range):
    range
  }
}

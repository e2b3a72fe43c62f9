import Diagnostics
import Web

/// A bracket of a style sheet that is never closed, or closes none: from there on browsers read something else than
/// is meant.
func unbalancedBracket(in source: SourceText) -> Diagnostic? {
  let bytes = source.bytes
  var tokens = CSSTokenizer(bytes, 0..<bytes.count)
  var open: [Range<Int>] = []
  while let token = tokens.next() {
    switch token.kind {
    case .opening: open.append(token.range)
    case .function: open.append(token.range.upperBound - 1..<token.range.upperBound)
    case .closing:
      let sign = bytes[token.range.lowerBound]
      guard let last = open.popLast(), closing(bytes[last.lowerBound]) == sign else {
        return mistake(
          "'\(Character(Unicode.Scalar(sign)))' closes nothing here", token.range, in: source,
          help: "remove it, or open it before")
      }
    case .badString:
      return mistake(
        "a quotation mark is opened here and not closed in its line", token.range, in: source,
        help: "write another one where the text ends")
    default: break
    }
  }
  return open.first.map {
    mistake(
      "'\(Character(Unicode.Scalar(bytes[$0.lowerBound])))' is opened here and never closed", $0,
      in: source, help: "close it where the rule ends, so that what follows is read")
  }
}

private func closing(_ opening: UInt8) -> UInt8 {
  switch opening {
  case UInt8(ascii: "("): UInt8(ascii: ")")
  case UInt8(ascii: "["): UInt8(ascii: "]")
  default: UInt8(ascii: "}")
  }
}

private func mistake(
  _ message: String, _ range: Range<Int>, in source: SourceText, help: String
) -> Diagnostic {
  .error(
    ContentCode.brokenStyleSheet, message,
    at: source.location(of: range.lowerBound..<range.lowerBound + 1), help: help)
}

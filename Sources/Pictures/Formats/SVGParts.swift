import Web

/// All of a drawing, by what is published of it. Drawing programs write who drew it (`metadata`), and where on whose
/// computer it lay.
func svgParts(_ bytes: [UInt8]) -> [PicturePart] {
  var tokenizer = HTMLTokenizer(bytes)
  var parts: [PicturePart] = []
  var position = 0
  var depth = 0
  var start = 0
  func leaveOut(_ range: Range<Int>) {
    if position < range.lowerBound { parts.append(.kept(position..<range.lowerBound)) }
    parts.append(.leftOut(bytes[range].contains(word: "GPSL") ? .position : .words))
    position = range.upperBound
  }
  while let token = tokenizer.next() {
    switch token {
    case .startTag(let name) where tokenizer.isNamed(name, "metadata"):
      if depth == 0 { start = name.lowerBound - 1 }
      if tokenizer.isSelfClosing && depth == 0 { leaveOut(start..<tokenizer.position) }
      if !tokenizer.isSelfClosing { depth += 1 }
    case .endTag(let name) where depth > 0 && tokenizer.isNamed(name, "metadata"):
      depth -= 1
      if depth == 0 { leaveOut(start..<tokenizer.position) }
    case .startTag where depth == 0:
      for attribute in tokenizer.attributes where tellsOfComputer(attribute, bytes) {
        leaveOut(whole(attribute, in: bytes))
      }
    default: break
    }
  }
  return parts + (position < bytes.count ? [.kept(position..<bytes.count)] : [])
}

private func tellsOfComputer(_ attribute: HTMLTokenizer.Attribute, _ bytes: [UInt8]) -> Bool {
  ["sodipodi:docname", "sodipodi:absref", "inkscape:export-filename"]
    .contains { bytes[attribute.name].elementsEqual($0.utf8) }
}

/// The attribute with the white space before it and its quotes.
private func whole(_ attribute: HTMLTokenizer.Attribute, in bytes: [UInt8]) -> Range<Int> {
  var start = attribute.name.lowerBound
  while start > 0, [0x20, 0x09, 0x0A, 0x0D].contains(bytes[start - 1]) { start -= 1 }
  let end = attribute.value.upperBound
  let isQuoted =
    end < bytes.count && (bytes[end] == UInt8(ascii: "\"") || bytes[end] == UInt8(ascii: "'"))
  return start..<(isQuoted ? end + 1 : end)
}

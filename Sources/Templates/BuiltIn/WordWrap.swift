// Lines of a width, as Python's textwrap makes them, which Jinja's `wordwrap` uses: white space at the ends
// of lines goes, and a word may be broken behind a hyphen.

/// The lines of a text, without what ended them; a line's end at the end of the text begins no other.
func lines(of text: String) -> [String] {
  var lines: [String] = []
  var line = String.UnicodeScalarView()
  var scalars = Substring(text).unicodeScalars
  var isOpen = false
  while let scalar = scalars.popFirst() {
    switch scalar.value {
    case 0x0A...0x0D, 0x1C...0x1E, 0x85, 0x2028, 0x2029:
      if scalar == "\r", scalars.first == "\n" { scalars.removeFirst() }
      lines.append(String(line))
      line.removeAll()
      isOpen = false
    default:
      line.append(scalar)
      isOpen = true
    }
  }
  return isOpen ? lines + [String(line)] : lines
}

extension Machine {
  func wrapped(_ value: Value, _ arguments: Arguments) throws(TemplateFailure) -> Value {
    guard let width = arguments[0].whole, width > 0 else {
      throw TemplateFailure("wordwrap takes a width above 0")
    }
    let wrapping = WordWrap(
      width: width, breaksWords: arguments[1].isTrue, breaksAtHyphens: arguments[3].isTrue)
    var wrapped: [String] = []
    for line in lines(of: try value.asText()) {
      let parts = wrapping.lines(of: Array(line.unicodeScalars))
      wrapped += parts.isEmpty ? [""] : parts
    }
    guard case .markup(let separator) = arguments[2] else {
      return .text(wrapped.joined(separator: try arguments[2].asText()))
    }
    let escaped = wrapped.map { Value.text($0).asMarkup }
    return .markup(Array(escaped.joined(separator: separator)))
  }
}

private struct WordWrap {
  let width: Int
  let breaksWords: Bool
  let breaksAtHyphens: Bool

  func lines(of text: [Unicode.Scalar]) -> [String] {
    var chunks = Array(chunks(of: text).reversed())
    var lines: [String] = []
    while !chunks.isEmpty {
      var line: [ArraySlice<Unicode.Scalar>] = []
      var length = 0
      if !lines.isEmpty, isBlank(chunks[chunks.count - 1]) { chunks.removeLast() }
      while let next = chunks.last, length + next.count <= width {
        line.append(chunks.removeLast())
        length += next.count
      }
      if let next = chunks.last, next.count > width { breakWord(next, &chunks, &line, length) }
      if let last = line.last, isBlank(last) { line.removeLast() }
      if !line.isEmpty { lines.append(String(String.UnicodeScalarView(line.joined()))) }
    }
    return lines
  }

  /// What does not fit into a line of its own: a part of it fills this line, or it stands alone.
  private func breakWord(
    _ word: ArraySlice<Unicode.Scalar>, _ chunks: inout [ArraySlice<Unicode.Scalar>],
    _ line: inout [ArraySlice<Unicode.Scalar>], _ length: Int
  ) {
    guard breaksWords else {
      if line.isEmpty { line.append(chunks.removeLast()) }
      return
    }
    var end = width - length
    if breaksAtHyphens, word.count > end,
      let hyphen = word.prefix(end).lastIndex(of: "-"), hyphen > word.startIndex,
      word[..<hyphen].contains(where: { $0 != "-" })
    {
      end = hyphen + 1 - word.startIndex
    }
    line.append(word.prefix(end))
    chunks[chunks.count - 1] = word.dropFirst(end)
  }

  private func isBlank(_ chunk: ArraySlice<Unicode.Scalar>) -> Bool { chunk.allSatisfy(isSpace) }

  /// White space, and words or their parts between which a line may end.
  private func chunks(of text: [Unicode.Scalar]) -> [ArraySlice<Unicode.Scalar>] {
    var chunks: [ArraySlice<Unicode.Scalar>] = []
    var start = 0
    while start < text.count {
      var end = start + 1
      if isWhite(text[start]) {
        while end < text.count, isWhite(text[end]) { end += 1 }
      } else if breaksAtHyphens, let dash = endOfDash(text, start) {
        end = dash
      } else {
        while end < text.count, !isWhite(text[end]),
          !(breaksAtHyphens && mayEnd(text, from: start, at: end))
        { end += 1 }
      }
      chunks.append(text[start..<end])
      start = end
    }
    return chunks
  }

  private func isWhite(_ scalar: Unicode.Scalar) -> Bool {
    scalar == " " || (0x09...0x0D).contains(scalar.value)
  }

  private func isWord(_ scalar: Unicode.Scalar) -> Bool {
    scalar == "_" || scalar.properties.isAlphabetic || scalar.properties.numericType != nil
  }

  private func isWordOrSign(_ scalar: Unicode.Scalar) -> Bool {
    isWord(scalar) || "!\"'&.,?".unicodeScalars.contains(scalar)
  }

  private func isLetter(_ text: [Unicode.Scalar], _ place: Int) -> Bool {
    text.indices.contains(place) && isWord(text[place])
      && text[place].properties.generalCategory != .decimalNumber
  }

  /// Two hyphens or more between words are a chunk.
  private func endOfDash(_ text: [Unicode.Scalar], _ start: Int) -> Int? {
    guard start > 0, isWordOrSign(text[start - 1]) else { return nil }
    var end = start
    while end < text.count, text[end] == "-" { end += 1 }
    return end - start >= 2 && end < text.count && isWord(text[end]) ? end : nil
  }

  /// Whether a line may end inside a word: behind the hyphen of a hyphenated one, and before a dash.
  private func mayEnd(_ text: [Unicode.Scalar], from start: Int, at end: Int) -> Bool {
    if end - start >= 2, text[end - 1] == "-", followsHyphen(text, end),
      precedesHyphen(text, end - 1)
    {
      return true
    }
    return text[end] == "-" && endOfDash(text, end) != nil
  }

  private func precedesHyphen(_ text: [Unicode.Scalar], _ hyphen: Int) -> Bool {
    guard isLetter(text, hyphen - 2) || hyphen >= 3 else { return false }
    if isLetter(text, hyphen - 1), isLetter(text, hyphen - 2) { return true }
    return hyphen >= 3 && isWordOrSign(text[hyphen - 1]) && text[hyphen - 2] == "-"
      && isLetter(text, hyphen - 3)
  }

  private func followsHyphen(_ text: [Unicode.Scalar], _ place: Int) -> Bool {
    guard isLetter(text, place), place + 1 < text.count else { return false }
    return isLetter(text, place + 1) || (text[place + 1] == "-" && isLetter(text, place + 2))
  }
}

// Links, references, footnotes, emphasis and the markup of other programs within a block's text.

import Text

/// What in the text of a block looks like markup that stands within a line.
package func inlineLookAlikes(in text: [UInt8], isHeading: Bool) -> [LookAlike] {
  var reader = InlineReader(text: text, isHeading: isHeading)
  reader.read()
  return reader.found
}

private struct InlineReader {
  let text: [UInt8]
  let isHeading: Bool
  var found: [LookAlike] = []
  private var brackets: [Int] = []
  private var runs: [Run] = []
  private var index = 0

  /// Marks of emphasis that the library left in the text.
  private struct Run {
    var mark: UInt8
    var range: Range<Int>
  }

  init(text: [UInt8], isHeading: Bool) {
    self.text = text
    self.isHeading = isHeading
  }

  mutating func read() {
    while index < text.count {
      let start = index
      index += 1
      switch text[start] {
      case UInt8(ascii: "["): readOpening(at: start)
      case UInt8(ascii: "]"): readClosing(at: start)
      case UInt8(ascii: ")"): if !readUnclosedWords(at: start) { readReversedLink(at: start) }
      case UInt8(ascii: "="): readHighlight(at: start)
      case 0xEF: readFullWidth(at: start)
      case UInt8(ascii: "{"): readBrace(at: start)
      case UInt8(ascii: ":"): readColons(at: start)
      case UInt8(ascii: "*"), UInt8(ascii: "_"), UInt8(ascii: "~"): readRun(at: start)
      case UInt8(ascii: "<"): readComment(at: start)
      default: break
      }
    }
    pairRuns()
    if let last = runs.last { readUnpaired(last) }
  }

  // MARK: Text

  private func byte(_ index: Int) -> UInt8 {
    index >= 0 && index < text.count ? text[index] : 0
  }

  private func string(_ range: Range<Int>) -> String {
    String(decoding: text[range].filter { $0 > Placeholder.footnote }, as: UTF8.self)
  }

  /// Where a text begins that ends something, in the same line and not too far away.
  private func end(_ closing: String, from start: Int) -> Int? {
    let closing = Array(closing.utf8)
    var index = start
    let limit = min(text.count - closing.count, start + longestLookAlike)
    while index <= limit, text[index] != 0x0A {
      if text[index] == closing[0], text[index...].starts(with: closing) { return index }
      index += 1
    }
    return nil
  }

  /// What of a range the source has as well: all before the first placeholder.
  private func needle(_ range: Range<Int>) -> [UInt8] {
    Array(text[range].prefix { $0 > Placeholder.footnote && $0 != 0x0A })
  }

  private mutating func add(
    _ code: LookAlikeCode, isError: Bool = false, _ message: String, _ range: Range<Int>,
    beginsAtBracket: Bool = false, help: String
  ) {
    found.append(
      LookAlike(
        code: code, isError: isError, message: message, help: help, position: range.lowerBound,
        needle: needle(range), beginsAtBracket: beginsAtBracket))
  }

  // MARK: Brackets

  private mutating func readOpening(at start: Int) {
    if byte(start + 1) == UInt8(ascii: "^"), let close = end("]", from: start + 2),
      close > start + 2, !text[(start + 2)..<close].contains(where: { $0 <= 0x20 })
    {
      let label = string((start + 2)..<close)
      add(
        .footnoteUndefined, isError: true, "there is no footnote '\(label)'", start..<(close + 1),
        help: "write it in a line of its own: [^\(label)]: The note.")
      index = close + 1
      return
    }
    if byte(start + 1) == UInt8(ascii: "["), let close = end("]]", from: start + 2),
      hasLetter((start + 2)..<close), byte(close + 2) != UInt8(ascii: "(")
    {
      add(
        .foreignMarkup, "'\(string(start..<(close + 2)))' is the markup of another program",
        start..<(close + 2), help: "write a link as [words](page.md)")
      index = close + 2
      return
    }
    if let tag = tagOfForums(at: start) {
      addForeign(start..<tag)
      return
    }
    brackets.append(start)
  }

  /// Where a tag such as `[b]` or `[url=…]` ends, if its end `[/b]` follows.
  private func tagOfForums(at start: Int) -> Int? {
    let name = text[(start + 1)...].prefix { isLetterOrHigh($0) }
    guard 1...6 ~= name.count, let sign = text[name.endIndex...].first,
      sign == UInt8(ascii: "]") || sign == UInt8(ascii: "="),
      let close = sign == UInt8(ascii: "]") ? name.endIndex : end("]", from: name.endIndex),
      let last = end("[/" + string(name.indices) + "]", from: close)
    else { return nil }
    return last + name.count + 3
  }

  private func hasLetter(_ range: Range<Int>) -> Bool {
    text[range].contains { isLetterOrHigh($0) }
  }

  private mutating func readClosing(at close: Int) {
    guard let open = brackets.popLast(), !text[open..<close].contains(0x0A) || close - open < 300
    else { return }
    switch byte(close + 1) {
    case UInt8(ascii: "("): readBrokenLink(open, close)
    case UInt8(ascii: "["): readReference(open, close)
    case UInt8(ascii: ":"): readDefinition(open, close)
    case UInt8(ascii: "{"): readMisplaced(open, close, "{", "}", "braces stand around its address")
    case UInt8(ascii: "!"):
      readMisplaced(open, close, "!(", ")", "the ! belongs before a picture's words")
    case 0x0A: readMisplaced(open, close, "\n(", ")", "a new line parts the words from the address")
    case UInt8(ascii: " ") where byte(close + 2) == UInt8(ascii: "("): readParted(open, close)
    default: break
    }
  }

  private func what(_ open: Int) -> String {
    byte(open - 1) == UInt8(ascii: "!") ? "picture" : "link"
  }

  private mutating func readBrokenLink(_ open: Int, _ close: Int) {
    let what = what(open)
    let sign = what == "picture" ? "!" : ""
    let words = string((open + 1)..<close)
    if text[open..<close].contains(Placeholder.link) {
      add(
        .linkBroken, "a link cannot hold another link", close..<(close + 2), beginsAtBracket: true,
        help: "write them one after the other")
      index = close + 2
      return
    }
    guard let end = closingParenthesis(from: close + 2) else {
      let lineEnd = text[close...].firstIndex(of: 0x0A) ?? text.count
      let address = text[(close + 2)..<lineEnd].prefix { $0 > 0x20 }
      add(
        .linkBroken, "this \(what) is never closed", close..<address.endIndex,
        beginsAtBracket: true,
        help:
          "write ')' behind the address: \(sign)[\(words)](\(string(address.startIndex..<address.endIndex)))"
      )
      index = close + 2
      return
    }
    let address = (close + 2)..<end
    let written = string(address)
    let parts = addressAndTitle(written)
    let target =
      parts.address.contains(" ") || parts.address != written && parts.title == nil
        || parts.address.contains { "()".contains($0) }
      ? "<\(parts.address)>" : parts.address
    let title = parts.title.map { " \"\($0)\"" } ?? ""
    let reason: String
    if parts.address.contains(" ") {
      reason = "there is a space in its address"
    } else if parts.title != nil {
      reason = "its title isn't in straight quotes"
    } else {
      // Brackets alone that made no link were escaped.
      guard written.contains(where: { "()<>".contains($0) }) else { return }
      reason = "its address cannot be read"
    }
    let message = "this \(what) is printed as it was typed, because \(reason)"
    // A space in the address of another site, or of a person, is a slip.
    if parts.address.contains(" "), parts.address.hasSchemeOfLinks {
      let address = parts.address.replacing(" ", with: "")
      add(
        .linkBroken, message, close..<(end + 1), beginsAtBracket: true,
        help:
          "take the space out: \(sign)[\(words)](\(address)\(title)); one that belongs to it is %20"
      )
      index = end + 1
      return
    }
    let help =
      parts.address.contains(" ") || parts.title == nil
      ? "put the address into angle brackets: \(sign)[\(words)](\(target)\(title))"
      : "write \(sign)[\(words)](\(target)\(title))"
    add(.linkBroken, message, close..<(end + 1), beginsAtBracket: true, help: help)
    index = end + 1
  }

  /// What stands between the parentheses of a link, without its quotes and angle brackets.
  private func addressAndTitle(_ written: String) -> (address: String, title: String?) {
    let bare = { (text: Substring) in text.filter { $0 != "<" && $0 != ">" }.trimmingSpaces }
    guard let quote = written.firstIndex(where: { quotationMarks.contains($0) }),
      quote > written.startIndex, written[written.index(before: quote)] == " "
    else { return (bare(written[...]), nil) }
    return (bare(written[..<quote]), written[quote...].filter { !quotationMarks.contains($0) })
  }

  private func closingParenthesis(from start: Int) -> Int? {
    var depth = 0
    var index = start
    while index < min(text.count, start + longestLookAlike), text[index] != 0x0A {
      switch text[index] {
      case UInt8(ascii: "("): depth += 1
      case UInt8(ascii: ")"):
        if depth == 0 { return index }
        depth -= 1
      default: break
      }
      index += 1
    }
    return nil
  }

  private mutating func readReference(_ open: Int, _ close: Int) {
    guard let end = end("]", from: close + 2) else { return }
    let label = string((close + 2)..<end)
    let words = string((open + 1)..<close)
    // `matrix[i][j]` and `[1][2]` are no references.
    guard !isNameCharacter(byte(open - 1)), !label.hasPrefix("^"),
      hasLetter((open + 1)..<close) || hasLetter((close + 2)..<end),
      !text[(close + 2)..<end].contains(where: { $0 < 0x20 })
    else { return }
    let name = label.isEmpty ? words : label
    add(
      .referenceUndefined, isError: true, "there is no definition of '[\(name)]'",
      close..<(end + 1), beginsAtBracket: true,
      help: "write '[\(name)]: address' in a line of its own, or write [\(words)](address)")
    index = end + 1
  }

  /// `[label]: address` that is text: a definition cannot follow a line of a paragraph.
  private mutating func readDefinition(_ open: Int, _ close: Int) {
    let before = byte(open - 1)
    guard open > 0, before == 0x0A, let end = end(" ", from: close + 2) ?? lineEnd(close),
      hasLetter((open + 1)..<close)
    else { return }
    let start = text[(close + 2)...].firstIndex { $0 != 0x20 } ?? end
    let stop = text[start...].firstIndex { $0 <= 0x20 } ?? text.count
    guard start > close + 2, looksLikeAddress(start..<stop) else { return }
    add(
      .linkBroken,
      "this is no definition of '[\(string((open + 1)..<close))]', since it goes on a paragraph",
      open..<stop, help: "leave a line empty above it")
  }

  private func lineEnd(_ start: Int) -> Int? {
    text[start...].firstIndex(of: 0x0A) ?? text.count
  }

  /// `[words]{address}` and other links whose address is not right behind the words in parentheses.
  private mutating func readMisplaced(
    _ open: Int, _ close: Int, _ opening: String, _ closing: String, _ reason: String
  ) {
    let start = close + 1 + opening.utf8.count
    guard text[(close + 1)...].starts(with: opening.utf8), let end = end(closing, from: start),
      looksLikeAddress(start..<end), hasLetter((open + 1)..<close)
    else { return }
    // What is looked for in the source is in one line.
    let isInNextLine = byte(close + 1) == 0x0A
    add(
      .linkBroken, "this is no link, because \(reason)",
      close..<(isInNextLine ? close + 1 : end + 1),
      beginsAtBracket: true, help: "write [\(string((open + 1)..<close))](\(string(start..<end)))")
    index = end + 1
  }

  /// `[words(address)`: the bracket that closes the words is missing.
  private mutating func readUnclosedWords(at close: Int) -> Bool {
    guard let open = brackets.last, close - open < 300,
      let parenthesis = text[open..<close].lastIndex(of: UInt8(ascii: "(")), parenthesis > open + 1,
      !text[open..<close].contains(where: { $0 == 0x0A || $0 <= Placeholder.footnote }),
      looksLikeAddress((parenthesis + 1)..<close), hasLetter((open + 1)..<parenthesis)
    else { return false }
    let words = string((open + 1)..<parenthesis).trimmingSpaces
    brackets.removeLast()
    add(
      .linkBroken, "this is no link, because the bracket that closes its words is missing",
      open..<(close + 1), help: "write [\(words)](\(string((parenthesis + 1)..<close)))")
    return true
  }

  /// `［words］(address)`: brackets of East Asian typing.
  private mutating func readFullWidth(at start: Int) {
    func isSign(_ last: UInt8, at index: Int) -> Bool {
      byte(index) == 0xEF && byte(index + 1) == 0xBC && byte(index + 2) == last
    }
    let isClosing =
      isSign(0xBD, at: start)
      && (byte(start + 3) == UInt8(ascii: "(") || isSign(0x88, at: start + 3))
    let isOpening = isSign(0x88, at: start) && byte(start - 1) == UInt8(ascii: "]")
    guard isClosing || isOpening else { return }
    let limit = min(text.count, start + longestLookAlike)
    let lineEnd = text[start..<limit].firstIndex(of: 0x0A) ?? limit
    let end = text[start..<lineEnd].firstIndex { $0 == UInt8(ascii: ")") } ?? lineEnd - 1
    add(
      .linkBroken, "this is no link, because its brackets are full-width ones",
      start..<max(start + 3, end + 1),
      help: "type plain brackets: [words](address)")
    index = max(start + 3, end)
  }

  /// `==words==`, which other programs mark.
  private mutating func readHighlight(at start: Int) {
    while byte(index) == UInt8(ascii: "=") { index += 1 }
    let before = byte(start - 1)
    guard index - start == 2, before <= 0x20 || before == UInt8(ascii: "("),
      isLetterOrHigh(byte(index)),
      let close = end("==", from: index), byte(close - 1) > 0x20,
      byte(close + 2) <= 0x20 || ".,;:!?)".utf8.contains(byte(close + 2))
    else { return }
    addForeign(start..<(close + 2))
  }

  /// `[words] (address)`
  private mutating func readParted(_ open: Int, _ close: Int) {
    guard let end = closingParenthesis(from: close + 3), looksLikeAddress((close + 3)..<end),
      hasLetter((open + 1)..<close)
    else { return }
    let isPicture = byte(open - 1) == UInt8(ascii: "!")
    let (what, sign) = isPicture ? ("picture", "!") : ("link", "")
    add(
      .linkBroken, "this is no \(what), because a space parts the words from the address",
      close..<(end + 1), beginsAtBracket: true,
      help: "write \(sign)[\(string((open + 1)..<close))](\(string((close + 3)..<end)))")
    index = end + 1
  }

  /// `(words)[address]`
  private mutating func readReversedLink(at close: Int) {
    guard byte(close + 1) == UInt8(ascii: "["), let end = end("]", from: close + 2),
      looksLikeAddress((close + 2)..<end)
    else { return }
    var open = close
    var depth = 0
    while open > 0, text[open - 1] != 0x0A {
      open -= 1
      if text[open] == UInt8(ascii: ")") { depth += 1 }
      if text[open] == UInt8(ascii: "(") {
        if depth == 0 { break }
        depth -= 1
      }
    }
    guard text[open] == UInt8(ascii: "(") else { return }
    add(
      .linkBroken, "this is no link, because its brackets are the wrong way round",
      close..<(end + 1), beginsAtBracket: true,
      help: "write [\(string((open + 1)..<close))](\(string((close + 2)..<end)))")
    index = end + 1
  }

  private func looksLikeAddress(_ range: Range<Int>) -> Bool {
    let address = string(range)
    guard !address.isEmpty, !address.contains(where: \.isWhitespace) else { return false }
    let beginnings = ["http:", "https:", "mailto:", "tel:", "www.", "/", "./", "../", "#"]
    if beginnings.contains(where: { address.lowercased().hasPrefix($0) }) {
      return address.utf8.count > 1
    }
    if address.contains("/") && address.contains(".") { return true }
    guard let dot = address.lastIndex(of: "."), dot > address.startIndex else { return false }
    let ending = address[address.index(after: dot)...].prefix { $0 != "#" && $0 != "?" }
      .lowercased()
    return fileEndings.contains(ending) || domainEndings.contains(ending)
  }

  // MARK: Braces and colons

  private mutating func readBrace(at start: Int) {
    let next = byte(start + 1)
    if next == UInt8(ascii: "{") || next == UInt8(ascii: "%") {
      let closing = next == UInt8(ascii: "{") ? "}}" : "%}"
      guard let end = end(closing, from: start + 2) else { return }
      addForeign(start..<(end + 2))
      return
    }
    guard let close = end("}", from: start + 1), close > start + 1 else { return }
    let inside = text[(start + 1)..<close]
    let isAtEnd = text[(close + 1)...].allSatisfy { $0 == 0x20 }
    switch next {
    case UInt8(ascii: ":"): addForeign(start..<(close + 1))
    case UInt8(ascii: "."):
      if isLetterOrHigh(byte(start + 2)) { addForeign(start..<(close + 1)) }
    case UInt8(ascii: "#"):
      guard isLetterOrHigh(byte(start + 2)), !(isHeading && isAtEnd) else { return }
      add(
        .foreignMarkup,
        "'\(string(start..<(close + 1)))' is printed as it was typed, because only a heading has an id",
        start..<(close + 1), help: "put it at the end of a heading, or take it out")
      index = close + 1
    default:
      let key = inside.prefix { isLetterOrHigh($0) || $0 == UInt8(ascii: "-") }
      guard !key.isEmpty, key.endIndex < close, text[key.endIndex] == UInt8(ascii: "=") else {
        return
      }
      if key.elementsEqual("lang".utf8) {
        if byte(start - 1) == UInt8(ascii: "]") || isAtEnd { return }
        add(
          .foreignMarkup,
          "'\(string(start..<(close + 1)))' is printed as it was typed, because nothing says which words it means",
          start..<(close + 1),
          help: "put the words into brackets before it: [words]\(string(start..<(close + 1)))")
        index = close + 1
        return
      }
      addForeign(start..<(close + 1))
    }
  }

  private mutating func addForeign(_ range: Range<Int>) {
    add(
      .foreignMarkup,
      "'\(string(range))' is the markup of another program and is printed as it was typed",
      range, help: "take it out; a backslash before it says that it is meant")
    index = range.upperBound
  }

  /// `:count[x]{…}` and components that are written within a line.
  private mutating func readColons(at start: Int) {
    var end = start
    while byte(end) == UInt8(ascii: ":") { end += 1 }
    index = end
    let before = byte(start - 1)
    guard before <= 0x20 || before == UInt8(ascii: "("), end - start <= 4 else { return }
    let name = text[end...].prefix { isNameCharacter($0) }
    guard let first = name.first, isLetterOrHigh(first) else { return }
    let closing: String
    switch byte(name.endIndex) {
    case UInt8(ascii: "{"): closing = "}"
    case UInt8(ascii: "["): closing = "]"
    default: return
    }
    guard let close = self.end(closing, from: name.endIndex + 1) else { return }
    // A value, or a component within the sentence.
    if end - start == 1, closing == "]" {
      index = (closingBracket(from: name.endIndex + 1) ?? close) + 1
      if byte(index) == UInt8(ascii: "{"), let close = self.end("}", from: index) {
        index = close + 1
      }
      return
    }
    let isLine = end - start > 1 && (before == 0 || before == 0x0A)
    if isLine { return }
    add(
      .foreignMarkup, "a component within a sentence has one colon, and its words in brackets",
      start..<(close + 1),
      help:
        "write ':\(string(name.startIndex..<name.endIndex))[words]{…}', or give the component a line of its own; a backslash before it says that it is meant"
    )
    index = close + 1
    if byte(index) == UInt8(ascii: "{"), let close = self.end("}", from: index) {
      index = close + 1
    }
  }

  /// The bracket that closes one which is open, others between them aside.
  private func closingBracket(from start: Int) -> Int? {
    var depth = 0
    for index in start..<min(text.count, start + longestLookAlike) {
      switch text[index] {
      case UInt8(ascii: "["): depth += 1
      case UInt8(ascii: "]"):
        if depth == 0 { return index }
        depth -= 1
      default: break
      }
    }
    return nil
  }

  private mutating func readComment(at start: Int) {
    guard text[start...].starts(with: "<!--".utf8) else { return }
    add(
      .commentNotClosed, "this comment is never closed, so it is printed", start..<(start + 4),
      help: "write '-->' where it ends")
    index = start + 4
  }

  // MARK: Emphasis

  private mutating func readRun(at start: Int) {
    let mark = text[start]
    while index < text.count, text[index] == mark { index += 1 }
    let count = index - start
    guard count <= 2, mark != UInt8(ascii: "~") || count == 2 else { return }
    runs.append(Run(mark: mark, range: start..<index))
  }

  /// Two equal runs that look as if they began and ended emphasis.
  private mutating func pairRuns() {
    var position = 0
    while position + 1 < runs.count {
      let (first, second) = (runs[position], runs[position + 1])
      position += 1
      guard first.mark == second.mark, first.range.count == second.range.count,
        isBeginning(first, second)
      else {
        readUnpaired(first)
        continue
      }
      position += 1
      let inside = first.range.upperBound..<second.range.lowerBound
      let marks = string(first.range)
      let words = string(inside).trimmingSpaces
      add(
        .emphasisBroken, "'\(marks)' is printed as it was typed",
        first.range.lowerBound..<second.range.upperBound,
        help: text[inside.lowerBound] == 0x20 || text[inside.upperBound - 1] == 0x20
          ? "leave no space inside: \(marks)\(words)\(marks)"
          : "put a space outside, beside \(marks)\(words)\(marks), or leave signs such as ':' out of it"
      )
    }
  }

  /// Two marks that begin strong or struck words, and nothing ends them.
  private mutating func readUnpaired(_ run: Run) {
    let (before, after) = (byte(run.range.lowerBound - 1), byte(run.range.upperBound))
    guard run.range.count == 2, before <= 0x20 || before == UInt8(ascii: "("),
      isLetterOrHigh(after),
      !runs.contains(where: { $0.mark == run.mark && $0.range != run.range })
    else { return }
    let line = text[run.range.upperBound...].prefix { $0 != 0x0A && $0 > Placeholder.footnote }
    let word = string((line.prefix { $0 > 0x20 }).indices)
    let marks = string(run.range)
    // `__init__` and `**kwargs` are names of programs.
    guard line.count > word.utf8.count, !word.contains("_") else { return }
    add(
      .emphasisBroken, "'\(marks)' is printed as it was typed, because nothing ends it",
      run.range.lowerBound..<(run.range.upperBound + word.utf8.count),
      help: "write \(marks) behind the last word, too, as in \(marks)\(word)\(marks)")
  }

  private func isBeginning(_ first: Run, _ second: Run) -> Bool {
    let inside = first.range.upperBound..<second.range.lowerBound
    guard !inside.isEmpty, inside.count < 200, !text[inside].contains(0x0A), hasLetter(inside)
    else { return false }
    // A single mark is a mark of its own more often, so it ends where the sentence does.
    guard first.range.count == 2 || inside.count < 60 && !string(inside).contains(". ") else {
      return false
    }
    let before = byte(first.range.lowerBound - 1)
    let after = byte(second.range.upperBound)
    let opens = before <= 0x20 || before == UInt8(ascii: "(") || before >= 0x80
    let (start, end) = (text[inside.lowerBound], text[inside.upperBound - 1])
    guard opens, start != 0x20 || end != 0x20 || first.range.count == 2 else { return false }
    if start == 0x20 {
      // `* see below` and a mark further on: footnotes by hand, or a product.
      guard end != 0x20 || after <= 0x20 || isPunctuation(after) else { return false }
      return first.range.count == 2
        || (isLetterOrHigh(text[inside.lowerBound + 1]) && inside.count < 60
          && first.mark == UInt8(ascii: "_"))
    }
    if end == 0x20 { return first.range.count == 2 || after <= 0x20 || isPunctuation(after) }
    // `**Note:**bring`: what follows a sign ends no emphasis.
    return first.range.count == 2 && isPunctuation(end) && isLetterOrHigh(after)
  }
}

/// What titles of links are put into, rightly or wrongly.
private let quotationMarks = "\"“”„«»‟″’‘‚"

/// Endings of files that pages link to.
let fileEndings: Set<String> = [
  "md", "html", "htm", "pdf", "csv", "png", "jpg", "jpeg", "gif", "svg", "webp", "doc", "docx",
  "xls",
  "xlsx", "ppt", "pptx", "odt", "ods", "odp", "zip", "ics", "mp3", "mp4",
]

private let domainEndings: Set<String> = [
  "org", "com", "net", "eu", "int", "info", "edu", "gov", "at", "be", "ch", "de", "dk", "es", "fi",
  "fr", "gr",
  "hu", "ie", "it", "nl", "no", "pl", "pt", "se", "uk",
]

package func isLetterOrHigh(_ byte: UInt8) -> Bool {
  byte >= 0x80 || (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte | 0x20)
}

func isPunctuation(_ byte: UInt8) -> Bool {
  switch byte {
  case 0x21...0x2F, 0x3A...0x40, 0x5B...0x60, 0x7B...0x7E: true
  default: false
  }
}

extension StringProtocol {
  /// Without spaces at both ends.
  package var trimmingSpaces: String {
    var text = Substring(self)
    while text.utf8.first == 0x20 { text = text.dropFirst() }
    while text.utf8.last == 0x20 { text = text.dropLast() }
    return String(text)
  }

  /// Whether there is nothing but white space.
  @inlinable public var isBlank: Bool {
    // Nearly all texts begin with a sign of ASCII.
    if let first = utf8.first, (0x21..<0x7F).contains(first) { return false }
    return allSatisfy(\.isWhitespace)
  }
}

extension String {
  /// Whether an address leads to another site or to a person.
  fileprivate var hasSchemeOfLinks: Bool {
    ["http:", "https:", "mailto:", "tel:"].contains(where: lowercased().hasPrefix)
  }
}

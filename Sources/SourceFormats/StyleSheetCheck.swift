// A style sheet has no mistakes to a browser: what it can't read it leaves out, and the design is wrong without a word.
// What is told here is what nobody means (CSS Syntax Level 3, section 5).

package import Diagnostics
import Text
import Web

/// What is wrong with a style sheet. A bracket that is never closed, or closes none, is told alone, since from there on
/// browsers read something else than is meant.
package func mistakes(inStyleSheet source: SourceText) -> [Diagnostic] {
  var reader = StyleSheetReader(source)
  reader.read()
  return reader.broken.map { [$0] } ?? reader.diagnostics
}

private struct StyleSheetReader {
  private let source: SourceText
  private var tokens: CSSTokenizer
  /// What cannot be read on from.
  private(set) var broken: Diagnostic?
  private(set) var diagnostics: [Diagnostic] = []
  private var open: [Range<Int>] = []
  /// The tokens of the statement that is being read, without comments.
  private var statement: [CSSToken] = []

  private var bytes: [UInt8] { source.bytes }

  init(_ source: SourceText) {
    self.source = source
    tokens = CSSTokenizer(source.bytes, 0..<source.bytes.count)
  }

  mutating func read() {
    while let token = tokens.next(), broken == nil {
      switch token.kind {
      case .comment: break
      case .badComment:
        diagnostics.append(
          mistake(
            "this comment is never closed, so nothing below it is read", token.range,
            help: "end it with an asterisk and a slash"))
      case .opening, .function: openBracket(token)
      case .closing: closeBracket(token)
      case .semicolon where isBetweenDeclarations: endStatement()
      case .badString:
        broken = mistake(
          "a quotation mark is opened here and not closed in its line", token.range,
          help: "write another one where the text ends")
      default: statement.append(token)
      }
    }
    if broken == nil, let first = open.first {
      broken = mistake(
        "'\(sign(at: first.lowerBound))' is opened here and never closed", first,
        help: "close it where the rule ends, so that what follows is read")
    }
    if broken == nil { endStatement() }
  }

  private var isBetweenDeclarations: Bool {
    open.last.map { bytes[$0.lowerBound] == UInt8(ascii: "{") } ?? true
  }

  // MARK: Brackets

  private mutating func openBracket(_ token: CSSToken) {
    let bracket =
      token.kind == .function
      ? token.range.upperBound - 1..<token.range.upperBound : token.range
    if bytes[bracket.lowerBound] == UInt8(ascii: "{"), isBetweenDeclarations {
      checkPrelude()
      statement = []
    } else {
      statement.append(token)
    }
    open.append(bracket)
  }

  private mutating func closeBracket(_ token: CSSToken) {
    let byte = bytes[token.range.lowerBound]
    guard let last = open.last, closing(bytes[last.lowerBound]) == byte else {
      broken = mistake(
        "'\(sign(at: token.range.lowerBound))' closes nothing here", token.range,
        help: "remove it, or open it before")
      return
    }
    if byte == UInt8(ascii: "}"), isBetweenDeclarations {
      endStatement()
    } else {
      statement.append(token)
    }
    open.removeLast()
  }

  private func sign(at index: Int) -> Character { Character(Unicode.Scalar(bytes[index])) }

  // MARK: Statements

  /// What stands before the `{` of a rule.
  private mutating func checkPrelude() {
    _ = toldOfOtherLanguages() || toldOfCharacters()
  }

  /// Ends a declaration, or a statement such as `@import`.
  private mutating func endStatement() {
    defer { statement = [] }
    guard let first = statement.first(where: { $0.kind != .whitespace }) else { return }
    if toldOfOtherLanguages() || toldOfCharacters() || first.kind == .atKeyword { return }
    guard !open.isEmpty else {
      diagnostics.append(
        mistake(
          "here is no rule, and no statement that begins with @", first.range,
          help: "write rules as p { color: red; }"))
      return
    }
    let words = statement.filter { $0.kind != .whitespace }
    // `*zoom: 1` was written for old browsers.
    let name = first.kind == .delimiter && text(of: first) == "*" ? words.dropFirst().first : first
    guard let name, name.kind == .identifier else { return }
    let place = words.firstIndex { $0.range == name.range }.map { $0 + 1 } ?? 1
    guard place < words.count, text(of: words[place]) == ":" else {
      diagnostics.append(
        mistake(
          "a colon is missing behind '\(text(of: name))', so browsers leave the declaration out",
          name.range, help: "write \(text(of: name)): and its value"))
      return
    }
    checkMissingSemicolon(after: words[place].range.upperBound)
  }

  /// A declaration in whose value another one begins in a line of its own.
  private mutating func checkMissingSemicolon(after colon: Int) {
    var depth = 0
    var isAtLineStart = false
    for (index, token) in statement.enumerated() where token.range.lowerBound >= colon {
      switch token.kind {
      case .opening, .function: depth += 1
      case .closing: depth -= 1
      case .whitespace:
        isAtLineStart = bytes[token.range].contains { $0 == 0x0A || $0 == 0x0D }
        continue
      case .identifier where isAtLineStart && depth == 0:
        let next = statement[(index + 1)...].first { $0.kind != .whitespace }
        guard let next, text(of: next) == ":" else { break }
        diagnostics.append(
          mistake(
            "a semicolon is missing before '\(text(of: token))', so browsers leave both declarations out",
            token.range, help: "write ; at the end of the line above"))
        return
      default: break
      }
      isAtLineStart = false
    }
  }

  /// Comments and variables of SCSS and other languages from which style sheets are made.
  private mutating func toldOfOtherLanguages() -> Bool {
    let words = statement.filter { $0.kind != .whitespace }
    for (word, next) in zip(words, words.dropFirst())
    where word.kind == .delimiter && word.range.upperBound == next.range.lowerBound {
      if text(of: word) == "/", text(of: next) == "/" {
        diagnostics.append(
          mistake(
            "'//' begins no comment in a style sheet, so browsers leave out what follows",
            word.range,
            help: "put remarks between a slash with an asterisk and an asterisk with a slash"))
        return true
      }
      if text(of: word) == "$", next.kind == .identifier {
        let name = text(of: next)
        diagnostics.append(
          mistake(
            "'$\(name)' is a variable of SCSS, which browsers can't read", word.range,
            help: "write :root { --\(name): …; } and var(--\(name))"))
        return true
      }
    }
    guard let first = words.first, first.kind == .atKeyword else { return false }
    let name = String(decoding: bytes[first.content], as: UTF8.self)
    guard ["include", "mixin", "extend", "use", "forward", "each"].contains(name) else {
      return false
    }
    diagnostics.append(
      mistake(
        "@\(name) belongs to SCSS, and browsers can't read it", first.range,
        help: "make the style sheet of it with the program for SCSS, and put that here"))
    return true
  }

  /// Spaces and quotation marks that are a part of a name.
  private mutating func toldOfCharacters() -> Bool {
    for token in statement where token.kind == .identifier || token.kind == .function {
      let text = text(of: token)
      guard !text.utf8.allSatisfy({ $0 < 0x80 }) else { continue }
      if text.unicodeScalars.contains(where: typographicQuotes.contains) {
        diagnostics.append(
          mistake(
            "the quotation marks here are typographic ones, which style sheets don't know",
            token.range,
            help: "write straight ones: \"…\""))
        return true
      }
      if let lookAlike = text.firstLookAlike, lookAlike.isInvisible {
        diagnostics.append(
          mistake("here is \(lookAlike.name)", token.range, help: "type the line anew"))
        return true
      }
    }
    return false
  }

  private func text(of token: CSSToken) -> String {
    String(decoding: bytes[token.range], as: UTF8.self)
  }

  private func mistake(_ message: String, _ range: Range<Int>, help: String) -> Diagnostic {
    .error(
      SyntaxCode.brokenStyleSheet, message,
      at: source.location(of: range.lowerBound..<range.lowerBound + 1), help: help)
  }
}

private func closing(_ opening: UInt8) -> UInt8 {
  switch opening {
  case UInt8(ascii: "("): UInt8(ascii: ")")
  case UInt8(ascii: "["): UInt8(ascii: "]")
  default: UInt8(ascii: "}")
  }
}

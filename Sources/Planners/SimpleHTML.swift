// Descriptions are often pasted with a little HTML. What Markdown has a sign for becomes that sign;
// all else is left to be shown as it was typed.

import Content
import SourceFormats
import Text
import Web

/// The text with simple HTML elements as Markdown, outside code.
func markdownForSimpleHTML(_ text: String) -> String {
  guard text.utf8.contains(UInt8(ascii: "<")) else { return text }
  var converter = SimpleHTML(rest: text[...])
  converter.run()
  return converter.result.trimmed
}

/// No tag that Markdown has a sign for is longer.
private let longestTag = 1000

private struct SimpleHTML {
  var rest: Substring
  var result = ""
  /// The addresses of the links that are open.
  private var links: [String] = []

  init(rest: Substring) { self.rest = rest }

  mutating func run() {
    while let character = rest.first {
      switch character {
      case "`": takeCode()
      case "<": takeElement()
      case "\\":
        result.append(contentsOf: rest.prefix(2))
        rest = rest.dropFirst(2)
      default:
        result.append(character)
        rest = rest.dropFirst()
      }
    }
    // What is opened and never closed: the link's text stays text.
    result.removeAll { $0 == openLink }
  }

  /// Copies code as it is, up to as many backticks as it begins with.
  private mutating func takeCode() {
    let fence = rest.prefix { $0 == "`" }
    result += fence
    rest = rest.dropFirst(fence.count)
    var ahead = rest
    while let tick = ahead.firstIndex(of: "`") {
      let run = ahead[tick...].prefix { $0 == "`" }
      if run.count == fence.count {
        result += rest[..<run.endIndex]
        rest = rest[run.endIndex...]
        return
      }
      ahead = ahead[run.endIndex...]
    }
  }

  private mutating func takeElement() {
    let bytes = Array(rest.utf8.prefix(longestTag))
    var tokenizer = HTMLTokenizer(bytes)
    guard let token = tokenizer.next(), let sign = sign(for: token, tokenizer) else {
      result.append("<")
      rest = rest.dropFirst()
      return
    }
    rest = rest[rest.utf8.index(rest.startIndex, offsetBy: tokenizer.position)...]
    if sign.first == "\n" { beginBlock(sign) } else { result += sign }
  }

  /// Begins a line, or what a blank line parts from what is before, however many elements begin and end
  /// here.
  private mutating func beginBlock(_ sign: String) {
    let trailing = result.reversed().prefix(while: \.isWhitespace)
    let isParted = trailing.count(where: { $0 == "\n" }) > 1
    result.removeLast(trailing.count)
    if sign == "\n\n" { rest = rest.drop(while: \.isWhitespace) }
    result += (isParted && !sign.hasPrefix("\n\n") ? "\n" : "") + sign
  }

  /// A line break; a row of a table has to stay on its line.
  private var lineBreak: String {
    let line = result[(result.lastIndex(of: "\n") ?? result.startIndex)...]
    return line.contains("|") ? " " : "\\\n"
  }

  /// The Markdown of a tag; `nil` if there is none for it.
  private mutating func sign(for token: HTMLTokenizer.Token, _ tokenizer: HTMLTokenizer) -> String?
  {
    let isEnd: Bool
    let range: Range<Int>
    switch token {
    case .startTag(let name): (isEnd, range) = (false, name)
    case .endTag(let name): (isEnd, range) = (true, name)
    case .text, .comment, .doctype: return nil
    }
    switch String(decoding: tokenizer.bytes[range], as: UTF8.self).lowercased() {
    case "p", "div", "ul", "ol": return "\n\n"
    case "br": return lineBreak
    case "b", "strong": return "**"
    case "i", "em": return "*"
    case "code": return "`"
    case "li": return isEnd ? "" : "\n- "
    case "span", "u": return ""
    case "h1", "h2", "h3", "h4", "h5", "h6": return isEnd ? "\n\n" : "\n\n### "
    case "a": return isEnd ? closeLink() : startLink(tokenizer)
    default: return nil
    }
  }

  private mutating func startLink(_ tokenizer: HTMLTokenizer) -> String? {
    guard let range = tokenizer.value(of: "href") else { return nil }
    let address = resolved(tokenizer.bytes[range], isAttribute: true)
    guard address.allSatisfy({ !$0.isWhitespace && !"<>()[]".contains($0) }) else { return nil }
    links.append(address)
    return String(openLink)
  }

  private mutating func closeLink() -> String? {
    guard let address = links.popLast() else { return nil }
    result = result.replacingLast(openLink, with: "[")
    return "](\(address))"
  }
}

/// Stands for the bracket of a link until it is known to be closed; no text has it, since `cleaned`
/// removes it.
private let openLink: Character = "\u{1}"

extension String {
  /// The text with the last of some characters replaced.
  fileprivate func replacingLast(_ mark: Character, with text: String) -> String {
    guard let place = lastIndex(of: mark) else { return self }
    return String(self[..<place]) + text + String(self[index(after: place)...])
  }
}

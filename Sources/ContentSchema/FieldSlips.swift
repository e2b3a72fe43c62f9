import CivilTime
import Diagnostics
import SourceFormats
import Text
import Web

// What is said of values that look like something else than they are: characters, quotation marks, numbers, lists.

extension FieldDecoder {
  // MARK: Characters

  /// Reports a value with a character in it that isn't what it looks like, or with typographic quotation marks
  /// around it.
  mutating func reportsLookAlike(
    in scalar: YAMLNode.Scalar, _ key: String, at location: SourceLocation,
    _ moment: WrittenMoment? = nil
  ) -> Bool {
    let text = scalar.text
    if let inside = text.insideTypographicQuotes {
      diagnostics.append(
        .error(
          SyntaxCode.typographicQuotes,
          "the quotation marks around this value are typographic ones, and so part of it",
          at: location, help: "write it as \(writtenInYAML(inside))"))
      return true
    }
    guard let lookAlike = text.firstLookAlike else { return false }
    let plain =
      moment?.only?.description.replacing("T", with: " ") ?? text.withoutLookAlikes.trimmed
    let what = key == "the date" ? key : "'\(key)'"
    diagnostics.append(
      .error(
        SyntaxCode.invisibleCharacter, "in \(what) is \(lookAlike.name)", at: location,
        help: moment?.helpWithSpan ?? "type it anew: \(plain)"))
    return true
  }

  /// `title: “Opening”`: YAML knows straight quotation marks only, and these would be printed.
  mutating func warnOfTypographicQuotes(
    around text: String, _ key: String, at location: SourceLocation
  ) {
    guard let first = text.utf8.first, first > 0x7F, let inside = text.insideTypographicQuotes
    else { return }
    diagnostics.append(
      .warning(
        SyntaxCode.typographicQuotes,
        "the typographic quotation marks are part of '\(key)' and will be printed", at: location,
        help:
          "write it as \(writtenInYAML(inside)), or as \"\(text)\" if they should be printed"))
  }

  // MARK: Keys

  /// `title:Opening: the day`, which YAML takes for a key `title:Opening`.
  mutating func missingSpace(in entry: YAMLNode.Entry, among names: [String]) -> Diagnostic? {
    guard let colon = entry.key.firstIndex(of: ":") else { return nil }
    let word = String(entry.key[..<colon])
    guard names.contains(word) || nearest(to: word, in: names) != nil else { return nil }
    meantKeys.append(nearest(to: word, in: names) ?? word)
    let rest = entry.key[entry.key.index(after: colon)...]
    let value = entry.value.text.map { rest + ": " + $0 } ?? rest + ":"
    return .error(
      SyntaxCode.missingSpace, "a space is missing after the colon of '\(word)'",
      at: entry.keyLocation, help: "write \(word): \(writtenInYAML(String(value)))")
  }

  // MARK: Numbers

  /// `1.200` is a thousand for some people and one for others.
  func helpWithAmbiguousNumber(_ text: String) -> String? {
    let parts = text.split(omittingEmptySubsequences: false) { ".,' \u{A0}\u{202F}’".contains($0) }
    guard parts.count > 1, parts.allSatisfy({ !$0.isEmpty && $0.allSatisfy(\.isASCIIDigit) })
    else { return nil }
    let isThousands =
      1...3 ~= parts[0].count && parts.dropFirst().allSatisfy { $0.count == 3 } && parts[0] != "0"
    if isThousands {
      let whole = parts.joined()
      return parts.count == 2 && (text.contains(".") || text.contains(","))
        ? "write \(whole), or \(parts[0]).\(parts[1].trimmedZeros)" : "write \(whole)"
    }
    return parts.count == 2 && text.contains(",") ? "write \(parts[0]).\(parts[1])" : nil
  }

  // MARK: Lists

  func listHelp(_ node: YAMLNode) -> String {
    guard let text = node.text else { return "begin each line of the list with a hyphen" }
    let items = (text.insideTypographicQuotes ?? text).split { $0 == "," || $0 == ";" }
    return "write it as \(writtenInYAML(items.map(\.trimmed).filter { !$0.isEmpty }))"
  }

  /// A list whose lines begin with something else than a hyphen and a space, which YAML reads as one text.
  func bullets(in node: YAMLNode) -> Diagnostic? {
    guard case .scalar(let scalar) = node.content, scalar.isPlain,
      let sign = scalar.text.unicodeScalars.first
    else { return nil }
    let rest = String(scalar.text.unicodeScalars.dropFirst())
    let items = rest.split(separator: " \(sign)").map(\.trimmed).filter { !$0.isEmpty }
    guard let first = items.first else { return nil }
    let isBullet = "•·◦▪*".unicodeScalars.contains(sign) || LookAlike(sign)?.plain == "-"
    if sign == "-", rest.first?.isWhitespace == false {
      return .error(
        SyntaxCode.missingSpace, "a space is missing after the hyphen", at: node.location,
        help: "write - \(first)\(items.count > 1 ? ", and so each line" : "")")
    }
    guard isBullet else { return nil }
    return .error(
      SyntaxCode.missingSpace,
      "an item of a list begins with a hyphen, and here is \(LookAlike(sign)?.name ?? "'\(sign)'")",
      at: node.location, help: "write - \(first)\(items.count > 1 ? ", and so each line" : "")")
  }

  /// Reports a cell that has a list as YAML and JSON have it: `["ada", "bo"]`.
  mutating func reportsBrackets(
    in text: String, of element: FieldType, key: String, at location: SourceLocation
  ) -> Bool {
    guard text.hasPrefix("["), text.hasSuffix("]"), element.isWord || text.hasPrefix("[\"") else {
      return false
    }
    let items = text.dropFirst().dropLast().split { $0 == "," || $0 == ";" }
      .map { $0.trimmed.filter { $0 != "\"" && $0 != "'" } }.filter { !$0.isEmpty }
    diagnostics.append(
      .error(
        FieldCode.wrongType,
        "the items of a list stand without brackets and quotation marks in a spreadsheet",
        at: location,
        help: items.isEmpty ? "leave the cell empty" : "write \(items.joined(separator: "; "))"))
    return true
  }

  /// Reports a cell whose items are separated by commas, where one item can't be what is meant.
  mutating func reportsCommas(
    in text: String, _ items: [String], of element: FieldType, key: String,
    at location: SourceLocation
  ) -> Bool {
    guard items.count == 1, text.contains(","), !text.contains(";") else { return false }
    let parts = items[0].split(separator: ",").map(\.trimmed).filter { !$0.isEmpty }
    let isDoubtful =
      switch element {
      case .url, .email: true
      case .text: listsOfNames.contains(key)
      default: false
      }
    guard isDoubtful, parts.count > 1 else { return false }
    diagnostics.append(
      .error(
        SyntaxCode.commaInValue,
        "the items of a list are separated by semicolons in a spreadsheet",
        at: location,
        help: "write \(parts.joined(separator: "; "))"
          + (element == .text ? ", or end one item that has a comma with a semicolon" : "")))
    return true
  }

  // MARK: Other types

  /// What to write for an address that is none of the web.
  private func helpWithAddress(_ text: String) -> String? {
    if text.contains(where: \.isWhitespace) {
      return isWebAddress(text)
        ? "remove the space, or write %20 for it" : "write it like https://example.org/"
    }
    for wrong in [
      "https://https://", "http://https://", "https://http://", "http://http://", "https//",
      "http//", "https:/", "http:/", "https:", "http:", "//", "ttps://", "ttp://",
    ]
    where text.hasPrefix(wrong) {
      let rest = text.dropFirst(wrong.count).drop { $0 == "/" || $0 == ":" }
      return rest.isEmpty ? nil : "write https://\(rest)"
    }
    let host = text.prefix { $0 != "/" && $0 != "?" && $0 != "#" }
    if text.contains("@") { return nil }
    return host.contains(".") && !text.contains("://")
      ? "write https://\(text)" : "write it like https://example.org/"
  }

  func help(with node: YAMLNode, _ type: FieldType) -> String? {
    guard let text = node.text else {
      if case .text = type, node.elements != nil || node.entries != nil {
        return "if it is text that begins with a bracket, put the whole value in quotes"
      }
      return nil
    }
    switch type {
    case .number, .count:
      let digits = text.split { !$0.isASCIIDigit }
      if digits.count == 1 {
        return digits[0] == text ? nil : "write the digits alone: \(digits[0])"
      }
      return "write digits alone"
    case .boolean: return "write true for yes, or false for no"
    case .url: return helpWithAddress(text)
    case .email:
      let plain = [" (at) ", "(at)", " [at] ", "[at]", " at ", " @ ", " @", "@ "].reduce(
        text.trimmed
      ) {
        $0.replacing($1, with: "@")
      }
      return isEmail(plain) ? "write \(plain)" : "write it like office@example.org"
    default: return nil
    }
  }
}

extension Character {
  fileprivate var isASCIIDigit: Bool { "0"..."9" ~= self }
}

extension Substring {
  fileprivate var trimmedZeros: Substring {
    var rest = self
    while rest.count > 1, rest.last == "0" { rest = rest.dropLast() }
    return rest
  }
}

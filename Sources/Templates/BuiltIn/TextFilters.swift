import Text

extension Machine {
  /// Filters that make a text from a text. Markup stays markup where the filter leaves its signs alone.
  func text(
    _ filter: BuiltInFilter, _ value: Value, _ arguments: Arguments, isMarkup: Bool
  ) throws(TemplateFailure) -> Value {
    switch filter {
    case .string: return value.isMarkup ? value : .text(try value.asText())
    case .plain, .striptags: return .text(withoutTags(try value.asText()))
    case .slug: return .text(Text.slug(try value.asText()))
    case .urlencode: return try encoded(value)
    case .wordcount: return .integer(words(try value.asText()).count)
    case .replace: return try replaced(value, arguments, isMarkup: isMarkup)
    case .format: return try formatted(value, arguments.positional)
    default: break
    }
    let text = try value.asText()
    let result: String =
      switch filter {
      case .capitalize: capitalized(text)
      case .center: try centered(text, arguments)
      case .indent: try indented(text, arguments)
      case .lower: text.lowercased()
      case .upper: text.uppercased()
      case .title: titled(text)
      case .trim: stripped(text, of: arguments[0].string)
      case .truncate: try truncated(text, arguments)
      default: try wrapped(text, arguments)
      }
    return value.isMarkup ? .markup(Array(result.utf8)) : .text(result)
  }

  private func number(_ value: Value, _ filter: BuiltInFilter) throws(TemplateFailure) -> Int {
    guard case .integer(let number) = value else {
      throw .cannotTake(filter, "a whole number", value)
    }
    return Swift.min(number, 100_000)
  }

  private func capitalized(_ text: String) -> String {
    text.prefix(1).uppercased() + text.dropFirst().lowercased()
  }

  private func titled(_ text: String) -> String {
    var result = ""
    var startsWord = true
    for character in text {
      result += startsWord ? character.uppercased() : character.lowercased()
      startsWord = character.isWhitespace || "-([{<".contains(character)
    }
    return result
  }

  private func centered(_ text: String, _ arguments: Arguments) throws(TemplateFailure) -> String {
    let width = try number(arguments[0], .center)
    let missing = Swift.max(0, width - text.unicodeScalars.count)
    // Python puts the odd space where the width is odd, too, to the left.
    let left = missing / 2 + (missing & width & 1)
    return String(repeating: " ", count: left) + text
      + String(repeating: " ", count: missing - left)
  }

  private func stripped(_ text: String, of characters: String?) -> String {
    let unwanted = characters.map { Set($0.unicodeScalars) }
    func goes(_ scalar: Unicode.Scalar) -> Bool {
      unwanted?.contains(scalar) ?? scalar.properties.isWhitespace
    }
    var scalars = Substring(text).unicodeScalars
    while let first = scalars.first, goes(first) { scalars.removeFirst() }
    while let last = scalars.last, goes(last) { scalars.removeLast() }
    return String(scalars)
  }

  private func indented(_ text: String, _ arguments: Arguments) throws(TemplateFailure) -> String {
    let prefix =
      if let own = arguments[0].string { own } else {
        String(repeating: " ", count: Swift.max(0, try number(arguments[0], .indent)))
      }
    let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
    guard lines.count * prefix.utf8.count <= ByteBuffer.longestText else { throw .tooLong }
    return lines.enumerated().map { place, line in
      let isFirst = place == 0 && !arguments[1].isTrue
      let isBlank = line.isEmpty && !arguments[2].isTrue
      return isFirst || isBlank ? String(line) : prefix + line
    }.joined(separator: "\n")
  }

  private func truncated(_ text: String, _ arguments: Arguments) throws(TemplateFailure) -> String {
    let length = try number(arguments[0], .truncate)
    let end = try arguments[2].asText()
    let leeway = try number(arguments[3], .truncate)
    let scalars = Array(text.unicodeScalars)
    let endLength = end.unicodeScalars.count
    guard length >= endLength else {
      throw TemplateFailure("truncate to \(length) leaves no room for '\(end)'")
    }
    if scalars.count <= length + leeway { return text }
    var kept = String(String.UnicodeScalarView(scalars[..<(length - endLength)]))
    if !arguments[1].isTrue, let space = kept.unicodeScalars.lastIndex(of: " ") {
      kept = String(kept.unicodeScalars[..<space])
    }
    return kept + end
  }

  private func wrapped(_ text: String, _ arguments: Arguments) throws(TemplateFailure) -> String {
    let width = Swift.max(1, try number(arguments[0], .wordwrap))
    let wrap = try arguments[2].asText()
    let breaksWords = arguments[1].isTrue
    return text.split(separator: "\n", omittingEmptySubsequences: false).map { line in
      wrap.isEmpty
        ? String(line) : lines(of: String(line), width, breaksWords).joined(separator: wrap)
    }.joined(separator: "\n")
  }

  private func lines(of text: String, _ width: Int, _ breaksWords: Bool) -> [String] {
    var lines: [String] = []
    var line = ""
    for part in text.split(separator: " ", omittingEmptySubsequences: false) {
      var word = String(part)
      let joined = line.isEmpty ? word : line + " " + word
      if joined.unicodeScalars.count <= width {
        line = joined
        continue
      }
      if !line.isEmpty { lines.append(line) }
      while breaksWords && word.unicodeScalars.count > width {
        let head = word.unicodeScalars.prefix(width)
        lines.append(String(String.UnicodeScalarView(head)))
        word = String(String.UnicodeScalarView(word.unicodeScalars.dropFirst(width)))
      }
      line = word
    }
    lines.append(line)
    return lines
  }

  private func replaced(
    _ value: Value, _ arguments: Arguments, isMarkup: Bool
  ) throws(TemplateFailure) -> Value {
    var limit = Int.max
    if case .integer(let count) = arguments[2], count >= 0 { limit = count }
    let isMarked = isMarkup && (value.isMarkup || arguments[0].isMarkup || arguments[1].isMarkup)
    func bytes(_ value: Value) throws(TemplateFailure) -> [UInt8] {
      isMarked ? try value.escaped() : Array(try value.asText().utf8)
    }
    let text = try bytes(value)
    let old = try bytes(arguments[0])
    let new = try bytes(arguments[1])
    guard !old.isEmpty else { throw TemplateFailure("replace needs a text to look for") }
    var result: [UInt8] = []
    var position = 0
    while limit > 0, let found = find(old, in: text, from: position) {
      result += text[position..<found]
      result += new
      guard result.count <= ByteBuffer.longestText else { throw .tooLong }
      position = found + old.count
      limit -= 1
    }
    result += text[position...]
    return isMarked ? .markup(result) : .text(String(decoding: result, as: UTF8.self))
  }

  // MARK: Addresses

  private func encoded(_ value: Value) throws(TemplateFailure) -> Value {
    switch value {
    case .mapping(let mapping):
      var parts: [String] = []
      for (key, value) in mapping.pairs {
        parts.append(
          percentEncoded(key, keeps: "") + "=" + percentEncoded(try value.asText(), keeps: ""))
      }
      return .text(parts.joined(separator: "&").replacing("%20", with: "+"))
    default: return .text(percentEncoded(try value.asText(), keeps: "/"))
    }
  }

  private func percentEncoded(_ text: String, keeps: String) -> String {
    let plain = Set(
      "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_.-~".utf8 + Array(keeps.utf8))
    var buffer = ByteBuffer()
    let digits = Array("0123456789ABCDEF".utf8)
    for byte in text.utf8 {
      if plain.contains(byte) {
        buffer.append(byte)
      } else {
        buffer.append(UInt8(ascii: "%"))
        buffer.append(digits[Int(byte >> 4)])
        buffer.append(digits[Int(byte & 15)])
      }
    }
    return buffer.string
  }

  // MARK: printf

  /// `%s`, `%d`, `%f`, `%.2f`, `%05d`, `%x` and `%%`.
  private func formatted(_ value: Value, _ values: [Value]) throws(TemplateFailure) -> Value {
    var scalars = Substring(try value.asText()).unicodeScalars
    var rest = values[...]
    var result = String.UnicodeScalarView()
    while let scalar = scalars.popFirst() {
      guard scalar == "%" else {
        result.append(scalar)
        continue
      }
      var flags = ""
      while let next = scalars.first, "0123456789.-+ ".unicodeScalars.contains(next) {
        flags.unicodeScalars.append(next)
        scalars.removeFirst()
      }
      guard let kind = scalars.popFirst() else {
        throw TemplateFailure(
          "this format ends in the middle", help: "a percent sign is written %%")
      }
      if kind == "%" {
        result.append("%")
        continue
      }
      guard let value = rest.popFirst() else {
        throw TemplateFailure("this format needs more values")
      }
      result.append(contentsOf: try field(kind, flags, value).unicodeScalars)
    }
    guard rest.isEmpty else {
      throw TemplateFailure("this format uses fewer values than it is given")
    }
    return value.isMarkup ? .markup(Array(String(result).utf8)) : .text(String(result))
  }

  private func field(
    _ kind: Unicode.Scalar, _ flags: String, _ value: Value
  ) throws(TemplateFailure) -> String {
    let parts = flags.split(separator: ".", omittingEmptySubsequences: false)
    let isLeft = flags.hasPrefix("-")
    let padsZero = flags.hasPrefix("0")
    let width = Swift.min(Int((parts.first ?? "").drop { "-+ 0".contains($0) }) ?? 0, 1000)
    let precision = parts.count > 1 ? Swift.min(Int(parts[1]) ?? 0, 15) : nil
    var text: String
    switch kind {
    case "s":
      text = try value.asText()
      if let precision { text = String(text.prefix(precision)) }
    case "d", "i":
      guard let number = value.number else {
        throw TemplateFailure("%d takes a number, and this is \(value.typeName)")
      }
      guard let whole = Int(exactly: number.double.rounded(.towardZero)) else { throw .tooLarge }
      if case .integer(let exact) = number { text = String(exact) } else { text = String(whole) }
    case "x":
      guard case .integer(let number) = value else {
        throw TemplateFailure("%x takes a whole number, and this is \(value.typeName)")
      }
      text = String(number, radix: 16)
    case "f":
      guard let number = value.number?.double else {
        throw TemplateFailure("%f takes a number, and this is \(value.typeName)")
      }
      text = try fixed(number, precision ?? 6)
    default: throw TemplateFailure("format knows %s, %d, %f and %x, and this is %\(kind)")
    }
    if flags.hasPrefix("+"), kind != "s", !text.hasPrefix("-") { text = "+" + text }
    let missing = width - text.unicodeScalars.count
    guard missing > 0 else { return text }
    if isLeft { return text + String(repeating: " ", count: missing) }
    if padsZero, kind != "s" {
      let sign = text.hasPrefix("-") ? "-" : ""
      return sign + String(repeating: "0", count: missing) + text.dropFirst(sign.count)
    }
    return String(repeating: " ", count: missing) + text
  }

  private func fixed(_ number: Double, _ digits: Int) throws(TemplateFailure) -> String {
    var factor = 1.0
    for _ in 0..<digits { factor *= 10 }
    guard let scaled = Int(exactly: (Swift.abs(number) * factor).rounded(.toNearestOrEven)) else {
      throw .tooLarge
    }
    let sign = number < 0 ? "-" : ""
    if digits == 0 { return sign + String(scaled) }
    let text = String(scaled)
    let padded = String(repeating: "0", count: Swift.max(0, digits + 1 - text.count)) + text
    return sign + padded.dropLast(digits) + "." + padded.suffix(digits)
  }
}

/// The words of a text: runs of letters, digits and underscores.
private func words(_ text: String) -> [Substring.UnicodeScalarView] {
  Substring(text).unicodeScalars.split { scalar in
    !(scalar.properties.isAlphabetic || scalar.properties.numericType != nil || scalar == "_")
  }
}

/// A text without tags and comments, its white space made single and its references resolved.
func withoutTags(_ text: String) -> String {
  var result = String.UnicodeScalarView()
  var scalars = Substring(text).unicodeScalars
  while let scalar = scalars.first {
    if scalar == "<", let rest = behindTag(scalars) {
      scalars = rest
      continue
    }
    scalars.removeFirst()
    result.append(scalar)
  }
  let words = String(result).split { $0.isWhitespace }
  return unescaped(words.joined(separator: " "))
}

private func behindTag(_ scalars: Substring.UnicodeScalarView) -> Substring.UnicodeScalarView? {
  if scalars.starts(with: "<!--".unicodeScalars) {
    var rest = scalars.dropFirst(4)
    while !rest.isEmpty {
      if rest.starts(with: "-->".unicodeScalars) { return rest.dropFirst(3) }
      rest = rest.dropFirst()
    }
    return nil
  }
  guard let end = scalars.firstIndex(of: ">") else { return nil }
  return scalars[scalars.index(after: end)...]
}

/// A text with the character references that our own escaping writes resolved, and numeric ones.
private func unescaped(_ text: String) -> String {
  guard text.contains("&") else { return text }
  var result = ""
  var rest = text[...]
  while let start = rest.firstIndex(of: "&") {
    result += rest[..<start]
    rest = rest[start...]
    guard let end = rest.prefix(12).firstIndex(of: ";"),
      let character = character(of: rest[rest.index(after: start)..<end])
    else {
      result += "&"
      rest = rest.dropFirst()
      continue
    }
    result += character
    rest = rest[rest.index(after: end)...]
  }
  return result + rest
}

private func character(of reference: Substring) -> String? {
  switch reference {
  case "amp": return "&"
  case "lt": return "<"
  case "gt": return ">"
  case "quot": return "\""
  case "apos": return "'"
  case "nbsp": return "\u{A0}"
  default:
    guard reference.hasPrefix("#") else { return nil }
    let digits = reference.dropFirst()
    let number =
      digits.hasPrefix("x") || digits.hasPrefix("X")
      ? UInt32(digits.dropFirst(), radix: 16) : UInt32(digits)
    return number.flatMap(Unicode.Scalar.init).map { String($0) }
  }
}

import Text
import Web

extension Callables {
  /// Filters that make a text from a text. Markup stays markup where the filter leaves its signs alone.
  static let textFilters: [BuiltInFilter] = [
    BuiltInFilter("capitalize", "The first letter large, all others small.") {
      (_, value) throws(TemplateFailure) in value.alike(capitalized(try value.asText()))
    },
    BuiltInFilter("lower", "All letters small.") {
      (_, value) throws(TemplateFailure) in value.alike(lowered(try value.asText()))
    },
    BuiltInFilter("upper", "All letters large.") {
      (_, value) throws(TemplateFailure) in value.alike(try value.asText().uppercased())
    },
    // Jinja puts the words together anew, so that what was markup is none any more.
    BuiltInFilter("title", "Each word's first letter large.") {
      (_, value) throws(TemplateFailure) in .text(titled(try value.asText()))
    },
    BuiltInFilter("center", "With spaces on both sides.", .optional("width", .integer(80))) {
      (_, value, width) throws(TemplateFailure) in
      value.alike(try centered(try value.asText(), width))
    },
    BuiltInFilter(
      "indent", "With spaces before every line but the first.",
      [
        .optional("width", .integer(4)), .optional("first", .boolean(false)),
        .optional("blank", .boolean(false)),
      ]
    ) {
      (_, value, arguments) throws(TemplateFailure) in
      value.alike(try indented(try value.asText(), arguments))
    },
    BuiltInFilter(
      "trim", "Without white space, or the given characters, at both ends.", .optional("chars")
    ) {
      (_, value, characters) throws(TemplateFailure) in
      value.alike(stripped(try value.asText(), of: characters.string))
    },
    BuiltInFilter(
      "truncate", "Shortened to a length, between words.",
      [
        .optional("length", .integer(255)), .optional("killwords", .boolean(false)),
        .optional("end", .text("...")), .optional("leeway", .integer(5)),
      ]
    ) {
      (_, value, arguments) throws(TemplateFailure) in try truncated(value, arguments)
    },
    BuiltInFilter("wordcount", "How many words it has.") {
      (_, value) throws(TemplateFailure) in .integer(words(try value.asText()).count)
    },
    BuiltInFilter(
      "replace", "With one text for another.",
      [.required("old"), .required("new"), .optional("count")]
    ) {
      (scope, value, arguments) throws(TemplateFailure) in
      try replaced(value, arguments, isMarkup: scope.isMarkup)
    },
    BuiltInFilter("string", "The value as text.", takesNone: true) {
      (_, value) throws(TemplateFailure) in
      value.isMarkup ? value : .text(try value.asText())
    },
    BuiltInFilter("striptags", "Without markup, white space made single.", aliases: ["plain"]) {
      (_, value) throws(TemplateFailure) in .text(withoutTags(try value.asText()))
    },
    BuiltInFilter("slug", "As addresses have it.") {
      (_, value) throws(TemplateFailure) in .text(Text.slug(try value.asText()))
    },
    BuiltInFilter("urlencode", "For the query of an address; of a mapping, a whole query.") {
      (_, value) throws(TemplateFailure) in try encoded(value)
    },
  ]
}

private func number(_ value: Value, _ filter: String) throws(TemplateFailure) -> Int {
  guard let number = value.whole else { throw .cannotTake(filter, "a whole number", value) }
  return min(number, 100_000)
}

private func capitalized(_ text: String) -> String {
  guard let first = text.unicodeScalars.first else { return text }
  let rest = lowered(text, from: text.unicodeScalars.index(after: text.startIndex))
  return first.properties.titlecaseMapping + rest
}

private func titled(_ text: String) -> String {
  var result = ""
  var word = String.UnicodeScalarView()
  func finish() {
    guard let first = word.first else { return }
    result += String(first).uppercased() + lowered(String(word.dropFirst()))
    word.removeAll()
  }
  for scalar in text.unicodeScalars {
    if isSpace(scalar) || "-([{<".unicodeScalars.contains(scalar) {
      finish()
      result.unicodeScalars.append(scalar)
    } else {
      word.append(scalar)
    }
  }
  finish()
  return result
}

private func centered(_ text: String, _ width: Value) throws(TemplateFailure) -> String {
  let width = try number(width, "center")
  let missing = max(0, width - text.unicodeScalars.count)
  // Python puts the odd space where the width is odd, too, to the left.
  let left = missing / 2 + (missing & width & 1)
  return String(repeating: " ", count: left) + text
    + String(repeating: " ", count: missing - left)
}

private func stripped(_ text: String, of characters: String?) -> String {
  let unwanted = characters.map { Set($0.unicodeScalars) }
  func goes(_ scalar: Unicode.Scalar) -> Bool {
    unwanted?.contains(scalar) ?? isSpace(scalar)
  }
  var scalars = Substring(text).unicodeScalars
  while let first = scalars.first, goes(first) { scalars.removeFirst() }
  while let last = scalars.last, goes(last) { scalars.removeLast() }
  return String(scalars)
}

private func indented(_ text: String, _ arguments: Arguments) throws(TemplateFailure) -> String {
  let prefix =
    if let own = arguments[0].string { own } else {
      String(repeating: " ", count: max(0, try number(arguments[0], "indent")))
    }
  let lines = Templates.lines(of: text + "\n")
  guard lines.count * prefix.utf8.count <= ByteBuffer.longestText else { throw .tooLong }
  return lines.enumerated().map { place, line in
    let isPlain = place == 0 ? !arguments[1].isTrue : line.isEmpty && !arguments[2].isTrue
    return isPlain ? String(line) : prefix + line
  }.joined(separator: "\n")
}

private func truncated(_ value: Value, _ arguments: Arguments) throws(TemplateFailure) -> Value {
  let text = try value.asText()
  let length = try number(arguments[0], "truncate")
  let end = try arguments[2].asText()
  let leeway = try number(arguments[3], "truncate")
  let scalars = text.unicodeScalars
  let endLength = end.unicodeScalars.count
  guard length >= endLength else {
    throw TemplateFailure("truncate to \(length) leaves no room for '\(end)'")
  }
  guard leeway >= 0 else { throw TemplateFailure("truncate takes a leeway of 0 or more") }
  // Long texts are not counted to their end.
  if scalars.prefix(length + leeway + 1).count <= length + leeway { return value.alike(text) }
  var kept = String(scalars.prefix(length - endLength))
  if !arguments[1].isTrue, let space = kept.unicodeScalars.lastIndex(of: " ") {
    kept = String(kept.unicodeScalars[..<space])
  }
  return try compute(
    value.alike(kept), .add, arguments[2].string == nil ? .text(end) : arguments[2])
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
  let old = Array(try arguments[0].asText().utf8)
  let new = try bytes(arguments[1])
  guard !old.isEmpty else {
    let spread = interspersed(text, new, limit)
    return isMarked ? .markup(spread) : .text(String(decoding: spread, as: UTF8.self))
  }
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

/// Something before each character and at the end: what replacing nothing means.
private func interspersed(_ text: [UInt8], _ new: [UInt8], _ limit: Int) -> [UInt8] {
  var result: [UInt8] = []
  var rest = limit
  for byte in text {
    if byte & 0xC0 != 0x80, rest > 0 {
      result += new
      rest -= 1
    }
    result.append(byte)
  }
  return rest > 0 ? result + new : result
}

// MARK: Addresses

private func encoded(_ value: Value) throws(TemplateFailure) -> Value {
  switch value {
  case .mapping(let mapping):
    return .text(try query(mapping.pairs.map { (.text($0.key), $0.value) }))
  case .list(let values):
    var pairs: [(Value, Value)] = []
    for pair in values {
      guard let parts = pair.elements, parts.count == 2 else {
        throw TemplateFailure("urlencode takes a text, a mapping or a list of pairs")
      }
      pairs.append((parts[0], parts[1]))
    }
    return .text(try query(pairs))
  default: return .text(percentEncoded(try value.asText(), keeps: "/"))
  }
}

private func query(_ pairs: [(Value, Value)]) throws(TemplateFailure) -> String {
  var parts: [String] = []
  for (name, value) in pairs {
    parts.append(
      percentEncoded(try name.asText(), keeps: "") + "="
        + percentEncoded(try value.asText(), keeps: ""))
  }
  return parts.joined(separator: "&").replacing("%20", with: "+")
}

private func percentEncoded(_ text: String, keeps: String) -> String {
  Web.percentEncoded(text) { isUnreserved($0) || keeps.utf8.contains($0) }
}

/// A text in lower case; a sigma that ends a word becomes the final one.
private func lowered(_ text: String, from start: String.Index? = nil) -> String {
  let rest = text[(start ?? text.startIndex)...]
  guard rest.unicodeScalars.contains("Σ") else { return rest.lowercased() }
  let scalars = Array(text.unicodeScalars)
  let skipped = scalars.count - rest.unicodeScalars.count
  func meetsLetter(_ places: some Sequence<Int>) -> Bool {
    for place in places where !scalars[place].properties.isCaseIgnorable {
      return scalars[place].properties.isCased
    }
    return false
  }
  var result = ""
  for (place, scalar) in scalars.enumerated().dropFirst(skipped) {
    if scalar == "Σ", meetsLetter((0..<place).reversed()),
      !meetsLetter((place + 1)..<scalars.count)
    {
      result += "ς"
    } else {
      result += scalar.properties.lowercaseMapping
    }
  }
  return result
}

/// The lines of a text that ends with the end of a line, without what ended them.
func lines(of text: String) -> [String] {
  var lines: [String] = []
  var line = String.UnicodeScalarView()
  var scalars = Substring(text).unicodeScalars
  while let scalar = scalars.popFirst() {
    switch scalar.value {
    case 0x0A...0x0D, 0x1C...0x1E, 0x85, 0x2028, 0x2029:
      if scalar == "\r", scalars.first == "\n" { scalars.removeFirst() }
      lines.append(String(line))
      line.removeAll()
    default: line.append(scalar)
    }
  }
  return lines
}

/// The words of a text: runs of letters, digits and underscores.
private func words(_ text: String) -> [Substring.UnicodeScalarView] {
  Substring(text).unicodeScalars.split { scalar in
    !(scalar.properties.isAlphabetic || scalar.properties.numericType != nil || scalar == "_")
  }
}

/// A text without tags, comments, scripts and styles, its white space made single and its references resolved.
func withoutTags(_ text: String) -> String {
  let bytes = Array(text.utf8)
  var tokenizer = HTMLTokenizer(bytes)
  var kept: [UInt8] = []
  kept.reserveCapacity(bytes.count)
  while let token = tokenizer.next() {
    switch token {
    case .text(let range): kept += bytes[range]
    case .startTag(let name)
    where bytes.isWord("script", in: name) || bytes.isWord("style", in: name):
      if tokenizer.followingText != nil { _ = tokenizer.next() }
    case .startTag, .endTag, .comment, .doctype: break
    }
  }
  // What begins like a tag and has no end is text that somebody wrote.
  if let start = tokenizer.unfinishedTag { kept += bytes[start...] }
  return resolved(withSingleSpaces(kept)[...])
}

/// A text whose white space is single, without any at its ends.
private func withSingleSpaces(_ text: [UInt8]) -> [UInt8] {
  var result: [UInt8] = []
  result.reserveCapacity(text.count)
  var followsSpace = false
  for scalar in String(decoding: text, as: UTF8.self).unicodeScalars {
    if isSpace(scalar) {
      followsSpace = true
      continue
    }
    if followsSpace, !result.isEmpty { result.append(0x20) }
    followsSpace = false
    if scalar.isASCII {
      result.append(UInt8(scalar.value))
    } else {
      result.append(contentsOf: scalar.utf8)
    }
  }
  return result
}

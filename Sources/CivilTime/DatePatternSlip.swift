import Text

/// A slip in a date pattern that people know from other programs, or make with letters that look alike.
struct DatePatternSlip {
  fileprivate enum Part {
    /// A letter and how often it is repeated.
    case field(Character, Int)
    /// As it is written, with its apostrophes.
    case literal(String)
  }

  let error: CivilTimeError

  /// `nil` if the pattern has none.
  init?(in text: String) {
    if text.contains("%") {
      self.init(
        "'%' is how other programs begin a field, and nothing here", in: text,
        meant: withoutPercent(text))
      return
    }
    let parts = Self.parts(of: text)
    guard let reason = Self.slip(in: parts) else { return nil }
    self.init(reason, in: text, meant: Self.meant(parts))
  }

  private init(_ reason: String, in text: String, meant: String) {
    let isMeant =
      !meant.contains("%") && Self.slip(in: Self.parts(of: meant)) == nil
      && (try? DatePattern(withoutSlips: meant)) != nil
    error = CivilTimeError(
      message: "\(reason), in the date pattern \"\(text)\"",
      help: isMeant
        ? "write \"\(meant)\"" : "letters are G y M L d E c a H h m s, as in EEEE d MMMM y")
  }

  /// What is wrong with the first field that is.
  private static func slip(in parts: [Part]) -> String? {
    for index in parts.indices {
      guard case .field(let letter, let count) = parts[index] else { continue }
      if let reason = slip(letter, count, at: index, in: parts) { return reason }
    }
    return nil
  }

  /// What is wrong with a field. `nil` if it says what it says in all programs.
  private static func slip(
    _ letter: Character, _ count: Int, at index: Int, in parts: [Part]
  ) -> String? {
    let name = String(repeating: letter, count: count)
    switch letter {
    case "Y": return "'\(name)' is no year: it is 'y'"
    case "D": return "'\(name)' is no day: it is 'd'"
    case "S": return "'\(name)' is no seconds: they are 's'"
    case "A", "t": return "'\(name)' is no half of the day: it is 'a'"
    case "d" where count > 2: return "'\(name)' is no weekday: it is 'EEE' or 'EEEE'"
    case "m" where count > 2: return "'\(name)' is no name of a month: it is 'MMM' or 'MMMM'"
    case "m" where isMonth(index, in: parts): return "'\(name)' is minutes, and months are 'M'"
    case "M" where isMinute(index, in: parts): return "'\(name)' is a month, and minutes are 'm'"
    case "h" where isHourOf24(parts):
      return "'\(name)' counts from 1 to 12, and the pattern has no 'a' for am and pm"
    default: return nil
    }
  }

  /// Minutes beside a day or year and not behind an hour, in a pattern without a month.
  private static func isMonth(_ index: Int, in parts: [Part]) -> Bool {
    let hasMonth = parts.indices.contains { index in
      if case .field(let letter, _) = parts[index], "ML".contains(letter) {
        !isMinute(index, in: parts)
      } else {
        false
      }
    }
    let neighbours = [index - 2, index + 2].filter(parts.indices.contains).map { parts[$0] }
    return !hasMonth && neighbours.has("yYdDE") && !(index > 1 && [parts[index - 2]].has("HhKk"))
  }

  /// A month behind an hour and what divides it from minutes.
  private static func isMinute(_ index: Int, in parts: [Part]) -> Bool {
    guard index > 1, case .field("M", _) = parts[index],
      case .literal(let divider) = parts[index - 1], [":", "."].contains(divider)
    else { return false }
    return [parts[index - 2]].has("HhKk")
  }

  /// Hours until 12 with minutes, of which nobody knows whether they are of the morning.
  private static func isHourOf24(_ parts: [Part]) -> Bool {
    !parts.has("aAt") && (parts.has("m") || parts.indices.contains { isMinute($0, in: parts) })
  }

  /// The pattern with all slips mended.
  private static func meant(_ parts: [Part]) -> String {
    var result = ""
    for (index, part) in parts.enumerated() {
      switch part {
      case .literal(let text): result += text
      case .field(let letter, let count):
        result += meant(letter, count, at: index, in: parts)
      }
    }
    return result
  }

  private static func meant(
    _ letter: Character, _ count: Int, at index: Int, in parts: [Part]
  ) -> String {
    func letters(_ letter: Character, _ count: Int) -> String {
      String(repeating: letter, count: count)
    }
    switch letter {
    case "Y": return letters("y", min(count, 4))
    case "D" where count <= 2, "S" where count <= 2:
      return letters(Character(letter.lowercased()), count)
    case "A", "t": return "a"
    case "d" where count > 2, "D": return letters("E", count)
    case "m" where count > 2 || isMonth(index, in: parts): return letters("M", count)
    case "M" where isMinute(index, in: parts): return letters("m", min(count, 2))
    case "h" where isHourOf24(parts): return letters("H", count)
    default: return letters(letter, count)
    }
  }

  /// Fields and what is between them.
  private static func parts(of text: String) -> [Part] {
    let apostrophe = UInt8(ascii: "'")
    let bytes = Array(text.utf8)
    var parts: [Part] = []
    var start = 0
    while start < bytes.count {
      let first = bytes[start]
      var end = start + 1
      if first.isASCIILetter {
        while end < bytes.count, bytes[end] == first { end += 1 }
        parts.append(.field(Character(Unicode.Scalar(first)), end - start))
      } else {
        if first == apostrophe {
          while end < bytes.count, bytes[end] != apostrophe { end += 1 }
          end = min(end + 1, bytes.count)
        } else {
          while end < bytes.count, !bytes[end].isASCIILetter, bytes[end] != apostrophe { end += 1 }
        }
        parts.append(.literal(String(decoding: bytes[start..<end], as: UTF8.self)))
      }
      start = end
    }
    return parts
  }
}

extension [DatePatternSlip.Part] {
  fileprivate func has(_ letters: String) -> Bool {
    contains { if case .field(let letter, _) = $0 { letters.contains(letter) } else { false } }
  }
}

/// What the pattern of `strftime` is here. Fields that there are none of keep their sign.
private func withoutPercent(_ text: String) -> String {
  let meanings: [Character: String] = [
    "d": "dd", "e": "d", "m": "MM", "b": "MMM", "B": "MMMM", "y": "yy", "Y": "yyyy", "a": "EEE",
    "A": "EEEE",
    "H": "HH", "I": "hh", "M": "mm", "S": "ss", "p": "a", "F": "yyyy-MM-dd", "R": "HH:mm",
    "T": "HH:mm:ss",
  ]
  var result = ""
  var rest = Substring(text)
  while let first = rest.popFirst() {
    guard first == "%" else {
      result += first.isASCII && first.isLetter ? "'\(first)'" : String(first)
      continue
    }
    // A sign without padding, as in %-d.
    let isUnpadded = rest.first == "-"
    if isUnpadded { rest = rest.dropFirst() }
    let letter = rest.popFirst() ?? "%"
    let meaning = meanings[letter] ?? "%\(letter)"
    result += isUnpadded && meaning.count == 2 ? String(meaning.prefix(1)) : meaning
  }
  // Letters beside each other are one text.
  return text.contains("'") ? result : result.replacing("''", with: "")
}

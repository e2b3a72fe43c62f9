package import Text

/// Appends text of HTML with its character references resolved (HTML Living Standard, section 13.2.5.72).
///
/// What is no reference stays as it is. In an attribute's value a name without its semicolon that an equals
/// sign or a letter follows is none, so that `?a=1&copy=2` stays an address.
package func appendResolved(
  _ text: ArraySlice<UInt8>, isAttribute: Bool = false, to buffer: inout ByteBuffer
) {
  var rest = text
  while let start = rest.firstIndex(of: UInt8(ascii: "&")) {
    buffer.append(rest[..<start])
    let after = rest[(start + 1)...]
    if let (characters, length) = reference(after, isAttribute: isAttribute) {
      buffer.append(characters)
      rest = after.dropFirst(length)
    } else {
      buffer.append(UInt8(ascii: "&"))
      rest = after
    }
  }
  buffer.append(rest)
}

/// Text of HTML with its character references resolved.
package func resolved(_ text: ArraySlice<UInt8>, isAttribute: Bool = false) -> String {
  var buffer = ByteBuffer(capacity: text.count)
  appendResolved(text, isAttribute: isAttribute, to: &buffer)
  return buffer.string
}

/// The characters of a reference, and how many bytes it has after its ampersand.
private func reference(
  _ text: ArraySlice<UInt8>, isAttribute: Bool
) -> (characters: String, length: Int)? {
  // Those that our own writers write, without looking them up.
  for (name, characters) in commonReferences where text.starts(with: name) {
    return (characters, name.count)
  }
  if text.first == UInt8(ascii: "#") { return numericReference(text) }
  let word = text.prefix(longestName).prefix { $0.isASCIILetter || $0.isASCIIDigit }
  guard !word.isEmpty else { return nil }
  if text.dropFirst(word.count).first == UInt8(ascii: ";"),
    let characters = namedReferences[String(decoding: word, as: UTF8.self) + ";"]
  {
    return (characters, word.count + 1)
  }
  // The longest of the old names that the word begins with.
  var name = word.prefix(longestOldName)
  while !name.isEmpty {
    if let characters = namedReferences[String(decoding: name, as: UTF8.self)] {
      let next = text.dropFirst(name.count).first
      let goesOn = next.map { $0 == UInt8(ascii: "=") || $0.isASCIILetter || $0.isASCIIDigit }
      return isAttribute && goesOn == true ? nil : (characters, name.count)
    }
    name = name.dropLast()
  }
  return nil
}

private let commonReferences = [("amp;", "&"), ("lt;", "<"), ("gt;", ">"), ("quot;", "\"")]
  .map { (name: Array($0.utf8), characters: $1) }
private let longestName = 32
private let longestOldName = 6

/// By name, with its semicolon where it needs one.
private let namedReferences: [String: String] = {
  var names: [String: String] = [:]
  for entry in "\(characterReferenceNames)".split(whereSeparator: \.isWhitespace) {
    let parts = entry.split(separator: "=")
    let scalars = parts[1].split(separator: "+").compactMap { UInt32($0, radix: 16) }
      .compactMap(Unicode.Scalar.init)
    names[String(parts[0])] = String(String.UnicodeScalarView(scalars))
  }
  return names
}()

/// `#8217;` or `#x2019;`, with or without its semicolon.
private func numericReference(_ text: ArraySlice<UInt8>) -> (characters: String, length: Int)? {
  var digits = text.dropFirst()
  let isHexadecimal = digits.first.map { $0 | 0x20 } == UInt8(ascii: "x")
  if isHexadecimal { digits = digits.dropFirst() }
  digits = digits.prefix { isHexadecimal ? $0.isHexadecimalDigit : $0.isASCIIDigit }
  guard !digits.isEmpty else { return nil }
  // More digits than a code point can have are out of range, too.
  let significant = digits.drop { $0 == UInt8(ascii: "0") }
  let code =
    significant.isEmpty
    ? 0
    : significant.count > 8
      ? .max
      : UInt32(String(decoding: significant, as: UTF8.self), radix: isHexadecimal ? 16 : 10) ?? .max
  var length = digits.endIndex - text.startIndex
  if text.dropFirst(length).first == UInt8(ascii: ";") { length += 1 }
  return (String(Character(scalar(of: code))), length)
}

/// The character that a number means: none is U+FFFD, and numbers of Windows-1252 mean its characters.
private func scalar(of code: UInt32) -> Unicode.Scalar {
  if (0x80...0x9F).contains(code), let scalar = windows1252[Int(code - 0x80)] { return scalar }
  guard code != 0, let scalar = Unicode.Scalar(code) else { return "\u{FFFD}" }
  return scalar
}

private let windows1252: [Unicode.Scalar?] = [
  "€", nil, "‚", "ƒ", "„", "…", "†", "‡", "ˆ", "‰", "Š", "‹", "Œ", nil, "Ž", nil,
  nil, "‘", "’", "“", "”", "•", "–", "—", "˜", "™", "š", "›", "œ", nil, "ž", "Ÿ",
]

extension UInt8 {
  fileprivate var isASCIIDigit: Bool { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(self) }

  fileprivate var isHexadecimalDigit: Bool {
    isASCIIDigit || (UInt8(ascii: "a")...UInt8(ascii: "f")).contains(self | 0x20)
  }
}

import Text

/// The families that a style sheet, or the value of a `style` attribute, names with `font-family` (CSS Fonts 4, section 2.1),
/// without quotes, in their order. `nil` in place of a list that can't be known: the shorthand `font`.
package func fontFamilies(in bytes: [UInt8], _ range: Range<Int>) -> [[String]?] {
  var tokens = CSSTokenizer(bytes, range)
  var all: [CSSToken] = []
  while let token = tokens.next() {
    if token.kind != .whitespace, token.kind != .comment { all.append(token) }
  }
  var found: [[String]?] = []
  for (index, token) in all.enumerated() where token.kind == .identifier {
    guard index + 1 < all.count, bytes[all[index + 1].range].elementsEqual([UInt8(ascii: ":")])
    else { continue }
    let name = String(decoding: bytes[token.range], as: UTF8.self).lowercased()
    if name == "font" { found.append(nil) }
    guard name == "font-family" else { continue }
    let value = all[(index + 2)...].prefix { $0.kind != .semicolon && $0.kind != .closing }
    guard let first = value.first, let last = value.last else { continue }
    found.append(familyNames(in: bytes, first.range.lowerBound..<last.range.upperBound))
  }
  return found
}

/// The families of a list, as an attribute `font-family` has it: `'Noto Sans', sans-serif`.
package func familyNames(in bytes: [UInt8], _ range: Range<Int>) -> [String] {
  var tokens = CSSTokenizer(bytes, range)
  var names: [[String]] = [[]]
  while let token = tokens.next() {
    switch token.kind {
    case .string, .identifier:
      names[names.count - 1].append(String(decoding: bytes[token.content], as: UTF8.self))
    case .delimiter where bytes[token.range].elementsEqual([UInt8(ascii: ",")]): names.append([])
    case .delimiter where bytes[token.range].elementsEqual([UInt8(ascii: "!")]):
      return names.map { $0.joined(separator: " ") }
    default: break
    }
  }
  return names.map { $0.joined(separator: " ") }
}

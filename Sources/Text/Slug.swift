/// The form of a text that stands in an address or an id: lower case, words joined by hyphens.
///
/// Latin letters lose their accents (`Malmö` → `malmo`, `Straße` → `strasse`); letters and digits
/// of other scripts stay as they are. Everything else parts words. Empty if nothing is left.
package func slug(_ text: String) -> String {
  var result: [UInt8] = []
  result.reserveCapacity(text.utf8.count)
  var wordEnded = false
  func beginPart(of result: inout [UInt8]) {
    if wordEnded && !result.isEmpty { result.append(UInt8(ascii: "-")) }
    wordEnded = false
  }
  func put(_ text: String, into result: inout [UInt8]) {
    beginPart(of: &result)
    result.append(contentsOf: text.utf8)
  }
  for scalar in text.unicodeScalars {
    switch scalar {
    case "a"..."z", "0"..."9":
      beginPart(of: &result)
      result.append(UInt8(scalar.value))
    case "A"..."Z":
      beginPart(of: &result)
      result.append(UInt8(scalar.value) + 32)
    case "'", "’", "\u{AD}": continue
    case "\u{300}"..."\u{36F}": continue  // a combining accent belongs to the letter before it
    default:
      if scalar.isASCII {
        wordEnded = true
      } else if let plain = plainLatin[scalar.properties.lowercaseMapping] {
        put(plain, into: &result)
      } else if scalar.properties.isAlphabetic || scalar.properties.numericType != nil {
        put(scalar.properties.lowercaseMapping, into: &result)
      } else {
        wordEnded = true
      }
    }
  }
  return String(decoding: result, as: UTF8.self)
}

/// Accented Latin letters of the European languages, by the plain letters they are written with.
private let plainLatin: [String: String] = {
  let families: [(String, String)] = [
    ("a", "àáâãäåāăąǎǟǡǻȁȃȧạảấầẩẫậắằẳẵặ"), ("ae", "æǣǽ"), ("c", "çćĉċč"), ("d", "ďđḍ"), ("dh", "ð"),
    ("e", "èéêëēĕėęěȅȇȩẹẻẽếềểễệ"), ("g", "ĝğġģǧǵ"), ("h", "ĥħȟḥ"), ("i", "ìíîïĩīĭįıǐȉȋịỉ"),
    ("ij", "ĳ"),
    ("j", "ĵǰ"), ("k", "ķǩĸ"), ("l", "ĺļľŀłḷ"), ("n", "ñńņňŉŋǹṇ"),
    ("o", "òóôõöøōŏőǒǫǭǿȍȏȫȭȯȱơọỏốồổỗộớờởỡợ"),
    ("oe", "œ"), ("r", "ŕŗřȑȓ"), ("s", "śŝşšșſṣ"), ("ss", "ß"), ("t", "ţťŧțṭ"), ("th", "þ"),
    ("u", "ùúûüũūŭůűųǔǖǘǚǜȕȗưụủứừửữự"), ("w", "ŵẁẃẅ"), ("y", "ýÿŷȳỳỵỷỹ"), ("z", "źżžẓ"),
  ]
  var table: [String: String] = [:]
  for (plain, letters) in families {
    for letter in letters.unicodeScalars { table[String(letter)] = plain }
  }
  return table
}()

// Where addresses stand in the files of a site. What a page shows is known from the page itself; its files are
// searched for the same address, in whatever language they are, since an address is easily known by its beginning.

import Diagnostics
import Text
import Web

/// Where an address stands in a file.
package struct AddressPlace: Hashable, Sendable {
  package let address: String
  /// In bytes of the file.
  package let range: Range<Int>
}

/// Addresses that are looked for.
package struct AddressSearch: Sendable {
  /// The addresses by the form in which they are compared.
  private let wanted: [String: String]

  package init(_ addresses: some Sequence<String>) {
    wanted = Dictionary(
      addresses.map { (comparedForm($0), $0) }, uniquingKeysWith: { first, _ in first })
  }

  /// Where the addresses stand in a text, in the order of the text. An address that is only the beginning of a longer
  /// one doesn't stand there.
  package func places(in bytes: [UInt8]) -> [AddressPlace] {
    var places: [AddressPlace] = []
    var position = 0
    while let start = nextStart(in: bytes, from: position) {
      let run = start..<(bytes[start...].firstIndex(where: endsRun) ?? bytes.count)
      position = run.upperBound
      guard let place = longest(in: bytes, run) else {
        position = start + 4
        continue
      }
      places.append(place)
      position = place.range.upperBound
    }
    return places
  }

  /// The longest of the wanted addresses that a run of characters begins with.
  private func longest(in bytes: [UInt8], _ run: Range<Int>) -> AddressPlace? {
    // No address that a browser takes is longer.
    guard run.count <= 4096 else { return nil }
    var end = run.upperBound
    while end > run.lowerBound + 4 {
      if mayEnd(bytes, end, run.upperBound) {
        let text = written(bytes[run.lowerBound..<end])
        for candidate in candidates(text) {
          if let address = wanted[comparedForm(candidate)] {
            return AddressPlace(address: address, range: run.lowerBound..<end)
          }
        }
      }
      end -= 1
    }
    return nil
  }

  /// A text that begins with `www.` is a link in Markdown, too.
  private func candidates(_ text: String) -> [String] {
    text.lowercased().hasPrefix("www.") ? ["https://" + text, "http://" + text] : [text]
  }
}

private func nextStart(in bytes: [UInt8], from start: Int) -> Int? {
  var index = start
  while index + 4 < bytes.count {
    let small = bytes[index] | 0x20
    guard small == UInt8(ascii: "h") || small == UInt8(ascii: "w") else {
      index += 1
      continue
    }
    let isStart =
      bytes.hasWord("http://", at: index) || bytes.hasWord("https://", at: index)
      || bytes.hasWord("www.", at: index)
    if isStart, index == 0 || !isWordByte(bytes[index - 1]) { return index }
    index += 1
  }
  return nil
}

private func isWordByte(_ byte: UInt8) -> Bool {
  isUnreserved(byte) && byte != UInt8(ascii: "_") && byte != UInt8(ascii: "~")
    && byte != UInt8(ascii: "-") || byte == UInt8(ascii: "/") || byte == UInt8(ascii: "@")
}

/// Whether no address goes on behind a byte, in whatever language the file is.
private func endsRun(_ byte: UInt8) -> Bool {
  switch byte {
  case 0...0x20, 0x7F, UInt8(ascii: "<"), UInt8(ascii: ">"), UInt8(ascii: "\""),
    UInt8(ascii: "`"), UInt8(ascii: "^"), UInt8(ascii: "{"), UInt8(ascii: "}"), UInt8(ascii: "|"):
    true
  default: false
  }
}

/// Whether an address may end before a byte: what follows is a sign of the file, or of its sentence.
private func mayEnd(_ bytes: [UInt8], _ index: Int, _ end: Int) -> Bool {
  guard index < end else { return true }
  switch bytes[index] {
  case UInt8(ascii: ")"), UInt8(ascii: "]"), UInt8(ascii: ","), UInt8(ascii: ";"),
    UInt8(ascii: "'"), UInt8(ascii: "*"), UInt8(ascii: "_"), UInt8(ascii: "\\"):
    return true
  case UInt8(ascii: "."), UInt8(ascii: ":"), UInt8(ascii: "!"), UInt8(ascii: "?"):
    return bytes[index..<end].allSatisfy { byte in
      !isUnreserved(byte) && byte != UInt8(ascii: "/") && byte != UInt8(ascii: "%")
        || byte == UInt8(ascii: ".") || byte == UInt8(ascii: "_")
    }
  case UInt8(ascii: "&"):
    let references: [StaticString] = ["&quot;", "&gt;", "&lt;", "&#39;", "&nbsp;"]
    return references.contains { bytes.hasWord($0, at: index) }
  // A character that isn't ASCII, such as a quotation mark or a dash of a sentence.
  case 0xE2: return true
  default: return false
  }
}

/// An address without the escapes of Markdown and HTML.
private func written(_ bytes: ArraySlice<UInt8>) -> String {
  var plain: [UInt8] = []
  plain.reserveCapacity(bytes.count)
  var rest = bytes
  while let byte = rest.popFirst() {
    if byte == UInt8(ascii: "\\"), let next = rest.first, isSign(next) { continue }
    plain.append(byte)
  }
  return plain.contains(UInt8(ascii: "&"))
    ? resolved(plain[...], isAttribute: true) : String(decoding: plain, as: UTF8.self)
}

/// Whether Markdown takes a backslash before it for an escape: the signs of ASCII.
private func isSign(_ byte: UInt8) -> Bool {
  (0x21...0x7E).contains(byte)
    && !(isUnreserved(byte)
      && ![UInt8(ascii: "-"), UInt8(ascii: "."), UInt8(ascii: "_"), UInt8(ascii: "~")].contains(
        byte))
}

/// The form in which two spellings of one address are the same: scheme and host in small letters, letters that aren't
/// ASCII as `%XX`, and those `%XX` in capitals (RFC 3986, section 6.2.2).
private func comparedForm(_ address: String) -> String {
  var bytes: [UInt8] = []
  let all = Array(address.utf8)
  let start = all.firstRange(of: Array("://".utf8))?.upperBound ?? 0
  let host =
    all[start...].firstIndex {
      [UInt8(ascii: "/"), UInt8(ascii: "?"), UInt8(ascii: "#")].contains($0)
    } ?? all.count
  for (index, byte) in all.enumerated() {
    let isEscaped =
      index >= 2 && all[index - 1] == UInt8(ascii: "%")
      || index >= 2 && all[index - 2] == UInt8(ascii: "%")
    switch byte {
    case UInt8(ascii: "A")...UInt8(ascii: "Z") where index < host: bytes.append(byte | 0x20)
    case UInt8(ascii: "a")...UInt8(ascii: "f") where isEscaped: bytes.append(byte & ~0x20)
    case 0x80...:
      bytes += [UInt8(ascii: "%")] + Array(String(byte, radix: 16, uppercase: true).utf8)
    default: bytes.append(byte)
    }
  }
  return String(decoding: bytes, as: UTF8.self)
}

// MARK: Mending

/// A change of one address in a file.
package struct AddressChange: Hashable, Sendable {
  package let place: AddressPlace
  /// As the file is to have it.
  package let replacement: String

  package init(_ place: AddressPlace, to replacement: String) {
    (self.place, self.replacement) = (place, replacement)
  }
}

/// Whether an address can stand in any file of a site without quotes and escapes: in Markdown, YAML, a cell of a
/// spreadsheet, an attribute.
package func canStandAnywhere(_ address: String) -> Bool {
  address.utf8.allSatisfy { isUnreserved($0) || "/:?#=&%@+!$".utf8.contains($0) }
}

/// A file's bytes with other addresses at some places, and nothing else changed.
///
/// - Parameter hasReferences: whether `&` is written as a reference in the file, as HTML has it.
package func mended(_ bytes: [UInt8], _ changes: [AddressChange], hasReferences: Bool) -> [UInt8] {
  var result: [UInt8] = []
  var position = 0
  for change in changes.sorted(by: { $0.place.range.lowerBound < $1.place.range.lowerBound }) {
    result += bytes[position..<change.place.range.lowerBound]
    let text = change.replacement
    result += (hasReferences ? text.replacing("&", with: "&amp;") : text).utf8
    position = change.place.range.upperBound
  }
  return result + bytes[position...]
}

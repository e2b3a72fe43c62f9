import CivilTime
import Text

/// What calendars and files for apps say of the event as a whole, and what makes its ids its own.
package struct EventIdentity: Sendable {
  package var title: String
  package var description: String?
  /// The programme's page, as an absolute address.
  package var url: String
  /// The host the site is published at.
  package var host: String
  /// Where the programme lies on that host: `malmo2012/programme`.
  package var path: String
  /// The site's address.
  package var baseURL: String
  /// BCP 47 tag of the language that titles are in.
  package var language: String
  /// The building and city of what has no other place, if they are known.
  package var venue: String?
  /// What a file for apps calls the room of what fills every room, and of what has none yet.
  package var everyRoom: String
  package var unknownRoom: String

  package init(
    title: String, description: String? = nil, url: String, host: String, path: String,
    baseURL: String, language: String, venue: String? = nil, everyRoom: String,
    unknownRoom: String
  ) {
    self.title = title
    self.description = description
    self.url = url
    self.host = host
    self.path = path
    self.baseURL = baseURL
    self.language = language
    self.venue = venue
    self.everyRoom = everyRoom
    self.unknownRoom = unknownRoom
  }
}

extension EventIdentity {
  /// What names a thing of this event everywhere and for good. It has no title and no time in it.
  private func name(_ kind: String, _ id: String) -> String { "\(host)/\(path)/\(kind)/\(id)" }

  /// A calendar's name of a session: `malmo2012/programme/opening@example.org`. RFC 7986 (section 5.3)
  /// allows 255 octets.
  func uid(_ id: String) -> String {
    let readable = (path.isEmpty ? "" : path + "/") + id + "@" + host
    return readable.utf8.count <= 250 ? readable : guid("session", id) + "@" + host
  }

  /// A UUID (RFC 9562) that is the same in every build: version 8, whose bits are the maker's choice.
  /// Ours are the FNV-1a hashes with 64 bits of the name and of the name read backwards.
  func guid(_ kind: String, _ id: String) -> String {
    let bytes = Array(name(kind, id).utf8)
    let high = Fingerprint(bytes).value & 0xFFFF_FFFF_FFFF_0FFF | 0x8000
    let low = Fingerprint(bytes.reversed()).value & 0x3FFF_FFFF_FFFF_FFFF | 0x8000_0000_0000_0000
    let digits = hexadecimal(high) + hexadecimal(low)
    var parts: [Substring] = []
    var rest = digits[...]
    for length in [8, 4, 4, 4, 12] {
      parts.append(rest.prefix(length))
      rest = rest.dropFirst(length)
    }
    return parts.joined(separator: "-")
  }

  /// Numbers from 1 for things of a kind, as apps want them. Each comes from the thing's own id, so that
  /// it stays when others come and go; of two that want one number the second by id takes the next.
  func numbers(_ kind: String, _ ids: [String]) -> [String: Int] {
    var numbers: [String: Int] = [:]
    var taken: Set<Int> = []
    for id in ids.sorted(by: { $0.utf8.lexicographicallyPrecedes($1.utf8) }) {
      var number = Int(Fingerprint(Array(name(kind, id).utf8)).value % 0x7FFF_FFFF) + 1
      while !taken.insert(number).inserted { number = number % 0x7FFF_FFFF + 1 }
      numbers[id] = number
    }
    return numbers
  }

  /// A short name of letters, digits and underscores: what the apps' format calls the acronym.
  var acronym: String {
    let letters = asciiSlug(title, separator: "_")
    return letters.utf8.count >= 4 ? letters : letters.isEmpty ? "event" : letters + "_event"
  }
}

/// The plain letters and digits of a text, its words joined by a sign.
func asciiSlug(_ text: String, separator: String) -> String {
  slug(text).split(separator: "-").map { $0.filter { $0.isASCII && ($0.isLetter || $0.isNumber) } }
    .filter { !$0.isEmpty }.joined(separator: separator)
}

private func hexadecimal(_ value: UInt64) -> String {
  let digits = String(value, radix: 16)
  return String(repeating: "0", count: 16 - digits.count) + digits
}

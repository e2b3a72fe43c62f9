import CivilTime
import Text

/// What calendars and files for apps say of the event as a whole, and what makes its ids unique in the world.
package struct EventIdentity: Sendable {
  package var title: String
  package var description: String?
  /// The absolute address of the programme's page.
  package var url: String
  /// The host the site is published at.
  package var host: String
  /// The path of the programme on that host: `malmo2012/programme`.
  package var path: String
  /// The site's address.
  package var baseURL: String
  /// BCP 47 tag of the language of titles.
  package var language: String
  /// The building and city of sessions that have no other place, if they are known.
  package var venue: String?
  /// What files for apps call the room of a session that fills every room, and of one that has no room yet.
  package var everyRoom: String
  package var unknownRoom: String
  /// How many releases told of it; 0 if none did.
  package var releases = 0

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
  /// A name that no other thing in the world has. It stays when title and time change.
  private func name(_ kind: String, _ key: String) -> String { "\(host)/\(path)/\(kind)/\(key)" }

  /// The UID of a session in calendars: `malmo2012/programme/opening@example.org`. RFC 7986 (section 5.3)
  /// allows 255 octets.
  func uid(_ key: String) -> String {
    let readable = (path.isEmpty ? "" : path + "/") + key + "@" + host
    return readable.utf8.count <= 250 ? readable : guid("session", key) + "@" + host
  }

  /// A UUID that is the same in every build.
  func guid(_ kind: String, _ key: String) -> String { uuid(of: name(kind, key)) }

  /// The id that a file for apps of the programme at `path` on `host` has for a building that is listed like a room.
  package static func guid(ofPlace name: String, host: String, path: String) -> String {
    uuid(of: "\(host)/\(path)/place/\(name)")
  }

  /// The numeric ids, from 1, that apps want for things of a kind; one for each key. A number is a hash of the
  /// key, so that it stays when other things come and go. If two things have the same hash, the second one in
  /// the order of keys takes the next number.
  func numericIDs(_ kind: String, _ keys: [String]) -> [Int] {
    var numbers = Array(repeating: 0, count: keys.count)
    var taken: Set<Int> = []
    let order = keys.indices.sorted { keys[$0].utf8.lexicographicallyPrecedes(keys[$1].utf8) }
    for index in order {
      var number = Int(Fingerprint(Array(name(kind, keys[index]).utf8)).value % 0x7FFF_FFFF) + 1
      while !taken.insert(number).inserted { number = number % 0x7FFF_FFFF + 1 }
      numbers[index] = number
    }
    return numbers
  }

  /// A short name of letters, digits and underscores, which files for apps call the acronym.
  var acronym: String {
    let letters = asciiSlug(title, separator: "_")
    return letters.utf8.count >= 4 ? letters : letters.isEmpty ? "event" : letters + "_event"
  }
}

/// The ASCII letters and digits of a text, its words joined by a separator.
func asciiSlug(_ text: String, separator: String) -> String {
  slug(text).split(separator: "-").map { $0.filter { $0.isASCII && ($0.isLetter || $0.isNumber) } }
    .filter { !$0.isEmpty }.joined(separator: separator)
}

/// A UUID (RFC 9562) for a name. It is of version 8, which leaves the choice of bits to us: the 64-bit FNV-1a hashes of
/// the name and of the name read backwards.
private func uuid(of name: String) -> String {
  let bytes = Array(name.utf8)
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

private func hexadecimal(_ value: UInt64) -> String {
  let digits = String(value, radix: 16)
  return String(repeating: "0", count: 16 - digits.count) + digits
}

/// A file that the program brings with it.
package struct ShippedFile: Sendable {
  /// Below the folder that it belongs to, as `partials/head.html`.
  package let path: String
  /// Its text, or in base64 what is no text.
  private let embedded: String
  /// Whether it is no text.
  package let isBinary: Bool

  init(path: String, embedded: String, isBinary: Bool) {
    self.path = path
    self.embedded = embedded
    self.isBinary = isBinary
  }

  package var text: String { isBinary ? "" : embedded }
  package var bytes: [UInt8] { isBinary ? decoded(base64: embedded) : Array(embedded.utf8) }
}

/// The bytes that a text in base64 stands for (RFC 4648, section 4). The text is our own, so it has no mistakes.
private func decoded(base64 text: String) -> [UInt8] {
  var bytes: [UInt8] = []
  bytes.reserveCapacity(text.utf8.count / 4 * 3)
  var (bits, count) = (UInt32(0), 0)
  for character in text.utf8 {
    let value: UInt8
    switch character {
    case 0x41...0x5A: value = character - 0x41
    case 0x61...0x7A: value = character - 0x61 + 26
    case 0x30...0x39: value = character - 0x30 + 52
    case 0x2B: value = 62
    case 0x2F: value = 63
    default: continue
    }
    bits = bits << 6 | UInt32(value)
    count += 6
    if count >= 8 {
      count -= 8
      bytes.append(UInt8(truncatingIfNeeded: bits >> UInt32(count)))
    }
  }
  return bytes
}

/// The design that ships: templates, styles, scripts and words, by their paths below a site's `templates/`.
package let conferenceDesign = files(below: "Design/")

/// A site that `lectern init` makes.
package enum StarterSite: String, Sendable, CaseIterable {
  /// A small conference in the design that ships.
  case conference
  /// A campaign in the same design.
  case campaign
  /// A few templates for who begins from nothing.
  case bare

  /// By their paths from the site's folder.
  package var files: [ShippedFile] { ConferenceDesign.files(below: "Sites/\(rawValue)/") }
}

private func files(below folder: String) -> [ShippedFile] {
  embeddedFiles.filter { $0.path.hasPrefix(folder) }.map {
    ShippedFile(
      path: String($0.path.dropFirst(folder.count)), embedded: $0.text, isBinary: $0.isBase64)
  }
}

import CivilTime
import Text
package import Web

/// What publications wrote at a place: what a later one may replace and remove. It lies at the place itself, so that
/// whoever publishes next, from whatever machine, knows it.
///
/// While a publication goes on, the record names what was there before and what is to come, so that one that ends
/// in the middle leaves nothing that the next one doesn't know.
package struct PublicationRecord: Hashable, Sendable {
  /// A file that publications wrote.
  package struct Entry: Hashable, Sendable {
    /// The text of its `Fingerprint`; `nil` while it is being replaced, so that nobody knows what stands there.
    package var fingerprint: String?
    /// In bytes.
    package var size: Int
    /// Since when no page of the site needs the file, in seconds since 1970; `nil` if it is a part of the site.
    package var leftAt: Int?

    package init(fingerprint: String?, size: Int, leftAt: Int? = nil) {
      self.fingerprint = fingerprint
      self.size = size
      self.leftAt = leftAt
    }
  }

  /// The record's name at the place. A name with a dot: hosts don't show it, and no page is called so.
  package static let fileName = ".lectern-published.txt"

  /// When the publication began, in seconds since 1970.
  package var publishedAt: Int
  package var entries: [OutputPath: Entry]

  package init(publishedAt: Int, entries: [OutputPath: Entry] = [:]) {
    self.publishedAt = publishedAt
    self.entries = entries
  }

  /// Whether the publication came to its end.
  package var isWhole: Bool { entries.values.allSatisfy { $0.fingerprint != nil } }

  /// When it was published, for people: `2026-11-27 13:30 UTC`.
  package var moment: String {
    let civil = CivilDateTime(secondsSince1970: publishedAt)
    return "\(civil.date) \(padded(civil.time.hour, to: 2)):\(padded(civil.time.minute, to: 2)) UTC"
  }
}

// MARK: Its form

private let firstLine =
  "What Lectern published here. A later publication removes only what stands here; keep this file."

extension PublicationRecord {
  /// A line that says what it is, one with the time, a line for each file in the order of their paths (fingerprint,
  /// size, when it left the site, path; a hyphen for what isn't known), and one that counts them, so that a record
  /// that was cut off is none.
  package var text: [UInt8] {
    var lines = [firstLine, "published \(publishedAt)"]
    for (path, entry) in entries.sorted(by: { $0.key < $1.key }) {
      let fields = [
        entry.fingerprint ?? "-", "\(entry.size)", entry.leftAt.map(String.init) ?? "-",
        path.recordedForm,
      ]
      lines.append(fields.joined(separator: "\t"))
    }
    lines.append("\(entries.count) files")
    return Array((lines.joined(separator: "\n") + "\n").utf8)
  }

  /// Reads a record. `nil` if it is none, is cut off, or names something that no publication can have written.
  package init?(_ bytes: [UInt8]) {
    guard let text = String(validating: bytes, as: UTF8.self), text.hasSuffix("\n") else {
      return nil
    }
    let lines = text.utf8.dropLast()
      .split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false).map(Substring.init)
    guard lines.count >= 3, lines[0] == firstLine, lines[1].hasPrefix("published "),
      let publishedAt = Int(lines[1].dropFirst("published ".count)),
      lines[lines.count - 1] == "\(lines.count - 3) files"
    else { return nil }
    self.init(publishedAt: publishedAt)
    for line in lines[2..<(lines.count - 1)] {
      let fields = line.utf8.split(
        separator: UInt8(ascii: "\t"), maxSplits: 3, omittingEmptySubsequences: false
      ).map(Substring.init)
      guard fields.count == 4, let size = Int(fields[1]), size >= 0,
        let path = OutputPath(recordedForm: fields[3])
      else { return nil }
      var entry = Entry(fingerprint: nil, size: size)
      if fields[0] != "-" {
        guard isFingerprint(fields[0]) else { return nil }
        entry.fingerprint = String(fields[0])
      }
      if fields[2] != "-" {
        guard let leftAt = Int(fields[2]) else { return nil }
        entry.leftAt = leftAt
      }
      guard entries.updateValue(entry, forKey: path) == nil else { return nil }
    }
  }
}

/// Whether a text is that of a `Fingerprint`.
package func isFingerprint(_ text: some StringProtocol) -> Bool {
  text.utf8.count == 10
    && text.utf8.allSatisfy {
      (UInt8(ascii: "a")...UInt8(ascii: "z")).contains($0)
        || (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0)
    }
}

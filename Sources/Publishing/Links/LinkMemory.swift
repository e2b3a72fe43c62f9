package import CivilTime
import Text

/// What is remembered of addresses on other sites, in `content/_links.tsv`: since a host may be out of order for a day,
/// an address counts as gone only after several days on which it was asked for.
package struct LinkMemory: Hashable, Sendable {
  /// What is known of one address.
  package struct Entry: Hashable, Sendable {
    /// The last day on which it was asked for.
    package var asked: CivilDate?
    /// The last day on which it was there.
    package var good: CivilDate?
    /// The days on which there was nothing, since it was last there; the first few of them and the last.
    package var missing: [CivilDate] = []
    /// The last answer, in words; empty if it was good.
    package var answer = ""
    /// Where it has moved to for good.
    package var moved: String?
    /// A copy in an archive. An editor writes it here.
    package var archived: String?

    package init() {}
  }

  package var entries: [String: Entry]

  package init(_ entries: [String: Entry] = [:]) { self.entries = entries }
}

/// What is said of an address.
package enum LinkVerdict: Hashable, Sendable {
  /// It is there, or was at the last look.
  case good
  case moved(to: String)
  /// Nothing was there on several days, the first of which is named, as in `2012-09-19`.
  case gone(since: String, answer: String)
  /// Nothing was there, but not for long enough to say so.
  case missing(since: String, answer: String)
  case unclear(String)
  case unasked
}

extension LinkMemory.Entry {
  /// On how many days nothing has to be there, and how many days apart the first and the last have to be.
  package static let (daysUntilGone, spanUntilGone) = (3, 3)
  /// An address that was there is asked for again after so many days.
  package static let daysUntilAskedAgain = 7

  package var verdict: LinkVerdict {
    if let first = missing.first, let last = missing.last {
      let span = last.daysSince1970 - first.daysSince1970
      let isGone = missing.count >= Self.daysUntilGone && span >= Self.spanUntilGone
      let since = first.description
      return isGone ? .gone(since: since, answer: answer) : .missing(since: since, answer: answer)
    }
    if let moved { return .moved(to: moved) }
    if !answer.isEmpty { return .unclear(answer) }
    return asked == nil ? .unasked : .good
  }

  /// Whether the address is to be asked for on a day: once a day at most.
  package func isDue(on day: CivilDate) -> Bool {
    guard let asked else { return true }
    if asked == day { return false }
    guard verdict == .good, let good else { return true }
    return day.daysSince1970 - good.daysSince1970 >= Self.daysUntilAskedAgain || day < good
  }

  /// Remembers what asking came to.
  package mutating func add(_ outcome: LinkOutcome, on day: CivilDate) {
    asked = day
    switch outcome {
    case .good: (good, missing, answer, moved) = (day, [], "", nil)
    case .moved(let address): (good, missing, answer, moved) = (day, [], "", address)
    case .gone(let reason):
      answer = reason
      moved = nil
      if missing.contains(day) { return }
      // The first days and the last tell all that is asked.
      if missing.count >= Self.daysUntilGone { missing.removeLast() }
      missing.append(day)
    // A host that says nothing takes nothing back.
    case .unclear(let reason): if missing.isEmpty { answer = reason }
    }
  }
}

// MARK: Its form

private let columns = ["address", "asked", "good", "missing", "answer", "moved", "archived"]

extension LinkMemory {
  /// A line with the names of the columns, then one for each address in the order of the addresses.
  package var text: String {
    var lines = [columns.joined(separator: "\t")]
    for (address, entry) in entries.sorted(by: { $0.key < $1.key }) {
      let fields: [String] = [
        address, entry.asked?.description ?? "", entry.good?.description ?? "",
        entry.missing.map(\.description).joined(separator: " "), entry.answer, entry.moved ?? "",
        entry.archived ?? "",
      ]
      lines.append(fields.map(oneField).joined(separator: "\t"))
    }
    return lines.joined(separator: "\n") + "\n"
  }

  /// Reads the memory. What is wrong with it is told by its line, since it is a file that people merge.
  package init(_ text: String) throws(LinkMemoryMistake) {
    self.init()
    let lines = text.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline)
    if text.isEmpty { return }
    guard lines[0].split(separator: "\t").map(String.init) == columns else {
      throw LinkMemoryMistake(line: 1, message: "the first line doesn't name the columns")
    }
    for (index, line) in lines.enumerated().dropFirst() where !line.isEmpty {
      let fields = line.split(separator: "\t", omittingEmptySubsequences: false).map(String.init)
      // Spreadsheets and editors leave out what is empty at the end.
      guard (2...columns.count).contains(fields.count), !fields[0].isEmpty else {
        throw LinkMemoryMistake(
          line: index + 1, message: "a line has an address and \(columns.count - 1) more columns")
      }
      func field(_ number: Int) -> String? {
        number < fields.count && !fields[number].isEmpty ? fields[number] : nil
      }
      func day(_ text: String?) throws(LinkMemoryMistake) -> CivilDate? {
        guard let text else { return nil }
        guard let day = try? CivilDate(parsing: text) else {
          throw LinkMemoryMistake(line: index + 1, message: "'\(text)' is no day")
        }
        return day
      }
      var entry = Entry()
      entry.asked = try day(field(1))
      entry.good = try day(field(2))
      for text in (field(3) ?? "").split(separator: " ") {
        if let day = try day(String(text)) { entry.missing.append(day) }
      }
      entry.answer = field(4) ?? ""
      (entry.moved, entry.archived) = (field(5), field(6))
      entries[fields[0]] = entry
    }
  }
}

/// What is wrong with the memory of links.
package struct LinkMemoryMistake: Error, Hashable {
  package let line: Int
  package let message: String

  package init(line: Int, message: String) { (self.line, self.message) = (line, message) }
}

private func oneField(_ text: String) -> String {
  String(
    String.UnicodeScalarView(
      text.unicodeScalars.map { $0 == "\t" || $0.properties.generalCategory == .control ? " " : $0 }
    ))
}

/// The day of an instant, in seconds since 1970, in a zone.
package func day(ofInstant instant: Int, in zone: Zone) -> CivilDate {
  zone.civil(atInstant: instant).date
}

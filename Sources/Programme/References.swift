import Diagnostics
import Text

/// Finds records by their id or by the last parts of it, as far as those tell one from all others.
struct ReferenceIndex {
  /// What the records are, for messages: `room`.
  let kind: String
  private var exact: [String: Int] = [:]
  private var bySuffix: [String: [Int]] = [:]
  private let ids: [String]

  init(_ kind: String, ids: [String]) {
    self.kind = kind
    self.ids = ids
    for (index, id) in ids.enumerated() {
      exact[id] = index
      var rest = id[...]
      while let slash = rest.firstIndex(of: "/") {
        rest = rest[rest.index(after: slash)...]
        bySuffix[String(rest), default: []].append(index)
      }
    }
  }

  /// The record that is meant, or what to tell the editor.
  func resolve(_ reference: Located<String>) -> Result<Int, UnresolvedReference> {
    let wanted = reference.value
    if let index = exact[wanted] { return .success(index) }
    let candidates = bySuffix[wanted] ?? []
    if candidates.count == 1 { return .success(candidates[0]) }
    return .failure(
      UnresolvedReference(
        diagnostic: candidates.isEmpty
          ? unknown(wanted, at: reference.location)
          : ambiguous(wanted, candidates, at: reference.location)))
  }

  private func unknown(_ wanted: String, at location: SourceLocation?) -> Diagnostic {
    let names = ids + bySuffix.keys.sorted()
    let help =
      nearest(to: wanted, in: names).map { "did you mean '\($0)'?" }
      ?? (ids.isEmpty
        ? "there is no \(kind) yet; add one, or leave this out"
        : "known: \(ids.prefix(8).joined(separator: ", "))\(ids.count > 8 ? ", …" : "")")
    return .error("no \(kind) has the id '\(wanted)'", at: location, help: help)
  }

  private func ambiguous(
    _ wanted: String, _ candidates: [Int], at location: SourceLocation?
  ) -> Diagnostic {
    let names = candidates.map { "'\(ids[$0])'" }.joined(separator: " or ")
    return .error(
      "'\(wanted)' may be more than one \(kind)", at: location, help: "write \(names)")
  }
}

struct UnresolvedReference: Error {
  let diagnostic: Diagnostic
}

/// Records that are named, each by an id of its own.
protocol Identified {
  var id: String { get }
  var location: SourceLocation? { get }
}

extension SessionRecord: Identified {}
extension PersonRecord: Identified {}
extension RoomRecord: Identified {}
extension TrackRecord: Identified {}

/// The first record with each id; further ones are mistakes.
func distinct<Record: Identified>(_ records: [Record], _ kind: String) -> Diagnosed<[Record]> {
  var firstByID: [String: SourceLocation?] = [:]
  var result = Diagnosed<[Record]>([])
  for record in records {
    guard let first = firstByID[record.id] else {
      firstByID[record.id] = .some(record.location)
      result.value.append(record)
      continue
    }
    result.diagnostics.append(
      .error(
        "another \(kind) has the id '\(record.id)' already", at: record.location,
        help: "give one of them another id; calendars know a \(kind) by it",
        notes: first.map { [Diagnostic.Note("the other one is here", at: $0)] } ?? []))
  }
  return result
}

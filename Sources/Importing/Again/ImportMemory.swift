// What imports have made of what. A planner's own id tells that two exports speak of one session even if its title is another
// one, and what the planner said last tells who changed a field since: the planner, the editor, or both.

import Content
package import Diagnostics
import Planners
import SourceFormats
import Text

/// The file in which imports remember what came from where, one page a line.
package struct ImportMemory: Sendable {
  package static let file = "content/" + importMemoryPath

  /// A page that an import made, or found.
  struct Entry: Sendable {
    /// Whose list of things it is in: a planner's, or a sheet's.
    var source: String
    var kind: String
    /// The page's path: `programme/opening`.
    var path: String
    /// The planner's own ids, such as `code:ABCDEF`. The first one counts if several are the same.
    var keys: [String]
    /// Whether the planner has it no more.
    var isWithdrawn = false
    /// Fingerprints of what the planner said last, by field; that of the text under `body`.
    var fields: [String: String] = [:]

    var folder: String { path.lastIndex(of: "/").map { String(path[..<$0]) } ?? "" }
    var id: String { path.split(separator: "/").last.map(String.init) ?? path }
  }

  private(set) var entries: [Entry] = []
  /// The file as it is. `nil` if there is none.
  private(set) var bytes: [UInt8]?
  /// By source, kind and folder, the entries by each of their keys.
  private var indices: [Scope: [String: Int]] = [:]

  struct Scope: Hashable {
    var source: String
    var kind: String
    var folder: String
  }

  package init() {}

  init(_ entries: [Entry]) { for entry in entries { add(entry) } }

  private mutating func add(_ entry: Entry) {
    let scope = Scope(source: entry.source, kind: entry.kind, folder: entry.folder)
    for key in entry.keys where indices[scope]?[key] == nil {
      indices[scope, default: [:]][key] = entries.count
    }
    entries.append(entry)
  }

  /// The entry of the thing that has one of these keys.
  func entry(of keys: [String], _ scope: Scope) -> Entry? {
    guard let known = indices[scope] else { return nil }
    return keys.lazy.compactMap { known[$0] }.first.map { entries[$0] }
  }

  /// The entry of the thing that has one of these keys and this page.
  func entry(at id: String, _ keys: [String], _ scope: Scope) -> Entry? {
    guard let known = indices[scope] else { return nil }
    return keys.lazy.compactMap { known[$0] }.map { entries[$0] }.first { $0.id == id }
  }

  func entries(_ scope: Scope) -> [Entry] {
    entries.filter {
      $0.source == scope.source && $0.kind == scope.kind && $0.folder == scope.folder
    }
  }

  // MARK: Sheets

  /// What a sheet is called: after its file, without the numbers that programs put behind the names of copies. A sheet with
  /// another name that has the ids of a known one is that.
  func source(ofSheet file: String, _ kind: String, _ folder: String, keys: Set<String>) -> String {
    let name = file.split(separator: "/").last.map(String.init) ?? file
    let stem = name.lastIndex(of: ".").map { String(name[..<$0]) } ?? name
    let words = slug(stem).split(separator: "-").filter { !$0.allSatisfy(\.isNumber) }
    let source = "sheet:" + words.joined(separator: "-")
    var counts: [String: Int] = [:]
    for entry in entries
    where entry.kind == kind && entry.folder == folder && entry.source.hasPrefix("sheet:") {
      if entry.source == source { return source }
      if !keys.isDisjoint(with: entry.keys) { counts[entry.source, default: 0] += 1 }
    }
    // Half of its rows make it the known one.
    let best = counts.max { ($0.value, $1.key) < ($1.value, $0.key) }
    return best.flatMap { $0.value * 2 > keys.count ? $0.key : nil } ?? source
  }

  // MARK: The file

  package static func read(_ source: SourceText) -> Diagnosed<ImportMemory> {
    var memory = ImportMemory()
    memory.bytes = source.bytes
    var diagnostics: [Diagnostic] = []
    for line in source.recordLines {
      if let entry = Entry(line.cells) {
        memory.add(entry)
        continue
      }
      diagnostics.append(
        .error(
          ImportCode.invalidImportLine, "this line doesn't say what an import made",
          at: line.location,
          help:
            "take the line back from an earlier version of the file; of two versions that were joined, keep the lines of both"
        ))
    }
    return Diagnosed(memory, diagnostics)
  }

  package var fileText: String {
    let lines = entries.sorted {
      ($0.path, $0.source, $0.keys.first ?? "") < ($1.path, $1.source, $1.keys.first ?? "")
    }.map(\.line)
    return """
      # What imports made of what, and what the planner said last. `lectern import` writes it; keep it with the site.
      # page, kind, source, ids, state, fingerprints of fields: parted by tabs

      """ + lines.map { $0 + "\n" }.joined()
  }
}

extension ImportMemory.Entry {
  fileprivate init?(_ cells: [String]) {
    guard cells.count == 6, !cells[0].isEmpty, !cells[1].isEmpty, !cells[2].isEmpty,
      ["", "withdrawn"].contains(cells[4])
    else { return nil }
    (path, kind, source) = (cells[0], cells[1], cells[2])
    keys = cells[3].split(separator: " ").map(String.init)
    isWithdrawn = !cells[4].isEmpty
    for field in cells[5].split(separator: " ") {
      guard let equals = field.firstIndex(of: "=") else { return nil }
      fields[String(field[..<equals])] = String(field[field.index(after: equals)...])
    }
  }

  fileprivate var line: String {
    let fields = fields.sorted { $0.key < $1.key }.map { "\($0.key)=\($0.value)" }
    return [
      path, kind, source, keys.joined(separator: " "), isWithdrawn ? "withdrawn" : "",
      fields.joined(separator: " "),
    ].joined(separator: "\t")
  }
}

/// The key of what a planner or a sheet has no id for.
func nameKey(_ id: String) -> String { "name:\(id)" }

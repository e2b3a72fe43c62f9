// Three states of one field: what the planner said at the last import, what it says now, and what the site's file says. Who
// changed it since decides. If both did, the file stays as it is, and the editor is told.

import Programme

/// What becomes of the fields of one page.
struct FieldMerge {
  struct Difference {
    var key: String
    /// `nil` if there is nothing.
    var planner: String?
    var file: String?
  }

  /// Keys that get the planner's value, or lose theirs, since it has none any more.
  private(set) var taken: [String] = []
  /// What both changed.
  private(set) var conflicts: [Difference] = []
  /// What is the editor's, and the planner has not changed.
  private(set) var ours: [Difference] = []

  /// - Parameters:
  ///   - said: what the planner says now.
  ///   - earlier: fingerprints of what it said at the last import.
  ///   - file: what the site's file says under a key.
  init(
    _ said: [(key: String, text: String)], earlier: [String: String], file: (String) -> String?
  ) {
    let now = Dictionary(said.map { ($0.key, $0.text) }) { first, _ in first }
    let gone = earlier.keys.filter { now[$0] == nil }.sorted()
    for key in said.map(\.key).withoutRepetitions + gone {
      let (planner, before) = (now[key], earlier[key])
      let own = file(key).flatMap { $0.isEmpty ? nil : $0 }
      if own == planner { continue }
      let difference = Difference(key: key, planner: planner, file: own)
      if own.map(fingerprint) == before {
        taken.append(key)
      } else if planner.map(fingerprint) == before {
        ours.append(difference)
      } else {
        conflicts.append(difference)
      }
    }
  }
}

// Who a cell names. Semicolons and line ends separate people. A comma and words such as `and` may be part of a name, so
// who is known decides, and otherwise the editor, with one answer for the whole sheet.

import Content
import ContentSchema
import Diagnostics
import Planners
import SourceFormats

/// How names that a comma or a word joins are meant, as the editor states it.
package enum PeopleSplitting: String, Sendable, CaseIterable {
  /// Commas separate people, and so do words such as `and`.
  case comma
  /// Words such as `and` separate people, and commas don't.
  case words
  /// Only semicolons and line ends separate people.
  case never
}

/// Reads the cells of a sheet that name people.
struct PeopleCells {
  let splitting: PeopleSplitting?
  /// The keys of names that stand alone in some cell.
  private var namedAlone: Set<String> = []
  /// Cells that can be read in several ways.
  private(set) var unclear: [CSV.Cell] = []
  /// Cells that name nobody yet.
  private(set) var unknown: [CSV.Cell] = []

  init(_ splitting: PeopleSplitting?) { self.splitting = splitting }

  /// Remembers the names that stand alone, before any cell is read.
  mutating func learn(from cell: CSV.Cell) {
    for item in items(cell.text) where pieces(of: item).count == 1 && !isNobody(item) {
      namedAlone.insert(PersonName(item).key)
    }
  }

  /// The people that a cell names.
  mutating func people(in cell: CSV.Cell, _ known: ImportReferences, _ kind: String) -> [PersonName]
  {
    items(cell.text).flatMap { item -> [PersonName] in
      if known.isKnown(item, [kind]) { return [PersonName(item)] }
      // `n/a` is one piece, too.
      let whole = isNobody(item) ? [item] : pieces(of: item)
      let pieces = whole.filter { !isNobody($0) }
      for nobody in whole where isNobody(nobody) && !saysNothing(nobody) {
        unknown.append(CSV.Cell(text: nobody, location: cell.location))
      }
      if pieces.count < 2 { return pieces.map(PersonName.init) }
      return separate(pieces, of: item, in: cell, known, kind)
    }
  }

  private mutating func separate(
    _ pieces: [String], of item: String, in cell: CSV.Cell, _ known: ImportReferences,
    _ kind: String
  ) -> [PersonName] {
    let commaParts = people(withTitles: parts(of: item, at: [","]))
    if commaParts.count == 2 {
      let turned = commaParts[1] + " " + commaParts[0]
      if isKnown(turned, known, kind) { return [PersonName(turned)] }
    }
    switch splitting {
    case .comma: return pieces.map(PersonName.init)
    case .words: return namesJoinedByWords(item).map(PersonName.init)
    case .never: return [PersonName(item)]
    case nil: break
    }
    let knownPieces = pieces.filter { isKnown($0, known, kind) }
    if knownPieces.count == pieces.count { return pieces.map(PersonName.init) }
    // Where one of two is somebody, `Ann Lee and Bo Moe` is not the name of a third.
    if commaParts.count == 1 && !knownPieces.isEmpty && pieces.allSatisfy(isFullName) {
      return pieces.map(PersonName.init)
    }
    unclear.append(cell)
    return []
  }

  /// The people whom the row of one person names, if words such as `and` join several: `Ann Lee and Bo Moe`.
  mutating func peopleJoinedByWords(
    in cell: CSV.Cell, _ known: ImportReferences, _ kind: String
  ) -> [PersonName] {
    let names = namesJoinedByWords(cell.text)
    if names.count < 2 || splitting == .never || known.isKnown(cell.text, [kind]) {
      return [PersonName(cell.text)]
    }
    let areKnown = names.filter { isKnown($0, known, kind) }
    let areSeveral =
      areKnown.count == names.count || !areKnown.isEmpty && names.allSatisfy(isFullName)
    if splitting == nil && !areSeveral { unclear.append(cell) }
    return names.filter { !isNobody($0) }.map(PersonName.init)
  }

  /// Whether a name stands for nobody, or is none.
  private func isNobody(_ name: String) -> Bool { namesNobody(name) || whatIsNoName(name) != nil }

  private func isKnown(_ name: String, _ known: ImportReferences, _ kind: String) -> Bool {
    isNamedAlone(name) || known.isKnown(name, [kind])
  }

  private func isNamedAlone(_ name: String) -> Bool { namedAlone.contains(PersonName(name).key) }

  private func isFullName(_ name: String) -> Bool {
    PersonName(name).name.contains(" ")
  }

  private func items(_ text: String) -> [String] {
    parts(of: text, at: [";", "\n", "\r\n", "\r", "\u{2028}", "•"])
  }

  /// The smallest parts that can be names.
  private func pieces(of item: String) -> [String] {
    people(withTitles: parts(of: item, at: [","])).flatMap(namesJoinedByWords)
  }

  /// Parts between commas, with titles put back to the names that they follow.
  private func people(withTitles parts: [String]) -> [String] {
    parts.reduce(into: []) { names, part in
      if isPostNominal(part), let last = names.popLast() {
        names.append("\(last), \(part)")
      } else {
        names.append(part)
      }
    }
  }

  /// The question for the editor, once for the whole sheet.
  var diagnostics: [Diagnostic] {
    guard let first = unclear.first else { return [] }
    let others = unclear.count == 1 ? "" : ", and so can \(unclear.count - 1) more"
    return [
      .error(
        ImportCode.cellAmbiguous, "'\(first.text)' can be one name or several\(others)",
        at: first.location,
        help:
          "say it for the whole sheet: --split-people comma splits at commas and words such as 'and', "
          + "--split-people words at these words alone, --split-people never keeps each cell as one name; or "
          + "separate several people with semicolons")
    ]
  }
}

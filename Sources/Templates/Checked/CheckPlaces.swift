import Diagnostics

/// Holds what templates print against the places in HTML at which they print it.
extension Linker {
  mutating func checkPlaces(of number: Int) {
    let code = codes[number]
    guard isReadable(code), code.isMarkup, blockPlaces[code.name] == nil else { return }
    // What a block stands in is known from the template above, and where an include ends from its own.
    blockPlaces[code.name] = [:]
    for use in uses(of: code) { if let used = numbers[use.name] { checkPlaces(of: used) } }
    let known = shapes[number] ?? code.tables.expressions.map { _ in .anything }
    let found = places(
      in: code, library, shapes: known,
      blocks: code.parent.flatMap { blockPlaces[$0.name] } ?? [:], ends: ends)
    blockPlaces[code.name] = found.blocks
    if code.parent == nil { ends[code.name] = found.end }
    for mistake in found.mistakes { report(mistake, in: code) }
    codes[number] = code.marking(found.outputs)
    checkIncludes(found.includes, of: code)
  }

  /// What is included within a script or a tag is read once more from there, and what that includes in
  /// turn. A template is read once for each place, however many ways lead there.
  private mutating func checkIncludes(
    _ includes: [(index: Int, place: HTMLPlace)], of code: Code
  ) {
    var waiting = [(code: code, includes: includes)]
    while let (code, includes) = waiting.popLast() {
      for (number, place) in includes {
        for (name, range) in code.constantNames(code.tables.includes[number]) {
          guard let target = numbers[name], isReadable(codes[target]),
            includedPlaces[target, default: []].insert(place).inserted
          else { continue }
          let included = codes[target]
          if let count = includedPlaces[target]?.count, count > Self.mostIncludedPlaces {
            reportTooManyPlaces(
              name, range, in: code, isFirst: count == Self.mostIncludedPlaces + 1)
            continue
          }
          let known = shapes[target] ?? included.tables.expressions.map { _ in .anything }
          let found = places(in: included, library, shapes: known, blocks: [:], from: place)
          for mistake in found.mistakes where !isTold(mistake, in: included) {
            report(mistake, in: included)
          }
          if found.mistakes.isEmpty, place.joined(with: found.end) == nil {
            report(
              CodeMistake(
                code: .differentPlaces,
                message: "'\(name)' is included \(place.title), and ends \(found.end.title)",
                range: range, help: "an included template has to end where it begins"), in: code)
          }
          waiting.append((included, found.includes))
        }
      }
    }
  }

  /// In so many places within tags a template is looked at: each may be the name of another tag.
  private static let mostIncludedPlaces = 1000

  private mutating func reportTooManyPlaces(
    _ name: String, _ range: Range<Int>, in code: Code, isFirst: Bool
  ) {
    // One that leads back to itself has been told, and may stand in ever new places.
    guard isFirst, !broken.contains(name) else { return }
    report(
      "'\(name)' is included within tags in more places than can be checked", range, in: code,
      help: "include it between tags, not in them")
  }

  private func isTold(_ mistake: CodeMistake, in code: Code) -> Bool {
    let place = code.source.location(of: mistake.range)
    return diagnostics.contains { $0.location == place && $0.message == mistake.message }
  }
}

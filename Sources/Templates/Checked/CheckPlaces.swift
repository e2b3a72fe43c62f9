import Diagnostics

/// Holds what templates print against the places in HTML at which they print it.
extension Linker {
  mutating func checkPlaces(of number: Int) {
    let code = codes[number]
    guard isReadable(code), code.isMarkup, blockPlaces[code.name] == nil else { return }
    // What a block stands in is known from the template above.
    blockPlaces[code.name] = [:]
    if let parent = code.parent.flatMap({ numbers[$0.name] }) { checkPlaces(of: parent) }
    let known = shapes[number] ?? code.tables.expressions.map { _ in .anything }
    let found = places(
      in: code, library, shapes: known,
      blocks: code.parent.flatMap { blockPlaces[$0.name] } ?? [:])
    blockPlaces[code.name] = found.blocks
    for mistake in found.mistakes {
      report(mistake.message, mistake.range, in: code, help: mistake.help)
    }
    codes[number] = code.marking(addresses: found.addresses)
    checkIncludes(found.includes, of: code, depth: 0)
  }

  /// What is included within a script or a tag is read once more, from there.
  private mutating func checkIncludes(
    _ includes: [(number: Int, place: HTMLPlace)], of code: Code, depth: Int
  ) {
    // Deeper ones lead back to themselves, which has been told.
    guard depth < 10 else { return }
    for (number, place) in includes {
      for (name, _) in constantNames(code.tables.includes[number], in: code) {
        guard let target = numbers[name], isReadable(codes[target]) else { continue }
        let included = codes[target]
        let known = shapes[target] ?? included.tables.expressions.map { _ in .anything }
        let found = places(in: included, library, shapes: known, blocks: [:], from: place)
        for mistake in found.mistakes where !isTold(mistake, in: included) {
          report(mistake.message, mistake.range, in: included, help: mistake.help)
        }
        checkIncludes(found.includes, of: included, depth: depth + 1)
      }
    }
  }

  private func isTold(_ mistake: CodeMistake, in code: Code) -> Bool {
    let place = code.source.location(of: mistake.range)
    return diagnostics.contains { $0.location == place && $0.message == mistake.message }
  }
}

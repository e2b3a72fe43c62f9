import Diagnostics

/// Holds what templates print against the places in HTML at which they print it.
extension TemplateChecker {
  mutating func checkPlaces(of number: Int) {
    let template = templates[number]
    guard isReadable(template), template.isMarkup, blockPlaces[template.name] == nil else { return }
    // The template above knows where a block begins, and the included one where an include ends.
    blockPlaces[template.name] = [:]
    for use in uses(of: template) { if let used = numbers[use.name] { checkPlaces(of: used) } }
    let known = shapes[number] ?? template.tables.expressions.map { _ in .anything }
    let found = places(
      in: template, callables, shapes: known,
      blocks: template.parent.flatMap { blockPlaces[$0.name] } ?? [:], ends: ends)
    blockPlaces[template.name] = found.blocks
    if template.parent == nil { ends[template.name] = found.end }
    for mistake in found.mistakes { report(mistake, in: template) }
    templates[number] = template.marking(found.outputs)
    checkIncludes(found.includes, of: template)
  }

  /// What is included within a script or a tag is read once more from there, and what that includes in
  /// turn. A template is read once for each place, however many ways lead there.
  private mutating func checkIncludes(
    _ includes: [(id: ID<Include>, place: HTMLPlace)], of template: Template
  ) {
    var waiting = [(template: template, includes: includes)]
    while let (template, includes) = waiting.popLast() {
      for (number, place) in includes {
        for (name, range) in template.constantNames(template.tables.includes[number]) {
          guard let target = numbers[name], isReadable(templates[target]),
            includedPlaces[target, default: []].insert(place).inserted
          else { continue }
          let included = templates[target]
          if let count = includedPlaces[target]?.count, count > Self.mostIncludedPlaces {
            reportTooManyPlaces(
              name, range, in: template, isFirst: count == Self.mostIncludedPlaces + 1)
            continue
          }
          let known = shapes[target] ?? included.tables.expressions.map { _ in .anything }
          let found = places(in: included, callables, shapes: known, blocks: [:], from: place)
          for mistake in found.mistakes where !isReported(mistake, in: included) {
            report(mistake, in: included)
          }
          if found.mistakes.isEmpty, place.joined(with: found.end) == nil {
            report(
              TemplateMistake(
                code: .differentPlaces,
                message: "'\(name)' is included \(place.title), and ends \(found.end.title)",
                range: range, help: "an included template has to end where it begins"), in: template
            )
          }
          waiting.append((included, found.includes))
        }
      }
    }
  }

  /// Upper bound on the places within tags at which one included template is checked.
  private static let mostIncludedPlaces = 1000

  private mutating func reportTooManyPlaces(
    _ name: String, _ range: Range<Int>, in template: Template, isFirst: Bool
  ) {
    // A template that leads back to itself has been reported, and may be included in ever new places.
    guard isFirst, !broken.contains(name) else { return }
    report(
      .unsafeOutput, "'\(name)' is included within tags in more places than can be checked", range,
      in: template,
      help: "include it between tags, not in them")
  }

  private func isReported(_ mistake: TemplateMistake, in template: Template) -> Bool {
    let place = template.source.location(of: mistake.range)
    return diagnostics.contains { $0.location == place && $0.message == mistake.message }
  }
}

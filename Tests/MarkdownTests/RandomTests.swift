import Diagnostics
import Markdown
import Testing

/// What is true of every document, tried on random ones. The seeds are fixed: a failure comes again.
@Suite struct RandomTests {
  @Test(arguments: [UInt64](1...8))
  func holdsForEveryDocument(_ seed: UInt64) {
    var random = SeededRandom(state: seed)
    for _ in 0..<100 {
      let text = random.document(of: fragments)
      let found = violations(of: text)
      guard found.isEmpty else {
        Issue.record("\(found.joined(separator: ", ")) in \(text.debugDescription)")
        return
      }
    }
  }

  @Test func holdsForMixedExamplesOfTheSpecification() throws {
    let examples = try Specification.examples().map(\.markdown)
    var random = SeededRandom(state: 2_012)
    for _ in 0..<200 {
      let text = random.mutated(random.document(of: examples))
      let found = violations(of: text)
      guard found.isEmpty else {
        Issue.record("\(found.joined(separator: ", ")) in \(text.debugDescription)")
        return
      }
    }
  }
}

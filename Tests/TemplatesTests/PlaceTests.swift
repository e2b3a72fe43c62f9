import Diagnostics
import Foundation
import Templates
import TestSupport
import Testing
import Text

/// What may be printed where: `Tests/Judges/places.py` has made the list of places from the grammar of HTML, with
/// what it expects by rules of its own. The judges open in a browser what compiles.
@Suite struct PlaceTests {
  @Test func refusesAValueWhereEscapingDoesNotMakeItHarmless() throws {
    let url = Fixture.projectFolder.appending(path: "Tests/Judges/templates/places.lines")
    let lines = try Fixture(url: url).text.split(separator: "\n").filter { !$0.hasPrefix("#") }
    #expect(lines.count > 200)
    for line in lines {
      guard case .text(let template) = JSONValue.parse(String(line.dropFirst(2))) else { continue }
      let source = SourceText(file: "a.html", template)
      let found = TemplateSet.compile(
        [("a.html", source)], Environment(vocabulary: [], functions: [], filters: [])
      ).diagnostics
      #expect(found.isEmpty == line.hasPrefix("+"), "\(line): \(found.map(\.message))")
      #expect(found.allSatisfy { $0.help != nil }, "\(line)")
    }
  }
}

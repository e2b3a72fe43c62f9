import Content
import Foundation
import Importing
import SiteRender
import SiteViews
import TestSupport
import Testing

/// Holds docs/templates.md against the code: it names what there is and nothing else, and its examples
/// print what it says.
@Suite struct TemplateGuideTests {
  private let guide: Guide
  private let reference = TemplateReference()

  init() throws { guide = try Guide() }

  /// `UPDATE_GOLDENS=1` writes the tables anew.
  @Test func hasTheTablesThatFollowFromDeclarations() throws {
    let found = guide.tables
    #expect(found.map(\.name).sorted() == reference.tables.keys.sorted())
    if ProcessInfo.processInfo.environment["UPDATE_GOLDENS"] == "1" {
      var text = guide.text
      for (name, table) in found {
        let opening = "<!-- reference: \(name) -->\n"
        text = text.replacing(opening + table, with: opening + (reference.tables[name] ?? table))
      }
      try text.write(to: Guide.file, atomically: true, encoding: .utf8)
      return
    }
    for (name, table) in found { #expect(table == reference.tables[name], "\(name)") }
  }

  @Test func namesEveryVariable() {
    #expect(guide.names["variables"] == Set(reference.variables))
  }

  @Test(arguments: TemplateReference().attributes.keys.sorted())
  func namesEveryAttribute(_ thing: String) {
    #expect(guide.names[thing] == Set(reference.attributes[thing] ?? []), "\(thing)")
  }

  @Test func tellsOfNothingElse() {
    let known = Set(reference.attributes.keys).union(["variables", "directives"])
      .union(["functions", "filters", "tests"])
    #expect(Set(guide.names.keys) == known)
  }

  @Test func namesWhatAnEntryOfAListHas() {
    for (entry, names) in reference.entries {
      let parts = entry.split(separator: ".").map(String.init)
      let inverse = entry.hasPrefix("inverse of ")
      let text = inverse ? guide.text : guide.sections[parts[0] == "page" ? "kind page" : parts[0]]
      for name in names { #expect(text?.contains("`\(name)`") == true, "\(entry): \(name)") }
    }
  }

  @Test func namesEveryFunction() { expectCalls("functions", reference.functions) }
  @Test func namesEveryFilter() { expectCalls("filters", reference.filters) }
  @Test func namesEveryTest() { expectCalls("tests", reference.tests) }

  private func expectCalls(_ section: String, _ known: [(name: String, parameters: [String])]) {
    #expect(guide.names[section] == Set(known.map(\.name)))
    for (name, parameters) in known where !parameters.isEmpty {
      #expect(guide.parameters[section]?[name] == parameters, "\(name)")
    }
  }

  @Test func showsExamplesThatPrintWhatItSays() async throws {
    #expect(guide.examples.count > 20)
    let site = try SiteFixture("guide")
    for (name, text) in guide.parts { try site.write("templates/\(name)", text) }
    var all = ""
    for (number, example) in guide.examples.enumerated() {
      try site.write("templates/examples/\(number).html", example.template)
      all += "<!--\(number)-->{% include \"examples/\(number).html\" %}"
    }
    try site.write("templates/session.html", all)
    let report = try await site.build()
    #expect(report.text == "")
    let printed = try site.text("output/programme/food/index.html")
    for (number, example) in guide.examples.enumerated() {
      let start = try #require(printed.range(of: "<!--\(number)-->")).upperBound
      let end = printed.range(of: "<!--\(number + 1)-->")?.lowerBound ?? printed.endIndex
      #expect(trimmed(printed[start..<end]) == trimmed(example.result[...]), "\(example.template)")
    }
  }

  private func trimmed(_ text: Substring) -> String {
    text.trimmingCharacters(in: .whitespacesAndNewlines)
  }
}

/// docs/templates.md, taken apart.
private struct Guide {
  let text: String
  /// By heading: the names in the first cells of its tables.
  var names: [String: Set<String>] = [:]
  /// By heading and name: the parameters written after it.
  var parameters: [String: [String: [String]]] = [:]
  var sections: [String: String] = [:]
  /// Templates that examples use, by name.
  var parts: [(name: String, text: String)] = []
  var examples: [(template: String, result: String)] = []

  static let file = Fixture.projectFolder.appending(path: "docs/templates.md")

  /// What is between the marks of tables that follow from declarations.
  var tables: [(name: String, table: String)] {
    text.components(separatedBy: "<!-- reference: ").dropFirst().compactMap { part in
      guard let nameEnd = part.range(of: " -->\n"),
        let end = part.range(of: "<!-- end of reference -->")
      else { return nil }
      return (
        String(part[..<nameEnd.lowerBound]), String(part[nameEnd.upperBound..<end.lowerBound])
      )
    }
  }

  init() throws {
    text = try String(contentsOf: Guide.file, encoding: .utf8)
    var heading = ""
    var areKinds = false
    var fence: (info: Substring, lines: [Substring])?
    for line in text.split(separator: "\n", omittingEmptySubsequences: false) {
      if line.hasPrefix("```") {
        if let block = fence { add(block.info, block.lines.joined(separator: "\n")) }
        fence = fence == nil ? (line.dropFirst(3), []) : nil
      } else if fence != nil {
        fence?.lines.append(line)
      } else if line.hasPrefix("#") {
        heading = line.drop { $0 == "#" || $0 == " " }.filter { $0 != "`" }.lowercased()
        if line.hasPrefix("## ") { areKinds = heading == "pages of each kind" }
        if areKinds, heading == "page" || heading == "day" { heading = "kind " + heading }
      } else if line.hasPrefix("| `") {
        sections[heading, default: ""] += line + "\n"
        addNames(of: line, to: heading)
      } else {
        sections[heading, default: ""] += line + "\n"
      }
    }
  }

  private mutating func add(_ info: Substring, _ text: String) {
    if info.hasPrefix("jinja ") {
      parts.append((String(info.dropFirst(6)), text))
    } else if info == "jinja" {
      examples.append((text, ""))
    } else if info == "html", !examples.isEmpty {
      examples[examples.count - 1].result = text
    }
  }

  private mutating func addNames(of row: Substring, to heading: String) {
    let tables = ["a template", "which template a page gets", "escaping"]
    guard !tables.contains(heading), !heading.hasPrefix("how this") else { return }
    let cell = row.dropFirst(2).prefix { $0 != "|" }
    for part in cell.split(separator: "`").enumerated() where part.offset % 2 == 0 {
      let name = part.element.prefix { $0 != "(" }
      guard !name.allSatisfy({ $0 == " " }) else { continue }
      names[heading, default: []].insert(String(name))
      let list = part.element.dropFirst(name.count + 1).dropLast()
      parameters[heading, default: [:]][String(name)] =
        list.split(separator: ",").map { $0.trimmingCharacters(in: .whitespaces) }
    }
  }
}

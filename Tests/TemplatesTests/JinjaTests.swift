import Diagnostics
import Foundation
import Templates
import TestSupport
import Testing
import Text

/// The language beside Jinja2, whose answers `Tests/Judges/record_templates.py` has written down: the same
/// templates and data give the same text, or both fail. What Lectern says where it fails is a golden.
@Suite struct JinjaTests {
  @Test(arguments: try Fixture.all(in: "jinja", of: "TemplatesTests"))
  func givesTheAnswersOfJinja(_ fixture: Fixture) throws {
    let (cases, data) = JinjaCase.all(JSONValue.parse(try fixture.text))
    #expect(cases.count > 50)
    var said: [String] = []
    for template in cases {
      let found = template.rendered(with: data[template.data])
      #expect(found.text == template.expected, "\(template.name): \(template.sources)")
      if found.text == nil { said.append("\(template.name)\n\(found.report)") }
    }
    try fixture.expect(said.joined(separator: "\n"))
  }

  /// What differs on purpose, as the judges' list has it with its reasons.
  @Test func differsFromJinjaWhereItSaysSo() throws {
    let fixture = Fixture(
      url: Fixture.projectFolder.appending(path: "Tests/Judges/templates/on-purpose.lines"))
    let lines = try fixture.text.split(separator: "\n").filter { !$0.hasPrefix("# ") }
    guard case .mapping(let data) = JSONValue.parse(String(lines[0])) else { return }
    let said = lines.dropFirst().map { line in
      let found = JinjaCase(String(line)).rendered(with: data)
      return "\(line)\n\(found.text ?? found.report)\n"
    }
    try fixture.expect(said.joined(separator: "\n"))
  }
}

private struct JinjaCase {
  let name: String
  let main: String
  let sources: [(name: String, source: SourceText)]
  let data: Int
  /// `nil` if Jinja2 fails.
  let expected: String?

  static func all(_ fixture: Value) -> (cases: [JinjaCase], data: [Mapping]) {
    guard case .mapping(let all) = fixture, case .list(let data)? = all["data"],
      case .list(let cases)? = all["cases"]
    else { return ([], []) }
    return (
      cases.compactMap(JinjaCase.init),
      data.compactMap { if case .mapping(let mapping) = $0 { mapping } else { nil } }
    )
  }

  init(_ template: String) {
    name = template
    main = "main.html"
    sources = [(main, SourceText(file: main, template))]
    data = 0
    expected = nil
  }

  init?(_ value: Value) {
    guard case .mapping(let own) = value, case .text(let name)? = own["name"],
      case .text(let main)? = own["main"], case .integer(let data)? = own["data"],
      case .mapping(let sources)? = own["sources"]
    else { return nil }
    self.name = name
    self.main = main
    self.data = data
    self.sources = sources.pairs.compactMap { key, value in
      guard case .text(let text) = value else { return nil }
      return (key, SourceText(file: key, text))
    }
    expected = if case .text(let text)? = own["expected"] { text } else { nil }
  }

  func rendered(with data: Mapping) -> (text: String?, report: String) {
    let compiled = TemplateSet.compile(
      sources, Environment(vocabulary: [], functions: [], filters: []))
    var found = compiled.value.isUsable(main) ? [] : compiled.diagnostics
    var buffer = ByteBuffer()
    if found.isEmpty {
      found = compiled.value.render(
        main, context: data.pairs.map { ($0.key, $0.value) }, host: NoHost(), into: &buffer)
    }
    return (found.isEmpty ? buffer.string : nil, report(found, sources: sources.map(\.source)))
  }
}

private struct NoHost: TemplateHost {}

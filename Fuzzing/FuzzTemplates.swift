// Feeds bytes to the template language: its lexer, parser, checks and rendering. What must not happen is
// a crash, a hang, or memory without bound; a diagnostic is a good end.
//
// Built by Fuzzing/run, beside the package: SwiftPM gives an executable a main of its own, and here that
// is libFuzzer's.

import Diagnostics
import Templates
import Text

@_cdecl("LLVMFuzzerTestOneInput")
public func fuzz(_ start: UnsafePointer<UInt8>?, _ count: Int) -> Int32 {
  let bytes = unsafe Array(UnsafeBufferPointer(start: start, count: count))
  // What reads files refuses bytes that are no UTF-8.
  guard let text = String(validating: bytes, as: UTF8.self) else { return -1 }
  let compiled = TemplateSet.compile(templates(in: text), environment)
  var limits = RenderLimits()
  limits.steps = 2_000
  limits.made = 4 << 20
  limits.output = 1 << 20
  for name in compiled.value.names where compiled.value.isUsable(name) {
    var buffer = ByteBuffer()
    let found = compiled.value.render(
      name, context: context, host: Host(), limits: limits, into: &buffer)
    precondition(String(validating: buffer.bytes, as: UTF8.self) != nil, "this is no UTF-8")
    told(found, text)
  }
  told(compiled.diagnostics, text)
  return 0
}

/// Makes the messages, so that their places are looked up.
private func told(_ diagnostics: [Diagnostic], _ text: String) {
  for diagnostic in diagnostics.prefix(20) { _ = diagnostic.consoleForm() }
}

/// Templates in one text: a line `=== name.html` begins each but the first.
private func templates(in text: String) -> [(name: String, source: SourceText)] {
  var templates: [(name: String, source: SourceText)] = []
  var name = "page.html"
  var lines: [Substring] = []
  func add() {
    if templates.contains(where: { $0.name == name }) { return }
    templates.append((name, SourceText(file: name, lines.joined(separator: "\n"))))
  }
  for line in text.split(separator: "\n", omittingEmptySubsequences: false) {
    if line.hasPrefix("=== "), templates.count < 8 {
      add()
      name = String(line.dropFirst(4))
      lines = []
    } else {
      lines.append(line)
    }
  }
  add()
  return templates
}

private let environment = Environment(
  vocabulary: ["title", "url", "speakers"],
  functions: [FunctionDeclaration("asset", [Parameter("path")], result: .address)],
  filters: [FunctionDeclaration("date", [Parameter("style", default: .text("medium"))])],
  variables: ["site", "page", "data"],
  shapes: Shapes(
    things: [
      "site": ThingShape("the site", [("title", .text)]),
      "page": ThingShape(
        "a page",
        [
          ("title", .text), ("url", .address), ("year", .number), ("section", .thing("page")),
          ("extra", .anything), ("speakers", .list(.thing("page"))),
        ]),
    ],
    variables: ["site": .thing("site"), "page": .thing("page")], everywhere: ["site", "page"]))

private let context: [(String, Value)] = [
  ("site", .mapping(Mapping([("title", .text("EcoProcura"))]))),
  ("page", .object(Page(depth: 3))),
  (
    "data",
    .mapping(
      Mapping([
        ("numbers", .list([.integer(3), .integer(.min), .integer(.max), .double(0.5)])),
        ("texts", .list([.text("a"), .text("Åre & Malmö"), .markup(Array("<b>x</b>".utf8))])),
        ("none", .none), ("yes", .boolean(true)),
      ]))
  ),
]

private struct Page: TemplateObject {
  let depth: Int

  var typeName: String { "page" }
  var names: [String] { ["title", "url", "year", "section", "extra", "speakers"] }
  var identity: Int? { depth }

  func value(of name: Name) -> Value? {
    switch name.text {
    case "title": .text("Bread & <b>butter</b>")
    case "url": .text("/bread/")
    case "year": .integer(2012)
    case "section": depth == 0 ? Value.none : .object(Page(depth: depth - 1))
    case "extra": .mapping(Mapping([("bad", .text("javascript:alert(1)"))]))
    case "speakers": .list((0..<depth).map { .object(Page(depth: $0)) })
    default: nil
    }
  }
}

private struct Host: TemplateHost {
  func call(_ function: String, _ arguments: Arguments) throws(TemplateFailure) -> Value {
    throw TemplateFailure("there is no such asset", argument: 0)
  }

  func apply(
    _ filter: String, to value: Value, _ arguments: Arguments
  ) throws(TemplateFailure) -> Value { value }
}

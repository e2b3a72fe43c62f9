import Diagnostics
import Foundation
import Templates
import TestSupport
import Text

/// Templates in one file: a line `=== name.html` begins each; without one the file is a template.
struct TemplateFixture {
  var templates: [(name: String, source: SourceText)] = []

  init(_ text: String, name: String) {
    var current = name
    var lines: [Substring] = []
    func add() {
      guard !lines.isEmpty else { return }
      let body = lines.joined(separator: "\n")
      templates.append((current, SourceText(file: "templates/\(current)", body)))
    }
    for line in text.split(separator: "\n", omittingEmptySubsequences: false) {
      if line.hasPrefix("=== ") {
        add()
        current = String(line.dropFirst(4))
        lines = []
      } else {
        lines.append(line)
      }
    }
    add()
  }

  /// What is noticed when all are compiled, and when each that is no part of others is rendered.
  func diagnostics() -> [Diagnostic] {
    let compiled = TemplateSet.compile(templates, .ofTests)
    var diagnostics = compiled.diagnostics
    var limits = RenderLimits()
    limits.steps = 20_000
    limits.made = 16 << 20
    limits.output = 4 << 20
    for (name, _) in templates where !name.hasPrefix("partials/") && compiled.value.isUsable(name) {
      var buffer = ByteBuffer()
      diagnostics += compiled.value.render(
        name, context: testContext, host: TestHost(), limits: limits, into: &buffer)
    }
    return diagnostics
  }

  /// What the first template prints.
  func rendered() -> String {
    let compiled = TemplateSet.compile(templates, .ofTests)
    var buffer = ByteBuffer()
    var found = compiled.diagnostics
    if found.isEmpty {
      found = compiled.value.render(
        templates[0].name, context: testContext, host: TestHost(), into: &buffer)
    }
    return buffer.string + report(found, sources: templates.map(\.source))
  }
}

/// Renders one template.
func rendered(_ text: String, name: String = "page.html") -> String {
  TemplateFixture(text, name: name).rendered()
}

extension Environment {
  /// A site in small: a page, its speakers, its section.
  static var ofTests: Environment {
    let page = Shape.thing("page")
    let speakers = Shape.list(.thing("speaker"))
    return Environment(
      vocabulary: ["title", "url", "speakers"],
      functions: [
        FunctionDeclaration("t", [Parameter("key")], takesAnyKeywords: true),
        FunctionDeclaration("asset", [Parameter("path")], result: .address),
        FunctionDeclaration("pages", [Parameter("kind")], result: .list(page)),
      ],
      filters: [FunctionDeclaration("date", [Parameter("style", default: .text("medium"))])],
      variables: ["site", "page", "data"],
      shapes: Shapes(
        things: [
          "site": ThingShape("the site", [("title", .text), ("languages", .anything)]),
          "page": ThingShape(
            "a page",
            [
              ("title", .text), ("url", .address), ("year", .number), ("section", page),
              ("extra", .anything), ("speakers", speakers), ("website", .address),
            ]),
          "session": ThingShape(
            "a session",
            [
              ("title", .text), ("url", .address), ("section", page), ("extra", .anything),
              ("speakers", speakers),
            ]),
          "speaker": ThingShape("a speaker", [("title", .text), ("url", .address)]),
        ],
        variables: ["site": .thing("site"), "page": page],
        everywhere: ["site", "page"],
        narrowed: ["session.html": ["page": .thing("session")]]), openFolder: "directives/",
      document: "docs/templates.md")
  }
}

let testContext: [(String, Value)] = [
  ("site", .mapping(Mapping([("title", .text("EcoProcura")), ("languages", .list([]))]))),
  (
    "page",
    .mapping(
      Mapping([
        ("title", .text("Bread & <b>butter</b>")), ("url", .text("/bread/")),
        ("year", .integer(2012)), ("section", .none), ("website", .none),
        (
          "extra",
          .mapping(
            Mapping([("bad", .text("javascript:alert(1)")), ("script", .text("script:alert(1)"))]))
        ),
        (
          "speakers",
          .list([
            .mapping(Mapping([("title", .text("Ada")), ("url", .text("/ada/"))])),
            .mapping(Mapping([("title", .text("Bo")), ("url", .text("/bo/"))])),
          ])
        ),
      ]))
  ),
  ("data", .mapping(Mapping([("numbers", .list([.integer(3), .integer(1), .integer(2)]))]))),
]

struct TestHost: TemplateHost {
  func call(_ function: String, _ arguments: Arguments) throws(TemplateFailure) -> Value {
    switch function {
    case "t":
      throw TemplateFailure("no words for that", argument: 0, help: "add them to strings/en.yaml")
    case "asset":
      if case .text("site.css")? = arguments.positional.first { return .text("/assets/site.css") }
      throw TemplateFailure("there is no such asset", argument: 0)
    default: throw TemplateFailure("there is no such kind", argument: 0)
    }
  }

  func apply(
    _ filter: String, to value: Value, _ arguments: Arguments
  ) throws(TemplateFailure) -> Value {
    throw TemplateFailure("there is no such style", argument: 0)
  }
}

package import Content
import Diagnostics
package import Templates

/// What the site's templates may use. It follows from the kinds of pages that the site has.
package func templateEnvironment(_ schema: Schema) -> Environment {
  Environment(
    vocabulary: schema.vocabulary, functions: siteFunctions(schema), filters: siteFilters,
    variables: siteVariables, shapes: schema.shapes, openFolder: "directives/",
    document: "docs/templates.md")
}

/// Every name that a template of a new site can use: what docs/templates.md has to tell.
package struct TemplateReference: Sendable {
  package let variables = siteVariables
  /// By what they belong to (`site`, `pager`, `session`), the names that can be asked for.
  package private(set) var attributes: [String: [String]] = [:]
  /// By kind and field, the names in each entry of the field's list.
  package private(set) var entries: [String: [String]] = [:]
  /// With the names of their parameters.
  package let functions: [(name: String, parameters: [String])]
  package let filters: [(name: String, parameters: [String])]
  package let tests: [(name: String, parameters: [String])]

  package init() {
    let schema = Schema(kinds: builtInKinds, taxonomies: [])
    let environment = templateEnvironment(schema)
    let callables = environment.callables
    functions = callables.functions.map { ($0.name, $0.parameters.map(\.name)) }
    filters = callables.filters.map { ($0.name, $0.parameters.map(\.name)) }
    tests = callables.tests.map { ($0.name, $0.parameters.map(\.name)) }

    let things = schema.shapes.things.mapValues { $0.attributes.map(\.name) }
    attributes = things.filter { !$0.key.contains(".") && !$0.key.hasPrefix("page ") }
    attributes["terms"] = nil
    attributes["loop"] = Environment.loopNames
    attributes["page"] = PageKey.ofPages.map(\.name)
    let common = Set((commonFields + sectionFields).map(\.name))
    attributes["keys"] = common.subtracting(PageKey.ofPages.map(\.name)).sorted()
    for kind in builtInKinds {
      let own = Set(kind.fields.map(\.name) + schema.inverseNames(ofKind: kind.name))
      attributes[kind.name == "page" ? "kind page" : kind.name] = own.sorted()
    }
    for (thing, names) in things where thing.contains(".") { entries[thing] = names }
  }
}

/// The names that every template finds in its context.
let siteVariables = ["site", "page", "pager", "taxonomy", "term", "programme", "data"]

private func siteFunctions(_ schema: Schema) -> [FunctionDeclaration] {
  [
    FunctionDeclaration("url", [Parameter("path")], result: .address),
    FunctionDeclaration("asset", [Parameter("path")], result: .address),
    FunctionDeclaration("t", [Parameter("key")], takesAnyKeywords: true),
    FunctionDeclaration(
      "pages",
      [Parameter("kind", default: Value.none), Parameter("section", default: Value.none)],
      result: .list(.thing("page")),
      resultsByFirst: Dictionary(
        schema.kinds.map { ($0.name, .list(.thing("page " + $0.name))) },
        uniquingKeysWith: { first, _ in first })),
    FunctionDeclaration("find_page", [Parameter("path")], result: .thing("page")),
    FunctionDeclaration("menu", [Parameter("name")], result: .list(.thing("menu entry"))),
    FunctionDeclaration("file", [Parameter("path")], result: .thing("file")),
    FunctionDeclaration(
      "fail",
      [
        Parameter("message"), Parameter("help", default: Value.none),
        Parameter("attribute", default: Value.none),
      ]),
  ]
}

let siteFilters: [FunctionDeclaration] = [
  FunctionDeclaration("date", [Parameter("style", default: .text("medium"))]),
  FunctionDeclaration("markdown", []),
  FunctionDeclaration("absolute_url", []),
  FunctionDeclaration("split", [Parameter("separator", default: .text(","))]),
]

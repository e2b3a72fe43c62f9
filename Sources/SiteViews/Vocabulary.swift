import Content
package import ContentSchema
import Templates

// What templates may ask the things of a site for stands in the files of their views, one entry for each name:
// what is known of its value, what docs/templates.md says about it, how it is computed. The lists here say
// which views and functions there are. Everything else follows: what a template is checked against, what a
// message suggests, the tables of the reference, and which closure answers.

/// A thing that templates see, with its attributes declared in a list.
protocol DeclaredView: TemplateObject {
  /// What the thing is called in shapes and in the reference.
  static var thing: String { get }
  /// What messages call it, with its article.
  static var title: String { get }
  static var list: [Attribute<Self>] { get }
  static var attributes: AttributeTable<Self> { get }
}

/// The views of all things that are the same on every site; a page's fields depend on its kind.
private let views: [any DeclaredView.Type] = [
  SiteView.self, EventView.self, OfferView.self, DesignView.self, AccessibilityView.self,
  PrivacyView.self, SearchView.self, OfflineView.self, LanguageView.self,
  HeadingView.self, DateView.self, PagerView.self,
  TaxonomyView.self, TermView.self, ProgrammeView.self, CalendarView.self, DayView.self,
  SlotView.self, ReleaseView.self, ChangeView.self, ToldView.self, GridView.self, GridLineView.self,
  CellView.self, MenuItemView.self, FileView.self, CardView.self, FittedTextView.self,
]

/// The names that no site may give another meaning.
package let templateNames = TemplateNames(
  ofPages: PageView.list.map(\.name),
  all: PageView.list.map(\.name) + views.flatMap { $0.declarations.map(\.name) })

/// In which slots views find their names.
let viewVocabulary = Schema.vocabularyOfAllSites(templateNames)

/// The shapes of all things but pages and their parts.
var thingShapes: [String: ThingShape] {
  Dictionary(uniqueKeysWithValues: views.map { ($0.thing, $0.shape) })
}

/// What is known of an attribute, without how it is computed.
struct AttributeDeclaration {
  let name: String
  let shape: Shape
  let documentation: String
}

extension Attribute {
  var declaration: AttributeDeclaration {
    AttributeDeclaration(name: name, shape: shape, documentation: documentation)
  }
}

extension DeclaredView {
  static var declarations: [AttributeDeclaration] { list.map(\.declaration) }
  static var shape: ThingShape { ThingShape(title, list.map { ($0.name, $0.shape) }) }

  var typeName: String { Self.thing }
  var names: [String] { Self.list.map(\.name) }

  func value(of name: Name) -> Value? { Self.attributes.value(of: name, in: self) }
}

/// Every name that a template of a new site can use: what docs/templates.md lists.
package struct TemplateReference: Sendable {
  package let variables = PageRendering.variables.map(\.name)
  /// By what they belong to (`site`, `pager`, `session`), the names that can be asked for.
  package private(set) var attributes: [String: [String]] = [:]
  /// By kind and field, the names in each entry of the field's list.
  package private(set) var entries: [String: [String]] = [:]
  /// With the names of their parameters.
  package let functions: [(name: String, parameters: [String])]
  package let filters: [(name: String, parameters: [String])]
  package let tests: [(name: String, parameters: [String])]
  /// By what they list, tables in Markdown whose rows follow from declarations.
  package private(set) var tables: [String: String] = [:]

  package init() {
    let schema = Schema(kinds: builtInKinds, taxonomies: [], names: templateNames)
    let callables = templateEnvironment(schema).callables
    functions = callables.functions.map { ($0.name, $0.parameters.map(\.name)) }
    filters = callables.filters.map { ($0.name, $0.parameters.map(\.name)) }
    tests = callables.tests.map { ($0.name, $0.parameters.map(\.name)) }

    let things = schema.shapes.things.mapValues { $0.attributes.map(\.name) }
    for (thing, names) in things where thing.contains(".") { entries[thing] = names }
    add(PageRendering.variables.map(\.declaration), as: "variables")
    add(PageView.list.map(\.declaration), as: "page")
    for view in views { add(view.declarations, as: view.thing) }
    tables["functions"] = table(
      PageRendering.functions.map(\.declaration).map { function in
        let parameters = function.parameters.map(\.name).joined(separator: ", ")
        return ("\(function.name)(\(parameters))", function.documentation)
      })
    attributes["variables"] = nil
    attributes["loop"] = Environment.loopNames
    let common = Set((commonFields + sectionFields).map(\.name))
    attributes["keys"] = common.subtracting(templateNames.ofPages).sorted()
    for kind in builtInKinds {
      let own = Set(kind.fields.map(\.name) + schema.inverseNames(ofKind: kind.name))
      // Other things have these names, too.
      let isTaken = kind.name == "page" || attributes[kind.name] != nil
      attributes[isTaken ? "kind " + kind.name : kind.name] = own.sorted()
    }
  }

  private mutating func add(_ list: [AttributeDeclaration], as thing: String) {
    attributes[thing] = list.map(\.name)
    tables[thing] = table(list.map { ($0.name, $0.documentation) })
  }
}

private func table(_ rows: [(name: String, text: String)]) -> String {
  "| name | what |\n|---|---|\n" + rows.map { "| `\($0.name)` | \($0.text) |\n" }.joined()
}

import Content
import ContentSchema
import Templates

/// What templates may ask for on this site, for the check of templates before anything is rendered.
extension Schema {
  var shapes: Shapes {
    var things = thingShapes
    things["terms"] = ThingShape("the terms", taxonomies.map { ($0, .list(.thing("term"))) })
    var page = ThingShape(PageView.title, pageAttributes)
    var narrowed: [String: [String: Shape]] = [:]
    for kind in kinds {
      let own = attributes(of: kind, &things)
      things["page " + kind.name] = ThingShape(withArticle(kind.name), own + pageAttributes)
      for (name, shape) in own { page.add(name, shape) }
      // page.html is for every kind that has no template of its own.
      if kind.name != "page" {
        narrowed[kind.name + ".html"] = ["page": .thing("page " + kind.name)]
      }
      narrowed["cards/\(kind.name).svg"] = ["page": .thing("page " + kind.name)]
    }
    things["page"] = page
    return Shapes(
      things: things,
      variables: Dictionary(
        uniqueKeysWithValues: PageRendering.variables.filter { $0.shape != .anything }.map {
          ($0.name, $0.shape)
        }), everywhere: ["site", "page"], narrowed: narrowed)
  }

  /// The fields of a kind, and the names under which its pages have those that refer to them.
  private func attributes(
    of kind: Kind, _ things: inout [String: ThingShape]
  ) -> [(String, Shape)] {
    let fields = kind.fields.map { field in
      (field.name, shape(of: field.type, called: kind.name + "." + field.name, &things))
    }
    var inverses = ThingShape("", [])
    for source in kinds {
      for field in source.fields {
        let record = shape(of: field.type, called: source.name + "." + field.name, &things)
        for inverse in field.type.inverses
        where inverse.kinds.isEmpty || inverse.kinds.contains(kind.name) {
          let shape = inverseShape(of: record, field, from: source, &things)
          inverses.add(inverse.name, .list(shape))
        }
      }
    }
    let own = Set(fields.map(\.0))
    return fields
      + inverses.attributes.map { ($0.name, own.contains($0.name) ? .anything : $0.shape) }
  }

  /// A page that refers to another; for a reference in a record that page, with the record's rest.
  private func inverseShape(
    of field: Shape, _ declaration: Field, from source: Kind, _ things: inout [String: ThingShape]
  ) -> Shape {
    guard case .list(.record) = declaration.type, case .list(.thing(let record)) = field else {
      return .thing("page " + source.name)
    }
    let name = "inverse of " + record
    let page: [(String, Shape)] = [(source.name, .thing("page " + source.name))]
    let rest = things[record]?.attributes.map { ($0.name, $0.shape) } ?? []
    things[name] = ThingShape("an entry for \(withArticle(source.name))", page + rest)
    return .thing(name)
  }

  private func shape(
    of type: FieldType, called name: String, _ things: inout [String: ThingShape]
  ) -> Shape {
    switch type {
    case .text, .markdown, .choice, .email: return .text
    case .number, .count, .boolean: return .number
    case .date, .dateTime: return .thing("date")
    case .url, .file, .image: return .address
    case .reference(let kinds, _):
      guard kinds.count == 1, kindNumber(kinds[0]) != nil else { return .thing("page") }
      return .thing("page " + kinds[0])
    case .list(let element): return .list(shape(of: element, called: name, &things))
    case .record(let fields):
      let attributes = fields.map { field in
        (field.name, shape(of: field.type, called: name + "." + field.name, &things))
      }
      let last = name.split(separator: ".").last ?? ""
      things[name] = ThingShape("an entry of '\(last)'", attributes)
      return .thing(name)
    case .map, .textByLanguage, .free, .raw, .defaults: return .anything
    }
  }

  /// What every page has, whatever its kind.
  private var pageAttributes: [(String, Shape)] {
    let own = PageView.list.map { ($0.name, $0.shape) }
    let names = Set(own.map(\.0))
    let settable = (commonFields + sectionFields).map(\.name) + taxonomies
    return own + settable.filter { !names.contains($0) }.map { ($0, .anything) }
  }
}

private func withArticle(_ name: String) -> String {
  ("aeiou".contains(name.prefix(1)) ? "an " : "a ") + name
}

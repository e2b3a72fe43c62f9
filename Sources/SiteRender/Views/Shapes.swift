import Content
import Templates

/// What the views answer to, for the check of templates before anything is rendered. A test holds it
/// against the views themselves.
extension Schema {
  var shapes: Shapes {
    var things = siteThings
    things["terms"] = ThingShape("the terms", taxonomies.map { ($0, .list(.thing("term"))) })
    var page = ThingShape("a page", pageAttributes)
    var narrowed: [String: [String: Shape]] = [:]
    for kind in kinds {
      let own = attributes(of: kind, &things)
      things["page " + kind.name] = ThingShape(withArticle(kind.name), own + pageAttributes)
      for (name, shape) in own { page.add(name, shape) }
      // page.html is for every kind that has no template of its own.
      if kind.name != "page" {
        narrowed[kind.name + ".html"] = ["page": .thing("page " + kind.name)]
      }
    }
    things["page"] = page
    return Shapes(
      things: things,
      variables: [
        "site": .thing("site"), "page": .thing("page"), "pager": .thing("pager"),
        "taxonomy": .thing("taxonomy"), "term": .thing("term"), "programme": .thing("programme"),
      ], everywhere: ["site", "page"], narrowed: narrowed)
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
    let page = Shape.thing("page")
    let own: [(PageKey, Shape)] = [
      (.title, .text), (.description, .text), (.url, .address), (.path, .address),
      (.permalink, .address), (.source, .text), (.kind, .text), (.id, .text),
      (.date, .thing("date")), (.updated, .thing("date")), (.language, .text),
      (.translations, .list(page)), (.content, .text), (.summary, .text),
      (.toc, .list(.thing("heading"))), (.words, .number), (.readingMinutes, .number),
      (.ancestors, .list(page)), (.section, page), (.previous, page), (.next, page),
      (.terms, .thing("terms")), (.image, .address), (.extra, .anything), (.pages, .list(page)),
      (.sections, .list(page)), (.isSection, .number), (.feed, .address), (.day, .thing("date")),
      (.time, .text), (.endTime, .text), (.calendar, .thing("calendar")),
      (.structuredData, .anything), (.parallel, .list(.thing("page session"))),
    ]
    let names = Set(own.map(\.0.name))
    let settable =
      (commonFields + sectionFields).map(\.name).filter { !names.contains($0) } + taxonomies
    return own.map { ($0.name, $1) } + settable.map { ($0, .anything) }
  }
}

private func withArticle(_ name: String) -> String {
  ("aeiou".contains(name.prefix(1)) ? "an " : "a ") + name
}

/// The things that are the same on every site.
private var siteThings: [String: ThingShape] {
  func thing(_ title: String, _ attributes: [(PageKey, Shape)]) -> ThingShape {
    ThingShape(title, attributes.map { ($0.name, $1) })
  }
  let pages = Shape.list(.thing("page"))
  let date = Shape.thing("date")
  return [
    "site": thing(
      "the site",
      [
        (.title, .text), (.description, .text), (.baseUrl, .address), (.language, .text),
        (.languages, .list(.thing("language"))), (.timezone, .text), (.pages, pages),
        (.sections, pages), (.taxonomies, .list(.thing("taxonomy"))), (.data, .anything),
        (.date, date),
      ]),
    "language": thing(
      "a language",
      [
        (.code, .text), (.name, .text), (.url, .address), (.current, .number),
        (.isTranslated, .number),
      ]),
    "pager": thing(
      "the pager",
      [
        (.pages, pages), (.number, .number), (.total, .number), (.previous, .address),
        (.next, .address), (.first, .address), (.last, .address),
      ]),
    "taxonomy": thing(
      "a taxonomy",
      [(.name, .text), (.title, .text), (.url, .address), (.terms, .list(.thing("term")))]),
    "term": thing(
      "a term", [(.title, .text), (.url, .address), (.pages, pages), (.count, .number)]),
    "programme": thing(
      "the programme",
      [
        (.section, .thing("page")), (.days, .list(.thing("day"))),
        (.unscheduled, .list(.thing("page session"))), (.rooms, .list(.thing("page room"))),
        (.tracks, .list(.thing("page track"))), (.calendar, .thing("calendar")),
        (.scheduleJson, .address), (.scheduleXml, .address), (.phase, .text),
      ]),
    "calendar": thing("a calendar", [(.url, .address), (.webcal, .address)]),
    "day": thing(
      "a day of the programme",
      [
        (.date, date), (.number, .number), (.start, date), (.end, date),
        (.slots, .list(.thing("slot"))), (.sessions, .list(.thing("page session"))),
        (.rooms, .list(.thing("page room"))), (.calendar, .thing("calendar")),
        (.grid, .thing("grid")),
      ]),
    "grid": thing(
      "the table of a day",
      [
        (.rows, .number), (.columns, .number), (.rooms, .list(.thing("page room"))),
        (.cells, .list(.thing("cell"))),
      ]),
    "cell": thing(
      "a cell of a day's table",
      [
        (.session, .thing("page session")), (.row, .number), (.rows, .number), (.column, .number),
        (.columns, .number), (.start, date), (.end, date), (.endIsAssumed, .number),
      ]),
    "slot": thing(
      "a slot of the programme",
      [
        (.start, date), (.end, date), (.time, .text), (.endTime, .text),
        (.sessions, .list(.thing("page session"))), (.isParallel, .number),
      ]),
    "heading": thing(
      "a heading",
      [
        (.id, .text), (.title, .text), (.level, .number), (.children, .list(.thing("heading"))),
      ]),
    "menu entry": thing(
      "an entry of a menu",
      [
        (.title, .text), (.url, .address), (.current, .number), (.active, .number),
        (.children, .list(.thing("menu entry"))),
      ]),
    "file": thing(
      "a file",
      [
        (.url, .address), (.name, .text), (.type, .text), (.size, .number), (.width, .number),
        (.height, .number),
      ]),
    "date": ThingShape("a date", MomentView.names.map { ($0, .number) }),
  ]
}

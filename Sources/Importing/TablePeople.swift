// The people of a session: those that a cell names, and the person whose name, biography and so on have columns of
// their own. Each row is read by itself, so that a biography belongs to the person beside it.

import Content
import ContentSchema
import Diagnostics
import Planners
import SourceFormats
import Text

extension TableImport {
  mutating func setPeople(of row: TableRow, in page: inout ImportedPage) {
    var named: [(id: String, kind: String)] = []
    for cell in row.cells {
      switch cell.meaning {
      case .field(let field) where field.personKind != nil:
        named += addPeople(in: cell.cell, field, role: nil, code: nil, to: &page)
      case .people(let field, let role):
        named += addPeople(in: cell.cell, field, role: role, code: nil, to: &page)
      default: continue
      }
    }
    if let cell = row.personCell, let field = kind.fields.first(where: { $0.personKind != nil }) {
      named += addPeople(in: cell, field, role: nil, code: row[.person(.key)]?.text, to: &page)
    }
    setDetails(of: row, to: named)
  }

  /// Adds the people whom a cell names to a list of people, each once.
  private mutating func addPeople(
    in cell: CSV.Cell, _ field: Field, role: String?, code: String?, to page: inout ImportedPage
  ) -> [(id: String, kind: String)] {
    guard let kind = field.personKind else { return [] }
    let names = people.people(in: cell, reader.references, kind)
    var found: [(id: String, kind: String)] = []
    for name in names {
      guard
        let id = reader.person(name, code: names.count == 1 ? code : nil, kind, at: cell.location)
      else {
        continue
      }
      page.addOnce(field.name, .person(id, role: role ?? (asRows ? nil : name.role), of: field))
      found.append((id, kind))
    }
    return found
  }

  /// Gives the one person that a row names what the row says of a person.
  private mutating func setDetails(of row: TableRow, to people: [(id: String, kind: String)]) {
    let details = row.cells.filter { cell in
      switch cell.meaning {
      case .person(.body), .person(.field): true
      default: false
      }
    }
    guard let first = details.first else { return }
    guard people.count == 1, let (id, kind) = people.first else {
      if people.isEmpty { return }
      return diagnostics.append(
        .warning(
          ImportCode.personUnclear,
          "this row names \(people.count) people, so '\(table.header[first.column].text)' is left out",
          at: first.cell.location,
          help: "give each person a row with the same id, or write it on their pages"))
    }
    reader.folder = target.folder(forKind: kind, beside: folder)
    defer { reader.folder = folder }
    for detail in details {
      switch detail.meaning {
      case .person(.body):
        let text = reader.markdown(detail.cell.text, at: detail.cell.location)
        reader.references.add(body: text, to: id, kind)
      case .person(.field(let field)):
        if let value = reader.value(detail.cell, field) {
          reader.references.add(field.name, value, to: id, kind)
        }
      default: continue
      }
    }
  }
}

extension ImportedPage.Value {
  /// A person in a list of people: the id alone, or with the role.
  fileprivate static func person(_ id: String, role: String?, of field: Field) -> ImportedPage.Value
  {
    guard let role, case .list(.record(let parts)) = field.type, let person = parts.first?.name
    else {
      return .word(id)
    }
    return .record([.init(key: person, value: .word(id)), .init(key: "role", value: .text(role))])
  }
}

extension ImportedPage {
  /// Adds an element to a list that doesn't have it yet.
  fileprivate mutating func addOnce(_ key: String, _ element: Value) {
    if case .list(let values)? = properties.first(where: { $0.key == key })?.value,
      values.contains(element)
    {
      return
    }
    add(key, .list([element]))
  }
}

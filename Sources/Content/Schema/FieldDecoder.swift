import CivilTime
package import Diagnostics
package import Markdown
import Templates
import Text

/// Turns YAML, or the cells of a spreadsheet, into typed values. What doesn't fit is reported with
/// its place and left out.
package struct FieldDecoder {
  package var diagnostics: [Diagnostic] = []
  /// Cells have no lists of their own: their items are separated by `;` or new lines.
  var isSpreadsheet = false
  /// How Markdown in a field is read.
  var markdown: MarkdownOptions?
  /// The keys that misspelt ones probably meant.
  private var meantKeys: [String] = []

  package init(isSpreadsheet: Bool = false, markdown: MarkdownOptions? = nil) {
    self.isSpreadsheet = isSpreadsheet
    self.markdown = markdown
  }

  /// Reads a group of keys that are known beforehand.
  mutating func record(
    _ node: YAMLNode?, fields: [Field], at location: SourceLocation, called name: String
  ) -> DecodedRecord {
    guard let node, !node.isNull else {
      requireKeys(of: fields, present: [], among: [], at: location, called: name)
      return DecodedRecord(place: location, names: fields.map(\.name))
    }
    guard let entries = node.entries else {
      if let short = shortForm(node, fields: fields) { return short }
      diagnostics.append(
        .error(
          ContentCode.notAGroup,
          "\(name) should be a group of keys, but here is \(node.describedForm)", at: node.location,
          help: "write each key on its own line, as key: value"))
      return DecodedRecord(place: node.location)
    }
    let outer = meantKeys
    meantKeys = []
    defer { meantKeys = outer }
    var record = DecodedRecord(
      place: entries.first?.keyLocation ?? node.location, names: fields.map(\.name))
    for entry in entries {
      guard let field = fields.first(where: { $0.name == entry.key }) else {
        reportUnknown(entry, among: fields.map(\.name))
        continue
      }
      if let value = value(entry.value, as: field.type, key: field.name) {
        record.entries.append(
          .init(name: field.name, value: value, location: entry.value.location))
      }
    }
    record.written = entries.filter { !$0.value.isNull }.map(\.key)
    requireKeys(
      of: fields, present: record.written, among: entries, at: record.place, called: name)
    return record
  }

  /// The short form of a record: `[mark-hidson]` for `[{person: mark-hidson}]`.
  private mutating func shortForm(_ node: YAMLNode, fields: [Field]) -> DecodedRecord? {
    let first = fields.first { if case .reference = $0.type { true } else { false } }
    guard let first, node.text != nil, let value = value(node, as: first.type, key: first.name)
    else { return nil }
    return DecodedRecord(
      entries: [.init(name: first.name, value: value, location: node.location)],
      place: node.location, names: fields.map(\.name))
  }

  /// Reports required keys that are missing. A key whose value doesn't fit is there, and was reported, and
  /// so was one that is misspelt.
  mutating func requireKeys(
    of fields: [Field], present: [String], among entries: [YAMLNode.Entry],
    at location: SourceLocation, called name: String
  ) {
    for field in fields where field.isRequired && !present.contains(field.name) {
      let isMisspelt =
        meantKeys.contains(field.name) && !entries.contains { $0.key == field.name }
      if isMisspelt { continue }
      diagnostics.append(
        .error(
          ContentCode.missingKey, "\(name) needs the key '\(field.name)'", at: location,
          help: "add \(field.name): followed by \(field.type.inWords)"))
    }
  }

  mutating func reportUnknown(
    _ entry: YAMLNode.Entry, among names: [String], help: String? = nil
  ) {
    let meant = help == nil ? nearest(to: entry.key, in: names) : nil
    if let meant { meantKeys.append(meant) }
    diagnostics.append(
      .error(
        ContentCode.unknownKey, "unknown key '\(entry.key)'", at: entry.keyLocation,
        help: help ?? meant.map { "did you mean '\($0)'?" } ?? "the keys known here are "
          + names.joined(separator: ", ")))
  }

  /// The value of one key. `nil` if it was left empty, or doesn't fit.
  package mutating func value(_ node: YAMLNode, as type: FieldType, key: String) -> FieldValue? {
    if case .raw = type { return .raw(node) }
    if case .free = type { return .free(freeValue(node)) }
    if case .defaults = type { return .raw(node) }
    if node.isNull { return nil }
    switch type {
    case .list(let element): return list(node, of: element, key: key)
    case .record(let fields):
      return .record(record(node, fields: fields, at: node.location, called: "'\(key)'"))
    case .map(let element): return map(node, of: element, key: key)
    case .textByLanguage: return textByLanguage(node, key: key)
    default:
      guard case .scalar(let scalar) = node.content else {
        return refuse(node, type, key)
      }
      return scalarValue(scalar, node, as: type, key: key)
    }
  }

  // MARK: Groups and lists

  private mutating func list(_ node: YAMLNode, of element: FieldType, key: String) -> FieldValue? {
    if let elements = node.elements {
      return .list(elements.compactMap { value($0, as: element, key: key) })
    }
    if isSpreadsheet, let text = node.text {
      let items = text.split { $0 == ";" || $0.isNewline }.map(\.trimmed).filter { !$0.isEmpty }
      return .list(
        items.compactMap { item in
          let content = YAMLNode.Scalar(text: item, isPlain: false)
          return value(
            YAMLNode(content: .scalar(content), location: node.location), as: element, key: key)
        })
    }
    let help = node.text.map { "write it as [\($0)]" }
    diagnostics.append(
      .error(
        ContentCode.notAList, "'\(key)' should be a list, but here is \(node.describedForm)",
        at: node.location,
        help: help ?? "begin each line of the list with a hyphen"))
    return nil
  }

  private mutating func map(_ node: YAMLNode, of element: FieldType, key: String) -> FieldValue? {
    guard let entries = node.entries else { return refuse(node, .map(element), key) }
    return .map(
      entries.compactMap { entry in
        if case .record(let fields) = element {
          var record = record(
            entry.value, fields: fields, at: entry.keyLocation, called: "'\(entry.key)'")
          record.place = entry.keyLocation
          return (entry.key, .record(record))
        }
        return value(entry.value, as: element, key: entry.key).map { (entry.key, $0) }
      })
  }

  private mutating func textByLanguage(_ node: YAMLNode, key: String) -> FieldValue? {
    if let text = node.text { return .textByLanguage(TextByLanguage(everywhere: text)) }
    guard let entries = node.entries else { return refuse(node, .textByLanguage, key) }
    var texts = TextByLanguage()
    for entry in entries {
      texts.byLanguage[entry.key] = entry.value.text ?? ""
      texts.codes.append((entry.key, entry.keyLocation))
    }
    return .textByLanguage(texts)
  }

  // MARK: Single values

  private mutating func scalarValue(
    _ scalar: YAMLNode.Scalar, _ node: YAMLNode, as type: FieldType, key: String
  ) -> FieldValue? {
    let text = scalar.text
    switch type {
    case .text, .markdown:
      if scalar.hasComment {
        diagnostics.append(
          .error(
            ContentCode.commentInValue,
            "everything after ' #' is a comment and not part of '\(key)'", at: node.location,
            help: "put the whole value in quotes, or the comment on a line of its own"))
      }
      if case .text = type { return .text(text) }
      return markdownValue(text, node)
    case .number:
      if let number = Double(text), number.isFinite { return .number(number) }
    case .count:
      if let number = Int(text), number > 0 { return .number(Double(number)) }
    case .boolean:
      if let value = booleanValue(ofWord: text) { return .boolean(value) }
    case .date: return moment(text, node, takesTime: false)
    case .dateTime: return moment(text, node, takesTime: true)
    case .choice(let choices):
      if choices.contains(text) { return .text(text) }
      let meant = nearest(to: text, in: choices).map { "did you mean '\($0)'?" }
      diagnostics.append(
        .error(
          ContentCode.unknownChoice, "'\(key)' cannot be '\(text)'", at: node.location,
          help: meant ?? "it takes " + type.inWords))
      return nil
    case .url:
      if isWebAddress(text) { return .text(text) }
    case .email:
      if isEmail(text) { return .text(text) }
    case .file, .image: return .file(text, node.location)
    case .reference: return .reference(text, node.location)
    default: break
    }
    return refuse(node, type, key)
  }

  private mutating func markdownValue(_ text: String, _ node: YAMLNode) -> FieldValue? {
    guard var markdown else { return .text(text) }
    markdown.placement = .part
    let document = parseMarkdown(in: node, text, markdown)
    diagnostics += document.diagnostics
    return .markdown(document.value)
  }

  private mutating func moment(
    _ text: String, _ node: YAMLNode, takesTime: Bool
  ) -> FieldValue? {
    do {
      return takesTime
        ? .moment(try CivilMoment(parsing: text)) : .date(try CivilDate(parsing: text))
    } catch {
      diagnostics.append(
        .error(ContentCode.invalidTime, error.message, at: node.location, help: error.help))
      return nil
    }
  }

  private mutating func refuse(_ node: YAMLNode, _ type: FieldType, _ key: String) -> FieldValue? {
    let found = node.text.map { "'\($0)'" } ?? node.describedForm
    diagnostics.append(
      .error(
        ContentCode.wrongType, "'\(key)' should be \(type.inWords), but here is \(found)",
        at: node.location))
    return nil
  }
}

private func isWebAddress(_ text: String) -> Bool {
  let start = text.prefix(8).lowercased()
  guard let scheme = ["https://", "http://"].first(where: start.hasPrefix) else { return false }
  return text.utf8.count > scheme.utf8.count && !hasSpace(text)
}

private func isEmail(_ text: String) -> Bool {
  let parts = text.split(separator: "@", omittingEmptySubsequences: false)
  return parts.count == 2 && !parts[0].isEmpty && parts[1].contains(".")
    && !hasSpace(text)
}

/// Looks at scalars: most are ASCII, and what one sees as a character is slow to find.
private func hasSpace(_ text: String) -> Bool {
  text.unicodeScalars.contains { scalar in
    scalar.isASCII
      ? scalar == " " || (0x09...0x0D).contains(scalar.value) : scalar.properties.isWhitespace
  }
}

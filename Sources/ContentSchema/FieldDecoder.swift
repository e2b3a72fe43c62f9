import CivilTime
package import Diagnostics
package import Markdown
package import SourceFormats
import Templates
import Text
import Web

/// How many pages a list such as the speakers of a session may name. Each of them shows the whole list.
private let mostPartners = 500

/// Turns YAML, or the cells of a spreadsheet, into typed values. What doesn't fit is reported with
/// its place and left out.
package struct FieldDecoder {
  package var diagnostics: [Diagnostic] = []
  /// How the cells of a spreadsheet are read. `nil` for YAML.
  ///
  /// Cells have no lists of their own: their items are separated by `;` or new lines. Dates, times, and yes and no are
  /// written as spreadsheets write them.
  var sheet: SheetReading?
  /// How Markdown in a field is read.
  var markdown: MarkdownOptions?
  /// The keys whose lists have names of one or a few words, such as terms.
  package var listsOfNames: [String] = []
  /// The keys that misspelt ones probably meant.
  var meantKeys: [String] = []

  package init(sheet: SheetReading? = nil, markdown: MarkdownOptions? = nil) {
    self.sheet = sheet
    self.markdown = markdown
  }

  /// Reads a group of keys that are known beforehand.
  package mutating func record(
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
          FieldCode.notAGroup,
          "\(name) should be a group of keys, but here is \(node.describedForm)", at: node.location,
          help: "write each key on its own line, as key: value"))
      return DecodedRecord(place: node.location)
    }
    let outer = meantKeys
    meantKeys = []
    defer { meantKeys = outer }
    var record = DecodedRecord(
      place: entries.first?.keyLocation ?? node.location, names: fields.map(\.name))
    for (index, entry) in entries.enumerated() {
      guard let field = fields.first(where: { $0.name == entry.key }) else {
        reportUnknown(
          entry, among: fields.map(\.name), after: index > 0 ? entries[index - 1] : nil)
        continue
      }
      if let value = value(entry.value, of: field) {
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
  package mutating func requireKeys(
    of fields: [Field], present: [String], among entries: [YAMLNode.Entry],
    at location: SourceLocation, called name: String
  ) {
    for field in fields where field.isRequired && !present.contains(field.name) {
      let written = entries.first { $0.key == field.name }
      let isMisspelt = meantKeys.contains(field.name) && written == nil
      if isMisspelt || written?.value.isHiddenByComment == true { continue }
      let mistake: Diagnostic =
        // The key of a cell is its column, which says nothing of the row.
        if let written, sheet == nil {
          .error(
            FieldCode.missingKey, "'\(field.name)' is empty, and \(name) needs it",
            at: written.keyLocation, help: "write \(field.type.inWords) behind it")
        } else {
          .error(
            FieldCode.missingKey, "\(name) needs the key '\(field.name)'", at: location,
            help: "add \(field.name): followed by \(field.type.inWords)")
        }
      diagnostics.append(mistake)
    }
  }

  /// - Parameter previous: the entry before it in its group.
  package mutating func reportUnknown(
    _ entry: YAMLNode.Entry, among names: [String], help: String? = nil,
    after previous: YAMLNode.Entry? = nil
  ) {
    if let mistake = mistakeInKey(entry, among: names, after: previous) {
      diagnostics.append(mistake)
      return
    }
    let meant = help == nil ? nearest(to: entry.key, in: names) : nil
    if let meant { meantKeys.append(meant) }
    diagnostics.append(
      .error(
        FieldCode.unknownKey, "unknown key '\(entry.key)'", at: entry.keyLocation,
        help: help ?? meant.map { "did you mean '\($0)'?" } ?? "the keys known here are "
          + names.joined(separator: ", ")))
  }

  /// The value of a field, on one line if it is a field of one line.
  package mutating func value(_ node: YAMLNode, of field: Field) -> FieldValue? {
    let value = value(node, as: field.type, key: field.name)
    return field.keepsLines ? value : value?.onOneLine
  }

  /// A key that is none: one with a character that isn't what it looks like, or a piece of the value before it.
  private mutating func mistakeInKey(
    _ entry: YAMLNode.Entry, among names: [String], after previous: YAMLNode.Entry?
  ) -> Diagnostic? {
    if let lookAlike = entry.key.firstLookAlike {
      let plain = entry.key.withoutLookAlikes.trimmed
      let meant = names.contains(plain) ? plain : nearest(to: plain, in: names)
      if let meant {
        meantKeys.append(meant)
        return .error(
          SyntaxCode.invisibleCharacter,
          "in the key '\(entry.key.trimmed)' is \(lookAlike.name)", at: entry.keyLocation,
          help: "type the key anew: \(meant):")
      }
    }
    if let mistake = missingSpace(in: entry, among: names) { return mistake }
    if let previous, entry.isWithoutColon, let text = previous.value.text {
      let whole = "\(text), \(entry.key)"
      return .error(
        SyntaxCode.commaInValue,
        "a comma ends the value of '\(previous.key)' here, so '\(entry.key)' is taken for a key",
        at: entry.keyLocation,
        help:
          "if it belongs to the value, write \(previous.key): \(writtenInYAML(whole, inList: true))"
      )
    }
    return nil
  }

  /// The value of one key. `nil` if it was left empty, or doesn't fit.
  package mutating func value(_ node: YAMLNode, as type: FieldType, key: String) -> FieldValue? {
    if case .raw = type { return .raw(node) }
    if case .free = type { return .free(freeValue(node)) }
    if case .defaults = type { return .raw(node) }
    if node.isNull {
      if node.isHiddenByComment { reportHidden(key, at: node.location) }
      return nil
    }
    switch type {
    case .list(let element):
      return meantCodes(node, of: element, key: key) ?? list(node, of: element, key: key)
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

  private mutating func reportHidden(_ key: String, at location: SourceLocation) {
    diagnostics.append(
      .error(
        SyntaxCode.commentInValue, "everything after '#' is a comment, so '\(key)' is empty",
        at: location, help: "put the whole value in quotes"))
  }

  // MARK: Groups and lists

  private mutating func list(_ node: YAMLNode, of element: FieldType, key: String) -> FieldValue? {
    if let elements = node.elements {
      if reportsExcess(elements.count, of: element, key: key, at: node.location) { return nil }
      return .list(elements.compactMap { value($0, as: element, key: key) })
    }
    if sheet != nil, let text = node.text {
      let items = itemsOfCell(text, of: element)
      if reportsExcess(items.count, of: element, key: key, at: node.location) { return nil }
      if reportsBrackets(in: text, of: element, key: key, at: node.location) { return nil }
      if reportsCommas(in: text, items, of: element, key: key, at: node.location) { return nil }
      return .list(
        items.compactMap { item in
          let content = YAMLNode.Scalar(text: item, isPlain: false)
          return value(
            YAMLNode(content: .scalar(content), location: node.location), as: element, key: key)
        })
    }
    diagnostics.append(
      bullets(in: node)
        ?? .error(
          FieldCode.notAList, "'\(key)' should be a list, but here is \(node.describedForm)",
          at: node.location, help: listHelp(node)))
    return nil
  }

  /// Reports a list of so many pages that those pages, which all show who is in the list beside them, would grow with
  /// the square of it.
  private mutating func reportsExcess(
    _ count: Int, of element: FieldType, key: String, at location: SourceLocation
  ) -> Bool {
    guard count > mostPartners, case .record(let fields) = element,
      fields.contains(where: { if case .reference(_, _?) = $0.type { true } else { false } })
    else { return false }
    diagnostics.append(
      .error(
        FieldCode.listTooLong, "'\(key)' has \(count) entries, and \(mostPartners) are the most",
        at: location, help: "name those who matter most, or divide the page into several"))
    return true
  }

  /// Commas separate what has none itself: choices and ids.
  private func itemsOfCell(_ text: String, of element: FieldType) -> [String] {
    let items = text.split { $0 == ";" || $0.isNewline }
    // `Example, Ada` is one person.
    let separates =
      items.count == 1 && element.isWord
      && (!element.isOfIDs
        || text.split(separator: ",").map(\.trimmed).allSatisfy { $0 == slug($0) })
    return (separates ? text.split(separator: ",") : items).map(\.trimmed).filter { !$0.isEmpty }
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
    if let text = node.text {
      warnOfMarkup(in: text, key, at: node.location)
      return .textByLanguage(TextByLanguage(everywhere: joinedLines(text)))
    }
    guard let entries = node.entries else { return refuse(node, .textByLanguage, key) }
    var texts = TextByLanguage()
    for entry in entries {
      warnOfMarkup(in: entry.value.text ?? "", key, at: entry.value.location)
      texts.byLanguage[entry.key] = joinedLines(entry.value.text ?? "")
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
            SyntaxCode.commentInValue,
            "everything after ' #' is a comment and not part of '\(key)'", at: node.location,
            help: "put the whole value in quotes, or the comment on a line of its own"))
      }
      if case .text = type {
        if scalar.isPlain { warnOfTypographicQuotes(around: text, key, at: node.location) }
        warnOfMarkup(in: text, key, at: node.location)
        return .text(text)
      }
      return markdownValue(text, node)
    case .number:
      if let help = helpWithAmbiguousNumber(text) {
        return refuse(node, type, key, help: help)
      }
      if let number = Double(text), number.isFinite { return .number(number) }
    case .count:
      if let number = Int(text), number > 0 { return .number(Double(number)) }
    case .boolean:
      let value = sheet == nil ? booleanValue(ofWord: text) : booleanValue(ofCell: text)
      if let value { return .boolean(value) }
    case .date: return moment(text, node, takesTime: false)
    case .dateTime: return moment(text, node, takesTime: true)
    case .choice(let choices):
      if choices.contains(text) { return .text(text) }
      let meant = nearest(to: text, in: choices).map { "did you mean '\($0)'?" }
      if reportsLookAlike(in: scalar, key, at: node.location) { return nil }
      diagnostics.append(
        .error(
          FieldCode.unknownChoice, "'\(key)' cannot be '\(text)'", at: node.location,
          help: meant ?? "it takes " + type.inWords))
      return nil
    case .url:
      if isWebAddress(text) && !hasSpace(text) { return .text(text) }
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
    do throws(CivilTimeError) {
      return try takesTime
        ? .moment(CivilMoment(parsing: text)) : .date(CivilDate(parsing: text))
    } catch {
      if let sheet { return spreadsheetMoment(text, node, sheet, takesTime: takesTime) }
      reportMoment(text, node, takesTime: takesTime, error)
      return nil
    }
  }

  private mutating func spreadsheetMoment(
    _ text: String, _ node: YAMLNode, _ sheet: SheetReading, takesTime: Bool
  ) -> FieldValue? {
    do throws(CivilTimeError) {
      let moment = try SpreadsheetTime(text, sheet)
      guard let date = moment.date, let day = moment.day else {
        throw CivilTimeError(
          message: "'\(text)' is a time without a day", help: "write it as 2012-09-19 13:30")
      }
      if !takesTime { return .date(day) }
      return .moment(moment.time.map { .dateTime(CivilDateTime(date, $0)) } ?? .date(day))
    } catch {
      reportMoment(text, node, takesTime: takesTime, error)
      return nil
    }
  }

  private mutating func reportMoment(
    _ text: String, _ node: YAMLNode, takesTime: Bool, _ error: CivilTimeError
  ) {
    let written = WrittenMoment(text)
    if case .scalar(let scalar) = node.content,
      reportsLookAlike(in: scalar, "the date", at: node.location, written)
    {
      return
    }
    diagnostics.append(
      .error(
        FieldCode.invalidTime, error.message, at: node.location,
        help: written.help(takesTime: takesTime) ?? error.help))
  }

  private mutating func refuse(
    _ node: YAMLNode, _ type: FieldType, _ key: String, help: String? = nil
  ) -> FieldValue? {
    if case .scalar(let scalar) = node.content,
      help == nil, reportsLookAlike(in: scalar, key, at: node.location)
    {
      return nil
    }
    let found = node.text.map { "'\($0)'" } ?? node.describedForm
    diagnostics.append(
      .error(
        FieldCode.wrongType, "'\(key)' should be \(type.inWords), but here is \(found)",
        at: node.location, help: help ?? self.help(with: node, type)))
    return nil
  }
}

extension FieldType {
  fileprivate var isOfIDs: Bool {
    switch self {
    case .reference: true
    case .record(let fields): fields.first.map(\.type.isOfIDs) ?? false
    default: false
    }
  }

  /// Whether a value is a word of the site's own, which has no commas.
  var isWord: Bool {
    switch self {
    case .choice, .reference, .number, .count: true
    case .record(let fields): fields.first.map(\.type.isWord) ?? false
    default: false
    }
  }
}

func isEmail(_ text: String) -> Bool {
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

package import CivilTime
import Content
import ContentSchema
import Diagnostics
import Markdown
import Planners
import Prose
import SiteSettings
import SourceFormats
import Text
import Web

/// Reads cells as values of fields, and reports cells that don't fit at their line and column.
struct CellReader {
  let target: ImportTarget
  let kind: String
  /// Where files that cells name lie.
  var folder: String
  /// How dates and times of the sheet are read.
  var sheet: SheetReading
  let taxonomies: Set<String>
  var references: ImportReferences
  var diagnostics: [Diagnostic] = []
  /// How dates were read that have no single meaning for everybody, with the first of each kind.
  private var shortYear: (text: String, date: CivilDate)?
  private var converted: (text: String, moment: String)?
  private var unclearLevels: [(text: String, location: SourceLocation, choices: [String])] = []

  var remarks: [String] {
    let years = shortYear.map { "Years of two digits: '\($0.text)' is \($0.date)" }
    let times = converted.map {
      "Times of other zones: '\($0.text)' is \($0.moment) in \(sheet.zone.identifier)"
    }
    return [years, times].compactMap(\.self)
  }

  init(
    target: ImportTarget, kind: String, folder: String, sheet: SheetReading,
    taxonomies: Set<String>,
    references: ImportReferences
  ) {
    (self.target, self.kind, self.folder, self.sheet) = (target, kind, folder, sheet)
    (self.taxonomies, self.references) = (taxonomies, references)
  }

  /// The reason why no cell can be a value of a type. `nil` if one can.
  static func refusal(of type: FieldType, asRows: Bool) -> String? {
    switch type {
    case .record, .map, .free, .raw, .defaults, .textByLanguage:
      return "a cell cannot hold a group of keys"
    case .list(.record(let fields)):
      if fields.first.map({ if case .reference = $0.type { true } else { false } }) == true {
        return nil
      }
      return !asRows && linkNames(fields) != nil
        ? nil : "a cell cannot hold a list of groups of keys"
    case .list(let element): return refusal(of: element, asRows: asRows)
    default: return nil
    }
  }

  mutating func value(_ cell: CSV.Cell, _ field: Field) -> ImportedPage.Value? {
    if cell.text.isEmpty { return nil }
    switch field.type {
    case .list(let element):
      let values = items(of: cell, isTaxonomy: taxonomies.contains(field.name), element).compactMap
      {
        single($0, at: cell.location, element, field.name)
      }
      return values.isEmpty ? nil : .list(values)
    default: return single(cell.text, at: cell.location, field.type, field.name)
    }
  }

  /// The id of a person's page. A missing one is made.
  mutating func person(
    _ name: PersonName, code: String?, _ kind: String, at location: SourceLocation
  ) -> String? {
    let found = references.id(of: name, code: code, kind, importing: self.kind, at: location)
    diagnostics += found.diagnostics
    return found.value
  }

  private mutating func items(
    of cell: CSV.Cell, isTaxonomy: Bool, _ element: FieldType
  ) -> [String] {
    let items = cell.text.split { $0 == ";" || $0.isNewline }.map(\.trimmed).filter { !$0.isEmpty }
    guard items.count == 1, items[0].contains(",") else { return items }
    let parts = items[0].split(separator: ",").map(\.trimmed).filter { !$0.isEmpty }
    if isTaxonomy { return parts }
    if case .choice = element { return parts }
    guard let kinds = referredKinds(element), !references.isKnown(items[0], kinds) else {
      return items
    }
    if parts.allSatisfy({ references.isKnown($0, kinds) }) { return parts }
    diagnostics.append(
      .error(
        ImportCode.cellAmbiguous, "'\(items[0])' can be one name or several", at: cell.location,
        help: "separate several with semicolons: " + parts.joined(separator: "; ")))
    return []
  }

  private mutating func single(
    _ text: String, at location: SourceLocation, _ type: FieldType, _ key: String
  ) -> ImportedPage.Value? {
    switch type {
    case .text where key == "description": return .text(oneLine(plainText(text)))
    case .text: return fits(text, at: location, key) ? .text(cleaned(text)) : nil
    case .markdown: return .text(markdown(text, at: location))
    case .boolean: return boolean(text, at: location, key)
    case .choice(let choices): return choice(text, choices, at: location, key)
    case .date, .dateTime:
      return moment(text, at: location).flatMap { time in
        guard let date = time.date, let day = time.day else {
          refuseTimeAlone(text, at: location)
          return nil
        }
        if case .dateTime = type { return .word(written(date, time.time)) }
        return .word(day.description)
      }
    case .url:
      let address = text.lowercased().hasPrefix("www.") ? "https://" + text : text
      return checked(address, at: location, type, key).map { .text($0) }
    case .number, .count: return checked(text, at: location, type, key).map { .word($0) }
    case .file: return file(text, at: location)
    case .image: return isElsewhere(text, at: location, key) ? nil : file(text, at: location)
    case .reference(let kinds, _):
      let found = references.id(for: text, kinds, importing: kind, at: location)
      diagnostics += found.diagnostics
      return found.value.map { .word($0) }
    case .record(let fields):
      if let names = linkNames(fields) {
        return checked(text, at: location, .url, key).map { url in
          .record([
            .init(key: names.title, value: .text(url)), .init(key: names.url, value: .text(url)),
          ])
        }
      }
      return fields.first.flatMap { single(text, at: location, $0.type, key) }
    default: return checked(text, at: location, type, key).map { .text($0) }
    }
  }

  /// The text, if the reader of front matter accepts it as a value of the type.
  private mutating func checked(
    _ text: String, at location: SourceLocation, _ type: FieldType, _ key: String
  ) -> String? {
    var decoder = FieldDecoder(sheet: sheet)
    let node = YAMLNode(content: .scalar(.init(text: text, isPlain: false)), location: location)
    let value = decoder.value(node, as: type, key: key)
    diagnostics += decoder.diagnostics
    return value == nil || decoder.diagnostics.hasErrors ? nil : text
  }

  /// Whether a text is valid for a field with rules beyond its type: an address or a part of one.
  private mutating func fits(_ text: String, at location: SourceLocation, _ key: String) -> Bool {
    let help: String
    switch key {
    case "url", "aliases":
      do throws(AddressRefusal) {
        _ = key == "url" ? try Permalink(written: text) : try Permalink(alias: text)
        return true
      } catch {
        help = "write it from the site's root, like /programme/opening/"
      }
    case "slug":
      if writtenComponent(text) != nil { return true }
      help = "write letters, digits and hyphens, like opening-session"
    default: return true
    }
    diagnostics.append(
      .error(
        ImportCode.cellAddressInvalid, "'\(text)' is no address of a page", at: location, help: help
      ))
    return false
  }

  private mutating func boolean(
    _ text: String, at location: SourceLocation, _ key: String
  ) -> ImportedPage.Value? {
    if let value = booleanValue(ofCell: text) { return .word(String(value)) }
    return checked(text, at: location, .boolean, key).map { .word($0) }
  }

  private mutating func choice(
    _ text: String, _ choices: [String], at location: SourceLocation, _ key: String
  ) -> ImportedPage.Value? {
    let known = choices.first { $0 == text || slug($0) == slug(text) }
    let meant =
      known
      ?? (KindDefaults(ofKind: kind).isProgramme ? sessionChoice(text, key, choices) : nil)
    if meant == nil, key == "level", KindDefaults(ofKind: kind).isProgramme {
      unclearLevels.append((text, location, choices))
      return nil
    }
    return meant.map { .text($0) }
      ?? checked(text, at: location, .choice(choices), key).map { .text($0) }
  }

  private func sessionChoice(_ text: String, _ key: String, _ choices: [String]) -> String? {
    switch key {
    case "format": sessionFormat(text, among: choices)
    case "level": sessionLevel(text, among: choices)
    default: nil
    }
  }

  /// What is said of cells that name no level, once for all of them: planners have levels such as `All`.
  var warningOfLevels: [Diagnostic] {
    guard let first = unclearLevels.first else { return [] }
    let (message, help) = messageOfUnclearLevels(unclearLevels.map(\.text), first.choices)
    return [.warning(ImportCode.planDataLeftOut, message, at: first.location, help: help)]
  }

  private mutating func file(_ text: String, at location: SourceLocation) -> ImportedPage.Value? {
    if isWebAddress(text) { return .text(text) }
    let path = text.hasPrefix("/") ? String(text.dropFirst()) : joined(folder, text)
    if let path, target.files.contains(path) { return .text(text) }
    diagnostics.append(
      .error(
        ImportCode.cellFileMissing, "there is no file '\(text)'", at: location,
        help: "put it into content/\(folder)/ first, or leave the column out with --ignore"))
    return nil
  }

  /// Whether a picture is on a site from which pages may load nothing. If so, it is reported.
  private mutating func isElsewhere(
    _ text: String, at location: SourceLocation, _ key: String
  ) -> Bool {
    guard isWebAddress(text),
      let name = host(of: Array(text.utf8)[...]), !target.configuration.mayLoad(from: name)
    else { return false }
    diagnostics.append(
      .warning(
        ImportCode.pictureNotFetched,
        "pictures are not fetched from other sites, so '\(text)' is left out", at: location,
        help: "put the picture into content/\(folder)/, and name it under '\(key)'"))
    return true
  }

  mutating func markdown(_ text: String, at location: SourceLocation) -> String {
    let converted = ImportedMarkdown(text, target.markdown)
    let changes = ImportedMarkdown.Change.allCases.filter(converted.changes.contains)
    if !changes.isEmpty {
      diagnostics.append(
        .warning(
          ImportCode.importedTextChanged,
          "in this text " + changes.map(\.rawValue).joined(separator: ", "), at: location,
          help: "look at it in the file, and write it as you like it"))
    }
    return converted.text
  }

  /// A text without Markdown and HTML, for fields that take none.
  func plainText(_ text: String) -> String {
    let converted = ImportedMarkdown(text, target.markdown).text
    return parseMarkdown(SourceText(file: "", bytes: Array(converted.utf8)), target.markdown).value
      .plainText()
  }

  // MARK: Times

  mutating func moment(_ text: String, at location: SourceLocation) -> SpreadsheetTime? {
    do throws(CivilTimeError) {
      let time = try SpreadsheetTime(text, sheet)
      remember(time, text)
      return time
    } catch {
      diagnostics.append(
        .error(ImportCode.cellTimeInvalid, error.message, at: location, help: error.help))
      return nil
    }
  }

  /// A time, or a start with an end.
  mutating func span(_ text: String, at location: SourceLocation) -> SpreadsheetSpan? {
    do throws(CivilTimeError) {
      let span = try SpreadsheetSpan(text, sheet)
      remember(span.start, text)
      return span
    } catch {
      diagnostics.append(
        .error(ImportCode.cellTimeInvalid, error.message, at: location, help: error.help))
      return nil
    }
  }

  private mutating func remember(_ time: SpreadsheetTime, _ text: String) {
    guard let date = time.date else { return }
    if time.hasShortYear && shortYear == nil { shortYear = (text, date) }
    if time.isConverted && converted == nil { converted = (text, written(date, time.time)) }
  }

  mutating func refuseTimeAlone(_ text: String, at location: SourceLocation) {
    diagnostics.append(
      .error(
        ImportCode.cellTimeInvalid, "'\(text)' is a time without a day", at: location,
        help: "add a column 'Date', or write it as 2012-09-19 13:30"))
  }
}

package func written(_ date: CivilDate, _ time: TimeOfDay?) -> String {
  time.map { CivilDateTime(date, $0).displayText } ?? date.description
}

/// The kinds that a reference may name. Of a record, those of its first field.
private func referredKinds(_ type: FieldType) -> [String]? {
  switch type {
  case .reference(let kinds, _): kinds
  case .record(let fields): fields.first.flatMap { referredKinds($0.type) }
  default: nil
  }
}

/// The names of title and address, if records are links.
private func linkNames(_ fields: [Field]) -> (title: String, url: String)? {
  guard fields.count == 2, fields[0].type == .text, fields[1].type == .url else { return nil }
  return (fields[0].name, fields[1].name)
}

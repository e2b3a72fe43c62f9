import Content
import ContentSchema
import Diagnostics
import SiteSettings
import Templates
import Text
import Web

/// Turning ids and file names that pages wrote into pages and addresses.
extension Assembly {
  mutating func resolveFields(_ index: PageIndex) {
    // The resolver looks at the pages. It has gone when they change, so that they need no copy.
    for (number, fields) in resolvedFields(index) { pages[number].fields = fields }
    repeatSessions()
    guard configuration.languages.count > 1 else { return }
    for number in pages.indices where pages[number].isShown {
      pages[number].fields = pages[pages[number].original.index].fields
    }
  }

  /// Gives sessions that are held once more what they don't say themselves: who speaks, the track, the format.
  private mutating func repeatSessions() {
    guard let slot = configuration.schema.slot(of: "repeat_of") else { return }
    let slots = fieldsOfRepeats.compactMap(configuration.schema.slot)
    for number in pages.indices where !pages[number].isShown {
      guard let first = pages[number].fields[slot]?.page else { continue }
      let place = pages[number].fields.location(of: slot)
      let isOwn = place?.file == pages[number].source
      if first == pages[number].original || pages[first.index].fields[slot] != nil {
        guard isOwn else { continue }
        diagnostics.append(
          .error(
            SiteCode.repeatedReference,
            first == pages[number].original
              ? "a session cannot be a repeat of itself"
              : "'\(pages[first.index].title)' is itself a repeat", at: place,
            help: "name the session that is held first"))
        continue
      }
      for slot in slots where pages[number].fields[slot] == nil {
        guard let value = pages[first.index].fields[slot] else { continue }
        pages[number].fields.set(slot, value, at: place ?? pages[number].location)
      }
    }
  }

  /// The fields of the pages that name pages or files, by the pages' numbers.
  private mutating func resolvedFields(_ index: PageIndex) -> [(Int, PageFields)] {
    let resolver = ReferenceResolver(
      pages: pages, index: index, schema: configuration.schema, unread: files.unread)
    var resolved: [(Int, PageFields)] = []
    let types = configuration.schema.kinds.map { kind in
      fieldTypes(ofKind: kind)
    }
    for number in pages.indices where !pages[number].isShown {
      let typesOfKind = types[pages[number].kind]
      guard pages[number].fields.entries.contains(where: { typesOfKind[$0.slot] != nil })
      else { continue }
      let original = pages[number].original.index
      var fields = pages[number].fields
      fields.mapValues { value, slot, place in
        guard let type = typesOfKind[slot] else { return value }
        // What a section's defaults say is its pages' own, and reported for them.
        let isInherited = original != number && place.file != pages[number].source
        var fieldResolver = FieldResolver(
          references: resolver, page: PageID(index: isInherited ? original : number),
          isSilent: isInherited)
        let value = fieldResolver.resolve(value, as: type)
        diagnostics += fieldResolver.diagnostics
        return value
      }
      resolved.append((number, fields))
    }
    return resolved
  }

  /// The types of the fields that name pages or files, by slot.
  private func fieldTypes(ofKind kind: Kind) -> [FieldType?] {
    let schema = configuration.schema
    var types: [FieldType?] = Array(repeating: nil, count: schema.vocabulary.names.count)
    for field in commonFields + kind.fields where field.type.refersToPagesOrFiles {
      if let slot = schema.slot(of: field.name) { types[slot] = field.type }
    }
    return types
  }
}

private struct FieldResolver {
  let references: ReferenceResolver
  let page: PageID
  /// An inherited field's mistakes are the original's, and said there.
  let isSilent: Bool
  var diagnostics: [Diagnostic] = []

  mutating func resolve(_ value: FieldValue, as type: FieldType) -> FieldValue? {
    switch (type, value) {
    case (.list(let element), .list(let values)):
      return .list(list(values, of: element))
    case (.record(let fields), .record(var record)):
      let count = record.entries.count
      record.entries = record.entries.compactMap { entry in
        guard let field = fields.first(where: { $0.name == entry.name }) else { return entry }
        return resolve(entry.value, as: field.type).map {
          .init(name: entry.name, value: $0, location: entry.location)
        }
      }
      let lostItsPage =
        record.entries.count < count
        && fields.contains { field in
          field.isRequired && record[field.name] == nil
        }
      return lostItsPage ? nil : .record(record)
    case (.reference(let kinds, _), .reference(let name, let place)):
      return reference(name, kinds, at: place)
    case (_, .file(let name, let place)):
      return file(name, at: place)
    default: return value
    }
  }

  /// The elements of a list. A page that stands twice in it, in the same role, is reported and kept once.
  private mutating func list(_ values: [FieldValue], of element: FieldType) -> [FieldValue] {
    var resolved: [FieldValue] = []
    resolved.reserveCapacity(values.count)
    var seen: Set<PageID> = []
    for value in values {
      guard let one = resolve(value, as: element) else { continue }
      // Most lists are short, and a set would cost more than comparing.
      guard let id = one.referredPage, values.count < 9 || !seen.insert(id).inserted,
        resolved.contains(where: { $0.saysTheSame(as: one, of: id) })
      else {
        resolved.append(one)
        continue
      }
      if isSilent { continue }
      let (name, place) =
        value.writtenReference ?? (
          references.pages[id.index].id, references.pages[page.index].location
        )
      diagnostics.append(
        .error(
          SiteCode.repeatedReference, "'\(name)' stands twice in this list", at: place,
          help: "remove one of them, or write which page is meant"))
    }
    return resolved
  }

  private mutating func reference(
    _ name: String, _ kinds: [String], at place: SourceLocation
  ) -> FieldValue? {
    let found = references.resolve(name, kinds: kinds, from: page, at: place)
    if !isSilent { diagnostics += found.diagnostics }
    guard let id = found.value else { return nil }
    guard !references.pages[id.index].isLive, references.pages[page.index].isLive else {
      return .page(id)
    }
    if !isSilent {
      let target = references.pages[id.index]
      diagnostics.append(
        .warning(
          SiteCode.pageNotOnSite,
          "'\(name)' is left out here, because \(target.shownSource) is not on the site: \(target.liveness.reason)",
          at: place))
    }
    return nil
  }

  private mutating func file(_ name: String, at place: SourceLocation) -> FieldValue? {
    if isWebAddress(name) { return .address(.external(name)) }
    let folder = references.pages[page.index].folder
    let meant = name.composed
    let path = meant.hasPrefix("/") ? String(meant.dropFirst()) : joined(folder, meant)
    if let path, references.index.files.contains(path) { return .address(.file(path)) }
    if !isSilent {
      diagnostics.append(missingFile(name, in: references.index, from: folder, at: place))
    }
    return nil
  }
}

extension FieldValue {
  /// The page that a reference names, or a record in its first key that is one.
  fileprivate var referredPage: PageID? {
    page ?? record?.entries.lazy.compactMap(\.value.page).first
  }

  /// A reference as it was written, with its place.
  fileprivate var writtenReference: (name: String, place: SourceLocation)? {
    switch self {
    case .reference(let name, let place): (name, place)
    case .record(let record): record.entries.lazy.compactMap(\.value.writtenReference).first
    default: nil
    }
  }

  /// Whether two elements of a list refer to one page and say nothing else that differs.
  fileprivate func saysTheSame(as other: FieldValue, of id: PageID) -> Bool {
    guard referredPage == id else { return false }
    guard let mine = record, let others = other.record else { return true }
    return mine.entries.count == others.entries.count
      && mine.entries.allSatisfy { entry in
        others.entries.contains { $0.name == entry.name && $0.value.text == entry.value.text }
      }
  }
}

/// What a session that is held once more has from the first, unless it says otherwise: all but its time and place.
private let fieldsOfRepeats = [
  "description", "speakers", "track", "format", "number", "capacity", "spoken_language", "level",
  "delivery",
  "initiatives", "points", "stream", "links", "sources",
]

import Diagnostics

/// Turning ids and file names that pages wrote into pages and addresses.
extension Assembly {
  mutating func resolveFields(_ index: PageIndex) {
    let resolver = ReferenceResolver(pages: pages, index: index, schema: configuration.schema)
    let types = configuration.schema.kinds.map { kind in
      fieldTypes(ofKind: kind)
    }
    for number in pages.indices {
      let typesOfKind = types[pages[number].kind]
      guard pages[number].fields.entries.contains(where: { typesOfKind[$0.slot] != nil })
      else { continue }
      let page = pages[number]
      var found: [Diagnostic] = []
      var fields = page.fields
      fields.mapValues { value, slot in
        guard let type = typesOfKind[slot] else { return value }
        // What a section's defaults say is its pages' own, and told for them.
        let inherited =
          page.original.index != number && page.fields.location(of: slot)?.file != page.source
        var fieldResolver = FieldResolver(
          references: resolver, page: inherited ? pages[page.original.index] : page,
          isSilent: inherited)
        let value = fieldResolver.resolve(value, as: type)
        found += fieldResolver.diagnostics
        return value
      }
      pages[number].fields = fields
      diagnostics += found
    }
  }

  /// The types of the fields that name pages or files, by slot.
  private func fieldTypes(ofKind kind: Kind) -> [FieldType?] {
    let schema = configuration.schema
    var types: [FieldType?] = Array(repeating: nil, count: schema.vocabulary.count)
    for field in commonFields + kind.fields where field.type.refersToPagesOrFiles {
      if let slot = schema.slot(of: field.name) { types[slot] = field.type }
    }
    return types
  }
}

private struct FieldResolver {
  let references: ReferenceResolver
  let page: Page
  /// An inherited field's mistakes are the original's, and said there.
  let isSilent: Bool
  var diagnostics: [Diagnostic] = []

  mutating func resolve(_ value: FieldValue, as type: FieldType) -> FieldValue? {
    switch (type, value) {
    case (.list(let element), .list(let values)):
      return .list(values.compactMap { resolve($0, as: element) })
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

  private mutating func reference(
    _ name: String, _ kinds: [String], at place: SourceLocation
  ) -> FieldValue? {
    let found = references.resolve(name, kinds: kinds, from: page, at: place)
    if !isSilent { diagnostics += found.diagnostics }
    guard let id = found.value else { return nil }
    guard !references.pages[id.index].isLive, page.isLive else { return .page(id) }
    if !isSilent {
      let target = references.pages[id.index]
      diagnostics.append(
        .warning(
          "'\(name)' is left out here, because \(target.shownSource) is not on the site: \(target.liveness.reason)",
          at: place))
    }
    return nil
  }

  private mutating func file(_ name: String, at place: SourceLocation) -> FieldValue? {
    if name.hasPrefix("https://") || name.hasPrefix("http://") { return .address(.external(name)) }
    let path = name.hasPrefix("/") ? String(name.dropFirst()) : joined(page.folder, name)
    if let path, references.index.files.contains(path) { return .address(.file(path)) }
    if !isSilent {
      diagnostics.append(missingFile(name, in: references.index, from: page.folder, at: place))
    }
    return nil
  }
}

package import Content
package import ContentSchema

/// Which pages refer to which, indexed once: asking a speaker for their sessions costs no search.
package struct Relations: Sendable {
  /// A page that refers to another, and the record it does so in.
  package struct Source: Sendable {
    package var page: PageID
    package var record: Shared<DecodedRecord>?
  }

  /// The pages that refer to one under a name, which is the slot's.
  private struct Inverse {
    var slot: Int
    var sources: [Source]
  }

  /// For each page, by its number.
  private var inverses: [[Inverse]]

  init(pages: [Page], schema: Schema) {
    inverses = Array(repeating: [], count: pages.count)
    let referring = schema.kinds.map { kind in
      kind.fields.filter { !$0.type.inverses.isEmpty }.compactMap { field in
        schema.slot(of: field.name).map { (type: field.type, slot: $0) }
      }
    }
    for number in pages.indices {
      let id = PageID(index: number)
      // A translation is the same page in other words, and its relations are the original's.
      guard pages[number].original == id, pages[number].isLive,
        pages[number].role == .content || pages[number].role == .section
      else { continue }
      for field in referring[pages[number].kind] {
        guard let value = pages[number].fields[field.slot] else { continue }
        collect(value, field.type, from: id, record: nil, schema)
      }
    }
    for target in inverses.indices {
      for place in inverses[target].indices {
        inverses[target][place].sources.sort { pages.precedes($0.page.index, $1.page.index) }
      }
    }
  }

  package func sources(of page: PageID, slot: Int) -> [Source] {
    inverses[page.index].first { $0.slot == slot }?.sources ?? []
  }

  private mutating func collect(
    _ value: FieldValue, _ type: FieldType, from page: PageID, record: Shared<DecodedRecord>?,
    _ schema: Schema
  ) {
    switch (type, value) {
    case (.reference(_, let inverse?), .page(let target)):
      guard let slot = schema.slot(of: inverse) else { return }
      add(Source(page: page, record: record), to: target, slot)
    case (.list(let element), .list(let values)):
      for value in values { collect(value, element, from: page, record: record, schema) }
    case (.record(let fields), .record(let record)):
      let shared = Shared(record)
      for field in fields {
        if let value = record[field.name] {
          collect(value, field.type, from: page, record: shared, schema)
        }
      }
    default: break
    }
  }

  private mutating func add(_ source: Source, to target: PageID, _ slot: Int) {
    if let place = inverses[target.index].firstIndex(where: { $0.slot == slot }) {
      inverses[target.index][place].sources.append(source)
    } else {
      inverses[target.index].append(Inverse(slot: slot, sources: [source]))
    }
  }
}

extension [Page] {
  /// The order of the pages that refer to one. Looks at the keys where they are, and no further than it has to.
  fileprivate func precedes(_ a: Int, _ b: Int) -> Bool {
    let (start, otherStart) = (self[a].sortKey.start, self[b].sortKey.start)
    if start != otherStart { return start < otherStart }
    let (weight, otherWeight) = (self[a].sortKey.weight, self[b].sortKey.weight)
    if weight != otherWeight { return weight < otherWeight }
    let title = self[a].sortKey.compareTitle(to: self[b].sortKey)
    return title == 0 ? a < b : title < 0
  }
}

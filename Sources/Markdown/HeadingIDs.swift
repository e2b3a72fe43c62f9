/// The ids of a document: each once.
struct HeadingIDs {
  private var taken: Set<String> = []
  /// How many headings wanted the same id, so that a thousand of them take a thousand steps.
  private var wishes: [String: Int] = [:]

  /// An id from a slug that nobody has yet: `hall`, `hall-2`, `hall-3`.
  mutating func unique(_ prefix: String, _ slug: String) -> String {
    let wish = prefix + (slug.isEmpty ? "section" : isReserved(slug) ? "section-" + slug : slug)
    // Most documents have some headings: the set needn't grow with each.
    if taken.isEmpty { taken.reserveCapacity(12) }
    if taken.insert(wish).inserted { return wish }
    var number = wishes[wish] ?? 1
    while true {
      number += 1
      let id = "\(wish)-\(number)"
      guard taken.insert(id).inserted else { continue }
      wishes[wish] = number
      return id
    }
  }

  /// Takes an id that an editor chose, or says why that can't be.
  mutating func claim(_ prefix: String, _ id: String) -> (
    code: MarkdownCode, message: String, help: String
  )? {
    let isSound = !id.isEmpty && id.utf8.allSatisfy { $0 > 0x20 && !"\"'<>&#%".utf8.contains($0) }
    guard isSound else {
      return (
        .headingIDInvalid, "'\(id)' cannot be an id",
        "an id is one word of letters, digits and hyphens"
      )
    }
    guard !isReserved(id) else {
      return (
        .headingIDInvalid, "the id '\(id)' is kept for footnotes",
        "choose one that begins otherwise"
      )
    }
    guard taken.insert(prefix + id).inserted else {
      return (.headingIDTwice, "the id '\(id)' is set twice on this page", "choose another one")
    }
    return nil
  }

  /// Takes an id that stands in the document anyway.
  mutating func note(_ id: String) { taken.insert(id) }

  func sorted() -> [String] { taken.sorted() }

  private func isReserved(_ id: String) -> Bool { id.hasPrefix("fn-") || id.hasPrefix("fnref-") }
}

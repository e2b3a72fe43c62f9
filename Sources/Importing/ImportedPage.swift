import Text

/// A page made by an import. It is written as a file or as a row of a spreadsheet.
package struct ImportedPage: Sendable {
  var kind: String
  /// The last part of its path.
  var id: String
  var properties: [Property] = []
  /// In Markdown.
  var body = ""
  /// The planner's own ids, as `ImportMemory` keeps them.
  var keys: [String] = []

  /// A key of the front matter with its value.
  struct Property: Sendable {
    var key: String
    var value: Value
  }

  indirect enum Value: Hashable, Sendable {
    case text(String)
    /// A value that is written without quotes: a number, a date, an id, true.
    case word(String)
    case list([Value])
    case record([Part])
  }

  struct Part: Hashable, Sendable {
    var key: String
    var value: Value
  }

  mutating func set(_ key: String, _ value: Value?) {
    if let value { properties.append(Property(key: key, value: value)) }
  }

  /// Sets a value. A list is appended to the list that the key has already.
  mutating func add(_ key: String, _ value: Value?) {
    guard case .list(let values)? = value,
      let index = properties.firstIndex(where: { $0.key == key }),
      case .list(let earlier) = properties[index].value
    else { return set(key, value) }
    properties[index].value = .list(earlier + values)
  }

  mutating func set(_ key: String, text: String?) {
    if let text, !text.isEmpty { set(key, .text(text)) }
  }

  var title: String {
    guard case .text(let title)? = properties.first(where: { $0.key == "title" })?.value else {
      return ""
    }
    return title
  }
}

/// Makes ids that are slugs, and none of them twice.
struct UniqueIDs {
  private var taken: Set<String> = []
  /// By slug, the number that makes the next id unique.
  private var numbers: [String: Int] = [:]

  /// The slug of a text, with a number if it is taken.
  ///
  /// - Parameter isFree: whether nothing else stands in the way of an id.
  mutating func next(
    for text: String, otherwise: String, isFree: (String) -> Bool = { _ in true }
  ) -> String {
    let whole = shortenedSlug(slug(text))
    // A page with the id `index` would have the address of its folder.
    let base = whole.isEmpty ? otherwise : whole == "index" ? "index-\(otherwise)" : whole
    var id = base
    var number = numbers[base] ?? 2
    while !isFree(id) || !taken.insert(id).inserted {
      id = "\(base)-\(number)"
      number += 1
    }
    numbers[base] = number
    return id
  }

  /// Takes an id that the editor wrote. Returns `false` if it was taken already.
  mutating func take(_ id: String) -> Bool { taken.insert(id).inserted }
}

/// As many words of a slug as make a file name of at most 80 bytes.
func shortenedSlug(_ slug: String) -> String {
  let longest = 80
  guard slug.utf8.count > longest else { return slug }
  var start = Substring()
  for character in slug {
    if start.utf8.count + character.utf8.count > longest { break }
    start.append(character)
  }
  return String(start.lastIndex(of: "-").map { start[..<$0] } ?? start)
}

import Text

/// A page that an import makes, before it is written as a file or as a row.
package struct ImportedPage {
  var kind: String
  /// The last part of its path.
  var id: String
  var entries: [Entry] = []
  /// In Markdown.
  var body = ""

  struct Entry {
    var key: String
    var value: Value
  }

  indirect enum Value: Hashable {
    case text(String)
    /// What is written without quotes: a number, a date, an id, true.
    case word(String)
    case list([Value])
    case record([Part])
  }

  struct Part: Hashable {
    var key: String
    var value: Value
  }

  mutating func set(_ key: String, _ value: Value?) {
    if let value { entries.append(Entry(key: key, value: value)) }
  }

  /// Sets a value; a list goes on with what is there already.
  mutating func add(_ key: String, _ value: Value?) {
    guard case .list(let values)? = value, let index = entries.firstIndex(where: { $0.key == key }),
      case .list(let earlier) = entries[index].value
    else { return set(key, value) }
    entries[index].value = .list(earlier + values)
  }

  mutating func set(_ key: String, text: String?) {
    if let text, !text.isEmpty { set(key, .text(text)) }
  }

  var title: String {
    guard case .text(let title)? = entries.first(where: { $0.key == "title" })?.value else {
      return ""
    }
    return title
  }
}

/// Hands out ids that are slugs, each once.
struct IDs {
  private var taken: Set<String> = []
  /// The number to try next where several have one slug.
  private var numbers: [String: Int] = [:]

  /// The slug of a text, with a number where others have it already.
  mutating func next(for text: String, otherwise: String) -> String {
    let whole = handyName(slug(text))
    // A page called `index` would be its folder's own.
    let base = whole.isEmpty ? otherwise : whole == "index" ? "index-\(otherwise)" : whole
    var id = base
    var number = numbers[base] ?? 2
    while !taken.insert(id).inserted {
      id = "\(base)-\(number)"
      number += 1
    }
    numbers[base] = number
    return id
  }

  /// Whether an id that was written is not taken yet; from now on it is.
  mutating func take(_ id: String) -> Bool { taken.insert(id).inserted }
}

/// The words of a slug that make a name of a length that file systems and people can handle.
func handyName(_ slug: String) -> String {
  let longest = 80
  guard slug.utf8.count > longest else { return slug }
  var start = Substring()
  for character in slug {
    if start.utf8.count + character.utf8.count > longest { break }
    start.append(character)
  }
  return String(start.lastIndex(of: "-").map { start[..<$0] } ?? start)
}

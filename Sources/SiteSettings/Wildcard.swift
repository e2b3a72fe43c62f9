/// A pattern of file names as `publish_files` in `site.yaml` has them: `*` stands for any letters of a name, `?`
/// for one, and `**` for any folders.
///
/// A pattern without a slash is held against the name of a file in any folder, one with a slash against its
/// path below `content/`.
package struct Wildcard: Hashable, Sendable {
  private let components: [[Unicode.Scalar]]

  package init(_ text: String) {
    let parts = text.split(separator: "/").map { Array($0.unicodeScalars) }
    components = text.contains("/") ? parts : [Self.anyFolders] + parts
  }

  package func matches(_ path: String) -> Bool {
    let parts = path.split(separator: "/").map { Array($0.unicodeScalars) }
    let isMany = { (name: [Unicode.Scalar]) in name == Self.anyFolders }
    return Self.matches(components, parts, isMany: isMany) { name, part in
      Self.matches(name, part, isMany: { $0 == "*" }, fits: { $0 == "?" || $0 == $1 })
    }
  }

  private static let anyFolders: [Unicode.Scalar] = ["*", "*"]

  /// Goes back to the latest "many" only, which is enough and keeps the work in proportion to both lengths.
  private static func matches<Element>(
    _ pattern: [Element], _ text: [Element], isMany: (Element) -> Bool,
    fits: (Element, Element) -> Bool
  ) -> Bool {
    var (index, position) = (0, 0)
    var latest: (index: Int, position: Int)?
    while position < text.count {
      if index < pattern.count && isMany(pattern[index]) {
        latest = (index, position)
        index += 1
      } else if index < pattern.count && fits(pattern[index], text[position]) {
        index += 1
        position += 1
      } else if let many = latest {
        latest = (many.index, many.position + 1)
        index = many.index + 1
        position = many.position + 1
      } else {
        return false
      }
    }
    return pattern[index...].allSatisfy(isMany)
  }
}

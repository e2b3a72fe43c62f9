import Text

/// Which files may have other bytes than when they were read last.
enum FileChanges: Sendable {
  case everything
  /// Paths from the site's folder. Files below a path may have changed, too.
  case paths(Set<String>)

  func affects(_ path: String) -> Bool {
    guard case .paths(let paths) = self else { return true }
    // Usually one file was saved, and this is called for ten thousand.
    if paths.count < 8 { return paths.contains { path.isAtOrBelow($0) } }
    if paths.contains(path) { return true }
    var end = path.utf8.endIndex
    while let slash = path.utf8[..<end].lastIndex(of: UInt8(ascii: "/")) {
      if paths.contains(String(path[..<slash])) { return true }
      end = slash
    }
    return false
  }

  func affects(anyOf paths: [String]) -> Bool { paths.contains(where: affects) }

  /// The same changes with paths as Lectern has them inside.
  var composed: FileChanges {
    guard case .paths(let paths) = self else { return self }
    return .paths(Set(paths.map(\.composed)))
  }

  mutating func formUnion(_ other: FileChanges) {
    guard case .paths(let paths) = self, case .paths(let others) = other else {
      self = .everything
      return
    }
    self = .paths(paths.union(others))
  }
}

extension String {
  /// Whether a path is another one, or lies below it.
  fileprivate func isAtOrBelow(_ path: String) -> Bool {
    utf8.starts(with: path.utf8)
      && (utf8.count == path.utf8.count
        || utf8.dropFirst(path.utf8.count).first == UInt8(ascii: "/"))
  }
}

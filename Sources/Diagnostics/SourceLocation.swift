/// A place in a file of the site.
package struct SourceLocation: Hashable, Sendable {
  /// The file's path from the site's folder.
  package var file: String
  /// From 1. Zero means the file as a whole.
  package var line: Int
  /// From 1, in Unicode scalars. Zero means the line as a whole.
  package var column: Int
  /// How many Unicode scalars of the line are meant; zero where only the place is known.
  package var length: Int

  package init(file: String, line: Int = 0, column: Int = 0, length: Int = 0) {
    self.file = file
    self.line = line
    self.column = column
    self.length = length
  }
}

extension SourceLocation: Comparable {
  package static func < (a: SourceLocation, b: SourceLocation) -> Bool {
    (a.file, a.line, a.column, a.length) < (b.file, b.line, b.column, b.length)
  }
}

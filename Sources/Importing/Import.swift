/// The result of an import, before anything is written.
package struct Import: Sendable {
  /// Sections that pages need, sorted by path.
  var files: [NewFile] = []
  var pages: [PlacedPage] = []
  /// What an earlier import made and the planner has no more.
  var withdrawn: [WithdrawnPage] = []
  /// The file that is imported.
  var file = ""
  /// The kind of the pages that the file is about.
  var mainKind = "session"
  /// What the things come from, as the memory calls it.
  var source = ""
  /// Where pages of each kind go.
  var scopes: [ImportMemory.Scope] = []
  /// The kinds of which the file has all there are.
  var complete: Set<String> = []
  var memory = ImportMemory()
  /// What else an editor may want to know: which column became which field.
  package var remarks: [String] = []
}

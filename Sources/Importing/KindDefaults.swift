/// How an import treats the pages of a kind unless the editor or the site says otherwise.
struct KindDefaults {
  /// The last part of the path of a new section for such pages.
  var folder: String
  /// The key by which a new section sorts its pages.
  var sort = "title"
  /// Whether each page becomes a row of a spreadsheet. Pages with long texts are files of their own.
  var isRow = true
  /// Whether the pages are the sessions of a programme.
  var isProgramme = false
  /// Whether the pages are people, whose titles may be in two columns.
  var isPeople = false
  /// Whether two pages of one title are the same, as with people and rooms.
  var hasUniqueNames = true

  init(ofKind kind: String) {
    folder = kind.hasSuffix("s") ? kind : kind + "s"
    switch kind {
    case "session": (folder, sort, isRow, isProgramme) = ("programme", "start", false, true)
    case "news": (folder, sort, isRow) = ("news", "-date", false)
    case "page": (folder, isRow) = ("page", false)
    case "speaker": isPeople = true
    default: break
    }
    switch kind {
    case "session", "news", "page": hasUniqueNames = false
    default: break
    }
  }
}

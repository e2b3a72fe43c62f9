package import ConferenceDesign
import Content
import ContentSchema
package import Diagnostics
import Importing
import SiteSettings

/// The result of making a new page.
package enum NewPageResult: Sendable {
  /// Its path from the site's folder.
  case made(String)
  case unknownKind([String])
  /// The settings have mistakes, so the kinds aren't known.
  case mistakes([Diagnostic])
  case exists(String)
}

extension Workspace {
  /// Makes a page of a kind, where such pages are.
  package func makePage(kind: String, title: String) async throws(WorkspaceError) -> NewPageResult {
    var tree = try listInputs().value
    tree.templates = []
    let parsed = try await parse(tree, ParseOptions())
    let mistakes = parsed.diagnostics.filter { $0.isError && $0.sitePart == .settings }
    if !mistakes.isEmpty {
      return .mistakes(mistakes.inReadingOrder().withExcerpts { source($0) })
    }
    let files = parsed.value
    let schema = files.configuration.schema
    let place = NewPagePlace(of: kind, among: files.pages.map(\.value), schema)
    var number = 1
    while true {
      guard
        let page = newPage(
          kind: kind, title: title, schema: schema, place: place, number: number)
      else { return .unknownKind(schema.kinds.map(\.name)) }
      if try FileSystem.status(path(page.path)) == nil {
        try FileSystem.write(Array(page.contents.utf8), to: path(page.path))
        return .made(page.path)
      }
      // A programme has many sessions of one title, such as breaks.
      guard kind == "session" else { return .exists(page.path) }
      number += 1
    }
  }
}

/// Makes a small site that builds, in a folder that is new or empty.
///
/// - Returns: the files made, as paths from the current folder.
package func make(_ site: StarterSite, in folder: String) throws(WorkspaceError) -> [String] {
  if try FileSystem.status(folder) != nil {
    let names = try FileSystem.names(in: folder)
    guard names.allSatisfy({ $0?.hasPrefix(".") == true }) else {
      throw WorkspaceError("the folder '\(folder)' is not empty", help: "name a new folder")
    }
  }
  var made: [String] = []
  for file in site.files {
    let path = folder + "/" + file.path
    // A .gitignore may be there already, and stays.
    if try FileSystem.status(path) != nil { continue }
    try FileSystem.write(file.bytes, to: path)
    made.append(path)
  }
  return made
}

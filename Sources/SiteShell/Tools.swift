package import Diagnostics
import Importing
import SiteRender

/// Renders one template by itself, with a JSON object as its variables. Other templates that it names
/// are those of its folder.
package func renderTemplate(
  _ template: String, data: String?
) throws(WorkspaceError) -> Diagnosed<[UInt8]> {
  let name = String(template.split(separator: "/").last ?? "")
  let main = SourceText(file: template, bytes: try FileSystem.read(template))
  let sources = try templates(from: (name, main), in: FileSystem.parent(of: template))
  var json: SourceText?
  if let data { json = SourceText(file: data, bytes: try FileSystem.read(data)) }
  let rendered = render(template: name, of: sources, data: json)
  return Diagnosed(
    rendered.value,
    rendered.diagnostics.inReadingOrder().withExcerpts { file in
      file == json?.file ? json : sources.first { $0.source.file == file }?.source
    })
}

private typealias NamedSource = (name: String, source: SourceText)

/// A template and those that it uses, directly or through others. Nothing else of the folder is read,
/// unless one computes a name while it is rendered: then any template may be meant.
private func templates(
  from main: NamedSource, in folder: String
) throws(WorkspaceError) -> [NamedSource] {
  var found = [main]
  var known: Set<String> = [main.name]
  var missing: [String] = []
  var index = 0
  while index < found.count {
    let uses = templatesNamed(in: found[index].source)
    var names = uses.names.sorted()
    if uses.mayBeAny { names += try templateFiles(in: folder, "") }
    for name in names where known.insert(name).inserted {
      if let source = try source(folder, name) {
        found.append((name, source))
      } else {
        missing.append(name)
      }
    }
    index += 1
  }
  // Only the names of its neighbours are needed, to suggest what a misspelt name meant.
  for name in missing {
    let below = FileSystem.parent(of: name)
    for neighbour in try templateFiles(in: folder, below == "." ? "" : below, isDeep: false)
    where known.insert(neighbour).inserted {
      found.append((neighbour, SourceText(file: path(folder, neighbour), "")))
    }
  }
  return found
}

private func path(_ folder: String, _ name: String) -> String {
  folder == "." ? name : folder + "/" + name
}

/// The template of a name, which begins at the folder and never leads out of it. `nil` if there is none.
private func source(_ folder: String, _ name: String) throws(WorkspaceError) -> SourceText? {
  guard staysBelow(name), try FileSystem.status(path(folder, name))?.kind == .file else {
    return nil
  }
  return SourceText(file: path(folder, name), bytes: try FileSystem.read(path(folder, name)))
}

private func staysBelow(_ name: String) -> Bool {
  name.split(separator: "/", omittingEmptySubsequences: false)
    .allSatisfy { !["", ".", ".."].contains($0) }
}

/// The templates below a folder. Links to folders are not followed, since they may lead back.
private func templateFiles(
  in folder: String, _ below: String, isDeep: Bool = true
) throws(WorkspaceError) -> [String] {
  let start = below.isEmpty ? folder : folder + "/" + below
  guard below.isEmpty || staysBelow(below), try FileSystem.status(start)?.kind == .folder else {
    return []
  }
  var files: [String] = []
  for name in try FileSystem.names(in: start) {
    guard let name, !name.hasPrefix(".") else { continue }
    let path = below.isEmpty ? name : below + "/" + name
    switch try FileSystem.status(folder + "/" + path, followingLinks: false)?.kind {
    case .folder where isDeep: files += try templateFiles(in: folder, path)
    case .file where isTemplate(path), .link where isTemplate(path): files.append(path)
    default: continue
    }
  }
  return files
}

private func isTemplate(_ path: String) -> Bool {
  [".html", ".xml", ".txt", ".json", ".jinja", ".j2"].contains { path.hasSuffix($0) }
}

/// Turns a Markdown file, or standard input, into an HTML fragment.
package func renderMarkdown(
  _ file: String?, isPlainGFM: Bool, language: String
) throws(WorkspaceError) -> Diagnosed<[UInt8]> {
  let bytes =
    if let file { try FileSystem.read(file) } else { try FileSystem.readStandardInput() }
  let source = SourceText(file: file ?? "standard input", bytes: bytes)
  let rendered = renderFragment(source, isPlainGFM: isPlainGFM, language: language)
  return Diagnosed(
    rendered.value, rendered.diagnostics.inReadingOrder().withExcerpts { _ in source })
}

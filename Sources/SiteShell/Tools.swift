package import Diagnostics
import Importing
import SiteRender

/// Renders one template by itself, with a JSON object as its variables. Other templates that it names
/// are those of its folder.
package func renderTemplate(
  _ template: String, data: String?
) throws(WorkspaceError) -> Diagnosed<[UInt8]> {
  let folder = FileSystem.parent(of: template)
  let name = String(template.split(separator: "/").last ?? "")
  var sources: [(name: String, source: SourceText)] = []
  for path in try templateFiles(in: folder, "") where path != name {
    sources.append((path, try source(folder, path)))
  }
  sources.append((name, SourceText(file: template, bytes: try FileSystem.read(template))))
  var json: SourceText?
  if let data { json = SourceText(file: data, bytes: try FileSystem.read(data)) }
  let rendered = render(template: name, of: sources, data: json)
  return Diagnosed(
    rendered.value,
    rendered.diagnostics.inReadingOrder().withExcerpts { file in
      file == json?.file ? json : sources.first { $0.source.file == file }?.source
    })
}

private func source(_ folder: String, _ path: String) throws(WorkspaceError) -> SourceText {
  let file = folder == "." ? path : folder + "/" + path
  return SourceText(file: file, bytes: try FileSystem.read(file))
}

private func templateFiles(in folder: String, _ below: String) throws(WorkspaceError) -> [String] {
  var files: [String] = []
  for name in try FileSystem.names(in: folder + "/" + below) {
    guard let name, !name.hasPrefix(".") else { continue }
    let path = below.isEmpty ? name : below + "/" + name
    switch try FileSystem.status(folder + "/" + path)?.kind {
    case .folder: files += try templateFiles(in: folder, path)
    case .file where isTemplate(path): files.append(path)
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

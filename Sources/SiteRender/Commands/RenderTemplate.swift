import Content
package import Diagnostics
import SiteViews
import Templates
import Text

/// Renders one template by itself, with a JSON object as its variables.
///
/// It may use the other templates, and the language's own functions and filters; those of a site need
/// a site.
package func render(
  template name: String, of sources: [(name: String, source: SourceText)], data: SourceText?
) -> Diagnosed<[UInt8]> {
  let json = data.map(parseJSON) ?? Diagnosed(.mapping(Mapping()))
  let templates = TemplateSet.compile(sources, .ofTheLanguageAlone)
  let mistakes =
    json.diagnostics
    + (templates.value.isUsable(name)
      ? [] : templates.diagnostics.filter(among: templatesUsed(by: name, of: sources)))
  guard mistakes.isEmpty else { return Diagnosed([], mistakes) }
  guard case .mapping(let variables) = json.value else {
    let location = data.map { SourceLocation(file: $0.file) }
    return Diagnosed(
      [],
      [
        .error(
          RenderCode.templateDataInvalid, "the data should be a JSON object", at: location,
          help: "write {\"title\": …}")
      ])
  }
  var buffer = ByteBuffer()
  let found = templates.value.render(
    name, context: variables.pairs.map { ($0.key, $0.value) }, host: NoSite(), into: &buffer)
  return Diagnosed(buffer.bytes, found)
}

/// The other templates that a template uses, and whether it may use any other: an include that computes
/// a name may mean each of them.
package func templatesNamed(
  in source: SourceText
) -> (names: Set<String>, mayBeAny: Bool) {
  let uses = TemplateSet.uses(of: source, .ofTheLanguageAlone)
  return (uses.names, uses.hasComputedNames)
}

/// The files of a template and of all that it uses, directly or through others.
private func templatesUsed(
  by name: String, of sources: [(name: String, source: SourceText)]
) -> Set<String> {
  let texts = Dictionary(sources.map { ($0.name, $0.source) }, uniquingKeysWith: { $1 })
  var files: Set<String> = []
  var rest = [name]
  while let next = rest.popLast() {
    guard let source = texts[next], files.insert(source.file).inserted else { continue }
    rest += templatesNamed(in: source).names
  }
  return files
}

extension [Diagnostic] {
  /// Those about the given files. What another template does wrong is left for when it is rendered.
  fileprivate func filter(among files: Set<String>) -> [Diagnostic] {
    filter { diagnostic in diagnostic.location.map { files.contains($0.file) } ?? true }
  }
}

extension Environment {
  fileprivate static var ofTheLanguageAlone: Environment {
    Environment(vocabulary: [], functions: [], filters: [], document: "docs/templates.md")
  }
}

/// Nothing beside the language itself.
private struct NoSite: TemplateHost {}

import Content
package import Diagnostics
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
  let templates = TemplateSet.compile(
    sources, Environment(vocabulary: [], functions: [], filters: []))
  // Mistakes in templates that this one does not use are left for when they are used.
  let mistakes =
    json.diagnostics + (templates.value.isUsable(name) ? [] : templates.diagnostics)
  guard mistakes.isEmpty else { return Diagnosed([], mistakes) }
  guard case .mapping(let variables) = json.value else {
    let place = data.map { SourceLocation(file: $0.file) }
    return Diagnosed(
      [], [.error("the data should be a JSON object", at: place, help: "write {\"title\": …}")])
  }
  var buffer = ByteBuffer()
  let found = templates.value.render(
    name, context: variables.pairs.map { ($0.key, $0.value) }, host: NoSite(), into: &buffer)
  return Diagnosed(buffer.bytes, found)
}

/// Nothing beside the language itself.
private struct NoSite: TemplateHost {
  func call(_ function: String, _ arguments: Arguments) throws(TemplateFailure) -> Value {
    throw TemplateFailure("there is no function '\(function)'")
  }

  func apply(
    _ filter: String, to value: Value, _ arguments: Arguments
  ) throws(TemplateFailure) -> Value {
    throw TemplateFailure("there is no filter '\(filter)'")
  }
}

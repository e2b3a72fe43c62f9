package import Diagnostics
import Templates
import Text

/// Renders one template by itself, with a JSON object as its variables.
package func render(
  template: String, of sources: [SourceText], data: SourceText?
) -> Diagnosed<[UInt8]> {
  let json = data.map(parseJSON) ?? Diagnosed(.mapping(Mapping([])))
  return Diagnosed([], json.diagnostics)
}

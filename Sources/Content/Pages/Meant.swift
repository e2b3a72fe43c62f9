import ContentSchema
package import Diagnostics

extension PageFields {
  /// The codes of the findings that the page means.
  package var meant: [String] { self[.meant]?.list?.compactMap(\.text) ?? [] }
}

extension [Diagnostic] {
  /// The diagnostics without those that a page means, all of which are about that page.
  package func without(meantBy fields: PageFields) -> [Diagnostic] {
    let meant = fields.meant
    return meant.isEmpty ? self : filter { !meant.contains($0.code) }
  }
}

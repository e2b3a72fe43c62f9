import ContentSchema
package import Diagnostics

/// A page or a file that `site.yaml` names by its address from the site's root: `/practical/venue/`, `/logo.svg`.
package struct SettingsAddress: Sendable {
  package var text: String
  package var location: SourceLocation
}

extension SettingsAddress {
  init?(_ name: String, of record: DecodedRecord) {
    guard let text = record[name]?.text else { return nil }
    self.init(text: text, location: record.location(of: name))
  }
}

package import Cards
package import SiteSettings
package import Templates

/// All files of a site, each read by itself.
package struct SiteFiles: Sendable {
  package var configuration: SiteConfiguration
  package var templates: TemplateSet
  package var strings: Strings
  package var assets: Assets
  /// The texts of the templates, in which files may be named.
  package var designTexts: [[UInt8]]
  /// The fonts that cards are drawn with, by name; empty if there are to be no cards.
  package var cardFonts: [FontFile] = []
  /// Whether a template of the site's own calls `image()`, which may show any picture.
  package var callsImage = false
  /// Whether the design that ships lies behind the site's own templates.
  package var usesShippedDesign: Bool
  /// The data of `content/_data`, by language.
  package var data: [Value]
  package var pages: [Shared<ParsedPage>]
  /// The files of `content/` that are copied, by their paths below it.
  package var files: [String]
  /// What is known of those files without reading them, by path.
  package var facts: [String: FileFacts]
  /// Those files that look like slips.
  package var unmeant: [String: UnmeantFile]
  /// What could not be read, and others depend on.
  package var unread: UnreadParts
  /// What has been published, as far as the site remembers it.
  package var published = PublishedAddresses()
  /// What everybody was told of the programme, as far as the site remembers it.
  package var releases = Releases()

  package init(
    configuration: SiteConfiguration, templates: TemplateSet, strings: Strings, assets: Assets,
    designTexts: [[UInt8]], usesShippedDesign: Bool = false, data: [Value],
    pages: [Shared<ParsedPage>], files: [String],
    facts: [String: FileFacts], unmeant: [String: UnmeantFile], unread: UnreadParts
  ) {
    self.configuration = configuration
    self.templates = templates
    self.strings = strings
    self.assets = assets
    self.designTexts = designTexts
    self.usesShippedDesign = usesShippedDesign
    self.data = data
    self.pages = pages
    self.files = files
    self.facts = facts
    self.unmeant = unmeant
    self.unread = unread
  }
}

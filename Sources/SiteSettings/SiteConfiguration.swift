package import CivilTime
package import ContentSchema
package import Diagnostics
package import Templates

/// What `site.yaml` says.
package struct SiteConfiguration: Sendable {
  package var title = ""
  package var description = ""
  package var baseURL = BaseURL.root
  package var zone: Zone
  /// The first is the default; it has no prefix in addresses.
  package var languages: [Language] = []
  /// How each of the languages writes dates and numbers; `nil` for a language that isn't one.
  package var formats: [LanguageFormat?] = []
  package var taxonomies: [TaxonomySettings] = []
  package var menus: [(name: String, entries: [MenuEntry])] = []
  package var schema: Schema
  package var allowsRawHTML = false
  /// Bytes a page may weigh without its pictures; `nil` if there is no limit.
  package var pageWeightLimit: Int?
  /// The bytes that a phone may load of a page's pictures.
  package var pictureWeightLimit: Int?
  /// Other hosts that pages may load from.
  package var allowedHosts: [String] = []
  /// Files that are published whatever they look like.
  package var publishedFiles: [Wildcard] = []
  package var data: Value = .mapping(Mapping())
  package var event: EventSettings?
  /// `nil` if the settings don't speak of the design that ships.
  package var design: DesignSettings?
  /// `nil` if the settings don't say where the site is published.
  package var publish: PublishSettings?
  /// `nil` if nothing is written for hosts.
  package var hosting: HostingSettings?
  package var accessibility: AccessibilitySettings?
  package var privacy: PrivacySettings?
  package var pictures = PictureSettings()
  /// Whether pictures for sharing are drawn.
  package var drawsCards = false
  /// The search page; `nil` if the site has no search.
  package var search: SettingsAddress?

  init(zone: Zone, schema: Schema) {
    self.zone = zone
    self.schema = schema
  }
}

package struct Language: Hashable, Sendable {
  /// A language tag (BCP 47), such as `sv`.
  package var code: String
  /// The language's name in itself.
  package var name: String
  /// The site's title and description in it, if they differ.
  package var title: String?
  package var description: String?
  /// `nil` if `site.yaml` doesn't say it.
  package var untranslated: Untranslated?

  /// What becomes of pages that are not translated into the language.
  package enum Untranslated: String, CaseIterable, Sendable { case show, hide }
}

package struct TaxonomySettings: Sendable {
  package var name: String
  package var title: TextByLanguage
  package var paginate: Int?
}

package struct MenuEntry: Sendable {
  package enum Target: Sendable {
    /// A page by its address from the site's root.
    case page(String)
    case url(String)
    case none
  }

  package var title: TextByLanguage?
  package var target: Target
  package var children: [MenuEntry]
  package var location: SourceLocation
}

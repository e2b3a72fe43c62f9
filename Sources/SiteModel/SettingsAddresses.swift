import Content
package import ContentSchema
import Diagnostics
package import SiteSettings

extension Site {
  /// The live page that `site.yaml` names by an address, in a language.
  package func page(_ address: SettingsAddress?, in language: Int) -> PageID? {
    guard let address, case .page(let id, _) = links.resolve(address.text, fromSiteRootIn: language)
    else { return nil }
    return id
  }

  /// Whether a file that `site.yaml` names is there.
  package func hasFile(_ address: SettingsAddress) -> Bool {
    if case .file = links.resolve(address.text, fromSiteRootIn: 0) { true } else { false }
  }
}

extension LinkResolver {
  /// Pages of `event:`, `accessibility:`, `privacy:` and `search:` and files of `design:` that there are not.
  var settingsMistakes: [Diagnostic] {
    (configuration.event?.pages ?? []).compactMap { mistake(inPage: $0, of: "event") }
      + (configuration.accessibility?.pages ?? []).compactMap {
        mistake(inPage: $0, of: "accessibility")
      } + (configuration.privacy?.pages ?? []).compactMap { mistake(inPage: $0, of: "privacy") }
      + [configuration.search].compactMap(\.self).compactMap { mistake(inPage: $0, of: "search") }
      + (configuration.design?.files ?? []).compactMap(mistake(inFile:))
  }

  private func mistake(inPage address: SettingsAddress, of key: String) -> Diagnostic? {
    switch resolve(address.text, fromSiteRootIn: 0) {
    case .page, .unknown: return nil
    case .notLive(let id):
      let page = pages[id.index]
      if page.isBroken { return nil }
      return .warning(
        SiteCode.pageNotOnSite,
        "\(page.shownSource) is not told of, because it is not on the site: \(page.liveness.reason)",
        at: address.location)
    case .file:
      return .error(
        SiteCode.deadMenuEntry, "'\(address.text)' is a file, and no page", at: address.location,
        help: "write the address of a page, like /practical/venue/")
    case .dead(let message, let help):
      return .error(
        SiteCode.deadMenuEntry, "in \(key): " + message, at: address.location, help: help)
    }
  }

  private func mistake(inFile address: SettingsAddress) -> Diagnostic? {
    switch resolve(address.text, fromSiteRootIn: 0) {
    case .file: nil
    case .page, .notLive, .unknown:
      .error(
        SiteCode.missingFile, "'\(address.text)' is no file of the site", at: address.location,
        help: "put the file into content/, and write its address, like /logo.svg")
    case .dead:
      missingFile(address.text, in: index, from: "", at: address.location)
    }
  }
}

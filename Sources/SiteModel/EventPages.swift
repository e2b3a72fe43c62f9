package import Content
import Diagnostics

extension Site {
  /// The live page that `event:` names by an address, in a language.
  package func page(_ address: EventSettings.PageAddress?, in language: Int) -> PageID? {
    guard let address, case .page(let id, _) = links.resolve(address.text, fromSiteRootIn: language)
    else { return nil }
    return id
  }
}

extension LinkResolver {
  /// Pages of `event:` that there are not.
  var eventMistakes: [Diagnostic] {
    (configuration.event?.pages ?? []).compactMap { address in
      switch resolve(address.text, fromSiteRootIn: 0) {
      case .page, .unknown: return nil
      case .notLive(let id):
        let page = pages[id.index]
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
          SiteCode.deadMenuEntry, "in event: " + message, at: address.location, help: help)
      }
    }
  }
}

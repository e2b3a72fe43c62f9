import ContentSchema
package import Diagnostics
import Web

/// `hosting:` of `site.yaml`: for which hosts a build writes what they need.
package struct HostingSettings: Sendable {
  package enum Host: String, Sendable, CaseIterable {
    case nginx, apache, caddy, lighttpd, netlify
  }

  /// A redirect of an address that no page can stand at.
  package struct Redirect: Sendable {
    /// From the site's root.
    package var from: String
    /// From the site's root, or an address elsewhere.
    package var to: String
    package var location: SourceLocation
  }

  /// Each once, in the order of `Host`.
  package var hosts: [Host] = []
  package var location: SourceLocation
  /// For how many seconds browsers are to ask the host by HTTPS only. `nil` if they aren't told so.
  package var httpsOnly: Int?
  package var redirects: [Redirect] = []
}

/// The keys of `hosting:`.
let hostingFields: [Field] = [
  Field(
    "for", .list(.choice(HostingSettings.Host.allCases.map(\.rawValue))), isRequired: true,
    help: "The hosts for which a build writes headers, redirects and the page for missing ones."),
  Field(
    "https_only", .count,
    help:
      "For how many seconds browsers ask this host by HTTPS only. Can't be taken back: begin with 86400."
  ),
  Field(
    "redirects", .map(.text),
    help: "Where addresses lead now that programs ask for: `/rss.xml: /news/feed.xml`."),
]

extension HostingSettings {
  init(_ record: DecodedRecord) {
    let written = Set(record["for"]?.list?.compactMap(\.text) ?? [])
    hosts = Host.allCases.filter { written.contains($0.rawValue) }
    location = record.location(of: "for")
    httpsOnly = record["https_only"]?.integer
    let place = record.location(of: "redirects")
    redirects = (record["redirects"]?.map ?? []).compactMap { from, to in
      to.text.map { Redirect(from: from, to: $0, location: place) }
    }
  }

  /// What is wrong with the redirects, as far as it shows without the site's pages.
  var mistakes: [Diagnostic] {
    redirects.compactMap { redirect in
      let isFrom = redirect.from.hasPrefix("/") && !redirect.from.contains { "?#".contains($0) }
      if !isFrom {
        return .error(
          SettingsCode.invalidRedirect,
          "'\(redirect.from)' is no address from the site's root", at: redirect.location,
          help: "write it like /rss.xml, without '?' and '#'")
      }
      if redirect.to.hasPrefix("/") || isWebAddress(redirect.to) { return nil }
      return .error(
        SettingsCode.invalidRedirect,
        "'\(redirect.to)' is no address that \(redirect.from) can lead to",
        at: redirect.location, help: "write it from the site's root, like /news/feed.xml")
    }
  }
}

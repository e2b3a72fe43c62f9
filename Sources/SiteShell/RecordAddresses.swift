package import Content
import Diagnostics
import SiteModel
import SiteRender
import SiteSettings
import SourceFormats
import Text
import Web

/// The addresses of a site, and those that it remembers to have been published.
package struct SiteAddresses: Sendable {
  /// What the site has now.
  package var present: [PublishedAddress] = []
  package var remembered = PublishedAddresses()
  /// The mistakes of the site. With errors, it isn't known which addresses it has.
  package var report: BuildReport
  fileprivate var base: BaseURL

  /// What is remembered, with what the site has now, and the addresses of a list. What is there already stays, since
  /// an address that was published once was published.
  package func adding(_ others: [String] = []) -> PublishedAddresses {
    var byPath = Dictionary(
      remembered.all.map { ($0.path, $0) }, uniquingKeysWith: { first, _ in first })
    for address in present { byPath[address.path] = address }
    for path in others where byPath[path] == nil {
      byPath[path] = PublishedAddress(
        path: path, source: nil, title: nil,
        location: SourceLocation(file: PublishedAddresses.file))
    }
    return PublishedAddresses(byPath.values.sorted { $0.path < $1.path })
  }

  /// The addresses in a sitemap or a list, one a line, from the site's root.
  ///
  /// - Returns: also how many are not below the site's address.
  package func addresses(in list: [UInt8]) -> (inside: [String], outside: Int) {
    let isXML = list.first { !" \t\r\n\u{FEFF}".utf8.contains($0) } == UInt8(ascii: "<")
    let written =
      isXML
      ? sitemapAddresses(in: list)
      : String(decoding: list, as: UTF8.self).split(whereSeparator: \.isNewline).map(\.trimmed)
        .filter { !$0.isEmpty && !$0.hasPrefix("#") }
    let inside = written.compactMap { path(ofAddress: $0) }
    return (inside, written.count - inside.count)
  }

  private func path(ofAddress address: String) -> String? {
    var rest = Substring(address)
    if let scheme = ["https://", "http://"].first(where: address.hasPrefix) {
      let own = base.origin.drop { $0 != "/" }.dropFirst(2)
      rest = rest.dropFirst(scheme.count)
      guard rest.prefix(while: { $0 != "/" }).lowercased() == own.lowercased() else { return nil }
      rest = rest.drop { $0 != "/" }
    }
    let path = rest.isEmpty ? "/" : String(rest.prefix { !"?#".contains($0) })
    guard path.hasPrefix(base.path + "/") else { return nil }
    let own = String(path.dropFirst(base.path.count))
    return percentDecoded(own) ?? own
  }
}

extension Workspace {
  /// The addresses of the site as a build would publish them.
  package func addresses(_ options: BuildOptions) async throws(WorkspaceError) -> SiteAddresses {
    var options = options
    options.writes = false
    let (report, site) = try await build(self, options)
    var addresses = SiteAddresses(report: report, base: site.configuration.baseURL)
    addresses.remembered = site.published
    if report.errors == 0 { addresses.present = site.lastingAddresses(of: plan(site).value) }
    return addresses
  }

  /// Writes what has been published into the site.
  ///
  /// - Returns: whether the file is another one now.
  package func record(_ addresses: PublishedAddresses) throws(WorkspaceError) -> Bool {
    let file = path(PublishedAddresses.file)
    let text = Array(addresses.fileText.utf8)
    if try FileSystem.readIfPresent(file) == text { return false }
    try FileSystem.write(text, to: file + ".new")
    try FileSystem.move(file + ".new", to: file)
    return true
  }
}

/// A file that a command names.
package func readListedFile(_ path: String) throws(WorkspaceError) -> [UInt8] {
  try FileSystem.read(path)
}

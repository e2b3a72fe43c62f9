import Content
import ContentSchema
import Diagnostics
import Markdown
import Prose
import SiteModel
import SiteSettings
import Templates
import Web

extension Site {
  /// Reports what a page loads from other hosts: a browser that shows it asks no host but the site's own and
  /// those that `site.yaml` allows.
  func externalResources(
    of page: Page, _ html: [UInt8], _ addresses: [LoadedAddress]
  ) -> [Diagnostic] {
    var reported: Set<String> = []
    return foreign(addresses, in: html).compactMap { address, text, host in
      guard reported.insert(text).inserted else { return nil }
      let written = String(decoding: html[address.range], as: UTF8.self)
      return externalResource(text, written, host, on: page)
    }
  }

  /// - Parameter written: as the page has it.
  private func externalResource(
    _ address: String, _ written: String, _ host: String, on page: Page
  ) -> Diagnostic {
    let inText =
      page.body.images.first { $0.destination == address }?.location
      ?? page.body.externalResources.first { $0.destination == address }?.location
    let field = page.fields.entries.first { $0.value.isAddress(address) }
    var diagnostic = externalResourceMistake(
      address, host, at: inText ?? field?.location ?? page.location)
    if inText == nil, field == nil,
      let location = templates.location(of: written) ?? templates.location(of: address)
    {
      diagnostic.location = location
      diagnostic.notes = [
        .init("while rendering \(page.shownSource) (\(page.permalink.path))")
      ]
    }
    return diagnostic
  }

  /// Those addresses that pages may not load from, as a browser reads them, with their hosts.
  private func foreign(
    _ addresses: [LoadedAddress], in html: [UInt8]
  ) -> [(address: LoadedAddress, text: String, host: String)] {
    addresses.compactMap { address in
      let bytes = html[address.range]
      // Most addresses are written as they are read.
      let isPlain = address.written == nil && !bytes.contains(UInt8(ascii: "&"))
      guard !isPlain || host(of: bytes) != nil else { return nil }
      let text = address.text(in: html)
      return foreignHost(in: text).map { (address, text, $0) }
    }
  }

  /// The host that an address leads to; `nil` if pages may load from it.
  private func foreignHost(in address: String) -> String? {
    guard let host = host(of: Array(address.utf8)[...]) else { return nil }
    return configuration.mayLoad(from: host) ? nil : host
  }

  /// Reports what the site's style sheets, scripts and SVG pictures load from other hosts.
  var externalResourcesInDesign: [Diagnostic] {
    assets.all.flatMap { asset in
      let source = SourceText(file: "templates/assets/" + asset.name, bytes: asset.bytes)
      return asset.loads.compactMap { (address, range) -> Diagnostic? in
        guard let host = foreignHost(in: address) else { return nil }
        return externalResourceMistake(address, host, at: source.location(of: range))
      }
    }
  }
}

extension Assets.Asset {
  /// What a browser loads with the asset.
  fileprivate var loads: [(address: String, range: Range<Int>)] {
    switch name.lowercased() {
    case let name where name.hasSuffix(".css"):
      cssReferences(in: bytes, bytes.indices).map { ($0.address, $0.range) }
    case let name where name.hasSuffix(".js") || name.hasSuffix(".mjs"):
      scriptLoads(in: bytes, bytes.indices).map { ($0.address, $0.range) }
    case let name where name.hasSuffix(".svg"):
      loadedAddresses(in: bytes).map { ($0.text(in: bytes), $0.range) }
    default: []
    }
  }
}

private func externalResourceMistake(
  _ address: String, _ host: String, at location: SourceLocation
) -> Diagnostic {
  .error(
    RenderCode.externalResource,
    "visitors' browsers would load \(address) from another host", at: location,
    help: "put a copy into the site, or allow it in site.yaml: limits: {hosts: [\(host)]}")
}

extension FieldValue {
  /// Whether the value is an address outside of the site, or holds it.
  fileprivate func isAddress(_ text: String) -> Bool {
    switch self {
    case .address(.external(let url)): url == text
    case .text(let url): url == text
    case .list(let values): values.contains { $0.isAddress(text) }
    case .record(let record): record.entries.contains { $0.value.isAddress(text) }
    default: false
    }
  }
}

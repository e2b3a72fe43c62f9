import Content
import Diagnostics
import Markdown
import SiteModel
import Templates
import Web

extension Site {
  /// Reports what a page loads from other hosts: a browser that shows it asks no host but the site's own and
  /// those that `site.yaml` allows.
  func externalResources(of page: Page, _ html: [UInt8], _ addresses: [Range<Int>]) -> [Diagnostic]
  {
    var reported: Set<String> = []
    var diagnostics: [Diagnostic] = []
    for range in addresses {
      guard let host = foreignHost(in: html[range]) else { continue }
      let written = String(decoding: html[range], as: UTF8.self)
      guard reported.insert(written).inserted else { continue }
      diagnostics.append(externalResource(written, host, on: page))
    }
    return diagnostics
  }

  private func externalResource(_ written: String, _ host: String, on page: Page) -> Diagnostic {
    let address = written.replacing("&amp;", with: "&")
    let image = page.body.images.first { $0.destination == address }
    let field = page.fields.entries.first { $0.value.isAddress(address) }
    var diagnostic = externalResourceMistake(
      address, host, at: image?.location ?? field?.location ?? page.location)
    if image == nil, field == nil, let location = templates.location(of: written) {
      diagnostic.location = location
      diagnostic.notes = [
        .init("while rendering \(page.shownSource) (\(page.permalink.path))")
      ]
    }
    return diagnostic
  }

  /// The host that an address leads to; `nil` if pages may load from it.
  private func foreignHost(in address: ArraySlice<UInt8>) -> String? {
    guard let host = host(of: address) else { return nil }
    return configuration.mayLoad(from: host) ? nil : host
  }

  /// Reports what the site's style sheets load from other hosts.
  var externalResourcesInStyleSheets: [Diagnostic] {
    assets.all.filter { $0.name.hasSuffix(".css") }.flatMap { sheet in
      cssReferences(in: sheet.bytes, sheet.bytes.indices).compactMap { reference in
        guard let host = foreignHost(in: Array(reference.address.utf8)[...]) else { return nil }
        let source = SourceText(file: "templates/assets/" + sheet.name, bytes: sheet.bytes)
        return externalResourceMistake(
          reference.address, host, at: source.location(of: reference.range))
      }
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

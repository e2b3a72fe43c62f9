import Content
import Diagnostics
import Markdown
import SiteModel
import Templates
import Web

extension Site {
  /// What is wrong with where a page's parts come from: a browser that shows it asks no host but the
  /// site's own and those that `site.yaml` allows.
  func strangers(of page: Page, _ html: [UInt8], _ addresses: [Range<Int>]) -> [Diagnostic] {
    var told: Set<String> = []
    var diagnostics: [Diagnostic] = []
    for range in addresses {
      guard let host = foreignHost(in: html[range]) else { continue }
      let written = String(decoding: html[range], as: UTF8.self)
      guard told.insert(written).inserted else { continue }
      diagnostics.append(stranger(written, host, on: page))
    }
    return diagnostics
  }

  private func stranger(_ written: String, _ host: String, on page: Page) -> Diagnostic {
    let address = written.replacing("&amp;", with: "&")
    let image = page.body.images.first { $0.destination == address }
    let field = page.fields.entries.first { $0.value.isAddress(address) }
    var diagnostic = strangerMistake(
      address, host, at: image?.location ?? field?.location ?? page.location)
    if image == nil, field == nil, let place = templates.place(of: written) {
      diagnostic.location = place
      diagnostic.notes = [
        .init("while rendering \(page.shownSource) (\(page.permalink.path))")
      ]
    }
    return diagnostic
  }

  /// The host that an address leads to, if pages may not load from it.
  private func foreignHost(in address: ArraySlice<UInt8>) -> String? {
    guard let host = host(of: address) else { return nil }
    return configuration.mayLoad(from: host) ? nil : host
  }

  /// What is wrong with where the site's style sheets load from.
  var strangersInStyleSheets: [Diagnostic] {
    assets.all.filter { $0.name.hasSuffix(".css") }.flatMap { sheet in
      cssReferences(in: sheet.bytes, sheet.bytes.indices).compactMap { reference in
        guard let host = foreignHost(in: Array(reference.address.utf8)[...]) else { return nil }
        let source = SourceText(file: "templates/assets/" + sheet.name, bytes: sheet.bytes)
        return strangerMistake(
          reference.address, host, at: source.location(of: reference.range))
      }
    }
  }
}

private func strangerMistake(
  _ address: String, _ host: String, at place: SourceLocation
) -> Diagnostic {
  .error(
    "visitors' browsers would load \(address) from another host", at: place,
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

// What an editor gives to a directive may be an address: its template prints it as one. Then it means what it would mean
// in a link of the text, and is checked as such. Which attribute of a directive is one, only its template knows, so
// what it has printed is looked at.

import Content
import Diagnostics
import Markdown
import Prose
import SiteModel
import Text
import Web

/// An address that an editor gave to a directive, where its template printed it.
private struct PrintedAddress {
  let printed: HTMLTokenizer.Attribute
  let given: MarkdownDocument.Directive.Attribute

  var link: MarkdownDocument.Link {
    .init(destination: given.value, location: given.valueLocation)
  }
}

extension PageFiller {
  /// Writes what a directive's template printed, with the addresses that it was given as the page needs them.
  mutating func write(
    _ html: ByteBuffer, of directive: MarkdownDocument.Directive, to buffer: inout ByteBuffer
  ) {
    var position = 0
    for address in addresses(givenTo: directive, printedIn: html.bytes) {
      let value = address.printed.value
      if let href = href(of: address.link) {
        buffer.append(html.bytes[position..<value.lowerBound])
        buffer.append(escaping: href, as: .template)
        position = value.upperBound
      } else {
        // A link that is left out has no address.
        buffer.append(html.bytes[position..<address.printed.name.lowerBound])
        let isQuoted = "\"'".utf8.contains(html.bytes[value.lowerBound - 1])
        position = value.upperBound + (isQuoted ? 1 : 0)
      }
    }
    buffer.append(html.bytes[position...])
  }

  private func addresses(
    givenTo directive: MarkdownDocument.Directive, printedIn html: [UInt8]
  ) -> [PrintedAddress] {
    let given = directive.attributes.filter { !$0.value.isEmpty && mayBeOfSite($0.value) }
    guard !given.isEmpty else { return [] }
    var tokenizer = HTMLTokenizer(html)
    var found: [PrintedAddress] = []
    while let token = tokenizer.next() {
      guard case .startTag = token else { continue }
      for printed in tokenizer.attributes where !printed.value.isEmpty {
        guard
          ["href", "src", "cite", "poster"].contains(where: {
            html[printed.name].elementsEqual($0.utf8)
          })
        else { continue }
        let written = resolved(html[printed.value], isAttribute: true)
        guard let attribute = given.first(where: { $0.value == written }) else { continue }
        found.append(PrintedAddress(printed: printed, given: attribute))
      }
    }
    return found
  }
}

/// Whether an address has neither a scheme nor a host.
private func mayBeOfSite(_ address: String) -> Bool {
  let beginning = address.utf8.prefix { !"/?#".utf8.contains($0) }
  return !beginning.contains(UInt8(ascii: ":")) && host(of: Array(address.utf8)[...]) == nil
}

import Text

/// The addresses in a sitemap: the text of each `<loc>` (sitemaps.org, protocol 0.9). A sitemap has no other element
/// of that name but in the list of further sitemaps, whose addresses are then those.
package func sitemapAddresses(in xml: [UInt8]) -> [String] {
  var tokenizer = HTMLTokenizer(xml)
  var addresses: [String] = []
  var isAddress = false
  while let token = tokenizer.next() {
    switch token {
    case .startTag(let name): isAddress = xml.isWord("loc", in: name)
    case .text(let range) where isAddress:
      let text = resolved(xml[xml.trimmed(range)])
      if !text.isEmpty { addresses.append(text) }
      isAddress = false
    case .text, .comment, .doctype: break
    case .endTag: isAddress = false
    }
  }
  return addresses
}

import Content
package import SiteSettings
import Web

/// The addresses on other hosts that a page leads to or makes a browser load, each once, in the order of the page.
///
/// - Parameter site: where the site is published: an address below it is one of its own.
package func addressesOnTheWeb(in html: [UInt8], but site: BaseURL) -> [String] {
  var found: [String] = []
  var seen: Set<String> = []
  func take(_ text: String) {
    let address = text.withoutFragment
    let isOwn = address.hasPrefix(site.text) || address == site.origin + site.path
    if isWebAddress(address), !isOwn, seen.insert(text).inserted { found.append(text) }
  }
  var tokenizer = HTMLTokenizer(html)
  while let token = tokenizer.next() {
    guard case .startTag(let name) = token else { continue }
    let element = String(decoding: html[name], as: UTF8.self).lowercased()
    guard ["a", "area"].contains(element) else { continue }
    for attribute in tokenizer.attributes
    where String(decoding: html[attribute.name], as: UTF8.self).lowercased() == "href" {
      take(resolved(html[attribute.value], isAttribute: true).trimmingBlanks)
    }
  }
  for address in loadedAddresses(in: html) { take(address.text(in: html)) }
  return found
}

extension String {
  /// What is asked of a host: a fragment is the browser's own.
  package var withoutFragment: String { String(prefix { $0 != "#" }) }

  var trimmingBlanks: String {
    func isBlank(_ scalar: Unicode.Scalar) -> Bool { scalar.properties.isWhitespace }
    let start = unicodeScalars.drop(while: isBlank)
    let end = start.reversed().drop(while: isBlank)
    return String(String.UnicodeScalarView(end.reversed()))
  }
}

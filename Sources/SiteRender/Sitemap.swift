import CivilTime
import Content
import ContentSchema
import SiteModel
import SiteSettings
import Text
import Web

extension Site {
  /// The sitemap (sitemaps.org protocol 0.9), with each page's translations as alternates.
  func renderSitemap() -> [UInt8] {
    var xml = ByteBuffer(capacity: 256 + pages.count * 160)
    xml.append("<?xml version=\"1.0\" encoding=\"utf-8\"?>\n")
    xml.append("<urlset xmlns=\"http://www.sitemaps.org/schemas/sitemap/0.9\"")
    xml.append(" xmlns:xhtml=\"http://www.w3.org/1999/xhtml\">\n")
    let listed = pages.indices.filter {
      pages[$0].isLive && !pages[$0].isShown && pages[$0].hasOwnPage
        && pages[$0].fields[.sitemap]?.boolean != false
    }
    for number in listed.sorted(by: {
      pages[$0].permalink.path.utf8.lexicographicallyPrecedes(pages[$1].permalink.path.utf8)
    }) {
      append(PageID(index: number), to: &xml)
    }
    xml.append("</urlset>\n")
    return xml.bytes
  }

  private func append(_ id: PageID, to xml: inout ByteBuffer) {
    xml.append("<url>\n")
    xml.element("loc", absolute(self[id].permalink.path))
    if let date = [self[id].updated, self[id].date?.date].compactMap(\.self).max() {
      xml.element("lastmod", date.description)
    }
    let versions = self[id].translations.filter { self[$0].isLive && !self[$0].isShown }
    if versions.count > 1 {
      for version in versions {
        append(version, for: configuration.languages[self[version].language].code, to: &xml)
      }
      // For readers of any other language: the page in the site's main language.
      if let main = versions.first(where: { self[$0].language == 0 }) {
        append(main, for: "x-default", to: &xml)
      }
    }
    xml.append("</url>\n")
  }

  private func append(_ version: PageID, for language: String, to xml: inout ByteBuffer) {
    xml.append("<xhtml:link rel=\"alternate\" hreflang=\"")
    xml.append(xml: language)
    xml.append("\" href=\"")
    xml.append(xml: absolute(self[version].permalink.path))
    xml.append("\"/>\n")
  }

  /// Everything may be read, and the sitemap says what there is (RFC 9309).
  func renderRobots() -> [UInt8] {
    Array("User-agent: *\nAllow: /\n\nSitemap: \(absolute("/sitemap.xml"))\n".utf8)
  }
}

import CivilTime
import Content
import SiteModel
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
      pages[$0].isLive && pages[$0].fields[.sitemap]?.boolean != false
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
    let versions = self[id].translations.filter { self[$0].isLive }
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

extension RenderContext {
  /// The page at an old address: it leads on by itself, and has a link for those it doesn't move.
  func renderRedirect(to id: PageID) -> [UInt8] {
    let page = site[id]
    var html = ByteBuffer(capacity: 512)
    let address = href(id)
    html.append("<!DOCTYPE html>\n<html lang=\"")
    html.append(escaping: site.configuration.languages[page.language].code, as: .template)
    html.append("\">\n<head>\n<meta charset=\"utf-8\">\n<title>")
    html.append(escaping: page.title, as: .template)
    html.append("</title>\n<link rel=\"canonical\" href=\"")
    html.append(escaping: site.absolute(page.permalink.path), as: .template)
    html.append("\">\n<meta name=\"robots\" content=\"noindex\">\n")
    html.append("<meta http-equiv=\"refresh\" content=\"0; url=")
    html.append(escaping: address, as: .template)
    html.append("\">\n</head>\n<body>\n<p><a href=\"")
    html.append(escaping: address, as: .template)
    html.append("\">")
    html.append(escaping: page.title, as: .template)
    html.append("</a></p>\n</body>\n</html>\n")
    return html.bytes
  }
}

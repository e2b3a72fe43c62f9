import CivilTime
import Content
import ContentSchema
import Diagnostics
import Markdown
import Prose
import SiteModel
import SiteSettings
import SiteViews
import Text
import Web

/// How many of a section's newest pages a feed has.
private let feedLength = 20

extension Site {
  /// An Atom feed (RFC 4287) of a section's newest pages; of the whole site's if it is the home page's.
  ///
  /// Pages without a date have no place in it. The feed's own date is that of its newest entry, so the
  /// same content gives the same bytes.
  func renderFeed(of id: PageID) -> [UInt8] {
    if self[id].kind == schema.kindNumber(changesKind) { return renderChangesFeed(of: id) }
    let entries = feedEntries(of: id)
    let newest = entries.compactMap { self[$0].lastChange }.max()
    var xml = ByteBuffer(capacity: 4096 + entries.count * 4096)
    beginFeed(of: id, updated: newest ?? CivilDateTime(now.date, .midnight), to: &xml)
    for entry in entries { append(entry, to: &xml) }
    xml.append("</feed>\n")
    return xml.bytes
  }

  /// Everything of a feed but its entries and its end.
  func beginFeed(of id: PageID, updated: CivilDateTime, to xml: inout ByteBuffer) {
    let section = self[id]
    let address = absolute(section.permalink.path)
    xml.append("<?xml version=\"1.0\" encoding=\"utf-8\"?>\n")
    xml.append("<feed xmlns=\"http://www.w3.org/2005/Atom\" xml:lang=\"")
    xml.append(xml: configuration.languages[section.language].code)
    xml.append("\">\n")
    xml.element(
      "title",
      section.path.isEmpty
        ? title(in: section.language) : section.title + " – " + title(in: section.language))
    if let description = section.fields[.description]?.text { xml.element("subtitle", description) }
    xml.element("id", address)
    xml.link(rel: "alternate", type: "text/html", href: address)
    xml.link(
      rel: "self", type: "application/atom+xml",
      href: absolute("/" + section.permalink.feedPath.text))
    xml.element("updated", feedTime(updated))
    xml.append("<author>\n")
    xml.element("name", title(in: section.language))
    xml.append("</author>\n")
  }

  private func feedEntries(of id: PageID) -> [PageID] {
    let members =
      self[id].path.isEmpty
      ? pages.indices.map(PageID.init(index:)).filter {
        pages[$0.index].language == self[id].language
      }
      : sections.pages[id] ?? []
    let dated = members.filter {
      self[$0].isLive && self[$0].role == .content && self[$0].date != nil
    }
    return Array(SectionOrder.newestFirst.sorted(dated, pages).prefix(feedLength))
  }

  private func append(_ id: PageID, to xml: inout ByteBuffer) {
    // What is not translated is the original's entry, with its id, so that readers of both feeds see it once.
    let page = self[canonical(id)]
    let isInFeedsLanguage = !self[id].isShown
    let address = absolute(page.permalink.path)
    guard let date = page.date else { return }
    xml.append(
      isInFeedsLanguage ? "<entry>\n" : "<entry xml:lang=\"\(textLanguageCode(of: id))\">\n")
    xml.element("title", page.title)
    xml.element("id", address)
    xml.link(rel: "alternate", type: "text/html", href: address)
    xml.element("published", feedTime(date.start))
    xml.element("updated", feedTime(page.lastChange ?? date.start))
    for author in authors(of: page) {
      xml.append("<author>\n")
      xml.element("name", author)
      xml.append("</author>\n")
    }
    let summary = summary(of: page)
    if !summary.isEmpty { xml.element("summary", summary) }
    xml.append("</entry>\n")
  }

  func feedTime(_ moment: CivilDateTime) -> String { configuration.zone.rfc3339(moment) }

  /// Who wrote a page, if its kind has a field `author`: names, or pages of people.
  private func authors(of page: Page) -> [String] {
    guard let value = schema.slot(of: "author").flatMap({ page.fields[$0] }) else { return [] }
    return (value.list ?? [value]).compactMap { author in
      author.text ?? author.page.map { self[$0].title }
    }
  }

  /// Reports the pages of a section that its feed can't list. The home page's feed is of what has a date.
  func undatedPages(ofFeed id: PageID) -> [Diagnostic] {
    guard !self[id].path.isEmpty else { return [] }
    return (sections.pages[id] ?? []).compactMap { member in
      let page = self[member]
      guard page.isLive, page.role == .content, page.date == nil, page.original == member,
        !page.isBroken
      else { return nil }
      return .warning(
        RenderCode.feedWithoutPage,
        "'\(page.title)' has no date, so the feed of '\(self[id].title)' doesn't list it",
        at: page.location, help: "add its day, as in date: \(now.date)")
    }
  }
}

extension ByteBuffer {
  mutating func link(rel: String, type: String, href: String) {
    append("<link rel=\"\(rel)\" type=\"\(type)\" href=\"")
    append(xml: href)
    append("\"/>\n")
  }

  mutating func element(_ name: String, _ text: String) {
    begin(xml: name)
    append(xml: text)
    end(xml: name)
    append("\n")
  }
}

// Anchors are what a page really renders: ids come from its text, from templates and from components. What the
// text of a page has is known before anything is rendered; a link to anything else is noted while the page with the
// link is rendered, and checked against the rendered page that it leads to, which is done once for each such page.

import Content
import ContentSchema
package import Diagnostics
import Markdown
import Prose
package import SiteModel
package import SiteViews
import Templates
import Text
import Web

/// The ids of a rendered page, and a quick way to one that is nearly the same as another word.
private struct RenderedIDs {
  let ids: Set<String>
  let sorted: [String]
  let names: NearestWords

  init(_ ids: Set<String>) {
    self.ids = ids
    let sorted = ids.sorted()
    self.sorted = sorted
    names = NearestWords { sorted }
  }
}

extension Site {
  /// The links to anchors that their page doesn't render.
  package func deadAnchors(among links: [AnchorLink]) -> [Diagnostic] {
    var rendered: [PageID: RenderedIDs?] = [:]
    var isRunaway = false
    return links.compactMap { link in
      // Pages that have no end would be rendered here once more, one after the other.
      if isRunaway { return nil }
      let found =
        rendered[link.target]
        ?? renderedIDs(of: link.target, &isRunaway).map(RenderedIDs.init)
      rendered[link.target] = .some(found)
      // What a page that fails would have isn't known.
      guard let found, !found.ids.contains(link.anchor) else { return nil }
      return deadAnchor(link, found)
    }
  }

  /// The links of menus and templates to anchors that the text of their page doesn't have.
  package var anchorLinksOfSite: [AnchorLink] {
    menuAnchors.map { link in
      AnchorLink(
        target: link.page, anchor: link.anchor, written: link.written, location: link.location,
        isInMenu: true)
    } + anchorLinksInTemplates
  }

  /// What templates write out: `url("/programme/#day-2")`, `href="/programme/#day-2"`.
  private var anchorLinksInTemplates: [AnchorLink] {
    guard let home = sections.homes.compactMap(\.self).first else { return [] }
    let calls = templates.constantCalls(of: urlFunction)
      .filter { $0.text.hasPrefix("/") }.map { ($0.text, $0.location) }
    return (calls + addressesWrittenInTemplates).compactMap { written, location in
      guard written.utf8.contains(UInt8(ascii: "#")),
        case .page(let target, let suffix) = resolve(link: written, from: self[home]),
        let anchor = unknownAnchor(suffix, on: target)
      else { return nil }
      return AnchorLink(target: target, anchor: anchor, written: written, location: location)
    }
  }

  private func deadAnchor(_ link: AnchorLink, _ known: RenderedIDs) -> Diagnostic {
    let meant = known.names.nearest(to: link.anchor).map { "did you mean '#\($0)'?" }
    let message =
      "\(self[link.target].shownSource) has no heading or id '\(link.anchor)' that '\(link.written)' could lead to"
    return .error(
      ViewCode.linkDead, link.isInMenu ? "in a menu: " + message : message,
      at: link.location,
      help: meant
        ?? (known.sorted.isEmpty
          ? "the page has no headings"
          : "its ids are " + known.sorted.prefix(12).joined(separator: ", ")))
  }

  /// The ids of a page as it is rendered. `nil` if it cannot be.
  private func renderedIDs(of id: PageID, _ isRunaway: inout Bool) -> Set<String>? {
    let path = self[id].permalink.outputPath
    let page = SiteRender.render(Output(path: path, recipe: .page(id)), of: self)
    isRunaway = page.diagnostics.contains(where: \.tellsOfRenderLimit)
    let isWhole =
      !page.value.isEmpty
      && !page.diagnostics.contains { mistake in
        mistake.isError && mistake.location?.file.hasPrefix("templates/") == true
      }
    guard isWhole else { return nil }
    return Set(loads(in: page.value).ids.map { resolved(page.value[$0], isAttribute: true) })
  }

  // MARK: Ids that stand twice

  /// Reports ids that stand twice on a rendered page: a link could lead to either, and a label name either.
  func repeatedIDs(on page: Page, _ html: [UInt8], _ ids: [Range<Int>]) -> [Diagnostic] {
    // Sorting them takes a small part of the time that hashing would.
    let sorted = ids.filter { !$0.isEmpty }.sorted { html.precedes($0, $1) }
    let repeated = zip(sorted, sorted.dropFirst()).filter { html[$0].elementsEqual(html[$1]) }
    if repeated.isEmpty { return [] }
    let places = Set(repeated.map(\.1))
    var reported: Set<String> = []
    return ids.filter(places.contains).compactMap { range in
      let id = resolved(html[range], isAttribute: true)
      return reported.insert(id).inserted ? repeatedID(id, on: page) : nil
    }
  }

  private func repeatedID(_ id: String, on page: Page) -> Diagnostic {
    let place =
      templates.location(of: "id=\"\(id)\"") ?? templates.location(of: "id='\(id)'")
      ?? template(of: page).map { SourceLocation(file: "templates/" + $0) }
    if let heading = page.body.outline.first(where: { $0.id == id }) {
      return .error(
        RenderCode.idTwice,
        "the heading '\(heading.plainTitle)' has the id '\(id)', which is elsewhere on the page, too",
        at: heading.location, help: "write another one behind it: {#\(id)-2}",
        notes: [.init("the design has it here", at: place)])
    }
    return .error(
      RenderCode.idTwice, "the id '\(id)' stands twice on a page", at: place,
      help: "make each id with something of its own, such as page.id or loop.index",
      notes: [.init("while rendering \(page.shownSource) (\(page.permalink.path))")])
  }
}

extension [UInt8] {
  /// An order of ranges in which those of the same bytes are next to each other, in the order of the page.
  fileprivate func precedes(_ a: Range<Int>, _ b: Range<Int>) -> Bool {
    if a.count != b.count { return a.count < b.count }
    for offset in 0..<a.count {
      let (first, second) = (self[a.lowerBound + offset], self[b.lowerBound + offset])
      if first != second { return first < second }
    }
    return a.lowerBound < b.lowerBound
  }
}

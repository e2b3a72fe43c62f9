import Content
import ContentSchema
import SiteSettings

extension Assembly {
  /// The speakers that no session of the site names, by the index of the programme's section that is
  /// nearest to them.
  func idleSpeakers(_ sections: [Int]) -> [Int: [PageID]] {
    guard let speaker = configuration.schema.kindNumber("speaker"),
      let session = configuration.schema.kindNumber("session"),
      let slot = configuration.schema.slot(of: "speakers"), !sections.isEmpty
    else { return [:] }
    var busy: Set<PageID> = []
    for page in pages where page.kind == session {
      for record in page.fields[slot]?.list ?? [] {
        if let person = record.record?["person"]?.page { busy.insert(person) }
      }
    }
    var idle: [Int: [PageID]] = [:]
    for (index, page) in pages.enumerated()
    where page.kind == speaker && page.role == .content && page.isLive && !page.isBroken
      && page.original.index == index && !busy.contains(page.original)
    {
      guard let section = nearest(sections, to: page.path, pathOf: { pages[$0].path }) else {
        continue
      }
      idle[section, default: []].append(page.original)
    }
    return idle
  }
}

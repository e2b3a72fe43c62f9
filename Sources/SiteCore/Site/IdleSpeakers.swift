extension Assembly {
  /// The speakers that no session of the site names, by the number of the programme's section that is
  /// nearest to them: one below the same folder, or below the nearest folder above.
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
    for (number, page) in pages.enumerated()
    where page.kind == speaker && page.role == .content && page.isLive && !page.isBroken
      && page.original.index == number && !busy.contains(page.original)
    {
      guard let section = nearest(sections, to: page.path) else { continue }
      idle[section, default: []].append(page.original)
    }
    return idle
  }

  private func nearest(_ sections: [Int], to path: String) -> Int? {
    var path = path[...]
    while true {
      let near = sections.first { number in
        let section = pages[number].path
        return path.isEmpty || section == path || section.isBelow(path)
      }
      if let near { return near }
      path = path.lastIndex(of: "/").map { path[..<$0] } ?? ""
    }
  }
}

import CivilTime
import Content
package import ContentSchema
import Diagnostics
package import Programme
import SiteSettings

/// A section that is a programme: its schedule, and the pages that the schedule is made from.
package struct ProgrammeSection: Sendable {
  /// The section, in the language it was written in.
  package let section: PageID
  package let schedule: Schedule
  package let sessions: ProgrammePages<Session>
  package let rooms: ProgrammePages<Room>
  package let tracks: ProgrammePages<Track>
  package let people: ProgrammePages<Person>
  package let files: ProgrammeFiles
}

extension Site {
  /// The programme that a page belongs to: the one that is the nearest section above the page, or is below
  /// that section.
  package func programme(of id: PageID) -> ProgrammeSection? {
    nearest(programmes, to: self[id].path) { self[$0.section].path }
  }
}

/// The first section at or below the page's folder, else the first one at or below the folder above, and so on.
/// The sections are given with the deepest first.
package func nearest<Section>(
  _ sections: [Section], to path: String, pathOf: (Section) -> String
) -> Section? {
  guard sections.count > 1 else { return sections.first }
  var folder = path[...]
  while true {
    let near = sections.first { section in
      let path = pathOf(section)
      return folder.isEmpty || path == folder || path.isBelow(folder)
    }
    if let near { return near }
    folder = folder.lastIndex(of: "/").map { folder[..<$0] } ?? ""
  }
}

extension Diagnostic {
  /// Whether it tells of something that a programme lacks, and perhaps only seems to lack.
  package var isAboutWhatIsMissing: Bool {
    [ProgrammeCode.speakerWithoutSession, .sessionWithoutPeople, .breakMismatch].contains {
      $0.rawValue == code
    }
  }
}

extension Schedule {
  /// Warns of one or two sessions that are half a year from all others: usually a wrong year.
  fileprivate var timesFarAway: [Diagnostic] {
    let dated = sessions.compactMap { session in session.start.map { (session, $0.date) } }
      .sorted { $0.1 < $1.1 }
    var groups: [ArraySlice<(Session, CivilDate)>] = []
    for index in dated.indices {
      let gap = index == 0 ? .max : dated[index].1.daysSince1970 - dated[index - 1].1.daysSince1970
      if gap > 180 { groups.append(dated[index..<index]) }
      groups[groups.count - 1] = dated[groups[groups.count - 1].startIndex...index]
    }
    guard groups.count > 1, let most = groups.map(\.count).max(),
      let main = groups.first(where: { $0.count == most }), let usual = main.first
    else { return [] }
    return groups.filter { $0.count <= 2 && $0.startIndex != main.startIndex }.joined().map {
      session, date in
      .warning(
        ProgrammeCode.timeFarAway,
        "'\(session.title)' is on \(date), far from all other sessions; the first of them is on \(usual.1)",
        at: session.record.start?.location ?? session.record.location,
        help:
          "look at the year and month; give the section first_day and last_day to have all days checked"
      )
    }
  }
}

extension Assembly {
  /// Whether a mistake keeps a part of a programme from being known: of a page below its section, of a
  /// person, or in a reference.
  private func isPartlyUnknown(_ section: Int) -> Bool {
    let speaker = configuration.schema.kindNumber("speaker")
    return !files.unread.isEmpty
      || diagnostics.contains { $0.code == SiteCode.unknownReference.rawValue }
      || pages.contains {
        $0.isBroken && ($0.kind == speaker || $0.path.isBelow(pages[section].path))
      }
  }

  /// Makes and checks the schedule of every section that is a programme, the deepest first.
  mutating func makeProgrammes() -> [ProgrammeSection] {
    guard let sessionKind = configuration.schema.kindNumber("session") else { return [] }
    var programmes: [ProgrammeSection] = []
    let sections = pages.indices.filter { index in
      let page = pages[index]
      return page.isSection && page.original.index == index
        && page.fields[.programme]?.boolean == true
    }.sorted { pages[$0].path.count > pages[$1].path.count }
    let idle = idleSpeakers(sections)
    for section in sections {
      let sessions = pages.indices.filter { index in
        let page = pages[index]
        return page.kind == sessionKind && page.role == .content && page.isLive && !page.isBroken
          && page.original.index == index && page.path.isBelow(pages[section].path)
      }.map(PageID.init(index:))
      let records = ProgrammeRecords(
        assembly: self, section: PageID(index: section), sessions: sessions,
        idleSpeakers: idle[section] ?? [], isOnly: sections.count == 1)
      let programme = records.assemble()
      // Nobody can add what a past programme lacks.
      diagnostics += programme.value.schedule.timesFarAway
      let isOver = programme.value.schedule.days.last.map { $0.date < now.date } ?? false
      if !isOver { diagnostics += programme.value.schedule.changesNotReleased }
      let isPartlyUnknown = isPartlyUnknown(section)
      diagnostics += programme.diagnostics.filter { diagnostic in
        diagnostic.isError || !isOver && !(isPartlyUnknown && diagnostic.isAboutWhatIsMissing)
      }
      programmes.append(programme.value)
    }
    diagnostics += releaseMistakes
    diagnostics += embargoesAfterStart
    diagnostics += programmes.overlaps { pages[$0.index].path }
    return programmes
  }
}

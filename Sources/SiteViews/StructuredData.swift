import CivilTime
import Content
import ContentSchema
import Programme
import SiteModel
import SiteSettings
import Templates

// Structured data for search engines, in the vocabulary of schema.org. It has only what the content
// says: an end that is assumed, a room that isn't announced and a language that isn't given are left out.
//
// Search engines need an event's name, start and place, with an address, and refuse one that lacks any. An event
// whose place is not known, neither by the session nor by the site's venue, has no data at all. Breaks and registration
// are no events.
//
// A programme lists its sessions, or only its days if the sessions would make the page too large. Each session
// has its complete data on its own page.

/// The most sub-events that a page lists: each takes about 400 bytes, with its place.
let mostSubEvents = 10

extension Site {
  /// JSON-LD of a page: an Event for a session, a programme and an edition, and on the home page of a site
  /// with one programme; an EventSeries for a section of editions; a Person for a speaker and a member; an
  /// Organization; a NewsArticle; `nil` for other pages.
  func structuredData(of id: PageID) -> Value? {
    let page = self[id]
    // What is not translated is the original's to tell.
    if page.isShown { return nil }
    let kind = schema.kind(page.kind).name
    var event: EventData?
    switch page.role {
    case .content where kind == "session": event = sessionData(of: id)
    case .content where kind == "edition": event = editionData(of: id)
    case .content where kind == "speaker" || kind == "member": event = personData(of: id)
    case .content where kind == "organisation": event = organisationData(of: id)
    case .content where kind == "news": event = newsData(of: id)
    case .section where page.path.isEmpty && programmes.count == 1:
      event = programmeData(of: programmes[0], in: page.language, withParts: false)
    case .section:
      let programme = programmes.first { $0.section == page.original }
      event =
        programme.flatMap { programmeData(of: $0, in: page.language) } ?? seriesData(of: id)
    default: break
    }
    guard var event else { return nil }
    event.prepend("@context", .text("https://schema.org"))
    return event.value
  }

  /// The page in a language that it is translated to, else the original: the one that search engines know.
  private func knownPage(_ id: PageID, in language: Int) -> PageID {
    canonical(page(id, in: language))
  }

  // MARK: Sessions

  private func sessionData(of id: PageID) -> EventData? {
    guard let programme = programme(of: self[id].original),
      let member = programme.sessions[self[id].original]
    else { return nil }
    let schedule = programme.schedule
    let session = schedule.sessions[member]
    guard isEvent(session), let start = start(of: session),
      let place = place(of: session, in: programme, self[id].language)
    else { return nil }
    let page = self[id]
    var event = EventData("Event", named: page.title)
    event.set("url", absolute(page.permalink.path))
    let summary = summary(of: page)
    event.set("description", summary.isEmpty ? nil : summary)
    event.set("image", image(of: page) ?? cardAddress(of: id) ?? card)
    event.set("startDate", start)
    event.set("endDate", end(of: session))
    event.set("eventStatus", "https://schema.org/" + session.record.status.vocabularyName)
    if let before = recentChange(of: id)?.before, session.record.status == .confirmed,
      let earlier = before.startMoment, session.start.map({ $0 != earlier.dateTime }) == true
    {
      event.set("eventStatus", "https://schema.org/" + SessionStatus.moved.vocabularyName)
      event.set(
        "previousStartDate",
        earlier.dateTime.map(configuration.zone.rfc3339) ?? earlier.date.description)
    }
    event.setPlace(place)
    event.set("inLanguage", session.record.language.flatMap { isLanguageTag($0) ? $0 : nil })
    event.set("performer", .optional(performers(of: session, in: programme, page.language)))
    event.set("organizer", organizer)
    let parent = session.parent.flatMap { parent in
      shortData(of: parent, in: programme, page.language)
    }
    event.set("superEvent", (parent ?? shortData(of: programme, in: page.language))?.value)
    return event
  }

  private func isEvent(_ session: Session) -> Bool {
    session.isDated && session.record.format != .break && session.record.format != .registration
  }

  private func start(of session: Session) -> String? {
    session.start.map(configuration.zone.rfc3339) ?? session.date?.description
  }

  private func end(of session: Session) -> String? {
    guard session.start != nil else { return session.lastDate?.description }
    return session.knownEnd.map(configuration.zone.rfc3339)
  }

  private func performers(
    of session: Session, in programme: ProgrammeSection, _ language: Int
  ) -> Value? {
    var seen: Set<Person.ID> = []
    let people = session.record.people.map(\.person).filter { seen.insert($0).inserted }
    guard !people.isEmpty else { return nil }
    return .list(
      people.map { id in
        let page = knownPage(programme.people[id], in: language)
        var person = EventData("Person", named: self[page].title)
        person.set("url", absolute(self[page].permalink.path))
        person.set(
          "affiliation",
          programme.schedule.people[id].affiliation.map { name in
            EventData("Organization", named: name).value
          })
        return person.value
      })
  }

  /// The room within the venue, or what the editor called the place; the venue itself for what fills
  /// every room.
  private func place(
    of session: Session, in programme: ProgrammeSection, _ language: Int
  ) -> Value? {
    if let room = session.room {
      let page = knownPage(programme.rooms[room], in: language)
      var place = EventData("Place", named: self[page].title)
      let building = programme.schedule.rooms[room].place
      place.set("address", building.map { Value.text($0) } ?? addressOfVenue)
      place.set("containedInPlace", building.map { self.place(named: $0) } ?? venue)
      // A room whose building nobody knows could be anywhere.
      return building == nil && venue == nil ? nil : place.value
    }
    return session.record.place.map { self.place(named: $0) } ?? venue
  }

  /// A session as a part of another event. `nil` if it is none, or search engines would refuse it.
  private func shortData(
    of id: Session.ID, in programme: ProgrammeSection, _ language: Int
  ) -> EventData? {
    let session = programme.schedule.sessions[id]
    guard isEvent(session), let place = place(of: session, in: programme, language) else {
      return nil
    }
    let page = knownPage(programme.sessions[id], in: language)
    var event = EventData("Event", named: self[page].title)
    event.set("url", absolute(self[page].permalink.path))
    event.set("startDate", start(of: session))
    if session.record.status != .confirmed {
      event.set("eventStatus", "https://schema.org/" + session.record.status.vocabularyName)
    }
    event.set("location", place)
    return event
  }

  // MARK: Programmes

  private func programmeData(
    of programme: ProgrammeSection, in language: Int, withParts: Bool = true
  ) -> EventData? {
    let schedule = programme.schedule
    guard var event = shortData(of: programme, in: language) else { return nil }
    let page = self[knownPage(programme.section, in: language)]
    event.set("description", page.fields[.description]?.text)
    event.set("image", image(of: page) ?? card)
    event.set("organizer", organizer)
    guard withParts else { return event }
    let members = schedule.sessions.ids.filter { id in
      isEvent(schedule.sessions[id]) && schedule.isOnItsOwn(id)
    }
    let parts =
      members.count <= mostSubEvents
      ? members.compactMap { shortData(of: $0, in: programme, language) }
      : schedule.days.map { data(of: $0, of: programme, in: language) }
    if !parts.isEmpty { event.set("subEvent", .list(parts.map(\.value))) }
    return event
  }

  /// A programme as the event that a session is a part of. `nil` if nobody knows where it is, or when.
  private func shortData(of programme: ProgrammeSection, in language: Int) -> EventData? {
    let schedule = programme.schedule
    let page = self[knownPage(programme.section, in: language)]
    guard let venue, let first = page.fields[.firstDay]?.date ?? schedule.days.first?.date else {
      return nil
    }
    var event = EventData("Event", named: title(of: programme, in: language))
    event.set("url", absolute(page.permalink.path))
    event.set("startDate", first)
    event.set("endDate", page.fields[.lastDay]?.date ?? schedule.days.last?.date)
    event.set("eventStatus", "https://schema.org/EventScheduled")
    event.setPlace(venue)
    return event
  }

  private func title(of programme: ProgrammeSection, in language: Int) -> String {
    guard programmes.count > 1 else { return title(in: language) }
    let section = self[programme.section].section ?? programme.section
    return self[knownPage(self[section].path.isEmpty ? programme.section : section, in: language)]
      .title
  }

  private func data(of day: Day, of programme: ProgrammeSection, in language: Int) -> EventData {
    let written = formats[language].map { $0.format(day.date, .long) }
    var event = EventData(
      "Event",
      named: "\(title(of: programme, in: language)), \(written ?? day.date.description)")
    event.set("url", absolute(self[knownPage(programme.section, in: language)].permalink.path))
    event.set("startDate", day.date)
    event.set("location", venue)
    return event
  }
}

extension SessionStatus {
  /// What schema.org calls it.
  fileprivate var vocabularyName: String {
    switch self {
    case .confirmed: "EventScheduled"
    case .cancelled: "EventCancelled"
    case .moved: "EventRescheduled"
    }
  }
}

/// Whether a text has the form of a language's tag (BCP 47), and isn't its name.
private func isLanguageTag(_ text: String) -> Bool {
  let parts = text.split(separator: "-", omittingEmptySubsequences: false)
  guard let first = parts.first, 2...3 ~= first.utf8.count else { return false }
  return parts.allSatisfy { part in
    1...8 ~= part.utf8.count && part.allSatisfy { $0.isASCII && ($0.isLetter || $0.isNumber) }
  }
}

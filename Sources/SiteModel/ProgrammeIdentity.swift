package import CivilTime
package import Content
import ContentSchema
package import Diagnostics
import Programme
import SiteSettings

/// What a section says of its programme as a whole.
extension ProgrammeRecords {
  /// The days of the event, from the section's `first_day` to its `last_day`.
  var dates: Diagnosed<ClosedRange<CivilDate>?> {
    let page = page(section)
    let (first, last) = (page.fields[.firstDay]?.date, page.fields[.lastDay]?.date)
    guard let first, let last else {
      guard first != last else { return Diagnosed(nil) }
      let written = first == nil ? PageKey.lastDay : .firstDay
      return Diagnosed(
        nil,
        [
          .error(
            ProgrammeCode.eventDays, "'\(written.name)' says nothing alone",
            at: page.fields.location(of: written.slot),
            help: "give first_day and last_day")
        ])
    }
    guard first <= last else {
      return Diagnosed(
        nil,
        [
          .error(
            ProgrammeCode.eventDays, "'last_day' is \(last), before 'first_day', \(first)",
            at: page.fields.location(of: PageKey.lastDay.slot))
        ])
    }
    return Diagnosed(first...last)
  }

  /// When a day of the programme ends, as the section's `day_ends` says.
  var dayEnds: Diagnosed<TimeOfDay> { page(section).fields.dayEnds }

  /// What calendars and files for apps say of the event. If the site has one programme, the event is the
  /// site's. Otherwise it is that of the section above, as an edition with a section of its own has.
  var identity: EventIdentity {
    let page = page(section)
    let configuration = assembly.configuration
    let language = configuration.languages[page.language]
    let above = page.section.map(self.page).flatMap { $0.path.isEmpty ? nil : $0 }
    let strings = assembly.files.strings
    let base = configuration.baseURL
    var identity = EventIdentity(
      title: isOnly ? language.title ?? configuration.title : (above ?? page).title,
      description: isOnly
        ? language.description ?? configuration.description
        : (above ?? page).fields[.description]?.text,
      url: address(of: page), host: base.host,
      path: (base.path.split(separator: "/") + page.path.split(separator: "/"))
        .joined(separator: "/"),
      baseURL: base.text, language: language.code, venue: configuration.eventFacts.spokenVenue,
      everyRoom: strings.text("session.everywhere", language: language.code) ?? "Everywhere",
      unknownRoom: strings.text("session.room_unknown", language: language.code)
        ?? "Room not announced")
    identity.releases = assembly.files.releases.all.count
    return identity
  }
}

extension PageFields {
  /// When a day of a programme ends: at noon at the latest, since then nobody would call it a night.
  package var dayEnds: Diagnosed<TimeOfDay> {
    guard let written = self[.dayEnds]?.text else { return Diagnosed(EventDays.usualEnd) }
    let location = location(of: PageKey.dayEnds.slot)
    do {
      let time = try TimeOfDay(parsing: written)
      if time.hour < 12 { return Diagnosed(time) }
      return Diagnosed(
        EventDays.usualEnd,
        [
          .error(
            ProgrammeCode.dayEnds,
            "a day of the programme can't end at \(time): 'day_ends' is a time after midnight",
            at: location, help: "write a time before noon, as in day_ends: \"06:00\"")
        ])
    } catch {
      return Diagnosed(
        EventDays.usualEnd,
        [
          .error(
            ProgrammeCode.dayEnds, error.message, at: location,
            help: "write hours and minutes in quotes, as in day_ends: \"06:00\"")
        ])
    }
  }
}

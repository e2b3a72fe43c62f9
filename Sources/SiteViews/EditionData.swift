import CivilTime
import Content
import ContentSchema
import SiteModel
import SiteSettings
import Templates

/// Structured data of a series of conferences and its editions.
extension Site {
  func editionData(of id: PageID) -> EventData? {
    guard var event = shortEditionData(of: id) else { return nil }
    event.set("description", self[id].fields[.description]?.text)
    guard let section = self[id].section, isSeries(section) else { return event }
    var series = EventData("EventSeries", named: seriesTitle(section))
    series.set("url", absolute(self[canonical(section)].permalink.path))
    event.set("superEvent", series.value)
    return event
  }

  func seriesData(of id: PageID) -> EventData? {
    guard isSeries(id) else { return nil }
    var series = EventData("EventSeries", named: seriesTitle(id))
    series.set("url", absolute(self[id].permalink.path))
    series.set("description", self[id].fields[.description]?.text)
    let editions = editions(of: id).prefix(mostSubEvents)
    series.set("subEvent", .list(editions.compactMap { shortEditionData(of: $0)?.value }))
    return series
  }

  /// `nil` if it isn't known when or where the edition was.
  private func shortEditionData(of id: PageID) -> EventData? {
    let page = self[canonical(id)]
    guard let start = date("starts", of: page) ?? number("year", of: page),
      let city = text("city", of: page)
    else { return nil }
    var event = EventData("Event", named: page.title)
    event.set("url", absolute(page.permalink.path))
    event.set("startDate", start)
    event.set("endDate", date("ends", of: page))
    event.set("location", place(named: city, city: city, country: text("country", of: page)))
    return event
  }

  private func isSeries(_ section: PageID) -> Bool {
    self[section].isSection && !editions(of: section).isEmpty
  }

  private func editions(of section: PageID) -> [PageID] {
    guard let edition = schema.kindNumber("edition") else { return [] }
    return (sections.pages[section] ?? []).filter { self[$0].kind == edition }
  }

  private func seriesTitle(_ section: PageID) -> String {
    configuration.eventFacts.series ?? self[section].title
  }

  private func text(_ name: String, of page: Page) -> String? {
    schema.slot(of: name).flatMap { page.fields[$0]?.text }
  }

  private func date(_ name: String, of page: Page) -> String? {
    schema.slot(of: name).flatMap { page.fields[$0]?.date?.description }
  }

  private func number(_ name: String, of page: Page) -> String? {
    schema.slot(of: name).flatMap { page.fields[$0]?.integer }.map { String($0) }
  }
}

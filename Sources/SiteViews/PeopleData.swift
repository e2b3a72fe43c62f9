import CivilTime
import Content
import ContentSchema
import SiteModel
import SiteSettings
import Templates

/// Structured data of people, organisations and news.
extension Site {
  /// Who somebody is: role, organisation, picture, and pages elsewhere.
  func personData(of id: PageID) -> EventData {
    let page = self[id]
    var person = EventData("Person", named: page.title)
    person.set("url", absolute(page.permalink.path))
    person.set("honorificPrefix", text("honorific", of: page))
    person.set("jobTitle", text("role", of: page))
    person.set("affiliation", affiliation(of: page)?.value)
    person.set("image", picture(value("photo", of: page)) ?? image(of: page))
    person.set("sameAs", otherPages(of: page))
    return person
  }

  /// An organisation under its whole name, at its own address if it has one.
  func organisationData(of id: PageID) -> EventData {
    let page = self[id]
    let fullName = text("full_name", of: page)
    var organisation = EventData("Organization", named: fullName ?? page.title)
    organisation.set(
      "alternateName", fullName == page.title ? nil : fullName.map { _ in page.title })
    organisation.set("url", text("website", of: page) ?? absolute(page.permalink.path))
    organisation.set("description", page.fields[.description]?.text)
    organisation.set("logo", picture(value("logo", of: page)))
    organisation.set("address", text("address", of: page))
    organisation.set("telephone", text("phone", of: page))
    organisation.set("email", text("email", of: page))
    return organisation
  }

  /// A piece of news. `nil` if it has no date.
  func newsData(of id: PageID) -> EventData? {
    let page = self[id]
    guard let date = page.date else { return nil }
    var article = EventData("NewsArticle")
    article.set("headline", page.title)
    article.set("url", absolute(page.permalink.path))
    let summary = summary(of: page)
    article.set("description", summary.isEmpty ? nil : summary)
    article.set("image", image(of: page) ?? cardAddress(of: id) ?? card)
    article.set("datePublished", configuration.zone.rfc3339(date.start))
    article.set("dateModified", page.lastChange.map(configuration.zone.rfc3339))
    article.set("inLanguage", textLanguageCode(of: id))
    return article
  }

  /// The address of the picture that the site shows beside links to its pages, if it has one.
  var card: String? {
    configuration.design?.card.flatMap { hasFile($0) ? absolute($0.text) : nil }
  }

  /// The address of the page's picture.
  func image(of page: Page) -> String? { picture(page.fields[.image]) }

  private func picture(_ value: FieldValue?) -> String? {
    guard case .address(let address)? = value else { return nil }
    return absolute(address)
  }

  /// The organisation that the programme prints, at the address that its page names.
  private func affiliation(of page: Page) -> EventData? {
    let organisation = value("organisation", of: page)?.page.map { self[$0] }
    guard let name = text("affiliation", of: page) ?? organisation?.title else { return nil }
    var affiliation = EventData("Organization", named: name)
    affiliation.set("url", organisation.flatMap { text("website", of: $0) })
    return affiliation
  }

  private func otherPages(of page: Page) -> Value? {
    let website = text("website", of: page).map { [$0] } ?? []
    let profiles = value("profiles", of: page)?.list?.compactMap(\.text) ?? []
    let pages = website + profiles
    return pages.isEmpty ? nil : .list(pages.map { .text($0) })
  }

  private func value(_ name: String, of page: Page) -> FieldValue? {
    schema.slot(of: name).flatMap { page.fields[$0] }
  }

  private func text(_ name: String, of page: Page) -> String? { value(name, of: page)?.text }
}

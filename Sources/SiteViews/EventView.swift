import CivilTime
import Content
import ContentSchema
import SiteModel
import SiteSettings
import Templates

/// The conference as templates see it, in the language of the page that asks.
struct EventView: DeclaredView {
  let context: RenderContext
  let language: Int
  let event: EventSettings

  private var site: Site { context.site }

  static let thing = "event"
  static let title = "the event"
  static let attributes = AttributeTable(list)

  static let list: [Attribute<EventView>] = [
    Attribute("name", .text, "its name; without one the site's title") { view in
      .text(view.text(view.event.name) ?? view.site.title(in: view.language))
    },
    Attribute("series", .text, "the series that it is one of") {
      .optional($0.text($0.event.series))
    },
    Attribute("edition", .text, "its number in the series, or the id of its page") {
      .optional($0.event.edition)
    },
    Attribute("starts", .thing("date"), "the first day") {
      .optional($0.event.starts.map { .date($0) })
    },
    Attribute("ends", .thing("date"), "the last day") {
      .optional($0.event.ends.map { .date($0) })
    },
    Attribute(
      "dates", .text, "the days together as the page's language writes them: `19–21 September 2012`"
    ) { view in
      .optional(view.event.dates.isEmpty ? nil : view.event.dates[view.language])
    },
    Attribute(
      "phase", .text, "`before`, `during` or `after`: whether it is over on the day of the build"
    ) {
      .optional($0.phase)
    },
    Attribute("mode", .text, "`on-site`, `online` or `both`") {
      .optional($0.event.mode?.rawValue)
    },
    Attribute("venue", .thing("page"), "the page of the venue") { $0.page($0.event.venue) },
    Attribute("venue_name", .text, "the venue's name") {
      .optional($0.site.venueName(in: $0.language))
    },
    Attribute("city", .text, "the city") { .optional($0.text($0.event.city)) },
    Attribute("country", .text, "the country") { .optional($0.text($0.event.country)) },
    Attribute("programme", .thing("page"), "the section of the programme") {
      $0.page($0.event.programme)
    },
    Attribute("organisers", .list(.thing("page")), "the pages of those who organise it") { view in
      view.context.list(view.event.organisers.compactMap { view.site.page($0, in: view.language) })
    },
    Attribute("contact", .thing("page"), "the page of whom to ask") { $0.page($0.event.contact) },
    Attribute("registration", .thing("offer"), "where and when to register: an [offer](#offer)") {
      $0.offer($0.event.registration)
    },
    Attribute(
      "call_for_papers", .thing("offer"),
      "where and until when to hand in proposals: an [offer](#offer)"
    ) {
      $0.offer($0.event.callForPapers)
    },
    Attribute("code_of_conduct", .thing("page"), "its page") { $0.page($0.event.codeOfConduct) },
    Attribute("hashtag", .text, "`#ecoprocura`") { .optional($0.event.hashtag) },
    Attribute("lead", .text, "what `lead:` says in the present phase") { view in
      .optional(view.text(view.event.lead.first { $0.phase == view.phase }?.text))
    },
  ]

  var identity: Int? { nil }

  private var phase: String? {
    guard let starts = event.starts, let ends = event.ends else { return nil }
    let today = site.now.date
    return today < starts ? "before" : today > ends ? "after" : "during"
  }

  private func text(_ text: TextByLanguage?) -> String? { site.text(text, in: language) }

  private func page(_ address: SettingsAddress?) -> Value {
    .optional(site.page(address, in: language).map(context.view))
  }

  private func offer(_ offer: EventSettings.Offer?) -> Value {
    .optional(
      offer.map { .object(OfferView(context: context, language: language, offer: $0)) })
  }
}

/// Where and when people can register or hand in proposals, as templates see it.
struct OfferView: DeclaredView {
  let context: RenderContext
  let language: Int
  let offer: EventSettings.Offer

  static let thing = "offer"
  static let title = "an offer of the event"
  static let attributes = AttributeTable(list)

  static let list: [Attribute<OfferView>] = [
    Attribute("url", .address, "where: a page of this site, or an address on another one") { view in
      .optional(
        view.context.site.page(view.offer.page, in: view.language)
          .map { .text(view.context.href($0)) } ?? view.offer.url.map { .text($0) })
    },
    Attribute("from", .thing("date"), "the first day") {
      .optional($0.offer.from.map { .date($0) })
    },
    Attribute("until", .thing("date"), "the last day") {
      .optional($0.offer.until.map { .date($0) })
    },
    Attribute("is_open", .number, "whether the day of the build is one of them") { view in
      let today = view.context.site.now.date
      return .boolean(
        view.offer.from.map { today >= $0 } ?? true && view.offer.until.map { today <= $0 } ?? true)
    },
    Attribute("is_over", .number, "whether the last day has passed") { view in
      .boolean(view.offer.until.map { view.context.site.now.date > $0 } ?? false)
    },
  ]

  var identity: Int? { nil }
}

/// A key of front matter that the code itself asks for. Its slot is the same for every site, so a page's
/// value is found without comparing names.
package enum PageKey: Int, CaseIterable, Sendable {
  // every page
  case title, description, image, focus, weight, template, kind, extra, date, updated, slug, url,
    aliases
  case draft, publish, expires, outline, search, sitemap, ownPage, sortAs, meant
  // sections
  case sort, paginate, feed, defaults, programme, firstDay, lastDay, dayEnds
  // sessions
  case start, end

  /// Which pages may set a key.
  package enum Owner { case everyPage, sections, sessions }

  package var slot: Int { rawValue }
  package var name: String { PageKey.names[rawValue] }

  /// The names of all keys, by their slots.
  package static let names = allCases.map(\.field.name)

  package static func fields(of owner: Owner) -> [Field] {
    allCases.filter { $0.owner == owner }.map(\.field)
  }

  private var owner: Owner {
    switch self {
    case .sort, .paginate, .feed, .defaults, .programme, .firstDay, .lastDay, .dayEnds:
      .sections
    case .start, .end: .sessions
    default: .everyPage
    }
  }

  var field: Field {
    switch self {
    case .title:
      Field("title", .text, isRequired: true, help: "The page's name, as it stands above its text.")
    case .description:
      Field(
        "description", .text, help: "One sentence for search engines and lists.")
    case .image:
      Field("image", .image, help: "A picture for lists and for links shared elsewhere.")
    case .focus:
      Field(
        "focus", .text,
        help:
          "What stays of the page's picture where it is cut, from the left and the top: 30% 40%.")
    case .weight:
      Field("weight", .number, help: "A page's place in its section: lighter ones come first.")
    case .template:
      Field("template", .text, help: "The template to use instead of the kind's own.")
    case .kind: Field("kind", .text, help: "What sort of page this is.")
    case .extra: Field("extra", .free, help: "Anything that a template of yours asks for.")
    case .date:
      Field(
        "date", .dateTime, help: "The day of the page, such as 2012-09-19, perhaps with a time.")
    case .updated: Field("updated", .date, help: "The day of the last change worth telling.")
    case .slug: Field("slug", .text, help: "The last part of the address.")
    case .url: Field("url", .text, help: "The whole address, such as /programme/opening/.")
    case .aliases: Field("aliases", .list(.text), help: "Old addresses that lead here.")
    case .draft: Field("draft", .boolean, help: "true keeps the page out of the site.")
    case .publish: Field("publish", .dateTime, help: "From when the page is on the site.")
    case .expires: Field("expires", .dateTime, help: "Until when the page is on the site.")
    case .outline: Field("outline", .boolean, help: "false leaves the outline out.")
    case .search: Field("search", .boolean, help: "false leaves the page out of the search.")
    case .sitemap: Field("sitemap", .boolean, help: "false leaves the page out of the sitemap.")
    case .ownPage:
      Field(
        "page", .boolean,
        help: "false gives the entry no page of its own: links to it lead to its section.")
    case .sortAs:
      Field(
        "sort_as", .text,
        help: "The surname for sort: surname, if it isn't the last word of the title.")
    case .meant:
      Field(
        "meant", .list(.choice(codesThatCanBeMeant)),
        help:
          "Codes of messages about this page that are not told, since what they say is meant; as keys, each with the reason."
      )
    case .sort:
      Field(
        "sort", .choice(["weight", "date", "-date", "title", "surname", "start"]),
        help: "The order of the section's pages.")
    case .paginate:
      Field("paginate", .count, help: "How many pages a list shows before the next one begins.")
    case .feed: Field("feed", .boolean, help: "true makes an Atom feed of the section.")
    case .defaults:
      Field(
        "defaults", .defaults, help: "Keys for all pages of the section, such as their kind.")
    case .programme: Field("programme", .boolean, help: "true makes the section a programme.")
    case .firstDay:
      Field(
        "first_day", .date, help: "The programme's first day: an earlier session is a mistake.")
    case .lastDay:
      Field("last_day", .date, help: "The programme's last day: a later session is a mistake.")
    case .dayEnds:
      Field(
        "day_ends", .text,
        help: "When a day of the programme ends after midnight, such as 05:00.")
    case .start:
      Field(
        "start", .dateTime,
        help: "Date and time; a date alone means that the time is not known.")
    case .end: Field("end", .dateTime)
    }
  }
}

import Programme

/// A kind of page: the keys its pages may set beside the common ones. Declared data, not code, so
/// that a site can add to it.
package struct Kind: Hashable, Sendable {
  package var name: String
  package var fields: [Field]

  package init(
    name: String, fields: [Field]
  ) {
    self.name = name
    self.fields = fields
  }
}

/// The keys any page may set.
package let commonFields = PageKey.fields(of: .everyPage)

/// The keys a section's `_index.md` may set beside the common ones.
package let sectionFields = PageKey.fields(of: .sections)

private let sources = Field("sources", .list(.url), help: "Where the facts come from.")

private let profiles = Field(
  "profiles", .list(.url), help: "The person's pages on other sites, such as a social network.")

private func colour(_ what: String) -> Field {
  Field("colour", .choice((1...8).map { String($0) }), help: what + ": a number from 1 to 8.")
}

private let figures = Field(
  "figures",
  .list(
    .record([
      Field("figure", .text, isRequired: true), Field("what", .text), Field("source_url", .url),
    ])), help: "Figures worth telling, each with its source.")

private func initiatives(_ inverse: String) -> Field {
  Field(
    "initiatives", .list(.reference(to: ["initiative"], inverse: inverse)),
    help: "The campaigns and projects this is about.")
}

/// Pages that tell what releases told of their programme.
package let changesKind = "changes"

/// The kinds every site has.
package let builtInKinds: [Kind] = [
  Kind(name: "page", fields: [sources]),
  Kind(
    name: "news",
    fields: [
      Field("source_url", .url, help: "Where the news was first told."), initiatives("news"),
      sources,
    ]),
  Kind(name: "session", fields: sessionFields),
  Kind(
    name: "speaker",
    fields: [
      Field("honorific", .text, help: "Dr, Prof."),
      Field("role", .text, help: "What the person does, as the programme prints it."),
      Field("affiliation", .text, help: "The organisation, as the programme prints it."),
      Field("organisation", .reference(to: ["organisation"], inverse: "people")),
      Field("country", .text), Field("photo", .image), Field("website", .url), profiles,
      Field("confirmed", .boolean, help: "Whether the person has said yes."), sources,
    ]),
  Kind(
    name: "room",
    fields: [
      Field("capacity", .count, help: "How many people it holds."),
      Field("place", .text, help: "The building."), Field("floor", .text),
      Field("access", .text, help: "How to get in, with a wheelchair too."),
    ]),
  Kind(
    name: "track",
    fields: [
      Field(
        "colour", .text,
        help:
          "The track's colour in the timetable: a number from 1 to 8. An import may bring another colour, which the design leaves alone."
      )
    ]),
  Kind(
    name: changesKind,
    fields: [Field("feed", .boolean, help: "true makes an Atom feed of the releases.")]),
  Kind(
    name: "day",
    fields: [
      Field(
        "held_on", .date, isRequired: true, help: "The day of the programme that the page shows."),
      sources,
    ]),
  Kind(
    name: "sponsor",
    fields: [
      Field(
        "tier",
        .choice(["main", "platinum", "gold", "silver", "bronze", "supporter", "media", "community"]
        ),
        help: "How large it is shown, and under which heading."),
      Field("logo", .image), Field("website", .url), sources,
    ]),
  Kind(
    name: "member",
    fields: [
      Field("team", .text, help: "The team or committee that the person is in."),
      Field("role", .text, help: "What the person does in it."), Field("photo", .image),
      Field("organisation", .reference(to: ["organisation"], inverse: "members")),
      profiles,
    ]),
  Kind(
    name: "job",
    fields: [
      Field("organisation", .text, help: "Who offers it."), Field("place", .text),
      Field("until", .date, help: "The last day to apply."), Field("website", .url),
    ]),
  Kind(
    name: "question",
    fields: [Field("group", .text, help: "The heading under which it is asked, such as Travel.")]),
  Kind(name: "organisation", fields: organisationFields),
  Kind(name: "initiative", fields: initiativeFields),
  Kind(
    name: "edition",
    fields: [
      Field("year", .number),
      Field("number", .number, help: "Which edition it was: 8 for the eighth."),
      Field("city", .text), Field("country", .text),
      Field("dates", .text, help: "The days as text, such as 19–21 September 2012."),
      Field("starts", .date, help: "The first day, for search engines."),
      Field("ends", .date, help: "The last day, for search engines."),
      Field("subject", .text), Field("participants", .text), Field("website", .url),
      Field("note", .text), sources,
    ]),
  Kind(
    name: "publication",
    fields: [
      Field("year", .text), Field("available_in", .list(.text), help: "Languages."),
      Field("publisher", .reference(to: ["organisation"], inverse: "publications")),
      initiatives("publications"), Field("website", .url), Field("file", .file), sources,
    ]),
]

private let sessionFields: [Field] = [
  PageKey.start.field, PageKey.end.field,
  Field("room", .reference(to: ["room"], inverse: "sessions"), help: "Left out: not announced."),
  Field("everywhere", .boolean, help: "true: it fills every room, as breaks and plenaries do."),
  Field("place", .text, help: "The building, where it isn't the conference's own."),
  Field("track", .reference(to: ["track"], inverse: "sessions")),
  Field("format", .choice(SessionFormat.allCases.map(\.rawValue))),
  Field("number", .number, help: "The session's number in the programme."),
  Field("round", .number, help: "The round of parallel sessions it belongs to."),
  Field("capacity", .count, help: "How many places it has, where they are limited."),
  Field("expected", .count, help: "How many people are expected: registrations, or a guess."),
  Field("spoken_language", .text),
  Field("level", .choice(["beginner", "intermediate", "advanced"]), help: "For whom it is."),
  Field("delivery", .choice(["on-site", "remote", "both"]), help: "Whether the speaker is there."),
  Field("status", .choice(SessionStatus.allCases.map(\.rawValue))),
  Field("status_note", .text, help: "What visitors should know about the change."),
  Field(
    "speakers",
    .list(
      .record([
        Field("person", .reference(to: ["speaker"], inverse: "sessions"), isRequired: true),
        Field("role", .text, help: "speaker, chair, panellist …"),
        Field("slides", .file, help: "A file, or a web address."),
      ])), help: "Who speaks: ids of speakers."),
  Field(
    "repeat_of", .reference(to: ["session"], inverse: "repeats"),
    help: "The session that is held once more; what this one doesn't say is taken from it."),
  Field(
    "parent", .reference(to: ["session"], inverse: "children"),
    help: "The session this one is a part of."),
  Field(
    "renamed_from", .text,
    help: "The id under which it was released, if its file has another name now."),
  initiatives("sessions"),
  Field("points", .list(.text), help: "What it is about, one line each."),
  Field("stream", .url, help: "Where it can be watched while it is on."), Field("recording", .url),
  Field("links", .list(.record([Field("title", .text, isRequired: true), Field("url", .url)]))),
  sources,
]

private let organisationFields: [Field] = [
  Field("full_name", .text),
  Field(
    "groups",
    .list(
      .choice([
        "organiser", "host", "supporter", "in-kind", "exhibitor", "performer", "partner", "body",
      ])), help: "What the organisation is to the conference."),
  Field("website", .url), Field("logo", .image), Field("country", .text),
  Field("address", .text, keepsLines: true),
  Field("phone", .text),
  Field("fax", .text), Field("email", .email), Field("founded", .text), figures,
  Field("milestones", .list(.record(datedThing))), sources,
]

private let initiativeFields: [Field] = [
  Field("full_name", .text), Field("form", .text, help: "campaign, EU-funded project …"),
  Field("website", .url), Field("starts", .text), Field("ends", .text), Field("funding", .text),
  colour("The colour of its pages and cards"),
  Field("coordinator", .reference(to: ["organisation"], inverse: "initiatives")),
  Field("aims", .list(.text)),
  Field(
    "partners",
    .list(
      .record([
        Field("name", .text), Field("country", .text),
        Field("organisation", .reference(to: ["organisation"], inverse: "partnerships")),
        Field("note", .text),
      ]))), Field("countries", .list(.text)), Field("outputs", .list(.record(datedThing))), figures,
  sources,
]

private let datedThing: [Field] = [
  Field("name", .text, isRequired: true), Field("year", .text), Field("note", .text),
  Field("source_url", .url),
]

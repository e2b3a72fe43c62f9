package import CivilTime
package import ContentSchema
import Diagnostics

/// `privacy:` of `site.yaml`: what visitors, and people whom the site names, are told of their data.
///
/// The parts are those of articles 13 and 14 of the General Data Protection Regulation, (EU) 2016/679.
package struct PrivacySettings: Sendable {
  /// Why processing is lawful (article 6(1), a to f).
  package enum Basis: String, Sendable, CaseIterable {
    case consent, contract
    case legalObligation = "legal-obligation"
    case vitalInterests = "vital-interests"
    case publicTask = "public-task"
    case legitimateInterests = "legitimate-interests"
  }

  /// One thing that is done with data.
  package struct Processing: Sendable {
    package var what, purpose, kept: TextByLanguage
    package var basis: Basis
    /// With `legitimateInterests`: whose, and which (article 13(1)(d)).
    package var interest: TextByLanguage?
    /// Where the data come from, if not from the person (article 14(2)(f)).
    package var source: TextByLanguage?
    package var recipients, transfers: TextByLanguage?
  }

  package struct Cookie: Sendable {
    package var name: String
    package var purpose, kept: TextByLanguage
  }

  package var page: SettingsAddress
  package var controller: TextByLanguage
  package var contact: StatementContact
  /// The data protection officer, whom public bodies have (articles 13(1)(b) and 37(1)(a)).
  package var officer: StatementContact?
  package var processing: [Processing] = []
  package var cookies: [Cookie] = []
  /// The supervisory authority.
  package var authority: (name: TextByLanguage?, url: String?)?
  package var reviewed: CivilDate

  /// All pages that the settings name, in the order of their keys.
  package var pages: [SettingsAddress] { [page, contact.page, officer?.page].compactMap(\.self) }

  /// All texts that may differ by language.
  var texts: [TextByLanguage] {
    [controller] + [authority?.name].compactMap(\.self)
      + processing.flatMap {
        [$0.what, $0.purpose, $0.kept]
          + [$0.interest, $0.source, $0.recipients, $0.transfers].compactMap(\.self)
      } + cookies.flatMap { [$0.purpose, $0.kept] } + contact.texts
      + (officer?.texts ?? [])
  }
}

/// The keys of `privacy:`.
let privacyFields: [Field] = [
  Field(
    "page", .text, isRequired: true,
    help: "The page that tells of it, by its address: `/privacy/`."),
  Field(
    "controller", .textByLanguage, isRequired: true, help: "Who decides why data are processed."),
  Field(
    "contact", .record(statementContactFields), isRequired: true, help: "How to reach them."),
  Field(
    "officer", .record(statementContactFields),
    help: "How to reach the data protection officer, whom every public body has."),
  Field(
    "processing",
    .list(
      .record([
        Field("what", .textByLanguage, isRequired: true, help: "Which data, of whom."),
        Field("purpose", .textByLanguage, isRequired: true, help: "What for."),
        Field(
          "basis", .choice(PrivacySettings.Basis.allCases.map(\.rawValue)), isRequired: true,
          help: "Why that is lawful: the points of article 6(1)."),
        Field("interest", .textByLanguage, help: "Which legitimate interests."),
        Field(
          "source", .textByLanguage, help: "Where the data come from, if not from the person."),
        Field("recipients", .textByLanguage, help: "Who else gets them."),
        Field("transfers", .textByLanguage, help: "Where they go outside the European Union."),
        Field("kept", .textByLanguage, isRequired: true, help: "For how long."),
      ])), isRequired: true, help: "What is done with data of people."),
  Field(
    "cookies",
    .list(
      .record([
        Field("name", .text, isRequired: true),
        Field("purpose", .textByLanguage, isRequired: true, help: "What for."),
        Field("kept", .textByLanguage, isRequired: true, help: "For how long."),
      ])), help: "The cookies that the site sets. Without it the page says that there are none."),
  Field(
    "authority",
    .record([
      Field("name", .textByLanguage, isRequired: true), Field("url", .url, isRequired: true),
    ]), help: "The supervisory authority for complaints."),
  Field("reviewed", .date, isRequired: true, help: "The day as of which this holds."),
]

extension PrivacySettings {
  /// `nil` if a part is missing that every such page has, which is told where the keys are read.
  init?(_ record: DecodedRecord) {
    guard let page = SettingsAddress("page", of: record),
      let controller = record.textByLanguage("controller"),
      let contact = record["contact"]?.record, let reviewed = record["reviewed"]?.date
    else { return nil }
    self.page = page
    self.controller = controller
    self.contact = StatementContact(contact)
    self.reviewed = reviewed
    officer = record["officer"]?.record.map(StatementContact.init)
    processing = record.records("processing").compactMap(Processing.init)
    cookies = record.records("cookies").compactMap { cookie in
      guard let name = cookie["name"]?.text, let purpose = cookie.textByLanguage("purpose"),
        let kept = cookie.textByLanguage("kept")
      else { return nil }
      return Cookie(name: name, purpose: purpose, kept: kept)
    }
    authority = record["authority"]?.record.map { ($0.textByLanguage("name"), $0["url"]?.text) }
  }

  /// What lacks, or contradicts itself, and no single key shows it.
  ///
  /// - Parameter accessibility: `accessibility:` beside it, which says whether a public body publishes the site.
  static func mistakes(
    in record: DecodedRecord, beside accessibility: DecodedRecord?, languages: [Language]
  ) -> [Diagnostic] {
    var mistakes = record.missingTranslations(
      ofSentences: [], ofNames: ["controller"], in: languages)
    for (key, name) in [("contact", "the contact"), ("officer", "the officer")] {
      guard let contact = record[key]?.record else { continue }
      mistakes += [StatementContact.mistake(in: contact, called: name)].compactMap(\.self)
      mistakes += contact.missingTranslations(
        ofSentences: [], ofNames: ["name", "address"], in: languages)
    }
    if let accessibility, accessibility["voluntary"]?.boolean != true,
      !record.written.contains("officer")
    {
      mistakes.append(
        .error(
          SettingsCode.incompleteStatement,
          "a public body tells how to reach its data protection officer",
          at: record.place,
          help: "add officer:, or voluntary: true under accessibility: if it is no public body"))
    }
    for processing in record.records("processing") {
      mistakes += Processing.mistakes(in: processing, languages: languages)
    }
    for cookie in record.records("cookies") {
      mistakes += cookie.missingTranslations(ofSentences: ["purpose", "kept"], in: languages)
    }
    if let authority = record["authority"]?.record {
      mistakes += authority.missingTranslations(
        ofSentences: [], ofNames: ["name"], in: languages)
    }
    return mistakes
  }
}

extension PrivacySettings.Processing {
  fileprivate init?(_ record: DecodedRecord) {
    guard let what = record.textByLanguage("what"),
      let purpose = record.textByLanguage("purpose"), let kept = record.textByLanguage("kept"),
      let basis = record["basis"]?.text.flatMap(PrivacySettings.Basis.init(rawValue:))
    else { return nil }
    self.init(
      what: what, purpose: purpose, kept: kept, basis: basis,
      interest: record.textByLanguage("interest"), source: record.textByLanguage("source"),
      recipients: record.textByLanguage("recipients"),
      transfers: record.textByLanguage("transfers"))
  }

  fileprivate static func mistakes(
    in record: DecodedRecord, languages: [Language]
  ) -> [Diagnostic] {
    let legitimate = PrivacySettings.Basis.legitimateInterests.rawValue
    var mistakes = record.missingTranslations(
      ofSentences: ["what", "purpose", "kept", "interest", "source", "recipients", "transfers"],
      in: languages)
    if record["basis"]?.text == legitimate, !record.written.contains("interest") {
      mistakes.append(
        .error(
          SettingsCode.incompleteStatement,
          "basis: \(legitimate) has to say which interests these are",
          at: record.location(of: "basis"), help: "add interest: followed by a sentence"))
    }
    return mistakes
  }
}

package import CivilTime
package import ContentSchema
package import Diagnostics

/// `accessibility:` of `site.yaml`: the accessibility statement of a public body's site.
///
/// The law is Directive (EU) 2016/2102, article 7. The parts are those of the model statement in the annex of Commission
/// Implementing Decision (EU) 2018/1523, and the status, reasons and methods are the ones that it knows.
package struct AccessibilitySettings: Sendable {
  /// How far the site complies (annex, "Compliance status").
  package enum Status: String, Sendable, CaseIterable { case full, partial, none }

  /// Why content isn't accessible (annex, "Non-accessible content", a to c).
  package enum Reason: String, Sendable, CaseIterable {
    case nonCompliance = "non-compliance"
    case burden = "disproportionate-burden"
    case outOfScope = "out-of-scope"
  }

  /// How that was found out (article 3(1)).
  package enum Method: String, Sendable, CaseIterable {
    case selfAssessment = "self-assessment"
    case thirdParty = "third-party"
  }

  /// Content that isn't accessible.
  package struct Exception: Sendable {
    package var what: TextByLanguage
    package var reason: Reason
    /// Where the same is to be had in an accessible way.
    package var alternative: TextByLanguage?
  }

  /// Whom to turn to if the publisher's answer doesn't satisfy.
  package struct Enforcement: Sendable {
    package var name: TextByLanguage?
    package var url: String?
    package var procedure: TextByLanguage?
  }

  package var page: SettingsAddress
  package var publisher: TextByLanguage
  /// Whether the publisher is no public body, so that no law asks for the statement.
  package var isVoluntary = false
  package var law: TextByLanguage?
  package var standard = "EN 301 549 V3.2.1"
  package var status: Status
  package var exceptions: [Exception] = []
  package var prepared, reviewed: CivilDate
  package var method: Method
  package var evaluation: TextByLanguage?
  package var report: String?
  package var contact: StatementContact
  package var enforcement: Enforcement?
  /// Where `reviewed:`, or else `prepared:`, is written.
  package var placeOfReview = SourceLocation(file: "site.yaml")

  /// All pages that the settings name, in the order of their keys.
  package var pages: [SettingsAddress] { [page, contact.page].compactMap(\.self) }

  /// All texts that may differ by language.
  var texts: [TextByLanguage] {
    [publisher] + [law, evaluation, enforcement?.name, enforcement?.procedure].compactMap(\.self)
      + exceptions.flatMap { [$0.what, $0.alternative].compactMap(\.self) }
      + contact.texts
  }
}

/// The keys of `accessibility:`.
let accessibilityFields: [Field] = [
  Field(
    "page", .text, isRequired: true,
    help: "The page that shows the statement, by its address: `/accessibility/`."),
  Field("publisher", .textByLanguage, isRequired: true, help: "Who publishes the site."),
  Field(
    "voluntary", .boolean,
    help: "`true` if the publisher is no public body: then there is no `law` and no `enforcement`."),
  Field(
    "law", .textByLanguage,
    help: "The national law that transposes Directive (EU) 2016/2102, as a sentence names it."),
  Field(
    "standard", .text, help: "What the status refers to; without it EN 301 549 V3.2.1."),
  Field(
    "status", .choice(AccessibilitySettings.Status.allCases.map(\.rawValue)), isRequired: true,
    help: "How far the site complies. `full` means without any exception."),
  Field(
    "exceptions",
    .list(
      .record([
        Field("what", .textByLanguage, isRequired: true, help: "The content or the function."),
        Field(
          "reason", .choice(AccessibilitySettings.Reason.allCases.map(\.rawValue)),
          isRequired: true, help: "Why it isn't accessible."),
        Field(
          "alternative", .textByLanguage, help: "Where the same is to be had in an accessible way."),
      ])), help: "What isn't accessible."),
  Field("prepared", .date, isRequired: true, help: "When the statement was written."),
  Field("reviewed", .date, help: "When it was last compared with the site: once a year at least."),
  Field(
    "method", .choice(AccessibilitySettings.Method.allCases.map(\.rawValue)), isRequired: true,
    help: "Who evaluated the site."),
  Field("evaluation", .textByLanguage, help: "How, in a sentence or two."),
  Field("report", .url, help: "The report of the evaluation."),
  Field(
    "contact", .record(statementContactFields), isRequired: true,
    help: "Whom visitors tell of barriers, and ask for what the statement leaves out."),
  Field(
    "enforcement",
    .record([
      Field(
        "name", .textByLanguage, isRequired: true, help: "The authority that enforces the law."),
      Field("url", .url, isRequired: true, help: "Its page on the procedure."),
      Field("procedure", .textByLanguage, help: "The procedure, in a sentence or two."),
    ]), help: "Whom to turn to if the publisher's answer doesn't satisfy."),
]

extension AccessibilitySettings {
  /// `nil` if a part is missing that every statement has, which is told where the keys are read.
  init?(_ record: DecodedRecord) {
    guard let page = SettingsAddress("page", of: record),
      let publisher = record.textByLanguage("publisher"),
      let status = record["status"]?.text.flatMap(Status.init(rawValue:)),
      let prepared = record["prepared"]?.date,
      let method = record["method"]?.text.flatMap(Method.init(rawValue:)),
      let contact = record["contact"]?.record
    else { return nil }
    self.page = page
    self.publisher = publisher
    self.status = status
    self.prepared = prepared
    self.method = method
    self.contact = StatementContact(contact)
    isVoluntary = record["voluntary"]?.boolean ?? false
    law = record.textByLanguage("law")
    standard = record["standard"]?.text ?? standard
    exceptions = record.records("exceptions").compactMap(Exception.init)
    reviewed = record["reviewed"]?.date ?? prepared
    evaluation = record.textByLanguage("evaluation")
    report = record["report"]?.text
    enforcement = record["enforcement"]?.record.map { enforcement in
      Enforcement(
        name: enforcement.textByLanguage("name"), url: enforcement["url"]?.text,
        procedure: enforcement.textByLanguage("procedure"))
    }
    placeOfReview = record.location(of: record["reviewed"] == nil ? "prepared" : "reviewed")
  }

  /// What lacks, or contradicts itself, and no single key shows it.
  static func mistakes(in record: DecodedRecord, languages: [Language]) -> [Diagnostic] {
    var mistakes = mistakesInLaw(record) + mistakesInStatus(record)
    if let prepared = record["prepared"]?.date, let reviewed = record["reviewed"]?.date,
      reviewed < prepared
    {
      mistakes.append(
        .error(
          FieldCode.invalidTime, "reviewed: \(reviewed) is before prepared: \(prepared)",
          at: record.location(of: "reviewed"), help: "exchange the two, or correct one of them"))
    }
    mistakes += record.missingTranslations(
      ofSentences: ["law", "evaluation"], ofNames: ["publisher"], in: languages)
    for exception in record.records("exceptions") {
      mistakes += exception.missingTranslations(
        ofSentences: ["what", "alternative"], in: languages)
    }
    if let contact = record["contact"]?.record {
      mistakes += [StatementContact.mistake(in: contact, called: "the contact")].compactMap(\.self)
      mistakes += contact.missingTranslations(
        ofSentences: [], ofNames: ["name", "address"], in: languages)
    }
    if let enforcement = record["enforcement"]?.record {
      mistakes += enforcement.missingTranslations(
        ofSentences: ["procedure"], ofNames: ["name"], in: languages)
    }
    return mistakes
  }

  /// A public body names the law and who enforces it; nobody else can.
  private static func mistakesInLaw(_ record: DecodedRecord) -> [Diagnostic] {
    let isVoluntary = record["voluntary"]?.boolean ?? false
    return ["law", "enforcement"].compactMap { key -> Diagnostic? in
      let isThere = record.written.contains(key)
      if isVoluntary, isThere {
        return .error(
          FieldCode.contradiction,
          "a voluntary statement has no '\(key)', since it is no public body's",
          at: record.location(of: key), help: "remove \(key):, or voluntary:")
      }
      guard !isVoluntary, !isThere else { return nil }
      let what = key == "law" ? "the national law" : "the authority that enforces the law"
      return .error(
        SettingsCode.incompleteStatement,
        "the accessibility statement of a public body names \(what)",
        at: record.place,
        help: "add \(key):, or voluntary: true if the publisher is no public body")
    }
  }

  private static func mistakesInStatus(_ record: DecodedRecord) -> [Diagnostic] {
    guard let status = record["status"]?.text.flatMap(Status.init(rawValue:)) else { return [] }
    let isExcepted = record.written.contains("exceptions")
    if status == .full, isExcepted {
      return [
        .error(
          FieldCode.contradiction,
          "status: full means that all requirements are met without exceptions, and there are some",
          at: record.location(of: "exceptions"),
          help: "write status: partial, or remove exceptions:")
      ]
    }
    guard status != .full, record["exceptions"]?.list?.isEmpty ?? !isExcepted else { return [] }
    return [
      .error(
        SettingsCode.incompleteStatement,
        "status: \(status.rawValue) refers to a list of what isn't accessible, and there is none",
        at: record.location(of: "status"), help: "add exceptions:, each with what: and reason:")
    ]
  }
}

extension AccessibilitySettings.Exception {
  fileprivate init?(_ record: DecodedRecord) {
    guard let what = record.textByLanguage("what"),
      let reason = record["reason"]?.text.flatMap(AccessibilitySettings.Reason.init(rawValue:))
    else { return nil }
    self.init(what: what, reason: reason, alternative: record.textByLanguage("alternative"))
  }
}

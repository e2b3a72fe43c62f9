import CivilTime
import Content
import ContentSchema
import SiteModel
import SiteSettings
import Templates

/// `accessibility:` of `site.yaml` as templates see it, in the language of the page that asks.
struct AccessibilityView: DeclaredView, StatementTexts {
  let context: RenderContext
  let language: Int
  let statement: AccessibilitySettings

  static let thing = "accessibility"
  static let title = "the accessibility statement"
  static let attributes = AttributeTable(list)

  static let list: [Attribute<AccessibilityView>] = [
    Attribute("page", .thing("page"), "the page that shows it") { $0.page($0.statement.page) },
    Attribute("publisher", .text, "who publishes the site") { $0.text($0.statement.publisher) },
    Attribute("is_voluntary", .number, "whether the publisher is no public body") {
      .boolean($0.statement.isVoluntary)
    },
    Attribute("law", .text, "the national law") { $0.text($0.statement.law) },
    Attribute("standard", .text, "what the status refers to") { .text($0.statement.standard) },
    Attribute("status", .text, "`full`, `partial` or `none`") {
      .text($0.statement.status.rawValue)
    },
    Attribute(
      "exceptions", .list(.anything),
      "what isn't accessible, each with `what`, its `reason` (`non-compliance`, `disproportionate-burden`, `out-of-scope`) and an `alternative`"
    ) { view in
      .list(
        view.statement.exceptions.map { exception in
          .mapping(
            Mapping([
              ("what", view.text(exception.what)), ("reason", .text(exception.reason.rawValue)),
              ("alternative", view.text(exception.alternative)),
            ]))
        })
    },
    Attribute("prepared", .thing("date"), "when it was written") {
      .date($0.statement.prepared)
    },
    Attribute("reviewed", .thing("date"), "when it was last compared with the site") {
      .date($0.statement.reviewed)
    },
    Attribute("method", .text, "`self-assessment` or `third-party`") {
      .text($0.statement.method.rawValue)
    },
    Attribute("evaluation", .text, "how the site was evaluated") {
      $0.text($0.statement.evaluation)
    },
    Attribute("report", .address, "the report of that") { .optional($0.statement.report) },
    Attribute("contact", .anything, "whom to tell: see below") {
      $0.contact($0.statement.contact)
    },
    Attribute("enforcement", .anything, "who enforces the law: `name`, `url`, `procedure`") {
      view in
      .optional(
        view.statement.enforcement.map { enforcement in
          .mapping(
            Mapping([
              ("name", view.text(enforcement.name)), ("url", .optional(enforcement.url)),
              ("procedure", view.text(enforcement.procedure)),
            ]))
        })
    },
  ]

  var identity: Int? { nil }
}

/// `privacy:` of `site.yaml` as templates see it, in the language of the page that asks.
struct PrivacyView: DeclaredView, StatementTexts {
  let context: RenderContext
  let language: Int
  let statement: PrivacySettings

  static let thing = "privacy"
  static let title = "the privacy page's facts"
  static let attributes = AttributeTable(list)

  static let list: [Attribute<PrivacyView>] = [
    Attribute("page", .thing("page"), "the page that tells of it") { $0.page($0.statement.page) },
    Attribute("controller", .text, "who decides why data are processed") {
      $0.text($0.statement.controller)
    },
    Attribute("contact", .anything, "how to reach them: see below") {
      $0.contact($0.statement.contact)
    },
    Attribute("officer", .anything, "how to reach the data protection officer, in the same way") {
      $0.contact($0.statement.officer)
    },
    Attribute(
      "processing", .list(.anything),
      "what is done with data, each with `what`, `purpose`, `basis`, `point` (the letter in article 6(1)), `interest`, `source`, `recipients`, `transfers`, `kept`"
    ) { view in .list(view.statement.processing.map(view.processing)) },
    Attribute("cookies", .list(.anything), "the cookies, each with `name`, `purpose`, `kept`") {
      view in
      .list(
        view.statement.cookies.map { cookie in
          .mapping(
            Mapping([
              ("name", .text(cookie.name)), ("purpose", view.text(cookie.purpose)),
              ("kept", view.text(cookie.kept)),
            ]))
        })
    },
    Attribute("hosts", .list(.text), "the other hosts that pages may load from: `limits.hosts`") {
      .list($0.context.site.configuration.allowedHosts.map { .text($0) })
    },
    Attribute("authority", .anything, "the supervisory authority: `name`, `url`") { view in
      .optional(
        view.statement.authority.map { authority in
          .mapping(
            Mapping([("name", view.text(authority.name)), ("url", .optional(authority.url))]))
        })
    },
    Attribute("reviewed", .thing("date"), "the day as of which it holds") {
      .date($0.statement.reviewed)
    },
  ]

  var identity: Int? { nil }

  private func processing(_ processing: PrivacySettings.Processing) -> Value {
    let point = PrivacySettings.Basis.allCases.firstIndex(of: processing.basis) ?? 0
    return .mapping(
      Mapping([
        ("what", text(processing.what)), ("purpose", text(processing.purpose)),
        ("basis", .text(processing.basis.rawValue)),
        ("point", .text(String("abcdef".dropFirst(point).prefix(1)))),
        ("interest", text(processing.interest)), ("source", text(processing.source)),
        ("recipients", text(processing.recipients)), ("transfers", text(processing.transfers)),
        ("kept", text(processing.kept)),
      ]))
  }
}

/// What both views say of texts, pages and contacts.
private protocol StatementTexts {
  var context: RenderContext { get }
  var language: Int { get }
}

extension StatementTexts {
  fileprivate func text(_ text: TextByLanguage?) -> Value {
    .optional(context.site.text(text, in: language))
  }

  fileprivate func page(_ address: SettingsAddress?) -> Value {
    .optional(context.site.page(address, in: language).map(context.view))
  }

  fileprivate func contact(_ contact: StatementContact?) -> Value {
    .optional(
      contact.map { contact in
        .mapping(
          Mapping([
            ("name", text(contact.name)), ("email", .optional(contact.email)),
            ("phone", .optional(contact.phone)), ("address", text(contact.address)),
            ("page", page(contact.page)), ("url", .optional(contact.url)),
          ]))
      })
  }
}

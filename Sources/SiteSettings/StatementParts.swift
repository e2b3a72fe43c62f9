// What the accessibility statement and the privacy page have in common: whom to write to, and the rule that a text which
// visitors read is there in each language of the site.

package import ContentSchema
import Diagnostics

/// How to reach somebody: by at least one of these ways.
package struct StatementContact: Sendable {
  /// Who answers: an office, a person.
  package var name: TextByLanguage?
  package var email, phone: String?
  package var address: TextByLanguage?
  /// A page of the site, with a form or with more ways.
  package var page: SettingsAddress?
  /// A form or a page on another site.
  package var url: String?
}

/// The keys of a contact.
let statementContactFields: [Field] = [
  Field("name", .textByLanguage, help: "Who answers: an office, a person."),
  Field("email", .email), Field("phone", .text), Field("address", .textByLanguage),
  Field("page", .text, help: "A page of this site, by its address, with a form or more ways."),
  Field("url", .url, help: "Or a form on another site."),
]

extension StatementContact {
  init(_ record: DecodedRecord) {
    name = record.textByLanguage("name")
    email = record["email"]?.text
    phone = record["phone"]?.text
    address = record.textByLanguage("address")
    page = SettingsAddress("page", of: record)
    url = record["url"]?.text
  }

  var texts: [TextByLanguage] { [name, address].compactMap(\.self) }

  /// That a contact names no way at all.
  static func mistake(in record: DecodedRecord, called name: String) -> Diagnostic? {
    if ["email", "phone", "address", "page", "url"].contains(where: record.written.contains) {
      return nil
    }
    return .error(
      SettingsCode.incompleteStatement, "\(name) names no way to write or to call",
      at: record.place, help: "add email:, phone:, address:, page: or url:")
  }
}

extension DecodedRecord {
  func textByLanguage(_ name: String) -> TextByLanguage? {
    if case .textByLanguage(let text)? = self[name] { text } else { nil }
  }

  func records(_ name: String) -> [DecodedRecord] {
    (self[name]?.list ?? []).compactMap(\.record)
  }

  /// What lacks in sentences that visitors of each language read.
  ///
  /// A name may be one for all languages; a sentence may not, unless the site has one language.
  func missingTranslations(
    ofSentences sentences: [String], ofNames names: [String] = [], in languages: [Language]
  ) -> [Diagnostic] {
    guard languages.count > 1 else { return [] }
    let codes = languages.map(\.code)
    return (sentences + names).compactMap { key in
      guard let text = textByLanguage(key) else { return nil }
      if text.everywhere != nil {
        if names.contains(key) { return nil }
        return .error(
          SettingsCode.incompleteStatement,
          "'\(key)' is one text, and this site has pages in \(codes.joined(separator: ", "))",
          at: location(of: key),
          help:
            "write it once for each language: {\(codes.map { $0 + ": …" }.joined(separator: ", "))}"
        )
      }
      let missing = codes.filter { text.byLanguage[$0]?.isEmpty ?? true }
      // A code that is no language of the site probably meant one of these, and is told by itself.
      if missing.isEmpty || text.codes.contains(where: { !codes.contains($0.code) }) { return nil }
      return .error(
        SettingsCode.incompleteStatement,
        "'\(key)' is not written in \(missing.joined(separator: ", "))", at: location(of: key),
        help: "add \(missing[0]): followed by the text")
    }
  }
}

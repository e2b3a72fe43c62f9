import CivilTime
import Diagnostics

/// Reports texts that lack a form for some count in their language.
///
/// A text has forms if its key has nothing below it but plural categories, among them `other`: `hours.one` and
/// `hours.other`. `locations` are those of the texts by their keys.
func missingPluralForms(
  in locations: [String: SourceLocation], language: String
) -> [Diagnostic] {
  let suffix = "." + PluralCategory.other.rawValue
  let texts = locations.keys.filter { $0.hasSuffix(suffix) }.map { $0.dropLast(suffix.count) }
  guard !texts.isEmpty else { return [] }
  var forms: [Substring: [Substring]] = [:]
  for key in locations.keys {
    guard let dot = key.lastIndex(of: ".") else { continue }
    forms[key[..<dot], default: []].append(key[key.index(after: dot)...])
  }
  let needed = PluralRules(language: language).categoriesOfWholeNumbers.map(\.rawValue)
  return texts.compactMap { text in
    let own = forms[text] ?? []
    let isPlural = own.allSatisfy { PluralCategory(rawValue: String($0)) != nil }
    let missing = needed.filter { !own.contains(Substring($0)) }
    guard isPlural, own.count > 1, !missing.isEmpty else { return nil }
    return .error(
      ContentCode.missingPluralForm,
      "'\(text)' has no form '\(missing.joined(separator: "', '"))', which '\(language)' needs for some counts",
      at: locations[text + suffix],
      help: "the forms of this language are \(needed.joined(separator: ", "))")
  }
}

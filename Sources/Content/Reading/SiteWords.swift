// The words by which links and alternative texts are judged are in the program, by language. A site adds its own, or
// takes some back, under `checks` in the words of a language. They are read before the pages, which are judged
// by them.

import ContentSchema
import Diagnostics
import Markdown
import Prose
import SourceFormats
import Text

/// A key of a language's words that no template asks for: `checks.vague_links`.
private struct CheckKey {
  let name: String
  let slot: WritableKeyPath<SiteWords, [String]> & Sendable
}

private let checkKeys = [
  CheckKey(name: "checks.vague_links", slot: \.vagueLinks),
  CheckKey(name: "checks.clear_links", slot: \.clearLinks),
  CheckKey(name: "checks.picture_openings", slot: \.pictureOpenings),
]

extension Strings {
  /// What the site says in a language about words that say nothing.
  func siteWords(language: String) -> SiteWords {
    checkKeys.reduce(into: SiteWords()) { words, key in
      let list = text(key.name, language: language) ?? ""
      words[keyPath: key.slot] = list.split(separator: ",").map(\.trimmed).filter { !$0.isEmpty }
    }
  }

  /// Reports keys under `checks` that mean nothing.
  func unknownChecks(at locations: [String: SourceLocation]) -> [Diagnostic] {
    let names = checkKeys.map(\.name)
    return locations.filter { $0.key.hasPrefix("checks.") && !names.contains($0.key) }
      .sorted { $0.value < $1.value }.map { key, location in
        .error(
          FieldCode.unknownKey, "unknown key '\(key)'", at: location,
          help: suggestion(
            for: key, in: names,
            otherwise: "the keys known here are " + names.joined(separator: ", ")
          ))
      }
  }
}

/// What the site says about words that say nothing, by language. Mistakes in the files are reported where all
/// their words are read.
func readSiteWords<Files: FileSource>(
  _ files: Files, languages: [String]
) throws(Files.Failure) -> [String: SiteWords] {
  var words: [String: SiteWords] = [:]
  for language in languages {
    let name = "strings/\(language).yaml"
    guard files.tree.templates.contains(name) else { continue }
    let bytes = try files.bytes(of: "templates/" + name)
    guard bytes.firstRange(of: Array("checks".utf8)) != nil else { continue }
    var strings = Strings()
    _ = strings.add(SourceText(file: "templates/" + name, bytes: bytes), language: language)
    words[language] = strings.siteWords(language: language)
  }
  return words
}

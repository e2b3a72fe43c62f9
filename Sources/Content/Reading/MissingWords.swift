import Diagnostics
import SiteSettings
import Templates
import Text

extension Strings {
  /// Reports the words that templates ask for and a language lacks: all of a language in one message, at the
  /// first of them.
  ///
  /// - Parameter unread: the languages of which it isn't known which words they have.
  mutating func checkWords(
    askedForBy templates: TemplateSet, _ environment: Environment, languages: [String],
    unread: Set<String>
  ) -> [Diagnostic] {
    guard let function = environment.wordsFunction else { return [] }
    let calls = templates.constantCalls(of: function)
    guard let first = calls.first else { return [] }
    var mistakes = languages.filter { !unread.contains($0) }
      .flatMap { unusedWords(in: $0, askedFor: Set(calls.map(\.text))) }
    for language in languages where !unread.contains(language) {
      guard hasFile(language: language) || fallsBackToEnglish else {
        mistakes += [missingFile(of: language, languages, first)].asCauses()
        continue
      }
      let known = keys(language: language)
      let english = fallsBackToEnglish ? Set(keys(language: "en")) : []
      let inEnglishOnly = english.union(english.flatMap(groupsAbove))
      let groups = Set(known.flatMap(groupsAbove))
      var seen: Set<String> = []
      let missing = calls.filter { call in
        ownText(call.text, language: language) == nil && !groups.contains(call.text)
          && seen.insert(call.text).inserted
      }
      let inEnglish = missing.filter { inEnglishOnly.contains($0.text) }
      if !inEnglish.isEmpty { mistakes.append(shownInEnglish(inEnglish, language)) }
      let unknown = missing.filter { !inEnglishOnly.contains($0.text) }
      guard let call = unknown.first else { continue }
      let mistake = self.mistake(unknown, at: call.location, known, language)
      for call in unknown { tell(mistake, of: call.text, language: language) }
      mistakes.append(mistake)
    }
    return mistakes
  }

  /// Words of the site that no template asks for and that are called nearly like some of the design's.
  private func unusedWords(in language: String, askedFor: Set<String>) -> [Diagnostic] {
    let known = shippedKeys
    guard !known.isEmpty else { return [] }
    return places(language: language).sorted { $0.value < $1.value }.compactMap { key, place in
      guard !known.contains(key), !askedFor.contains(key), !key.hasPrefix("checks.") else {
        return nil
      }
      let isGroup = known.contains { $0.hasPrefix(key + ".") }
      let meant = isGroup ? nil : shippedKey(meantBy: key, known)
      guard isGroup || meant != nil else { return nil }
      return .warning(
        ContentCode.missingWords, "no template asks for '\(key)'", at: place,
        help: meant.map { "did you mean '\($0)'?" }
          ?? "it is a group in the design: write one of its words, such as \(known.first { $0.hasPrefix(key + ".") } ?? key)"
      )
    }
  }

  /// The key of the design that one is called nearly like. Within a group the last part alone is compared.
  private func shippedKey(meantBy key: String, _ known: [String]) -> String? {
    guard let point = key.lastIndex(of: ".") else { return nearest(to: key, in: known) }
    let group = key[...point]
    let others = known.filter { $0.hasPrefix(group) }.map { String($0.dropFirst(group.count)) }
    if others.isEmpty { return nearest(to: key, in: known) }
    return nearest(to: String(key[key.index(after: point)...]), in: others).map { group + $0 }
  }

  private func mistake(
    _ missing: [ConstantCall], at location: SourceLocation, _ known: [String], _ language: String
  ) -> Diagnostic {
    if missing.count == 1 {
      let meant = nearest(to: missing[0].text, in: known).map { "did you mean '\($0)'?" }
      return .error(
        ContentCode.missingWords, lackOfWords(missing[0].text, language: language), at: location,
        help: meant ?? "add \(missing[0].text): to that file")
    }
    let keys = missing.map { "'\($0.text)'" }.joined(separator: ", ")
    return .error(
      ContentCode.missingWords,
      "\(file(language: language)) lacks \(missing.count) words that templates ask for: \(keys)",
      at: location, help: "add these keys to that file")
  }

  /// Tells of the words that pages in a language show in English.
  private func shownInEnglish(_ calls: [ConstantCall], _ language: String) -> Diagnostic {
    let keys = calls.map { "'\($0.text)'" }.sorted().joined(separator: ", ")
    return .warning(
      ContentCode.wordsInEnglish,
      "\(calls.count) words of the interface are shown in English, since '\(language)' has none for \(keys)",
      at: SourceLocation(file: file(language: language)),
      help: "write them in \(file(language: language)), each on a line of its own")
  }

  private func missingFile(
    of language: String, _ languages: [String], _ call: ConstantCall
  ) -> Diagnostic {
    let file = self.file(language: language)
    let other = languages.first(where: hasFile).map(self.file)
    return .error(
      ContentCode.missingStringsFile,
      "there are no words of the interface for the language '\(language)'",
      at: SourceLocation(file: file),
      help: other.map { "make \(file): copy \($0) and translate its values" }
        ?? "make \(file) with the words that templates ask for, such as \(call.text):")
  }
}

/// `session` and `session.with` for `session.with.one`.
private func groupsAbove(_ key: String) -> [String] {
  let parts = key.split(separator: ".")
  return parts.indices.dropFirst().map { parts[..<$0].joined(separator: ".") }
}

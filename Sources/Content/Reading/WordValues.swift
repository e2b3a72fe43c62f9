import CivilTime
import ContentSchema
import Diagnostics
import SiteSettings
import Text

extension Strings {
  /// Reports values in translated words that the words of the main language don't have: templates give none of that
  /// name.
  mutating func checkValues(_ languages: [String]) -> [Diagnostic] {
    guard let first = languages.first else { return [] }
    var mistakes =
      languages.flatMap(datePatternMistakes).asCauses() + languages.flatMap(warningsOfMarkup)
      + languages.flatMap(mistakesInValuesOfTheDesign)
    for language in languages.dropFirst() {
      for (key, place) in places(language: language).sorted(by: { $0.value < $1.value }) {
        guard let text = text(key, language: language), text.contains("{"),
          case let known = values(of: key, language: first), !known.isEmpty,
          let name = valueNames(in: text).first(where: { !known.contains($0) })
        else { continue }
        let mistake = Diagnostic.error(
          ContentCode.unknownWordValue,
          "'\(key)' has the value {\(name)}, and \(file(language: first)) gives it none of that name",
          at: place,
          help: nearest(to: name, in: known).map { "did you mean {\($0)}?" }
            ?? "its values are " + known.map { "{\($0)}" }.joined(separator: ", "))
        mistakes.append(mistake)
        tell(mistake, insteadOf: "'\(key)' needs a value for {\(name)}")
      }
    }
    return mistakes
  }

  /// Words of the design that say how a date is written, and say what is no pattern.
  private func datePatternMistakes(_ language: String) -> [Diagnostic] {
    places(language: language).filter { isShippedDatePattern($0.key) }
      .sorted { $0.value < $1.value }.compactMap { key, place in
        mistake(inDatePattern: ownText(key, language: language) ?? "", at: place)
      }
  }

  /// Words of the site in place of the design's, which prints them as they are typed.
  private func warningsOfMarkup(_ language: String) -> [Diagnostic] {
    places(language: language).sorted { $0.value < $1.value }.compactMap { key, place in
      guard isShipped(key), let text = ownText(key, language: language),
        let markup = PlainTextMarkup(in: text.replacing("{", with: " "))
      else { return nil }
      return .warning(
        FieldCode.markupInPlainText,
        "'\(key)' is printed as it is typed, with the signs in '\(markup.piece)'", at: place,
        help: markup.plain.isEmpty ? "write it without them" : "write \(markup.plain)")
    }
  }

  /// Values in the site's words that the design's words of the same key don't have.
  private func mistakesInValuesOfTheDesign(_ language: String) -> [Diagnostic] {
    places(language: language).sorted { $0.value < $1.value }.compactMap { key, place in
      guard let shipped = shippedText(key, language: language),
        let text = ownText(key, language: language)
      else { return nil }
      let own = valueNames(in: shipped)
      let known = own + ["count"]
      guard let name = valueNames(in: text).first(where: { !known.contains($0) }) else {
        return nil
      }
      let rest =
        own.isEmpty
        ? "it has no values: write it without braces"
        : "its values are " + own.map { "{\($0)}" }.joined(separator: ", ")
      return .error(
        ContentCode.unknownWordValue,
        "'\(key)' has the value {\(name)}, and the design gives it none of that name", at: place,
        help: nearest(to: name, in: known).map { "did you mean {\($0)}?" } ?? rest)
    }
  }

  private func mistake(inDatePattern text: String, at place: SourceLocation) -> Diagnostic? {
    do {
      _ = try DatePattern(parsing: text)
      return nil
    } catch {
      return .error(FieldCode.invalidTime, error.message, at: place, help: error.help)
    }
  }

  /// The values of a text in a language, with those of its forms for other numbers.
  private func values(of key: String, language: String) -> [String] {
    let base = key.lastIndex(of: ".").map { key[..<$0] } ?? key[...]
    let forms = keys(language: language).filter { form in
      form == key
        || form.hasPrefix(base + ".")
          && ["zero", "one", "two", "few", "many", "other"].contains(
            String(form.dropFirst(base.count + 1)))
    }
    var names: [String] = []
    for form in forms {
      for name in valueNames(in: text(form, language: language) ?? "") where !names.contains(name) {
        names.append(name)
      }
    }
    return names
  }
}

/// The names between braces: `count` of `{count} pages`.
private func valueNames(in text: String) -> [String] { fill(text, []).missing }

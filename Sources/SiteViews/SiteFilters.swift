import CivilTime
import Content
import Diagnostics
import Markdown
import Prose
import SiteModel
import SiteSettings
import SourceFormats
import Templates
import Text

extension PageRendering {
  static let filters: [Filter<PageRendering>] = [
    Filter(
      "date", "A date in the page's language, in a style or by a pattern.",
      Parameter("style", default: .text("medium"), mistake: mistake(inDateStyle:))
    ) {
      (host, value, style) throws(TemplateFailure) in try host.date(value, style)
    },
    Filter("markdown", "Markdown as HTML.") {
      (host, value) throws(TemplateFailure) in try host.markdown(value)
    },
    Filter("absolute_url", "An address of the site with its host.") { host, value in
      host.absolute(value)
    },
    Filter(
      "number", "A number with the digits and separators of the page's language.",
      .optional("decimals")
    ) {
      (host, value, decimals) throws(TemplateFailure) in
      try host.written(value, decimals: decimals)
    },
    Filter("filesize", "A number of bytes in words of the page's language: `5.2 MB`.") {
      (host, value) throws(TemplateFailure) in try host.fileSize(value)
    },
    Filter("and_list", "A list of texts within a sentence of the page's language.") {
      (host, value) throws(TemplateFailure) in try host.andList(value)
    },
    Filter(
      "split", "A list of a text's parts, without the white space around them.",
      .optional("separator", .text(",")), takesNone: true
    ) {
      (_, value, separator) throws(TemplateFailure) in try parts(of: value, separator)
    },
  ]

  private func absolute(_ value: Value) -> Value {
    guard let path = value.asText else { return value }
    if path.contains("://") { return value }
    let baseURL = site.configuration.baseURL
    return .text(baseURL.origin + baseURL.path + (context.path(ofPrinted: path) ?? path))
  }

  private func markdown(_ value: Value) throws(TemplateFailure) -> Value {
    guard let text = value.asText else { return value }
    let document = parseMarkdown(
      SourceText(file: page.source, text), MarkdownOptions(language: languageCode, placement: .part)
    )
    if context.hidesTexts && !document.value.directives.isEmpty {
      throw TemplateFailure(
        ViewCode.markdownInTemplate,
        "Markdown that a directive's template renders cannot have directives itself")
    }
    if let mistake = document.diagnostics.first(where: \.isError) {
      throw TemplateFailure(
        ViewCode.markdownInTemplate, "this Markdown has a mistake: \(mistake.message)",
        help: mistake.help)
    }
    let filled = context.fill(document.value, of: id)
    if let mistake = filled.diagnostics.first(where: \.isError) {
      throw TemplateFailure(
        ViewCode.markdownInTemplate, "this Markdown has a mistake: \(mistake.message)",
        help: mistake.help)
    }
    return .markup(filled.value)
  }

  func date(_ value: Value, _ style: Value) throws(TemplateFailure) -> Value {
    let moment: CivilMoment
    switch value {
    case .none: return value
    case .object(let object):
      guard let view = object as? DateView else {
        throw TemplateFailure("date takes a date, and this is a \(object.typeName)")
      }
      moment = view.moment
    case .text(let text):
      do {
        moment = try CivilMoment(parsing: text)
      } catch {
        throw TemplateFailure(error.message, help: error.help)
      }
    default: throw TemplateFailure("date takes a date, and this is something else")
    }
    let style = style.asText ?? "medium"
    if style == "rfc3339" {
      return .text(
        moment.dateTime.map(site.configuration.zone.rfc3339) ?? moment.date.description)
    }
    guard let format = site.formats[wordsLanguage] else { return .text(moment.description) }
    return .text(try format.written(moment, style))
  }
}

/// A text's parts between separators, without the white space around them; empty ones are left out.
private func parts(of value: Value, _ separator: Value) throws(TemplateFailure) -> Value {
  if case .none = value { return .list([]) }
  guard let text = value.asText else {
    throw TemplateFailure("split takes a text, and this is something else")
  }
  guard let separator = separator.asText, !separator.isEmpty else {
    throw TemplateFailure("split needs a text to split at", argument: 0)
  }
  let parts = text.split(separator: separator).map { part in
    let start = part.drop(while: \.isWhitespace)
    return String(start.prefix(start.reversed().drop(while: \.isWhitespace).count))
  }
  return .list(parts.filter { !$0.isEmpty }.map { .text($0) })
}

/// What is wrong with a style or pattern that a template has written out.
private func mistake(inDateStyle style: Value) -> TemplateFailure? {
  guard case .text(let text) = style, text != "rfc3339",
    LanguageFormat.DateStyle(rawValue: text) == nil
  else {
    return nil
  }
  do {
    _ = try DatePattern(parsing: text)
    return nil
  } catch {
    let styles = LanguageFormat.DateStyle.allCases.map(\.rawValue)
    let meant = styles.first { $0 == text.lowercased().trimmed } ?? nearest(to: text, in: styles)
    let looksLikeWord = text.trimmed.count > 3 && text.allSatisfy { $0.isLetter || $0 == " " }
    let help = looksLikeWord ? meant.map { "did you mean '\($0)'?" } : nil
    return TemplateFailure(error.message, argument: 0, help: help ?? error.help)
  }
}

extension LanguageFormat {
  /// A date in one of the styles, or by a pattern (Unicode Technical Standard 35, part 4).
  fileprivate func written(
    _ moment: CivilMoment, _ style: String
  ) throws(TemplateFailure) -> String {
    if let style = DateStyle(rawValue: style) { return format(moment.date, style) }
    do {
      return try format(moment, pattern: style)
    } catch {
      throw TemplateFailure(error.message, argument: 0, help: error.help)
    }
  }
}

// Values of the site in sentences: `:value[site.event.starts]`. Their names are those that templates have, and a value is
// written as a template would write it in the text's language: a date in words, a number with the language's signs.

import CivilTime
import Content
import ContentSchema
import Diagnostics
import Markdown
import Prose
import SiteModel
import Templates
import Text

extension MarkdownDocument.Link {
  /// The value that the link's address is. `nil` for other addresses.
  var asValue: MarkdownDocument.SiteValue? {
    guard destination.hasPrefix(":value["), destination.hasSuffix("]") else { return nil }
    let path = destination.dropFirst(":value[".count).dropLast()
    return .init(path: String(path), location: location)
  }
}

extension PageFiller {
  mutating func write(_ value: MarkdownDocument.SiteValue, to buffer: inout ByteBuffer) {
    // A text that is not translated says it in its own language.
    guard let text = text(of: value, from: site.canonical(id)) else { return }
    buffer.append(escaping: text, as: .markdown)
  }

  /// A value as text. `nil` if there is none, which is reported.
  mutating func text(of value: MarkdownDocument.SiteValue, from id: PageID) -> String? {
    do throws(TemplateFailure) {
      return try PageRendering(context: context.hidingTexts, id: id).text(ofValue: value.path)
    } catch {
      diagnostics.append(
        .error(ViewCode.valueUnknown, error.message, at: value.location, help: error.help))
      return nil
    }
  }
}

extension PageFiller {
  /// The address that a link's value is. `nil` if there is none, or if it is one that links may not have, which is reported.
  mutating func address(of value: MarkdownDocument.SiteValue) -> String? {
    guard let text = text(of: value, from: id) else { return nil }
    if isAddress(text) { return text }
    diagnostics.append(
      .error(
        ViewCode.valueUnknown, "'\(value.path)' is '\(text)', and that is no address",
        at: value.location,
        help:
          "a link takes one that begins with https://, http://, mailto: or tel:, or that is of a page"
      ))
    return nil
  }
}

private func isAddress(_ text: String) -> Bool {
  if text.utf8.contains(where: { $0 <= 0x20 || $0 == 0x7F }) { return false }
  if text.hasPrefix("/") || text.hasPrefix(".") { return true }
  let scheme = text.prefix { $0 != ":" }.lowercased()
  return scheme.utf8.count < text.utf8.count && ["https", "http", "mailto", "tel"].contains(scheme)
}

extension PageRendering {
  /// The things that values of sentences belong to.
  private static let roots = variables.filter { ["site", "page", "data"].contains($0.name) }

  fileprivate func text(ofValue path: String) throws(TemplateFailure) -> String {
    let value = try value(at: path)
    if let text = try written(value) { return text }
    switch value {
    case .none: throw TemplateFailure("'\(path)' is not set", help: "set it, or leave this out")
    case .boolean:
      throw TemplateFailure("'\(path)' is yes or no, which a sentence has to say in words")
    default:
      let parts = names(of: value).map { "\(path).\($0)" }.prefix(12).joined(separator: ", ")
      throw TemplateFailure(
        "'\(path)' cannot be written into a sentence",
        help: parts.isEmpty ? nil : "name a part of it: \(parts)")
    }
  }

  private func value(at path: String) throws(TemplateFailure) -> Value {
    let parts = path.split(separator: ".", omittingEmptySubsequences: false).map(String.init)
    let roots = PageRendering.roots
    guard let root = roots.first(where: { $0.name == parts[0] }) else {
      throw unknown(parts[0], in: "", among: roots.map(\.name))
    }
    var value = root.body(self) ?? Value.none
    for index in parts.indices.dropFirst() {
      let before = parts[..<index].joined(separator: ".")
      if case .none = value { throw TemplateFailure("'\(before)' is not set") }
      guard let next = part(parts[index], of: value) else {
        throw unknown(parts[index], in: before + ".", among: names(of: value))
      }
      value = next
    }
    return value
  }

  private func part(_ name: String, of value: Value) -> Value? {
    switch value {
    case .object(let object):
      object.value(of: Name(text: name, slot: site.schema.slot(of: name) ?? -1))
    case .mapping(let mapping): mapping[name]
    default: nil
    }
  }

  private func names(of value: Value) -> [String] {
    switch value {
    case .object(let object): object.names
    case .mapping(let mapping): mapping.keys
    default: []
    }
  }

  private func unknown(_ name: String, in before: String, among names: [String]) -> TemplateFailure
  {
    let meant = nearest(to: name, in: names).map { "did you mean '\(before)\($0)'?" }
    return TemplateFailure(
      "there is no value '\(before)\(name)'",
      help: meant
        ?? (names.isEmpty ? nil : "there are " + names.map { before + $0 }.joined(separator: ", ")))
  }

  /// The words for a value. `nil` for one that has none.
  private func written(_ value: Value) throws(TemplateFailure) -> String? {
    switch value {
    case .text(let text): return text
    case .integer, .double: return try written(value, decimals: .none).asText
    case .object(let object):
      if let page = object as? PageView { return site.title(of: page.id) }
      guard let date = object as? DateView else { return object.text }
      let style = site.strings.text("date.long", language: languageCode) ?? "long"
      let day = try self.date(.date(date.moment.date), .text(style)).asText
      guard let time = date.moment.dateTime.map({ site.shown($0.time) })?.asText else { return day }
      return day.map { "\($0), \(time)" }
    case .list(let values):
      var texts: [Value] = []
      for value in values {
        guard let text = try written(value) else { return nil }
        texts.append(.text(text))
      }
      return try andList(.list(texts)).asText
    default: return nil
    }
  }
}

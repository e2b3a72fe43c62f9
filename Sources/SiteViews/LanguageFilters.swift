import CivilTime
import SiteModel
import Templates
import Text

// What templates write in the way of the page's language: numbers, lists and words that go with a count.

extension PageRendering {
  /// The keys of a text, the one for this count first.
  func forms(of key: String, count: Value?) -> [String] {
    let number: Double
    switch count {
    case .integer(let integer): number = Double(integer)
    case .double(let double): number = double
    default: return [key]
    }
    let category = site.formats[wordsLanguage]?.plurals.category(of: number) ?? .other
    return [key + "." + category.rawValue, key + "." + PluralCategory.other.rawValue, key]
  }

  /// A number with the language's digits and separators. `decimals` says how many digits follow the decimal
  /// separator; otherwise there are as many as the number has, but no more than three.
  func written(_ value: Value, decimals: Value) throws(TemplateFailure) -> Value {
    let number: Double
    switch value {
    case .none: return value
    case .integer(let integer): number = Double(integer)
    case .double(let double): number = double
    default:
      throw TemplateFailure(
        "number takes a number", help: "turn a text into one with: | float | number")
    }
    let digits: ClosedRange<Int>
    switch decimals {
    case .none: digits = 0...3
    case .integer(let count) where 0...20 ~= count: digits = count...count
    default: throw TemplateFailure("'decimals' is a number from 0 to 20", argument: 0)
    }
    return .text(
      site.formats[wordsLanguage]?.format(number, fractionDigits: digits) ?? number.description)
  }

  /// A number of bytes as people of the language write it.
  func fileSize(_ value: Value) throws(TemplateFailure) -> Value {
    switch value {
    case .none: return value
    case .integer(let bytes) where bytes >= 0:
      return .text(SiteViews.fileSize(bytes, site.formats[site[id].language]))
    default:
      throw TemplateFailure(
        "filesize takes a number of bytes", help: "write file(\"plan.pdf\").size | filesize")
    }
  }

  /// A list within a sentence. If one of its parts is markup, so is the list.
  func andList(_ value: Value) throws(TemplateFailure) -> Value {
    if case .none = value { return value }
    guard case .list(let values) = value else { throw TemplateFailure("and_list takes a list") }
    let isMarkup = values.contains { if case .markup = $0 { true } else { false } }
    var texts: [String] = []
    for value in values {
      guard let text = value.asText else {
        throw TemplateFailure(
          "and_list takes a list of texts",
          help: "name what to write of each: | map(attribute=\"title\")")
      }
      if case .markup = value {
        texts.append(text)
      } else {
        texts.append(isMarkup ? escaped(text) : text)
      }
    }
    let list = site.formats[wordsLanguage]?.list(texts) ?? texts.joined(separator: ", ")
    return isMarkup ? .markup(Array(list.utf8)) : .text(list)
  }
}

private func escaped(_ text: String) -> String {
  var buffer = ByteBuffer(capacity: text.utf8.count)
  buffer.append(escaping: text, as: .template)
  return String(decoding: buffer.bytes, as: UTF8.self)
}

import Content
import Markdown
import SiteModel
import Templates

/// What the templates of directives need above all: files named as in the page's text, and a way to say
/// what is wrong with how a directive was written.
extension PageRendering {
  /// A file of the site, named as editors name it in a link.
  func file(_ value: Value) throws(TemplateFailure) -> Value {
    guard let path = value.asText else {
      throw TemplateFailure("file() takes a file's name as text", argument: 0)
    }
    let place = directive?.attributes.first { $0.value == path }?.valueLocation
    func failure(_ message: String, _ help: String?) -> TemplateFailure {
      TemplateFailure(message, argument: 0, help: help, place: place ?? directive?.location)
    }
    switch context.resolve(path, from: id) {
    case .file(let file, _): return .object(FileView(context: context, path: file))
    case .page, .notLive:
      throw failure("'\(path)' is a page and no file", "write the name of a file that is copied")
    case .dead(let message, let help): throw failure(message, help)
    }
  }

  /// What a template has to say of what it was given.
  func refusal(_ arguments: [Value]) -> TemplateFailure {
    let name = arguments[2].asText
    let place = directive?.attributes.first { $0.key == name }?.valueLocation
    return TemplateFailure(
      arguments[0].asText ?? "", help: arguments[1].asText, place: place ?? directive?.location)
  }

  /// A text's parts between separators, without the white space around them; empty ones are none.
  func parts(of value: Value, _ separator: Value?) throws(TemplateFailure) -> Value {
    if case .none = value { return .list([]) }
    guard let text = value.asText else {
      throw TemplateFailure("split takes a text, and this is something else")
    }
    guard let separator = separator?.asText, !separator.isEmpty else {
      throw TemplateFailure("split needs a text to split at", argument: 0)
    }
    let parts = text.split(separator: separator).map { part in
      let start = part.drop(while: \.isWhitespace)
      return String(start.prefix(start.reversed().drop(while: \.isWhitespace).count))
    }
    return .list(parts.filter { !$0.isEmpty }.map { .text($0) })
  }
}

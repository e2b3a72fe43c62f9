import Content
import Diagnostics
import Importing
import SiteRender
import Text

/// A page that is open in a browser, waiting for news.
struct Browser: Sendable {
  /// The page's path, as the browser has it.
  var path: String
  var messages: AsyncStream<[UInt8]>.Continuation

  func send(_ message: BrowserMessage) { messages.yield(message.bytes) }
}

/// A message of the preview to a page that is open.
struct BrowserMessage: Sendable {
  /// Names the bytes that the page has now. If the browser has others, it loads the page again.
  var tag: String
  /// Set if these bytes differ in nothing but the addresses of style sheets.
  var styleSheets: [(from: String, to: String)] = []
  /// Addresses of pictures and files that have changed.
  var files: [String] = []
  /// Where to go, if the browser goes where something was edited.
  var follow: String?
  var page: Bar?
  var mistakes: [Mistake] = []
  /// Whether the page is shown as it was before its mistakes.
  var isLastGood = false
  /// Mistakes elsewhere, as far as they are known.
  var elsewhere: [Mistake] = []
  /// How many there are, if they are too many to send.
  var elsewhereCount = 0
  var elsewhereErrors = 0
  /// Counts the changes.
  var change = 0
  /// Whether all pages have been looked at since the last change.
  var isChecked = false

  /// What the bar says of the page.
  struct Bar: Sendable {
    var source: String
    var sourceAddress: String?
    var facts: PageFacts
    var weight: String
    /// Nothing while it is being looked for.
    var backlinks: [(title: String, address: String)]?
  }

  /// In the words of the console, with the address that opens the place in the editor.
  struct Mistake: Sendable {
    var isError: Bool
    /// How the words begin, if they begin with a place.
    var place: String?
    var address: String?
    var words: String
  }
}

// MARK: As it is sent

extension BrowserMessage {
  /// A message of a stream of server-sent events.
  var bytes: [UInt8] { Array("data: \(json)\n\n".utf8) }

  private var json: String {
    object([
      ("tag", text(tag)),
      ("styleSheets", list(styleSheets) { list([text($0.from), text($0.to)]) { $0 } }),
      ("files", list(files, text)),
      ("follow", optional(follow, text)),
      ("page", optional(page, \.json)),
      ("mistakes", list(mistakes, \.json)),
      ("isLastGood", String(isLastGood)),
      ("elsewhere", list(elsewhere, \.json)),
      ("elsewhereCount", String(elsewhereCount)),
      ("elsewhereErrors", String(elsewhereErrors)),
      ("change", String(change)),
      ("isChecked", String(isChecked)),
    ])
  }
}

extension BrowserMessage.Bar {
  fileprivate var json: String {
    object([
      ("source", text(source)),
      ("sourceAddress", optional(sourceAddress, text)),
      ("kind", text(facts.kind)),
      ("words", String(facts.words)),
      ("absence", optional(facts.absence, text)),
      ("expiry", optional(facts.expiry, text)),
      ("weight", text(weight)),
      (
        "backlinks",
        optional(backlinks) {
          list($0) { object([("title", text($0.title)), ("address", text($0.address))]) }
        }
      ),
    ])
  }
}

extension BrowserMessage.Mistake {
  fileprivate var json: String {
    object([
      ("isError", String(isError)),
      ("place", optional(place, text)),
      ("address", optional(address, text)),
      ("words", text(words)),
    ])
  }
}

private func text(_ text: String) -> String { jsonString(text) }

private func object(_ members: [(String, String)]) -> String {
  "{" + members.map { "\(jsonString($0)):\($1)" }.joined(separator: ",") + "}"
}

private func list<Element>(_ elements: [Element], _ json: (Element) -> String) -> String {
  "[" + elements.map(json).joined(separator: ",") + "]"
}

private func optional<Value>(_ value: Value?, _ json: (Value) -> String) -> String {
  value.map(json) ?? "null"
}

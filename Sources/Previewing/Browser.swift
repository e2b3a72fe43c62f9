import Content
import Diagnostics
import Importing
import SiteRender
import Web

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
  var bytes: [UInt8] {
    var json = JSONWriter(.compact)
    json.object { write(to: &$0) }
    return Array("data: \(json.string)\n\n".utf8)
  }

  private func write(to json: inout JSONWriter) {
    json.member("tag", tag)
    json.member("styleSheets", styleSheets) { json, sheet in
      json.array([sheet.from, sheet.to]) { $0.text($1) }
    }
    json.member("files", files) { $0.text($1) }
    json.member("follow", follow)
    json.name("page")
    if let page { json.object { page.write(to: &$0) } } else { json.null() }
    json.member("mistakes", mistakes) { $1.write(to: &$0) }
    json.member("isLastGood", isLastGood)
    json.member("elsewhere", elsewhere) { $1.write(to: &$0) }
    json.member("elsewhereCount", elsewhereCount)
    json.member("elsewhereErrors", elsewhereErrors)
    json.member("change", change)
    json.member("isChecked", isChecked)
  }
}

extension BrowserMessage.Bar {
  fileprivate func write(to json: inout JSONWriter) {
    json.member("source", source)
    json.member("sourceAddress", sourceAddress)
    json.member("kind", facts.kind)
    json.member("words", facts.words)
    json.member("absence", facts.absence)
    json.member("expiry", facts.expiry)
    json.member("weight", weight)
    guard let backlinks else {
      json.name("backlinks")
      return json.null()
    }
    json.member("backlinks", backlinks) { json, link in
      json.object {
        $0.member("title", link.title)
        $0.member("address", link.address)
      }
    }
  }
}

extension BrowserMessage.Mistake {
  fileprivate func write(to json: inout JSONWriter) {
    json.object {
      $0.member("isError", isError)
      $0.member("place", place)
      $0.member("address", address)
      $0.member("words", words)
    }
  }
}

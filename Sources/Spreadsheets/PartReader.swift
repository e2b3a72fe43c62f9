import Text
import Web

/// Reads one XML file of a spreadsheet, element by element. Prefixes of names don't count: each of these files has one
/// vocabulary whose local names are unique where they stand.
struct PartReader {
  enum Event: Hashable {
    /// Its attributes can be asked for until the next event. `isEmpty` if no end follows.
    case start(String, isEmpty: Bool)
    case end(String)
    case text(String)
  }

  private var tokenizer: HTMLTokenizer

  init(_ bytes: [UInt8]) { tokenizer = HTMLTokenizer(bytes) }

  mutating func next() -> Event? {
    while let token = tokenizer.next() {
      switch token {
      case .startTag(let name): return .start(local(name), isEmpty: tokenizer.isSelfClosing)
      case .endTag(let name): return .end(local(name))
      case .text(let range): return .text(resolved(tokenizer.bytes[range]))
      case .comment(let range):
        let text = String(decoding: tokenizer.bytes[range], as: UTF8.self)
        if text.hasPrefix("[CDATA["), text.hasSuffix("]]") {
          return .text(String(text.dropFirst(7).dropLast(2)))
        }
      case .doctype: break
      }
    }
    return nil
  }

  /// The value of an attribute of the element that was begun last, by its local name.
  func value(of name: String) -> String? {
    let attribute = tokenizer.attributes.first { local($0.name) == name }
    return attribute.map { resolved(tokenizer.bytes[$0.value], isAttribute: true) }
  }

  func number(of name: String) -> Int? { value(of: name).flatMap { Int($0) } }

  /// XML Schema 2, 3.2.2: `true` and `1`.
  func isTrue(_ name: String) -> Bool { ["1", "true"].contains(value(of: name)) }

  private func local(_ name: Range<Int>) -> String {
    let bytes = tokenizer.bytes[name]
    let start = bytes.lastIndex(of: UInt8(ascii: ":")).map { $0 + 1 } ?? bytes.startIndex
    return String(decoding: bytes[start...], as: UTF8.self)
  }
}

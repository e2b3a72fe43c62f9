import Text
import Web

/// Reads one XML file of a spreadsheet, element by element. Prefixes of names don't count: each of these files has one
/// vocabulary whose local names are unique where they stand.
struct PartReader {
  enum Event: Hashable {
    /// Its attributes can be asked for until the next event. An end always follows.
    case start(String)
    case end(String)
    case text(String)
  }

  private var reader: XMLReader

  init(_ bytes: [UInt8]) { reader = XMLReader(bytes) }

  mutating func next() throws(WorkbookError) -> Event? {
    do throws(XMLMistake) {
      switch try reader.next() {
      case .startTag(let name): return .start(local(name))
      case .endTag(let name): return .end(local(name))
      case .text(let range): return .text(resolved(reader.bytes[range]))
      case .plainText(let range): return .text(reader.text(range))
      case nil: return nil
      }
    } catch {
      throw .isDamaged
    }
  }

  /// The value of an attribute of the element that was begun last, by its local name.
  func value(of name: String) -> String? {
    let attribute = reader.attributes.first { local($0.name) == name }
    return attribute.map { resolved(reader.bytes[$0.value], isAttribute: true) }
  }

  func number(of name: String) -> Int? { value(of: name).flatMap { Int($0) } }

  /// XML Schema 2, 3.2.2: `true` and `1`.
  func isTrue(_ name: String) -> Bool { ["1", "true"].contains(value(of: name)) }

  private func local(_ name: Range<Int>) -> String {
    let bytes = reader.bytes[name]
    let start = bytes.lastIndex(of: UInt8(ascii: ":")).map { $0 + 1 } ?? bytes.startIndex
    return String(decoding: bytes[start...], as: UTF8.self)
  }
}

import Text

/// An address by which a script loads another file.
package struct ScriptReference: Hashable, Sendable {
  package let address: String
  /// Where the address is in the bytes, without its quotes.
  package let range: Range<Int>
}

/// The addresses by which a module loads other files: `import … from "…"`, `import "…"`,
/// `export … from "…"`, `import("…")` and `new URL("…", import.meta.url)` (ECMAScript, sections 13.3 and 16.2).
///
/// Knows as much of JavaScript as tells these from what stands in comments, strings, templates and regular
/// expressions. An address that is put together while the script runs is not found.
package func scriptReferences(in bytes: [UInt8]) -> [ScriptReference] {
  var reader = ScriptReader(bytes: bytes)
  reader.read()
  return reader.references
}

private struct ScriptReader {
  let bytes: [UInt8]
  var position = 0
  var references: [ScriptReference] = []
  /// The tokens before the next one, the last one last: words and single signs.
  private var before: [Substring] = []
  /// Of templates that are open, how many curly brackets are open in their `${ … }`.
  private var templates: [Int] = []

  init(bytes: [UInt8]) { self.bytes = bytes }

  mutating func read() {
    while position < bytes.count {
      let byte = bytes[position]
      switch byte {
      case UInt8(ascii: "/") where follows("//"):
        position = bytes.firstIndex(of: 0x0A, from: position) ?? bytes.count
      case UInt8(ascii: "/") where follows("/*"):
        position = bytes.firstIndex(of: "*/", from: position + 2).map { $0 + 2 } ?? bytes.count
      case UInt8(ascii: "/") where beginsExpression: skipExpression()
      case UInt8(ascii: "\""), UInt8(ascii: "'"): readString(byte)
      case UInt8(ascii: "`"):
        position += 1
        skipTemplate()
      case UInt8(ascii: "{"):
        if let depth = templates.last { templates[templates.count - 1] = depth + 1 }
        take(1)
      case UInt8(ascii: "}"):
        if templates.last == 0 {
          templates.removeLast()
          position += 1
          skipTemplate()
        } else {
          if let depth = templates.last { templates[templates.count - 1] = depth - 1 }
          take(1)
        }
      case _ where byte.isWordPart:
        let end = bytes[position...].firstIndex { !$0.isWordPart } ?? bytes.count
        take(end - position)
      case _ where byte <= 0x20: position += 1
      default: take(1)
      }
    }
  }

  private mutating func take(_ count: Int) {
    note(Substring(decoding: bytes[position..<position + count], as: UTF8.self))
    position += count
  }

  private mutating func note(_ token: Substring) {
    before.append(token)
    if before.count > 8 { before.removeFirst(4) }
  }

  private func follows(_ text: StaticString) -> Bool { bytes.hasWord(text, at: position) }

  private mutating func readString(_ quote: UInt8) {
    let start = position + 1
    position = start
    while position < bytes.count, bytes[position] != quote, bytes[position] != 0x0A {
      position += bytes[position] == UInt8(ascii: "\\") ? 2 : 1
    }
    position = min(position, bytes.count)
    let range = start..<position
    position = min(position + 1, bytes.count)
    if isReference, !bytes[range].contains(UInt8(ascii: "\\")) {
      let address = String(decoding: bytes[range], as: UTF8.self)
      references.append(ScriptReference(address: address, range: range))
    }
    note("\"\"")
  }

  /// Whether a string here is the address of a module or of a file beside the script.
  private var isReference: Bool {
    let (last, second, third) = (word(1), word(2), word(3))
    if (last == "from" || last == "import") && second != "." { return true }
    guard last == "(" else { return false }
    return (second == "import" && third != ".")
      || (second == "URL" && third == "new" && isMeantFromScript)
  }

  private func word(_ back: Int) -> Substring? {
    before.count >= back ? before[before.count - back] : nil
  }

  private var isMeantFromScript: Bool {
    let rest = bytes[position...].prefix(40).filter { $0 > 0x20 }
    return rest.starts(with: ",import.meta.url)".utf8)
  }

  private mutating func skipTemplate() {
    while position < bytes.count {
      switch bytes[position] {
      case UInt8(ascii: "`"):
        position += 1
        return note("\"\"")
      case UInt8(ascii: "\\"): position += 2
      case UInt8(ascii: "$") where follows("${"):
        position += 2
        templates.append(0)
        return note("(")
      default: position += 1
      }
    }
    position = min(position, bytes.count)
  }

  /// Whether a slash here begins a regular expression: it does where no value is before it.
  private var beginsExpression: Bool {
    guard let last = before.last else { return true }
    if [")", "]", "}", "\"\""].contains(last) { return false }
    let isWord = last.utf8.first.map(\.isWordPart) == true
    return !isWord || ["return", "typeof", "case", "in", "of", "void", "delete"].contains(last)
  }

  private mutating func skipExpression() {
    var isInClass = false
    position += 1
    while position < bytes.count, bytes[position] != 0x0A {
      switch bytes[position] {
      case UInt8(ascii: "\\"): position += 1
      case UInt8(ascii: "["): isInClass = true
      case UInt8(ascii: "]"): isInClass = false
      case UInt8(ascii: "/") where !isInClass:
        position += 1
        return note("\"\"")
      default: break
      }
      position += 1
    }
    position = min(position, bytes.count)
  }
}

extension UInt8 {
  fileprivate var isWordPart: Bool {
    isASCIILetter || (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(self)
      || self == UInt8(ascii: "_") || self == UInt8(ascii: "$") || self >= 0x80
  }
}

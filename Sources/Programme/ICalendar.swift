import CivilTime
import Text

/// Content lines of an iCalendar file (RFC 5545, section 3.1), written one after the other.
///
/// A line is folded before its 76th octet, never inside a character or between a sign that escapes and what it escapes
/// (some readers undo escapes before they unfold lines), and ends with CRLF.
struct ContentLines {
  private(set) var buffer: ByteBuffer
  /// The current line before it is folded.
  private var line = ByteBuffer(capacity: 512)

  init(capacity: Int) { buffer = ByteBuffer(capacity: capacity) }

  /// A property whose value needs no escaping: a number, a time, an address.
  mutating func property(
    _ name: String, _ parameters: [(name: String, value: String)] = [], _ value: String
  ) {
    begin(name, parameters)
    // An address may hold anything but what would end the line.
    for byte in value.utf8 where byte >= 0x20 && byte != 0x7F { line.append(byte) }
    end()
  }

  /// A property whose value is text.
  mutating func text(_ name: String, _ value: String) {
    begin(name, [])
    line.append(calendarText: value)
    end()
  }

  /// Appends lines that are complete.
  mutating func append(_ lines: [UInt8]) { buffer.append(lines) }

  private mutating func begin(_ name: String, _ parameters: [(name: String, value: String)]) {
    line.bytes.removeAll(keepingCapacity: true)
    line.append(name)
    for parameter in parameters {
      line.append(";")
      line.append(parameter.name)
      line.append("=")
      line.append(calendarParameter: parameter.value)
    }
    line.append(":")
  }

  private mutating func end() {
    var start = 0
    var room = 75
    while line.count - start > room {
      var cut = start + room
      while line.bytes[cut] & 0xC0 == 0x80 { cut -= 1 }
      if isEscaped(cut) { cut -= 1 }
      buffer.append(line.bytes, in: start..<cut)
      buffer.append("\r\n ")
      start = cut
      room = 74  // The space at the beginning counts.
    }
    buffer.append(line.bytes, in: start..<line.count)
    buffer.append("\r\n")
  }

  /// Whether the byte at an index is the second of an escape: `\n` in text, `^n` in a parameter.
  private func isEscaped(_ index: Int) -> Bool {
    let sign = line.bytes[index - 1]
    guard sign == UInt8(ascii: "\\") || sign == UInt8(ascii: "^") else { return false }
    return !line.bytes[..<index].reversed().prefix { $0 == sign }.count.isMultiple(of: 2)
  }
}

/// Whether a byte doesn't stand in a calendar's text as it is.
private func isEscapedInCalendars(_ byte: UInt8) -> Bool {
  byte < 0x20 || byte == 0x7F || byte == UInt8(ascii: ",") || byte == UInt8(ascii: ";")
    || byte == UInt8(ascii: "\\")
}

extension ByteBuffer {
  /// Appends text as a value (section 3.3.11), without the control characters that it may not have.
  fileprivate mutating func append(calendarText text: String) {
    // Most texts have nothing to escape.
    guard text.utf8.contains(where: isEscapedInCalendars) else { return append(text) }
    var previous: UInt8 = 0
    for byte in text.utf8 {
      switch byte {
      case UInt8(ascii: "\\"), UInt8(ascii: ";"), UInt8(ascii: ","):
        append(UInt8(ascii: "\\"))
        append(byte)
      case UInt8(ascii: "\n"): if previous != UInt8(ascii: "\r") { append("\\n") }
      case UInt8(ascii: "\r"): append("\\n")
      case UInt8(ascii: "\t"): append(byte)
      case 0..<0x20, 0x7F: break
      default: append(byte)
      }
      previous = byte
    }
  }

  /// Appends a parameter's value, in quotes if it has separators (section 3.2). Quotes and line ends are
  /// escaped after RFC 6868.
  fileprivate mutating func append(calendarParameter value: String) {
    let needsQuotes = value.utf8.contains { $0 == 0x3A || $0 == 0x3B || $0 == 0x2C }
    if needsQuotes { append("\"") }
    for byte in value.utf8 {
      switch byte {
      case UInt8(ascii: "\""): append("^'")
      case UInt8(ascii: "^"): append("^^")
      case UInt8(ascii: "\n"): append("^n")
      case 0..<0x20, 0x7F: break
      default: append(byte)
      }
    }
    if needsQuotes { append("\"") }
  }
}

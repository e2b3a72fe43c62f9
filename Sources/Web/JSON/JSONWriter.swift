package import Text

/// Writes JSON (RFC 8259): brackets, commas, colons and escapes. What stands between them is the caller's.
///
/// ```
/// var json = JSONWriter(.compact)
/// json.object {
///   $0.name("title")
///   $0.text("Opening")
/// }
/// ```
package struct JSONWriter {
  /// How values are laid out.
  package enum Layout: Sendable {
    /// `{"a":1,"b":[1,2]}`
    case compact
    /// `{"a": 1, "b": [1, 2]}`
    case spaced
    /// Like `spaced`, with a line for each element of a list.
    case elementsOnLines
    /// Each value on a line of its own, indented by this many spaces for each level.
    case indented(by: Int)
  }

  package private(set) var buffer: ByteBuffer
  private let layout: Layout
  private let isSafeInScript: Bool
  private var depth = 0
  private var isFirst = true

  /// - Parameter isSafeInScript: whether `<`, `>`, `&` and the apostrophe are written as escapes, so that the text may
  ///   stand inside `<script>`.
  package init(_ layout: Layout, isSafeInScript: Bool = false, to buffer: ByteBuffer = ByteBuffer())
  {
    self.layout = layout
    self.isSafeInScript = isSafeInScript
    self.buffer = buffer
  }

  package var string: String { buffer.string }

  // MARK: Single values

  package mutating func text(_ text: String) {
    buffer.append(UInt8(ascii: "\""))
    for byte in text.utf8 {
      switch byte {
      case UInt8(ascii: "\""): buffer.append("\\\"")
      case UInt8(ascii: "\\"): buffer.append("\\\\")
      case UInt8(ascii: "\n"): buffer.append("\\n")
      case UInt8(ascii: "\r"): buffer.append("\\r")
      case UInt8(ascii: "\t"): buffer.append("\\t")
      case 0..<0x20: append(unicodeEscape: byte)
      case UInt8(ascii: "<"), UInt8(ascii: ">"), UInt8(ascii: "&"), UInt8(ascii: "'"):
        if isSafeInScript { append(unicodeEscape: byte) } else { buffer.append(byte) }
      default: buffer.append(byte)
      }
    }
    buffer.append(UInt8(ascii: "\""))
  }

  private mutating func append(unicodeEscape byte: UInt8) {
    let digits = Array("0123456789abcdef".utf8)
    buffer.append("\\u00")
    buffer.append(digits[Int(byte >> 4)])
    buffer.append(digits[Int(byte & 15)])
  }

  package mutating func integer(_ number: Int) { buffer.append(decimal: number) }

  /// A number as JSON has it; how many digits it has is the caller's choice.
  package mutating func number(_ digits: String) { buffer.append(digits) }
  package mutating func boolean(_ boolean: Bool) { buffer.append(boolean ? "true" : "false") }
  package mutating func null() { buffer.append("null") }

  /// JSON that was written before.
  package mutating func written(_ json: ByteBuffer) { buffer.append(json) }

  // MARK: Groups

  /// An object, whose members the closure writes: each a `name` and a value.
  package mutating func object<Failure: Error>(
    _ members: (inout JSONWriter) throws(Failure) -> Void
  ) throws(Failure) {
    try group("{", "}", onLines: layout.hasLines, members)
  }

  /// The name of a member, after what separates it from the one before.
  package mutating func name(_ name: String) {
    separate(onLines: layout.hasLines)
    text(name)
    buffer.append(layout.isCompact ? ":" : ": ")
  }

  package mutating func array<Element, Failure: Error>(
    _ elements: some Sequence<Element>,
    _ write: (inout JSONWriter, Element) throws(Failure) -> Void
  ) throws(Failure) {
    let onLines = layout.hasLines || layout.hasElementsOnLines
    try group("[", "]", onLines: layout.hasLines) { (writer) throws(Failure) in
      for element in elements {
        writer.separate(onLines: onLines)
        try write(&writer, element)
      }
    }
  }

  /// A list of numbers, as the index of a search has them by the ten thousand.
  package mutating func integers(_ numbers: [Int]) {
    let onLines = layout.hasLines || layout.hasElementsOnLines
    group("[", "]", onLines: layout.hasLines) { writer in
      for number in numbers {
        writer.separate(onLines: onLines)
        writer.integer(number)
      }
    }
  }

  // MARK: Members of objects

  /// A member whose value is a text, or null.
  package mutating func member(_ name: String, _ text: String?) {
    self.name(name)
    if let text { self.text(text) } else { null() }
  }

  package mutating func member(_ name: String, _ number: Int) {
    self.name(name)
    integer(number)
  }

  package mutating func member(_ name: String, _ boolean: Bool) {
    self.name(name)
    self.boolean(boolean)
  }

  package mutating func member<Element>(
    _ name: String, _ elements: some Sequence<Element>, _ write: (inout JSONWriter, Element) -> Void
  ) {
    self.name(name)
    array(elements, write)
  }

  // MARK: Layout

  private mutating func group<Failure: Error>(
    _ open: StaticString, _ close: StaticString, onLines: Bool,
    _ write: (inout JSONWriter) throws(Failure) -> Void
  ) throws(Failure) {
    buffer.append(open)
    depth += 1
    isFirst = true
    try write(&self)
    depth -= 1
    if onLines && !isFirst { breakLine() }
    buffer.append(close)
    isFirst = false
  }

  private mutating func separate(onLines: Bool) {
    if !isFirst { buffer.append(layout.isCompact || onLines ? "," : ", ") }
    if onLines { breakLine() }
    isFirst = false
  }

  private mutating func breakLine() {
    buffer.append(UInt8(ascii: "\n"))
    guard case .indented(let spaces) = layout else { return }
    for _ in 0..<(spaces * depth) { buffer.append(UInt8(ascii: " ")) }
  }
}

extension JSONWriter.Layout {
  fileprivate var isCompact: Bool { if case .compact = self { true } else { false } }
  fileprivate var hasElementsOnLines: Bool {
    if case .elementsOnLines = self { true } else { false }
  }
  fileprivate var hasLines: Bool { if case .indented = self { true } else { false } }
}

/// How text is made safe to stand in markup.
///
/// Both forms are safe in element content and in a quoted attribute's value. They differ in the
/// spelling that readers of the output expect: the GFM specification's examples, or Jinja's.
package enum Escaping: Sendable {
  /// `&amp; &lt; &gt; &quot;`, as the CommonMark specification's examples have it.
  case markdown
  /// `&amp; &lt; &gt; &#34; &#39;`, as Jinja's `escape` has it.
  case template
}

extension ByteBuffer {
  /// Appends text with the characters that mean something in HTML and XML written as references.
  package mutating func append(escaping text: String, as form: Escaping) {
    var text = text
    text.withUTF8 { unsafe append(escaping: $0, as: form) }
  }

  package mutating func append(escaping text: ArraySlice<UInt8>, as form: Escaping) {
    unsafe text.withUnsafeBufferPointer { unsafe append(escaping: $0, as: form) }
  }

  package mutating func append(escaping text: [UInt8], as form: Escaping) {
    unsafe text.withUnsafeBufferPointer { unsafe append(escaping: $0, as: form) }
  }

  /// Appends UTF-8 bytes escaped. Runs without special characters are copied whole.
  @unsafe package mutating func append(
    escaping text: UnsafeBufferPointer<UInt8>, as form: Escaping
  ) {
    var runStart = 0
    for index in 0..<text.count {
      let byte = unsafe text[index]
      guard byte < 0x40, let reference = form.reference(for: byte) else { continue }
      unsafe bytes.append(contentsOf: text[runStart..<index])
      append(reference)
      runStart = index + 1
    }
    unsafe bytes.append(contentsOf: text[runStart...])
  }
}

extension Escaping {
  @inline(__always) fileprivate func reference(for byte: UInt8) -> StaticString? {
    switch byte {
    case UInt8(ascii: "&"): "&amp;"
    case UInt8(ascii: "<"): "&lt;"
    case UInt8(ascii: ">"): "&gt;"
    case UInt8(ascii: "\""): self == .markdown ? "&quot;" : "&#34;"
    case UInt8(ascii: "'"): self == .markdown ? nil : "&#39;"
    default: nil
    }
  }
}

// How addresses write bytes that have no place in them: `%` and two hexadecimal digits (RFC 3986, section 2.1).

package import Text

extension ByteBuffer {
  /// Appends a byte as `%XX`.
  package mutating func append(percentEncoded byte: UInt8) {
    bytes.append(UInt8(ascii: "%"))
    bytes.append(hexadecimalDigit(byte >> 4))
    bytes.append(hexadecimalDigit(byte & 15))
  }
}

/// A text with all bytes written as `%XX` but those that may stand as they are.
package func percentEncoded(_ text: String, keeping isKept: (UInt8) -> Bool) -> String {
  if text.hasOnlyBytes(isKept) { return text }
  var buffer = ByteBuffer(capacity: text.utf8.count + 16)
  for byte in text.utf8 {
    if isKept(byte) { buffer.append(byte) } else { buffer.append(percentEncoded: byte) }
  }
  return buffer.string
}

/// Letters, digits and signs that mean nothing anywhere in an address (RFC 3986, section 2.3).
@inlinable public func isUnreserved(_ byte: UInt8) -> Bool {
  switch byte {
  case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
    UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "."),
    UInt8(ascii: "_"), UInt8(ascii: "~"):
    true
  default: false
  }
}

/// A text with its `%XX` read back. Nothing if a `%` has no digits, or if they don't spell UTF-8.
package func percentDecoded(_ text: String) -> String? {
  guard text.utf8.contains(UInt8(ascii: "%")) else { return text }
  var bytes: [UInt8] = []
  var rest = Array(text.utf8)[...]
  while let byte = rest.popFirst() {
    guard byte == UInt8(ascii: "%") else {
      bytes.append(byte)
      continue
    }
    guard let high = rest.popFirst().flatMap(hexadecimalValue),
      let low = rest.popFirst().flatMap(hexadecimalValue)
    else { return nil }
    bytes.append(high << 4 | low)
  }
  return String(validating: bytes, as: UTF8.self)
}

private func hexadecimalDigit(_ value: UInt8) -> UInt8 {
  value < 10 ? UInt8(ascii: "0") + value : UInt8(ascii: "A") + value - 10
}

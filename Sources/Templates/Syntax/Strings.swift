/// The text that a quoted string stands for, escapes resolved as Python does; an escape that means
/// nothing stays as it is.
func unquoted(_ bytes: ArraySlice<UInt8>) -> String {
  var body = bytes.dropFirst()
  if body.last == bytes.first { body = body.dropLast() }
  guard body.contains(UInt8(ascii: "\\")) else { return String(decoding: body, as: UTF8.self) }
  var result = ""
  var run: [UInt8] = []
  while let byte = body.popFirst() {
    guard byte == UInt8(ascii: "\\"), let escaped = body.first else {
      run.append(byte)
      continue
    }
    if let plain = simpleEscapes[escaped] {
      body = body.dropFirst()
      run += plain
    } else if let (scalar, length) = codePoint(body) {
      body = body.dropFirst(length)
      run += Array(String(scalar).utf8)
    } else {
      run.append(byte)
    }
  }
  result += String(decoding: run, as: UTF8.self)
  return result
}

/// Whether a quoted string has `\x`, `\u` or `\U` with too few digits, or for no character.
func hasCutEscape(_ bytes: ArraySlice<UInt8>) -> Bool {
  var body = bytes.dropFirst().dropLast()
  while let backslash = body.firstIndex(of: UInt8(ascii: "\\")) {
    body = body[(backslash + 1)...]
    guard let next = body.first else { return false }
    if next == UInt8(ascii: "x") || next | 0x20 == UInt8(ascii: "u"), codePoint(body) == nil {
      return true
    }
    body = body.dropFirst()
  }
  return false
}

private let simpleEscapes: [UInt8: [UInt8]] = [
  UInt8(ascii: "\n"): [], UInt8(ascii: "\\"): [0x5C], UInt8(ascii: "'"): [0x27],
  UInt8(ascii: "\""): [0x22], UInt8(ascii: "a"): [7], UInt8(ascii: "b"): [8],
  UInt8(ascii: "f"): [12], UInt8(ascii: "n"): [10], UInt8(ascii: "r"): [13],
  UInt8(ascii: "t"): [9], UInt8(ascii: "v"): [11],
]

/// One to three digits.
private func octal(_ bytes: ArraySlice<UInt8>) -> (Unicode.Scalar, length: Int)? {
  let digits = bytes.prefix(3).prefix { $0 >= UInt8(ascii: "0") && $0 <= UInt8(ascii: "7") }
  return UInt32(String(decoding: digits, as: UTF8.self), radix: 8).flatMap(Unicode.Scalar.init)
    .map { ($0, digits.count) }
}

/// `xhh`, `uhhhh`, `Uhhhhhhhh` or up to three octal digits.
private func codePoint(_ bytes: ArraySlice<UInt8>) -> (Unicode.Scalar, length: Int)? {
  let digits: Int
  switch bytes.first {
  case let digit? where (0x30...0x37).contains(digit): return octal(bytes)
  case UInt8(ascii: "x"): digits = 2
  case UInt8(ascii: "u"): digits = 4
  case UInt8(ascii: "U"): digits = 8
  default: return nil
  }
  let text = bytes.dropFirst().prefix(digits)
  guard text.count == digits,
    let number = UInt32(String(decoding: text, as: UTF8.self), radix: 16),
    let scalar = Unicode.Scalar(number)
  else { return nil }
  return (scalar, 1 + digits)
}

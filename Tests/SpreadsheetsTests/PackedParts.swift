/// An archive with stored files, as ZIP has them: enough for parts that a test writes.
func packed(_ parts: [(name: String, text: String)], sizes: [String: Int] = [:]) -> [UInt8] {
  var archive: [UInt8] = []
  var directory: [UInt8] = []
  for (name, text) in parts {
    let (start, bytes) = (archive.count, Array(text.utf8))
    let fields =
      number(20, 2) + number(0, 2) + number(0, 2) + number(0, 4) + number(checksum(bytes), 4)
      + number(bytes.count, 4) + number(sizes[name] ?? bytes.count, 4) + number(name.utf8.count, 2)
      + number(0, 2)
    archive += "PK\u{3}\u{4}".utf8 + fields + name.utf8 + bytes
    directory +=
      "PK\u{1}\u{2}".utf8 + number(20, 2) + fields + number(0, 2) + number(0, 2) + number(0, 2)
      + number(0, 4) + number(start, 4) + name.utf8
  }
  return archive + directory + "PK\u{5}\u{6}".utf8 + number(0, 4) + number(parts.count, 2)
    + number(parts.count, 2) + number(directory.count, 4) + number(archive.count, 4) + number(0, 2)
}

private func number(_ value: Int, _ count: Int) -> [UInt8] {
  (0..<count).map { UInt8(truncatingIfNeeded: value >> (8 * $0)) }
}

/// CRC-32 as in ISO 3309, bit by bit.
private func checksum(_ bytes: [UInt8]) -> Int {
  var value: UInt32 = 0xFFFF_FFFF
  for byte in bytes {
    value ^= UInt32(byte)
    for _ in 0..<8 { value = value & 1 == 1 ? value >> 1 ^ 0xEDB8_8320 : value >> 1 }
  }
  return Int(~value)
}

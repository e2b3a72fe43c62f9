import CZlib
import Text

/// A ZIP archive in memory (PKWARE's APPNOTE.TXT 6.3.10), as programs for spreadsheets write them: stored or deflated,
/// not encrypted, not beyond 4 GB.
struct ZipArchive {
  private struct Entry {
    var method: Int
    var isEncrypted: Bool
    var checksum: UInt32
    var packed: Int
    var size: Int
    /// Where its local header begins.
    var start: Int
  }

  private let bytes: [UInt8]
  private var entries: [String: Entry] = [:]

  /// A sheet with a million cells has less.
  private static let largestPart = 256 << 20
  private static let mostEntries = 10_000

  init(_ bytes: [UInt8]) throws(WorkbookError) {
    self.bytes = bytes
    guard let end = endOfDirectory() else { throw .isDamaged }
    let count = number(at: end + 10, bytes: 2)
    var position = number(at: end + 16, bytes: 4)
    guard count <= ZipArchive.mostEntries else { throw .isTooLarge }
    for _ in 0..<count {
      guard position + 46 <= bytes.count, hasMark("PK\u{1}\u{2}", at: position) else {
        throw .isDamaged
      }
      let name = position + 46
      let nameEnd = name + number(at: position + 28, bytes: 2)
      guard nameEnd <= bytes.count else { throw .isDamaged }
      entries[String(decoding: bytes[name..<nameEnd], as: UTF8.self)] = Entry(
        method: number(at: position + 10, bytes: 2),
        isEncrypted: number(at: position + 8, bytes: 2) & 1 != 0,
        checksum: UInt32(number(at: position + 16, bytes: 4)),
        packed: number(at: position + 20, bytes: 4), size: number(at: position + 24, bytes: 4),
        start: number(at: position + 42, bytes: 4))
      position =
        nameEnd + number(at: position + 30, bytes: 2) + number(at: position + 32, bytes: 2)
    }
  }

  func has(_ name: String) -> Bool { entries[name] != nil }

  /// A file of the archive, unpacked and compared with its checksum. `nil` if there is none of that name.
  func contents(of name: String) throws(WorkbookError) -> [UInt8]? {
    guard let entry = entries[name] else { return nil }
    if entry.isEncrypted { throw .isProtected }
    guard entry.size <= ZipArchive.largestPart else { throw .isTooLarge }
    guard entry.start + 30 <= bytes.count, hasMark("PK\u{3}\u{4}", at: entry.start) else {
      throw .isDamaged
    }
    let start =
      entry.start + 30 + number(at: entry.start + 26, bytes: 2)
      + number(at: entry.start + 28, bytes: 2)
    guard start + entry.packed <= bytes.count else { throw .isDamaged }
    let packed = Array(bytes[start..<start + entry.packed])
    let result: [UInt8]?
    switch entry.method {
    case 0: result = packed.count == entry.size ? packed : nil
    case 8: result = inflated(packed, size: entry.size)
    default: result = nil
    }
    guard let result, checksum(result) == entry.checksum else { throw .isDamaged }
    return result
  }

  private func hasMark(_ mark: String, at position: Int) -> Bool {
    position <= bytes.count && bytes[position...].starts(with: mark.utf8)
  }

  /// Where the record at the archive's end begins: a comment of up to 65,535 bytes may follow it.
  private func endOfDirectory() -> Int? {
    guard bytes.count >= 22 else { return nil }
    var position = bytes.count - 22
    let first = max(0, position - 0xFFFF)
    while position >= first {
      if hasMark("PK\u{5}\u{6}", at: position) { return position }
      position -= 1
    }
    return nil
  }

  /// A number with its lowest byte first.
  private func number(at position: Int, bytes count: Int) -> Int {
    guard position + count <= bytes.count else { return 0 }
    return bytes[position..<position + count].reversed().reduce(0) { $0 << 8 | Int($1) }
  }
}

/// Raw deflated data (RFC 1951) of a known size. `nil` if it is damaged or has another size. Never takes more memory
/// than the size.
private func inflated(_ packed: [UInt8], size: Int) -> [UInt8]? {
  guard size > 0 else { return packed.count <= 2 ? [] : nil }
  var packed = packed
  let result = unsafe [UInt8](unsafeUninitializedCapacity: size) { room, count in
    count = unsafe packed.withUnsafeMutableBufferPointer { input in
      var stream = unsafe z_stream()
      unsafe stream.next_in = input.baseAddress
      unsafe stream.avail_in = UInt32(input.count)
      unsafe stream.next_out = room.baseAddress
      unsafe stream.avail_out = UInt32(size)
      let width = unsafe Int32(MemoryLayout<z_stream>.size)
      guard unsafe inflateInit2_(&stream, -MAX_WBITS, ZLIB_VERSION, width) == Z_OK else {
        return 0
      }
      defer { unsafe _ = inflateEnd(&stream) }
      let isWhole = unsafe inflate(&stream, Z_FINISH) == Z_STREAM_END
      return isWhole ? unsafe Int(stream.total_out) : 0
    }
  }
  return result.count == size ? result : nil
}

private func checksum(_ bytes: [UInt8]) -> UInt32 {
  unsafe bytes.withUnsafeBufferPointer {
    UInt32(unsafe crc32(0, $0.baseAddress, UInt32($0.count)))
  }
}

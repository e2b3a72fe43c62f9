/// What a `Range` header asks for of something with a length (RFC 9110, section 14).
package enum ByteRange: Hashable, Sendable {
  /// No range, or one that may be left unanswered: several at once, another unit, nonsense.
  case whole
  case part(Range<Int>)
  /// A range that lies behind the end.
  case unsatisfiable

  package init(_ header: String?, length: Int) {
    guard let header, header.lowercased().hasPrefix("bytes="), !header.contains(",") else {
      self = .whole
      return
    }
    let written = header.dropFirst("bytes=".count)
    let parts = written.split(separator: "-", omittingEmptySubsequences: false)
      .map { $0.filter { $0 != " " } }
    guard parts.count == 2, parts.allSatisfy({ $0.utf8.allSatisfy { (48...57).contains($0) } })
    else {
      self = .whole
      return
    }
    self = Self.range(first: parts[0], last: parts[1], length)
  }

  private static func range(first: String, last: String, _ length: Int) -> ByteRange {
    if first.isEmpty {
      guard !last.isEmpty else { return .whole }
      let count = min(Int(last) ?? .max, length)
      return count == 0 ? .unsatisfiable : .part(length - count..<length)
    }
    let start = Int(first) ?? .max
    let end = last.isEmpty ? Int.max : Int(last) ?? .max
    guard end >= start else { return .whole }
    guard start < length else { return .unsatisfiable }
    return .part(start..<min(end, length - 1) + 1)
  }
}

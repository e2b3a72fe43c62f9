import Synchronization

/// The patterns that templates have asked for, so that each is read once and not for each date.
final class ParsedPatterns: Sendable {
  private let patterns = Mutex<[String: DatePattern]>([:])
  /// A template may make patterns of what pages say, without an end.
  private static let most = 500

  subscript(text: String) -> DatePattern {
    get throws(CivilTimeError) {
      if let known = patterns.withLock({ $0[text] }) { return known }
      let pattern = try DatePattern(parsing: text)
      patterns.withLock { patterns in
        if patterns.count < ParsedPatterns.most { patterns[text] = pattern }
      }
      return pattern
    }
  }
}

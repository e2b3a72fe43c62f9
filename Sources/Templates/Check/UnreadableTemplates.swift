import Diagnostics
import Text

extension TemplateChecker {
  /// Adds a template that cannot be read at all, so that those that use it raise no second mistake.
  mutating func addUnreadable(_ name: String) {
    parse(name, SourceText(file: "templates/" + name, bytes: []))
    broken.insert(name)
    unreadable.insert(name)
  }

  /// Whether a template with a mistake in its syntax seems to set a name, which then is no mistake elsewhere.
  func isSetInUnreadableTemplate(_ name: String) -> Bool {
    templates.contains { !isReadable($0) && $0.source.bytes.seemToSet(Array(name.utf8)) }
  }
}

extension [UInt8] {
  /// Whether a name stands before an equals sign, or in quotes.
  fileprivate func seemToSet(_ name: [UInt8]) -> Bool {
    var position = 0
    while let found = self[position...].firstRange(of: name) {
      let before = found.lowerBound > 0 ? self[found.lowerBound - 1] : 0x20
      let after = self[found.upperBound...].drop { $0 == 0x20 }
      let isInQuotes = "\"'".utf8.contains(before) && after.first == before
      let isAssigned = after.starts(with: "=".utf8) && !after.starts(with: "==".utf8)
      if isInQuotes || isAssigned && !isOfName(before) { return true }
      position = found.upperBound
    }
    return false
  }
}

private func isOfName(_ byte: UInt8) -> Bool {
  byte == UInt8(ascii: "_") || byte >= 0x80 || byte.isASCIILetter
    || (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte)
}

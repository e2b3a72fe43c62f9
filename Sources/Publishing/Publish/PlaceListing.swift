package import Web

/// What stands at a place, from the program that looked.
package struct PlaceListing: Hashable, Sendable {
  /// The files by their paths, with their sizes in bytes; `nil` for links and what else is no file.
  package var entries: [String: Int?] = [:]

  package init(_ entries: [String: Int?] = [:]) { self.entries = entries }

  package func size(of path: OutputPath) -> Int? { entries[path.text] ?? nil }

  package func has(_ path: OutputPath) -> Bool { entries[path.text] != nil }

  /// Reads what `rsync --list-only --no-human-readable --8-bit-output -rl` prints (rsync(1)): rights, size, day, time
  /// and name. Names that are not UTF-8 are left out: none of them is ours.
  package init(rsync bytes: [UInt8]) {
    for line in bytes.split(separator: UInt8(ascii: "\n")) {
      guard let text = String(validating: line, as: UTF8.self) else { continue }
      var fields = text.split(separator: " ", maxSplits: 4)
      guard fields.count == 5, let kind = fields[0].first, let size = Int(fields[1]) else {
        continue
      }
      // What is split off as the fifth has lost the blanks that a name may begin with, so it is counted again.
      if let time = text.firstRange(of: " " + fields[3] + " ") {
        fields[4] = text[time.upperBound...]
      }
      switch kind {
      case "d": continue
      case "-": entries.updateValue(size, forKey: unescaped(fields[4]))
      case "l":
        let name = fields[4].firstRange(of: " -> ").map { fields[4][..<$0.lowerBound] }
        entries.updateValue(nil, forKey: unescaped(name ?? fields[4]))
      default: entries.updateValue(nil, forKey: unescaped(fields[4]))
      }
    }
  }

  /// Reads what `rclone lsf -R --files-only --format sp --separator TAB` prints: size and path.
  package init(rclone bytes: [UInt8]) {
    for line in bytes.split(separator: UInt8(ascii: "\n")) {
      guard let tab = line.firstIndex(of: UInt8(ascii: "\t")),
        let size = Int(String(decoding: line[..<tab], as: UTF8.self)),
        let path = String(validating: line[(tab + 1)...], as: UTF8.self)
      else { continue }
      // A size that isn't known is -1.
      entries.updateValue(size < 0 ? nil : size, forKey: path)
    }
  }
}

/// A name as rsync prints it, whose control characters are written as `\#012`.
private func unescaped(_ name: Substring) -> String {
  guard name.contains("\\#") else { return String(name) }
  var bytes: [UInt8] = []
  var rest = Array(name.utf8)[...]
  while let byte = rest.popFirst() {
    if byte == UInt8(ascii: "\\"), rest.first == UInt8(ascii: "#"), rest.count >= 4,
      let code = UInt8(String(decoding: rest.dropFirst().prefix(3), as: UTF8.self), radix: 8)
    {
      bytes.append(code)
      rest = rest.dropFirst(4)
    } else {
      bytes.append(byte)
    }
  }
  return String(decoding: bytes, as: UTF8.self)
}

// An upgrade changes the words that a newer format calls otherwise, and not a byte besides: comments, the order of keys, blank
// lines, quotation marks and line ends stay. So files are not written anew from what was read in them; what is read only tells
// where the words stand.

import ContentSchema
package import Diagnostics
package import SiteSettings
import SourceFormats
import Text

/// A file of a site in a newer format.
package struct UpgradedFile: Sendable {
  /// From the site's folder.
  package let path: String
  package let bytes: [UInt8]
  package let changes: [Change]

  /// A line as it was and as it is now.
  package struct Change: Hashable, Sendable {
    /// In the file as it was, from 1.
    package let line: Int
    /// `nil` if the line is new.
    package let before: String?
    package let after: String
  }
}

/// The files of a site that are other ones in a newer format.
///
/// - Parameters:
///   - files: `site.yaml`, pages and rows, by their paths from the site's folder, as the disk has them.
///   - changes: what is called otherwise, for the formats up to `format`.
package func upgraded(
  _ files: [(path: String, bytes: [UInt8])], to format: Int = SiteFormat.current,
  _ changes: [FormatChange] = formatChanges
) -> Diagnosed<[UpgradedFile]> {
  guard let settings = files.first(where: { $0.path == "site.yaml" }) else { return Diagnosed([]) }
  var editing = EditedFile(settings.path, settings.bytes)
  guard let root = editing.yaml(), let written = editing.format(in: root, upTo: format) else {
    return Diagnosed([], editing.diagnostics)
  }
  let renamings = changes.filter { $0.format > written.number && $0.format <= format }
    .flatMap(\.renamings)
  editing.set(format: format, written, root)
  for case .setting(let path, let name) in renamings { editing.rename(path, to: name, in: root) }
  var edited = [editing]
  for file in files where file.path != "site.yaml" && !renamings.isEmpty {
    var page = EditedFile(file.path, file.bytes)
    for case .pageKey(let key, let name) in renamings { page.rename(pageKey: key, to: name) }
    edited.append(page)
  }
  return Diagnosed(
    edited.filter { !$0.edits.isEmpty }.map(\.result), edited.flatMap(\.diagnostics))
}

/// A file with what is to be changed in it.
private struct EditedFile {
  let path: String
  /// With a byte order mark, if the file has one.
  let bytes: [UInt8]
  let source: SourceText
  private(set) var edits: [(range: Range<Int>, text: String)] = []
  private(set) var diagnostics: [Diagnostic] = []

  init(_ path: String, _ bytes: [UInt8]) {
    self.path = path
    self.bytes = bytes
    source = SourceText(file: path, bytes: bytes)
  }

  private var mark: Int { bytes.count - source.bytes.count }

  mutating func yaml() -> YAMLNode? {
    if let mistake = unreadable(in: source) {
      diagnostics.append(mistake)
      return nil
    }
    let yaml = parseYAML(source)
    diagnostics += yaml.diagnostics
    return yaml.value
  }

  // MARK: The number of the format

  /// The format that the settings name, and where. `nil` if it can't be told, which is then said.
  mutating func format(
    in root: YAMLNode, upTo newest: Int
  ) -> (number: Int, location: SourceLocation?)? {
    guard let value = root["lectern"] else { return (1, nil) }
    guard let number = value.text.flatMap({ Int($0) }), number > 0 else {
      diagnostics.append(
        .error(
          FieldCode.wrongType, "'lectern' should be a whole number from 1", at: value.location,
          help: "write lectern: \(newest)"))
      return nil
    }
    guard number <= newest else {
      diagnostics += [SiteConfiguration.mistakeInFormat(number, at: value.location)]
        .compactMap(\.self)
      return nil
    }
    return (number, value.location)
  }

  /// Writes the number, or a first line with it.
  mutating func set(
    format: Int, _ written: (number: Int, location: SourceLocation?), _ root: YAMLNode
  ) {
    if let location = written.location {
      if written.number != format { replace(location, with: "\(format)") }
      return
    }
    guard let first = root.entries?.first?.keyLocation, first.column == 1,
      let start = range(of: first)?.lowerBound, bytes[start] != UInt8(ascii: "{")
    else {
      diagnostics.append(
        .error(
          FieldCode.notAGroup, "the settings don't begin with a key at the start of a line",
          at: root.location,
          help: "write each key on a line of its own, and lectern: \(format) above them"))
      return
    }
    edits.append((start..<start, "lectern: \(format)" + lineEnd))
  }

  /// The line end that the file has.
  private var lineEnd: String {
    guard let end = bytes.firstIndex(where: { $0 == 0x0A || $0 == 0x0D }) else { return "\n" }
    if bytes[end] == 0x0A { return "\n" }
    return end + 1 < bytes.count && bytes[end + 1] == 0x0A ? "\r\n" : "\r"
  }

  // MARK: Keys

  mutating func rename(_ path: [String], to name: String, in root: YAMLNode) {
    var node = root
    for key in path.dropLast() {
      guard let next = node[key] else { return }
      node = next
    }
    if let key = path.last { rename(key, to: name, in: node) }
  }

  private mutating func rename(_ key: String, to name: String, in node: YAMLNode) {
    guard let entry = node.entries?.first(where: { $0.key == key }) else { return }
    if let other = node.entries?.first(where: { $0.key == name }) {
      diagnostics.append(
        .error(
          SyntaxCode.duplicateKey, "'\(key)' is called '\(name)' now, and both are here",
          at: other.keyLocation, help: "keep the one that is right, as '\(name)'"))
      return
    }
    replace(entry.keyLocation, with: name)
  }

  mutating func rename(pageKey key: String, to name: String) {
    if path.hasSuffix(".md") {
      guard let yaml = FrontMatter.split(source).value.yaml, let node = parseYAML(yaml).value
      else { return }
      rename(key, to: name, in: node)
    } else if path.hasSuffix(".csv") {
      rename(column: key, to: name)
    } else if let rows = parseYAML(source).value?.elements {
      for row in rows { rename(key, to: name, in: row) }
    }
  }

  /// The names of columns stand in the first line of a spreadsheet.
  private mutating func rename(column: String, to name: String) {
    let end = source.bytes.firstIndex { $0 == 0x0A || $0 == 0x0D } ?? source.bytes.count
    let cells = source.bytes[..<end].split(
      omittingEmptySubsequences: false, whereSeparator: { ",;\t".utf8.contains($0) })
    for cell in cells {
      let inner = cell.drop { $0 == 0x20 || $0 == 0x22 }
      let text = inner.prefix(column.utf8.count)
      let rest = inner.dropFirst(text.count)
      guard text.elementsEqual(column.utf8), rest.allSatisfy({ $0 == 0x20 || $0 == 0x22 })
      else { continue }
      edits.append((text.startIndex + mark..<text.endIndex + mark, name))
    }
  }

  // MARK: Places

  /// Puts a word in place of one, within the quotation marks that it may have.
  private mutating func replace(_ location: SourceLocation, with text: String) {
    guard var range = range(of: location) else { return }
    let isQuoted =
      range.count > 1 && (bytes[range.lowerBound] == 0x22 || bytes[range.lowerBound] == 0x27)
    if isQuoted { range = range.lowerBound + 1..<range.upperBound - 1 }
    edits.append((range, text))
  }

  /// Where a place is in the file's bytes.
  private func range(of location: SourceLocation) -> Range<Int>? {
    var start = mark
    for _ in 1..<max(location.line, 1) {
      guard let end = bytes[start...].firstIndex(where: { $0 == 0x0A || $0 == 0x0D }) else {
        return nil
      }
      let isPair = bytes[end] == 0x0D && end + 1 < bytes.count && bytes[end + 1] == 0x0A
      start = end + (isPair ? 2 : 1)
    }
    guard let lower = index(after: location.column - 1, from: start),
      let upper = index(after: location.length, from: lower)
    else { return nil }
    return lower..<upper
  }

  /// The index so many characters further.
  private func index(after count: Int, from start: Int) -> Int? {
    var index = start
    for _ in 0..<max(count, 0) {
      guard index < bytes.count else { return nil }
      index += 1
      while index < bytes.count, bytes[index] & 0xC0 == 0x80 { index += 1 }
    }
    return index
  }

  // MARK: The result

  var result: UpgradedFile {
    let sorted = edits.sorted { $0.range.lowerBound < $1.range.lowerBound }
    var new: [UInt8] = []
    var position = 0
    for edit in sorted {
      new += bytes[position..<edit.range.lowerBound] + Array(edit.text.utf8)
      position = edit.range.upperBound
    }
    new += bytes[position...]
    return UpgradedFile(path: path, bytes: new, changes: changes(sorted))
  }

  /// The lines that are other ones, each once.
  private func changes(_ sorted: [(range: Range<Int>, text: String)]) -> [UpgradedFile.Change] {
    var changes: [UpgradedFile.Change] = []
    var index = 0
    while index < sorted.count {
      let start = startOfLine(sorted[index].range.lowerBound)
      let line = bytes[..<start].count { $0 == 0x0A } + 1
      if sorted[index].range.isEmpty {
        changes.append(
          .init(line: line, before: nil, after: sorted[index].text.trimmed))
        index += 1
        continue
      }
      let end = bytes[start...].firstIndex { $0 == 0x0A || $0 == 0x0D } ?? bytes.count
      var after: [UInt8] = []
      var position = start
      while index < sorted.count, sorted[index].range.lowerBound < end {
        after += bytes[position..<sorted[index].range.lowerBound] + Array(sorted[index].text.utf8)
        position = sorted[index].range.upperBound
        index += 1
      }
      after += bytes[position..<end]
      changes.append(
        .init(
          line: line, before: String(decoding: bytes[start..<end], as: UTF8.self),
          after: String(decoding: after, as: UTF8.self)))
    }
    return changes
  }

  private func startOfLine(_ index: Int) -> Int {
    (bytes[mark..<index].lastIndex { $0 == 0x0A || $0 == 0x0D }).map { $0 + 1 } ?? mark
  }
}

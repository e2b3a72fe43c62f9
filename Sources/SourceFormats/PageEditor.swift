// Changes single keys of a page's front matter, or its text, and leaves every other byte where it is: comments, the order of keys,
// quotation marks, line ends. What is read only tells where things stand. A change that would take a comment with it is
// refused, since nobody else remembers it.

import Diagnostics
import Text

/// A page's file, taken apart so that single keys can be changed.
package struct PageEditor {
  /// A key with the lines that are to stand for it.
  package struct Change {
    package var key: String
    /// In YAML, the first one with the key. `nil` to remove the key.
    package var lines: [String]?
    /// The keys behind which a new one is put; the last of them that the page has counts.
    package var after: [String]

    package init(key: String, lines: [String]?, after: [String] = []) {
      (self.key, self.lines, self.after) = (key, lines, after)
    }
  }

  package let entries: [YAMLNode.Entry]
  /// The text below the front matter, with line feeds and without blank lines around it.
  package let text: String
  private let file: String
  private let mark: ArraySlice<UInt8>
  private let bytes: [UInt8]
  /// Where the lines begin, with the end of the file.
  private let starts: [Int]
  /// The line of the closing `---`, from 0. `nil` if the file has no front matter.
  private let closing: Int?

  /// `nil` if the front matter cannot be read.
  package init?(file: String, bytes: [UInt8]) {
    let source = SourceText(file: file, bytes: bytes)
    let parts = FrontMatter.split(source)
    guard !parts.diagnostics.hasErrors else { return nil }
    self.file = file
    self.bytes = source.bytes
    mark = bytes[..<(bytes.count - source.bytes.count)]
    let starts = startsOfLines(source.bytes)
    self.starts = starts
    text = parts.value.body.bytes.withLineFeeds.trimmed
    guard let yaml = parts.value.yaml else {
      (entries, closing) = ([], nil)
      return
    }
    let node = parseYAML(yaml)
    guard !node.diagnostics.hasErrors,
      let closing = starts.firstIndex(of: starts[1] + yaml.bytes.count)
    else { return nil }
    entries = node.value?.entries ?? []
    self.closing = closing
    // A group in braces, or keys that are set in, can't be told apart by their lines.
    guard node.value == nil || node.value?.entries != nil,
      entries.allSatisfy({ $0.keyLocation.column == 1 })
    else { return nil }
  }

  package subscript(key: String) -> YAMLNode? { entries.first { $0.key == key }?.value }

  /// The file with other values. `nil` if one of them has a comment within it.
  package func changed(_ changes: [Change], text: String? = nil) -> [UInt8]? {
    guard let closing else { return withFrontMatter(changes, text: text) }
    var edits: [(range: Range<Int>, lines: [String])] = []
    for change in changes {
      if let index = entries.firstIndex(where: { $0.key == change.key }) {
        guard let edit = edit(of: index, to: change.lines) else { return nil }
        edits.append(edit)
      } else if let lines = change.lines {
        let place = starts[lineBehind(change.after) ?? closing]
        edits.append((place..<place, lines))
      }
    }
    if let text {
      let start = starts[min(closing + 1, starts.count - 1)]
      let lines =
        text.isEmpty
        ? [] : [""] + text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
      edits.append((start..<bytes.count, lines))
    }
    var result = Array(mark)
    var position = 0
    for (_, edit) in edits.enumerated().sorted(by: {
      ($0.element.range.lowerBound, $0.offset) < ($1.element.range.lowerBound, $1.offset)
    }) {
      result += bytes[position..<edit.range.lowerBound]
      for line in edit.lines { result += Array((line + lineEnd).utf8) }
      position = edit.range.upperBound
    }
    return result + bytes[position...]
  }

  private func withFrontMatter(_ changes: [Change], text: String?) -> [UInt8] {
    let lines = ["---"] + changes.flatMap { $0.lines ?? [] } + ["---", ""]
    let matter = lines.map { $0 + lineEnd }.joined()
    let body = text.map { $0.isEmpty ? [] : Array(($0 + lineEnd).utf8) } ?? bytes
    return mark + Array(matter.utf8) + body
  }

  /// The lines of a key's value, with those that stand for it.
  private func edit(of index: Int, to lines: [String]?) -> (range: Range<Int>, lines: [String])? {
    let lastLine = lastLine(of: index)
    let range = starts[firstLine(of: index)]..<starts[lastLine + 1]
    let written = String(decoding: bytes[range], as: UTF8.self)
    let value = entries[index].value
    guard written.count(where: { $0 == "#" }) > value.signs(of: "#") else {
      return (range, lines ?? [])
    }
    // A comment behind a single value stays behind it.
    guard let lines, lines.count == 1, case .scalar(let scalar) = value.content, scalar.hasComment,
      firstLine(of: index) == lastLine
    else { return nil }
    let rest = written.unicodeScalars.dropFirst(value.location.column - 1 + value.location.length)
    let comment = String(String.UnicodeScalarView(rest)).trimmed
    return comment.hasPrefix("#") ? (range, [lines[0] + "  " + comment]) : nil
  }

  private func firstLine(of index: Int) -> Int { entries[index].keyLocation.line - 1 }

  /// The last line of a value, without blank lines and comments that stand above the next key.
  private func lastLine(of index: Int) -> Int {
    let next = index + 1 < entries.count ? firstLine(of: index + 1) : closing ?? starts.count - 1
    var last = next - 1
    while last > firstLine(of: index) {
      let line = bytes[starts[last]..<starts[last + 1]]
      let isBlank = line.allSatisfy { [0x20, 0x09, 0x0A, 0x0D].contains($0) }
      guard isBlank || line.first == UInt8(ascii: "#") else { break }
      last -= 1
    }
    return last
  }

  private func lineBehind(_ keys: [String]) -> Int? {
    let known = keys.compactMap { key in entries.firstIndex { $0.key == key } }
    return known.last.map { lastLine(of: $0) + 1 }
  }

  /// The line end that the file has.
  private var lineEnd: String {
    guard let end = bytes.firstIndex(where: { $0 == 0x0A || $0 == 0x0D }) else { return "\n" }
    if bytes[end] == 0x0A { return "\n" }
    return end + 1 < bytes.count && bytes[end + 1] == 0x0A ? "\r\n" : "\r"
  }
}

/// Where the lines of a text begin, with its end.
private func startsOfLines(_ bytes: [UInt8]) -> [Int] {
  var starts = [0]
  var index = 0
  while let end = bytes[index...].firstIndex(where: { $0 == 0x0A || $0 == 0x0D }) {
    let isPair = bytes[end] == 0x0D && end + 1 < bytes.count && bytes[end + 1] == 0x0A
    index = end + (isPair ? 2 : 1)
    starts.append(index)
  }
  if starts.last != bytes.count { starts.append(bytes.count) }
  return starts
}

extension [UInt8] {
  /// The text with a line feed as its only line end.
  fileprivate var withLineFeeds: String {
    String(decoding: self, as: UTF8.self).split(
      omittingEmptySubsequences: false, whereSeparator: \.isNewline
    ).joined(separator: "\n")
  }
}

extension YAMLNode {
  /// How often a character stands in the values.
  fileprivate func signs(of character: Character) -> Int {
    switch content {
    case .scalar(let scalar): scalar.text.count { $0 == character }
    case .sequence(let elements): elements.reduce(0) { $0 + $1.signs(of: character) }
    case .mapping(let entries):
      entries.reduce(0) { sum, entry in
        sum + entry.key.count { $0 == character } + entry.value.signs(of: character)
      }
    }
  }
}

// The only file that sees Yams. It parses with positions; no type is guessed and no alias followed:
// a few lines of aliases can stand for billions of nodes as soon as somebody walks them.

package import Diagnostics
import Yams

/// The most pieces one YAML text may have; a spreadsheet of ten thousand rows has fewer.
private let mostNodes = 1_000_000

/// Reads one YAML document. Nothing if it is empty, or if it is not YAML, which is then said.
package func parseYAML(_ source: SourceText) -> Diagnosed<YAMLNode?> {
  let text = String(decoding: source.bytes, as: UTF8.self)
  if let tooDeep = nestedTooDeeply(source) { return Diagnosed(nil, [tooDeep]) }
  do {
    // The basic resolver knows no types: the usual one runs regular expressions over every key.
    let parser = try Parser(yaml: text, resolver: .basic, encoding: .utf8)
    guard let root = try parser.singleRoot() else { return Diagnosed(nil) }
    return withExtendedLifetime(parser) {
      var reader = NodeReader(source)
      let node = reader.read(root)
      return Diagnosed(reader.diagnostics.hasErrors ? nil : node, reader.diagnostics)
    }
  } catch let error as YamlError {
    return Diagnosed(nil, [plainWords(for: error, in: source)])
  } catch {
    return Diagnosed(nil, [.error("this is not YAML: \(error)", at: source.location(of: 0..<0))])
  }
}

private struct NodeReader {
  let source: SourceText
  /// The text's lines, split only if a comment may follow a value.
  let lines: [ArraySlice<UInt8>]
  var diagnostics: [Diagnostic] = []
  var count = 0

  init(_ source: SourceText) {
    self.source = source
    let hasComment = zip(source.bytes, source.bytes.dropFirst()).contains { pair in
      pair.1 == UInt8(ascii: "#") && (pair.0 == UInt8(ascii: " ") || pair.0 == UInt8(ascii: "\t"))
    }
    lines =
      hasComment
      ? source.bytes.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false) : []
  }

  mutating func read(_ node: Node) -> YAMLNode {
    count += 1
    let place = location(of: node)
    if count > mostNodes {
      if count == mostNodes + 1 {
        diagnostics.append(.error("this YAML has over \(mostNodes) values", at: place))
      }
      return empty(at: place)
    }
    if node.anchor != nil {
      diagnostics.append(
        .error(
          "anchors (&name) and aliases (*name) are not used here", at: place,
          help: "write the value out, or put the text in quotes"))
      return empty(at: place)
    }
    switch node {
    case .scalar(let scalar):
      let isPlain = scalar.style == .plain || scalar.style == .any
      return YAMLNode(
        content: .scalar(
          .init(
            text: scalar.string, isPlain: isPlain,
            hasComment: isPlain && commentFollows(scalar), offset: offset(of: scalar, at: place))),
        location: place)
    case .sequence(let sequence):
      return YAMLNode(content: .sequence(sequence.map { read($0) }), location: place)
    case .mapping(let mapping):
      return YAMLNode(
        content: .mapping(
          mapping.map { key, value in
            YAMLNode.Entry(key: keyText(key), keyLocation: location(of: key), value: read(value))
          }), location: place)
    case .alias:
      return empty(at: place)
    }
  }

  private mutating func keyText(_ node: Node) -> String {
    if case .scalar(let scalar) = node { return scalar.string }
    diagnostics.append(
      .error("a key has to be a single word or text", at: location(of: node)))
    return ""
  }

  private func empty(at place: SourceLocation) -> YAMLNode {
    YAMLNode(content: .scalar(.init(text: "", isPlain: true)), location: place)
  }

  private func location(of node: Node) -> SourceLocation {
    var place = SourceLocation(file: source.file, line: source.firstLine)
    guard let mark = node.mark else { return place }
    place.line = mark.line + source.firstLine - 1
    place.column = mark.column
    if case .scalar(let scalar) = node {
      let isQuoted = scalar.style == .singleQuoted || scalar.style == .doubleQuoted
      let isBlock = scalar.style == .literal || scalar.style == .folded
      place.length = isBlock ? 1 : scalar.string.unicodeScalars.count + (isQuoted ? 2 : 0)
    } else {
      place.length = 1
    }
    return place
  }

  private func offset(
    of scalar: Node.Scalar, at place: SourceLocation
  ) -> YAMLNode.TextOffset {
    switch scalar.style {
    case .singleQuoted, .doubleQuoted: return .init(columns: 1)
    case .literal, .folded:
      let indent = source.line(place.line + 1)?.prefix { $0 == " " }.count ?? 0
      return .init(lines: 1, columns: indent - place.column + 1, isBlock: true)
    default: return .init()
    }
  }

  private func commentFollows(_ scalar: Node.Scalar) -> Bool {
    guard !lines.isEmpty, let mark = scalar.mark, mark.line <= lines.count else { return false }
    let line = String(decoding: lines[mark.line - 1], as: UTF8.self).unicodeScalars
    let rest = line.dropFirst(mark.column - 1 + scalar.string.unicodeScalars.count)
    let trimmed = rest.drop { $0 == " " || $0 == "\t" }
    return trimmed.first == "#" && trimmed.startIndex != rest.startIndex
  }
}

/// Collections nest by recursion in the library, so a wall of brackets, or of the hyphens that begin
/// lists in one line, is turned away first.
private func nestedTooDeeply(_ source: SourceText) -> Diagnostic? {
  var depth = 0
  var indent = 0
  for (index, byte) in source.bytes.enumerated() {
    let isIndent = [UInt8(ascii: " "), UInt8(ascii: "-"), UInt8(ascii: "?")].contains(byte)
    indent = byte == UInt8(ascii: "\n") ? 0 : indent >= 0 && isIndent ? indent + 1 : -1
    if indent > 1000 {
      return .error(
        "lists and groups are nested too deeply", at: source.location(of: index..<index + 1))
    }
    switch byte {
    case UInt8(ascii: "["), UInt8(ascii: "{"):
      depth += 1
      if depth > 200 {
        return .error(
          "lists and groups are nested too deeply", at: source.location(of: index..<index + 1))
      }
    case UInt8(ascii: "\n"), UInt8(ascii: "]"), UInt8(ascii: "}"): depth = max(0, depth - 1)
    default: break
    }
  }
  return nil
}

private func plainWords(for error: YamlError, in source: SourceText) -> Diagnostic {
  switch error {
  case .scanner(let context, let problem, let mark, _),
    .parser(let context, let problem, let mark, _),
    .composer(let context, let problem, let mark, _):
    // What was never ended is found at the end, and mended where it began.
    if isFoundTooLate(problem), let start = context?.mark {
      plainWords(for: problem, line: start.line, column: start.column, in: source)
    } else {
      plainWords(for: problem, line: mark.line, column: mark.column, in: source)
    }
  case .duplicatedKeysInMapping(let duplicates, _):
    duplicateKey(duplicates.first ?? "", in: source)
  case .reader(let problem, _, _, _):
    .error(
      "this character cannot stand in YAML (\(problem))",
      at: firstControlCharacter(in: source),
      help: "remove the invisible character, or write the text anew")
  default:
    .error("this is not YAML: \(error)", at: source.location(of: 0..<0))
  }
}

private func isFoundTooLate(_ problem: String) -> Bool {
  [
    "unexpected end of stream", "could not find expected ':'", "expected alphabetic or numeric",
    "',' or ']'", "',' or '}'",
  ].contains { problem.contains($0) }
}

private func plainWords(
  for problem: String, line: Int, column: Int, in source: SourceText
) -> Diagnostic {
  let number = line + source.firstLine - 1
  let text = Array((source.line(number) ?? "").unicodeScalars)
  func place(_ column: Int, _ length: Int = 1) -> SourceLocation {
    SourceLocation(file: source.file, line: number, column: column, length: length)
  }
  if let tab = text.firstIndex(of: "\t"),
    text[..<tab].allSatisfy({ $0 == " " })
      || problem.contains("tab")
  {
    return .error(
      "a tab cannot be used here", at: place(tab + 1), help: "use spaces to indent")
  }
  if problem.contains("mapping values are not allowed") {
    let isKey = text.firstIndex(of: ":") == column - 1 && text.first == " "
    guard !isKey else {
      return .error(
        "this key is further to the right than the one above it",
        at: place((text.firstIndex { $0 != " " } ?? 0) + 1),
        help: "let it begin in the same column, or put the value above in quotes")
    }
    return .error(
      "a colon followed by a space needs the whole value in quotes", at: place(column),
      help: quotingHelp(String(String.UnicodeScalarView(text))))
  }
  let character = column <= text.count && column > 0 ? text[column - 1] : " "
  if problem.contains("cannot start any token") || problem.contains("alias")
    || (problem.contains("expected alphabetic or numeric")
      && "*&!".unicodeScalars.contains(character))
  {
    return .error(
      "a value cannot begin with '\(character)'", at: place(column),
      help: "put the whole value in quotes")
  }
  if problem.contains("unexpected end of stream") {
    return .error(
      "a quotation mark is opened here and never closed", at: place(column),
      help: "write another one where the text ends")
  }
  if problem.contains("',' or ']'") || problem.contains("',' or '}'") {
    return .error(
      "a bracket is opened here and not closed, or a comma is missing after it", at: place(column),
      help: "write lists as [a, b] and groups as {key: value}")
  }
  if problem.contains("expected node content") {
    return .error(
      "a value is missing here, or a bracket before it is never closed", at: place(column),
      help: "write lists as [a, b] and groups as {key: value}")
  }
  if problem.contains("could not find expected ':'") {
    return .error(
      "this line is neither 'key: value' nor part of a list", at: place(column),
      help: "write a colon and a space after the key")
  }
  return .error(
    "this is not valid YAML here (\(problem))", at: place(column),
    help: "look at the indentation, and put text with special characters in quotes")
}

private func quotingHelp(_ line: String) -> String {
  guard let colon = line.firstIndex(of: ":") else { return "put the whole value in quotes" }
  let key = line[..<colon]
  let value = line[line.index(after: colon)...].drop { $0 == " " }
  guard !value.contains("\"") else { return "write it as \(key): '\(value)'" }
  return "write it as \(key): \"\(value)\""
}

/// The second place of a key that stands twice.
private func duplicateKey(_ key: String, in source: SourceText) -> Diagnostic {
  var offset = 0
  var places: [(indent: Int, range: Range<Int>)] = []
  for line in source.bytes.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false) {
    let indent = line.prefix { $0 == UInt8(ascii: " ") || $0 == UInt8(ascii: "-") }.count
    let rest = line.dropFirst(indent)
    if rest.starts(with: key.utf8) && rest.dropFirst(key.utf8.count).first == UInt8(ascii: ":") {
      places.append((indent, offset + indent..<offset + indent + key.utf8.count))
    }
    offset += line.count + 1
  }
  let second = places.dropFirst().first { place in places[0].indent == place.indent }
  return .error(
    "the key '\(key)' stands here twice",
    at: source.location(of: (second ?? places.last)?.range ?? 0..<0), help: "remove one of them")
}

private func firstControlCharacter(in source: SourceText) -> SourceLocation {
  let index = source.bytes.firstIndex { $0 < 0x20 && ![9, 10, 13].contains($0) || $0 == 0x7F } ?? 0
  return source.location(of: index..<index + 1)
}

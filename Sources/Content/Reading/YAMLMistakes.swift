import Diagnostics

/// Why a text is not YAML, in the library's words.
enum YAMLProblem: Error {
  /// A place in the text, both numbers from 1.
  struct Mark {
    var line: Int
    var column: Int
  }

  /// - since: where the piece begins that the problem was found in.
  case syntax(String, at: Mark, since: Mark?)
  case character(String)
  case duplicateKey(String)
  case outOfMemory
}

/// A problem in words that an editor understands.
func plainWords(for problem: YAMLProblem, in source: SourceText) -> Diagnostic {
  switch problem {
  case .syntax(let problem, let mark, let start):
    // What was never ended is found at the end, and mended where it began.
    if isFoundTooLate(problem), let start {
      plainWords(for: problem, line: start.line, column: start.column, in: source)
    } else {
      plainWords(for: problem, line: mark.line, column: mark.column, in: source)
    }
  case .duplicateKey(let key): duplicateKey(key, in: source)
  case .character(let problem):
    .error(
      ContentCode.invisibleCharacter, "this character cannot stand in YAML (\(problem))",
      at: firstControlCharacter(in: source),
      help: "remove the invisible character, or write the text anew")
  case .outOfMemory:
    .error(
      ContentCode.yamlTooLarge, "there is not enough memory to read this YAML",
      at: source.location(of: 0..<0))
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
      ContentCode.tabInYAML, "a tab cannot be used here", at: place(tab + 1),
      help: "use spaces to indent")
  }
  if problem.contains("mapping values are not allowed") {
    let isKey = text.firstIndex(of: ":") == column - 1 && text.first == " "
    guard !isKey else {
      return .error(
        ContentCode.misalignedKey, "this key is further to the right than the one above it",
        at: place((text.firstIndex { $0 != " " } ?? 0) + 1),
        help: "let it begin in the same column, or put the value above in quotes")
    }
    return .error(
      ContentCode.colonInValue, "a colon followed by a space needs the whole value in quotes",
      at: place(column),
      help: quotingHelp(String(String.UnicodeScalarView(text))))
  }
  let character = column <= text.count && column > 0 ? text[column - 1] : " "
  if problem.contains("cannot start any token") || problem.contains("alias")
    || (problem.contains("expected alphabetic or numeric")
      && "*&!".unicodeScalars.contains(character))
  {
    return .error(
      ContentCode.specialFirstCharacter, "a value cannot begin with '\(character)'",
      at: place(column),
      help: "put the whole value in quotes")
  }
  if problem.contains("unexpected end of stream") {
    return .error(
      ContentCode.unclosedQuote, "a quotation mark is opened here and never closed",
      at: place(column),
      help: "write another one where the text ends")
  }
  if problem.contains("',' or ']'") || problem.contains("',' or '}'") {
    return .error(
      ContentCode.unclosedBracket,
      "a bracket is opened here and not closed, or a comma is missing after it", at: place(column),
      help: "write lists as [a, b] and groups as {key: value}")
  }
  if problem.contains("expected node content") {
    return .error(
      ContentCode.unclosedBracket,
      "a value is missing here, or a bracket before it is never closed", at: place(column),
      help: "write lists as [a, b] and groups as {key: value}")
  }
  if problem.contains("could not find expected ':'") {
    return .error(
      ContentCode.missingColon, "this line is neither 'key: value' nor part of a list",
      at: place(column),
      help: "write a colon and a space after the key")
  }
  if problem.contains("unknown escape character") {
    return .error(
      ContentCode.loneBackslash, "a backslash in double quotes needs another one",
      at: place(column - 1),
      help: "write two of them, or put the value in single quotes")
  }
  if problem.contains("expected comment or line break") {
    return .error(
      ContentCode.textAfterBlockMark, "behind | or > nothing else can stand in the line",
      at: place(column),
      help: "begin the text in the next line, or put the whole value in quotes")
  }
  if problem.contains("did not find expected key") {
    return .error(
      ContentCode.misalignedKey, "this line does not fit below the ones above it",
      at: place(column),
      help: "begin the keys of one group in the same column, and a list below a key of its own")
  }
  return .error(
    ContentCode.invalidYAML, "this is not valid YAML here (\(problem))", at: place(column),
    help: "look at the indentation, and put text with special characters in quotes")
}

private func quotingHelp(_ line: String) -> String {
  guard let colon = line.firstIndex(of: ":") else { return "put the whole value in quotes" }
  let key = line[..<colon]
  let value = line[line.index(after: colon)...].drop { $0 == " " }
  guard !value.contains("\"") else { return "write it as \(key): '\(value)'" }
  return "write it as \(key): \"\(value)\""
}

/// Reports a key that is written twice, at its second place.
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
    ContentCode.duplicateKey, "the key '\(key)' stands here twice",
    at: source.location(of: (second ?? places.last)?.range ?? 0..<0), help: "remove one of them")
}

private func firstControlCharacter(in source: SourceText) -> SourceLocation {
  let index = source.bytes.firstIndex { $0 < 0x20 && ![9, 10, 13].contains($0) || $0 == 0x7F } ?? 0
  return source.location(of: index..<index + 1)
}

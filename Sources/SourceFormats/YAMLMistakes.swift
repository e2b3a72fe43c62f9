package import Diagnostics
import Text

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
      SyntaxCode.invisibleCharacter, "this character cannot stand in YAML (\(problem))",
      at: firstControlCharacter(in: source),
      help: "remove the invisible character, or write the text anew")
  case .outOfMemory:
    .error(
      SyntaxCode.yamlTooLarge, "there is not enough memory to read this YAML",
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
  let failing = YAMLLine(number, in: source)
  if let tab = failing.text.firstIndex(of: "\t"),
    failing.text[..<tab].allSatisfy({ $0 == " " }) || problem.contains("tab")
  {
    return .error(
      SyntaxCode.tabInYAML, "a tab cannot be used here", at: failing.place(tab + 1),
      help: "use spaces to indent")
  }
  if let mistake = invisibleStart(ofLinesUpTo: number, in: source) { return mistake }
  for mark in ["\"", "'"] as [Unicode.Scalar] {
    if let mistake = openQuote(mark, closedInLine: number, in: source) { return mistake }
  }
  // A slip in a line makes it the beginning of a longer text, so the lines that this one may go on are
  // looked at first.
  for slip in failing.linesThatItMayGoOn.reversed() + [failing] {
    if let mistake = slip.slip { return mistake }
  }
  return failing.mistake(problem, at: column)
}

/// A quotation mark that a value above begins with and that is not closed in its line: the next one, in the line where YAML
/// fails, is taken for its end.
private func openQuote(
  _ mark: Unicode.Scalar, closedInLine last: Int, in source: SourceText
) -> Diagnostic? {
  for number in stride(from: last - 1, through: max(source.firstLine, last - 30), by: -1) {
    let line = Array((source.line(number) ?? "").unicodeScalars)
    guard let colon = line.firstIndex(of: ":") else {
      if line.contains(mark) { return nil }
      continue
    }
    let value = line[(colon + 1)...].drop { $0 == " " }
    let quotes = line.count { $0 == mark }
    if value.first == mark, quotes == 1, value.startIndex > colon + 1,
      source.line(last)?.unicodeScalars.contains(mark) == true
    {
      return .error(
        SyntaxCode.unclosedQuote, "a quotation mark is opened here and not closed in its line",
        at: SourceLocation(
          file: source.file, line: number, column: value.startIndex + 1, length: value.count),
        help: "write another one where the text ends")
    }
    if quotes > 0 { return nil }
  }
  return nil
}

/// A character at the beginning of a line, above or in the one where YAML fails, that nobody can see: the line's key
/// does not begin where it seems to.
private func invisibleStart(ofLinesUpTo last: Int, in source: SourceText) -> Diagnostic? {
  for number in stride(from: last, through: max(source.firstLine, last - 20), by: -1) {
    guard let scalar = source.line(number)?.unicodeScalars.first(where: { $0 != " " }),
      let lookAlike = LookAlike(scalar), lookAlike.isInvisible
    else { continue }
    let column = source.line(number)?.unicodeScalars.prefix { $0 == " " }.count ?? 0
    return .error(
      SyntaxCode.invisibleCharacter, "this line begins with \(lookAlike.name)",
      at: SourceLocation(file: source.file, line: number, column: column + 1, length: 1),
      help: "remove it, or type the line anew")
  }
  return nil
}

/// A line of a text that is not YAML.
private struct YAMLLine {
  let source: SourceText
  let number: Int
  let text: [Unicode.Scalar]

  init(_ number: Int, in source: SourceText) {
    self.source = source
    self.number = number
    text = Array((source.line(number) ?? "").unicodeScalars)
  }

  func place(_ column: Int, _ length: Int = 1) -> SourceLocation {
    SourceLocation(file: source.file, line: number, column: column, length: length)
  }

  /// The lines above that are no key with a value and no part of a list, the nearest first.
  var linesThatItMayGoOn: [YAMLLine] {
    var lines: [YAMLLine] = []
    var above = number - 1
    while above >= source.firstLine, lines.count < 20 {
      let line = YAMLLine(above, in: source)
      if line.key != nil || line.rest.isEmpty { break }
      lines.append(line)
      above -= 1
    }
    return lines
  }

  /// How far the line is indented, with the hyphens of list items.
  private var start: Int {
    var index = text.prefix { $0 == " " }.count
    while text[index...].starts(with: "- ".unicodeScalars) {
      index += 2
      index += text[index...].prefix { $0 == " " }.count
    }
    return index
  }

  /// The line without its indentation.
  private var rest: ArraySlice<Unicode.Scalar> { text[start...] }

  /// What comes before a colon that is followed by a space or the end of the line.
  private var key: String? {
    guard
      let colon = rest.indices.first(where: { index in
        text[index] == ":" && (index + 1 == text.count || text[index + 1] == " ")
      })
    else { return nil }
    return String(rest[..<colon])
  }

  /// What follows the key, or, in a list, the hyphen; without a comment.
  private var value: String {
    let all = key.map { rest.dropFirst($0.unicodeScalars.count + 1) } ?? rest
    return String(all).trimmed
  }

  /// The value's first column.
  private var valueColumn: Int {
    let before = text.count - (key.map { rest.count - $0.unicodeScalars.count - 1 } ?? rest.count)
    return before + text[before...].prefix { $0 == " " }.count + 1
  }

  /// The line with another value.
  private func written(with value: String) -> String {
    let written = writtenInYAML(value)
    return key.map { "\($0): \(written)" } ?? "- \(written)"
  }

  private func quoted(_ value: String) -> String { "write it as \(written(with: value))" }

  // MARK: Slips

  /// A slip that can be seen in the line itself.
  var slip: Diagnostic? { lookAlikeSign ?? missingSpace ?? equalsSign ?? missingSpaceInList }

  /// A character in a place where YAML needs another one that looks the same.
  private var lookAlikeSign: Diagnostic? {
    let word = rest.prefix { isPartOfKey($0) }
    let afterWord = rest.dropFirst(word.count)
    if let first = rest.first, let lookAlike = LookAlike(first) {
      if lookAlike.isInvisible { return named(lookAlike, at: start) }
      if lookAlike.plain == "-", rest.dropFirst().first == " " {
        return typedBullet(lookAlike.name)
      }
    }
    if let first = rest.first, "•·*◦▪".unicodeScalars.contains(first),
      rest.dropFirst().first == " ",
      key == nil
    {
      return typedBullet("'\(first)'")
    }
    if !word.isEmpty, let sign = afterWord.first, let lookAlike = LookAlike(sign) {
      if lookAlike.isInvisible || lookAlike.plain == ":" {
        return named(lookAlike, at: afterWord.startIndex)
      }
    }
    if !word.isEmpty, afterWord.first == ":", let space = afterWord.dropFirst().first,
      let lookAlike = LookAlike(space), lookAlike.isInvisible
    {
      return named(lookAlike, at: afterWord.startIndex + 1)
    }
    return nil
  }

  private func named(_ lookAlike: LookAlike, at index: Int) -> Diagnostic {
    .error(
      SyntaxCode.invisibleCharacter, "here is \(lookAlike.name)", at: place(index + 1),
      help: lookAlike.plain.isEmpty
        ? "remove it"
        : "write \(lookAlike.plain == " " ? "an ordinary space" : "'\(lookAlike.plain)'") instead")
  }

  private func typedBullet(_ sign: String) -> Diagnostic {
    .error(
      SyntaxCode.missingSpace, "an item of a list begins with a hyphen, and here is \(sign)",
      at: place(start + 1), help: "write - \(String(rest.dropFirst(2)))")
  }

  /// `title:The opening`.
  private var missingSpace: Diagnostic? {
    let word = rest.prefix { isPartOfKey($0) }
    let after = rest.dropFirst(word.count)
    guard !word.isEmpty, after.first == ":", let next = after.dropFirst().first, next != " ",
      !after.starts(with: "://".unicodeScalars), word.first?.properties.numericType == nil
    else { return nil }
    let value = String(after.dropFirst()).trimmed
    return .error(
      SyntaxCode.missingSpace, "a space is missing after the colon of '\(String(word))'",
      at: place(after.startIndex + 1),
      help: "write \(String(word)): \(value.isWrittenValue ? value : writtenInYAML(value))")
  }

  /// `title = The opening`.
  private var equalsSign: Diagnostic? {
    let word = rest.prefix { isPartOfKey($0) }
    let after = rest.dropFirst(word.count).drop { $0 == " " }
    guard !word.isEmpty, after.first == "=" else { return nil }
    let value = String(after.dropFirst()).trimmed
    return .error(
      SyntaxCode.missingColon, "a key and its value are parted by a colon, and here is '='",
      at: place(after.startIndex + 1),
      help: "write \(String(word)): \(value.isWrittenValue ? value : writtenInYAML(value))")
  }

  /// `title The opening`, in a line that others go on by accident.
  private var missingColon: Diagnostic? {
    let word = rest.prefix { isPartOfKey($0) }
    let value = String(rest.dropFirst(word.count).drop { " -–—".unicodeScalars.contains($0) })
      .trimmed
    guard start == 0, !word.isEmpty, rest.dropFirst(word.count).first == " ", !value.isEmpty else {
      return nil
    }
    return .error(
      SyntaxCode.missingColon, "the colon behind '\(String(word))' is missing",
      at: place(start + word.count + 1),
      help: "write \(String(word)): \(value.isWrittenValue ? value : writtenInYAML(value))")
  }

  /// `-ana`.
  private var missingSpaceInList: Diagnostic? {
    guard rest.first == "-", let next = rest.dropFirst().first,
      next.properties.isAlphabetic || next == "\""
    else { return nil }
    return .error(
      SyntaxCode.missingSpace, "a space is missing after the hyphen", at: place(start + 1),
      help: "write - \(String(rest.dropFirst()))")
  }

  // MARK: The library's problems

  func mistake(_ problem: String, at column: Int) -> Diagnostic {
    let character = column <= text.count && column > 0 ? text[column - 1] : " "
    if let mistake = textAfterEnd(problem, column) ?? specialCharacter(problem, character, column) {
      return mistake
    }
    if problem.contains("mapping values are not allowed") { return unexpectedColon(at: column) }
    if problem.contains("unexpected end of stream") {
      return .error(
        SyntaxCode.unclosedQuote, "a quotation mark is opened here and never closed",
        at: place(column), help: "write another one where the text ends")
    }
    if problem.contains("',' or ']'") || problem.contains("',' or '}'") {
      return .error(
        SyntaxCode.unclosedBracket,
        "a bracket is opened here and not closed, or a comma is missing after it",
        at: place(column), help: "write lists as [a, b] and groups as {key: value}")
    }
    if problem.contains("expected node content") {
      return .error(
        SyntaxCode.unclosedBracket,
        "a value is missing here, or a bracket before it is never closed", at: place(column),
        help: "write lists as [a, b] and groups as {key: value}")
    }
    if problem.contains("could not find expected ':'") { return neitherKeyNorItem(at: column) }
    if problem.contains("unknown escape character") {
      return .error(
        SyntaxCode.loneBackslash, "a backslash in double quotes needs another one",
        at: place(column - 1), help: "write two of them, or put the value in single quotes")
    }
    if problem.contains("invalid Unicode character escape") {
      return .error(
        SyntaxCode.invisibleCharacter, "this escape stands for no character",
        at: place(valueColumn), help: "write the character itself")
    }
    if problem.contains("expected comment or line break") {
      return .error(
        SyntaxCode.textAfterBlockMark, "behind | or > nothing else can stand in the line",
        at: place(column),
        help: key == nil
          ? "begin the text in the next line, or put the whole value in quotes"
          : "begin the text in the next line, or \(quoted(value))")
    }
    if problem.contains("expected key") || problem.contains("'-' indicator")
      || problem.contains("<document start>")
    {
      return .error(
        SyntaxCode.misalignedKey, "this line does not fit below the ones above it",
        at: place(column),
        help: "begin the keys of one group in the same column, and a list below a key of its own")
    }
    return .error(
      SyntaxCode.invalidYAML, "this is not valid YAML here (\(problem))", at: place(column),
      help: "look at the indentation, and put text with special characters in quotes")
  }

  /// `title: [Workshop] How to buy`, `title: "Quoted" and more`: a value that begins as a list or a quotation
  /// and goes on as text.
  private func textAfterEnd(_ problem: String, _ column: Int) -> Diagnostic? {
    let ends: [Unicode.Scalar: Unicode.Scalar] = ["[": "]", "{": "}", "\"": "\"", "'": "'"]
    let value = value
    guard let first = value.unicodeScalars.first, let end = ends[first], column > valueColumn,
      column <= text.count, value.unicodeScalars.dropFirst().contains(end), !value.hasPrefix("[["),
      ["expected key", "'-' indicator", "<document start>", "mapping values", "expected ':'"]
        .contains(where: problem.contains)
    else { return nil }
    let sign = first == "[" || first == "{" ? "bracket" : "quotation mark"
    return .error(
      SyntaxCode.textAfterEnd,
      "the closing \(sign) ends the value, and more text follows it", at: place(column),
      help: quoted(meant(by: value, first)))
  }

  /// The text that is meant by one with the wrong quotes around it: `The "new" city` for `"The "new" city"`.
  private func meant(by value: String, _ first: Unicode.Scalar) -> String {
    guard first == "\"" || first == "'", value.unicodeScalars.last == first,
      value.unicodeScalars.count > 2
    else { return value }
    return String(value.unicodeScalars.dropFirst().dropLast())
  }

  /// A value that begins with a character that means something to YAML there.
  private func specialCharacter(
    _ problem: String, _ character: Unicode.Scalar, _ column: Int
  ) -> Diagnostic? {
    let isSpecial =
      problem.contains("cannot start any token") || problem.contains("alias")
      || problem.contains("block sequence entries") || problem.contains("mapping keys")
      || ["expected alphabetic or numeric", "tag", "directive"].contains(where: problem.contains)
        && "*&!%".unicodeScalars.contains(character)
    guard isSpecial else { return nil }
    return .error(
      SyntaxCode.specialFirstCharacter, "a value cannot begin with '\(character)'",
      at: place(column),
      help: column == valueColumn && !value.isEmpty
        ? quoted(value) : "put the whole value in quotes")
  }

  private func unexpectedColon(at column: Int) -> Diagnostic {
    let isIndented = text.first == " " || text.first == "-"
    let isKey = key.map { $0.unicodeScalars.allSatisfy(isPartOfKey) } ?? false
    if !isIndented, isKey, text.firstIndex(of: ":") == column - 1,
      let first = linesThatItMayGoOn.last, let mistake = first.missingColon
    {
      return mistake
    }
    if text.first == " ", isKey, text.firstIndex(of: ":") == column - 1 {
      return .error(
        SyntaxCode.misalignedKey, "this key is further to the right than the one above it",
        at: place(start + 1),
        help: "let it begin in the same column, or put the value above in quotes")
    }
    if isIndented, !isKey, column - 1 == start + (key?.unicodeScalars.count ?? -1) {
      return .error(
        SyntaxCode.colonInValue,
        "the text above goes on in this line, and a colon followed by a space needs it in quotes",
        at: place(column), help: "put the whole text in quotes, or write it in one line")
    }
    let inside = value.insideTypographicQuotes
    return .error(
      SyntaxCode.colonInValue,
      inside == nil
        ? "a colon followed by a space needs the whole value in quotes"
        : "a colon followed by a space needs the whole value in straight quotes, and these are typographic",
      at: place(column), help: quoted(inside ?? value))
  }

  private func neitherKeyNorItem(at column: Int) -> Diagnostic {
    let above = YAMLLine(number - 1, in: source)
    let isText = number > source.firstLine && above.key != nil && !above.value.isEmpty
    return .error(
      SyntaxCode.missingColon, "this line is neither 'key: value' nor part of a list",
      at: place(column),
      help: isText
        ? "if it belongs to '\(above.key ?? "")', put the whole text in quotes and in one line; else write a colon and a space after the key"
        : "write a colon and a space after the key")
  }
}

private func isPartOfKey(_ scalar: Unicode.Scalar) -> Bool {
  scalar == "_" || scalar == "-" || scalar.properties.isAlphabetic
    || scalar.properties.numericType == .decimal
}

extension String {
  /// Whether it is in brackets or quotes already.
  fileprivate var isWrittenValue: Bool {
    guard let first, let last, count > 1 else { return false }
    return ["[]", "{}", "\"\"", "''"].contains("\(first)\(last)")
  }

  fileprivate init(_ scalars: some Sequence<Unicode.Scalar>) {
    self.init(String.UnicodeScalarView(scalars))
  }
}

/// A slip that made a text out of keys: `title = The opening` alone is a text to YAML.
package func slip(in node: YAMLNode, of source: SourceText) -> Diagnostic? {
  guard case .scalar(let scalar) = node.content, scalar.isPlain else { return nil }
  return YAMLLine(node.location.line, in: source).slip
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
    SyntaxCode.duplicateKey, "the key '\(key)' stands here twice",
    at: source.location(of: (second ?? places.last)?.range ?? 0..<0), help: "remove one of them")
}

private func firstControlCharacter(in source: SourceText) -> SourceLocation {
  let index = source.bytes.firstIndex { $0 < 0x20 && ![9, 10, 13].contains($0) || $0 == 0x7F } ?? 0
  return source.location(of: index..<index + 1)
}

// The only file that sees the YAML library: libyaml. It says what stands
// where; no type is guessed and no alias followed: a few lines of aliases can stand for billions of nodes as
// soon as somebody walks them.

import CYaml
package import Diagnostics

/// The most pieces one YAML text may have; a spreadsheet of ten thousand rows has fewer.
private let mostNodes = 1_000_000

/// Reads one YAML document. `nil` if it is empty, or if it is not YAML, which is then said.
package func parseYAML(_ source: SourceText) -> Diagnosed<YAMLNode?> {
  if let tooDeep = nestedTooDeeply(source) { return Diagnosed(nil, [tooDeep]) }
  var text = String(decoding: source.bytes.withoutOddLineEnds, as: UTF8.self)
  return text.withUTF8 { bytes in
    var reader = unsafe NodeReader(source, Events(in: bytes))
    do throws(YAMLProblem) {
      let node = try reader.document()
      return Diagnosed(reader.diagnostics.hasErrors ? nil : node, reader.diagnostics)
    } catch {
      // Two versions that were never joined are what is wrong, whatever the reader stumbles over.
      let conflict = mergeConflict(in: source, isBroken: true)
      return Diagnosed(nil, [conflict ?? plainWords(for: error, in: source)])
    }
  }
}

extension [UInt8] {
  /// The text with spaces for U+2028, U+2029 and U+0085, which the library takes for ends of lines, unlike
  /// editors and YAML 1.2.
  fileprivate var withoutOddLineEnds: [UInt8] {
    guard contains(0xE2) || contains(0xC2) else { return self }
    var result: [UInt8] = []
    result.reserveCapacity(count)
    var index = 0
    while index < count {
      let length = lengthOfOddLineEnd(at: index)
      result.append(length == 0 ? self[index] : UInt8(ascii: " "))
      index += Swift.max(1, length)
    }
    return result
  }

  private func lengthOfOddLineEnd(at index: Int) -> Int {
    if self[index] == 0xC2, index + 1 < count, self[index + 1] == 0x85 { return 2 }
    guard self[index] == 0xE2, index + 2 < count, self[index + 1] == 0x80 else { return 0 }
    return self[index + 2] == 0xA8 || self[index + 2] == 0xA9 ? 3 : 0
  }
}

/// Reads one YAML document of which it's only asked whether it has one. `nil` if there is any mistake in it.
func parseRightYAML(_ text: String) -> YAMLNode? {
  var text = text
  return text.withUTF8 { bytes in
    var reader = unsafe NodeReader(SourceText(file: "", ""), Events(in: bytes))
    // A problem is an answer here: the text isn't right.
    guard let node = try? reader.document(), reader.diagnostics.isEmpty else { return nil }
    return node
  }
}

/// Puts the events of a text together to nodes.
private struct NodeReader: ~Copyable {
  private let source: SourceText
  /// Whether a comment may follow a value.
  private let hasComments: Bool
  /// The text's lines, found when the first of them is looked at.
  private var lines: SourceLines?
  /// How many characters of a line come before which of its bytes, as they were counted last.
  private var counted = (line: 0, column: 1, position: 0)
  private var events: Events
  private(set) var diagnostics: [Diagnostic] = []
  private var count = 0
  /// Where the values are that aliases may stand for.
  private var anchors: [String: SourceLocation] = [:]

  init(_ source: SourceText, _ events: consuming Events) {
    self.source = source
    self.events = events
    hasComments = zip(source.bytes, source.bytes.dropFirst()).contains { pair in
      pair.1 == UInt8(ascii: "#") && (pair.0 == UInt8(ascii: " ") || pair.0 == UInt8(ascii: "\t"))
    }
  }

  mutating func document() throws(YAMLProblem) -> YAMLNode? {
    try events.next()  // Behind the beginning of the text.
    try events.next()
    if events.kind == .endOfText { return nil }
    try events.next()
    let root = try value()
    try events.next()  // Behind the end of the document.
    try events.next()
    guard events.kind == .endOfText else {
      throw .syntax("but found another document", at: events.mark, since: nil)
    }
    return root
  }

  private mutating func value() throws(YAMLProblem) -> YAMLNode {
    count += 1
    let node = try node()
    if count == mostNodes + 1 {
      diagnostics.append(
        .error(
          SyntaxCode.yamlTooLarge, "this YAML has over \(mostNodes) values", at: node.location))
    }
    return node
  }

  /// The node that begins with the current event; the current event is its last one then.
  private mutating func node() throws(YAMLProblem) -> YAMLNode {
    let location = SourceLocation(
      file: source.file, line: events.mark.line + source.firstLine - 1, column: events.mark.column,
      length: 1)
    if events.kind == .alias { return try alias(at: location) }
    let (anchor, hasTag) = (events.anchor, events.hasTag)
    let node =
      switch events.kind {
      case .sequence: try sequence(at: location)
      case .mapping: try mapping(at: location)
      default: scalar(at: location)
      }
    if let anchor {
      anchors[anchor] = node.location
      refuseAnchor(at: node.location)
    } else if hasTag {
      diagnostics.append(
        .error(
          SyntaxCode.specialFirstCharacter, "a value cannot begin with '!'", at: node.location,
          help: quotingHelp(at: location))
      )
    }
    return node
  }

  private mutating func sequence(at location: SourceLocation) throws(YAMLProblem) -> YAMLNode {
    var elements: [YAMLNode] = []
    try events.next()
    while events.kind != .end {
      elements.append(try value())
      try events.next()
    }
    return YAMLNode(content: .sequence(elements), location: location)
  }

  private mutating func mapping(at location: SourceLocation) throws(YAMLProblem) -> YAMLNode {
    var entries: [YAMLNode.Entry] = []
    try events.next()
    while events.kind != .end {
      let key = try node()
      try events.next()
      entries.append(
        YAMLNode.Entry(key: text(ofKey: key), keyLocation: key.location, value: try value()))
      try events.next()
    }
    if let twice = duplicate(in: entries) { throw .duplicateKey(twice) }
    return YAMLNode(content: .mapping(entries), location: location)
  }

  private mutating func text(ofKey node: YAMLNode) -> String {
    if case .scalar(let scalar) = node.content { return scalar.text }
    diagnostics.append(
      .error(SyntaxCode.invalidYAML, "a key has to be a single word or text", at: node.location))
    return ""
  }

  /// The first key, by the alphabet, that stands twice.
  private func duplicate(in entries: [YAMLNode.Entry]) -> String? {
    var seen: Set<String> = Set(minimumCapacity: entries.count)
    return entries.map(\.key).filter { !$0.isEmpty && !seen.insert($0).inserted }.min()
  }

  private mutating func scalar(at location: SourceLocation) -> YAMLNode {
    let length = events.length
    var location = location
    var scalar = YAMLNode.Scalar(text: events.text, isPlain: false)
    switch events.style {
    case .plain:
      location.length = length
      scalar.isPlain = true
      scalar.hasComment = commentFollows(events.mark, length)
      if length == 0 { location.length = 1 }
    case .quoted:
      location.length = length + 2
      scalar.offset.columns = 1
      // Only an escape can bring a character that was not seen when the file was read.
      if let odd = scalar.text.unicodeScalars.first(where: isForbidden) {
        diagnostics.append(forbidden(odd, at: location))
      }
    case .block:
      let indent = line(location.line + 1)?.prefix { $0 == UInt8(ascii: " ") }.count ?? 0
      scalar.offset = .init(lines: 1, columns: indent - location.column + 1, isBlock: true)
    }
    return YAMLNode(content: .scalar(scalar), location: location)
  }

  /// The bytes of a line of the file.
  private mutating func line(_ number: Int) -> ArraySlice<UInt8>? {
    let found = lines ?? SourceLines(source)
    lines = found
    return found.bytes(of: number)
  }

  private mutating func commentFollows(_ mark: YAMLProblem.Mark, _ length: Int) -> Bool {
    let number = mark.line + source.firstLine - 1
    guard hasComments, let line = line(number) else { return false }
    let end = position(ofColumn: mark.column + length, inLine: number, line)
    let rest = line[end...].drop { $0 == UInt8(ascii: " ") || $0 == UInt8(ascii: "\t") }
    guard rest.first == UInt8(ascii: "#"), rest.startIndex > end else { return false }
    let next = rest.dropFirst().first
    return length > 0 || next.map { !"# \t".utf8.contains($0) } ?? false
  }

  /// Counts on from the value before, since a line may have thousands.
  private mutating func position(
    ofColumn column: Int, inLine number: Int, _ line: ArraySlice<UInt8>
  ) -> Int {
    if counted.line != number || counted.column > column {
      counted = (number, 1, line.startIndex)
    }
    while counted.column < column, counted.position < line.endIndex {
      counted.position += 1
      while counted.position < line.endIndex, line[counted.position] & 0xC0 == 0x80 {
        counted.position += 1
      }
      counted.column += 1
    }
    return counted.position
  }

  private mutating func alias(at location: SourceLocation) throws(YAMLProblem) -> YAMLNode {
    guard let meant = anchors[events.anchor ?? ""] else {
      throw .syntax("found undefined alias", at: events.mark, since: nil)
    }
    refuseAnchor(at: meant)
    return YAMLNode(content: .scalar(.init(text: "", isPlain: true)), location: location)
  }

  private func quotingHelp(at location: SourceLocation) -> String {
    let line = source.line(location.line)?.unicodeScalars.dropFirst(location.column - 1)
    let value = line.map { String(String.UnicodeScalarView($0)).trimmed } ?? ""
    // Of a key, or of a value among others in brackets, it isn't clear where it ends.
    return value.contains { ",]}:".contains($0) }
      ? "write the value out, or put the text in quotes"
      : "if it is text, write it in quotes: \(writtenInYAML(value))"
  }

  private mutating func refuseAnchor(at location: SourceLocation) {
    diagnostics.append(
      .error(
        SyntaxCode.specialFirstCharacter, "anchors (&name) and aliases (*name) are not used here",
        at: location, help: quotingHelp(at: location)))
  }
}

/// What the library finds in a text, one event at a time.
@safe private struct Events: ~Copyable {
  enum Kind { case alias, scalar, sequence, mapping, end, endOfText, other }
  enum Style { case plain, quoted, block }

  /// Apart, since the library remembers where it is.
  private let parser: UnsafeMutablePointer<yaml_parser_t>
  private var event = unsafe yaml_event_t()

  /// - Parameter bytes: UTF-8 that has to stay until the last event was read.
  @unsafe init(in bytes: UnsafeBufferPointer<UInt8>) {
    unsafe parser = .allocate(capacity: 1)
    unsafe yaml_parser_initialize(parser)
    unsafe yaml_parser_set_encoding(parser, YAML_UTF8_ENCODING)
    unsafe yaml_parser_set_input_string(parser, bytes.baseAddress, bytes.count)
  }

  deinit {
    var event = unsafe event
    unsafe yaml_event_delete(&event)
    unsafe yaml_parser_delete(parser)
    unsafe parser.deallocate()
  }

  mutating func next() throws(YAMLProblem) {
    unsafe yaml_event_delete(&event)
    guard unsafe yaml_parser_parse(parser, &event) == 1 else { throw problem }
  }

  var kind: Kind {
    switch unsafe event.type {
    case YAML_ALIAS_EVENT: .alias
    case YAML_SCALAR_EVENT: .scalar
    case YAML_SEQUENCE_START_EVENT: .sequence
    case YAML_MAPPING_START_EVENT: .mapping
    case YAML_SEQUENCE_END_EVENT, YAML_MAPPING_END_EVENT: .end
    case YAML_STREAM_END_EVENT: .endOfText
    default: .other
    }
  }

  var mark: YAMLProblem.Mark { unsafe YAMLProblem.Mark(event.start_mark) }

  /// Of an alias, the name of what it stands for.
  var anchor: String? {
    let name =
      switch kind {
      case .alias: unsafe event.data.alias.anchor
      case .scalar: unsafe event.data.scalar.anchor
      case .sequence: unsafe event.data.sequence_start.anchor
      case .mapping: unsafe event.data.mapping_start.anchor
      default: unsafe UnsafeMutablePointer<yaml_char_t>?.none
      }
    return unsafe name.map { unsafe String(cString: $0) }
  }

  /// Whether a tag is written before the value, such as `!important`.
  var hasTag: Bool {
    let tag =
      switch kind {
      case .scalar: unsafe event.data.scalar.quoted_implicit == 1 ? nil : event.data.scalar.tag
      case .sequence: unsafe event.data.sequence_start.tag
      case .mapping: unsafe event.data.mapping_start.tag
      default: unsafe UnsafeMutablePointer<yaml_char_t>?.none
      }
    return unsafe tag?.pointee == UInt8(ascii: "!")
  }

  /// A scalar's text.
  var text: String { unsafe String(decoding: bytes, as: UTF8.self) }

  /// How many Unicode scalars a scalar's text has.
  var length: Int { unsafe bytes.reduce(0) { $0 + ($1 & 0xC0 == 0x80 ? 0 : 1) } }

  private var bytes: UnsafeBufferPointer<UInt8> {
    unsafe UnsafeBufferPointer(start: event.data.scalar.value, count: event.data.scalar.length)
  }

  /// How a scalar is written.
  var style: Style {
    switch unsafe event.data.scalar.style {
    case YAML_SINGLE_QUOTED_SCALAR_STYLE, YAML_DOUBLE_QUOTED_SCALAR_STYLE: .quoted
    case YAML_LITERAL_SCALAR_STYLE, YAML_FOLDED_SCALAR_STYLE: .block
    default: .plain
    }
  }

  private var problem: YAMLProblem {
    let words = unsafe parser.pointee.problem.map { unsafe String(cString: $0) } ?? ""
    switch unsafe parser.pointee.error {
    case YAML_MEMORY_ERROR: return .outOfMemory
    case YAML_READER_ERROR: return .character(words)
    default:
      let hasContext = unsafe parser.pointee.context != nil
      return unsafe .syntax(
        words, at: YAMLProblem.Mark(parser.pointee.problem_mark),
        since: hasContext ? YAMLProblem.Mark(parser.pointee.context_mark) : nil)
    }
  }
}

extension YAMLProblem.Mark {
  fileprivate init(_ mark: yaml_mark_t) {
    self.init(line: Int(mark.line) + 1, column: Int(mark.column) + 1)
  }
}

/// Collections nest by recursion in the library, so a wall of brackets, or of the hyphens that begin
/// lists in one line, is turned away first.
private func nestedTooDeeply(_ source: SourceText) -> Diagnostic? {
  var depth = 0
  var indent = 0
  for (index, byte) in source.bytes.enumerated() {
    let isIndent =
      byte == UInt8(ascii: " ") || byte == UInt8(ascii: "-") || byte == UInt8(ascii: "?")
    indent = byte == UInt8(ascii: "\n") ? 0 : indent >= 0 && isIndent ? indent + 1 : -1
    if indent > 1000 {
      return .error(
        SyntaxCode.yamlTooLarge, "lists and groups are nested too deeply",
        at: source.location(of: index..<index + 1))
    }
    switch byte {
    case UInt8(ascii: "["), UInt8(ascii: "{"):
      depth += 1
      if depth > 200 {
        return .error(
          SyntaxCode.yamlTooLarge, "lists and groups are nested too deeply",
          at: source.location(of: index..<index + 1))
      }
    case UInt8(ascii: "\n"), UInt8(ascii: "]"), UInt8(ascii: "}"): depth = max(0, depth - 1)
    default: break
    }
  }
  return nil
}

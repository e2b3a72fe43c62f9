package import Diagnostics

/// A piece of YAML as it was written: no type is guessed, and each piece knows its place.
///
/// `no` stays `no` and `13:30` stays `13:30` until the field they are for says what it takes.
package struct YAMLNode: Hashable, Sendable {
  package indirect enum Form: Hashable, Sendable {
    case scalar(Scalar)
    case sequence([YAMLNode])
    case mapping([Entry])
  }

  package struct Scalar: Hashable, Sendable {
    package var text: String
    /// Without quotes and not a block: what YAML itself would guess a type for.
    package var isPlain: Bool
    /// Whether a comment follows on the line, which editors often mean as text. Of an empty value only one
    /// without a space after its `#` is meant so.
    package var hasComment = false
    /// How many lines and characters after the value's place its text begins; behind a quotation mark,
    /// or in the lines below `|`.
    package var offset = TextOffset()

    package init(
      text: String, isPlain: Bool, hasComment: Bool = false, offset: TextOffset = TextOffset()
    ) {
      self.text = text
      self.isPlain = isPlain
      self.hasComment = hasComment
      self.offset = offset
    }
  }

  package struct TextOffset: Hashable, Sendable {
    package var lines = 0
    package var columns = 0
    /// Whether every line of the text begins that far to the right, and not the first one only.
    package var isBlock = false

    package init(
      lines: Int = 0, columns: Int = 0, isBlock: Bool = false
    ) {
      self.lines = lines
      self.columns = columns
      self.isBlock = isBlock
    }
  }

  package struct Entry: Hashable, Sendable {
    package var key: String
    package var keyLocation: SourceLocation
    package var value: YAMLNode

    package init(
      key: String, keyLocation: SourceLocation, value: YAMLNode
    ) {
      self.key = key
      self.keyLocation = keyLocation
      self.value = value
    }

    /// Whether nothing but the key stands there, as in a group in braces: `{role: Mayor, Linz}`.
    package var isWithoutColon: Bool {
      value.isNull && value.location.line == keyLocation.line
        && value.location.column <= keyLocation.column + keyLocation.length
    }
  }

  package var content: Form
  package var location: SourceLocation

  package init(
    content: Form, location: SourceLocation
  ) {
    self.content = content
    self.location = location
  }

  /// The scalar's text; `nil` for an empty or `null` value.
  package var text: String? {
    guard case .scalar(let scalar) = content, !isNull else { return nil }
    return scalar.text
  }

  /// A value that was left empty, or says `null` or `~`.
  package var isNull: Bool {
    guard case .scalar(let scalar) = content, scalar.isPlain else { return false }
    return ["", "~", "null"].contains(scalar.text)
  }

  package var entries: [Entry]? {
    if case .mapping(let entries) = content { return entries }
    return nil
  }

  /// An empty value before a comment that seems to be its text: `title: #hashtag`.
  package var isHiddenByComment: Bool {
    guard case .scalar(let scalar) = content else { return false }
    return scalar.hasComment && scalar.text.isEmpty && scalar.isPlain
  }

  package var elements: [YAMLNode]? {
    if case .sequence(let elements) = content { return elements }
    return nil
  }

  /// What the piece is, in a message's words.
  package var describedForm: String {
    switch content {
    case .scalar: isNull ? "an empty value" : "a single value"
    case .sequence: "a list"
    case .mapping: "a group of keys"
    }
  }
}

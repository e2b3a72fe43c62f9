/// A piece of a template's source.
struct Token {
  enum Kind: Equatable {
    /// Text between tags, printed as it is.
    case text
    /// `{{` and `}}`.
    case outputStart, outputEnd
    /// `{%` and `%}`.
    case tagStart, tagEnd
    case name, integer, fraction, string
    case `operator`(Operator)
    /// What has no place in a tag. It has been reported.
    case invalid
    /// The end of the file.
    case end
  }

  let kind: Kind
  /// In bytes of the source.
  let range: Range<Int>
}

/// The signs inside tags.
enum Operator: String, CaseIterable {
  case powerOf = "**"
  case divideWhole = "//"
  case equal = "=="
  case notEqual = "!="
  case lessOrEqual = "<="
  case greaterOrEqual = ">="
  case add = "+"
  case subtract = "-"
  case multiply = "*"
  case divide = "/"
  case remainder = "%"
  case concatenate = "~"
  case openSquare = "["
  case closeSquare = "]"
  case openRound = "("
  case closeRound = ")"
  case openCurly = "{"
  case closeCurly = "}"
  case less = "<"
  case greater = ">"
  case assign = "="
  case dot = "."
  case colon = ":"
  case pipe = "|"
  case comma = ","
}

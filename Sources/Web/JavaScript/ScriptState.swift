import Text

/// Where in a script a run of text ends: in code, in a text between quotes, in a comment.
///
/// Knows as much of JavaScript as it takes to tell a quote that opens a text from one inside a text, a
/// comment or a regular expression. JSON is read the same way.
package struct ScriptState: Hashable, Sendable {
  package enum State: Hashable, Sendable {
    case code
    case text(quote: UInt8)
    case escape(quote: UInt8)
    case lineComment, comment, commentStar
    /// After a slash that begins a comment, a regular expression or a division.
    case slash
    case expression(inClass: Bool)
    case expressionEscape(inClass: Bool)
    /// After a dollar sign in a text between backquotes.
    case dollar
  }

  package private(set) var state = State.code
  /// By template text that is open around the code, how many curly brackets are open in its `${ }`.
  private var open: [UInt8] = []
  /// The last byte of code that is no white space: whether a slash divides or begins an expression.
  private var last: UInt8 = 0
  /// What has been read of the signs that begin a comment and are no slashes: `<!--`, `-->` in a line that begins with
  /// it, and `#!` at the very beginning.
  private var sign: [UInt8] = []
  private var isAtStart = true
  private var isAtLineStart = true
  /// The latest word of code, as far as it may be `import` or `from`.
  private var word: [UInt8] = []
  private var isWordOver = false
  private var isImportCall = false

  package init() {}

  /// Whether a value here would name a module, which may be a script of its own.
  package var namesModule: Bool {
    guard state == .code else { return false }
    return isImportCall || word.elementsEqual("import".utf8) || word.elementsEqual("from".utf8)
  }

  /// Whether a value here would be part of a text or of a regular expression, and not a value of its own.
  package var isQuoted: Bool {
    switch state {
    case .text, .escape, .dollar, .expression, .expressionEscape: true
    case .slash: !divides
    case .code, .lineComment, .comment, .commentStar: false
    }
  }

  /// Whether a value here would be part of a comment.
  package var isInComment: Bool {
    switch state {
    case .lineComment, .comment, .commentStar: true
    default: false
    }
  }

  /// A value was printed as code.
  package mutating func readValue() {
    if state == .slash { state = .code }
    if state == .code {
      last = UInt8(ascii: "0")
      (sign, isAtStart, isAtLineStart) = ([], false, false)
      endWord(UInt8(ascii: "0"))
    }
  }

  /// The state after two branches that end here and there; `nil` if what follows would mean something else
  /// after each.
  package func joined(with other: ScriptState) -> ScriptState? {
    guard state == other.state && open == other.open else { return nil }
    var joined = namesModule ? self : other
    joined.isAtLineStart = isAtLineStart || other.isAtLineStart
    joined.isAtStart = isAtStart || other.isAtStart
    if sign.count > joined.sign.count { joined.sign = sign }
    return joined
  }

  package mutating func read(_ byte: UInt8) {
    switch state {
    case .code: readCode(byte)
    case .text(let quote): readText(byte, quote)
    case .escape(let quote): state = .text(quote: quote)
    case .dollar:
      state = .text(quote: UInt8(ascii: "`"))
      if byte == UInt8(ascii: "{") {
        open.append(0)
        state = .code
        last = byte
      } else {
        readText(byte, UInt8(ascii: "`"))
      }
    case .lineComment:
      if byte == 0x0A || byte == 0x0D {
        state = .code
        isAtLineStart = true
      }
    case .comment: if byte == UInt8(ascii: "*") { state = .commentStar }
    case .commentStar:
      state =
        byte == UInt8(ascii: "/") ? .code : byte == UInt8(ascii: "*") ? .commentStar : .comment
    case .slash:
      switch byte {
      case UInt8(ascii: "/"): state = .lineComment
      case UInt8(ascii: "*"): state = .comment
      case _ where divides:
        readSlash()
        last = UInt8(ascii: "/")
        state = .code
        readCode(byte)
      default:
        readSlash()
        state = .expression(inClass: false)
        readExpression(byte, inClass: false)
      }
    case .expression(let inClass): readExpression(byte, inClass: inClass)
    case .expressionEscape(let inClass): state = .expression(inClass: inClass)
    }
  }

  /// A slash is no part of a comment.
  private mutating func readSlash() {
    _ = beginsComment(UInt8(ascii: "/"))
    endWord(UInt8(ascii: "/"))
  }

  private mutating func readCode(_ byte: UInt8) {
    // What a slash begins shows the byte after it; a comment changes nothing of what is around it.
    if byte == UInt8(ascii: "/") {
      state = .slash
      return
    }
    if beginsComment(byte) {
      (state, sign) = (.lineComment, [])
      return
    }
    readWord(byte)
    switch byte {
    case UInt8(ascii: "\""), UInt8(ascii: "'"), UInt8(ascii: "`"): state = .text(quote: byte)
    case UInt8(ascii: "{"): if let depth = open.last, depth < .max { open[open.count - 1] += 1 }
    case UInt8(ascii: "}"):
      if let depth = open.last {
        if depth == 0 {
          open.removeLast()
          state = .text(quote: UInt8(ascii: "`"))
        } else {
          open[open.count - 1] -= 1
        }
      }
    default: break
    }
    if byte > 0x20 { last = byte }
  }

  /// Whether a byte is the last of a sign after which the rest of the line is a comment.
  private mutating func beginsComment(_ byte: UInt8) -> Bool {
    let longer = sign + [byte]
    let isPossible =
      "<!--".utf8.starts(with: longer) || (isAtLineStart && "-->".utf8.starts(with: longer))
      || (isAtStart && "#!".utf8.starts(with: longer))
    isAtStart = isAtStart && isPossible
    if byte == 0x0A || byte == 0x0D {
      isAtLineStart = true
    } else if byte > 0x20, !isPossible || byte == UInt8(ascii: "<") {
      isAtLineStart = false
    }
    sign = isPossible ? longer : byte == UInt8(ascii: "<") ? [byte] : []
    return ["<!--", "-->", "#!"].contains { longer.elementsEqual($0.utf8) } && isPossible
  }

  private mutating func readWord(_ byte: UInt8) {
    let isPart =
      byte.isASCIILetter || byte == UInt8(ascii: "_") || byte == UInt8(ascii: "$")
      || (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte)
    if isPart {
      if isWordOver { word = [] }
      isWordOver = false
      // Longer words than these are none of them.
      if word.count <= "import".utf8.count { word.append(byte) }
      isImportCall = false
    } else if byte > 0x20 {
      endWord(byte)
    } else {
      isWordOver = true
    }
  }

  private mutating func endWord(_ byte: UInt8) {
    isImportCall = byte == UInt8(ascii: "(") && word.elementsEqual("import".utf8)
    word = []
  }

  private mutating func readText(_ byte: UInt8, _ quote: UInt8) {
    let isTemplate = quote == UInt8(ascii: "`")
    switch byte {
    case quote:
      state = .code
      last = quote
    case UInt8(ascii: "\\"): state = .escape(quote: quote)
    case UInt8(ascii: "$") where isTemplate: state = .dollar
    // A line's end ends a text that was never closed.
    case 0x0A where !isTemplate: state = .code
    default: break
    }
  }

  private mutating func readExpression(_ byte: UInt8, inClass: Bool) {
    switch byte {
    case UInt8(ascii: "\\"): state = .expressionEscape(inClass: inClass)
    case UInt8(ascii: "["): state = .expression(inClass: true)
    case UInt8(ascii: "]"): state = .expression(inClass: false)
    case UInt8(ascii: "/") where !inClass:
      state = .code
      last = UInt8(ascii: ")")
    case 0x0A: state = .code
    default: break
    }
  }

  /// Whether a slash after `last` divides: after a value, and not after an operator.
  private var divides: Bool {
    switch last {
    case UInt8(ascii: ")"), UInt8(ascii: "]"), UInt8(ascii: "}"), UInt8(ascii: "\""),
      UInt8(ascii: "'"), UInt8(ascii: "`"), UInt8(ascii: "_"), UInt8(ascii: "$"):
      true
    default: (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(last) || last.isASCIILetter
    }
  }
}

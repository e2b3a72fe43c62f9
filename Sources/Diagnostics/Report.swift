import Text

extension Diagnostic {
  /// The form for a person at a terminal: clickable place, message, the line with a caret, help.
  ///
  /// ```
  /// content/news/opening.md:4:1: error: unknown key 'tgas'
  ///   4 | tgas: [press]
  ///     | ^^^^
  /// help: did you mean 'tags'?
  /// code: unknown-key
  /// ```
  package func consoleForm(colour: Bool = false) -> String {
    let paint = Paint(isOn: colour)
    var lines = [oneLineForm(paint)]
    if let excerpt, let location { lines += drawn(excerpt, location, paint) }
    for note in notes {
      let place = note.location.map { $0.clickable + ": " } ?? ""
      lines.append("\(place)\(paint.strong("note:")) \(note.message)")
    }
    if let help { lines.append("\(paint.strong("help:")) \(help)") }
    lines.append("\(paint.strong("code:")) \(code)")
    return lines.joined(separator: "\n")
  }

  /// `file:line:column: error: message`.
  package var oneLineForm: String { oneLineForm(Paint(isOn: false)) }

  private func oneLineForm(_ paint: Paint) -> String {
    let place = location.map { $0.clickable + ": " } ?? ""
    return "\(place)\(paint.severity(severity)): \(message.onOneLine)"
  }
}

extension SourceLocation {
  /// `file:line:column`, as far as it is known; control characters of a file name are visible.
  package var clickable: String {
    let name = file.onOneLine
    if line == 0 { return name }
    return column == 0 ? "\(name):\(line)" : "\(name):\(line):\(column)"
  }
}

private func drawn(_ excerpt: Excerpt, _ location: SourceLocation, _ paint: Paint) -> [String] {
  let number = String(location.line)
  let gutter = String(repeating: " ", count: number.count)
  let isCut = excerpt.firstColumn > 1
  let shown = (isCut ? "…" : "") + excerpt.text.withoutControls + (excerpt.goesOn ? "…" : "")
  guard location.column > 0 else { return ["  \(paint.faint("\(number) |")) \(shown)"] }
  let scalars = excerpt.text.unicodeScalars
  let cells = scalars.prefix(max(0, location.column - excerpt.firstColumn))
    .reduce(isCut ? 1 : 0) { $0 + (isWide($1) ? 2 : 1) }
  let blank = String(repeating: " ", count: cells)
  let end = excerpt.firstColumn + scalars.count
  let roomLeft = excerpt.goesOn ? end - location.column : location.length
  let carets = String(repeating: "^", count: max(1, min(location.length, roomLeft, 100)))
  return [
    "  \(paint.faint("\(number) |")) \(shown)",
    "  \(paint.faint("\(gutter) |")) \(blank)\(paint.strong(carets))",
  ]
}

/// Whether a terminal gives the character two cells (East Asian wide forms and emoji).
private func isWide(_ scalar: Unicode.Scalar) -> Bool {
  switch scalar.value {
  case 0x1100...0x115F, 0x2E80...0xA4CF, 0xAC00...0xD7A3, 0xF900...0xFAFF, 0xFE30...0xFE6F,
    0xFF00...0xFF60, 0xFFE0...0xFFE6, 0x1F300...0x1FAFF, 0x20000...0x3FFFD:
    true
  default: false
  }
}

private struct Paint {
  let isOn: Bool

  func strong(_ text: String) -> String { isOn ? "\u{1B}[1m\(text)\u{1B}[0m" : text }
  func faint(_ text: String) -> String { isOn ? "\u{1B}[2m\(text)\u{1B}[0m" : text }
  func severity(_ severity: Diagnostic.Severity) -> String {
    guard isOn else { return severity.rawValue }
    return "\u{1B}[1;\(severity == .error ? 31 : 33)m\(severity.rawValue)\u{1B}[0m"
  }
}

extension Unicode.Scalar {
  /// Whether the general category is Cc, which will never have others (Unicode Standard, section 23.1).
  fileprivate var isControl: Bool { value < 0x20 || (0x7F...0x9F).contains(value) }
}

extension String {
  fileprivate var hasControls: Bool { unicodeScalars.contains(where: \.isControl) }

  /// The text with a space for each of its control characters.
  fileprivate var withoutControls: String {
    guard hasControls else { return self }
    return unicodeScalars.reduce(into: "") { text, scalar in
      text.unicodeScalars.append(scalar.isControl ? " " : scalar)
    }
  }

  /// The text with its control characters written as escapes, so that it stays on one line.
  package var onOneLine: String {
    guard hasControls else { return self }
    return unicodeScalars.reduce(into: "") { text, scalar in
      switch scalar {
      case "\n": text += "\\n"
      case "\r": text += "\\r"
      case "\t": text += "\\t"
      case _ where scalar.isControl:
        text += "\\u{\(String(scalar.value, radix: 16))}"
      default: text.unicodeScalars.append(scalar)
      }
    }
  }
}

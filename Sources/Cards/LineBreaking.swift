// SVG breaks no lines, so the text of a card is broken before it is drawn.

import Text

/// A text in lines.
package struct BrokenText: Hashable, Sendable {
  package var lines: [String]
  /// Whether some of the text is missing. Then the last line ends with an ellipsis.
  package var isCut = false
  /// Whether a word was broken where it says nothing of it.
  package var hasBrokenWord = false
}

extension FontFile {
  /// Breaks a text into lines that are no wider than there is room.
  ///
  /// Lines end at white space, behind hyphens, dashes and slashes, and at soft hyphens (U+00AD). A word that is wider than a line is
  /// broken with a hyphen. What doesn't fit into the lines is left out for an ellipsis.
  ///
  /// - Parameters:
  ///   - width: and the size, in the same unit.
  ///   - most: how many lines there may be, from 1.
  package func lines(
    _ text: String, width: Double, size: Double, most: Int
  ) -> BrokenText {
    var breaking = LineBreaking(font: self, width: width / size, most: max(most, 1))
    for piece in pieces(of: text) where !breaking.isFull { breaking.add(piece) }
    return breaking.result
  }

  /// Breaks a text into lines at the first of some sizes at which it fits into a rectangle without breaking a word; else at the
  /// first at which it fits; else at the last, with an ellipsis. The lines are then made as even as their number allows.
  ///
  /// - Parameters:
  ///   - sizes: the preferred one first.
  ///   - leading: how far the lines are from each other, by their size.
  package func fit(
    _ text: String, width: Double, height: Double, sizes: [Double], leading: Double
  ) -> (size: Double, text: BrokenText) {
    let tries = sizes.map { size in
      let most = max(1, Int(((height / size - 1) / leading).rounded(.down)) + 1)
      return (size: size, text: lines(text, width: width, size: size, most: most))
    }
    guard
      var best = tries.first(where: { !$0.text.isCut && !$0.text.hasBrokenWord })
        ?? tries.first(where: { !$0.text.isCut }) ?? tries.last
    else { return (1, BrokenText(lines: [])) }
    if !best.text.isCut, !best.text.hasBrokenWord, best.text.lines.count > 1 {
      best.text = evened(best.text, text, width: width, size: best.size)
    }
    return best
  }

  /// The narrowest lines of the same number.
  private func evened(
    _ broken: BrokenText, _ text: String, width: Double, size: Double
  ) -> BrokenText {
    var best = broken
    var (low, high) = (0.0, width)
    for _ in 0..<12 {
      let middle = (low + high) / 2
      let narrower = lines(text, width: middle, size: size, most: broken.lines.count)
      if narrower.isCut || narrower.hasBrokenWord {
        low = middle
      } else {
        (best, high) = (narrower, middle)
      }
    }
    return best
  }
}

/// A part of a text within which no line ends.
private struct Piece {
  enum Start {
    /// Behind white space, or at the beginning.
    case word
    /// Behind a hyphen, a dash or a slash.
    case part
    /// Behind a soft hyphen, which is seen only where a line ends.
    case softPart
  }

  var text: String
  var start: Start
}

private func pieces(of text: String) -> [Piece] {
  var pieces: [Piece] = []
  var current = ""
  var start = Piece.Start.word
  func finish(_ next: Piece.Start) {
    if !current.isEmpty { pieces.append(Piece(text: current, start: start)) }
    // Of several signs one behind the other the strongest counts.
    if !current.isEmpty || next == .word { start = next }
    current = ""
  }
  for scalar in text.composed.unicodeScalars {
    switch scalar {
    // Spaces that no line ends at.
    case "\u{A0}", "\u{202F}", "\u{2007}": current.unicodeScalars.append(scalar)
    case _ where scalar.properties.isWhitespace: finish(.word)
    case "\u{AD}": finish(.softPart)
    case "-", "\u{2010}", "\u{2013}", "\u{2014}", "/":
      current.unicodeScalars.append(scalar)
      finish(.part)
    case _ where scalar.properties.generalCategory == .control: continue
    default: current.unicodeScalars.append(scalar)
    }
  }
  finish(.word)
  return pieces
}

/// The lines as they fill.
private struct LineBreaking {
  let font: FontFile
  /// At a size of one.
  let width: Double
  let most: Int
  private var lines: [String] = []
  private var line = ""
  private var lineWidth = 0.0
  private var hasBrokenWord = false
  /// Whether something came that there was no line for.
  private(set) var isFull = false

  init(font: FontFile, width: Double, most: Int) {
    self.font = font
    self.width = width
    self.most = most
  }

  mutating func add(_ piece: Piece) {
    let gap = piece.start == .word && !line.isEmpty ? " " : ""
    let added = font.width(of: gap + piece.text)
    if line.isEmpty || lineWidth + added > width {
      if !line.isEmpty {
        // The hyphen at the end may be a little wider than the room: a soft one is for that.
        if piece.start == .softPart { line += "-" }
        guard begin() else { return cut(before: piece) }
      }
      return addAlone(piece.text)
    }
    line += gap + piece.text
    lineWidth += added
  }

  /// Adds a piece to an empty line. One that is wider than a line is broken.
  private mutating func addAlone(_ text: String) {
    var rest = Substring(text)
    while font.width(of: rest) > width {
      var end = rest.startIndex
      while end < rest.endIndex {
        let next = rest.index(after: end)
        if font.width(of: rest[..<next]) + font.width(of: "-") > width { break }
        end = next
      }
      // A line that has no room for one letter has to take it all the same.
      if end == rest.startIndex { end = rest.index(after: end) }
      if end == rest.endIndex { break }
      hasBrokenWord = true
      line = rest[..<end] + "-"
      rest = rest[end...]
      guard begin() else { return cut(before: Piece(text: String(rest), start: .softPart)) }
    }
    line = String(rest)
    lineWidth = font.width(of: rest)
  }

  /// Begins the next line. `false` if there may be none.
  private mutating func begin() -> Bool {
    guard lines.count + 1 < most else { return false }
    lines.append(line)
    (line, lineWidth) = ("", 0)
    return true
  }

  /// Ends the last line with an ellipsis, behind as many words as there is room for.
  private mutating func cut(before piece: Piece) {
    isFull = true
    if piece.start != .word, line.hasSuffix("-") { line.removeLast() }
    // As much of the next word as fits is a help, but for a letter or two.
    let start = piece.start == .word ? line + " " : line
    let room = width - font.width(of: "…")
    var whole = line
    while font.width(of: whole) > room, let space = whole.lastIndex(where: { $0 == " " }) {
      whole = String(whole[..<space])
    }
    while font.width(of: whole) > room, !whole.isEmpty { whole.removeLast() }
    var longer = start
    var letters = 0
    for letter in piece.text {
      if font.width(of: longer) + font.width(of: String(letter)) > room { break }
      longer.append(letter)
      letters += 1
    }
    line = (letters > 3 ? longer : whole) + "…"
  }

  var result: BrokenText {
    BrokenText(
      lines: line.isEmpty ? lines : lines + [line], isCut: isFull, hasBrokenWord: hasBrokenWord)
  }
}

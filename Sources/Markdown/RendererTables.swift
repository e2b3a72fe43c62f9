import Prose
import Text

struct TableInProgress {
  var node: Node?
  var column = 0
  var isInHeader = false
  var hasBody = false
}

extension Renderer {
  /// A wide table scrolls in a box of its own, which the keyboard can reach and a screen reader names. One whose
  /// longest words fit beside each other on a phone never scrolls, so it is no stop on the way.
  mutating func openTable(_ node: Node) -> Bool {
    table = TableInProgress(node: node)
    beginLine()
    if isPlain {
      put("<table>\n")
      return true
    }
    checkHeaders(of: node)
    guard mayScroll(node) else {
      put("<div class=\"table\">\n<table>\n")
      return true
    }
    put("<div class=\"table\" role=\"region\" tabindex=\"0\" aria-label=\"")
    html.append(escaping: uniqueLabel(of: node), as: .markdown)
    put("\">\n<table>\n")
    return true
  }

  /// Whether a table may be wider than a narrow screen: a browser breaks lines between words only.
  private func mayScroll(_ table: Node) -> Bool {
    var widths: [Int] = []
    var row = table.firstChild
    while let current = row {
      var column = 0
      var cell = current.firstChild
      while let currentCell = cell {
        if column == widths.count { widths.append(0) }
        widths[column] = max(widths[column], longestWord(in: currentCell.content))
        column += 1
        cell = currentCell.next
      }
      row = current.next
    }
    return widths.reduce(0) { $0 + $1 + Self.paddingOfCell } > Self.narrowScreen
  }

  /// In letters: 320 CSS pixels, as far as a page is to be narrowed (EN 301 549, clause 9.1.4.10).
  private static let narrowScreen = 36
  private static let paddingOfCell = 2

  private func longestWord(in text: Bytes) -> Int {
    var longest = 0
    var start = text.startIndex
    while start < text.endIndex {
      let end = text.firstIndex(of: 0x20, from: start) ?? text.endIndex
      longest = max(longest, text[start..<end].scalarCount)
      start = end + 1
    }
    return longest
  }

  /// What a table that scrolls is called: the heading it stands below, else its headers. No two have one name.
  private mutating func uniqueLabel(of table: Node) -> String {
    let label = label(of: table)
    tableLabels[label, default: 0] += 1
    let count = tableLabels[label] ?? 1
    return count == 1 ? label : "\(label) (\(count))"
  }

  private func label(of table: Node) -> String {
    if let title = document.outline.last?.plainTitle, !title.isEmpty { return title }
    var headers: [String] = []
    var cell = table.firstChild?.firstChild
    while let current = cell {
      let words = textNodes(of: current).map(\.literal.string).joined().trimmingSpaces
      if !words.isEmpty { headers.append(words) }
      cell = current.next
    }
    return headers.isEmpty ? options.labels.table : headers.joined(separator: ", ")
  }

  mutating func closeTable() {
    if table.hasBody { put("</tbody>\n") }
    isPlain ? put("</table>\n") : put("</table>\n</div>\n")
  }

  mutating func openRow(_ node: Node) -> Bool {
    table.isInHeader = node.previous == nil
    table.column = 0
    if table.isInHeader {
      put("<thead>\n")
    } else if !table.hasBody {
      put("<tbody>\n")
      table.hasBody = true
    }
    if !isPlain, !table.isInHeader, let columns = table.node?.columnCount {
      checkCells(of: node, columns: columns)
    }
    put("<tr>\n")
    return true
  }

  mutating func closeRow(_ node: Node) {
    put("</tr>\n")
    if table.isInHeader { put("</thead>\n") }
  }

  mutating func openCell(_ node: Node) -> Bool {
    typography.reset()
    if !isPlain && table.isInHeader && node.firstChild == nil {
      put("<td")  // a heading without text is none
    } else if table.isInHeader {
      isPlain ? put("<th") : put("<th scope=\"col\"")
    } else {
      put("<td")
    }
    switch table.node?.alignment(ofColumn: table.column) ?? 0 {
    case 0: put(">")
    case UInt8(ascii: "l"): put(isPlain ? " align=\"left\">" : " class=\"align-left\">")
    case UInt8(ascii: "r"): put(isPlain ? " align=\"right\">" : " class=\"align-right\">")
    default: put(isPlain ? " align=\"center\">" : " class=\"align-center\">")
    }
    table.column += 1
    if node.firstChild == nil { table.isInHeader && isPlain ? put("</th>\n") : put("</td>\n") }
    return node.firstChild != nil
  }

  mutating func closeCell() { table.isInHeader ? put("</th>\n") : put("</td>\n") }
}

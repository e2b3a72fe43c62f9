import Text

struct TableInProgress {
  var node: Node?
  var column = 0
  var isInHeader = false
  var hasBody = false
}

extension Renderer {
  /// A wide table scrolls in a box of its own, which the keyboard can reach and a screen reader names.
  mutating func openTable(_ node: Node) -> Bool {
    table = TableInProgress(node: node)
    beginLine()
    if isPlain {
      put("<table>\n")
      return true
    }
    tables += 1
    checkHeaders(of: node)
    put("<div class=\"table\" role=\"region\" tabindex=\"0\" aria-label=\"")
    html.append(escaping: options.labels.table, as: .markdown)
    html.append(0x20)
    html.append(decimal: tables)
    put("\">\n<table>\n")
    return true
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
    let alignment = table.node?.alignment(ofColumn: table.column) ?? 0
    if alignment != 0 {
      isPlain ? put(" align=\"") : put(" class=\"align-")
      switch alignment {
      case UInt8(ascii: "l"): put("left\"")
      case UInt8(ascii: "r"): put("right\"")
      default: put("center\"")
      }
    }
    put(">")
    table.column += 1
    if node.firstChild == nil { table.isInHeader && isPlain ? put("</th>\n") : put("</td>\n") }
    return node.firstChild != nil
  }

  mutating func closeCell() { table.isInHeader ? put("</th>\n") : put("</td>\n") }
}

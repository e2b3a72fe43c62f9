import Diagnostics
import Text

extension Renderer {
  mutating func openDirective(_ node: Node) -> Bool {
    guard let line = locator.line(ofDirective: node) else { return true }
    beginLine()
    let index = addDirective(line, isLeaf: false)
    addHole(.directiveStart(index))
    openDirectives.append(index)
    if !isClosed(node) {
      let name = document.directives[index].name
      diagnostics.append(
        .error(
          MarkdownCode.directiveNotClosed, "the directive '\(name)' is never closed",
          at: line.opening,
          help: "write \(String(repeating: ":", count: line.colons)) alone in a line where it ends")
      )
    }
    return true
  }

  mutating func closeDirective(_ node: Node) {
    guard let index = openDirectives.popLast() else { return }
    beginLine()
    addHole(.directiveEnd(index))
  }

  /// A leaf, or the fence that closes a block: it stands right behind it.
  mutating func writeDirectiveLine(_ node: Node, _ role: DirectiveRole) {
    guard let line = locator.line(ofDirective: node) else { return }
    guard role == .closer else {
      beginLine()
      let index = addDirective(line, isLeaf: true)
      addHole(.directiveStart(index))
      addHole(.directiveEnd(index))
      return
    }
    if let previous = node.previous, kind(of: previous) == .directive { return }
    let open = openDirectives.last.map { document.directives[$0] }
    diagnostics.append(
      .error(
        MarkdownCode.directiveNotOpen, "there is no directive to close here", at: line.opening,
        help: open.map { "'\($0.name)' in line \($0.location.line) was opened with more colons" }
          ?? "a directive begins with '\(String(repeating: ":", count: line.colons))name'"))
  }

  private func isClosed(_ node: Node) -> Bool {
    guard let next = node.next, kind(of: next) == .thematicBreak else { return false }
    return next.directiveRole == .closer
  }

  private mutating func addDirective(_ line: DirectiveLine, isLeaf: Bool) -> Int {
    let read = line.read()
    diagnostics += read.diagnostics
    document.directives.append(
      .init(
        name: read.value.name, attributes: read.value.attributes, isLeaf: isLeaf,
        location: read.value.location))
    return document.directives.count - 1
  }
}

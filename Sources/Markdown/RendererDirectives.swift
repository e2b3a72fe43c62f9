import Diagnostics
import Prose
import Text

extension Renderer {
  mutating func openDirective(_ node: Node) -> Bool {
    guard let line = locator.line(ofDirective: node) else { return true }
    beginLine()
    let directive = read(line, isLeaf: false)
    let name = directive.name
    if name == languageDirective {
      openDirectives.append(.language)
      openLanguage(directive)
    } else {
      document.directives.append(directive)
      let index = document.directives.count - 1
      addHole(.directiveStart(index))
      openDirectives.append(.component(index))
    }
    if !isClosed(node) {
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
    guard let open = openDirectives.popLast() else { return }
    beginLine()
    switch open {
    case .component(let index): addHole(.directiveEnd(index))
    case .language: closeLanguage()
    }
  }

  /// A leaf, or the fence that closes a block: it stands right behind it.
  mutating func writeDirectiveLine(_ node: Node, _ role: DirectiveRole) {
    guard let line = locator.line(ofDirective: node) else { return }
    guard role == .closer else {
      beginLine()
      document.directives.append(read(line, isLeaf: true))
      let index = document.directives.count - 1
      addHole(.directiveStart(index))
      addHole(.directiveEnd(index))
      return
    }
    if let previous = node.previous, kind(of: previous) == .directive { return }
    var open: MarkdownDocument.Directive?
    if case .component(let index) = openDirectives.last { open = document.directives[index] }
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

  private mutating func read(
    _ line: DirectiveLine, isLeaf: Bool
  ) -> MarkdownDocument.Directive {
    let read = line.read()
    diagnostics += read.diagnostics
    return .init(
      name: read.value.name, attributes: read.value.attributes, isLeaf: isLeaf,
      location: read.value.location)
  }
}

/// The directive that sets the language of blocks.
private let languageDirective = "lang"

// What the tree around a node says of it. Asked of the kinds alone and not of the renderer, which is large and
// would be copied for each question.

import Text

extension NodeKinds {
  /// The picture that is all there is in a paragraph, its attributes aside.
  func imageAlone(in paragraph: Node) -> Node? {
    guard let image = paragraph.firstChild, self[image.type] == .image else { return nil }
    guard let next = image.next else { return image }
    let isAlone =
      next.next == nil && self[next.type] == .text
      && next.literal.first == UInt8(ascii: "{") && next.literal.last == UInt8(ascii: "}")
    return isAlone ? image : nil
  }

  /// Whether the text of a link is its address, which typography leaves alone.
  func isAutolink(_ node: Node) -> Bool {
    guard let text = node.firstChild, text.next == nil, self[text.type] == .text else {
      return false
    }
    let url = node.url
    let literal = text.literal
    guard literal.count > 3 && url.count >= literal.count else { return false }
    return url.suffix(literal.count).elementsEqual(literal)
  }

  func isInTightList(_ paragraph: Node) -> Bool {
    guard let list = paragraph.parent?.parent, self[list.type] == .list else { return false }
    return list.isTightList
  }

  func holdsTasks(_ list: Node) -> Bool {
    var item = list.firstChild
    while let current = item {
      if task(current) != nil { return true }
      item = current.next
    }
    return false
  }

  /// Whether an item is a task, `[ ]` or `[x]`, and if so whether it is done.
  func task(_ item: Node) -> Bool? {
    guard let paragraph = item.firstChild, self[paragraph.type] == .paragraph,
      let text = paragraph.firstChild, self[text.type] == .text, self[item.type] == .item
    else { return nil }
    let literal = text.literal
    guard
      literal.count >= 4 && literal[0] == UInt8(ascii: "[")
        && literal[2] == UInt8(ascii: "]") && isSpace(literal[3])
    else { return nil }
    switch literal[1] {
    case UInt8(ascii: " "): return false
    case UInt8(ascii: "x"), UInt8(ascii: "X"): return true
    default: return nil
    }
  }
}

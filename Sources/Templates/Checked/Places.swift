import Diagnostics
import Text

/// A mistake in a template that its code shows before it is rendered.
struct CodeMistake {
  let message: String
  let range: Range<Int>
  let help: String
}

/// Finds values that are printed where escaping is not enough: in scripts and styles, in attributes
/// that hold scripts, in attributes without quotes.
///
/// The template's text is followed through the states of an HTML tokenizer (HTML Living Standard,
/// section 13.2.5), in the order in which it is written: what a template of its own contributes is
/// taken for whole elements.
///
/// Also finds the statements that print the beginning of an address. A text that somebody wrote is
/// refused there, since it may begin with `javascript:`; where nothing is known of a value, it is
/// looked at when it is printed.
func places(
  in code: Code, _ library: Library, shapes: [Shape], blocks: [String: HTMLPlace],
  from start: HTMLPlace = HTMLPlace()
) -> FoundPlaces {
  var scanner = PlaceScanner(
    code: code, library: library, shapes: shapes, blocks: blocks, place: start)
  scanner.scan(code.root)
  for macro in code.tables.macros {
    scanner.place = HTMLPlace()
    scanner.scan(macro.body)
  }
  return FoundPlaces(
    mistakes: scanner.mistakes, addresses: scanner.addresses, blocks: scanner.blocks,
    includes: scanner.includes)
}

struct FoundPlaces {
  var mistakes: [CodeMistake] = []
  /// The statements that print the beginning of an address.
  var addresses: [Int] = []
  /// Where blocks begin.
  var blocks: [String: HTMLPlace] = [:]
  /// Includes within a tag, a script or a style, by their number, and where they stand.
  var includes: [(number: Int, place: HTMLPlace)] = []
}

/// Where in HTML a run of text ends.
struct HTMLPlace: Hashable {
  enum State: Hashable {
    case text, tagName, inTag, attributeName, beforeValue
    case value(quote: UInt8)
    case unquotedValue, comment
  }

  var state = State.text
  var tag: [UInt8] = []
  var attribute: [UInt8] = []
  /// `script`, `style` and the like, whose content ends with their end tag only.
  var rawElement: [UInt8] = []
  /// Whether anything of the attribute's value has been written.
  var value = Written.nothing

  enum Written { case nothing, perhaps, something }
}

private struct PlaceScanner {
  let code: Code
  let library: Library
  let shapes: [Shape]
  /// Where blocks begin: those of the templates above, then the template's own.
  var blocks: [String: HTMLPlace]
  var place: HTMLPlace
  var mistakes: [CodeMistake] = []
  var includes: [(number: Int, place: HTMLPlace)] = []
  var addresses: [Int] = []

  mutating func scan(_ body: Body) {
    for index in body.statements {
      if case .output(let id) = code.tables.statements[index], place.beginsAddress {
        checkAddress(id, index)
      }
      scan(code.tables.statements[index])
    }
  }

  private mutating func scan(_ statement: Statement) {
    let tables = code.tables
    switch statement {
    case .text(let start, let end): place.read(code.source.bytes[Int(start)..<Int(end)])
    case .output(let id), .address(let id):
      check(id)
      if place.value == .nothing { place.value = .perhaps }
      if isSafe(id) || shapes[Int(id.index)] == .address { place.value = .something }
      if place.state == .beforeValue { place.state = .unquotedValue }
    case .branch(_, let then, let otherwise):
      let before = place
      scan(then)
      let after = place
      place = before
      scan(otherwise)
      // Branches that end in different places are taken as the first.
      let isSame = place.value == after.value
      place = after
      if !isSame { place.value = .perhaps }
    case .loop(let number):
      let before = place
      scan(tables.loops[Int(number)].body)
      let after = place
      place = before
      scan(tables.loops[Int(number)].otherwise)
      place = after
    case .scope(let body), .filter(let body, _): scan(body)
    case .call(_, let id): check(id)
    case .include(let number):
      if place.state != .text || !place.rawElement.isEmpty {
        includes.append((Int(number), place))
      }
    case .assignBody(_, let body, _):
      let before = place
      place = HTMLPlace()
      scan(body)
      place = before
    case .block(let number):
      let block = tables.blocks[Int(number)]
      let before = place
      place = blocks[block.name] ?? place
      blocks[block.name] = place
      scan(block.body)
      // A template that extends another prints its blocks there.
      if code.parent != nil { place = before }
    default: break
    }
  }

  private mutating func checkAddress(_ id: ExpressionID, _ statement: Int) {
    if isSafe(id) { return }
    switch shapes[Int(id.index)] {
    case .address, .number: break
    case .text where place.value == .nothing:
      let range = code.tables.ranges[Int(id.index)]
      mistakes.append(
        CodeMistake(
          message: "'\(code.text(of: range))' is a text, and this address would begin with it",
          range: range,
          help: "a text may begin with javascript: and run; take a url, asset() or url() of a path")
      )
    default: addresses.append(statement)
    }
  }

  private mutating func check(_ id: ExpressionID) {
    if isSafe(id) { return }
    let range = code.tables.ranges[Int(id.index)]
    func refuse(_ message: String, _ help: String) {
      mistakes.append(CodeMistake(message: message, range: range, help: help))
    }
    switch place.state {
    case .text where place.rawElement == Array("script".utf8):
      if !isFilter(id, "json") {
        refuse("a value in a script has to go through json", "write {{ … | json }}")
      }
    case .text where place.rawElement == Array("style".utf8):
      refuse(
        "a value cannot be printed in a style",
        "put it into an attribute of an element, or declare it safe: {{ … | safe }}")
    case .unquotedValue, .beforeValue:
      refuse(
        "a value in an attribute needs quotes around it",
        "write \(String(decoding: place.attribute, as: UTF8.self))=\"{{ … }}\"")
    case .tagName, .attributeName, .inTag:
      if !isFilter(id, "xmlattr") {
        refuse(
          "a value cannot be the name of a tag or attribute",
          "write the name, or declare the value safe: {{ … | safe }}")
      }
    case .value:
      if place.attribute.starts(with: "on".utf8) {
        refuse(
          "a value cannot be printed in '\(String(decoding: place.attribute, as: UTF8.self))', which holds a script",
          "put it into a data- attribute and read it from the script")
      } else if place.attribute == Array("srcdoc".utf8) {
        refuse(
          "a value in 'srcdoc' would be read as a page of its own",
          "declare it safe if it is markup of your own: {{ … | safe }}")
      } else if place.attribute == Array("style".utf8) {
        refuse(
          "a value cannot be printed in a style",
          "give the element a class, or declare the value safe: {{ … | safe }}")
      }
    case .text, .comment: break
    }
  }

  /// Whether a value is declared safe, or cannot be anything else.
  private func isSafe(_ id: ExpressionID) -> Bool {
    switch code.tables.expressions[Int(id.index)] {
    case .constant, .parentBlock, .block: true
    case .filter(let number, _, _): library.filters[Int(number)].name == "safe"
    case .conditional(_, let then, let otherwise):
      isSafe(then) && (otherwise.isNone || isSafe(otherwise))
    case .loopAttribute(_, let attribute): attribute != .previtem && attribute != .nextitem
    default: false
    }
  }

  private func isFilter(_ id: ExpressionID, _ name: String) -> Bool {
    guard case .filter(let number, _, _) = code.tables.expressions[Int(id.index)] else {
      return false
    }
    return library.filters[Int(number)].name == name
  }
}

extension HTMLPlace {
  /// Whether what comes next is the first of an attribute that holds an address.
  var beginsAddress: Bool {
    guard case .value = state, value != .something else { return false }
    return ["href", "src", "action", "formaction", "poster", "data", "cite", "xlink:href"]
      .contains { attribute == Array($0.utf8) }
  }

  /// Follows a run of text.
  mutating func read(_ bytes: ArraySlice<UInt8>) {
    var index = bytes.startIndex
    while index < bytes.endIndex {
      let byte = bytes[index]
      switch state {
      case .text: readText(byte, bytes[index...], &index)
      case .comment:
        if bytes[index...].starts(with: "-->".utf8) {
          state = .text
          index += 2
        }
      case .tagName:
        if isSpace(byte) || byte == UInt8(ascii: "/") {
          state = .inTag
        } else if byte == UInt8(ascii: ">") {
          endTag()
        } else {
          tag.append(byte | 0x20)
        }
      case .inTag, .attributeName: readInTag(byte)
      case .beforeValue:
        if byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "'") {
          state = .value(quote: byte)
          value = .nothing
        } else if byte == UInt8(ascii: ">") {
          endTag()
        } else if !isSpace(byte) {
          state = .unquotedValue
        }
      case .unquotedValue:
        if isSpace(byte) { state = .inTag } else if byte == UInt8(ascii: ">") { endTag() }
      case .value(let quote):
        if byte == quote { state = .inTag } else if byte > 0x20 { value = .something }
      }
      index += 1
    }
  }

  private mutating func readText(_ byte: UInt8, _ rest: ArraySlice<UInt8>, _ index: inout Int) {
    guard byte == UInt8(ascii: "<") else { return }
    if !rawElement.isEmpty {
      let end = Array("</".utf8) + rawElement
      guard rest.prefix(end.count).map({ $0 == 0x2F || $0 == 0x3C ? $0 : $0 | 0x20 }) == end else {
        return
      }
      rawElement = []
    } else if rest.starts(with: "<!--".utf8) {
      state = .comment
      index += 3
      return
    }
    // What is printed right behind it is the tag's name.
    guard let next = rest.dropFirst().first else {
      tag = []
      state = .tagName
      return
    }
    let letter = next | 0x20
    if next == UInt8(ascii: "/") || (letter >= UInt8(ascii: "a") && letter <= UInt8(ascii: "z")) {
      tag = []
      state = .tagName
      if next == UInt8(ascii: "/") {
        index += 1
        tag = [next]
      }
    } else if next == UInt8(ascii: "!") {
      tag = []
      state = .inTag
    }
  }

  private mutating func readInTag(_ byte: UInt8) {
    if byte == UInt8(ascii: ">") {
      endTag()
    } else if byte == UInt8(ascii: "=") && state == .attributeName {
      state = .beforeValue
    } else if isSpace(byte) || byte == UInt8(ascii: "/") {
      state = .inTag
    } else {
      if state == .inTag { attribute = [] }
      state = .attributeName
      attribute.append(byte >= 0x41 && byte <= 0x5A ? byte | 0x20 : byte)
    }
  }

  private mutating func endTag() {
    state = .text
    let raw = ["script", "style", "textarea", "title"]
    let name = String(decoding: tag, as: UTF8.self)
    rawElement = raw.contains(name) ? tag : []
  }
}

/// The scheme of an address that would run a script, as a browser reads it: control characters and
/// spaces before it, tabs and line breaks within it do not count (URL Standard, section 4.4).
func dangerousScheme(of address: String) -> String? {
  // Nearly all addresses are told by their first letter.
  guard let first = address.utf8.first(where: { $0 > 0x20 }),
    [UInt8(ascii: "j"), UInt8(ascii: "v"), UInt8(ascii: "d")].contains(first | 0x20)
  else { return nil }
  var scheme = ""
  var isScheme = false
  for scalar in address.unicodeScalars {
    if scheme.isEmpty, scalar.value <= 0x20 { continue }
    if scalar == "\t" || scalar == "\n" || scalar == "\r" { continue }
    if scalar == ":" {
      isScheme = true
      break
    }
    guard scalar.isASCII, scheme.count < 11 else { return nil }
    scheme.unicodeScalars.append(scalar)
  }
  guard isScheme else { return nil }
  let lowered = scheme.lowercased()
  return ["javascript", "vbscript", "data"].contains(lowered) ? lowered : nil
}

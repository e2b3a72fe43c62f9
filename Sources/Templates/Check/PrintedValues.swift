import Diagnostics
import Text
import Web

// What may be printed where: escaping is enough in a text or a quoted attribute, and not in a script, a style, a name or
// an address that runs.

extension PlaceScanner {
  mutating func scan(output id: ExpressionID, _ statement: Int) {
    if case .constant(let number) = template.tables.expressions[id] {
      var buffer = ByteBuffer()
      do throws(TemplateFailure) {
        try buffer.append(template.tables.constants[number], escaped: template.isMarkup)
        place.read(buffer.bytes[...])
        reportForwarding(at: printedContent ?? template.tables.range(of: id))
      } catch {
        // What can't be printed is reported when it is rendered.
      }
      return
    }
    if place.beginsAddress { checkAddress(id, statement) }
    check(id)
    let isList = place.isAmongNames && !isSafe(id)
    if (place.saysWhereTo && !mayFollowForwarding(id)) || isList {
      notePrintedContent(template.tables.range(of: id))
    }
    if place.takesNoMarkup, outputs[statement] == nil { outputs[statement] = .attribute }
    if place.isInValue, place.html.address.isOpen {
      place.html.address = isNumber(id) ? .settled : .perhaps
    }
    place.html.readValue()
  }

  private mutating func checkAddress(_ id: ExpressionID, _ statement: Int) {
    if isNumber(id) { return }
    if shapes[id.index] == .text, place.html.address == .begun([]), !isSafe(id) {
      let range = template.tables.range(of: id)
      report(
        TemplateMistake(
          code: .unsafeAddress,
          message: "'\(template.text(of: range))' is a text, and this address would begin with it",
          range: range,
          help: "a text may begin with javascript: and run; take a url, asset() or url() of a path")
      )
    } else {
      outputs[statement] = .address
    }
  }

  private func isNumber(_ id: ExpressionID) -> Bool {
    if case .loopAttribute = template.tables.expressions[id] { return isSafe(id) }
    return shapes[id.index] == .number
  }

  mutating func check(_ id: ExpressionID) {
    if let refusal = refusal(of: id) {
      report(refusal.mistake(at: template.tables.range(of: id)))
    }
  }

  /// Whether a value can't make a page that forwards run a script.
  private func mayFollowForwarding(_ id: ExpressionID) -> Bool {
    isSafe(id) || shapes[id.index] == .address || isNumber(id)
  }

  /// Why a value can't be printed where a page forwards to.
  var forwarding: Refusal {
    Refusal(
      .unsafeAddress, "a page cannot forward to an address that may run a script",
      "take a url, asset() or url() of a path, or declare the value safe: {{ … | safe }}")
  }

  struct Refusal {
    let code: TemplateCode
    let message: String
    let help: String

    init(_ code: TemplateCode, _ message: String, _ help: String) {
      (self.code, self.message, self.help) = (code, message, help)
    }

    func mistake(at range: Range<Int>) -> TemplateMistake {
      TemplateMistake(code: code, message: message, range: range, help: help)
    }
  }

  /// Why a value can't be printed where this stands; `nil` if it can.
  private func refusal(of id: ExpressionID) -> Refusal? {
    if isSafe(id) { return nil }
    if place.isAmongNames {
      if place.takesAttributes, isFilter(id, "xmlattr") {
        return place.html.forwards ? forwarding : nil
      }
      return Refusal(
        .unsafeOutput, "a value cannot be the name of a tag or attribute",
        "write the name, or declare the value safe: {{ … | safe }}"
      )
    }
    let attribute = place.attribute
    switch place.html.position {
    case .unquotedValue, .beforeValue:
      return Refusal(
        .unsafeOutput, "a value in an attribute needs quotes around it",
        "write \(attribute)=\"{{ … }}\""
      )
    case .value:
      if place.forwards, !mayFollowForwarding(id) { return forwarding }
      return refusalInAttribute(attribute)
    default:
      if place.html.isInScript { return refusalInScript(id) }
      guard place.html.isInStyle else { return nil }
      return Refusal(
        .unsafeOutput, "a value cannot be printed in a style",
        "put it into an attribute of an element, or declare it safe: {{ … | safe }}"
      )
    }
  }

  private func refusalInAttribute(_ name: String) -> Refusal? {
    if name.hasPrefix("on") {
      return Refusal(
        .unsafeOutput, "a value cannot be printed in '\(name)', which holds a script",
        "put it into a data- attribute and read it from the script"
      )
    }
    if name == "srcdoc" {
      return Refusal(
        .unsafeOutput, "a value in 'srcdoc' would be read as a page of its own",
        "declare it safe if it is markup of your own: {{ … | safe }}"
      )
    }
    if name == "http-equiv" {
      return Refusal(
        .unsafeOutput, "a value cannot be printed in 'http-equiv', which tells browsers what to do",
        "write the value itself, or declare it safe: {{ … | safe }}"
      )
    }
    if name == "style" {
      return Refusal(
        .unsafeOutput, "a value cannot be printed in a style",
        "give the element a class, or declare the value safe: {{ … | safe }}"
      )
    }
    if place.animatesAddresses {
      return Refusal(
        .unsafeAddress, "a value cannot be printed in 'values', which may set an address",
        "write the values themselves, or declare the value safe: {{ … | safe }}"
      )
    }
    guard place.holdsAddress, place.html.address == .script else { return nil }
    return Refusal(
      .unsafeAddress, "a value cannot be printed in an address that is a script",
      "put it into a data- attribute and read it from a script"
    )
  }

  private func isAddress(inJSON id: ExpressionID) -> Bool {
    guard case .filter(_, let value, _) = template.tables.expressions[id] else { return false }
    return shapes[value.index] == .address
  }

  private func refusalInScript(_ id: ExpressionID) -> Refusal? {
    guard isFilter(id, "json") else {
      return Refusal(
        .unsafeOutput, "a value in a script has to go through json", "write {{ … | json }}"
      )
    }
    if place.html.script.isQuoted {
      return Refusal(
        .quotedJSON, "json writes its own quotes, and this is inside a text already",
        "write {{ … | json }} without the quotes around it"
      )
    }
    if place.html.script.namesModule || place.html.listsAddresses, !isAddress(inJSON: id) {
      return Refusal(
        .unsafeAddress, "a value cannot name a module or a page to load, which may be a script",
        "take a url, or asset() or url() of a path: {{ asset(\"map.js\") | json }}")
    }
    guard place.html.script.isInComment else { return nil }
    return Refusal(
      .unsafeOutput, "a value cannot be printed in a comment of a script, which it may end",
      "leave it out, or write it in a comment of the template: {# … #}"
    )
  }

  /// Whether a value is declared safe, or cannot be anything else.
  private func isSafe(_ id: ExpressionID) -> Bool {
    switch template.tables.expressions[id] {
    case .constant, .parentBlock: true
    case .filter(let number, _, _): callables.filters[number].name == "safe"
    case .conditional(_, let then, let otherwise):
      isSafe(then) && (otherwise.isNone || isSafe(otherwise))
    case .loopAttribute(_, let attribute): attribute != .previtem && attribute != .nextitem
    default: false
    }
  }

  private func isFilter(_ id: ExpressionID, _ name: String) -> Bool {
    guard case .filter(let number, _, _) = template.tables.expressions[id] else {
      return false
    }
    return callables.filters[number].name == name
  }
}

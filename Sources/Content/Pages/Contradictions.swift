import CivilTime
package import ContentSchema
package import Diagnostics
import Pictures

/// What a page says in two fields that can't both be meant.
func contradictions(in fields: PageFields, _ schema: Schema) -> [Diagnostic] {
  var mistakes: [Diagnostic] = []
  if let publish = fields[.publish]?.moment, let expires = fields[.expires]?.moment,
    expires.start <= publish.start
  {
    mistakes.append(
      .error(
        FieldCode.contradiction,
        "the page expires on \(written(expires)), and is published from \(written(publish)) on only",
        at: fields.location(of: PageKey.expires.slot),
        help: "let it expire later, or leave one of the two out"))
  }
  if let note = schema.slot(of: "status_note"), fields[note] != nil,
    let status = schema.slot(of: "status"), fields[status] == nil
  {
    mistakes.append(
      .warning(
        FieldCode.contradiction, "'status_note' tells of a change, and no 'status' says which",
        at: fields.location(of: note), help: "add status: moved, or status: cancelled"))
  }
  return mistakes
}

/// The mistake of a page's `focus` that is no place in a picture.
func invalidFocus(in fields: PageFields) -> Diagnostic? {
  guard let text = fields[.focus]?.text, PictureFocus(text) == nil else { return nil }
  return .error(
    FieldCode.wrongType, "'\(text)' is no place in a picture",
    at: fields.location(of: PageKey.focus.slot),
    help: "write how far it is from the left and from the top: focus: 30% 40%")
}

private func written(_ moment: CivilMoment) -> String {
  moment.dateTime.map { "\($0.date) \($0.time)" } ?? moment.description
}

/// The keys that say something of the event itself, which is the same in every language.
private let keysOfEvent = [
  "start", "end", "room", "everywhere", "speakers", "parent", "track", "status", "capacity",
  "expected",
]

/// Reports what a translation says otherwise than its original: a time, a room, people.
///
/// A translation inherits what it doesn't say, so none of this needs to stand in it.
package func contradictions(
  of translation: PageFields, with original: PageFields, in source: String, _ schema: Schema
) -> [Diagnostic] {
  keysOfEvent.compactMap { key in
    guard let slot = schema.slot(of: key), let own = translation[slot] else { return nil }
    guard let first = original[slot] else {
      return .error(
        FieldCode.contradiction,
        "only the translation has '\(key)', and \(source) says nothing of it",
        at: translation.location(of: slot),
        help: "write it there, and leave it out here: a translation has it from there")
    }
    guard own.differs(from: first) else { return nil }
    let isThere = own.shortText.map { own in first.shortText.map { (own, $0) } } ?? nil
    return .error(
      FieldCode.contradiction,
      "the translation has another '\(key)' than \(source)"
        + (isThere.map { ": \($0.0) instead of \($0.1)" } ?? ""),
      at: translation.location(of: slot),
      help: "leave '\(key)' out: a translation has it from there")
  }
}

extension FieldValue {
  /// Whether another language's value means something else. Texts are translated, so they don't count.
  fileprivate func differs(from other: FieldValue) -> Bool {
    switch (self, other) {
    case (.moment(let a), .moment(let b)): a != b
    case (.date(let a), .date(let b)): a != b
    case (.number(let a), .number(let b)): a != b
    case (.boolean(let a), .boolean(let b)): a != b
    case (.text(let a), .text(let b)): a != b
    case (.reference(let a, _), .reference(let b, _)): lastPart(of: a) != lastPart(of: b)
    case (.list, .list): Set(names) != Set(other.names)
    default: false
    }
  }

  /// The pages that the value names.
  private var names: [Substring] {
    switch self {
    case .reference(let name, _): [lastPart(of: name)]
    case .list(let values): values.flatMap(\.names)
    case .record(let record): record.entries.flatMap(\.value.names)
    default: []
    }
  }

  fileprivate var shortText: String? {
    switch self {
    case .moment(let moment): written(moment)
    case .date(let date): date.description
    case .text(let text): text
    case .reference(let name, _): name
    default: nil
    }
  }
}

private func lastPart(of name: String) -> Substring {
  name.split(separator: "/").last ?? name[...]
}

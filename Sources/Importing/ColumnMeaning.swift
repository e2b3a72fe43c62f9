import Content
import ContentSchema
import Planners

/// What the cells of a column are.
enum ColumnMeaning: Hashable {
  case field(Field)
  /// People who have a role in a session, such as `speakers:moderator`.
  case people(Field, role: String)
  case id, body
  /// A code by which a planner tells its sessions or people apart, and that no page has.
  case key
  /// The day that times in other columns are on.
  case day
  /// How long a session takes, instead of its end.
  case duration
  /// A part of the name of the person that the row is.
  case name(NamePart)
  /// What a person's *Title* is: a title such as `Dr`, otherwise what the person does.
  case honorificOrRole
  /// Something about the person that a row of a session names.
  case person(PersonMeaning)

  /// The name that an editor writes after the equals sign of `--column`.
  var name: String {
    switch self {
    case .field(let field): field.name
    case .people(let field, let role): "\(field.name):\(role)"
    case .id: "id"
    case .body: "body"
    case .key: "key"
    case .day: "day"
    case .duration: "duration"
    case .name(let part): part.rawValue
    case .honorificOrRole: "honorific"
    case .person(let meaning): "speaker:\(meaning.name)"
    }
  }

  /// What a page gets from the column, in words for the editor.
  var displayText: String {
    switch self {
    case .field(let field): field.name
    case .people(let field, let role): "\(field.name), as \(role)"
    case .id: "id"
    case .body: "the page's text"
    case .key: "left out, but rows with the same one are one page"
    case .day: "the day of start and end"
    case .duration: "end"
    case .name: "title"
    case .honorificOrRole: "honorific, or role if it is no title of a person"
    case .person(.key): "left out, but the same one is the same person"
    case .person(.name): "speakers"
    case .person(.body): "the text of the speaker's page"
    case .person(.field(let field)): "\(field.name) of the speaker's page"
    }
  }

  /// Whether several columns may have this meaning, such as `Speaker 1` and `Speaker 2`.
  var isRepeatable: Bool {
    switch self {
    case .field(let field): if case .list = field.type { true } else { false }
    case .people, .body: true
    default: false
    }
  }

  /// Whether a column has people of a session, or something about them.
  var isAboutPeople: Bool {
    switch self {
    case .field(let field): field.personKind != nil
    case .people, .person: true
    default: false
    }
  }
}

/// What a column of a session's sheet says about the person that the row names.
enum PersonMeaning: Hashable {
  case key
  case name(NamePart)
  case field(Field)
  case body

  var name: String {
    switch self {
    case .key: "key"
    case .name(let part): part.rawValue
    case .field(let field): field.name
    case .body: "body"
    }
  }
}

extension Field {
  var isTitle: Bool { name == "title" }
  var isDescription: Bool { name == "description" }

  /// Whether it is the start or the end of something in the programme.
  var isTime: Bool { isStart || isEnd }
  var isStart: Bool { name == "start" && type == .dateTime }
  var isEnd: Bool { name == "end" && type == .dateTime }

  /// Whether it is a list of people who may have a role.
  var hasRoles: Bool { personKind != nil && rolesField }

  private var rolesField: Bool {
    guard case .list(.record(let fields)) = type else { return false }
    return fields.contains { $0.name == "role" && $0.type == .text }
  }

  /// The kind of the people that it is a list of. `nil` if it is something else.
  var personKind: String? {
    guard case .list(let element) = type else { return nil }
    let reference: FieldType? =
      if case .record(let fields) = element { fields.first?.type } else { element }
    guard case .reference(let kinds, _)? = reference, let kind = kinds.first,
      KindDefaults(ofKind: kind).isPeople
    else { return nil }
    return kind
  }
}

import Content

/// What the cells of a column are.
enum ColumnMeaning: Hashable {
  case field(Field)
  /// People who have a role in a session, such as `speakers:moderator`.
  case people(Field, role: String)
  case id, body
  /// The day that times in other columns are on.
  case day
  /// How long a session takes, instead of its end.
  case duration
  case firstName, lastName

  /// The name that an editor writes after the equals sign of `--column`.
  var name: String {
    switch self {
    case .field(let field): field.name
    case .people(let field, let role): "\(field.name):\(role)"
    case .id: "id"
    case .body: "body"
    case .day: "day"
    case .duration: "duration"
    case .firstName: "first_name"
    case .lastName: "last_name"
    }
  }

  /// What a page gets from the column, in words for the editor.
  var displayText: String {
    switch self {
    case .field(let field): field.name
    case .people(let field, let role): "\(field.name), as \(role)"
    case .id: "id"
    case .body: "the page's text"
    case .day: "the day of start and end"
    case .duration: "end"
    case .firstName, .lastName: "title"
    }
  }

  /// Whether several columns may have this meaning, such as `Speaker 1` and `Speaker 2`.
  var isRepeatable: Bool {
    switch self {
    case .field(let field): if case .list = field.type { true } else { false }
    case .people: true
    default: false
    }
  }

  /// Whether the column has a part of a person's name.
  var isPersonName: Bool { self == .firstName || self == .lastName }
}

extension Field {
  var isTitle: Bool { name == "title" }

  /// Whether it is the start or the end of something in the programme.
  var isTime: Bool { isStart || isEnd }
  var isStart: Bool { name == "start" && type == .dateTime }
  var isEnd: Bool { name == "end" && type == .dateTime }

  /// Whether it is a list of people who may have a role.
  var hasRoles: Bool {
    guard case .list(.record(let fields)) = type, case .reference? = fields.first?.type else {
      return false
    }
    return fields.contains { $0.name == "role" && $0.type == .text }
  }
}

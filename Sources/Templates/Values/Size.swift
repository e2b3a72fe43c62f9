extension Value {
  /// Refuses a value that is nested too deeply, or has more parts than anybody reads: a list that holds
  /// itself twice, forty times over, is small until it is printed.
  func checkSize() throws(TemplateFailure) {
    var parts = mostParts
    try checkSize(depth: 100, &parts)
  }

  /// Refuses what `checkSize` refuses, for a value that grows in a loop. A long list is looked at as a whole only each
  /// 64th time, so that filling it costs what it holds; in between it gets at most so many levels deeper, and its own
  /// length is always known.
  func checkGrowth(afterChanges count: Int) throws(TemplateFailure) {
    guard case .list(let values) = self, values.count >= 128, !count.isMultiple(of: 64) else {
      return try checkSize()
    }
    guard values.count < mostParts else { throw .tooManyParts }
  }

  private func checkSize(depth: Int, _ parts: inout Int) throws(TemplateFailure) {
    switch self {
    case .list(let values):
      parts -= values.count
      guard depth > 0, parts > 0 else { throw .tooManyParts }
      for value in values { try value.checkSize(depth: depth - 1, &parts) }
    case .mapping(let mapping):
      parts -= mapping.count
      guard depth > 0, parts > 0 else { throw .tooManyParts }
      for (_, value) in mapping.pairs { try value.checkSize(depth: depth - 1, &parts) }
    case .object(let object):
      guard let count = object.list?.count else { return }
      parts -= count
      guard depth > 0, parts > 0 else { throw .tooManyParts }
    default: return
    }
  }
}

extension Value {
  /// How many steps walking over the value takes: one for each part of a list or mapping and of the lists in
  /// it, and one for every 64 bytes of a text.
  var walk: Int {
    switch self {
    case .text(let text): text.utf8.count >> 6
    case .markup(let bytes): bytes.count >> 6
    case .list(let values):
      values.reduce(values.count) { sum, value in
        if case .list(let inner) = value { sum + inner.count } else { sum }
      }
    case .mapping(let mapping): mapping.count
    case .object(let object): object.list?.count ?? 0
    case .none, .boolean, .integer, .double: 0
    }
  }

  var isText: Bool {
    switch self {
    case .text, .markup: true
    default: false
    }
  }
}

extension Arguments {
  /// How many steps walking over all values takes.
  var walk: Int { positional.reduce(0) { $0 + $1.walk } }
}

extension TemplateFailure {
  fileprivate static var tooManyParts: TemplateFailure {
    TemplateFailure(
      .renderLimit, "this holds more than a million parts, or parts more than 100 deep")
  }
}

/// More than anybody reads.
private let mostParts = 1_000_000

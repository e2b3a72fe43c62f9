extension Value {
  /// Refuses a value that is nested too deeply, or has more parts than anybody reads: a list that holds
  /// itself twice, forty times over, is small until it is printed.
  func checkSize() throws(TemplateFailure) {
    var parts = 1_000_000
    try checkSize(depth: 100, &parts)
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

extension TemplateFailure {
  fileprivate static var tooManyParts: TemplateFailure {
    TemplateFailure(
      .renderLimit, "this holds more than a million parts, or parts more than 100 deep")
  }
}

extension Value {
  /// Refuses to compare lists and mappings that have more parts than anybody compares.
  func checkComparable(with other: Value) throws(TemplateFailure) {
    guard isGroup && other.isGroup else { return }
    try checkSize()
    try other.checkSize()
  }

  private var isGroup: Bool {
    switch self {
    case .list, .mapping: true
    default: false
    }
  }

  /// Equality as Jinja has it: numbers by value, texts and markup by their characters, things by what
  /// they are. Values of different sorts are unequal.
  func equals(_ other: Value) -> Bool {
    if isLazy || other.isLazy { return withElements.equals(other.withElements) }
    switch (self, other) {
    case (.none, .none): return true
    case (.text(let a), .text(let b)): return hasSameBytes(a, b)
    case (.list(let a), .list(let b)):
      return a.count == b.count && zip(a, b).allSatisfy { $0.equals($1) }
    case (.mapping(let a), .mapping(let b)):
      return a.count == b.count
        && a.pairs.allSatisfy { pair in b[pair.key].map { pair.value.equals($0) } ?? false }
    case (.object(let a), .object(let b)):
      let (identity, rank) = (a.identity, a.rank)
      // Names of types are compared last, since they cost most.
      guard identity == b.identity, rank == b.rank, a.typeName == b.typeName else { return false }
      return identity != nil || rank != nil || (a.text != nil && a.text == b.text)
    default: break
    }
    if let a = string, let b = other.string { return hasSameBytes(a, b) }
    switch (number, other.number) {
    case (.integer(let a)?, .integer(let b)?): return a == b
    case (.integer(let a)?, .double(let b)?), (.double(let b)?, .integer(let a)?):
      return Int(exactly: b) == a
    case (let a?, let b?): return a.double == b.double
    default: return false
    }
  }

  /// Equality that does not take true for 1 or 1 for 1.0.
  func isSame(as other: Value) -> Bool {
    switch (self, other) {
    case (.boolean, .boolean), (.integer, .integer), (.double, .double): equals(other)
    case (.boolean, _), (_, .boolean), (.double, .integer), (.integer, .double): false
    default: equals(other)
    }
  }

  /// Whether this value comes before another; `nil` for values that have no order between them.
  func isBefore(_ other: Value) -> Bool? {
    if isLazy || other.isLazy { return withElements.isBefore(other.withElements) }
    switch (self, other) {
    case (.list(let a), .list(let b)):
      for (left, right) in zip(a, b) where !left.equals(right) { return left.isBefore(right) }
      return a.count < b.count
    case (.object(let a), .object(let b)):
      guard a.typeName == b.typeName else { return nil }
      if let left = a.rank, let right = b.rank { return left < right }
      guard let left = a.text, let right = b.text else { return nil }
      return left.unicodeScalars.lexicographicallyPrecedes(right.unicodeScalars)
    default: break
    }
    if let a = string, let b = other.string {
      return a.unicodeScalars.lexicographicallyPrecedes(b.unicodeScalars)
    }
    switch (number, other.number) {
    case (.integer(let a)?, .integer(let b)?): return a < b
    case (.integer(let a)?, .double(let b)?):
      // A whole number that a fraction cannot hold is compared as the whole number it is.
      return Int(exactly: b.rounded(.up)).map { a < $0 } ?? (Double(a) < b)
    case (.double(let a)?, .integer(let b)?):
      return Int(exactly: a.rounded(.down)).map { $0 < b } ?? (a < Double(b))
    case (let a?, let b?): return a.double < b.double
    default: return nil
    }
  }

  /// For `sort`, `unique` and their like, which ignore case unless `case_sensitive` is given.
  var withoutCase: Value {
    switch self {
    case .text(let text): .text(text.lowercased())
    case .markup: .text((string ?? "").lowercased())
    default: self
    }
  }

  /// `a in b`.
  func contains(_ member: Value) throws(TemplateFailure) -> Bool {
    switch self {
    case .list(let values):
      try checkComparable(with: member)
      return values.contains { $0.equals(member) }
    case .mapping(let mapping):
      switch member {
      case .list, .mapping:
        throw TemplateFailure("a mapping has texts as names, and this is \(member.typeName)")
      default: return member.string.map { mapping[$0] != nil } ?? false
      }
    case .text, .markup:
      guard let part = member.string else {
        throw TemplateFailure("only a text can be in a text, and this is \(member.typeName)")
      }
      return part.isEmpty || find(part, in: string ?? "") != nil
    default:
      if isLazy { return try withElements.contains(member) }
      throw TemplateFailure("'in' looks into a list, a mapping or a text, and this is \(typeName)")
    }
  }
}

/// Texts are equal if their bytes are. Swift alone would also call `é` and `e` with an accent after it
/// equal.
private func hasSameBytes(_ a: String, _ b: String) -> Bool {
  a.utf8.count == b.utf8.count && a == b && a.utf8.elementsEqual(b.utf8)
}

/// Where a part of a text begins, in UTF-8 template units.
func find(_ part: String, in text: String, from start: Int = 0) -> Int? {
  find(Array(part.utf8), in: Array(text.utf8), from: start)
}

func find(_ part: [UInt8], in text: [UInt8], from start: Int = 0) -> Int? {
  guard let first = part.first else { return start }
  var position = start
  while position + part.count <= text.count {
    guard let candidate = text[position...].firstIndex(of: first),
      candidate + part.count <= text.count
    else { return nil }
    if text[candidate...].starts(with: part) { return candidate }
    position = candidate + 1
  }
  return nil
}

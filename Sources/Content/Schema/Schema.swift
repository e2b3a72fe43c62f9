package import Templates

/// What the pages of a site may say: its kinds, their fields and its taxonomies, each name with a
/// number, so that a page's values are found without comparing strings.
package struct Schema: Sendable {
  package private(set) var kinds: [Kind]
  /// The names of the taxonomies, in the order of `site.yaml`.
  package let taxonomies: [String]
  /// Every name a template or a page may use; a name's slot is its place here. The attributes that
  /// are known to the code come first, in their order.
  package private(set) var vocabulary: [String]
  private var slots: [String: Int] = [:]
  private var kindNumbers: [String: Int] = [:]
  /// Per kind, the keys its pages may set.
  private var fieldsOfKind: [[String: Field]] = []
  private var namesOfKind: [[String]] = []
  private var requiredFieldsOfKind: [[Field]] = []
  /// Per kind, whether its pages may have Markdown in their fields.
  package private(set) var holdsMarkdown: [Bool] = []
  /// What a field without a value is to templates, by slot: none, or an empty list.
  private var emptyValues: [Int: Value] = [:]

  package init(kinds: [Kind], taxonomies: [String]) {
    self.kinds = kinds
    self.taxonomies = taxonomies
    vocabulary = Attribute.names
    for (slot, name) in vocabulary.enumerated() { slots[name] = slot }
    for field in commonFields + sectionFields {
      intern(field.name)
      emptyValues[slots[field.name] ?? 0] = field.type.emptyValue
    }
    for name in taxonomies {
      intern(name)
      emptyValues[slots[name] ?? 0] = .list([])
    }
    for (number, kind) in kinds.enumerated() {
      kindNumbers[kind.name] = number
      for field in kind.fields {
        intern(field.name)
        internNested(field.type)
        let slot = slots[field.name] ?? 0
        if case .list = field.type { emptyValues[slot] = .list([]) }
        if emptyValues[slot] == nil { emptyValues[slot] = Value.none }
        for inverse in field.type.inverses {
          intern(inverse.name)
          emptyValues[slots[inverse.name] ?? 0] = .list([])
        }
      }
      intern(kind.name)
      let allowed = commonFields + kind.fields + taxonomies.map { Field($0, .list(.text)) }
      namesOfKind.append(allowed.map(\.name))
      requiredFieldsOfKind.append((commonFields + kind.fields).filter(\.isRequired))
      holdsMarkdown.append(allowed.contains { $0.type.holdsMarkdown })
      fieldsOfKind.append(Dictionary(allowed.map { ($0.name, $0) }) { first, _ in first })
    }
  }

  private mutating func intern(_ name: String) {
    guard slots[name] == nil else { return }
    slots[name] = vocabulary.count
    vocabulary.append(name)
  }

  private mutating func internNested(_ type: FieldType) {
    switch type {
    case .list(let element): internNested(element)
    case .record(let fields):
      for field in fields {
        intern(field.name)
        internNested(field.type)
      }
    default: break
    }
  }

  /// What a field that a page doesn't set is to templates; `nil` if no kind has such a field.
  package func emptyValue(ofSlot slot: Int) -> Value? { emptyValues[slot] }

  package func slot(of name: String) -> Int? { slots[name] }
  package func kindNumber(_ name: String) -> Int? { kindNumbers[name] }
  package func kind(_ number: Int) -> Kind { kinds[number] }

  /// The field a page of a kind may set under a name.
  package func field(_ name: String, ofKind kind: Int, isSection: Bool) -> Field? {
    if let field = fieldsOfKind[kind][name] { return field }
    return isSection ? sectionFields.first { $0.name == name } : nil
  }

  /// The names a page of a kind may set.
  package func fieldNames(ofKind kind: Int, isSection: Bool) -> [String] {
    namesOfKind[kind] + (isSection ? sectionFields.map(\.name) : [])
  }

  /// The fields that a page of a kind has to set.
  package func requiredFields(ofKind kind: Int) -> [Field] { requiredFieldsOfKind[kind] }

  /// The names that pages of some kind may set.
  var fieldNamesOfAllKinds: [String] {
    var seen: Set<String> = []
    return namesOfKind.flatMap(\.self).filter { seen.insert($0).inserted }
  }

  /// The names under which pages of a kind have the pages that refer to them, in the order declared.
  package func inverseNames(ofKind kind: String) -> [String] {
    var names: [String] = []
    for inverse in kinds.flatMap({ $0.fields.flatMap(\.type.inverses) })
    where (inverse.kinds.isEmpty || inverse.kinds.contains(kind)) && !names.contains(inverse.name) {
      names.append(inverse.name)
    }
    return names
  }
}

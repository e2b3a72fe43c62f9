package import Templates

/// What the pages of a site may say: its kinds, their fields and its taxonomies, each name with a
/// number, so that a page's values are found without comparing strings.
package struct Schema: Sendable {
  package private(set) var kinds: [Kind]
  /// The names of the taxonomies, in the order of `site.yaml`.
  package let taxonomies: [String]
  /// Every name a template or a page may use; a name's slot is its index here. The keys of pages come
  /// first, then the names that templates may use on any site.
  package private(set) var vocabulary: Vocabulary
  private var kindNumbers: [String: Int] = [:]
  /// Per kind, the keys its pages may set.
  private var fieldsOfKind: [[String: Field]] = []
  private var namesOfKind: [[String]] = []
  private var requiredFieldsOfKind: [[Field]] = []
  /// Per kind, whether its pages may have Markdown in their fields.
  package private(set) var holdsMarkdown: [Bool] = []
  /// What a field without a value is to templates, by slot: none, or an empty list.
  private var emptyValues: [Int: Value] = [:]

  package init(kinds: [Kind], taxonomies: [String], names: TemplateNames) {
    self.kinds = kinds
    self.taxonomies = taxonomies
    vocabulary = Schema.vocabularyOfAllSites(names)
    for field in commonFields + sectionFields {
      emptyValues[vocabulary.add(field.name)] = field.type.emptyValue
    }
    for name in taxonomies { emptyValues[vocabulary.add(name)] = .list([]) }
    for (number, kind) in kinds.enumerated() {
      kindNumbers[kind.name] = number
      for field in kind.fields {
        let slot = vocabulary.add(field.name)
        addNames(of: field.type)
        if case .list = field.type { emptyValues[slot] = .list([]) }
        if emptyValues[slot] == nil { emptyValues[slot] = Value.none }
        for inverse in field.type.inverses {
          emptyValues[vocabulary.add(inverse.name)] = .list([])
        }
      }
      vocabulary.add(kind.name)
      let allowed = commonFields + kind.fields + taxonomies.map { Field($0, .list(.text)) }
      namesOfKind.append(allowed.map(\.name))
      requiredFieldsOfKind.append((commonFields + kind.fields).filter(\.isRequired))
      holdsMarkdown.append(allowed.contains { $0.type.holdsMarkdown })
      fieldsOfKind.append(Dictionary(allowed.map { ($0.name, $0) }) { first, _ in first })
    }
  }

  /// The part of the vocabulary that is the same for every site.
  package static func vocabularyOfAllSites(_ names: TemplateNames) -> Vocabulary {
    Vocabulary(PageKey.names + names.all)
  }

  private mutating func addNames(of type: FieldType) {
    switch type {
    case .list(let element): addNames(of: element)
    case .record(let fields):
      for field in fields {
        vocabulary.add(field.name)
        addNames(of: field.type)
      }
    default: break
    }
  }

  /// What a field that a page doesn't set is to templates; `nil` if no kind has such a field.
  package func emptyValue(ofSlot slot: Int) -> Value? { emptyValues[slot] }

  package func slot(of name: String) -> Int? { vocabulary.slot(of: name) }
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
  package var fieldNamesOfAllKinds: [String] {
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

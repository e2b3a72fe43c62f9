extension TemplateSet {
  /// The templates that others include, import or extend by their names. `nil` if some name is computed, so that
  /// any may be meant.
  package var namedTemplates: Set<String>? {
    var names: Set<String> = []
    for entry in entries.values {
      for template in entry.chain.dropFirst() { names.insert(template.name) }
      guard let template = entry.chain.first else { continue }
      for include in template.tables.includes {
        let constant = template.constantNames(include)
        if constant.isEmpty { return nil }
        names.formUnion(constant.map(\.name))
      }
      names.formUnion(template.tables.imports.map(\.template))
    }
    return names
  }
}

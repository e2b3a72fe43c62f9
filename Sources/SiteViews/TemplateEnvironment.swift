import Content
package import ContentSchema
package import Templates

/// What the site's templates may use. It follows from the kinds of pages that the site has.
package func templateEnvironment(_ schema: Schema) -> Environment {
  let functions = PageRendering.functions.map(\.declaration).map { function in
    guard function.name == PageRendering.pagesFunction else { return function }
    var function = function
    for kind in schema.kinds where function.resultsByFirst[kind.name] == nil {
      function.resultsByFirst[kind.name] = .list(.thing("page " + kind.name))
    }
    return function
  }
  return Environment(
    vocabulary: schema.vocabulary.names, functions: functions,
    filters: PageRendering.filters.map(\.declaration),
    variables: PageRendering.variables.map(\.name), shapes: schema.shapes,
    openFolder: "directives/", document: "docs/templates.md",
    wordsFunction: PageRendering.wordsFunction, hints: hints)
}

/// Functions of other generators, by what does their work here.
private let hints: [String: String] = {
  let now = "the day that the site is built is site.date: {{ site.date | date(\"yyyy\") }}"
  let words = "words of the interface are t(\"key\")"
  return [
    "now": now, "today": now, "date": now, "datetime": now, "_": words, "gettext": words,
    "i18n": words, "trans": words, "url_for": "addresses are url(\"/path/\") and asset(\"name\")",
    "relURL": "addresses are url(\"/path/\") and asset(\"name\")",
    "get_url": "addresses are url(\"/path/\") and asset(\"name\")",
    "static": "addresses are url(\"/path/\") and asset(\"name\")",
  ]
}()

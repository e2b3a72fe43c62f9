import Diagnostics
import Templates

/// Compiles the site's templates against what a site's templates may use.
func compileTemplates(
  _ sources: [SourceText], _ configuration: SiteConfiguration
) -> Diagnosed<TemplateSet> {
  let environment = Environment(
    vocabulary: configuration.schema.vocabulary, functions: siteFunctions, filters: siteFilters,
    variables: siteVariables, shapes: configuration.schema.shapes)
  let templates = sources.map { source in
    let name = source.file.hasPrefix("templates/") ? String(source.file.dropFirst(10)) : source.file
    return (name: name, source: source)
  }
  return TemplateSet.compile(templates, environment)
}

/// The names that every template finds in its context.
let siteVariables = ["site", "page", "pager", "taxonomy", "term", "programme", "data"]

let siteFunctions: [FunctionDeclaration] = [
  FunctionDeclaration("url", [Parameter("path")], result: .address),
  FunctionDeclaration("asset", [Parameter("path")], result: .address),
  FunctionDeclaration("t", [Parameter("key")], takesAnyKeywords: true),
  FunctionDeclaration(
    "pages", [Parameter("kind", default: Value.none), Parameter("section", default: Value.none)],
    result: .list(.thing("page"))),
  FunctionDeclaration("find_page", [Parameter("path")], result: .thing("page")),
  FunctionDeclaration("menu", [Parameter("name")], result: .list(.thing("menu entry"))),
]

let siteFilters: [FunctionDeclaration] = [
  FunctionDeclaration("date", [Parameter("style", default: .text("medium"))]),
  FunctionDeclaration("markdown", []),
  FunctionDeclaration("absolute_url", []),
]

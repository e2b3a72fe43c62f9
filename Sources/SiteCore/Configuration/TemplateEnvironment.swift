import Diagnostics
import Templates

/// Compiles the site's templates against what a site's templates may use.
func compileTemplates(
  _ sources: [SourceText], _ configuration: SiteConfiguration
) -> Diagnosed<TemplateSet> {
  TemplateSet.compile(
    sources, Environment(vocabulary: configuration.schema.vocabulary, functions: siteFunctions, filters: siteFilters))
}

let siteFunctions: [FunctionDeclaration] = [
  FunctionDeclaration("url", [Parameter("path")]),
  FunctionDeclaration("asset", [Parameter("path")]),
  FunctionDeclaration("t", [Parameter("key")], takesAnyKeywords: true),
  FunctionDeclaration(
    "pages", [Parameter("kind", default: Value.none), Parameter("section", default: Value.none)]),
  FunctionDeclaration("find_page", [Parameter("path")]),
  FunctionDeclaration("menu", [Parameter("name")]),
]

let siteFilters: [FunctionDeclaration] = [
  FunctionDeclaration("date", [Parameter("style", default: .text("medium"))]),
  FunctionDeclaration("markdown", []),
  FunctionDeclaration("absolute_url", []),
]

import Content
package import SiteModel
import SiteSettings
import Templates

/// The search of the site, for templates.
struct SearchView: DeclaredView {
  let context: RenderContext
  let language: Int
  let page: SettingsAddress

  static let thing = "search"
  static let title = "the search"
  static let attributes = AttributeTable(list)

  static let list: [Attribute<SearchView>] = [
    Attribute("page", .thing("page"), "the search page") { view in
      .optional(
        view.context.site.page(view.page, in: view.language).map {
          .object(PageView(context: view.context, id: $0))
        })
    },
    Attribute("index", .text, "the address of the index's first file, for the script") { view in
      .text(view.context.href(file: view.context.site.searchFolder(view.language) + "index.js"))
    },
    Attribute("root", .text, "the address that the addresses of pages in the index begin with") {
      view in
      .text(view.context.href(file: ""))
    },
  ]

  var identity: Int? { nil }
}

extension Site {
  /// Where the search of a language has its files: below the output folder, with a slash at its end.
  package func searchFolder(_ language: Int) -> String {
    "assets/search/\(configuration.languages[language].code)/"
  }
}

import Content
import ContentSchema
import Markdown
import Prose
import SiteModel
import SiteSettings
import Templates
import Text
import Web

/// The functions of templates that are looked for in them, to check what they are given.
package let urlFunction = "url"
package let findPageFunction = "find_page"

extension PageRendering {
  /// What is known of its result depends on the site's kinds.
  static let pagesFunction = "pages"
  static let wordsFunction = "t"

  static let functions: [Function<PageRendering>] = [
    Function(
      urlFunction,
      "the address of a page or file of the site: `url(\"/speakers/\")`; also of a page: `url(page.section)`",
      .required("path"), result: .address
    ) {
      (host, path) throws(TemplateFailure) in .text(try host.url(path))
    },
    Function(
      "asset", "the address of a file of `templates/assets/`", .required("path"), result: .address
    ) {
      (host, path) throws(TemplateFailure) in .text(try host.asset(path))
    },
    Function(
      wordsFunction,
      "[words of the interface](#words-of-the-interface), with values for their `{names}`: `t(\"session.with\", names=\"Ada\")`",
      [.required("key")], takesAnyKeywords: true
    ) {
      (host, arguments) throws(TemplateFailure) in
      .text(try host.translate(arguments[0], arguments.named))
    },
    Function(
      "language_code",
      "the code of the language that the page is shown in, also for macros that see no `site`",
      result: .text
    ) { host throws(TemplateFailure) in .text(host.languageCode) },
    Function(
      "text_direction",
      "how the page's language is written, for `dir`: `ltr`, or `rtl` from right to left, such as Arabic",
      result: .text
    ) { host throws(TemplateFailure) in
      .text(isWrittenFromRightToLeft(host.languageCode) ? "rtl" : "ltr")
    },
    Function(
      pagesFunction,
      "pages of a kind, of a section, or both: `pages(kind=\"speaker\")`, `pages(section=\"news\")`",
      .optional("kind"), .optional("section"), result: .list(.thing("page"))
    ) {
      (host, kind, section) throws(TemplateFailure) in try host.pages(kind: kind, section: section)
    },
    Function(
      findPageFunction,
      "a page by its address: `find_page(\"/programme/\")`; none if there is none",
      .required("path"), result: .thing("page")
    ) {
      (host, path) throws(TemplateFailure) in try host.findPage(path)
    },
    Function(
      "menu", "the [entries](#menu-entry) of a menu of `site.yaml`", .required("name"),
      result: .list(.thing("menu entry"))
    ) {
      (host, name) throws(TemplateFailure) in try host.menu(name)
    },
    Function(
      "file",
      "a [file](#file) of the site, named as in a link: `file(\"plan.pdf\")` from the page's folder, `file(\"/files/plan.pdf\")` from the root",
      .required("path"), result: .thing("file")
    ) {
      (host, path) throws(TemplateFailure) in try host.file(path)
    },
    imageFunction,
    linesFunction,
    fitFunction,
    Function(
      "fail",
      "stops with an error, in a component at the place in the editor's text; see [components](#components-for-editors)",
      .required("message"), .optional("help"), .optional("attribute")
    ) {
      (host, message, help, attribute) throws(TemplateFailure) in
      throw host.refusal(message, help: help, attribute: attribute)
    },
  ]

  // MARK: Addresses

  private func url(_ value: Value) throws(TemplateFailure) -> String {
    if case .object(let object) = value, let view = object as? PageView {
      return context.href(view.id)
    }
    guard let path = value.asText else {
      throw TemplateFailure("url() takes an address as text", argument: 0)
    }
    if isWebAddress(path) { return path }
    guard path.hasPrefix("/") || context.path(ofPrinted: path) != nil else {
      throw TemplateFailure(
        "url() takes an address from the site's root, and '\(path)' begins without a slash",
        argument: 0, help: "write url(\"/\(path)\")")
    }
    switch context.resolve(path, from: id) {
    case .page(let target, let suffix): return context.href(target) + suffix
    case .file(let file, let suffix): return context.href(file: file) + suffix
    case .notLive(let target): return context.href(target)
    case .unknown: return path
    case .dead:
      throw TemplateFailure(
        ViewCode.linkDead, "there is nothing at '\(path)'", argument: 0,
        help: "write the address of a page or file of the site")
    }
  }

  private func asset(_ value: Value) throws(TemplateFailure) -> String {
    let name = value.asText ?? ""
    if let asset = site.assets[name] { return context.href(file: asset.outputPath.text) }
    let meant = nearest(to: name, in: site.assets.names).map { "did you mean '\($0)'?" }
    throw TemplateFailure(
      ViewCode.assetUnknown,
      "there is no asset '\(name)'", argument: 0, help: meant ?? "assets lie in templates/assets/")
  }

  // MARK: Words

  private func translate(
    _ key: Value, _ values: [(String, Value)]
  ) throws(TemplateFailure) -> String {
    let key = key.asText ?? ""
    for candidate in forms(of: key, count: values.first { $0.0 == "count" }?.1) {
      guard let text = site.words(candidate, language: wordsLanguage) else { continue }
      let filled = fill(text, values.map { ($0.0, $0.1.asText ?? "") })
      guard let missing = filled.missing.first else { return filled.text }
      throw TemplateFailure(
        ViewCode.wordValueMissing,
        "'\(key)' needs a value for {\(missing)}", help: "write t(\"\(key)\", \(missing)=…)")
    }
    let meant = nearest(to: key, in: site.strings.keys(language: languageCode))
    throw TemplateFailure(
      ContentCode.missingWords,
      site.strings.lackOfWords(key, language: languageCode), argument: 0,
      help: meant.map { "did you mean '\($0)'?" } ?? "add \(key): to that file")
  }

  // MARK: Pages

  private func pages(kind: Value, section: Value) throws(TemplateFailure) -> Value {
    let kind = try kindIndex(of: kind)
    guard let section = try sectionID(of: section) else {
      return context.list(
        kind.map { site.lists.pages(in: language, ofKind: $0) } ?? site.lists.pages(in: language))
    }
    return context.list(
      kind.map { site.lists.pages(of: section, ofKind: $0, in: site) }
        ?? site.sections.pages[section] ?? [])
  }

  /// `nil` if none is given.
  private func kindIndex(of value: Value) throws(TemplateFailure) -> Int? {
    if case .none = value { return nil }
    let name = value.asText ?? ""
    if let index = site.schema.kindNumber(name) { return index }
    let names = site.schema.kinds.map(\.name)
    throw TemplateFailure(
      ViewCode.pagesUnknown,
      "there is no kind '\(name)'", argument: 0,
      help: nearest(to: name, in: names).map { "did you mean '\($0)'?" }
        ?? "the kinds are " + names.joined(separator: ", "))
  }

  /// `nil` if none is given.
  private func sectionID(of value: Value) throws(TemplateFailure) -> PageID? {
    if case .none = value { return nil }
    if case .object(let object) = value, let view = object as? PageView { return view.id }
    let path = (value.asText ?? "").split(separator: "/").joined(separator: "/")
    if let id = site.index.page(atPath: path, language: language, in: site.pages) { return id }
    throw TemplateFailure(
      ViewCode.pagesUnknown,
      "there is no section '\(value.asText ?? "")'", argument: 1,
      help: "a section is a folder of content/ with an _index.md")
  }

  private func findPage(_ value: Value) throws(TemplateFailure) -> Value {
    guard let path = value.asText else {
      throw TemplateFailure("find_page() takes an address as text", argument: 0)
    }
    let isWhole = path.hasPrefix("/") || context.path(ofPrinted: path) != nil
    switch context.resolve(isWhole ? path : "/" + path, from: id) {
    case .page(let id, _): return context.view(id)
    case .notLive, .file, .dead, .unknown: return Value.none
    }
  }

  // MARK: Menus

  private func menu(_ value: Value) throws(TemplateFailure) -> Value {
    let name = value.asText ?? ""
    guard let menu = site.menus[language].first(where: { $0.name == name }) else {
      let names = site.configuration.menus.map(\.name)
      throw TemplateFailure(
        ViewCode.menuUnknown,
        "site.yaml has no menu '\(name)'", argument: 0,
        help: names.isEmpty
          ? "add it under menus:" : "its menus are " + names.joined(separator: ", "))
    }
    return .list(MenuItemView.views(of: menu.items, context, current: id))
  }

  // MARK: Directives

  /// A file of the site, named as editors name it in a link.
  func file(_ value: Value) throws(TemplateFailure) -> Value {
    if case .object(let object) = value, object is FileView { return value }
    guard let path = value.asText else {
      throw TemplateFailure("file() takes a file's name as text", argument: 0)
    }
    let location = directive?.attributes.first { $0.value == path }?.valueLocation
    func failure(_ code: ViewCode, _ message: String, _ help: String?) -> TemplateFailure {
      TemplateFailure(
        code, message, argument: 0, help: help, location: location ?? directive?.location)
    }
    switch context.resolve(path, from: id) {
    case .file(let file, _): return .object(FileView(context: context, path: file))
    case .page, .notLive:
      throw failure(
        .pageInsteadOfFile, "'\(path)' is a page and no file",
        "write the name of a file that is copied")
    case .unknown: return Value.none
    case .dead(let message, let help): throw failure(.linkDead, message, help)
    }
  }

  /// What a template says about the attributes that a directive was given.
  private func refusal(_ message: Value, help: Value, attribute: Value) -> TemplateFailure {
    let name = attribute.asText
    let location = directive?.attributes.first { $0.key == name }?.valueLocation
    return TemplateFailure(
      ViewCode.directiveRefused, message.asText ?? "", help: help.asText,
      location: location ?? directive?.location)
  }
}

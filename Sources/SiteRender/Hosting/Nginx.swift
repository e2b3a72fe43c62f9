import Text

extension HostedSite {
  /// Settings for nginx, to be included in a `server` (https://nginx.org/en/docs/).
  ///
  /// All is within one `location`, so two editions of a conference can be included in one server. A location that has a
  /// header of its own has none of those above it, so each repeats all of them.
  var nginx: String {
    let inside = [
      "absolute_redirect off;", "index index.html;", "charset utf-8;",
      "charset_types \(types(besides: "text/html"));", "gzip on;", "gzip_vary on;",
      "gzip_types \(types(besides: "text/html"));", "default_type application/octet-stream;",
    ]
    let text = typedEndings.map { "    \($0.bareType) \($0.endings.joined(separator: " "));\n" }
    return introduction(
      "Include it in the server's block:  include /etc/nginx/NAME.conf;",
      "root there is the folder in which the site's folder lies: the files of \(base)/ are below it at that path."
    )
      + moves.map(location).joined() + baseWithoutSlash
      + "location ^~ \(quoted(base + "/")) {\n"
      + inside.map { "  \($0)\n" }.joined() + errorPage(notFoundPages.last)
      + "  types {\n\(text.joined())  }\n" + headers(cacheAfterAsking, "  ")
      + notFoundPages.dropLast().map(location).joined()
      + block(
        "~ " + literal("^" + pattern(of: base) + fingerprintedPattern),
        headers(cacheForever, "    "))
      + feedLocation
      + block("~ " + literal(hiddenPattern), "    return 404;\n") + "}\n"
  }

  private func location(_ move: Move) -> String {
    let target = move.to.contains { "?#".contains($0) } ? move.to : move.to + "$is_args$args"
    return move.forms.map { form in
      "location = \(literal(form)) { absolute_redirect off; return 301 \(literal(target)); }\n"
    }.joined()
  }

  private func location(_ page: NotFoundPage) -> String {
    block(literal(page.below), errorPage(page, "    ") + headers(cacheAfterAsking, "    "))
  }

  private var baseWithoutSlash: String {
    base.isEmpty
      ? ""
      : "location = \(literal(base)) { absolute_redirect off; return 301 \(literal(base + "/")); }\n"
  }

  private var feedLocation: String {
    guard !feeds.isEmpty else { return "" }
    return block(
      "~ " + literal("^" + pattern(ofAny: feeds) + "$"),
      "    types {}\n    default_type application/atom+xml;\n" + headers(cacheAfterAsking, "    "))
  }

  private var hiddenPattern: String {
    ([dotFilePattern] + hidden.map { "^" + pattern(of: $0) + "$" }).joined(separator: "|")
  }

  private func block(_ name: String, _ body: String) -> String {
    "  location \(name) {\n\(body)  }\n"
  }

  private func errorPage(_ page: NotFoundPage?, _ indent: String = "  ") -> String {
    page.map { "\(indent)error_page 404 \(literal($0.page));\n" } ?? ""
  }

  private func headers(_ cache: String, _ indent: String) -> String {
    (headers + [("Cache-Control", cache)])
      .map { "\(indent)add_header \($0.name) \(literal($0.value)) always;\n" }.joined()
  }

  private func types(besides excluded: String) -> String {
    compressedTypes.filter { $0 != excluded }.joined(separator: " ")
  }
}

/// nginx takes a backslash before a quotation mark or another backslash for no part of the text.
private func literal(_ text: String) -> String { quoted(text) }

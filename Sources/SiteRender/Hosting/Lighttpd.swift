import Content
import Text
import Web

extension HostedSite {
  /// Settings for lighttpd, to be included (https://redmine.lighttpd.net/projects/lighttpd/wiki).
  ///
  /// All is within one condition, so two editions of a conference can be included in one server. What a condition sets
  /// replaces all of what is set outside of it, so the headers stand twice.
  var lighttpd: String {
    introduction(
      "Include it:  include \"NAME.conf\"  after",
      "server.modules += ( \"mod_setenv\", \"mod_deflate\", \"mod_redirect\", \"mod_rewrite\" )",
      "server.document-root is the folder in which the site's folder lies: the files of \(base)/ are below it at that path."
    ) + "$HTTP[\"url\"] =~ \(word("^" + pattern(of: base) + "/")) {\n"
      + settings.map { "  \($0)\n" }.joined()
      + condition(
        "^" + pattern(of: base) + fingerprintedPattern,
        ["setenv.set-response-header = " + headers(cacheForever)])
      + (feeds.isEmpty
        ? ""
        : condition(
          "^" + pattern(ofAny: feeds) + "$", ["mimetype.assign = ( \"\" => \(word(feedType)) )"]))
      + notFoundPages.dropLast().map {
        condition("^" + pattern(of: $0.below), ["server.error-handler = \(word($0.page))"])
      }.joined()
      // What begins with a dot is answered as what isn't there.
      + condition(
        ([dotFilePattern] + hidden.map { "^" + pattern(of: $0) + "$" }).joined(separator: "|"),
        ["url.rewrite-once = ( \"\" => \(word(base + "/.nothing-here")) )"]) + "}\n"
  }

  private var settings: [String] {
    [
      "index-file.names = ( \"index.html\" )",
      "server.error-handler = \(word(notFoundPages.last?.page ?? ""))",
      "mimetype.assign = (", types + ", \"\" => \"application/octet-stream\" )",
      "deflate.allowed-encodings = ( \"gzip\" )",
      "deflate.mimetypes = ( \(compressedTypes.map(word).joined(separator: ", ")) )",
      "setenv.set-response-header = " + headers(cacheAfterAsking),
    ]
      + (moves.isEmpty
        ? []
        : [
          "url.redirect-code = 301",
          "url.redirect = (\n\(moves.map(redirect).joined(separator: ",\n")) )",
        ])
  }

  private var types: String {
    typedEndings.map { entry in
      "    "
        + entry.endings.map { "\(word("." + $0)) => \(word(entry.type))" }.joined(separator: ", ")
    }.joined(separator: ",\n  ")
  }

  /// lighttpd compares redirects with the address as browsers send it.
  private func redirect(_ move: Move) -> String {
    let from = pattern(of: percentEncoded(move.isFolder ? String(move.from.dropLast()) : move.from))
    let target = move.to.split(separator: "%", omittingEmptySubsequences: false)
      .joined(separator: "%%")
    let query = move.to.contains { "?#".contains($0) } ? "" : "${qsa}"
    return
      "    \(word("^\(from)\(move.isFolder ? "/?" : "")(?:\\?|$)")) => \(word(target + query))"
  }

  private func headers(_ cache: String) -> String {
    let all = (headers + [("Cache-Control", cache)]).map { "\(word($0.name)) => \(word($0.value))" }
    return "( " + all.joined(separator: ",\n    ") + " )"
  }

  private func condition(_ pattern: String, _ settings: [String]) -> String {
    "  $HTTP[\"url\"] =~ \(word(pattern)) {\n" + settings.map { "    \($0)\n" }.joined() + "  }\n"
  }
}

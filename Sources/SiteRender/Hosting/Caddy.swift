import Text

extension HostedSite {
  /// Settings for Caddy, to be imported in a site's block (https://caddyserver.com/docs/caddyfile).
  ///
  /// All is within one `handle`, so two editions of a conference can be imported in one block.
  var caddy: String {
    introduction(
      "Import it in the site's block:  import /etc/caddy/NAME.conf",
      "root there is the folder in which the site's folder lies: the files of \(base)/ are below it at that path."
    )
      + (base.isEmpty ? "" : "redir \(word(base)) \(word(base + "/")) 301\n")
      + "handle \(base.isEmpty ? "" : word(base + "/*") + " "){\n"
      + "  header {\n"
      + (headers + [("Cache-Control", cacheAfterAsking)])
      .map { "    \($0.name) \(word($0.value))\n" }.joined() + "  }\n"
      + redirects
        + """
          encode zstd gzip

        \(types)
          @published {
            file {path} {path}/index.html
            not path_regexp \(word(dotFilePatternOfGo))
        \(hidden.isEmpty ? "" : "    not path \(hidden.map(word).joined(separator: " "))\n")\
          }
          handle @published {
            @fingerprinted path_regexp \(word("^" + pattern(of: base) + fingerprintedPattern))
            header @fingerprinted Cache-Control \(word(cacheForever))
            @typed expression {lectern_type} != ""
            header @typed Content-Type {lectern_type}
            file_server
          }

        """
      + notFoundPages.map(missing).joined() + "}\n"
  }

  /// Go's regular expressions look no further than where they are, so the one name that is allowed is spelled out.
  private var dotFilePatternOfGo: String {
    let name = "well-known"
    let others = name.indices.map { index in
      "\(name[..<index])(?:[^/\(name[index] == "-" ? #"\-"# : String(name[index]))]|/|$)"
    }
    return #"/\.(?:"# + others.joined(separator: "|") + "|\(name)[^/])"
  }

  private var redirects: String {
    guard !moves.isEmpty else { return "" }
    let entries = moves.flatMap { move in
      move.forms.map { "    \(word($0)) \(word(move.to))\n" }
    }
    return "  map {path} {lectern_target} {\n" + entries.joined() + "    default \"\"\n  }\n"
      + "  map {query} {lectern_query} {\n    \"\" \"\"\n    default \"?{query}\"\n  }\n"
      + "  @moved expression {lectern_target} != \"\"\n"
      + "  redir @moved {lectern_target}{lectern_query} 301\n"
  }

  private var types: String {
    let feeds = feeds.map { "    \(word($0)) \(word(feedType))\n" }
    let others = typedEndings.map { entry in
      "    \(word(#"~(?i)\.(?:"# + entry.endings.joined(separator: "|") + ")$")) \(word(entry.type))\n"
    }
    return "  map {path} {lectern_type} {\n" + (feeds + others).joined() + "    default \"\"\n  }"
  }

  private func missing(_ page: NotFoundPage) -> String {
    let matcher = page.below == base + "/" ? "" : word(page.below + "*") + " "
    return "  handle \(matcher){\n    rewrite * \(word(page.page))\n"
      + "    file_server {\n      status 404\n    }\n  }\n"
  }
}

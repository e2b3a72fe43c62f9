import Content
package import SiteModel
import SiteSettings
import Text
package import Web

/// What every host is told of a site.
package struct HostedSite: Sendable {
  /// The path of the site on its host, as browsers ask for it once `%XX` are read: empty, or `/malmo2012`.
  let base: String
  /// The headers that come with every answer.
  let headers: [(name: String, value: String)]
  let moves: [Move]
  let notFoundPages: [NotFoundPage]
  /// The addresses of feeds, which are no other XML.
  let feeds: [String]
  /// Addresses of files that are for hosts and not for visitors.
  let hidden: [String]
  /// The addresses below `assets/` whose names do not change with their bytes.
  let unfingerprinted: [String]
  /// The addresses of all fingerprinted files.
  let fingerprinted: [String]
  /// The addresses of files whose types some hosts don't know.
  let unusualFiles: [String]
  let title: String

  /// An old address that leads to another.
  struct Move: Sendable {
    /// From the host's root; `%XX` are read.
    let from: String
    /// Whether the address is the same with and without a slash at its end.
    let isFolder: Bool
    /// From the host's root, or with a host; as it is sent in a header.
    let to: String

    /// All forms of the old address.
    var forms: [String] { isFolder ? [String(from.dropLast()), from] : [from] }
  }

  /// What a host shows below an address where there is nothing.
  struct NotFoundPage: Sendable {
    /// Ends with a slash.
    let below: String
    let page: String
  }

  /// - Parameters:
  ///   - policy: what all files of the site load together.
  ///   - outputs: all files of the site.
  package init(_ site: Site, _ policy: ContentPolicy, _ outputs: [Output]) {
    let base = percentDecoded(site.configuration.baseURL.path) ?? site.configuration.baseURL.path
    self.base = base
    title = site.configuration.title.filter { !$0.isNewline }
    let hosting = site.configuration.hosting
    headers = securityHeaders(policy, httpsOnly: hosting?.httpsOnly)
    func address(_ output: Output) -> String { base + "/" + output.path.text }

    var moves: [Move] = []
    for output in outputs {
      guard case .redirect(let id) = output.recipe else { continue }
      moves.append(
        Move(from: output.path, base: base, to: site.address(of: site[id].permalink.path)))
    }
    for redirect in hosting?.redirects ?? [] {
      let to = redirect.to.hasPrefix("/") ? site.address(of: redirect.to) : redirect.to
      moves.append(Move(from: base + redirect.from, isFolder: false, to: to))
    }
    self.moves = moves.sorted { $0.from < $1.from }

    notFoundPages = site.pages.filter { $0.role == .notFound }.map { page in
      let path = base + page.permalink.path
      return NotFoundPage(below: String(path.dropLast("404.html".count)), page: path)
    }.sorted { $0.below.utf8.count > $1.below.utf8.count }
    feeds = outputs.filter { if case .feed = $0.recipe { true } else { false } }.map(address)
      .sorted()
    hidden = site.hostFiles.filter { !$0.liesBeside && !$0.rawValue.hasPrefix(".") }
      .map { base + "/" + $0.rawValue }
    let isFingerprinted = { (output: Output) in
      switch output.recipe {
      case .asset, .derived, .redirectScript: true
      default: false
      }
    }
    fingerprinted = outputs.filter(isFingerprinted).map(address).sorted()
    // Hosts take a hundred rules, and smaller pictures may be thousands. Browsers look at a picture's bytes, not at its type.
    unusualFiles = outputs.filter { output in
      if case .derived = output.recipe { return false }
      return [".ics", ".webmanifest", ".vtt", ".avif", ".jsonld", ".geojson"]
        .contains { output.path.text.hasSuffix($0) }
    }.map(address).sorted()
    unfingerprinted = outputs.filter { !isFingerprinted($0) && $0.path.text.hasPrefix("assets/") }
      .map(address).sorted()
  }

  /// What browsers do with the answer for a fingerprinted file, and for all others.
  let cacheForever = "public, max-age=31536000, immutable"
  let cacheAfterAsking = "no-cache"

  /// The addresses of fingerprinted files, as a regular expression without its beginning.
  let fingerprintedPattern = #"/assets/(?:.+/)?[^/]+\.[0-9a-z]{10}\.[^/]+$"#

  /// Addresses with a part that begins with a dot, which are no visitor's business.
  let dotFilePattern = #"/\.(?!well-known(?:/|$))"#

  /// The first lines of each file.
  func introduction(_ howTo: String...) -> String {
    let lines =
      ["What \(title) needs of its host. Lectern writes this file again at every build."] + howTo
    return lines.map { "# \($0)\n" }.joined() + "\n"
  }
}

extension HostedSite.Move {
  fileprivate init(from path: OutputPath, base: String, to: String) {
    let text = path.text
    let isFolder = text == "index.html" || text.hasSuffix("/index.html")
    self.init(
      from: base + "/" + (isFolder ? String(text.dropLast("index.html".count)) : text),
      isFolder: isFolder, to: to)
  }
}

extension Site {
  /// An address from the site's root as a header has it, from the host's root.
  fileprivate func address(of path: String) -> String {
    let end = path.firstIndex { "?#".contains($0) } ?? path.endIndex
    let decoded = percentDecoded(String(path[..<end])) ?? String(path[..<end])
    // A dollar means something to most of the servers.
    let encoded = percentEncoded(decoded).split(separator: "$", omittingEmptySubsequences: false)
    return configuration.baseURL.path + encoded.joined(separator: "%24") + path[end...]
  }
}

/// The headers that keep a browser from doing what the site doesn't need.
private func securityHeaders(
  _ policy: ContentPolicy, httpsOnly: Int?
) -> [(name: String, value: String)] {
  var headers = [
    ("Content-Security-Policy", policy.header),
    ("Referrer-Policy", "strict-origin-when-cross-origin"),
    ("X-Content-Type-Options", "nosniff"),
    ("Permissions-Policy", "camera=(), geolocation=(), microphone=(), payment=(), usb=()"),
    ("Cross-Origin-Opener-Policy", "same-origin"),
  ]
  if let httpsOnly { headers.append(("Strict-Transport-Security", "max-age=\(httpsOnly)")) }
  return headers
}

// MARK: Types

/// The type of feeds.
let feedType = "application/atom+xml; charset=utf-8"

/// A media type with all endings of files that have it.
struct TypedEndings {
  let type: String
  let endings: [String]

  /// The type without its parameters.
  var bareType: String { String(type.prefix { $0 != ";" }) }
  var isText: Bool { type.hasSuffix("charset=utf-8") }
}

/// All types of files, sorted.
let typedEndings: [TypedEndings] = Dictionary(grouping: contentTypes.keys) {
  contentTypes[$0] ?? ""
}.map { TypedEndings(type: $0.key, endings: $0.value.sorted()) }.sorted { $0.type < $1.type }

/// What is worth being compressed: pictures, films and packed files are compressed already.
let compressedTypes: [String] =
  (typedEndings.filter(\.isText).map(\.bareType) + ["application/atom+xml", "application/wasm"])
  .sorted().reduce(into: []) { if $0.last != $1 { $0.append($1) } }

// MARK: Words of settings

/// A text as a part of a regular expression (PCRE) that matches only itself.
func pattern(of text: String) -> String {
  var result = ""
  for scalar in text.unicodeScalars {
    if #"\.+*?()[]{}|^$#"#.unicodeScalars.contains(scalar) { result += "\\" }
    result.unicodeScalars.append(scalar)
  }
  return result
}

/// The patterns of texts, of which one has to match.
func pattern(ofAny texts: [String]) -> String {
  texts.count == 1 ? pattern(of: texts[0]) : "(?:\(texts.map(pattern).joined(separator: "|")))"
}

/// A text between quotation marks, with a backslash before those in it and before backslashes.
func quoted(_ text: String) -> String {
  var result = "\""
  for character in text {
    if character == "\"" || character == "\\" { result.append("\\") }
    result.append(character)
  }
  return result + "\""
}

/// A text between quotation marks for servers that leave a backslash in them as it is, but for one before a quotation mark.
func word(_ text: String) -> String {
  "\"" + text.split(separator: "\"", omittingEmptySubsequences: false).joined(separator: "\\\"")
    + "\""
}

// What web servers and hosts are told of a site: its headers, its redirects, its page for missing addresses. Each host has a
// language of its own for that, and a file of its own in this folder; what they are told is the same (`HostedSite`).
//
// Files that a host looks for among the published ones (`.htaccess`, `_headers`) lie in the output folder. The settings of
// nginx, Caddy and lighttpd lie beside it, for whoever looks after the server to take over: whoever may upload pages should
// not be able to change a server that reads them as root, and what isn't among the published files is never served.

import Content
package import Diagnostics
package import SiteModel
package import SiteSettings
import SiteViews
package import Web

/// A file that tells a host how to serve the site, by its name.
package enum HostFile: String, Hashable, Sendable, CaseIterable {
  case nginx = "nginx.conf"
  case apache = ".htaccess"
  case caddy = "caddy.conf"
  case lighttpd = "lighttpd.conf"
  case netlifyHeaders = "_headers"
  case netlifyRedirects = "_redirects"

  package var host: HostingSettings.Host {
    switch self {
    case .nginx: .nginx
    case .apache: .apache
    case .caddy: .caddy
    case .lighttpd: .lighttpd
    case .netlifyHeaders, .netlifyRedirects: .netlify
    }
  }

  /// Whether it lies in the folder beside the output folder, since it is no part of what is published.
  package var liesBeside: Bool {
    switch self {
    case .nginx, .caddy, .lighttpd: true
    case .apache, .netlifyHeaders, .netlifyRedirects: false
    }
  }
}

extension Site {
  /// The files that hosts need. A site with relative addresses lies anywhere, so no host can be told where.
  package var hostFiles: [HostFile] {
    guard let hosting = configuration.hosting, !options.isRelative else { return [] }
    return HostFile.allCases.filter { hosting.hosts.contains($0.host) }
  }
}

extension Output {
  /// A file for a host that lies beside the output folder.
  package init(beside file: HostFile) {
    self.init(path: OutputPath(file.rawValue), recipe: .hostFile(file))
  }

  /// Whether it can only be rendered when all others are.
  package var isHostFile: Bool { if case .hostFile = recipe { true } else { false } }
}

/// What a host is told.
func renderHostFile(_ file: HostFile, _ hosted: HostedSite) -> [UInt8] {
  let text =
    switch file {
    case .nginx: hosted.nginx
    case .apache: hosted.apache
    case .caddy: hosted.caddy
    case .lighttpd: hosted.lighttpd
    case .netlifyHeaders: hosted.netlifyHeaders
    case .netlifyRedirects: hosted.netlifyRedirects
    }
  return Array(text.utf8)
}

// MARK: What files load

/// Whether what a browser may load depends on a file of that name, so that the file has to be read.
package func countsForContentPolicy(_ path: String) -> Bool { LoadingFile(path) != nil }

private enum LoadingFile {
  case page, styleSheet, script

  init?(_ path: String) {
    let name = path.lowercased()
    switch name.lastIndex(of: ".").map({ name[$0...] }) {
    case ".html", ".htm", ".svg": self = .page
    case ".css": self = .styleSheet
    case ".js", ".mjs": self = .script
    default: return nil
    }
  }
}

extension Site {
  /// What a browser loads when it shows a file of the site, or loads it with a page.
  package func contentPolicy(of path: OutputPath, _ bytes: [UInt8]) -> ContentPolicy {
    var policy = ContentPolicy()
    let own = configuration.baseURL.host
    switch LoadingFile(path.text) {
    case .page: policy.allow(page: bytes) { $0 == own }
    case .styleSheet: policy.allow(styleSheet: bytes) { $0 == own }
    case .script: policy.allow(script: bytes) { $0 == own }
    case nil: policy.allow(shownAlone: path.text)
    }
    return policy
  }

  /// Reports that a policy allows so much that it is long.
  package func mistakes(in policy: ContentPolicy) -> [Diagnostic] {
    let length = policy.header.utf8.count
    guard let hosting = configuration.hosting, length > longestPolicy else { return [] }
    return [
      .warning(
        RenderCode.contentPolicyLong,
        "the header that says what pages may load is \(length) bytes long, since it names each script and style that stands in a page",
        at: hosting.location,
        help: "move styles of the templates to a style sheet and scripts to a file")
    ]
  }
}

/// Some servers take no line of their settings that is much longer, and this comes with every answer.
private let longestPolicy = 4096

extension ContentPolicy {
  /// A browser that is asked for a picture or a film by itself makes a page of it.
  fileprivate mutating func allow(shownAlone path: String) {
    let type = contentType(of: path)
    if type.hasPrefix("image/") { allow("'self'", for: .pictures) }
    if type.hasPrefix("video/") || type.hasPrefix("audio/") { allow("'self'", for: .media) }
  }
}

// MARK: Mistakes

extension Site {
  /// What is wrong with `hosting:` that shows only when all addresses are known.
  func mistakesInHosting(outputs: [Output]) -> [Diagnostic] {
    guard let hosting = configuration.hosting else { return [] }
    var mistakes: [Diagnostic] = []
    if hosting.hosts.contains(.netlify), !configuration.baseURL.path.isEmpty {
      mistakes.append(
        .warning(
          RenderCode.hostNeedsRoot,
          "netlify reads _headers and _redirects only at the root of a domain, and base_url has the path \(configuration.baseURL.path)/",
          at: hosting.location,
          help: "publish the site at a domain of its own, or take netlify out"))
    }
    let internalTargets = hosting.redirects.filter {
      $0.to.hasPrefix("/") && $0.from.hasPrefix("/")
    }
    guard !internalTargets.isEmpty else { return mistakes }
    let paths = Set(outputs.map(\.path))
    for redirect in internalTargets where !paths.contains(OutputPath(ofAddress: redirect.to)) {
      mistakes.append(
        .error(
          ViewCode.linkDead, "there is nothing at \(redirect.to), where \(redirect.from) leads",
          at: redirect.location, help: "write the address of a page or file of the site"))
    }
    for redirect in hosting.redirects where paths.contains(OutputPath(ofAddress: redirect.from)) {
      mistakes.append(
        .error(
          RenderCode.addressTaken,
          "there is a page or file at \(redirect.from), so it cannot lead elsewhere",
          at: redirect.location, help: "leave this redirect out"))
    }
    return mistakes
  }
}

import Text

/// What the pages of a site may load, as the header Content-Security-Policy tells browsers (Content Security Policy
/// Level 3). It begins with nothing and grows by what the files of the site load.
package struct ContentPolicy: Hashable, Sendable {
  package enum Directive: String, CaseIterable, Sendable {
    case scripts = "script-src"
    case styles = "style-src"
    case pictures = "img-src"
    case fonts = "font-src"
    case media = "media-src"
    case connections = "connect-src"
    case frames = "frame-src"
    case objects = "object-src"
    case manifests = "manifest-src"
    case workers = "worker-src"
    case bases = "base-uri"
    case forms = "form-action"
  }

  private var sources: [Directive: Set<String>] = [:]

  package init() {}

  package mutating func allow(_ source: String, for directive: Directive) {
    sources[directive, default: []].insert(source)
  }

  package mutating func formUnion(_ other: ContentPolicy) {
    sources.merge(other.sources) { $0.union($1) }
  }

  /// The value of the header. Whatever nothing needs is forbidden.
  package var header: String {
    var directives = ["default-src 'none'"]
    for directive in Directive.allCases {
      let isOutsideOfDefault = directive == .bases || directive == .forms
      guard sources[directive] != nil || isOutsideOfDefault else { continue }
      let allowed = (sources[directive] ?? []).sorted { (rank($0), $0) < (rank($1), $1) }
      directives.append(
        directive.rawValue + " " + (allowed.isEmpty ? "'none'" : allowed.joined(separator: " ")))
    }
    let framesItself = sources[.frames]?.contains("'self'") ?? false
    directives.append("frame-ancestors " + (framesItself ? "'self'" : "'none'"))
    return directives.joined(separator: "; ")
  }

  /// `'self'`, other words, hosts and schemes, then hashes.
  private func rank(_ source: String) -> Int {
    if source == "'self'" { return 0 }
    if source.hasPrefix("'sha256-") { return 3 }
    return source.hasPrefix("'") ? 1 : 2
  }
}

// MARK: What a file needs

extension ContentPolicy {
  /// Allows what a page or an SVG picture loads, and the scripts and styles that stand in it.
  ///
  /// - Parameter isOwn: whether a host is the site's own.
  package mutating func allow(page html: [UInt8], isOwn: (String) -> Bool) {
    let loads = loads(in: html)
    for address in loads.addresses { allow(address.text(in: html), address.use, isOwn) }
    for target in loads.formTargets { allow(target.text(in: html), for: .forms, isOwn) }
    for code in loads.inlineCode {
      let bytes = code.bytes(in: html)
      let isScript = code.form == .script || code.form == .handler
      let directive: Directive = isScript ? .scripts : .styles
      allow("'sha256-\(base64(sha256(bytes)))'", for: directive)
      if code.form == .handler || code.form == .styleAttribute {
        allow("'unsafe-hashes'", for: directive)
      }
      if isScript, makesConnections(bytes, bytes.indices) { allow("'self'", for: .connections) }
    }
  }

  /// Allows what a style sheet loads.
  package mutating func allow(styleSheet bytes: [UInt8], isOwn: (String) -> Bool) {
    for reference in cssReferences(in: bytes, bytes.indices) {
      allow(reference.address, reference.role.use, isOwn)
    }
  }

  /// Allows what a script loads, as far as that can be known.
  package mutating func allow(script bytes: [UInt8], isOwn: (String) -> Bool) {
    for load in scriptLoads(in: bytes, bytes.indices) { allow(load.address, .ofScript, isOwn) }
    if startsServiceWorker(bytes, bytes.indices) { allow("'self'", for: .workers) }
    if makesConnections(bytes, bytes.indices) { allow("'self'", for: .connections) }
  }

  private mutating func allow(_ address: String, _ use: LoadUse, _ isOwn: (String) -> Bool) {
    switch use {
    case .picture: allow(address, for: .pictures, isOwn)
    case .script: allow(address, for: .scripts, isOwn)
    case .style: allow(address, for: .styles, isOwn)
    case .font: allow(address, for: .fonts, isOwn)
    case .media: allow(address, for: .media, isOwn)
    case .frame: allow(address, for: .frames, isOwn)
    case .object: allow(address, for: .objects, isOwn)
    case .manifest: allow(address, for: .manifests, isOwn)
    case .connection: allow(address, for: .connections, isOwn)
    case .base: allow(address, for: .bases, isOwn)
    case .ofScript:
      for directive in [Directive.scripts, .connections, .pictures] {
        allow(address, for: directive, isOwn)
      }
    case .ahead: break
    }
  }

  private mutating func allow(
    _ address: String, for directive: Directive, _ isOwn: (String) -> Bool
  ) {
    let bytes = Array(address.utf8)
    if let host = host(of: bytes[...]) {
      allow(isOwn(host) ? "'self'" : host, for: directive)
    } else if let scheme = ["data:", "blob:"].first(where: address.lowercased().hasPrefix) {
      allow(scheme, for: directive)
    } else if !isOther(address) {
      allow("'self'", for: directive)
    }
  }

  /// Whether an address asks no host: `mailto:`, `about:blank`.
  private func isOther(_ address: String) -> Bool {
    let name = address.prefix { $0 != ":" }
    return name.count < address.count
      && name.utf8.allSatisfy { $0.isASCIILetter || "+-.0123456789".utf8.contains($0) }
  }
}

import SiteRender

/// What a path means in the preview.
enum Route: Hashable, Sendable {
  /// One of the preview's own files, by its name: `preview.js`, `events`.
  case own(String)
  case output(Output)
  case redirect(status: Int, to: String)
  case nothing
  /// Outside the path that the site has on its host.
  case outside
}

extension Route {
  /// The folder of the preview's own files. No site has it, since names that begin with a dot are left out.
  static let ownFolder = "/.lectern/"

  /// - Parameters:
  ///   - basePath: the path that the site has on its host, as `/malmo2012`; empty if it has none.
  ///   - output: what the site has at a path below the output folder.
  init(_ request: RequestPath, basePath: String, output: (String) -> Output?) {
    let path = request.path
    if path.hasPrefix(Self.ownFolder) {
      self = .own(String(path.dropFirst(Self.ownFolder.count)))
    } else if path == "/" && !basePath.isEmpty {
      self = .redirect(status: 302, to: basePath + "/")
    } else if path == basePath && !basePath.isEmpty {
      self = .redirect(status: 301, to: basePath + "/" + request.query)
    } else if !path.hasPrefix(basePath + "/") {
      self = .outside
    } else {
      let relative = String(path.dropFirst(basePath.count + 1))
      let isFolder = relative.isEmpty || relative.hasSuffix("/")
      let file = isFolder ? relative + "index.html" : relative
      if let found = output(file) {
        self = .output(found)
      } else if !isFolder && output(relative + "/index.html") != nil {
        self = .redirect(status: 301, to: request.writtenPath + "/" + request.query)
      } else {
        self = .nothing
      }
    }
  }
}

/// What a path means on the preview.
enum Route: Hashable, Sendable {
  /// A file of the preview's own, by its name: `preview.js`, `events`.
  case own(String)
  case output(String)
  case redirect(status: Int, to: String)
  case nothing
  /// Outside the path that the site has on its host.
  case outside
}

extension Route {
  /// The folder of the preview's own files. No site has it: dot-files are no part of one.
  static let ownFolder = "/.lectern/"

  /// - Parameters:
  ///   - basePath: the path that the site has on its host, as `/malmo2012`; empty if it has none.
  ///   - isOutput: whether the site has a file at a path below the output folder.
  init(_ request: RequestPath, basePath: String, isOutput: (String) -> Bool) {
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
      if isOutput(file) {
        self = .output(file)
      } else if !isFolder && isOutput(relative + "/index.html") {
        self = .redirect(status: 301, to: request.writtenPath + "/" + request.query)
      } else {
        self = .nothing
      }
    }
  }
}

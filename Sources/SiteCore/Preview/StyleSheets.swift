extension Site {
  /// Where each style sheet of the design lies in the output, by its name.
  package var styleSheets: [String: String] {
    var paths: [String: String] = [:]
    for asset in assets.all where asset.name.hasSuffix(".css") {
      paths[asset.name] = asset.outputPath
    }
    return paths
  }

  /// The file that a copied or designed output comes from, from the site's folder.
  package func source(of recipe: Recipe) -> String? {
    switch recipe {
    case .page(let id), .list(let id, _), .feed(let id): self[id].source
    case .copy(let path): "content/" + path
    case .asset(let name): "templates/assets/" + name
    case .sitemap, .robots, .redirect: nil
    }
  }
}

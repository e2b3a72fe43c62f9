import Content
import SiteModel
import Web

extension Site {
  /// Where each style sheet of the design lies in the output, by its name.
  package var styleSheets: [String: String] {
    var paths: [String: String] = [:]
    for asset in assets.all where asset.name.hasSuffix(".css") {
      paths[asset.name] = asset.outputPath.text
    }
    return paths
  }
}

import Diagnostics

extension Site {
  /// What is wrong with how much a visitor has to load for a page: its HTML with the style sheets and
  /// scripts that it names. Pictures do not count.
  func excessWeight(of page: Page, _ html: [UInt8]) -> [Diagnostic] {
    guard let limit = configuration.pageWeightLimit else { return [] }
    let loaded = assets.all.filter { asset in
      (asset.name.hasSuffix(".css") || asset.name.hasSuffix(".js"))
        && html.holds(Array(asset.outputPath.utf8))
    }
    let weight = loaded.reduce(html.count) { $0 + $1.bytes.count }
    guard weight > limit else { return [] }
    return [
      .error(
        "\(page.permalink.path) weighs \(kilobytes(weight)) with its style sheets and scripts, and site.yaml allows \(kilobytes(limit))",
        at: SourceLocation(file: page.source),
        help: "shorten it, cut a long list with paginate:, or raise page_weight in site.yaml")
    ]
  }
}

/// Rounded up to a tenth, so that what is too much never looks like what is allowed.
private func kilobytes(_ bytes: Int) -> String {
  let tenths = (bytes + 99) / 100
  return tenths % 10 == 0 ? "\(tenths / 10) kB" : "\(tenths / 10).\(tenths % 10) kB"
}

extension [UInt8] {
  fileprivate func holds(_ text: [UInt8]) -> Bool {
    guard let first = text.first else { return true }
    var position = startIndex
    while let found = self[position...].firstIndex(of: first) {
      if self[found...].starts(with: text) { return true }
      position = found + 1
    }
    return false
  }
}

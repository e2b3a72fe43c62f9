package import Diagnostics
import Text
import Web

/// The files of the design, each under a name that changes with its bytes, so that browsers may keep
/// them for ever.
package struct Assets: Sendable {
  package struct Asset: Sendable {
    /// Below `templates/assets/`: `css/site.css`.
    package var name: String
    /// Below the output folder: `assets/css/site.1a2b3c4d5e.css`.
    package var outputPath: String
    package var bytes: [UInt8]
    /// The assets that a style sheet names.
    fileprivate var uses: [String] = []

    /// Whether it weighs in a page that loads it: pictures don't.
    fileprivate var weighs: Bool {
      ["css", "js", "mjs", "woff2", "woff", "ttf", "otf"].contains { name.hasSuffix("." + $0) }
    }
  }

  package private(set) var all: [Asset] = []
  private var places: [String: Int] = [:]
  /// Those that weigh in a page, each with all that it loads in turn.
  package private(set) var weighing: [(asset: Int, loads: Set<Int>)] = []

  package init() {}

  /// Takes in the files, by their names below `templates/assets/`. In style sheets, the
  /// names of other assets become their addresses.
  package static func make(_ files: [(name: String, bytes: [UInt8])]) -> Diagnosed<Assets> {
    var assets = Assets()
    var diagnostics: [Diagnostic] = []
    let styleSheets = files.filter { $0.name.hasSuffix(".css") }
    for file in files where !file.name.hasSuffix(".css") { assets.add(file.name, file.bytes) }
    for sheet in inImportOrder(styleSheets) {
      let rewritten = assets.withAddresses(sheet.bytes, of: sheet.name)
      diagnostics += rewritten.diagnostics
      let uses = localReferences(in: sheet.bytes).compactMap {
        target(of: $0.address, from: sheet.name)
      }
      assets.add(sheet.name, rewritten.value, uses: uses)
    }
    assets.all.sort { $0.name < $1.name }
    for (place, asset) in assets.all.enumerated() { assets.places[asset.name] = place }
    assets.weighing = assets.all.indices.filter { assets.all[$0].weighs }
      .map { ($0, assets.loads(of: $0)) }
    return Diagnosed(assets, diagnostics)
  }

  /// An asset that weighs, and those that weigh of what it names, and so on.
  private func loads(of asset: Int) -> Set<Int> {
    var loaded: Set<Int> = []
    var waiting = [asset]
    while let next = waiting.popLast() {
      guard all[next].weighs, loaded.insert(next).inserted else { continue }
      waiting += all[next].uses.compactMap { places[$0] }
    }
    return loaded
  }

  package subscript(name: String) -> Asset? { places[name].map { all[$0] } }

  package var names: [String] { all.map(\.name) }

  private mutating func add(_ name: String, _ bytes: [UInt8], uses: [String] = []) {
    let fingerprint = Fingerprint(bytes).text
    let folder = name.lastIndex(of: "/").map { name[...$0] } ?? ""
    let file = name.dropFirst(folder.count)
    let dot = file.lastIndex(of: ".")
    let stem = dot.map { file[..<$0] } ?? file[...]
    let ending = dot.map { file[$0...] } ?? ""
    places[name] = all.count
    all.append(
      Asset(
        name: name, outputPath: "assets/\(folder)\(stem).\(fingerprint)\(ending)", bytes: bytes,
        uses: uses))
  }

  /// Style sheets that import others come after them.
  private static func inImportOrder(
    _ sheets: [(name: String, bytes: [UInt8])]
  ) -> [(name: String, bytes: [UInt8])] {
    var ordered: [(name: String, bytes: [UInt8])] = []
    var visited: Set<String> = []
    func visit(_ sheet: (name: String, bytes: [UInt8])) {
      guard visited.insert(sheet.name).inserted else { return }
      for reference in localReferences(in: sheet.bytes) {
        let target = Assets.target(of: reference.address, from: sheet.name)
        if let imported = sheets.first(where: { $0.name == target }) { visit(imported) }
      }
      ordered.append(sheet)
    }
    for sheet in sheets { visit(sheet) }
    return ordered
  }

  private static func target(of path: String, from sheet: String) -> String? {
    let folder = sheet.lastIndex(of: "/").map { String(sheet[..<$0]) } ?? ""
    return joined(folder, String(path.prefix { $0 != "#" && $0 != "?" }))
  }

  private func withAddresses(_ bytes: [UInt8], of sheet: String) -> Diagnosed<[UInt8]> {
    var result: [UInt8] = []
    var diagnostics: [Diagnostic] = []
    var position = 0
    for reference in localReferences(in: bytes) {
      let target = Assets.target(of: reference.address, from: sheet)
      guard let target, let asset = self[target] else {
        let source = SourceText(file: "templates/assets/" + sheet, bytes: bytes)
        diagnostics.append(
          .error(
            ContentCode.missingAsset, "there is no asset '\(reference.address)'",
            at: source.location(of: reference.range),
            help: "the path is meant from the style sheet's folder"))
        continue
      }
      result += bytes[position..<reference.range.lowerBound]
      let depth = sheet.filter { $0 == "/" }.count
      let suffix = reference.address.drop { $0 != "#" && $0 != "?" }
      result += reference.escaped(
        String(repeating: "../", count: depth) + asset.outputPath.dropFirst("assets/".count)
          + suffix)
      position = reference.range.upperBound
    }
    return Diagnosed(result + bytes[position...], diagnostics)
  }
}

/// The addresses in a style sheet that name files beside it, in their order.
private func localReferences(in styleSheet: [UInt8]) -> [CSSReference] {
  cssReferences(in: styleSheet, styleSheet.indices).filter { reference in
    let path = reference.address
    return !path.isEmpty && !path.hasPrefix("/") && !path.hasPrefix("#") && !path.contains(":")
  }
}

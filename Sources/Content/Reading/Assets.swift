package import Diagnostics
package import Pictures
import SiteSettings
import Text
package import Web

/// The files of the design, each under a name that changes with its bytes, so that browsers may keep
/// them for ever.
package struct Assets: Sendable {
  package struct Asset: Sendable {
    /// Below `templates/assets/`: `css/site.css`.
    package var name: String
    /// Below the output folder: `assets/css/site.1a2b3c4d5e.css`.
    package var outputPath: OutputPath
    package var bytes: [UInt8]
    /// What is left out of a picture, and what is wrong with it.
    package var leftOut: [PictureData] = []
    package var damage: DamagedPicture?
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

  /// Takes in the files, by their names below `templates/assets/`. Where style sheets and scripts name other
  /// assets, the published addresses take the place of the names.
  package static func make(_ files: [(name: String, bytes: [UInt8])]) -> Diagnosed<Assets> {
    var assets = Assets()
    var diagnostics: [Diagnostic] = []
    let names = Set(files.map(\.name))
    let sources = files.map { AssetSource(name: $0.name, bytes: $0.bytes, among: names) }
    for group in inOrderOfUse(sources) {
      // Files that name each other in a circle can't wait for each other's names.
      if group.count > 1 {
        let fingerprint = assets.fingerprint(of: group)
        for file in group { assets.add(file, fingerprint: fingerprint) }
      }
      for file in group {
        let rewritten = assets.withAddresses(file)
        diagnostics += rewritten.diagnostics
        if group.count > 1 {
          assets.all[assets.places[file.name] ?? 0].bytes = rewritten.value
        } else {
          assets.add(file, bytes: rewritten.value, fingerprint: Fingerprint(rewritten.value).text)
        }
      }
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

  private mutating func add(_ file: AssetSource, bytes: [UInt8] = [], fingerprint: String) {
    let name = file.name
    let folder = name.lastIndex(of: "/").map { name[...$0] } ?? ""
    let base = name.dropFirst(folder.count)
    let dot = base.lastIndex(of: ".")
    let stem = dot.map { base[..<$0] } ?? base[...]
    let ending = dot.map { base[$0...] } ?? ""
    places[name] = all.count
    all.append(
      Asset(
        name: name, outputPath: OutputPath("assets/\(folder)\(stem).\(fingerprint)\(ending)"),
        bytes: bytes, leftOut: file.leftOut, damage: file.damage,
        uses: file.references.compactMap(\.target)))
  }

  /// One fingerprint for files that name each other: it changes when any of them does, or a file that they use.
  private func fingerprint(of group: [AssetSource]) -> String {
    let own = Set(group.map(\.name))
    var bytes: [UInt8] = []
    for file in group {
      bytes += file.bytes
      for case let target? in file.references.map(\.target) where !own.contains(target) {
        bytes += Array((self[target]?.outputPath.text ?? "").utf8)
      }
    }
    return Fingerprint(bytes).text
  }

  /// The files in groups, each after those that its files use. Only files that name each other share a group.
  private static func inOrderOfUse(_ files: [AssetSource]) -> [[AssetSource]] {
    let byName = Dictionary(files.map { ($0.name, $0) }, uniquingKeysWith: { first, _ in first })
    func reached(from file: AssetSource) -> Set<String> {
      var found: Set<String> = []
      var waiting = file.references.compactMap(\.target)
      while let next = waiting.popLast() {
        guard found.insert(next).inserted else { continue }
        waiting += byName[next]?.references.compactMap(\.target) ?? []
      }
      return found
    }
    let reach = files.map { (file: $0, names: reached(from: $0)) }
    // What a file uses reaches fewer files than the file itself, unless both are in one circle.
    let sorted = reach.sorted { ($0.names.count, $0.file.name) < ($1.names.count, $1.file.name) }
    var groups: [[AssetSource]] = []
    var grouped: Set<String> = []
    for (file, names) in sorted where grouped.insert(file.name).inserted {
      guard names.contains(file.name) else {
        groups.append([file])
        continue
      }
      let circle = sorted.filter { names.contains($0.file.name) && $0.names == names }
      grouped.formUnion(circle.map(\.file.name))
      groups.append(circle.map(\.file))
    }
    return groups
  }

  private func withAddresses(_ file: AssetSource) -> Diagnosed<[UInt8]> {
    var result: [UInt8] = []
    var diagnostics: [Diagnostic] = []
    var position = 0
    let source = SourceText(file: "templates/assets/" + file.name, bytes: file.bytes)
    for reference in file.references {
      guard let target = reference.target, let asset = self[target] else {
        diagnostics.append(
          .error(
            ContentCode.missingAsset, "there is no asset '\(reference.address)'",
            at: source.location(of: reference.range),
            help: "the path is meant from the folder of \(file.name)"))
        continue
      }
      result += file.bytes[position..<reference.range.lowerBound]
      let depth = file.name.count(where: { $0 == "/" })
      let way = depth > 0 ? String(repeating: "../", count: depth) : file.isScript ? "./" : ""
      let suffix = reference.address.drop { $0 != "#" && $0 != "?" }
      result += reference.written(way + asset.outputPath.text.dropFirst("assets/".count) + suffix)
      position = reference.range.upperBound
    }
    return Diagnosed(result + file.bytes[position...], diagnostics)
  }
}

/// A file below `templates/assets/`, and the other files there that it names.
private struct AssetSource {
  struct Reference {
    let address: String
    let range: Range<Int>
    /// The name of the file that is meant. `nil` if there is none.
    let target: String?
    /// Another address as it is written in place of this one.
    let written: (String) -> [UInt8]
  }

  let name: String
  /// As they are published: of a picture without what it says of people and places.
  let bytes: [UInt8]
  private(set) var leftOut: [PictureData] = []
  private(set) var damage: DamagedPicture?
  private(set) var references: [Reference] = []

  var isScript: Bool { name.hasSuffix(".js") || name.hasSuffix(".mjs") }

  init(name: String, bytes: [UInt8], among names: Set<String>) {
    self.name = name
    if PictureSize.isPicture(name) {
      do {
        let picture = try PublishedPicture(bytes)
        (self.bytes, leftOut) = (picture.bytes, picture.leftOut)
      } catch {
        (self.bytes, damage) = (bytes, error)
      }
      return
    }
    self.bytes = bytes
    let folder = name.lastIndex(of: "/").map { String(name[..<$0]) } ?? ""
    func target(_ address: String) -> String? {
      let path = String(address.prefix { $0 != "#" && $0 != "?" })
      let target =
        path.hasPrefix(rootFolder) ? String(path.dropFirst(rootFolder.count)) : joined(folder, path)
      return target.flatMap { names.contains($0) ? $0 : nil }
    }
    if name.hasSuffix(".css") {
      references = cssReferences(in: bytes, bytes.indices).filter { namesFile($0.address) }
        .map { reference in
          Reference(
            address: reference.address, range: reference.range, target: target(reference.address),
            written: { reference.escaped($0) })
        }
    } else if isScript {
      // A name without a way is looked up in an import map and is no file.
      references = scriptReferences(in: bytes)
        .filter { $0.address.hasPrefix(".") || $0.address.hasPrefix(rootFolder) }
        .map {
          Reference(
            address: $0.address, range: $0.range, target: target($0.address),
            written: { Array($0.utf8) })
        }
    }
  }
}

/// Where assets are published below the site's root.
private let rootFolder = "/assets/"

/// Whether an address in a style sheet names a file beside it, or another asset from the site's root.
private func namesFile(_ address: String) -> Bool {
  if address.hasPrefix(rootFolder) { return true }
  return !address.isEmpty && !address.hasPrefix("/") && !address.hasPrefix("#")
    && !address.contains(":")
}

import Content
import Diagnostics
import Publishing
import Web

/// The addresses on other sites that a site's pages lead to, and where they stand in its files.
struct SiteLinks {
  /// Without fragments, sorted: what a host is asked for.
  let addresses: [String]
  /// The pages that each of them is on.
  let outputs: [String: [OutputPath]]
  /// Where each of them stands.
  private(set) var places: [String: [Place]] = [:]
  private let files: [File]

  struct Place {
    let location: SourceLocation
    /// With its fragment.
    let place: AddressPlace
    /// Which file it is in.
    let file: Int
  }

  private struct File {
    let path: String
    let diskPath: String
    let bytes: [UInt8]
  }

  /// More bytes than this no text of an editor has.
  private static let largestFile = 4 << 20

  init(
    _ found: [BuildReport.ExternalAddress], in workspace: Workspace
  ) throws(WorkspaceError) {
    let byAddress = Dictionary(grouping: found, by: \.text.withoutFragment)
    addresses = byAddress.keys.sorted()
    outputs = byAddress.mapValues { Set($0.map(\.output)).sorted() }
    files = try workspace.texts().map { (path, diskPath) throws(WorkspaceError) in
      File(path: path, diskPath: diskPath, bytes: try FileSystem.read(diskPath))
    }
    let search = AddressSearch(Set(found.map(\.text)))
    for (number, file) in files.enumerated() {
      let found = search.places(in: file.bytes)
      if found.isEmpty { continue }
      let source = SourceText(file: file.path, bytes: file.bytes)
      let mark = file.bytes.count - source.bytes.count
      for place in found {
        let range = (place.range.lowerBound - mark)..<(place.range.upperBound - mark)
        places[place.address.withoutFragment, default: []].append(
          Place(location: source.location(of: range), place: place, file: number))
      }
    }
  }

  // MARK: Mending

  /// Puts new addresses into the files, and changes nothing else in them.
  ///
  /// - Returns: the changes in words.
  func fix(
    _ memory: LinkMemory, _ workspace: Workspace, _ options: LinkOptions
  ) throws(WorkspaceError) -> [String] {
    var changes: [Int: [AddressChange]] = [:]
    var words: [(SourceLocation, String)] = []
    for address in addresses {
      let entry = memory.entries[address, default: .init()]
      guard let target = replacement(entry.verdict, entry.archived) else { continue }
      for place in places[address, default: []] {
        let old = place.place.address
        let fragment = old.dropFirst(old.withoutFragment.count)
        let new = target.contains("#") ? target : target + fragment
        changes[place.file, default: []].append(AddressChange(place.place, to: new))
        words.append((place.location, "\(place.location.clickable): \(old) → \(new)"))
      }
    }
    if !options.isDryRun {
      for (number, changes) in changes.sorted(by: { $0.key < $1.key }) {
        let file = files[number]
        let isMarkup = [".html", ".htm", ".xml", ".svg"].contains(where: file.path.hasSuffix)
        let bytes = mended(file.bytes, changes, hasReferences: isMarkup)
        try FileSystem.replace(file.diskPath, with: bytes)
      }
    }
    return words.sorted { $0.0 < $1.0 }.map(\.1)
  }

  /// Whether an address was, or would be, put right in all files.
  func isMended(_ address: LinkReport.Address, _ options: LinkOptions) -> Bool {
    options.fixes && !options.isDryRun && !address.places.isEmpty
      && replacement(address.verdict, address.archived) != nil
  }

  private func replacement(_ verdict: LinkVerdict, _ archived: String?) -> String? {
    let target: String? =
      switch verdict {
      case .moved(let target): target
      case .gone: archived
      default: nil
      }
    return target.flatMap { canStandAnywhere($0) && isWebAddress($0) ? $0 : nil }
  }
}

extension Workspace {
  /// The texts of the site that may have addresses in them: as paths from its folder, and on the disk.
  fileprivate func texts() throws(WorkspaceError) -> [(path: String, diskPath: String)] {
    let tree = try listInputs().value
    let endings = [
      ".md", ".yaml", ".yml", ".csv", ".json", ".html", ".htm", ".xml", ".svg", ".txt", ".css",
      ".js", ".j2", ".jinja",
    ]
    let files =
      ["site.yaml"] + tree.content.map { "content/" + $0 }
      + tree.templates.map { "templates/" + $0 }
    var texts: [(path: String, diskPath: String)] = []
    for file in files where endings.contains(where: file.lowercased().hasSuffix) {
      let diskPath = path(tree.diskPath(of: file))
      guard let status = try FileSystem.status(diskPath), status.kind == .file,
        status.size < 4 << 20
      else { continue }
      texts.append((file, diskPath))
    }
    return texts
  }
}

extension FileSystem {
  /// Gives an existing or new file other bytes in one step, and leaves it its rights.
  static func replace(_ path: String, with bytes: [UInt8]) throws(WorkspaceError) {
    let real = try realPath(path) ?? path
    let passing = parent(of: real) + "/.lectern-\(real.split(separator: "/").last ?? "")"
    try write(bytes, to: passing)
    if let status = try status(real) { try setMode(of: passing, to: status.mode) }
    try move(passing, to: real)
  }
}

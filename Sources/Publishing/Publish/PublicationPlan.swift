// What a publication does, worked out before anything is touched: from the site that was built, the record of
// earlier publications, and what stands at the place. Files go there in an order in which each page that is there
// finds what it needs at every moment: first what isn't a page, then pages that are new (nothing leads to them
// yet), then those that change, then lists of files (phones take what a list names), and only then something is removed, pages before what they need.

import Text
package import Web

/// A file of the site that was built.
package struct PublishedFile: Hashable, Sendable {
  package let path: OutputPath
  /// The text of its `Fingerprint`.
  package let fingerprint: String
  /// In bytes.
  package let size: Int

  package init(path: OutputPath, fingerprint: String, size: Int) {
    self.path = path
    self.fingerprint = fingerprint
    self.size = size
  }
}

package struct PublicationPlan: Sendable {
  /// Files of earlier publications that lie where a folder comes, or in a folder that becomes a file.
  package private(set) var inTheWay: [OutputPath] = []
  /// What isn't a page and is new or has changed.
  package private(set) var assets: [OutputPath] = []
  package private(set) var newPages: [OutputPath] = []
  package private(set) var changedPages: [OutputPath] = []
  /// Lists of what phones keep, which are new or have changed.
  package private(set) var lists: [OutputPath] = []
  /// What isn't part of the site any more, pages first.
  package private(set) var removed: [OutputPath] = []
  /// Files that a program left half-way when an earlier publication was ended.
  package private(set) var leftovers: [String] = []
  /// Assets that only pages need which somebody still has open.
  package private(set) var kept: [OutputPath] = []
  /// Files of earlier publications that somebody has changed since, and that are no part of the site: they stay.
  package private(set) var changedByOthers: [OutputPath] = []
  /// What stands where a file of the site comes, and no publication wrote.
  package private(set) var foreign: [String] = []
  package private(set) var unchanged = 0
  /// Which of the assets and lists are new.
  private var newAssets: Set<OutputPath> = []
  /// How many files of earlier publications stand at the place.
  private var present = 0

  /// The record while the publication goes on, and after it.
  package private(set) var announced: PublicationRecord
  package private(set) var final: PublicationRecord

  /// How long assets stay that no page of the site needs any more, in seconds: a day.
  package static let keepsAssets = 86_400

  /// - Parameters:
  ///   - files: the site that was built.
  ///   - record: what earlier publications wrote; `nil` if there is no record.
  ///   - now: in seconds since 1970.
  ///   - adopts: whether files that no publication wrote may be replaced.
  package init(
    _ files: [PublishedFile], record: PublicationRecord?, listing: PlaceListing, now: Int,
    adopts: Bool = false
  ) {
    announced = record ?? PublicationRecord(publishedAt: now)
    final = PublicationRecord(publishedAt: now)
    let owned = record?.entries ?? [:]
    present = owned.count { $0.value.leftAt == nil && listing.has($0.key) }
    var needed: Set<OutputPath> = []
    for file in files {
      needed.insert(file.path)
      final.entries[file.path] = .init(fingerprint: file.fingerprint, size: file.size)
      let earlier = owned[file.path]
      if let earlier, earlier.fingerprint == file.fingerprint,
        listing.size(of: file.path) == file.size
      {
        unchanged += 1
        announced.entries[file.path] = .init(fingerprint: file.fingerprint, size: file.size)
        continue
      }
      if earlier == nil, listing.has(file.path), !adopts { foreign.append(file.path.text) }
      announced.entries[file.path] = .init(fingerprint: nil, size: file.size)
      let isNew = !listing.has(file.path)
      if file.path.isOfflineList {
        lists.append(file.path)
        if isNew { newAssets.insert(file.path) }
      } else if !file.path.isPage {
        assets.append(file.path)
        if isNew { newAssets.insert(file.path) }
      } else if isNew {
        newPages.append(file.path)
      } else {
        changedPages.append(file.path)
      }
    }
    for (path, entry) in owned where !needed.contains(path) {
      retire(path, entry, listing, now)
    }
    makeRoom(for: needed, owned, listing)
    leftovers = listing.entries.keys.filter { name in
      guard let path = fileBegun(as: name) else { return false }
      return owned[path] != nil || needed.contains(path)
    }.sorted()
    sort()
  }

  /// Decides what becomes of a file that is no part of the site any more.
  private mutating func retire(
    _ path: OutputPath, _ entry: PublicationRecord.Entry, _ listing: PlaceListing, _ now: Int
  ) {
    guard listing.has(path) else {
      announced.entries[path] = nil
      return
    }
    if entry.fingerprint != nil, listing.size(of: path) != entry.size {
      changedByOthers.append(path)
      announced.entries[path] = nil
      return
    }
    let leftAt = entry.leftAt ?? now
    if path.isFingerprinted, entry.fingerprint != nil, now - leftAt < Self.keepsAssets {
      kept.append(path)
      let entry = PublicationRecord.Entry(
        fingerprint: entry.fingerprint, size: entry.size, leftAt: leftAt)
      (announced.entries[path], final.entries[path]) = (entry, entry)
    } else {
      removed.append(path)
    }
  }

  /// Finds what stands where a folder comes, and what lies in folders that become files.
  private mutating func makeRoom(
    for needed: Set<OutputPath>, _ owned: [OutputPath: PublicationRecord.Entry],
    _ listing: PlaceListing
  ) {
    var folders: Set<String> = []
    for path in needed { folders.formUnion(path.folders) }
    for name in listing.entries.keys {
      let isFolderOfOurs = folders.contains(name)
      guard isFolderOfOurs || liesInAFile(name, needed) else { continue }
      let path = OutputPath(exactly: name)
      guard let path, owned[path] != nil, !changedByOthers.contains(path) else {
        // A program's leavings don't stay in the way.
        if fileBegun(as: name).map({ owned[$0] != nil }) != true { foreign.append(name) }
        continue
      }
      inTheWay.append(path)
      removed.removeAll { $0 == path }
      kept.removeAll { $0 == path }
      final.entries[path] = nil
    }
  }

  /// Whether a path leads through one at which the site has a file.
  private func liesInAFile(_ name: String, _ needed: Set<OutputPath>) -> Bool {
    OutputPath(name).folders.contains { needed.contains(OutputPath($0)) }
  }

  private mutating func sort() {
    inTheWay.sort()
    assets.sort()
    newPages.sort()
    changedPages.sort()
    lists.sort()
    removed.sort { ($0.isPage ? 0 : 1, $0) < ($1.isPage ? 0 : 1, $1) }
    kept.sort()
    changedByOthers.sort()
    foreign.sort()
  }
}

extension PublicationPlan {
  /// Whether the place is as it should be already.
  package var isEmpty: Bool {
    puts.isEmpty && removals.isEmpty && leftovers.isEmpty
  }

  /// All files that are put there.
  package var puts: [OutputPath] { assets + newPages + changedPages + lists }

  /// All files that are removed.
  package var removals: [OutputPath] { inTheWay + removed }

  /// What is lost if nobody keeps it: files that are replaced, and files that are removed.
  package func replaced(at listing: PlaceListing) -> [OutputPath] {
    (puts.filter(listing.has) + removals).sorted()
  }

  package var new: [OutputPath] {
    ((assets + lists).filter(newAssets.contains) + newPages).sorted()
  }

  package var changed: [OutputPath] {
    ((assets + lists).filter { !newAssets.contains($0) } + changedPages).sorted()
  }

  /// Whether more than a fifth of what earlier publications wrote would go.
  package var removesMuch: Bool { removals.count * 5 > present }

  /// `removes 40 of the 120 files that are there`.
  package var amountRemoved: String {
    "\(removals.count) of the \(present) files that were published there"
  }

  /// The folders that removals may leave empty, the innermost first.
  package var emptiedFolders: [String] { folders(of: removals) }

  /// The folders that are to be gone before files of the same names come.
  package var foldersInTheWay: [String] { folders(of: inTheWay) }

  private func folders(of paths: [OutputPath]) -> [String] {
    let needed = Set(final.entries.keys.flatMap(\.folders))
    return Set(paths.flatMap(\.folders)).subtracting(needed)
      .sorted { ($1.utf8.count, $0) < ($0.utf8.count, $1) }
  }

  /// What the publication changes, in words: a line that counts, and lines that name.
  ///
  /// - Parameter most: how many files of each sort are named.
  package func words(most: Int) -> [String] {
    if isEmpty { return ["  nothing to do: all \(unchanged) files are there"] }
    var lines = [
      "  \(new.count) new, \(changed.count) changed, \(removals.count) removed, \(unchanged) as they were"
    ]
    for (word, paths) in [
      ("new", new), ("changed", changed), ("removed", removals),
      ("kept for a day", kept), ("changed by somebody else, so left", changedByOthers),
    ] {
      lines += paths.prefix(most).map { "  \(word): \(inOneLine($0.text))" }
      if paths.count > most { lines.append("  \(word): and \(paths.count - most) more") }
    }
    return lines
  }
}

extension OutputPath {
  /// Whether the file is shown by a browser and loads others.
  package var isPage: Bool { text.hasSuffix(".html") }

  /// Whether another version of the file would have another name, as the files of a design have.
  fileprivate var isFingerprinted: Bool { text.hasPrefix("assets/") }
}

/// The file that a program began to write under a passing name and never ended. `nil` if it is no such name.
///
/// rsync writes `.page.html.A1b2C3` (rsync(1), `--temp-dir`), rclone from 1.63 `page.html.A1b2C3d4.partial`
/// (rclone.org/docs, `--partial-suffix`), and we ourselves `.page.html.lectern`.
func fileBegun(as name: String) -> OutputPath? {
  let slash = name.lastIndex(of: "/").map { name.index(after: $0) } ?? name.startIndex
  let (folder, file) = (name[..<slash], name[slash...])
  func isRandom(_ text: Substring, _ length: Int) -> Bool {
    text.utf8.count == length
      && text.unicodeScalars.allSatisfy {
        $0.isASCII && ($0.properties.isAlphabetic || $0.properties.numericType != nil)
      }
  }
  guard let dot = file.lastIndex(of: ".") else { return nil }
  let ending = file[file.index(after: dot)...]
  let stem = file[..<dot]
  if file.first == ".", ending == "lectern" || isRandom(ending, 6) {
    return stem.count > 1 ? OutputPath(exactly: String(folder + stem.dropFirst())) : nil
  }
  guard ending == "partial", let second = stem.lastIndex(of: "."),
    isRandom(stem[stem.index(after: second)...], 8)
  else { return nil }
  return OutputPath(exactly: String(folder + stem[..<second]))
}

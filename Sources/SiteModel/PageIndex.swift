package import Content
package import ContentSchema
import Synchronization
import Text

/// How pages and files are found: by path, by address, by the last part of their path.
package struct PageIndex: Sendable {
  /// By path without endings, all languages.
  private(set) var byPath: [String: [PageID]] = [:]
  private(set) var byAddress: [String: PageID] = [:]
  /// Originals by the last part of their path.
  private(set) var byName: [String: [PageID]] = [:]
  /// The files of `content/` that are copied.
  package let files: Set<String>
  /// What is known of those files, by path.
  package let facts: [String: FileFacts]
  private let filesByName: FilesByName
  /// Those of the files that are larger pictures than a page should show.
  package let largePictures: Set<String>
  /// Whether smaller pictures can be made of any of the files.
  package let hasPictureSources: Bool

  init(pages: [Page], files: Set<String>, facts: [String: FileFacts]) {
    self.files = files
    self.facts = facts
    filesByName = FilesByName(files)
    hasPictureSources = facts.contains { $0.value.source != nil }
    largePictures = Set(facts.filter { $0.value.isLargePicture }.keys)
    byPath.reserveCapacity(pages.count)
    byAddress.reserveCapacity(pages.count)
    byName.reserveCapacity(pages.count)
    for number in pages.indices {
      let id = PageID(index: number)
      let address = pages[number].permalink.path
      // A translation that is not live has the address of the page that is shown in its place.
      let isShown = pages[number].isShown
      if pages[number].hasOwnPage, isShown || byAddress[address] == nil { byAddress[address] = id }
      guard pages[number].role == .content || pages[number].role == .section else { continue }
      if isShown {
        byPath[pages[number].path, default: []].insert(id, at: 0)
      } else {
        byPath[pages[number].path, default: []].append(id)
      }
      if pages[number].original == id { byName[pages[number].id, default: []].append(id) }
    }
  }

  /// The file, by its path, whose name is nearest to one that was written.
  func file(like name: String) -> String? { filesByName.file(like: name) }

  /// The page at a path, in a language if there is one, else in any.
  package func page(atPath path: String, language: Int, in pages: [Page]) -> PageID? {
    guard let candidates = byPath[path] else { return nil }
    return candidates.first { pages[$0.index].language == language }
      ?? candidates.first { pages[$0.index].original == $0 }
  }
}

/// Files by their names, without their folders. Both ways to them are made when the first is asked for.
private final class FilesByName: Sendable {
  private let files: Set<String>
  private let names: NearestWords
  /// Of several files with one name the first.
  private let paths = Mutex<[String: String]?>(nil)

  init(_ files: Set<String>) {
    self.files = files
    names = NearestWords { files.sorted().map(lastComponent) }
  }

  func file(like name: String) -> String? {
    guard let near = names.nearest(to: name) else { return nil }
    return paths.withLock { paths in
      let made =
        paths ?? Dictionary(files.map { (lastComponent(of: $0), $0) }, uniquingKeysWith: min)
      paths = made
      return made[near]
    }
  }
}

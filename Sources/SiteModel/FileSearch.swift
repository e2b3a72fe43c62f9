import Content
import SiteSettings
import Text
import Web

/// Finds files that a text names by their addresses: HTML, style sheets, JSON or a template.
///
/// Reads each byte once. Only where the name of a file that is looked for ends, the whole address is taken out
/// and read.
package struct FileSearch: Sendable {
  package private(set) var found: Set<String> = []
  /// Files by the hash of their names, as written and as an address has them.
  private var byName: [UInt64: [String]] = [:]
  /// What an address of the site may begin with.
  private let roots: [String]

  init(_ files: [String], of baseURL: BaseURL) {
    roots = ["", baseURL.path, baseURL.origin + baseURL.path]
    for file in files {
      let name = lastComponent(of: file)
      for form in Set([name, percentEncoded(name)]) {
        var hash = Hash()
        for byte in form.utf8 { hash.add(byte) }
        byName[hash.value, default: []].append(file)
      }
    }
  }

  /// - Parameter folders: that relative addresses may be meant from.
  package mutating func read(_ text: [UInt8], inFolders folders: Set<String>) {
    var hash = Hash()
    // Of the address and of its last component.
    var (start, isInName) = (0, false)
    for position in text.indices {
      let byte = text[position]
      switch Role(byte) {
      case .letter:
        hash.add(byte)
        isInName = true
      case .softEnd:
        if isInName { check(hash, text[start..<position], folders) }
        hash.add(byte)
        isInName = true
      case .slash:
        hash = Hash()
        isInName = false
      case .end:
        if isInName { check(hash, text[start..<position], folders) }
        hash = Hash()
        isInName = false
        start = position + 1
      }
    }
    if isInName { check(hash, text[start...], folders) }
  }

  private mutating func check(_ hash: Hash, _ text: ArraySlice<UInt8>, _ folders: Set<String>) {
    guard let candidates = byName[hash.value],
      let text = percentDecoded(String(decoding: text, as: UTF8.self))
    else { return }
    for file in candidates where !found.contains(file) && text.hasSuffix(lastComponent(of: file)) {
      let name = lastComponent(of: file)
      let way = text.dropLast(name.count)
      // Without what stands before the way in the same text, as in `url(` or in a list of addresses.
      let start = way.lastIndex { " (,;".contains($0) }.map(way.index(after:)) ?? way.startIndex
      if leads(String(way) + name, to: file, folders)
        || leads(String(way[start...]) + name, to: file, folders)
      {
        found.insert(file)
      }
    }
  }

  private func leads(_ address: String, to file: String, _ folders: Set<String>) -> Bool {
    if address.contains("/") && roots.contains(where: { address == $0 + "/" + file }) {
      return true
    }
    return folders.contains { joined($0, address) == file }
  }

  private enum Role {
    case letter, slash, end
    /// Ends an address in some places, and is a part of one in others.
    case softEnd

    init(_ byte: UInt8) {
      switch byte {
      case UInt8(ascii: "/"): self = .slash
      case UInt8(ascii: "("), UInt8(ascii: ")"), UInt8(ascii: ","), UInt8(ascii: ";"),
        UInt8(ascii: " "),
        UInt8(ascii: "?"), UInt8(ascii: "#"):
        self = .softEnd
      case 0..<0x20, UInt8(ascii: "\""), UInt8(ascii: "'"), UInt8(ascii: "<"), UInt8(ascii: ">"),
        UInt8(ascii: "="), UInt8(ascii: "\\"), UInt8(ascii: "&"):
        self = .end
      default: self = .letter
      }
    }
  }

  /// FNV-1a.
  private struct Hash {
    private(set) var value: UInt64 = 0xcbf2_9ce4_8422_2325

    mutating func add(_ byte: UInt8) { value = (value ^ UInt64(byte)) &* 0x0000_0100_0000_01b3 }
  }
}

/// The name at the end of a path.
func lastComponent(of path: String) -> String {
  path.utf8.lastIndex(of: UInt8(ascii: "/")).map { String(path[path.utf8.index(after: $0)...]) }
    ?? path
}

import Text
package import Web

/// The address of a page below the site's root, such as `/news/opening/`.
///
/// Invariant: begins with a slash; ends with one unless the editor gave a file's name as the `url`.
package struct Permalink: Hashable, Sendable {
  package let path: String

  package init(_ components: [String]) {
    path = components.isEmpty ? "/" : "/" + components.joined(separator: "/") + "/"
  }

  private init(path: String) { self.path = path }

  /// Where hosts look for the page that they show for addresses that don't exist.
  package static let notFound = Permalink(path: "/404.html")

  /// The address of something in the folder that this one stands for.
  package func appending(_ component: String) -> Permalink {
    Permalink(path: path + component + "/")
  }

  /// The same address in a folder right below the site's root.
  package func below(_ folder: String) -> Permalink { Permalink(path: "/" + folder + path) }

  /// Reads the `url` of a page.
  package init(written text: String) throws(AddressRefusal) {
    guard !text.contains(where: { "?#%".contains($0) || $0.isWhitespace }) else { throw .noAddress }
    try self.init(checked: text)
    if !path.hasSuffix("/") && !Self.nameLooksLikeFile(in: path) {
      self = Permalink(path: path + "/")
    }
  }

  /// Reads an old address of a page, as other sites may have it in their links: letters may be written as `%XX`.
  ///
  /// An old address that has another ending than a page's (`/programme.php`) becomes a folder of that name, since
  /// hosts would send a file of it as something that it is not.
  package init(alias text: String) throws(AddressRefusal) {
    guard !text.contains("?"), !text.contains("#") else { throw .query }
    guard let decoded = percentDecoded(text) else { throw .noAddress }
    try self.init(checked: decoded)
    guard Self.nameLooksLikeFile(in: path), let dot = path.lastIndex(of: ".") else {
      if !path.hasSuffix("/") { self = Permalink(path: path + "/") }
      return
    }
    let ending = path[path.index(after: dot)...].lowercased()
    if endingsForPrograms.contains(ending) { throw .notForPeople(ending) }
    if ending != "html" && ending != "htm" { self = Permalink(path: path + "/") }
  }

  /// - Parameter text: an address without `%XX`.
  private init(checked text: String) throws(AddressRefusal) {
    guard text.hasPrefix("/"), !text.contains("//") else { throw .notFromRoot }
    let components = text.split(separator: "/")
    guard components.allSatisfy({ $0 != "." && $0 != ".." }) else { throw .noAddress }
    if let hidden = components.first(where: { $0.hasPrefix(".") }) { throw .hidden(String(hidden)) }
    let isPlain = components.allSatisfy { component in
      component.unicodeScalars.allSatisfy {
        $0 != "\\" && $0.properties.generalCategory != .control
      }
    }
    guard isPlain else { throw .noAddress }
    path = text.composed
  }

  private static func nameLooksLikeFile(in path: String) -> Bool {
    !path.hasSuffix("/") && lastName(of: path).contains(".")
  }

  private static func lastName(of path: String) -> Substring {
    path.lastIndex(of: "/").map { path[path.index(after: $0)...] } ?? path[...]
  }

  /// The file in the output folder that a web server answers this address with.
  package var outputPath: OutputPath {
    let relative = String(path.dropFirst())
    return OutputPath(path.hasSuffix("/") ? relative + "index.html" : relative)
  }

  /// The file of the feed of the section at this address.
  package var feedPath: OutputPath { OutputPath(path.dropFirst() + "feed.xml") }

  /// The address of a further page of the list that begins here.
  package func page(_ number: Int) -> Permalink {
    if number == 1 { return self }
    return Permalink(path: path + (path.hasSuffix("/") ? "" : "/") + "page/\(number)/")
  }
}

/// Why a text cannot be an address of a page.
package enum AddressRefusal: Error {
  /// It doesn't begin with a slash, or has two in a row.
  case notFromRoot
  /// A part begins with a dot: such files are the host's.
  case hidden(String)
  /// It has a `?` or `#`, which no file's name can have.
  case query
  /// It ends like what programs ask for, and no program follows a page that leads on.
  case notForPeople(String)
  /// It has letters that no address has.
  case noAddress
}

/// Endings of what browsers and other programs load by themselves: for these, a page that leads on is of no use.
private let endingsForPrograms: Set<String> = [
  "xml", "rss", "atom", "json", "jsonld", "webmanifest", "ics", "vcf", "css", "js", "mjs", "map",
  "wasm", "png", "jpg",
  "jpeg", "gif", "webp", "avif", "svg", "ico", "bmp", "woff", "woff2", "ttf", "otf", "eot", "mp3",
  "mp4", "m4a", "m4v",
  "ogg", "ogv", "webm", "mov", "wav", "vtt", "txt", "csv", "tsv", "yaml", "yml", "zip", "gz", "tar",
  "7z", "exe", "dmg",
]

/// A file name as a part of an address, with readable letters; "page" if it has none.
package func addressComponent(_ name: String) -> String { writtenComponent(name) ?? "page" }

/// A part of an address as an editor wrote it, with readable letters. `nil` if it has none. A dot at
/// the beginning would hide the file, or lead out of the folder.
package func writtenComponent(_ name: String) -> String? {
  if !name.isEmpty && !name.hasPrefix(".") && name.hasOnlyBytes(isAddressByte) { return name }
  let result = slug(name)
  return result.isEmpty ? nil : result
}

private func isAddressByte(_ byte: UInt8) -> Bool {
  switch byte {
  case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "0")...UInt8(ascii: "9"),
    UInt8(ascii: "-"), UInt8(ascii: "_"), UInt8(ascii: "."):
    true
  default: false
  }
}

/// A path with the bytes that an address can't have written as `%XX` (RFC 3986, section 3.3).
package func percentEncoded(_ path: String) -> String {
  // Nearly all are fit as they are, and seeing that here takes no call for each byte.
  path.hasOnlyBytes(isPathByte) ? path : percentEncoded(path, keeping: isPathByte)
}

private func isPathByte(_ byte: UInt8) -> Bool {
  switch byte {
  case UInt8(ascii: "/"), UInt8(ascii: "!"), UInt8(ascii: "$"), UInt8(ascii: "("),
    UInt8(ascii: ")"), UInt8(ascii: "*"), UInt8(ascii: "+"), UInt8(ascii: ","), UInt8(ascii: ";"),
    UInt8(ascii: "="), UInt8(ascii: ":"), UInt8(ascii: "@"):
    true
  default: isUnreserved(byte)
  }
}

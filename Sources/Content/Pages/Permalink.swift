import Text
import Web

/// The address of a page below the site's root, such as `/news/opening/`.
///
/// Invariant: begins with a slash; ends with one unless the editor gave a file's name as the `url`.
package struct Permalink: Hashable, Sendable {
  package let path: String

  package init(_ components: [String]) {
    path = components.isEmpty ? "/" : "/" + components.joined(separator: "/") + "/"
  }

  private init(path: String) { self.path = path }

  /// The address of something in the folder that this one stands for.
  package func appending(_ component: String) -> Permalink {
    Permalink(path: path + component + "/")
  }

  /// Reads an address that an editor wrote. `nil` if it doesn't begin with a slash, climbs out of
  /// the site or has parts that no address has.
  package init?(written text: String) {
    guard text.hasPrefix("/"), !text.contains("//") else { return nil }
    let components = text.split(separator: "/")
    let isPlain = components.allSatisfy { component in
      component != "." && component != ".."
        && !component.contains {
          "?#\\%".contains($0) || $0.isWhitespace || $0.asciiValue.map { $0 < 32 } == true
        }
    }
    guard isPlain else { return nil }
    let isFile = components.last?.contains(".") == true && !text.hasSuffix("/")
    path = isFile || text.hasSuffix("/") ? text : text + "/"
  }

  /// The file in the output folder that a web server answers this address with.
  package var outputPath: String {
    let relative = String(path.dropFirst())
    return path.hasSuffix("/") ? relative + "index.html" : relative
  }

  /// The address of a further page of the list that begins here.
  package func page(_ number: Int) -> Permalink {
    if number == 1 { return self }
    return Permalink(path: path + (path.hasSuffix("/") ? "" : "/") + "page/\(number)/")
  }
}

/// A file name as a part of an address, with readable letters; "page" if it has none.
package func addressComponent(_ name: String) -> String { writtenComponent(name) ?? "page" }

/// A part of an address as an editor wrote it, with readable letters. `nil` if it has none. A dot at
/// the beginning would hide the file, or lead out of the folder.
package func writtenComponent(_ name: String) -> String? {
  if !name.isEmpty && !name.hasPrefix(".") && name.utf8.allSatisfy(isAddressByte) { return name }
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
  path.utf8.allSatisfy(isPathByte) ? path : percentEncoded(path, keeping: isPathByte)
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

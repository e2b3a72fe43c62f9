import Diagnostics
import Text
import Web

/// How a link opens a place of a file in the editor.
package struct EditorLink: Hashable, Sendable {
  /// An address with `{path}`, `{line}` and `{column}` in it.
  private let pattern: String

  package static let names = ["vscode", "vscodium", "cursor", "zed", "idea", "none"]

  /// Takes the name of a known editor or an address of one's own. `nil` if it is neither.
  package init?(_ text: String) {
    switch text {
    case "vscode", "vscodium", "cursor": pattern = "\(text)://file{path}:{line}:{column}"
    case "zed": pattern = "zed://file{path}:{line}:{column}"
    case "idea": pattern = "idea://open?file={path}&line={line}&column={column}"
    case "none": pattern = ""
    default:
      let scheme = text.prefix { $0 != ":" }.lowercased()
      let isScheme =
        scheme.first?.isLetter == true
        && scheme.allSatisfy { $0.isLetter || $0.isNumber || "+-.".contains($0) }
      guard text.contains("{path}"), text.contains(":"), isScheme,
        !["javascript", "data", "vbscript"].contains(scheme)
      else { return nil }
      pattern = text
    }
  }

  /// The link to a place in the site's folder. `nil` if there is to be none.
  func address(of place: SourceLocation, in folder: String) -> String? {
    guard !pattern.isEmpty else { return nil }
    var address = pattern
    let path = percentEncoded(folder + "/" + place.file) {
      isUnreserved($0) || $0 == UInt8(ascii: "/")
    }
    for (mark, text) in [
      ("{path}", path), ("{line}", String(max(place.line, 1))),
      ("{column}", String(max(place.column, 1))),
    ] {
      address = address.split(separator: mark, omittingEmptySubsequences: false)
        .joined(separator: text)
    }
    return address
  }
}

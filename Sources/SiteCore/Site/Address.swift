import Diagnostics
import Text

/// Where something of a page leads: a file of the site, or somewhere else.
package enum Address: Hashable, Sendable {
  /// A file of `content/`, by its path below it.
  case file(String)
  case external(String)
}

extension Site {
  func href(_ address: Address) -> String {
    switch address {
    case .file(let path): href("/" + path)
    case .external(let url): url
    }
  }

  func absolute(_ address: Address) -> String {
    switch address {
    case .file(let path): absolute("/" + path)
    case .external(let url): url
    }
  }
}

/// A relative path as meant from a folder. Nothing if it climbs out of the content.
func joined(_ folder: String, _ path: String) -> String? {
  if path.utf8.first != UInt8(ascii: "."), !path.utf8.contains(UInt8(ascii: "/")) {
    return folder.isEmpty ? path : folder + "/" + path
  }
  var result = Array(folder.utf8)
  for component in path.utf8.split(separator: UInt8(ascii: "/")) {
    if component.elementsEqual(".".utf8) { continue }
    if component.elementsEqual("..".utf8) {
      guard !result.isEmpty else { return nil }
      result.removeLast(result.count - (result.lastIndex(of: UInt8(ascii: "/")) ?? 0))
      continue
    }
    if !result.isEmpty { result.append(UInt8(ascii: "/")) }
    result.append(contentsOf: component)
  }
  return String(decoding: result, as: UTF8.self)
}

/// A message about a file that isn't there, with the file that was probably meant.
func missingFile(
  _ name: String, in index: PageIndex, from folder: String, at place: SourceLocation?
) -> Diagnostic {
  let wanted = name.split(separator: "/").last.map(String.init) ?? name
  let names = index.files.sorted()
  let fileNames = names.map { $0.split(separator: "/").last.map(String.init) ?? $0 }
  var help = "put it beside the page, or write the way to it from the page's folder"
  if let meant = nearest(to: wanted, in: fileNames), let position = fileNames.firstIndex(of: meant)
  {
    help = "did you mean content/\(names[position])?"
  }
  return .error("there is no file '\(name)'", at: place, help: help)
}

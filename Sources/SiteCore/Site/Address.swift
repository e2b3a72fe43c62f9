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
  var components = folder.split(separator: "/").map(String.init)
  for component in path.split(separator: "/") {
    switch component {
    case ".": continue
    case "..": if components.popLast() == nil { return nil }
    default: components.append(String(component))
    }
  }
  return components.joined(separator: "/")
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

import Content
package import ContentSchema
package import Diagnostics
import Markdown
import Text

extension Site {
  package func absolute(_ address: Address) -> String {
    switch address {
    case .file(let path): absolute("/" + path)
    case .external(let url): url
    }
  }
}

/// A message about a file that isn't there, with the file that was probably meant.
package func missingFile(
  _ name: String, in index: PageIndex, from folder: String, at place: SourceLocation?
) -> Diagnostic {
  let wanted = name.split(separator: "/").last.map(String.init) ?? name
  let help =
    index.file(like: wanted).map { "did you mean content/\($0)?" }
    ?? "put it beside the page, or write the way to it from the page's folder"
  return .error(
    SiteCode.missingFile, "there is no file '\(name)'\(name.lookAlikeWithin)", at: place, help: help
  )
}

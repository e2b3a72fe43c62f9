import Content
import ContentSchema
import SiteModel
import SiteSettings
import SiteViews
import Text
import Web

/// Leads on with what follows the old address: its query and its anchor, which a page that leads on by itself loses.
/// A file of its own, since hosts that heed our advice let no page run a script that stands in it. `stop` keeps the
/// rest of the page from leading on, too.
private let script = Array(
  """
  if (location.search || location.hash) {
    stop();
    location.replace(document.currentScript.dataset.to + location.search + location.hash);
  }

  """.utf8)

let redirectScriptPath = OutputPath("assets/redirect.\(Fingerprint(script).text).js")

extension RenderContext {
  func renderRedirectScript() -> [UInt8] { script }

  /// The page at an old address: it leads on by itself, and has a link for those it doesn't move.
  func renderRedirect(to id: PageID) -> [UInt8] {
    let page = site[id]
    var html = ByteBuffer(capacity: 512)
    let address = href(id)
    html.append("<!DOCTYPE html>\n<html lang=\"")
    html.append(escaping: site.configuration.languages[page.language].code, as: .template)
    html.append("\">\n<head>\n<meta charset=\"utf-8\">\n<title>")
    html.append(escaping: page.title, as: .template)
    html.append("</title>\n<link rel=\"canonical\" href=\"")
    html.append(escaping: site.absolute(page.permalink.path), as: .template)
    html.append("\">\n<meta name=\"robots\" content=\"noindex\">\n<script src=\"")
    html.append(escaping: href(file: redirectScriptPath.text), as: .template)
    html.append("\" data-to=\"")
    html.append(escaping: address, as: .template)
    html.append("\"></script>\n<meta http-equiv=\"refresh\" content=\"0; url=")
    html.append(escaping: address, as: .template)
    html.append("\">\n</head>\n<body>\n<p><a href=\"")
    html.append(escaping: address, as: .template)
    html.append("\">")
    html.append(escaping: page.title, as: .template)
    html.append("</a></p>\n</body>\n</html>\n")
    return html.bytes
  }
}

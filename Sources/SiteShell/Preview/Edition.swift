import Content
import Diagnostics
import SiteModel
import SiteRender
import Text

/// The site as it is after a change: everything that can be asked for. Never changes itself.
final class Edition: Sendable {
  /// Counts the changes since the preview was started.
  let number: Int
  let site: Site
  let outputs: [Output]
  /// What was noticed before anything is rendered.
  let diagnostics: [Diagnostic]
  private let places: [String: Int]

  init(number: Int, site: Site, outputs: [Output], diagnostics: [Diagnostic]) {
    self.number = number
    self.site = site
    self.outputs = outputs
    self.diagnostics = diagnostics
    var places: [String: Int] = [:]
    places.reserveCapacity(outputs.count)
    for (place, output) in outputs.enumerated() { places[output.path] = place }
    self.places = places
  }

  var basePath: String { site.configuration.baseURL.path }

  /// What lies at a path below the output folder.
  func output(at path: String) -> Output? { places[path].map { outputs[$0] } }

  /// A page as it is now.
  func page(at output: Output, _ id: PageID) -> RenderedPage {
    let rendered = render(output, of: site)
    let source = site.facts(of: id).place
    let own = diagnostics.filter {
      $0.location?.file == source.file && source.sitePart != .settings
    }
    var mistakes = own + rendered.diagnostics
    if rendered.value.isEmpty || site.lacksTemplates(id) {
      mistakes += diagnostics.filter { $0.sitePart == .design }
    }
    return RenderedPage(id: id, html: rendered.value, mistakes: mistakes.inReadingOrder())
  }
}

/// A page with what is wrong with it.
struct RenderedPage: Sendable {
  var id: PageID
  var html: [UInt8]
  var mistakes: [Diagnostic]
  /// Names the bytes.
  let tag: String

  init(id: PageID, html: [UInt8], mistakes: [Diagnostic]) {
    self.id = id
    self.html = html
    self.mistakes = mistakes
    tag = Fingerprint(html).text
  }

  var isWell: Bool { !mistakes.hasErrors }
}

extension Recipe {
  /// The page that is shown, if it is one.
  var page: PageID? {
    switch self {
    case .page(let id), .list(let id, _): id
    default: nil
    }
  }
}

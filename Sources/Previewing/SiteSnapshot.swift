import Content
import ContentSchema
import Diagnostics
import SiteModel
import SiteRender
import SiteSettings
import SiteShell
import SiteViews
import Text
import Web

/// The site after a change, with everything that a browser can ask for. It never changes.
final class SiteSnapshot: Sendable {
  /// Counts the changes since the preview was started.
  let number: Int
  let site: Site
  let outputs: [Output]
  /// What was noticed before anything is rendered.
  let diagnostics: [Diagnostic]
  private let indices: [OutputPath: Int]
  private let search = SearchMemory()
  private let pictures: PictureMemory
  private let workshop: PictureWorkshop

  init(
    number: Int, site: Site, outputs: [Output], diagnostics: [Diagnostic],
    _ pictures: PictureMemory, _ workshop: PictureWorkshop
  ) {
    (self.pictures, self.workshop) = (pictures, workshop)
    self.number = number
    self.site = site
    // What hosts read is for no visitor.
    // Nobody should have a preview on their phone, so there is nothing to keep.
    let outputs = outputs.filter { !$0.isHostFile && !$0.isOfflineList && !$0.isOfflineWorker }
    self.outputs = outputs
    self.diagnostics = diagnostics
    var indices: [OutputPath: Int] = [:]
    indices.reserveCapacity(outputs.count)
    for (index, output) in outputs.enumerated() { indices[output.path] = index }
    self.indices = indices
  }

  var basePath: String { site.configuration.baseURL.path }

  /// What lies at a path below the output folder.
  ///
  /// - Parameter path: as a browser writes it: like a web server, the preview compares bytes.
  func output(at path: String) -> Output? {
    guard let path = OutputPath(exactly: path) else { return nil }
    return indices[path].map { outputs[$0] } ?? pictures.output(at: path)
  }

  /// What an address means. The only place where addresses become outputs.
  func route(_ path: RequestPath) -> Route { Route(path, basePath: basePath, output: output) }

  /// Renders what is no page. A picture that can't be made smaller has no bytes.
  func bytes(of output: Output) -> [UInt8] {
    if let picture = output.smallerPicture { return (try? workshop.picture(picture)) ?? [] }
    guard output.isSearchFile else {
      let rendered = render(output, of: site)
      guard let card = rendered.card, !rendered.hasErrors else { return rendered.value }
      // A card that can't be made is an empty picture here; a build says why.
      return (try? card.picture()) ?? []
    }
    let indexes = search.indexes { site.searchIndexes(renderingAll: outputs) }
    return render(output, of: site, search: indexes).value
  }

  /// Renders a page as it is now.
  func page(at output: Output, _ id: PageID) -> RenderedPage {
    let rendered = render(output, of: site)
    pictures.add(rendered.pictures.derived)
    let source = site.facts(of: id).place
    let own = diagnostics.filter {
      $0.location?.file == source.file && source.sitePart != .settings
    }
    var mistakes = own + rendered.diagnostics + site.deadAnchors(among: rendered.anchorLinks)
    if rendered.value.isEmpty || site.lacksTemplates(id) {
      mistakes += diagnostics.filter { $0.sitePart == .design }
    }
    return RenderedPage(id: id, html: rendered.value, mistakes: mistakes.inReadingOrder())
  }
}

/// A page with what is wrong with it.
struct RenderedPage: Sendable {
  var id: PageID
  var html: TaggedBytes
  var mistakes: [Diagnostic]

  init(id: PageID, html: [UInt8], mistakes: [Diagnostic]) {
    self.id = id
    self.html = TaggedBytes(html)
    self.mistakes = mistakes
  }

  var hasErrors: Bool { mistakes.hasErrors }
}

/// Bytes with their entity tag, which names them.
struct TaggedBytes: Sendable {
  let bytes: [UInt8]
  let tag: String

  init(_ bytes: [UInt8]) {
    self.bytes = bytes
    tag = Fingerprint(bytes).text
  }
}

extension Recipe {
  /// The page that is shown. `nil` if the output is not a page.
  var page: PageID? {
    switch self {
    case .page(let id), .list(let id, _): id
    default: nil
    }
  }
}

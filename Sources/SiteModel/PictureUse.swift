package import Content
import SiteSettings

extension Site {
  /// Whether pages may show a picture that smaller ones can be made from. Only then anybody asks what there is to make them with,
  /// which takes as long as a small site.
  package func mayShowPictures(_ files: SiteFiles) -> Bool {
    guard index.hasPictureSources, configuration.pictures.resizes else { return false }
    let sources = index.facts.filter { $0.value.source != nil }.keys
    let names = Set(sources.map(lastComponent))
    let settings = [configuration.design?.logo, configuration.design?.hero].compactMap { $0?.text }
    if settings.contains(where: { names.contains(calledName(in: $0)) }) { return true }
    let data = (files.data + [configuration.data]).flatMap(\.texts)
    if data.contains(where: { names.contains(calledName(in: $0)) }) { return true }
    for page in pages where page.isLive && !page.isShown {
      if !page.namedFiles(among: names, in: index).isEmpty { return true }
    }
    // A template of the site's own may name any, or compute its name.
    return files.callsImage
  }
}

import Content
import ContentSchema
package import Diagnostics
package import Pictures
package import SiteModel
import SiteSettings
import SiteViews
import Web

/// What a visitor loads to see a page: its HTML with the style sheets, scripts and fonts that it names.
/// Nothing is compressed: less may travel, more will not.
package struct PageWeight: Hashable, Sendable {
  /// The page's kind; for lists what they are: `home`, `section`, `term` …
  package var kind: String
  /// The address, from the site's root.
  package var path: String
  /// The file that the page is made from.
  package var source: String
  /// Without pictures.
  package var bytes: Int
  /// The pictures that it shows, the heaviest first.
  package var pictures: [Picture] = []

  package struct Picture: Hashable, Sendable {
    /// Below the output folder; of one that is offered in several widths that of its file.
    package var path: String
    /// What a phone loads of it, and what a desk does.
    package var onPhone: Int
    package var onDesk: Int
  }

  package var picturesOnPhone: Int { pictures.reduce(0) { $0 + $1.onPhone } }
  package var picturesOnDesk: Int { pictures.reduce(0) { $0 + $1.onDesk } }

  /// Counts the pictures that it offers in several widths.
  ///
  /// - Parameter size: the bytes of a smaller picture; `nil` if it isn't made.
  package mutating func add(
    _ offers: Set<PictureOffer>, size: (DerivedPicture) -> Int?
  ) {
    pictures += offers.compactMap { offer in
      guard let onPhone = offer.picture(on: .phone), let onDesk = offer.picture(on: .desk) else {
        return nil
      }
      guard let phone = size(onPhone), let desk = size(onDesk) else { return nil }
      let file = onPhone.source.file
      return Picture(
        path: file.hasPrefix("content/") ? String(file.dropFirst("content/".count)) : file,
        onPhone: phone, onDesk: desk)
    }
    sortPictures()
  }

  /// The heaviest first.
  fileprivate mutating func sortPictures() {
    pictures.sort { ($1.onPhone, $1.onDesk, $0.path) < ($0.onPhone, $0.onDesk, $1.path) }
  }
}

/// How much an output weighs; `nil` if it isn't a page.
package func weigh(_ output: Output, _ bytes: [UInt8], of site: Site) -> PageWeight? {
  let id: PageID
  switch output.recipe {
  case .page(let page), .list(let page, _): id = page
  default: return nil
  }
  let addresses = loadedAddresses(in: bytes)
  let pictures = RenderContext(site, for: output).shownPictures(bytes, addresses).compactMap {
    path in
    site.bytes(ofPicture: path).map { PageWeight.Picture(path: path, onPhone: $0, onDesk: $0) }
  }
  let path = output.path.text
  let isIndex = path == "index.html" || path.hasSuffix("/index.html")
  var weight = PageWeight(
    kind: site.groupName(of: site[id]),
    path: "/" + (isIndex ? String(path.dropLast("index.html".count)) : path),
    source: site[id].source, bytes: site.weight(of: bytes, addresses), pictures: pictures)
  weight.sortPictures()
  return weight
}

extension PageWeight {
  /// The mistake of a page whose pictures weigh more than `site.yaml` allows.
  package func excessOfPictures(over limit: Int) -> Diagnostic? {
    guard picturesOnPhone > limit else { return nil }
    let heaviest = pictures.prefix(3).map { "\($0.path) (\(amount(ofBytes: $0.onPhone)))" }
    return .error(
      RenderCode.picturesTooHeavy,
      "a phone loads \(amount(ofBytes: picturesOnPhone)) of pictures on \(path), and site.yaml allows "
        + amount(ofBytes: limit), at: SourceLocation(file: source),
      help: "leave some out, or raise picture_weight in site.yaml; the heaviest "
        + (heaviest.count == 1 ? "is " : "are ") + heaviest.joined(separator: ", "))
  }
}

extension Site {
  /// Reports a page for which a visitor has to load more than `site.yaml` allows.
  func excessWeight(
    of page: Page, _ html: [UInt8], _ addresses: [LoadedAddress]
  ) -> [Diagnostic] {
    guard let limit = configuration.pageWeightLimit else { return [] }
    let weight = weight(of: html, addresses)
    guard weight > limit else { return [] }
    return [
      .error(
        RenderCode.pageTooHeavy,
        "\(page.permalink.path) weighs \(kilobytes(weight)) with its style sheets and scripts, and site.yaml allows \(kilobytes(limit))",
        at: SourceLocation(file: page.source),
        help: "shorten it, cut a long list with paginate:, or raise page_weight in site.yaml")
    ]
  }

  /// The bytes of a page's HTML with what it names and a visitor loads.
  package func weight(of html: [UInt8]) -> Int { weight(of: html, loadedAddresses(in: html)) }

  fileprivate func weight(of html: [UInt8], _ addresses: [LoadedAddress]) -> Int {
    let loaded = assets.weighing.filter { entry in
      let path = assets.all[entry.asset].outputPath.text.utf8.reversed()
      return addresses.contains { address in
        address.written.map { $0.utf8.reversed().starts(with: path) }
          ?? html[address.range].reversed().starts(with: path)
      }
    }
    let all = loaded.reduce(into: Set<Int>()) { $0.formUnion($1.loads) }
    return all.reduce(html.count) { $0 + assets.all[$1].bytes.count }
  }

  fileprivate func groupName(of page: Page) -> String {
    switch page.role {
    case .notFound: "404"
    case .taxonomy: "taxonomy"
    case .term: "term"
    case .section: page.path.isEmpty ? "home" : "section"
    case .content: schema.kind(page.kind).name
    }
  }
}

/// Rounded up to a tenth, so that what is too much never looks like what is allowed.
package func kilobytes(_ bytes: Int) -> String {
  let tenths = (bytes + 99) / 100
  return tenths % 10 == 0 ? "\(tenths / 10) kB" : "\(tenths / 10).\(tenths % 10) kB"
}

/// `340 kB`, or `5.2 MB`; rounded up to a tenth.
package func amount(ofBytes bytes: Int) -> String {
  guard bytes >= 1_000_000 else { return kilobytes(bytes) }
  let tenths = (bytes + 99_999) / 100_000
  return tenths % 10 == 0 ? "\(tenths / 10) MB" : "\(tenths / 10).\(tenths % 10) MB"
}

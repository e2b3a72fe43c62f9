import Content
import Diagnostics
import Pictures
import SiteModel
import SiteViews
import Text
import Web

extension RenderContext {
  /// The pictures that a page shows of those in the site, by their paths below the output folder, each once.
  func shownPictures(_ html: [UInt8], _ addresses: [LoadedAddress]) -> [String] {
    var seen: Set<String> = []
    return addresses.compactMap { address in
      let written = address.text(in: html)
      guard let path = path(ofPrinted: written).flatMap({ percentDecoded($0) })?.dropFirst(),
        PictureSize.isPicture(String(path)), seen.insert(String(path)).inserted
      else { return nil }
      return String(path)
    }
  }

  /// Reports pictures that visitors wait for.
  func largePictures(_ html: [UInt8], _ addresses: [LoadedAddress]) -> [Diagnostic] {
    let large = site.index.largePictures
    guard !large.isEmpty else { return [] }
    return shownPictures(html, addresses).filter(large.contains).compactMap { path in
      guard let facts = site.index.facts[path], let picture = facts.picture else { return nil }
      return .warning(
        RenderCode.pictureLarge,
        "the picture is \(amount(ofBytes: facts.size)) and \(picture.width) × \(picture.height) pixels large, and pages show it",
        at: SourceLocation(file: "content/" + path),
        help:
          "save a version of at most 1 MB and 3,000 pixels in width; 1,600 are enough for most places"
      )
    }
  }
}

extension Site {
  /// The bytes of a picture of the site, by its path below the output folder. `nil` if there is none.
  func bytes(ofPicture path: String) -> Int? {
    index.facts[path]?.size ?? assets.all.first { $0.outputPath.text == path }?.bytes.count
  }
}

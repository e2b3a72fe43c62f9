import Colours
import SiteSettings
import Text

/// The design that ships with the program, which lies behind a site's own `templates/`: a file of the site takes the
/// place of the one of the same name.
package struct ShippedDesign: Sendable {
  /// Each file by its path below `templates/`.
  package var files: [(path: String, bytes: [UInt8])]

  /// The fonts that cards are drawn with, likewise. Nobody asks for them if there are to be no cards, since they are large.
  package var fonts: @Sendable () -> [(path: String, bytes: [UInt8])]

  package init(
    _ files: [(path: String, bytes: [UInt8])] = [],
    fonts: @escaping @Sendable () -> [(path: String, bytes: [UInt8])] = { [] }
  ) {
    self.files = files
    self.fonts = fonts
  }

  /// What a template writes before the name of one of the design's, where the site has one of that name, too:
  /// `{% extends "design:base.html" %}`. Messages call its files so.
  package static let prefix = "design:"

  /// The style sheet with the colours, in whose place an accent's palette comes.
  static let colours = "assets/css/colours.css"
}

/// A file of a design as it lies on the disk, or in the program.
struct DesignFile: Sendable {
  /// What templates call it, such as `partials/head.html`.
  let name: String
  /// What messages call it, such as `templates/partials/head.html`.
  let path: String
  let bytes: [UInt8]
  var isShipped = false
}

/// A site's own files, and those of the design that ships behind them.
struct DesignFiles: Sendable {
  private(set) var all: [DesignFile]
  /// Whether the design that ships is behind the site's own files.
  private(set) var areLayered = false

  /// - Parameter settings: what `site.yaml` says of the design. Where it says nothing a site has it unless its own
  ///   templates can show the home page without it.
  init(_ own: [DesignFile], over shipped: ShippedDesign, settings: DesignSettings?) {
    all = own
    guard !shipped.files.isEmpty else { return }
    let named = Set(own.filter(\.isTemplate).flatMap { namesOfDesign(in: $0.bytes) })
    let names = Set(own.map(\.name))
    let isWhole = names.contains("home.html") || names.contains("section.html")
    areLayered = settings != nil || !named.isEmpty || !isWhole
    guard areLayered else { return }
    for (path, bytes) in shipped.files {
      let colours = path == ShippedDesign.colours ? settings?.palette?.styleSheet : nil
      let bytes = colours ?? bytes
      let shown = ShippedDesign.prefix + path
      func add(as name: String) {
        all.append(DesignFile(name: name, path: shown, bytes: bytes, isShipped: true))
      }
      // Words of a language are joined with the site's own.
      if !names.contains(path) || path.hasPrefix("strings/") { add(as: path) }
      if named.contains(path) { add(as: shown) }
    }
  }
}

extension Palette {
  fileprivate var styleSheet: [UInt8] {
    Array("/* Computed from the accent \(accent.hexadecimal). */\n".utf8) + Array(css.utf8)
  }
}

extension DesignFile {
  fileprivate var isTemplate: Bool { !name.hasPrefix("assets/") && !name.hasPrefix("strings/") }
}

/// The files of the design that a template names as the design's (`design:base.html`), whether it extends, includes or
/// imports them.
package func namesOfDesign(in template: [UInt8]) -> [String] {
  let prefix = Array(ShippedDesign.prefix.utf8)
  var names: [String] = []
  var position = 0
  while let found = template.firstIndex(of: prefix, from: position) {
    position = found + prefix.count
    let name = template[position...].prefix { $0 != UInt8(ascii: "\"") && $0 != UInt8(ascii: "'") }
    names.append(String(decoding: name, as: UTF8.self))
  }
  return names
}

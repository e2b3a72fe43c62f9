// Cards are drawn by rsvg-convert (librsvg, Debian's librsvg2-bin), made light by vips, and kept beside smaller pictures, in the same
// way: under names that follow from all that their bytes follow from. rsvg-convert sees the fonts of the design and no others.

package import Cards
import Content
import Pictures
import SiteSettings
import Text
import Web

/// What there is on the machine to draw cards with.
package enum CardRendererSearch: Hashable {
  case found(CardRenderer)
  /// There is no rsvg-convert, or no vips.
  case missing

  /// The program's name, and what to install on Debian and Ubuntu.
  static let program = "rsvg-convert"
  static let package = "librsvg2-bin"

  /// What one card may take.
  static let limits = ChildProcess.Limits(seconds: 20, memory: 2 << 30)

  /// Asks rsvg-convert and vips what they are.
  package init(fonts: [FontFile]) throws(WorkspaceError) {
    let folder = try FileSystem.makeTemporaryFolder()
    // Others can't be told of it, and the system empties its folder of temporary files.
    defer { try? FileSystem.removeTree(folder) }
    var versions: [String] = []
    for (program, package) in [
      (Self.program, Self.package), (PictureEncoderSearch.program, PictureEncoderSearch.package),
    ] {
      let asked = try ChildProcess.run(
        program, ["--version"], in: folder, package: package, limits: Self.limits)
      let version = String(decoding: asked.output, as: UTF8.self).prefix { $0 != "\n" }
      guard asked.code == 0, version.hasPrefix(program) else {
        self = .missing
        return
      }
      versions.append(String(version))
    }
    self = .found(CardRenderer(version: versions.joined(separator: ", "), fonts: fonts))
  }

  /// `nil` if there is none.
  package var renderer: CardRenderer? {
    if case .found(let renderer) = self { renderer } else { nil }
  }
}

extension SiteFiles {
  /// What there is to draw cards with; `nil` if the site is to have none.
  func cardRenderer() throws(WorkspaceError) -> CardRendererSearch? {
    configuration.drawsCards ? try CardRendererSearch(fonts: cardFonts) : nil
  }
}

extension PictureWorkshop {
  /// How many bytes a card has. `nil` if it isn't made.
  func size(of card: CardDrawing) -> Int? {
    (try? FileSystem.status(path(card.name), followingLinks: false))?.size
  }

  /// The bytes of a card that was made.
  func bytes(of card: CardDrawing) throws(WorkspaceError) -> [UInt8] {
    try FileSystem.read(path(card.name))
  }

  /// Makes those cards that there aren't yet, on all cores.
  ///
  /// - Parameter progress: called after each card with how many are made, and how many will be.
  /// - Returns: by the names of cards that could not be made, what the program said.
  func make(
    _ cards: [CardDrawing], progress: @escaping @Sendable (Int, Int) -> Void
  ) async throws(WorkspaceError) -> [String: String] {
    var missing: [CardDrawing] = []
    var names: Set<String> = []
    for card in cards where names.insert(card.name).inserted {
      if try FileSystem.status(path(card.name), followingLinks: false)?.kind != .file {
        missing.append(card)
      }
    }
    guard let fonts = missing.first?.renderer.fonts else { return [:] }
    try layDesk()
    let own = try CardDesk(in: desk, fonts: fonts)
    let counter = ProgressCounter(of: missing.count, progress)
    let failures = try await missing.parallelMap(chunks: missing.count) {
      card throws(WorkspaceError) in
      let failure = try own.make(card, into: path(card.name))
      counter.add(1)
      return failure
    }
    try clearDesk()
    return Dictionary(
      uniqueKeysWithValues: zip(missing, failures).compactMap { card, failure in
        failure.map { (card.name, $0) }
      })
  }
}

/// A folder that cards are made in, with the fonts that they may have.
struct CardDesk: Sendable {
  private let folder: String

  init(in folder: String, fonts: [FontFile]) throws(WorkspaceError) {
    self.folder = folder
    for font in fonts { try FileSystem.write(font.bytes, to: folder + "/fonts/" + font.name) }
    try FileSystem.write(
      CardRenderer.fontSettings(folder: folder + "/fonts"), to: folder + "/fonts.conf")
  }

  /// Makes a card into a file. What the program said, if it can't be made.
  func make(_ card: CardDrawing, into file: String) throws(WorkspaceError) -> String? {
    let own = folder + "/" + card.name
    try FileSystem.makeFolder(own)
    // What stays is removed with the folder that it lies in.
    defer { try? FileSystem.removeTree(own) }
    try FileSystem.write(card.svg, to: own + "/card.svg")
    let (drawn, picture) = (own + "/drawn.png", own + "/card.png")
    var result = try ChildProcess.run(
      CardRendererSearch.program, CardRenderer.drawing(own + "/card.svg", drawn), in: own,
      package: CardRendererSearch.package,
      settings: ["FONTCONFIG_FILE=\(folder)/fonts.conf", "LC_ALL=C.UTF-8"],
      limits: CardRendererSearch.limits)
    guard result.code == 0 else { return result.lastWords }
    result = try PictureWorkshop.run(CardRenderer.lightening(drawn, picture), in: own)
    guard result.code == 0 else { return result.lastWords }
    let size = PictureSize(ofPictureStarting: try FileSystem.read(picture))
    guard size == PictureSize(CardDrawing.width, CardDrawing.height) else { return "" }
    try FileSystem.move(picture, to: file)
    return nil
  }
}

extension CardDrawing {
  /// The picture, made for who looks at it now. `nil` if it can't be made, which a build tells.
  package func picture() throws(WorkspaceError) -> [UInt8]? {
    let folder = try FileSystem.makeTemporaryFolder()
    // Others can't be told of it, and the system empties its folder of temporary files.
    defer { try? FileSystem.removeTree(folder) }
    let file = folder + "/card.png"
    let failure = try CardDesk(in: folder, fonts: renderer.fonts).make(self, into: file)
    return failure == nil ? try FileSystem.read(file) : nil
  }
}

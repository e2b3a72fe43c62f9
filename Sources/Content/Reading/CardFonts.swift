import Cards
import Diagnostics

/// Where the fonts lie that cards are drawn with, below `templates/`. They are published only if a page or a style sheet has them among
/// its assets, too.
package let cardFontFolder = "cards/fonts/"

/// The fonts of a site's own, and those of the design that ships behind them, by their names.
func readCardFonts(
  _ files: DesignFiles, _ shipped: () -> [(path: String, bytes: [UInt8])]
) -> Diagnosed<[FontFile]> {
  var diagnostics: [Diagnostic] = []
  var fonts: [FontFile] = []
  func add(_ path: String, _ bytes: [UInt8], file: String) {
    let name = String(path.dropFirst(cardFontFolder.count))
    let ending = name.lowercased()
    let isFont = [".ttf", ".otf", ".woff", ".woff2", ".ttc"].contains { ending.hasSuffix($0) }
    // Beside fonts lie their licences.
    guard isFont, !fonts.contains(where: { $0.name == name }) else { return }
    do throws(FontFile.Mistake) {
      fonts.append(try FontFile(name: name, bytes: bytes))
    } catch {
      diagnostics.append(
        .error(
          CardCode.cardFontDamaged, error.message, at: SourceLocation(file: file),
          help: "put another one there, in a file that ends with .ttf or .otf"))
    }
  }
  for file in files.all where file.name.hasPrefix(cardFontFolder) {
    add(file.name, file.bytes, file: file.path)
  }
  if files.areLayered {
    for (path, bytes) in shipped() { add(path, bytes, file: ShippedDesign.prefix + path) }
  }
  return Diagnosed(fonts.sorted { $0.name < $1.name }, diagnostics)
}

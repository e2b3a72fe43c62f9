import Cards
import Diagnostics
import SiteSettings
import SourceFormats
import Templates

/// The design of a site, read: templates, words of the interface, and the files that are published with pages. It lies
/// below `templates/`, and behind that in the program.
package struct Design: Sendable {
  private(set) var templates = TemplateSet.empty
  private(set) var strings = Strings()
  private(set) var assets = Assets()
  /// The templates as they are written.
  private(set) var texts: [[UInt8]] = []
  /// Whether a template of the site's own calls `image()`, which may show any picture.
  private(set) var callsImage = false
  /// The fonts that cards are drawn with, by name; empty if there are to be no cards.
  private(set) var cardFonts: [FontFile] = []
  /// Whether the design that ships lies behind the site's own.
  private(set) var isLayered = false

  static func read(
    _ files: DesignFiles, refused: [String] = [],
    shippedFonts: @Sendable () -> [(path: String, bytes: [UInt8])] = { [] },
    _ configuration: SiteConfiguration,
    _ environment: Environment
  ) -> Diagnosed<Design> {
    var design = Design()
    var diagnostics: [Diagnostic] = []
    var sources: [(name: String, source: SourceText)] = []
    var unreadableTemplates = refused
    var assets: [(name: String, bytes: [UInt8])] = []
    design.isLayered = files.areLayered
    design.strings.fallsBackToEnglish = files.areLayered
    let paths = Set(files.all.map(\.path))
    if configuration.drawsCards {
      let read = readCardFonts(files, shippedFonts)
      design.cardFonts = read.value
      diagnostics += read.diagnostics
    }
    for raw in files.all {
      let name = raw.name
      if name.hasPrefix(cardFontFolder) { continue }
      if raw.isShipped, name.hasPrefix("cards/"), !configuration.drawsCards { continue }
      if name.hasPrefix("assets/") {
        if isLeftover(name) { continue }
        let isText = name.hasSuffix(".css") || name.hasSuffix(".js")
        let file = SourceText(file: raw.path, bytes: raw.bytes)
        if isText, let mistake = mergeConflict(in: file) {
          diagnostics.append(mistake)
        } else if name.hasSuffix(".css"), !raw.isShipped {
          diagnostics += mistakes(inStyleSheet: file)
        }
        assets.append(
          (
            String(name.dropFirst("assets/".count)),
            isText ? raw.bytes.withoutByteOrderMark : raw.bytes
          ))
        continue
      }
      let file = SourceText(file: raw.path, bytes: raw.bytes)
      if name.hasPrefix("strings/") {
        if raw.isShipped {
          design.strings.addShipped(
            file, language: String(name.dropFirst("strings/".count).prefix { $0 != "." }),
            for: configuration.languages.map(\.code) + ["en"])
          continue
        }
        diagnostics += design.addStrings(file, name, configuration, among: paths)
      } else if let mistake = unreadable(in: file) {
        diagnostics.append(mistake)
        unreadableTemplates.append(name)
      } else {
        let call = Array("image(".utf8)
        if !raw.isShipped, file.bytes.firstRange(of: call) != nil { design.callsImage = true }
        sources.append((name, file))
      }
    }
    let made = Assets.make(assets)
    design.assets = made.value
    design.texts = sources.map(\.source.bytes)
    let compiled = TemplateSet.compile(
      sources, unreadable: unreadableTemplates, environment)
    design.templates = compiled.value
    let languages = configuration.languages.map(\.code)
    let unread = languages.filter { language in
      diagnostics.contains {
        $0.isCause && $0.location?.file.hasPrefix("templates/strings/\(language).") == true
      }
    }
    diagnostics += design.strings.checkValues(languages)
    diagnostics += design.strings.checkWords(
      askedForBy: compiled.value, environment, languages: languages, unread: Set(unread))
    return Diagnosed(design, diagnostics + made.diagnostics + compiled.diagnostics)
  }

  private mutating func addStrings(
    _ file: SourceText, _ name: String, _ configuration: SiteConfiguration,
    among paths: Set<String>
  ) -> [Diagnostic] {
    let languages = configuration.languages.map(\.code)
    let language = String(name.dropFirst("strings/".count).prefix { $0 != "." })
    guard languages.contains(language) else {
      return [
        .error(
          SettingsCode.unknownLanguage, "'\(language)' is no language of the site",
          at: SourceLocation(file: file.file),
          help: languages.first { $0.lowercased() == language.lowercased() }
            .map { "rename it to \($0).yaml" }
            ?? "the languages in site.yaml are " + languages.joined(separator: ", "))
      ]
    }
    guard name == "strings/\(language).yaml" else {
      let mistake = Diagnostic.error(
        ContentCode.misnamedStrings, "words are read from files such as strings/\(language).yaml",
        at: SourceLocation(file: file.file), help: "rename it, or move it out of the folder")
      return paths.contains("templates/strings/\(language).yaml") ? [mistake] : [mistake].asCauses()
    }
    return strings.add(file, language: language)
  }
}

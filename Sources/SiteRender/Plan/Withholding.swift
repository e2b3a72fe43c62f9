import Content
package import Diagnostics
package import SiteModel
import Web

extension Site {
  /// Takes the copies of withheld files out of a plan. Which of them are published after all is known when the
  /// other outputs are rendered, since a template may compute a file's name.
  package func withholding(_ outputs: [Output]) -> (published: [Output], withheld: [Output]) {
    if withheld.isEmpty { return (outputs, []) }
    return (outputs.filter { !isWithheld($0) }, outputs.filter(isWithheld))
  }

  private func isWithheld(_ output: Output) -> Bool {
    if case .copy(let file) = output.recipe { withheld.reasons[file] != nil } else { false }
  }

  /// The withheld files that an output names by their addresses, by their paths below `content/`.
  package func withheldFiles(namedIn bytes: [UInt8], of output: Output) -> Set<String> {
    guard !withheld.isEmpty else { return [] }
    var search = withheld.search
    search.read(bytes, inFolders: [output.path.folder])
    return search.found
  }

  /// Whether a file that is copied may name pictures that are shown smaller: a page, a style sheet or a script that somebody wrote.
  package func mayNamePictures(_ file: String) -> Bool {
    guard index.hasPictureSources, options.pictureEncoder != nil else { return false }
    let name = file.lowercased()
    return [
      ".html", ".htm", ".xhtml", ".css", ".js", ".mjs", ".json", ".webmanifest", ".svg", ".xml",
    ].contains { name.hasSuffix($0) }
  }

  /// The pictures that are shown smaller and that such a file names. What is embargoed or a slip stays so.
  package func pictures(namedIn bytes: [UInt8], of output: Output) -> Set<String> {
    withheldFiles(namedIn: bytes, of: output).filter(isShownSmaller)
  }

  /// What is said of files that look like slips.
  ///
  /// - Parameter named: the withheld files that an output names.
  package func mistakes(inFilesBut named: Set<String>) -> [Diagnostic] {
    var kinds = withheld.unusable.mapValues { (kind: $0, isPublished: true) }
    for (file, reason) in withheld.reasons where !named.contains(file) {
      switch reason {
      case .embargo: kinds[file] = nil
      case .slip(let kind): kinds[file] = (kind, false)
      case .shownSmaller: break
      }
    }
    return kinds.sorted { $0.key < $1.key }.map { file, slip in
      slip.kind.warning(about: file, isPublished: slip.isPublished)
    }
  }

  /// Whether a file is only withheld if pages show smaller versions of it.
  package func isShownSmaller(_ file: String) -> Bool { withheld.reasons[file] == .shownSmaller }

  /// How many files only pages have that are not on the site.
  ///
  /// - Parameter named: the withheld files that an output names.
  package func embargoCount(but named: Set<String>) -> Int {
    withheld.reasons.count { $0.value == .embargo && !named.contains($0.key) }
  }
}

extension UnmeantFile {
  fileprivate func warning(about file: String, isPublished: Bool) -> Diagnostic {
    let place = SourceLocation(file: "content/" + file)
    let published =
      "if it is meant for visitors, link to it, or list it under publish_files: in site.yaml; if not, move it out of content/"
    switch self {
    case .officeDocument:
      return .warning(
        RenderCode.fileLeftOut,
        "this office document or spreadsheet is not published, because nothing on the site leads to it",
        at: place,
        help: published)
    case .source:
      return .warning(
        RenderCode.fileLeftOut,
        "this file is not published: browsers don't show such files, and nothing on the site leads to it",
        at: place, help: published)
    case .copy:
      return .warning(
        RenderCode.fileLeftOut,
        "this seems to be a copy of another file; it is not published, because nothing on the site leads to it",
        at: place, help: published)
    case .secret:
      return .warning(
        RenderCode.fileLeftOut,
        "this seems to be a key, a password, a database or a log; it is not published, because nothing on the site leads to it",
        at: place,
        help: "move it out of content/, and change the password or key if others could read it")
    case .archive:
      return .warning(
        RenderCode.fileLeftOut,
        "this file with other files packed in it is not published, because nothing on the site leads to it",
        at: place, help: published)
    case .empty:
      return .warning(
        RenderCode.fileUnusable,
        "this file is empty" + (isPublished ? "" : ", so it is not published"),
        at: place, help: "copy it here again, or remove it")
    case .unshownPicture:
      return .warning(
        RenderCode.fileUnusable,
        "most browsers don't show pictures of this format"
          + (isPublished ? "" : ", so it is not published"), at: place,
        help: "save the picture as JPEG or PNG, and name that file in the page")
    }
  }
}

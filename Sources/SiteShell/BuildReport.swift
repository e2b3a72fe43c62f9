import Content
import ContentSchema
package import Diagnostics
package import Pictures
import SiteModel
package import SiteRender
import Text
package import Web

/// What a build came to.
package struct BuildReport: Sendable {
  /// In reading order, with excerpts.
  package private(set) var diagnostics: [Diagnostic]
  /// How many files the site consists of.
  package private(set) var outputs = 0
  /// Those files.
  package private(set) var paths: [OutputPath] = []
  /// The addresses on other hosts that pages lead to or load, each with the output it is on, if they were asked for.
  package private(set) var externalAddresses: [ExternalAddress] = []
  /// How many of them are new or changed.
  package private(set) var changed = 0
  /// How many files of an earlier build were removed.
  package private(set) var removed = 0
  /// Files in the output folder that no build had written, and that were replaced since that was asked for.
  package private(set) var adopted: [String] = []
  /// How many files lie in the output folder that no build is known to have written.
  package var keptUnownedFiles = 0
  /// The files for hosts, outside of the output folder, that are new or changed.
  package var changedHostFiles: [String] = []
  /// The pages of the last build that would be gone, each with what to write, where the site doesn't remember what has
  /// been published.
  package var goneSinceLastBuild: [String] = []
  /// How many files were left out because only pages have them that are not on the site.
  package private(set) var embargoed = 0
  /// What pages weigh, where that was asked.
  package private(set) var weights: [PageWeight] = []
  /// What there is to make smaller pictures with; `nil` if nobody wants any.
  package var encoder: PictureEncoderSearch?
  /// Whether the site is to have cards and there is nothing that draws them.
  package var lacksCardRenderer = false
  /// The pictures that pages show as they are though smaller ones could be made, by their files.
  package private(set) var unscaled: [String] = []
  /// The pictures that say more than they are published with, by their paths.
  package private(set) var leftOut: [LeftOut] = []
  package var timings = Timings()
  /// Whether the site was, or could be, written.
  package private(set) var succeeded = true

  /// What is not published of a picture.
  package struct LeftOut: Sendable {
    /// From the site's folder.
    package var file: String
    package var data: [PictureData]

    package var saysWhere: Bool { data.contains(.position) }

    /// Like a message, but nothing is to be done.
    package var jsonForm: String {
      let words =
        "left out of the published picture: " + data.map(\.rawValue).joined(separator: ", ")
      var json = JSONWriter(.compact)
      json.object {
        $0.member("severity", "note")
        $0.member("code", "picture-data-left-out")
        $0.member("file", file)
        $0.member("message", words)
      }
      return json.string
    }
  }

  /// An address on another host, as a page has it.
  package struct ExternalAddress: Hashable, Sendable {
    package var text: String
    package var output: OutputPath
  }

  init(_ earlier: [Diagnostic]) { diagnostics = earlier }

  /// How many mistakes there are, whether they are among the diagnostics that are told or not.
  package private(set) var errors = 0
  package private(set) var warnings = 0

  mutating func add(_ made: MadeSite) {
    outputs = made.findings.count
    paths = made.outputs.map(\.path)
    for (output, finding) in zip(made.outputs, made.findings) {
      externalAddresses += finding.externalAddresses.map {
        ExternalAddress(text: $0, output: output.path)
      }
    }
    embargoed = made.embargoed
    changed = made.findings.count { $0.outcome == .staged }
    diagnostics += made.findings.flatMap(\.diagnostics) + made.mistakes
    weights = made.findings.compactMap(\.weight)
    leftOut = made.findings.compactMap(\.leftOut)
    unscaled = made.unscaled.sorted()
  }

  mutating func add(_ change: OutputChange) {
    removed = change.removals
    adopted = change.adopted
  }

  mutating func finish(_ timings: Timings, isStrict: Bool) {
    let all = gathered(diagnostics).inReadingOrder()
    errors = all.count(where: \.isError)
    warnings = all.count - errors
    diagnostics = bounded(all)
    leftOut.sort { $0.file < $1.file }
    succeeded = errors == 0 && !(isStrict && warnings > 0)
    self.timings = timings
  }

  package func withExcerpts(from workspace: Workspace) -> BuildReport {
    var report = self
    report.diagnostics = diagnostics.withExcerpts { file in workspace.source(file) }
    return report
  }
}

/// The diagnostics, of each file and in all no more than anybody reads; the others are counted.
func bounded(_ diagnostics: [Diagnostic], ofFile mostOfFile: Int = 100, most: Int = 1000)
  -> [Diagnostic]
{
  guard diagnostics.count > mostOfFile else { return diagnostics }
  var counts: [String: Int] = [:]
  var hidden: [String: Int] = [:]
  var told: [Diagnostic] = []
  for diagnostic in diagnostics {
    let file = diagnostic.location?.file ?? ""
    counts[file, default: 0] += 1
    if counts[file, default: 0] <= mostOfFile && told.count < most {
      told.append(diagnostic)
    } else {
      hidden[file, default: 0] += 1
    }
  }
  let files = hidden.keys.sorted()
  let inFiles = files.prefix(20).map { file in
    more(hidden[file] ?? 0, "in this file", at: file.isEmpty ? nil : SourceLocation(file: file))
  }
  let rest = files.dropFirst(20).reduce(0) { $0 + (hidden[$1] ?? 0) }
  return told + inFiles + (rest > 0 ? [more(rest, "in other files", at: nil)] : [])
}

private func more(_ count: Int, _ place: String, at location: SourceLocation?) -> Diagnostic {
  .error(
    ShellCode.moreMistakes, "and \(count) more \(count == 1 ? "mistake" : "mistakes") \(place)",
    at: location, help: "mend those above first: many of the others are alike")
}

/// One message for each mistake of a template, and for each unknown key, and each id of no page, that many pages
/// or templates share, however many pages it touches.
package func gathered(_ diagnostics: [Diagnostic]) -> [Diagnostic] {
  let diagnostics = withoutAdviceBesideErrors(diagnostics)
  var groups: [Diagnostic: Int] = [:]
  var result: [Diagnostic] = []
  for diagnostic in diagnostics {
    guard diagnostic.sitePart == .design, !diagnostic.notes.isEmpty else {
      result.append(diagnostic)
      continue
    }
    var key = diagnostic
    key.notes = []
    if groups[key] == nil { result.append(diagnostic) }
    groups[key, default: 0] += 1
  }
  return withSharedMistakesOnce(result).map { diagnostic in
    var key = diagnostic
    key.notes = []
    guard let count = groups[key], count > 1 else { return diagnostic }
    var diagnostic = diagnostic
    diagnostic.notes.append(.init("and on \(count - 1) more \(count == 2 ? "page" : "pages")"))
    return diagnostic
  }
}

/// The diagnostics, without what is only not there yet if something else is wrong: often it follows from that.
private func withoutAdviceBesideErrors(_ diagnostics: [Diagnostic]) -> [Diagnostic] {
  guard diagnostics.hasErrors else { return diagnostics }
  return diagnostics.filter { !$0.isAboutWhatIsMissing }
}

/// The diagnostics, each unknown key or id that three or more pages have told once, where it stands first.
private func withSharedMistakesOnce(_ diagnostics: [Diagnostic]) -> [Diagnostic] {
  func isShared(_ diagnostic: Diagnostic) -> Bool {
    switch diagnostic.sitePart {
    case .content:
      [FieldCode.unknownKey.rawValue, SiteCode.unknownReference.rawValue].contains(
        diagnostic.code)
    case .design: diagnostic.code == codeOfUnknownTemplate && diagnostic.notes.isEmpty
    default: false
    }
  }
  func withoutPlace(_ diagnostic: Diagnostic) -> Diagnostic {
    var diagnostic = diagnostic
    (diagnostic.location, diagnostic.help) = (nil, nil)
    return diagnostic
  }
  var places: [Diagnostic: Set<SourceLocation>] = [:]
  for diagnostic in diagnostics where isShared(diagnostic) {
    guard let place = diagnostic.location else { continue }
    places[withoutPlace(diagnostic), default: []].insert(place)
  }
  let firstPlaces = places.filter { $1.count > 2 }.mapValues { $0.sorted().prefix(2) }
  return diagnostics.compactMap { diagnostic in
    guard isShared(diagnostic), let first = firstPlaces[withoutPlace(diagnostic)] else {
      return diagnostic
    }
    guard diagnostic.location == first[0] else { return nil }
    var diagnostic = diagnostic
    let count = (places[withoutPlace(diagnostic)]?.count ?? 0) - 1
    diagnostic.notes = [
      .init(
        diagnostic.sitePart == .design
          ? "and in \(count) more templates, such as this one"
          : "and on \(count) more pages, such as this one",
        at: first[1])
    ]
    return diagnostic
  }
}

extension Workspace {
  /// A file of the site as it is now, for the excerpt of a message. `nil` if it can't be read, which
  /// is no reason to lose the message.
  package func source(_ file: String) -> SourceText? {
    guard let bytes = try? FileSystem.readIfPresent(spelledPath(file)) else { return nil }
    return SourceText(file: file, bytes: bytes)
  }
}

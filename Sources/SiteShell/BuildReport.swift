package import Diagnostics
package import SiteRender

/// What a build came to.
package struct BuildReport: Sendable {
  /// In reading order, with excerpts.
  package private(set) var diagnostics: [Diagnostic]
  /// How many files the site consists of.
  package private(set) var outputs = 0
  /// How many of them are new or changed.
  package private(set) var changed = 0
  /// How many files of an earlier build were removed.
  package private(set) var removed = 0
  /// Files in the output folder that no build had written, and that were replaced since that was asked for.
  package private(set) var adopted: [String] = []
  /// How many files lie in the output folder that no build is known to have written.
  package var keptUnownedFiles = 0
  /// How many files were left out because only pages have them that are not on the site.
  package private(set) var embargoed = 0
  /// What pages weigh, where that was asked.
  package private(set) var weights: [PageWeight] = []
  package var timings = Timings()
  /// Whether the site was, or could be, written.
  package private(set) var succeeded = true

  init(_ earlier: [Diagnostic]) { diagnostics = earlier }

  package var errors: Int { diagnostics.count(where: \.isError) }
  package var warnings: Int { diagnostics.count - errors }

  mutating func add(_ made: MadeSite) {
    outputs = made.outputs.count
    embargoed = made.embargoed
    changed = made.findings.count { $0.outcome == .staged }
    diagnostics += made.findings.flatMap(\.diagnostics) + made.mistakes
    weights = made.findings.compactMap(\.weight)
  }

  mutating func add(_ change: OutputChange) {
    removed = change.removals
    adopted = change.adopted
  }

  mutating func finish(_ timings: Timings, isStrict: Bool) {
    diagnostics = gathered(diagnostics).inReadingOrder()
    succeeded = errors == 0 && !(isStrict && warnings > 0)
    self.timings = timings
  }

  package func withExcerpts(from workspace: Workspace) -> BuildReport {
    var report = self
    report.diagnostics = diagnostics.withExcerpts { file in workspace.source(file) }
    return report
  }
}

/// One message for each mistake of a template, however many pages it touches.
func gathered(_ diagnostics: [Diagnostic]) -> [Diagnostic] {
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
  return result.map { diagnostic in
    var key = diagnostic
    key.notes = []
    guard let count = groups[key], count > 1 else { return diagnostic }
    var diagnostic = diagnostic
    diagnostic.notes.append(.init("and on \(count - 1) more \(count == 2 ? "page" : "pages")"))
    return diagnostic
  }
}

extension Workspace {
  /// A file of the site as it is now, for the excerpt of a message. `nil` if it can't be read, which
  /// is no reason to lose the message.
  func source(_ file: String) -> SourceText? {
    guard let bytes = try? FileSystem.readIfPresent(spelledPath(file)) else { return nil }
    return SourceText(file: file, bytes: bytes)
  }
}

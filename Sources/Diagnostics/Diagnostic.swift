/// Something an editor should know about a file of theirs: what is wrong, where, and what to do.
package struct Diagnostic: Hashable, Sendable {
  package enum Severity: String, Sendable { case error, warning }

  /// One more place that belongs to the mistake: the template that included this one, the page.
  package struct Note: Hashable, Sendable {
    package var message: String
    package var location: SourceLocation?

    package init(_ message: String, at location: SourceLocation? = nil) {
      self.message = message
      self.location = location
    }
  }

  package var severity: Severity
  /// The stable code of this kind of mistake, such as `unknown-key`.
  package var code: String
  /// One plain sentence, without a full stop.
  package var message: String
  package var location: SourceLocation?
  /// What to do about it.
  package var help: String?
  package var notes: [Note]
  /// The part of the line that is meant. Filled in by `withExcerpts`, since only the outside can
  /// read files again.
  package var excerpt: Excerpt?
  /// Whether it keeps a part of the site from being read that other files depend on.
  package var isCause = false

  package static func error(
    _ code: some DiagnosticCode, _ message: String, at location: SourceLocation? = nil,
    help: String? = nil, notes: [Note] = []
  ) -> Diagnostic {
    Diagnostic(
      severity: .error, code: code.rawValue, message: message, location: location, help: help,
      notes: notes)
  }

  package static func warning(
    _ code: some DiagnosticCode, _ message: String, at location: SourceLocation? = nil,
    help: String? = nil, notes: [Note] = []
  ) -> Diagnostic {
    Diagnostic(
      severity: .warning, code: code.rawValue, message: message, location: location, help: help,
      notes: notes)
  }

  package var isError: Bool { severity == .error }

  fileprivate var rank: Int { isCause ? 0 : isError ? 1 : 2 }
}

/// A value and what was noticed while making it.
package struct Diagnosed<Value> {
  package var value: Value
  package var diagnostics: [Diagnostic]

  package init(_ value: Value, _ diagnostics: [Diagnostic] = []) {
    self.value = value
    self.diagnostics = diagnostics
  }

  package var hasErrors: Bool { diagnostics.hasErrors }
}

extension Diagnosed: Sendable where Value: Sendable {}

extension Sequence<Diagnostic> {
  package var hasErrors: Bool { contains(where: \.isError) }

  /// The diagnostics in the order an editor works through them, each once: what keeps other files from
  /// being checked, then errors, then warnings; each of these by file, line and column.
  package func inReadingOrder() -> [Diagnostic] {
    var seen: Set<Diagnostic> = []
    return filter { seen.insert($0).inserted }.sorted { a, b in
      if a.rank != b.rank { return a.rank < b.rank }
      return switch (a.location, b.location) {
      case (let a?, let b?) where a != b: a < b
      case (nil, .some): true
      case (.some, nil): false
      default: a.message < b.message
      }
    }
  }

  /// The diagnostics with the line each one means, taken from the text that `source` gives for a
  /// file, each file asked for once.
  package func withExcerpts(from source: (String) -> SourceText?) -> [Diagnostic] {
    var cutters: [String: ExcerptCutter?] = [:]
    return map { diagnostic in
      guard let location = diagnostic.location, location.line > 0 else { return diagnostic }
      if cutters[location.file] == nil {
        cutters[location.file] = .some(source(location.file).map(ExcerptCutter.init))
      }
      var diagnostic = diagnostic
      diagnostic.excerpt = cutters[location.file]??.excerpt(at: location)
      return diagnostic
    }
  }
}

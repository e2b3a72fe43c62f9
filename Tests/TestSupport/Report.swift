package import Diagnostics

/// The console form of diagnostics, excerpts filled in from the given texts, as a test compares it.
package func report(_ diagnostics: [Diagnostic], sources: [SourceText]) -> String {
  diagnostics.inReadingOrder()
    .withExcerpts { file in sources.first { $0.file == file } }
    .map { $0.consoleForm() + "\n" }.joined()
}

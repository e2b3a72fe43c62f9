package import Diagnostics

/// The pages of one content file.
package typealias FilePages = Diagnosed<[Shared<ParsedPage>]>

/// Gives the results of the parts that reading a site consists of. `NoMemo` computes each of them; the
/// preview has a memo that returns what it remembers where the files are as they were.
///
/// Each method is passed everything that its result depends on except the bytes of the files it names, and
/// a closure that computes the result.
package protocol ReadingMemo: Sendable {
  func paths(
    of content: [String], _ rules: PathRules, _ make: @Sendable () -> [ContentPath]
  ) async -> [ContentPath]

  /// - Parameter settings: the text of `site.yaml`.
  func design<Failure: Error>(
    of paths: [String], _ settings: SourceText,
    _ read: @Sendable () throws(Failure) -> Diagnosed<Design>
  ) async throws(Failure) -> Diagnosed<Design>

  func data<Failure: Error>(
    of paths: [String], languages: [String],
    _ read: @Sendable () throws(Failure) -> Diagnosed<SiteData>
  ) async throws(Failure) -> Diagnosed<SiteData>

  /// The pages of a wave, one element for each file.
  ///
  /// - Parameters:
  ///   - wave: the wave's index.
  ///   - read: reads some of the files.
  func pages<Failure: Error>(
    of paths: [ContentPath], wave: Int, _ reading: PageReading,
    _ read: @Sendable ([ContentPath]) async throws(Failure) -> [FilePages]
  ) async throws(Failure) -> [FilePages]
}

/// Remembers nothing.
package struct NoMemo: ReadingMemo {
  package init() {}

  package func paths(
    of content: [String], _ rules: PathRules, _ make: @Sendable () -> [ContentPath]
  ) -> [ContentPath] { make() }

  package func design<Failure: Error>(
    of paths: [String], _ settings: SourceText,
    _ read: @Sendable () throws(Failure) -> Diagnosed<Design>
  ) throws(Failure) -> Diagnosed<Design> { try read() }

  package func data<Failure: Error>(
    of paths: [String], languages: [String],
    _ read: @Sendable () throws(Failure) -> Diagnosed<SiteData>
  ) throws(Failure) -> Diagnosed<SiteData> { try read() }

  package func pages<Failure: Error>(
    of paths: [ContentPath], wave: Int, _ reading: PageReading,
    _ read: @Sendable ([ContentPath]) async throws(Failure) -> [FilePages]
  ) async throws(Failure) -> [FilePages] { try await read(paths) }
}

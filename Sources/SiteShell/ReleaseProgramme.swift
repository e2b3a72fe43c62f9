import Content
import Diagnostics
package import SiteModel
import SiteSettings

/// What a release of the programme tells.
package struct ProgrammeRelease: Sendable {
  /// The mistakes of the site. With errors, nothing is released.
  package var report: BuildReport
  package var changes: [SessionChange] = []
  /// Whether anything was released before.
  package var isFirst = true
}

extension Workspace {
  /// Writes what is new in the programme into the site, unless the site has errors or nothing is new.
  ///
  package func release(
    note: String, writes: Bool, _ options: BuildOptions
  ) async throws(WorkspaceError) -> ProgrammeRelease {
    var options = options
    options.writes = false
    let (report, site) = try await build(self, options)
    var release = ProgrammeRelease(report: report)
    guard report.errors == 0 else { return release }
    release.changes = site.unreleased
    release.isFirst = site.releases.all.isEmpty
    guard writes, !release.changes.isEmpty else { return release }
    let file = path(Releases.file)
    var bytes = try FileSystem.readIfPresent(file) ?? []
    if let last = bytes.last, last != UInt8(ascii: "\n") { bytes.append(UInt8(ascii: "\n")) }
    // A clock that was put back must not make what is newer look older.
    let now = options.assemble.now.instant(in: site.configuration.zone)
    let moment = max(now, site.releases.all.map(\.instant).max() ?? now)
    bytes +=
      site.releases.lines(
        adding: Releases.Release(instant: moment, note: note, sessions: release.changes.map(\.now))
      ).utf8
    try FileSystem.write(bytes, to: file + ".new")
    try FileSystem.move(file + ".new", to: file)
    return release
  }
}

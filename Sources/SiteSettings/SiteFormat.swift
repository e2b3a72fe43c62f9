package import Diagnostics

/// What the files of a site may say and what it means, as `lectern:` in `site.yaml` numbers it (docs/stability.md).
package enum SiteFormat {
  /// The newest format, which this program reads. A site that names none is in the first.
  package static let current = 1
}

/// What is called otherwise from a format on.
package struct FormatChange: Sendable {
  /// The format that a site is in afterwards.
  package var format: Int
  package var renamings: [Renaming]

  package init(format: Int, renamings: [Renaming]) {
    self.format = format
    self.renamings = renamings
  }

  package enum Renaming: Sendable {
    /// A key of `site.yaml`, with the keys of the groups that it is in.
    case setting([String], to: String)
    /// A key of pages: in their front matter, and as a column or key of rows.
    case pageKey(String, to: String)
  }
}

/// All that was ever called otherwise, the oldest first.
package let formatChanges: [FormatChange] = []

extension SiteConfiguration {
  /// Reports a site that is written for a newer program.
  package static func mistakeInFormat(_ written: Int?, at location: SourceLocation) -> Diagnostic? {
    guard let written, written > SiteFormat.current else { return nil }
    return .error(
      SettingsCode.newerFormat,
      "this site is in format \(written), and this Lectern reads formats up to \(SiteFormat.current)",
      at: location, help: "take a newer Lectern")
  }
}

/// The version, and the commit if it is known.
///
/// `git archive` writes the commit into `revision.txt` (see `.gitattributes`), so a program knows it if it was built from an
/// archive of the source, as releases are. In a working copy nothing is written there.
let versionText: String = {
  let revision = String(decoding: PackageResources.revision_txt, as: UTF8.self)
    .prefix { $0 != "\n" }
  let isHexadecimal = revision.allSatisfy { $0.isHexDigit }
  return isHexadecimal && !revision.isEmpty
    ? "\(version) (commit \(revision.prefix(12)))" : "\(version) (working copy)"
}()

private let version = "0.1.0"

import ContentSchema
package import Diagnostics

/// `publish:` of `site.yaml`: where `lectern publish` puts the site.
package struct PublishSettings: Sendable {
  package var to: PublicationPlace
  /// Where the files that a publication replaces and removes are kept, so that it can be undone.
  package var previous: PublicationPlace?
}

/// The keys of `publish:`.
let publishFields: [Field] = [
  Field(
    "to", .text, isRequired: true,
    help:
      "The place: `rsync:web.example.eu:/srv/www`, `rclone:storage:bucket` or `folder:/srv/www`."
  ),
  Field(
    "previous", .text,
    help:
      "A place outside the site for what the last publication replaced: with it one can be undone."
  ),
]

extension PublishSettings {
  /// Reads the group, and tells what is wrong with its places.
  static func read(_ record: DecodedRecord) -> Diagnosed<PublishSettings?> {
    var mistakes: [Diagnostic] = []
    func place(_ key: String) -> PublicationPlace? {
      guard let text = record[key]?.text else { return nil }
      do throws(PublicationPlaceMistake) {
        return try PublicationPlace(text)
      } catch {
        mistakes.append(error.diagnostic(at: record.location(of: key)))
        return nil
      }
    }
    let (to, previous) = (place("to"), place("previous"))
    if let to, let previous, previous.isWithin(to) {
      mistakes.append(
        .error(
          SettingsCode.invalidPublicationPlace,
          "what is kept of the last publication would lie in the site itself, where visitors find it",
          at: record.location(of: "previous"), help: "name a place beside it"))
    }
    return Diagnosed(to.map { PublishSettings(to: $0, previous: previous) }, mistakes)
  }
}

/// A place that a site is published to, as `site.yaml` and the command line name it.
package enum PublicationPlace: Hashable, Sendable {
  /// A folder of this machine, from the site's folder if the path is relative.
  case folder(String)
  /// What rsync takes for a place: `web.example.eu:/srv/www`, `rsync://host/module/path`, `/srv/www`.
  case rsync(String)
  /// What rclone takes for one: `storage:bucket/path`.
  case rclone(String)
}

/// Why a text names no place.
package struct PublicationPlaceMistake: Error {
  package let message: String
  package let help: String

  package func diagnostic(at location: SourceLocation?) -> Diagnostic {
    .error(SettingsCode.invalidPublicationPlace, message, at: location, help: help)
  }
}

extension PublicationPlace {
  package init(_ text: String) throws(PublicationPlaceMistake) {
    let start = text.prefix { $0 != ":" }
    let rest = start.endIndex == text.endIndex ? "" : String(text[start.endIndex...].dropFirst())
    if text.hasSecret {
      throw PublicationPlaceMistake(
        message: "a password has no place in the settings or on a command line",
        help:
          "let SSH use a key, keep the password in rclone's own settings (rclone config), or in RSYNC_PASSWORD"
      )
    }
    switch start {
    case "folder": self = .folder(rest)
    case "rsync": self = .rsync(rest.hasPrefix("//") ? text : rest)
    case "rclone": self = .rclone(rest)
    case _ where text.hasPrefix("/") || text.hasPrefix("./") || text.hasPrefix("../"):
      self = .folder(text)
    default:
      throw PublicationPlaceMistake(
        message: "'\(text)' doesn't say how the place is reached", help: Self.help(for: text))
    }
    if let mistake { throw mistake }
  }

  private static func help(for text: String) -> String {
    let scheme = text.prefix { $0 != ":" }.lowercased()
    if ["sftp", "ftp", "s3", "webdav", "dav", "http", "https"].contains(scheme) {
      return "make it a remote with 'rclone config', and write rclone:NAME:PATH"
    }
    return text.contains(":")
      ? "write rsync:\(text) for a host with SSH, or rclone:\(text) for a remote of rclone"
      : "write folder:\(text) for a folder"
  }

  private var mistake: PublicationPlaceMistake? {
    let (path, example) =
      switch self {
      case .folder(let path): (path, "folder:/srv/www/malmo2012")
      case .rsync(let path): (path, "rsync:web.example.eu:/srv/www/malmo2012")
      case .rclone(let path): (path, "rclone:storage:bucket/malmo2012")
      }
    let hasControl = path.unicodeScalars.contains { $0.properties.generalCategory == .control }
    if path.isEmpty || path.hasPrefix("-") || hasControl {
      return PublicationPlaceMistake(
        message: "'\(text)' names no place", help: "write it like \(example)")
    }
    switch self {
    case .rclone where !path.contains(":"):
      return PublicationPlaceMistake(
        message: "'\(path)' is no remote of rclone", help: "write it like \(example)")
    case .rsync where path.hasSuffix(":"):
      return PublicationPlaceMistake(
        message: "'\(text)' is the whole folder of its user", help: "write it like \(example)")
    case .folder where path.split(separator: "/").allSatisfy { $0 == "." || $0 == ".." }:
      return PublicationPlaceMistake(
        message: "'\(text)' is no folder of a site alone", help: "write it like \(example)")
    default: return nil
    }
  }

  /// As it is written.
  package var text: String {
    switch self {
    case .folder(let path): "folder:" + path
    case .rsync(let place): place.hasPrefix("rsync://") ? place : "rsync:" + place
    case .rclone(let place): "rclone:" + place
    }
  }

  /// Whether the place is another one, or lies in it.
  package func isWithin(_ other: PublicationPlace) -> Bool {
    let (inner, outer) = (text.withSlash, other.text.withSlash)
    return inner.hasPrefix(outer)
  }
}

extension String {
  fileprivate var withSlash: String { hasSuffix("/") || hasSuffix(":") ? self : self + "/" }

  /// Whether it has a password in it, as in `user:password@host` and in rclone's `:sftp,pass=…:`.
  fileprivate var hasSecret: Bool {
    let words = ["pass=", "password=", "secret", "token=", "_key=", "key_pem="]
    if words.contains(where: lowercased().contains) { return true }
    guard let authority = firstRange(of: "://").map({ self[$0.upperBound...] }) else {
      return false
    }
    let host = authority.prefix { $0 != "/" }
    return host.prefix { $0 != "@" }.contains(":") && host.contains("@")
  }
}

// The one list of files that nobody means to publish. docs/site.md says it in words; `publish_files` in `site.yaml`
// overrules it.

/// A file that is published only if something of the site names it, since it looks like a slip.
package enum UnmeantFile: Hashable, Sendable, CaseIterable {
  /// A file of an office program, from which a page or a PDF was probably made.
  case officeDocument
  /// A file from which a program makes what browsers show.
  case source
  /// A copy that a program made of another file.
  case copy
  /// A file without a single byte.
  case empty
  /// A picture that most browsers do not show.
  case unshownPicture
  /// What should be known to few: a key, a password, a database, a log.
  case secret
  /// Many files packed in one.
  case archive

  /// What a file seems to be. `nil` for a file that may well be meant.
  package init?(_ path: String, size: Int?) {
    let name = String(path.split(separator: "/").last ?? "").lowercased()
    let dot = name.lastIndex(of: ".") ?? name.endIndex
    let (stem, ending) = (name[..<dot], String(name[dot...].dropFirst()))
    if HostFile.isOne(path) { return nil }
    if size == 0 {
      self = .empty
    } else if pictureEndings.contains(ending) {
      self = .unshownPicture
    } else if officeEndings.contains(ending) {
      self = .officeDocument
    } else if sourceEndings.contains(ending) {
      self = .source
    } else if privateEndings.contains(ending) || privateNames.contains(String(stem)) {
      self = .secret
    } else if archiveEndings.contains(ending) {
      self = .archive
    } else if originalOfCopy(stem) != nil {
      self = .copy
    } else {
      return nil
    }
  }

  /// Whether it is told even where a page names the file, since no visitor can use it.
  package var isAlwaysAMistake: Bool { self == .empty || self == .unshownPicture }
}

private let officeEndings: Set<String> = [
  "doc", "docx", "docm", "dot", "dotx", "odt", "ott", "rtf", "pages", "wpd",
  "xls", "xlsx", "xlsm", "xlsb", "ods", "numbers", "ppt", "pptx", "pptm", "odp", "key", "vsd",
  "vsdx",
  "msg", "eml", "mdb", "accdb", "csv", "tsv",
]

private let sourceEndings: Set<String> = [
  "psd", "psb", "ai", "indd", "indb", "idml", "xcf", "kra", "afdesign", "afphoto", "afpub",
  "sketch",
  "xd", "cdr", "cr2", "cr3", "nef", "arw", "dng", "blend", "scss", "sass", "less", "lnk", "webloc",
  "gdoc", "gsheet", "gslides", "mdx", "adoc", "asciidoc", "rst", "textile", "tex",
]

private let privateEndings: Set<String> = [
  "sql", "sqlite", "sqlite3", "db", "dump", "log", "pem", "p12", "pfx", "ppk", "kdbx", "ovpn",
  "env",
]

private let privateNames: Set<String> = [
  "id_rsa", "id_dsa", "id_ecdsa", "id_ed25519", "known_hosts", "authorized_keys", "passwd",
  "password",
  "passwords", "credentials", "secrets", "wp-config",
]

private let archiveEndings: Set<String> = [
  "zip", "rar", "7z", "tar", "gz", "tgz", "bz2", "xz", "dmg", "iso", "exe", "msi",
]

private let pictureEndings: Set<String> = ["heic", "heif", "tif", "tiff", "bmp", "jp2", "jxl"]

/// What a file was copied from, if its name without its ending is as programs call copies: `plan (2)`, `plan - Copy`,
/// `Kopie von plan`. `nil` for other names.
///
/// - Parameter stem: in small letters.
func originalOfCopy(_ stem: Substring) -> Substring? {
  let words = ["copy", "kopie", "kopia", "copie", "copia", "kopi", "kopio"]
  if stem.last == ")", let open = stem.lastIndex(of: "(") {
    let inside = stem[stem.index(after: open)...].dropLast()
    let isOne =
      stem[..<open].last == " " && !inside.isEmpty
      && (words.contains { inside.hasPrefix($0) }
        || inside.count < 3 && inside.allSatisfy(\.isNumber))
    return isOne ? stem[..<open].dropLast() : nil
  }
  for word in words {
    for end in [" - \(word)", " \(word)"] where stem.hasSuffix(end) {
      return stem.dropLast(end.count)
    }
    for of in ["of", "von", "av", "af", "de", "di", "van"] {
      let start = "\(word) \(of) "
      if stem.hasPrefix(start) { return stem.dropFirst(start.count) }
    }
  }
  return nil
}

/// Whether a program left a file behind that is of no use to anybody else: a lock, a backup, a thumbnail. Nothing
/// is said about these.
package func isLeftover(_ path: String) -> Bool {
  // Nearly all are pages, and this is asked of each.
  let start =
    path.utf8.lastIndex(of: UInt8(ascii: "/")).map(path.utf8.index(after:)) ?? path.startIndex
  let first = path.utf8[start...].first
  if path.utf8.suffix(3).elementsEqual(".md".utf8), first != UInt8(ascii: "~"),
    first != UInt8(ascii: ".")
  {
    return false
  }
  let name = path[start...].lowercased()
  if name.hasPrefix("~$") || name.hasPrefix(".~lock.") || name.hasPrefix("~wrl") { return true }
  if name.hasSuffix("~") || name.hasPrefix("#") && name.hasSuffix("#") { return true }
  if ["thumbs.db", "ehthumbs.db", "desktop.ini", "icon\r", "__macosx"].contains(name) {
    return true
  }
  guard let dot = name.lastIndex(of: ".") else { return false }
  let ending = name[dot...].dropFirst()
  return [
    "bak", "backup", "orig", "rej", "old", "tmp", "temp", "swp", "swo", "swn", "part", "partial",
    "crdownload",
    "asd", "wbk", "xlk",
  ].contains { ending == $0 }
}

/// Files that web hosts read: published whatever their names begin with.
package enum HostFile {
  /// - Parameter path: below `content/`.
  package static func isOne(_ path: String) -> Bool {
    guard let slash = path.utf8.lastIndex(of: UInt8(ascii: "/")) else {
      return path == ".htaccess" || path == ".well-known" || namesAtRoot.contains(path)
    }
    // Apache reads its file in every folder.
    return path[path.utf8.index(after: slash)...] == ".htaccess" || path.hasPrefix(".well-known/")
  }

  /// Whether a name that begins with a dot can be a host's file, or a folder of such files.
  package static func isKnown(hidden name: String, inFolder folder: String) -> Bool {
    isOne(folder.isEmpty ? name : folder + "/" + name)
  }

  private static let namesAtRoot: Set<String> = [
    ".nojekyll", ".domains", "CNAME", "_headers", "_redirects", "_routes.json", "_worker.js",
    "robots.txt",
    "netlify.toml", "vercel.json", "staticwebapp.config.json", "web.config",
  ]
}

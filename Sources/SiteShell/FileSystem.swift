// The disk, by the system's own calls: their error numbers say exactly what went wrong, and reading or
// writing a small file costs a few of them.

import Glibc

/// Writes all that waits for a file's disk (Linux, `syncfs(2)`): a few milliseconds, where waiting for four hundred
/// files one by one takes half a second. The system's headers show it to programs that ask for GNU's names only.
@_silgen_name("syncfs") private func syncfs(_ file: Int32) -> Int32

/// Something that the machine refused. Not the editor's mistake in a file.
package struct WorkspaceError: Error, Hashable, Sendable {
  /// A plain sentence, without a full stop.
  package var message: String
  package var help: String?
  /// Links that lead in a circle were met.
  var isCircle = false

  package init(_ message: String, help: String? = nil) {
    self.message = message
    self.help = help
  }

  /// The same error, whose help also says how things stand.
  func adding(_ state: String) -> WorkspaceError {
    var error = self
    error.help = help.map { $0 + "; " + state } ?? state
    return error
  }

  /// What the system answered when it was asked to do something with a file.
  package static func system(_ doing: String, _ path: String, _ code: Int32) -> WorkspaceError {
    var error = WorkspaceError(
      "cannot \(doing) \(path): \(describe(code))", help: advice(for: code))
    error.isCircle = code == ELOOP
    return error
  }

  private static func describe(_ code: Int32) -> String {
    switch code {
    case ENOENT: "it does not exist"
    case EACCES, EPERM: "permission denied"
    case ENOSPC: "the disk is full"
    case EDQUOT: "your share of the disk is full"
    case EROFS: "the disk can only be read"
    case ENOTDIR: "a part of the path is a file"
    case EISDIR: "it is a folder"
    case ELOOP: "its links lead in a circle"
    case EMFILE, ENFILE: "too many files are open"
    case EFBIG: "it would be larger than allowed"
    case ENAMETOOLONG: "the name is too long"
    default: unsafe String(cString: strerror(code))
    }
  }

  private static func advice(for code: Int32) -> String? {
    switch code {
    case ENOSPC, EDQUOT: "make room, then try again"
    case EACCES, EPERM: "look at the owner and the rights of the file and its folder"
    default: nil
    }
  }
}

package enum FileKind { case file, folder, link, other }

package struct FileStatus {
  package var kind: FileKind
  var size: Int
  var device: UInt64
  var inode: UInt64
  /// Who may do what, in the system's bits.
  var mode: UInt32
}

package enum FileSystem {
  /// What stands at a path. `nil` if there is nothing.
  package static func status(
    _ path: String, followingLinks: Bool = true
  ) throws(WorkspaceError) -> FileStatus? {
    var result = stat()
    let code = unsafe followingLinks ? stat(path, &result) : lstat(path, &result)
    guard code == 0 else {
      if errno == ENOENT || errno == ENOTDIR { return nil }
      throw .system("look at", path, errno)
    }
    let kind: FileKind =
      switch result.st_mode & S_IFMT {
      case S_IFREG: .file
      case S_IFDIR: .folder
      case S_IFLNK: .link
      default: .other
      }
    return FileStatus(
      kind: kind, size: Int(result.st_size), device: UInt64(result.st_dev),
      inode: UInt64(result.st_ino), mode: UInt32(result.st_mode) & 0o7777)
  }

  /// The names in a folder, sorted; names that are not UTF-8 as nothing.
  static func names(in folder: String) throws(WorkspaceError) -> [String?] {
    try entries(in: folder).map(\.name)
  }

  /// A name in a folder.
  package struct Entry {
    /// `nil` if the name is not UTF-8.
    package var name: String?
    /// The name with a mark for each byte that is not UTF-8.
    var shown: String
    /// What it is, where the file system says so without being asked for each.
    package var kind: FileKind?
  }

  /// The names in a folder, sorted; those that are not UTF-8 come last.
  package static func entries(in folder: String) throws(WorkspaceError) -> [Entry] {
    guard let stream = unsafe opendir(folder) else {
      throw .system("read the folder", folder, errno)
    }
    defer { unsafe closedir(stream) }
    var entries: [Entry] = []
    errno = 0
    while let entry = unsafe readdir(stream) {
      let (name, shown) = unsafe withUnsafePointer(to: &entry.pointee.d_name) { pointer in
        unsafe pointer.withMemoryRebound(to: CChar.self, capacity: 256) {
          unsafe (String(validatingCString: $0), String(cString: $0))
        }
      }
      defer { errno = 0 }
      guard name != "." && name != ".." else { continue }
      let kind: FileKind? =
        switch unsafe Int(entry.pointee.d_type) {
        case Int(DT_REG): .file
        case Int(DT_DIR): .folder
        default: nil
        }
      entries.append(Entry(name: name, shown: shown, kind: kind))
    }
    // Only the error number tells a folder's end from a failure, after which entries would be missing without a word.
    guard errno == 0 else { throw .system("read the folder", folder, errno) }
    return entries.sorted { a, b in
      guard let first = a.name, let second = b.name else {
        return a.name == b.name ? a.shown < b.shown : a.name != nil
      }
      return first < second
    }
  }

  static func read(_ path: String) throws(WorkspaceError) -> [UInt8] {
    guard let bytes = try readIfPresent(path) else { throw .system("read", path, ENOENT) }
    return bytes
  }

  /// The bytes of a file. `nil` if there is none.
  static func readIfPresent(_ path: String) throws(WorkspaceError) -> [UInt8]? {
    let file = unsafe open(path, O_RDONLY | O_CLOEXEC)
    guard file >= 0 else {
      if errno == ENOENT || errno == ENOTDIR { return nil }
      throw .system("read", path, errno)
    }
    defer { close(file) }
    return try read(file, path)
  }

  /// The beginning of a file.
  static func read(_ path: String, upTo limit: Int) throws(WorkspaceError) -> [UInt8] {
    let file = unsafe open(path, O_RDONLY | O_CLOEXEC)
    guard file >= 0 else { throw .system("read", path, errno) }
    defer { close(file) }
    var failure: Int32 = 0
    let bytes = unsafe [UInt8](unsafeUninitializedCapacity: limit) { buffer, count in
      var result = unsafe Glibc.read(file, buffer.baseAddress, limit)
      while result < 0 && errno == EINTR {
        result = unsafe Glibc.read(file, buffer.baseAddress, limit)
      }
      failure = result < 0 ? errno : 0
      count = max(0, result)
    }
    guard failure == 0 else { throw .system("read", path, failure) }
    return bytes
  }

  /// All of standard input.
  static func readStandardInput() throws(WorkspaceError) -> [UInt8] {
    try read(STDIN_FILENO, "standard input")
  }

  private static func read(_ file: Int32, _ path: String) throws(WorkspaceError) -> [UInt8] {
    var info = stat()
    guard unsafe fstat(file, &info) == 0 else { throw .system("read", path, errno) }
    var bytes: [UInt8] = []
    var capacity = Int(info.st_size) + 1
    while true {
      var failure: Int32 = 0
      let part = unsafe [UInt8](unsafeUninitializedCapacity: capacity) { buffer, count in
        let result = unsafe Glibc.read(file, buffer.baseAddress, capacity)
        if result < 0 { failure = errno }
        count = max(0, result)
      }
      if failure == EINTR { continue }
      guard failure == 0 else { throw .system("read", path, failure) }
      if part.isEmpty { return bytes }
      if bytes.isEmpty { bytes = part } else { bytes += part }
      if part.count < capacity && bytes.count == Int(info.st_size) { return bytes }
      capacity = max(4096, capacity - part.count)
    }
  }

  /// Writes a new file, its folders first where they are missing.
  static func write(_ bytes: [UInt8], to path: String) throws(WorkspaceError) {
    var file = unsafe open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o666)
    if file < 0 && errno == ENOENT {
      try makeFolder(parent(of: path))
      file = unsafe open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o666)
    }
    guard file >= 0 else { throw .system("write", path, errno) }
    var written = 0
    while written < bytes.count {
      let result = unsafe bytes.withUnsafeBytes { buffer in
        unsafe Glibc.write(file, buffer.baseAddress?.advanced(by: written), buffer.count - written)
      }
      if result < 0 && errno == EINTR { continue }
      guard result >= 0 else {
        let code = errno
        close(file)
        throw .system("write", path, code)
      }
      written += result
    }
    guard close(file) == 0 else { throw .system("write", path, errno) }
  }

  /// Makes a folder and those above it that are missing.
  static func makeFolder(_ path: String) throws(WorkspaceError) {
    if unsafe mkdir(path, 0o777) == 0 || errno == EEXIST { return }
    guard errno == ENOENT, path != parent(of: path) else {
      throw .system("make the folder", path, errno)
    }
    try makeFolder(parent(of: path))
    guard unsafe mkdir(path, 0o777) == 0 || errno == EEXIST else {
      throw .system("make the folder", path, errno)
    }
  }

  /// Refuses a file that cannot be read.
  package static func checkReadable(_ path: String) throws(WorkspaceError) {
    guard unsafe access(path, R_OK) == 0 else { throw .system("read", path, errno) }
  }

  /// Refuses a folder in which nothing can be made or removed.
  static func checkWritable(_ folder: String) throws(WorkspaceError) {
    guard unsafe access(folder, W_OK) == 0 else { throw .system("write to", folder, errno) }
  }

  /// Sets who may do what with a file. What belongs to somebody else stays as it is.
  static func setMode(of path: String, to mode: UInt32) throws(WorkspaceError) {
    guard unsafe chmod(path, mode) == 0 || errno == EPERM else {
      throw .system("set the rights of", path, errno)
    }
  }

  /// Waits until all that was written to a folder's disk would survive a loss of power.
  static func flush(_ folder: String) throws(WorkspaceError) {
    let file = unsafe open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
    guard file >= 0 else { throw .system("read the folder", folder, errno) }
    defer { close(file) }
    guard syncfs(file) == 0 else { throw .system("write to", folder, errno) }
  }

  /// How many files lie in a folder and below it.
  static func countFiles(below folder: String) throws(WorkspaceError) -> Int {
    var count = 0
    for case let name? in try names(in: folder) {
      let path = folder + "/" + name
      count +=
        try status(path, followingLinks: false)?.kind == .folder ? countFiles(below: path) : 1
    }
    return count
  }

  /// Makes a folder that nobody else has, among the system's temporary ones.
  static func makeTemporaryFolder() throws(WorkspaceError) -> String {
    let parent = unsafe getenv("TMPDIR").map { unsafe String(cString: $0) } ?? "/tmp"
    var name = Array("\(parent)/lectern-XXXXXX".utf8CString)
    guard
      unsafe name.withUnsafeMutableBufferPointer({
        unsafe mkdtemp($0.baseAddress.unsafelyUnwrapped)
      }) != nil
    else {
      throw .system("make a folder in", parent, errno)
    }
    return String(decoding: name.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self)
  }

  static func move(_ path: String, to target: String) throws(WorkspaceError) {
    guard unsafe rename(path, target) == 0 else { throw .system("write", target, errno) }
  }

  static func remove(_ path: String) throws(WorkspaceError) {
    guard unsafe unlink(path) == 0 || errno == ENOENT else { throw .system("remove", path, errno) }
  }

  /// Removes a folder if it is empty; whether it was.
  static func removeIfEmpty(_ folder: String) -> Bool { unsafe rmdir(folder) == 0 }

  /// Removes a folder with all that lies in it.
  static func removeTree(_ path: String) throws(WorkspaceError) {
    guard let status = try status(path, followingLinks: false) else { return }
    guard status.kind == .folder else { return try remove(path) }
    for name in try names(in: path) {
      guard let name else { continue }
      try removeTree(path + "/" + name)
    }
    guard unsafe rmdir(path) == 0 else { throw .system("remove", path, errno) }
  }

  /// The path with all links followed. `nil` if it doesn't exist.
  package static func realPath(_ path: String) throws(WorkspaceError) -> String? {
    guard let result = unsafe realpath(path, nil) else {
      if errno == ENOENT || errno == ENOTDIR { return nil }
      throw .system("look at", path, errno)
    }
    defer { unsafe free(result) }
    return unsafe String(cString: result)
  }

  package static func parent(of path: String) -> String {
    guard let slash = path.lastIndex(of: "/") else { return "." }
    return slash == path.startIndex ? "/" : String(path[..<slash])
  }

  static func currentFolder() throws(WorkspaceError) -> String {
    guard let result = unsafe getcwd(nil, 0) else {
      throw errno == ENOENT
        ? WorkspaceError(
          "the current folder does not exist any more", help: "go to a folder that does, with cd")
        : .system("look at", "the current folder", errno)
    }
    defer { unsafe free(result) }
    return unsafe String(cString: result)
  }
}

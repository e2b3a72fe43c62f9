// Smaller pictures are made by vips, and kept in .lectern/pictures under names that follow from all that their bytes follow
// from. So the folder may be thrown away, or kept by whoever builds elsewhere, and is never wrong.

import Content
import Diagnostics
package import Pictures
import Synchronization
import Text
import Web

/// Makes smaller pictures, and knows those that were made before.
package struct PictureWorkshop: Sendable {
  private let files: DiskFiles
  private let folder: String

  /// What one picture may take: the largest that is decoded takes a third of this.
  private static let limits = ChildProcess.Limits(seconds: 120, memory: 3 << 30)
  /// It reads nothing but formats that libvips itself trusts, and has a thread: we start as many as there are cores.
  private static let settings = ["VIPS_BLOCK_UNTRUSTED=1", "VIPS_CONCURRENCY=1"]

  package init(_ files: DiskFiles) {
    self.files = files
    folder = files.workspace.path(".lectern/pictures")
  }

  func path(_ name: String) -> String { folder + "/" + name }

  /// Where a process has its files while it runs.
  var desk: String { folder + "/making" }

  /// What there is to make them with.
  package func encoder() throws(WorkspaceError) -> PictureEncoderSearch {
    let isThere = try FileSystem.status(folder, followingLinks: false)?.kind == .folder
    let made = isThere ? try FileSystem.names(in: folder) : []
    return try PictureEncoderSearch(
      hasWrittenAVIF: made.contains { $0?.hasSuffix(".avif") ?? false })
  }

  func has(_ picture: DerivedPicture) throws(WorkspaceError) -> Bool {
    try FileSystem.status(path(picture.name), followingLinks: false)?.kind == .file
  }

  /// How many bytes a picture has. `nil` if it isn't made.
  func size(of picture: DerivedPicture) -> Int? {
    (try? FileSystem.status(path(picture.name), followingLinks: false))?.size
  }

  /// The bytes of a picture that was made.
  func bytes(of picture: DerivedPicture) throws(WorkspaceError) -> [UInt8] {
    try FileSystem.read(path(picture.name))
  }

  /// Whether pictures can be kept where they belong: the site's folder may be somebody else's.
  package func canKeep() -> Bool {
    do throws(WorkspaceError) {
      try FileSystem.makeFolder(desk)
      return true
    } catch {
      return false
    }
  }

  /// A picture, made now if there is none yet. `nil` if it can't be made.
  package func picture(_ picture: DerivedPicture) throws(WorkspaceError) -> [UInt8]? {
    if try !has(picture) {
      try FileSystem.makeFolder(desk)
      if try make(PictureJob(pictures: [picture])) != nil { return nil }
    }
    return try bytes(of: picture)
  }

  /// Makes those pictures that there aren't yet, on all cores.
  ///
  /// - Parameter progress: called after each picture with how many are made, and how many will be.
  /// - Returns: what is wrong with pictures that can't be made smaller.
  func make(
    _ pictures: [DerivedPicture], progress: @escaping @Sendable (Int, Int) -> Void
  ) async throws(WorkspaceError) -> [Diagnostic] {
    var missing: [DerivedPicture] = []
    for picture in pictures where try !has(picture) { missing.append(picture) }
    if missing.isEmpty { return [] }
    try layDesk()
    // Two formats of one size are made from one decoded picture.
    let jobs = PictureJob.jobs(for: missing)
    let counter = ProgressCounter(of: missing.count, progress)
    let made = try await jobs.parallelMap(chunks: jobs.count) { job throws(WorkspaceError) in
      let mistake = try make(job)
      counter.add(job.pictures.count)
      return mistake
    }
    try clearDesk()
    var told: Set<String> = []
    return made.compactMap(\.self).filter { told.insert($0.location?.file ?? "").inserted }
  }

  func layDesk() throws(WorkspaceError) {
    try FileSystem.removeTree(desk)
    try FileSystem.makeFolder(desk)
  }

  func clearDesk() throws(WorkspaceError) {
    try FileSystem.flush(folder)
    try FileSystem.removeTree(desk)
  }

  /// Makes the pictures of a job. What is wrong with their source, if they can't be made.
  private func make(_ job: PictureJob) throws(WorkspaceError) -> Diagnostic? {
    guard let first = job.pictures.first else { return nil }
    let own = desk + "/" + first.name
    try FileSystem.makeFolder(own)
    // What stays is removed with the folder that it lies in.
    defer { try? FileSystem.removeTree(own) }
    // What is kept under a name that follows from some bytes is made from these: a file may have changed by now. And vips reads
    // options out of the names of files, so it gets none that somebody else chose.
    let bytes = try files.bytes(of: first.source.file)
    guard Fingerprint(bytes) == first.source.content else {
      throw WorkspaceError(
        "\(first.source.file) was changed while the site was built", help: "build again")
    }
    try FileSystem.write(bytes, to: own + "/source")
    let (source, scaled) = (own + "/source", own + "/scaled.png")
    var result = try Self.run(first.scaling(source, scaled), in: own)
    if result.code != 0, result.lastWords.contains("icc_transform") {
      result = try Self.run(first.scaling(source, scaled, isColour: false), in: own)
    }
    for picture in job.pictures where result.code == 0 {
      let file = own + "/" + picture.name
      result = try Self.run(picture.cutting(scaled, file), in: own)
      if result.code == 0, try !isWhole(file, picture) { return unmakable(picture, "") }
      if result.code == 0 { try FileSystem.move(file, to: path(picture.name)) }
    }
    return result.code == 0 ? nil : unmakable(first, result.lastWords)
  }

  /// Runs vips.
  static func run(
    _ arguments: [String], in folder: String
  ) throws(WorkspaceError) -> ChildProcess.Result {
    try ChildProcess.run(
      PictureEncoderSearch.program, arguments, in: folder, package: PictureEncoderSearch.package,
      settings: settings, limits: limits)
  }

  /// Whether a file is the picture that was asked for.
  private func isWhole(_ file: String, _ picture: DerivedPicture) throws(WorkspaceError) -> Bool {
    let size = PictureSize(ofPictureStarting: try FileSystem.read(file))
    return size == PictureSize(picture.width, picture.height)
  }

  private func unmakable(_ picture: DerivedPicture, _ words: String) -> Diagnostic {
    .error(
      ShellCode.unscalablePicture,
      "no smaller pictures can be made of this one" + (words.isEmpty ? "" : ": \(words)"),
      at: SourceLocation(file: picture.source.file),
      help: "open it in a program for pictures and save it again as JPEG or PNG")
  }

  /// Removes what was made before and isn't shown any more.
  ///
  /// - Parameter names: of all pictures that are.
  func clean(keeping names: Set<String>) throws(WorkspaceError) {
    guard try FileSystem.status(folder, followingLinks: false)?.kind == .folder else { return }
    for case let name? in try FileSystem.names(in: folder) where !names.contains(name) {
      try FileSystem.removeTree(folder + "/" + name)
    }
  }
}

/// The pictures that are made from one source in one size.
private struct PictureJob: Sendable {
  private(set) var pictures: [DerivedPicture]

  static func jobs(for pictures: [DerivedPicture]) -> [PictureJob] {
    var jobs: [PictureJob] = []
    var indices: [[String]: Int] = [:]
    for picture in pictures {
      let key = picture.scaling(picture.source.file, "") + picture.cutting("", "").dropFirst(3)
      if let index = indices[key] {
        jobs[index].pictures.append(picture)
      } else {
        indices[key] = jobs.count
        jobs.append(PictureJob(pictures: [picture]))
      }
    }
    return jobs
  }
}

/// Counts what several threads have done.
final class ProgressCounter: Sendable {
  private let done = Mutex(0)
  private let all: Int
  private let tell: @Sendable (Int, Int) -> Void

  init(of all: Int, _ tell: @escaping @Sendable (Int, Int) -> Void) {
    self.all = all
    self.tell = tell
  }

  func add(_ count: Int) {
    // Within the lock, so that the numbers are told in their order.
    done.withLock {
      $0 += count
      tell($0, all)
    }
  }
}

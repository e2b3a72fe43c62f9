package import Pictures

/// What there is on the machine to make smaller pictures with.
package enum PictureEncoderSearch: Hashable, Sendable {
  case found(PictureEncoder)
  /// There is no vips.
  case missing
  /// There is, and its library writes no AVIF.
  case withoutAVIF

  /// The program's name, and what to install on Debian and Ubuntu.
  static let program = "vips"
  static let package = "libvips-tools"

  /// Asks vips what it is.
  ///
  /// - Parameter hasWrittenAVIF: whether an earlier build got AVIF from it, so that needn't be tried.
  init(hasWrittenAVIF: Bool) throws(WorkspaceError) {
    let folder = try FileSystem.makeTemporaryFolder()
    // Others can't be told of it, and the system empties its folder of temporary files.
    defer { try? FileSystem.removeTree(folder) }
    let limits = ChildProcess.Limits(seconds: 20, memory: 3 << 30)
    func run(_ arguments: [String]) throws(WorkspaceError) -> ChildProcess.Result {
      try ChildProcess.run(
        Self.program, arguments, in: folder, package: Self.package, limits: limits)
    }
    let asked = try run(["--version"])
    let version = String(decoding: asked.output, as: UTF8.self).prefix { $0.isASCII && $0 > " " }
    guard asked.code == 0, version.hasPrefix("vips") else {
      self = .missing
      return
    }
    var writesAVIF = hasWrittenAVIF
    if !writesAVIF {
      writesAVIF = try run(["black", folder + "/a.avif[compression=av1]", "16", "16"]).code == 0
    }
    guard writesAVIF else {
      self = .withoutAVIF
      return
    }
    self = .found(PictureEncoder(version: String(version)))
  }

  /// `nil` if there is none that does.
  package var encoder: PictureEncoder? {
    if case .found(let encoder) = self { encoder } else { nil }
  }
}

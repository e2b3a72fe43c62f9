import Glibc
import SiteShell

/// A regular file of the site, open for reading. Closed when nobody holds it any more.
final class FileHandle: Sendable {
  let length: Int
  /// Other bytes, another tag: made from what the system says of the file.
  let tag: String
  private let file: Int32

  /// `nil` if there is no such file, or if what is there now is no part of the site: between the last
  /// look at the folder and now it can have become a link that leads elsewhere.
  init?(_ path: String, in folder: String) {
    let file = unsafe open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK)
    guard file >= 0 else { return nil }
    var info = stat()
    guard unsafe fstat(file, &info) == 0, info.st_mode & S_IFMT == S_IFREG,
      let real = try? FileSystem.realPath("/proc/self/fd/\(file)"), real.hasPrefix(folder + "/")
    else {
      close(file)
      return nil
    }
    self.file = file
    length = Int(info.st_size)
    tag =
      "\(info.st_ino)-\(info.st_size)-\(info.st_mtim.tv_sec).\(info.st_mtim.tv_nsec)-\(info.st_ctim.tv_sec).\(info.st_ctim.tv_nsec)"
  }

  deinit { close(file) }

  /// Bytes from a place on, at most so many. None at the end, or if the file can no longer be read.
  func read(from offset: Int, atMost count: Int) -> [UInt8] {
    unsafe [UInt8](unsafeUninitializedCapacity: count) { buffer, initialized in
      var result = unsafe pread(file, buffer.baseAddress, count, off_t(offset))
      while result < 0 && errno == EINTR {
        result = unsafe pread(file, buffer.baseAddress, count, off_t(offset))
      }
      initialized = max(0, result)
    }
  }
}

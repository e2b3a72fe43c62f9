import Pictures
import SiteRender
import Synchronization
import Web

/// The smaller pictures that pages of the preview show. Each is made when a browser asks for it.
final class PictureMemory: Sendable {
  /// Pages that a browser has were rendered at any time, so none is forgotten.
  private let known = Mutex<[OutputPath: DerivedPicture]>([:])

  func add(_ pictures: [DerivedPicture]) {
    if pictures.isEmpty { return }
    known.withLock { known in
      for picture in pictures { known[picture.path] = picture }
    }
  }

  func output(at path: OutputPath) -> Output? {
    known.withLock { $0[path] }.map { Output($0) }
  }
}

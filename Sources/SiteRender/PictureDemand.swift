package import Pictures
import Synchronization

/// What the pictures of an output ask for.
package struct PictureWishes: Sendable {
  /// The smaller pictures that it shows.
  package var derived: Set<DerivedPicture> = []
  /// Pictures that it shows as they are though smaller ones could be made, by their files from the site's folder.
  package var unscaled: Set<String> = []

  package init() {}
}

/// Gathers what pictures ask for while an output is rendered, by templates that know nothing of each other.
final class PictureDemand: Sendable {
  private let state = Mutex(PictureWishes())

  var wishes: PictureWishes { state.withLock { $0 } }

  func add(_ set: PictureSet) { state.withLock { $0.derived.formUnion(set.pictures) } }

  func add(unscaled source: PictureSource) {
    _ = state.withLock { $0.unscaled.insert(source.file) }
  }
}

extension Output {
  package init(_ picture: DerivedPicture) {
    self.init(path: picture.path, recipe: .derived(picture))
  }

  /// The smaller picture that it is. `nil` if it is something else.
  package var smallerPicture: DerivedPicture? {
    if case .derived(let picture) = recipe { picture } else { nil }
  }
}

package import Pictures
import Synchronization

/// What the pictures of an output ask for.
package struct PictureWishes: Sendable {
  /// The pictures that it offers in smaller versions.
  package var offers: Set<PictureOffer> = []
  /// Pictures that it shows as they are though smaller ones could be made, by their files from the site's folder.
  package var unscaled: Set<String> = []

  package init() {}

  /// The smaller versions that are to be made.
  package var derived: [DerivedPicture] { offers.flatMap(\.set.pictures) }
}

/// Gathers what pictures ask for while an output is rendered, by templates that know nothing of each other.
package final class PictureDemand: Sendable {
  private let state = Mutex(PictureWishes())

  package var wishes: PictureWishes { state.withLock { $0 } }

  func add(_ offer: PictureOffer) { _ = state.withLock { $0.offers.insert(offer) } }

  func add(unscaled source: PictureSource) {
    _ = state.withLock { $0.unscaled.insert(source.file) }
  }
}

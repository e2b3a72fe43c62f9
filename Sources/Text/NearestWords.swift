// The words that many misspelt ones are compared with: the ids of all pages, the names of all files. To compare
// each with each would take the square of a site's size, for suggestions that few people read to the end.
//
// The index is made when the first word is asked for, since a site without mistakes needs none. Pages are rendered
// on several threads, hence the lock.

import Synchronization

/// Words among which the nearest to a misspelt one is found in about the same time however many they are.
package final class NearestWords: Sendable {
  private let words: @Sendable () -> [String]
  private let index = Mutex<WordIndex?>(nil)

  /// - Parameter words: called when the first word is asked for.
  package init(_ words: @escaping @Sendable () -> [String]) { self.words = words }

  /// The word that a misspelt one was probably meant to be, by the rules of `nearest(to:in:)`. Of many words only those
  /// that share a piece of three letters with it are considered, those with the rarest pieces first.
  package func nearest(to word: String) -> String? {
    index.withLock { index in
      let made = index ?? WordIndex(words())
      index = made
      return made.nearest(to: word)
    }
  }
}

private struct WordIndex {
  private let words: [String]
  /// The words that have a piece, by the piece.
  private var owners: [UInt64: [Int32]] = [:]
  private static let mostCandidates = 32

  init(_ words: [String]) {
    self.words = words
    for (number, word) in words.enumerated() {
      for piece in WordIndex.pieces(of: word) where owners[piece]?.last != Int32(number) {
        owners[piece, default: []].append(Int32(number))
      }
    }
  }

  func nearest(to word: String) -> String? {
    if words.count <= WordIndex.mostCandidates { return Text.nearest(to: word, in: words) }
    let lists = WordIndex.pieces(of: word).compactMap { owners[$0] }.sorted { $0.count < $1.count }
    var candidates: Set<Int32> = []
    // What most words have in common would be walked over for each misspelt word, so walking ends with enough candidates.
    search: for list in lists {
      for owner in list {
        candidates.insert(owner)
        if candidates.count == WordIndex.mostCandidates { break search }
      }
    }
    return Text.nearest(to: word, in: candidates.sorted().map { words[Int($0)] })
  }

  /// Three letters that follow each other, with the beginning and the end of the word as letters.
  private static func pieces(of word: String) -> Set<UInt64> {
    let letters = [0] + word.lowercased().unicodeScalars.map { UInt64($0.value) } + [1]
    guard letters.count > 2 else { return [] }
    return Set(
      (2..<letters.count).map { letters[$0 - 2] << 42 | letters[$0 - 1] << 21 | letters[$0] })
  }
}

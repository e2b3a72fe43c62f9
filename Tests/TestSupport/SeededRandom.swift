import Foundation

/// Numbers that look random and are the same for the same seed (SplitMix64), so that a failure can be
/// repeated: a test says its seed, and that seed gives the same case again.
package struct SeededRandom: RandomNumberGenerator {
  private var state: UInt64

  package init(seed: UInt64) { state = seed }

  /// The given number of seeds, from 1 on. `SEED=1000 swift test` starts at 1000 instead, to try cases
  /// that nobody has seen yet.
  package static func seeds(_ count: Int) -> [UInt64] {
    let first = ProcessInfo.processInfo.environment["SEED"].flatMap(UInt64.init) ?? 1
    return (0..<UInt64(count)).map { first &+ $0 }
  }

  package mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var bits = state
    bits = (bits ^ (bits >> 30)) &* 0xBF58_476D_1CE4_E5B9
    bits = (bits ^ (bits >> 27)) &* 0x94D0_49BB_1331_11EB
    return bits ^ (bits >> 31)
  }

  /// A number from 0 up to, but not including, the limit.
  package mutating func below(_ limit: Int) -> Int { Int(next() % UInt64(limit)) }

  package mutating func pick<Element>(_ elements: [Element]) -> Element {
    elements[below(elements.count)]
  }
}

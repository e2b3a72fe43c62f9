// What a release told, seen against what had been told before it.

/// How a session is another one than people were told before.
package enum ReleaseChange: String, CaseIterable, Sendable {
  case new, moved, cancelled
  /// It was cancelled, and takes place after all.
  case restored
  /// It has another title or other people.
  case reworded
}

extension ReleasedSession {
  /// What weighs most of what is another than in an earlier state. `nil` if nothing is.
  package func change(since earlier: ReleasedSession?) -> ReleaseChange? {
    guard let earlier else { return status == .cancelled ? .cancelled : .new }
    if status == .cancelled {
      return earlier.status == .cancelled ? nil : .cancelled
    }
    if earlier.status == .cancelled { return .restored }
    if isRevised(since: earlier) { return .moved }
    return differs(from: earlier) ? .reworded : nil
  }
}

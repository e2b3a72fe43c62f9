/// Where the time of a build went.
package struct Timings: Sendable {
  package private(set) var laps: [(name: String, duration: Duration)] = []
  private var last = ContinuousClock.now

  package init() {}

  package mutating func lap(_ name: String) {
    let now = ContinuousClock.now
    laps.append((name, now - last))
    last = now
  }

  package var total: Duration { laps.reduce(.zero) { $0 + $1.duration } }
}

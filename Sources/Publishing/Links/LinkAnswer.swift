import Web

/// What a host said when it was asked for an address, and what that means.
///
/// Only what a host says plainly counts: many of them turn away whatever isn't a browser, and that says nothing of
/// what a reader would see.
package enum LinkAnswer: Hashable, Sendable {
  case good
  /// To be asked next. For good if the host says so (status 301 or 308; RFC 9110, sections 15.4.2 and 15.4.9).
  case redirect(to: String, isPermanent: Bool)
  /// There is nothing, and why.
  case gone(String)
  /// Nothing can be said, and why.
  case unclear(String)
  /// Nothing can be said, and the host doesn't want to be asked more now.
  case later(String)

  /// - Parameters:
  ///   - code: curl's exit code (curl(1), "Exit codes").
  ///   - status: the answer's status; 0 if there was none.
  ///   - location: where the answer leads, as a whole address; empty if nowhere.
  package init(curl code: Int, status: Int, location: String) {
    // What was wrong came after the head of the answer: it broke off, went on without end, or is very large.
    if status != 0, [0, 18, 28, 56, 63, 92].contains(code) {
      self.init(status: status, location: location)
      return
    }
    switch code {
    case 6: self = .gone("its host has no address")
    case 5: self = .unclear("the proxy has no address")
    case 7: self = .unclear("nothing listens there")
    case 28: self = .unclear("it took too long")
    case 35, 51, 53, 54, 58, 59, 60, 64, 66, 77, 80, 82, 83, 90, 91:
      self = .unclear("the encryption failed (curl \(code))")
    case 1, 3: self = .unclear("it is no address of the web")
    default: self = .unclear("the connection broke (curl \(code))")
    }
  }

  private init(status: Int, location: String) {
    switch status {
    case 200..<300, 304: self = .good
    case 301, 302, 303, 307, 308:
      guard isWebAddress(location) else {
        self = .unclear("it leads nowhere (status \(status))")
        return
      }
      self = .redirect(to: location, isPermanent: status == 301 || status == 308)
    case 404: self = .gone("there is nothing (status 404)")
    case 410: self = .gone("it was taken away (status 410)")
    case 429, 503: self = .later("the host wants to be left alone for now (status \(status))")
    case 401, 403, 999: self = .unclear("the host turns programs away (status \(status))")
    default: self = .unclear("the host answers with status \(status)")
    }
  }

  /// Whether another method may get another answer: some hosts don't know HEAD, or answer it wrongly.
  package var isWorthAnotherMethod: Bool {
    switch self {
    case .good, .redirect, .later: false
    case .gone(let reason): reason.contains("status")
    case .unclear(let reason): reason.contains("status") || reason.contains("broke")
    }
  }

  /// Whether the name of the host was not found, which may be the fault of this machine's network.
  package var isAboutTheName: Bool { self == .gone("its host has no address") }
}

/// What asking for an address came to, after all redirects.
package enum LinkOutcome: Hashable, Sendable {
  case good
  /// It is at another address for good, and there it is.
  case moved(to: String)
  case gone(String)
  case unclear(String)

  package static let mostRedirects = 10
}

/// The way from an address over its redirects.
package struct LinkWay: Hashable, Sendable {
  package let address: String
  /// The address that is asked next.
  package private(set) var current: String
  private var isPermanent = true
  private var seen: Set<String> = []

  package init(_ address: String) {
    self.address = address
    current = address.withoutFragment
    seen = [current]
  }

  /// What an answer at the current address means. `nil` if another address is to be asked.
  package mutating func follow(_ answer: LinkAnswer) -> LinkOutcome? {
    switch answer {
    case .good: return end
    case .gone(let reason):
      return .gone(current == address.withoutFragment ? reason : reason + ", after a redirect")
    case .unclear(let reason), .later(let reason): return .unclear(reason)
    case .redirect(let next, let isPermanent):
      self.isPermanent = self.isPermanent && isPermanent
      current = next.withoutFragment
      if !seen.insert(current).inserted { return .unclear("its redirects lead in a circle") }
      return seen.count > LinkOutcome.mostRedirects ? .unclear("it has too many redirects") : nil
    }
  }

  private var end: LinkOutcome {
    if current == address.withoutFragment || !isPermanent { return .good }
    // Hosts that were rebuilt often lead every old address to their home page.
    if isHome(current), !isHome(address) {
      return .unclear("it leads to the home page of its host now")
    }
    let fragment = address.dropFirst(address.withoutFragment.count)
    return .moved(to: current + fragment)
  }
}

/// Whether an address is a host's first page.
private func isHome(_ address: String) -> Bool {
  let rest = address.withoutFragment.split(
    separator: "/", maxSplits: 2, omittingEmptySubsequences: false)
  let path = rest.count > 2 ? rest[2].drop { $0 != "/" } : ""
  return path.isEmpty || path == "/"
}

// The formats and statuses that a session may have. Their raw values are what editors write, what the schema of
// sessions offers and what files for apps say.

package enum SessionFormat: String, Hashable, Sendable, CaseIterable {
  case plenary, keynote, panel, breakout, workshop, training
  case marketLounge = "market-lounge"
  case table, exhibition, social
  case siteVisit = "site-visit"
  case sideEvent = "side-event"
  case registration
  case `break`
  case talk
  case lightningTalk = "lightning-talk"
  case tutorial, poster, demo, sprint, meetup, other

  /// Whether a session of this format is expected to name who speaks.
  var namesPeople: Bool {
    switch self {
    case .plenary, .keynote, .panel, .breakout, .workshop, .training, .table, .talk,
      .lightningTalk, .tutorial, .poster, .demo:
      true
    case .marketLounge, .exhibition, .social, .siteVisit, .sideEvent, .registration, .break,
      .sprint,
      .meetup, .other:
      false
    }
  }

  /// Whether it goes on beside the programme, so that a break may begin before it ends.
  var runsAlongside: Bool {
    switch self {
    case .exhibition, .registration, .sideEvent: true
    default: false
    }
  }

  /// From how many hours on a session of a format, or of none, is something that people come and go to. `nil` if it never is.
  static func leastHoursOfOffer(_ format: SessionFormat?) -> Int? {
    switch format {
    case .exhibition, .registration, .sideEvent: 2
    case nil, .other, .poster: 4
    default: nil
    }
  }
}

package enum SessionStatus: String, Hashable, Sendable, CaseIterable {
  case confirmed, cancelled, moved
}

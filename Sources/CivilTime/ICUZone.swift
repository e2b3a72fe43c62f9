// The zones of the IANA database, from ICU.
//
// What ICU knows of a zone is copied into our own values once, so that asking them needs no lock and no cache, and a
// process that needs no zone does not open ICU. The system's zone files would be smaller, but then a build would
// depend on the machine.

import Text
import _FoundationICU

extension Zone {
  /// The zone with this identifier in the IANA database.
  package init(named identifier: String) throws(UnknownZone) {
    if ["UTC", "Etc/UTC", "GMT"].contains(identifier) {
      self.init(identifier: identifier, earliest: Clock(offset: 0))
      return
    }
    guard isZone(identifier) else {
      throw UnknownZone(
        identifier: identifier, suggestion: nearestZone(to: identifier, in: zoneIdentifiers()))
    }
    let clocks = ZoneClocks(identifier)
    var instant = 0
    var last = clocks.clock(at: instant)
    let earliest = last
    var transitions: [Transition] = []
    while let next = clocks.transition(after: instant), next < endOfTransitions {
      let clock = clocks.clock(at: next)
      if clock != last {
        transitions.append(Transition(instant: next, before: last, after: clock))
      }
      (last, instant) = (clock, next)
    }
    self.init(identifier: identifier, earliest: earliest, transitions: transitions)
  }
}

private let endOfTransitions =
  CivilDate(existing: Zone.lastYear + 1, 1, 1).daysSince1970 * 86_400

/// The zone that was probably meant, by its whole name or by the city alone.
private func nearestZone(to identifier: String, in zones: [String]) -> String? {
  let city = identifier.split(separator: "/").last.map(String.init) ?? identifier
  let wanted = city.lowercased().replacing(" ", with: "_")
  let sameCity = zones.first { $0.lowercased().hasSuffix("/" + wanted) }
  return sameCity ?? nearest(to: identifier, in: zones)
}

/// Whether a name is one of the database's. ICU also understands `GMT+2`, which says nothing of daylight saving time.
private func isZone(_ identifier: String) -> Bool {
  guard !identifier.hasPrefix("GMT") else { return false }
  let name = Array(identifier.utf16)
  var status = U_ZERO_ERROR
  var isOfDatabase: UBool = 0
  _ = text {
    status = U_ZERO_ERROR
    let length = unsafe swift_ucal_getCanonicalTimeZoneID(
      name, Int32(name.count), &$0, Int32($0.count), &isOfDatabase, &status)
    $1 = status
    return length
  }
  return status.rawValue <= U_ZERO_ERROR.rawValue && isOfDatabase != 0
}

/// Names with a continent or an ocean, as people write them.
private func zoneIdentifiers() -> [String] {
  var status = U_ZERO_ERROR
  let names = unsafe swift_ucal_openTimeZones(&status)
  defer { unsafe swift_uenum_close(names) }
  var found = ["GMT"]
  var length: Int32 = 0
  while let name = unsafe swift_uenum_next(names, &length, &status) {
    let name = unsafe String(cString: name)
    let area = name.prefix { $0 != "/" }
    if area.count < name.count, !["US", "Etc", "Canada", "SystemV", "Mideast"].contains(area) {
      found.append(name)
    }
  }
  return found
}

/// ICU's calendar of a zone, which knows how its clocks are set.
@safe private struct ZoneClocks: ~Copyable {
  private let calendar: UnsafeMutablePointer<UCalendar?>?

  init(_ identifier: String) {
    let name = Array(identifier.utf16)
    var status = U_ZERO_ERROR
    unsafe calendar = swift_ucal_open(name, Int32(name.count), "en", UCAL_GREGORIAN, &status)
  }

  deinit { unsafe swift_ucal_close(calendar) }

  /// How clocks are set at an instant, in seconds since 1970-01-01 00:00 UTC.
  func clock(at instant: Int) -> Zone.Clock {
    var status = U_ZERO_ERROR
    unsafe swift_ucal_setMillis(calendar, Double(instant) * 1000, &status)
    let offset = unsafe swift_ucal_get(calendar, UCAL_ZONE_OFFSET, &status)
    let saving = unsafe swift_ucal_get(calendar, UCAL_DST_OFFSET, &status)
    return Zone.Clock(offset: Int(offset + saving) / 1000, isDaylightSaving: saving != 0)
  }

  /// The first moment after an instant at which clocks are set.
  func transition(after instant: Int) -> Int? {
    var status = U_ZERO_ERROR
    unsafe swift_ucal_setMillis(calendar, Double(instant) * 1000, &status)
    var next = 0.0
    let isThere = unsafe swift_ucal_getTimeZoneTransitionDate(
      calendar, UCAL_TZ_TRANSITION_NEXT, &next, &status)
    return isThere == 0 ? nil : Int((next / 1000).rounded())
  }
}

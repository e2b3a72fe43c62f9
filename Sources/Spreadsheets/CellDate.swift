import CivilTime

/// The text of a moment that a cell holds: a day, a time of day or both.
///
/// - Parameter days: since the beginning of 1970, with the time as a fraction. Seconds are rounded, since a fraction
///   of a day is rarely a whole second.
func textOfMoment(days: Double, hasDay: Bool, hasTime: Bool) -> String? {
  guard days.isFinite, abs(days) < 4_000_000 else { return nil }
  let seconds = Int((days * 86_400).rounded())
  let day = Int((Double(seconds) / 86_400).rounded(.down))
  let date = CivilDate(daysSince1970: day)
  guard hasTime else { return date.description }
  let time = textOfTime(seconds: seconds - day * 86_400)
  return hasDay ? "\(date) \(time)" : time
}

/// `13:30`, or `13:30:15`; a length of time may have more than 24 hours.
func textOfTime(seconds: Int) -> String {
  let (hours, minutes, rest) = (seconds / 3600, seconds / 60 % 60, seconds % 60)
  let time = padded(hours, to: 2) + ":" + padded(minutes, to: 2)
  return rest == 0 ? time : time + ":" + padded(rest, to: 2)
}

/// A number as people write it: without a fraction of nothing.
func textOfNumber(_ written: String) -> String {
  guard let number = Double(written), number.isFinite else { return written }
  if number == number.rounded(), abs(number) < 1e15 { return String(Int(number)) }
  return number.description
}

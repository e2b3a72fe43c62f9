package import CivilTime
import SourceFormats

/// Reads RFC 3339: `2012-09-19T13:30:00+02:00`, also without seconds or an offset. The offset is in
/// seconds ahead of UTC.
package func readOffsetDateTime(
  _ text: String
) throws(CivilTimeError) -> (moment: CivilDateTime, offset: Int?) {
  var civil = text.trimmed
  var offset: Int?
  if civil.hasSuffix("Z") || civil.hasSuffix("z") {
    civil.removeLast()
    offset = 0
  } else if let sign = civil.dropFirst(11).lastIndex(where: { "+-−".contains($0) }) {
    guard let seconds = readOffset(civil[sign...]) else {
      throw CivilTimeError(
        message: "'\(text)' has no offset as clocks have it", help: "offsets are such as +02:00")
    }
    offset = seconds
    civil = String(civil[..<sign])
  }
  if let point = civil.lastIndex(of: "."), civil[point...].dropFirst().allSatisfy(\.isNumber) {
    civil = String(civil[..<point])
  }
  return (try CivilDateTime(parsing: civil.trimmed), offset)
}

/// `+02:00`, `+0200` or `+02`.
private func readOffset(_ text: Substring) -> Int? {
  let digits = text.dropFirst().filter { $0 != ":" }
  guard digits.count == 2 || digits.count == 4, let number = Int(digits), number >= 0 else {
    return nil
  }
  let (hours, minutes) = digits.count == 2 ? (number, 0) : (number / 100, number % 100)
  guard hours < 24, minutes < 60 else { return nil }
  return (hours * 3600 + minutes * 60) * (text.first == "+" ? 1 : -1)
}

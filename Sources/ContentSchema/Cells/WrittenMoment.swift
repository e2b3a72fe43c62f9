import CivilTime
import SourceFormats
import Text

/// What a text may mean that is no date or time as front matter has them, so that a message can say what to write
/// instead.
struct WrittenMoment {
  /// The days and times that it may mean; several where day and month could be either way round.
  private var candidates: [CivilMoment] = []
  /// The end, where the text is a span: `2031-05-14 13:30-14:00`.
  private var end: TimeOfDay?
  private var hasShortYear = false
  /// Whether a time stands there without a day.
  private var isTimeAlone = false
  /// The zone that is named behind the time, as `CET`.
  private var zone: String?

  /// The only thing that it can mean. `nil` if it can mean several.
  var only: CivilMoment? {
    candidates.count == 1 && !hasShortYear && end == nil ? candidates[0] : nil
  }

  init(_ text: String) {
    var text = text.withoutLookAlikes.trimmed
    let words = text.split(separator: " ")
    if words.count > 2, let last = words.last, 2...4 ~= last.count,
      words[words.count - 2].contains(":"),
      last.allSatisfy({ $0.isASCII && $0.isUppercase }), !["AM", "PM"].contains(last)
    {
      zone = String(last)
      text = text.dropLast(last.count).trimmed
    }
    // A number alone is a day in spreadsheets only.
    if Double(text) != nil { return }
    for order in DateOrder.allCases {
      // Which zone an offset is to be converted to isn't known here.
      guard let span = span(text, order), !span.start.hasOffset else { continue }
      guard let date = span.start.date else {
        isTimeAlone = true
        continue
      }
      let moment = span.start.time.map { CivilMoment.dateTime(CivilDateTime(date, $0)) }
      let candidate = moment ?? .date(date)
      if !candidates.contains(candidate) { candidates.append(candidate) }
      end = span.end?.time
      hasShortYear = span.start.hasShortYear
    }
  }

  /// What to write instead. `nil` if nothing of the text is understood.
  func help(takesTime: Bool) -> String? {
    guard let first = candidates.first else {
      return isTimeAlone && takesTime ? "write the day before it, as in 2012-09-19 13:30" : nil
    }
    if helpWithSpan != nil { return helpWithSpan }
    if let zone {
      return
        "write \(written(first)), without \(zone): all times are in the zone that timezone: in site.yaml names"
    }
    if !takesTime && first.dateTime != nil { return "write the day alone: \(first.date)" }
    return "write " + candidates.map(written).joined(separator: ", or ")
  }

  /// What to write instead of a start with an end. `nil` for other texts.
  var helpWithSpan: String? {
    guard let first = candidates.first, let end else { return nil }
    return "write start: \(written(first)) and end: \(first.date) \(end)"
  }

  private func span(_ text: String, _ order: DateOrder) -> SpreadsheetSpan? {
    do throws(CivilTimeError) {
      return try SpreadsheetSpan(text, SheetReading(order: order, zone: .utc))
    } catch {
      return nil  // The mistake is reported by whoever asks what was meant.
    }
  }

  private func written(_ moment: CivilMoment) -> String {
    moment.dateTime.map { "\($0.date) \($0.time)" } ?? moment.description
  }
}

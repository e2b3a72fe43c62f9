import CivilTime
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

  /// The only thing that it can mean. `nil` if it can mean several.
  var only: CivilMoment? {
    candidates.count == 1 && !hasShortYear && end == nil ? candidates[0] : nil
  }

  init(_ text: String) {
    let text = text.withoutLookAlikes.trimmed
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
    if let end { return "write start: \(written(first)) and end: \(first.date) \(end)" }
    if !takesTime && first.dateTime != nil { return "write the day alone: \(first.date)" }
    return "write " + candidates.map(written).joined(separator: ", or ")
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

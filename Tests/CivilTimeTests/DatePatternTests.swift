import CivilTime
import Testing

@Suite struct DatePatternTests {
  private func mistake(_ pattern: String) -> CivilTimeError? {
    do throws(CivilTimeError) {
      _ = try DatePattern(parsing: pattern)
      return nil
    } catch {
      return error
    }
  }

  @Test(arguments: [
    ("dd.mm.yyyy", "dd.MM.yyyy"), ("mm/dd/yyyy", "MM/dd/yyyy"), ("yyyy-mm-dd", "yyyy-MM-dd"),
    ("d mmmm yyyy", "d MMMM yyyy"), ("hh:mm", "HH:mm"), ("h:mm", "H:mm"), ("HH:MM", "HH:mm"),
    ("HH.MM", "HH.mm"),
    ("yyyy-MM-dd HH:MM", "yyyy-MM-dd HH:mm"), ("hh:MM", "HH:mm"), ("DD.MM.YYYY", "dd.MM.yyyy"),
    ("dd.MM.YYYY", "dd.MM.yyyy"), ("D. MMMM y", "d. MMMM y"), ("dddd d MMMM", "EEEE d MMMM"),
    ("ddd d. M.", "EEE d. M."), ("%d.%m.%y", "dd.MM.yy"), ("%Y-%m-%d", "yyyy-MM-dd"),
    ("%-d %B %Y", "d MMMM yyyy"), ("%H:%M", "HH:mm"), ("%I:%M %p", "hh:mm a"),
    ("h:mm A", "h:mm a"), ("h:mm tt", "h:mm a"), ("HH:mm:SS", "HH:mm:ss"),
    ("d 'of' mmmm", "d 'of' MMMM"), ("%d of %B", "dd 'of' MMMM"),
    ("Y-m-d", "y-M-d"), ("yyyy-mm-dd HH:MM", "yyyy-MM-dd HH:mm"),
  ])
  func saysWhatAPatternOfOtherProgramsMeans(_ pattern: String, _ meant: String) throws {
    let error = try #require(mistake(pattern))
    #expect(error.message.contains("\"\(pattern)\""))
    #expect(error.help == "write \"\(meant)\"")
  }

  @Test(arguments: [
    "dd.MM.yyyy", "EEEE d MMMM y", "d. M.", "HH:mm", "h:mm a", "hh:mm a", "mm", "HH", "h", "h a",
    "H 'Uhr'", "HH'h'mm", "d/M", "MMMM", "LLLL yyyy", "yyyy", "'Y' yyyy", "d 'de' MMMM", "K:mm a",
    "EEE d.M. HH:mm", "y-MM-dd HH:mm:ss", "d MMM, HH:mm", "d.M., H", "ccc", "G y", "'mm' d",
  ])
  func takesPatternsThatSayWhatTheyMean(_ pattern: String) {
    #expect(mistake(pattern) == nil)
  }

  @Test(arguments: ["%j", "%Q", "w", "d.m.Y H:i", "''''d'", "full{% for", "100 %", "%% %"])
  func namesTheLettersWhereNothingIsLikely(_ pattern: String) {
    #expect(mistake(pattern) != nil)
  }
}

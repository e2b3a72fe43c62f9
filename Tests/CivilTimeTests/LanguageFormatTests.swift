import CivilTime
import Foundation
import Testing

private let moment = CivilDateTime(2012, 9, 19, 13, 5)

@Suite struct LanguageFormatTests {
  @Test(arguments: [
    ("sv", ["2012-09-19", "19 sep. 2012", "19 september 2012", "onsdag 19 september 2012"]),
    ("en-GB", ["19/09/2012", "19 Sep 2012", "19 September 2012", "Wednesday, 19 September 2012"]),
    ("en", ["9/19/12", "Sep 19, 2012", "September 19, 2012", "Wednesday, September 19, 2012"]),
    ("de", ["19.09.12", "19.09.2012", "19. September 2012", "Mittwoch, 19. September 2012"]),
    ("pl", ["19.09.2012", "19 wrz 2012", "19 września 2012", "środa, 19 września 2012"]),
    ("fi", ["19.9.2012", "19.9.2012", "19. syyskuuta 2012", "keskiviikko 19. syyskuuta 2012"]),
    ("fa", ["۲۰۱۲/۹/۱۹", "۱۹ سپتامبر ۲۰۱۲", "۱۹ سپتامبر ۲۰۱۲", "چهارشنبه ۱۹ سپتامبر ۲۰۱۲"]),
  ])
  func writesDatesAsTheLanguageDoes(_ language: String, _ expected: [String]) throws {
    let format = try LanguageFormat(language: language)
    let date = try #require(moment).date
    #expect(LanguageFormat.DateStyle.allCases.map { format.format(date, $0) } == expected)
  }

  /// Every language of the CLDR against Foundation's formatters. Left out are Tibetan (two kinds of digits in one
  /// date), Ewe (a grouping of its own) and Hawaiian (Roman months), and those whose script Foundation forgets:
  /// sr-Cyrl-ME comes out in Latin letters.
  @Test func agreesWithFoundation() throws {
    let languages = Locale.availableIdentifiers.sorted()
      .filter { !["bo", "ee", "haw"].contains($0.prefix { $0 != "_" }) }
      .filter { language in
        !["ff_Latn", "kok_Deva", "shi_Latn", "sr_Cyrl_ME"].contains { language.hasPrefix($0) }
      }
    var nameless: [String] = []
    for language in languages {
      do {
        try compareWithFoundation(language)
      } catch let error as UnknownLanguage where error.hasNoNames {
        nameless.append(language)
      }
    }
    #expect(languages.count > 900)
    #expect(nameless.count < 70)
    #expect(Set(nameless).isSuperset(of: ["co", "sm", "wa"]))
  }

  private func compareWithFoundation(_ language: String) throws {
    let moment = try #require(moment)
    let instant = Date(timeIntervalSince1970: Double(moment.secondsSince1970))
    let ours = try LanguageFormat(language: language.replacing("_", with: "-"))
    let locale = Locale(identifier: language)
    let theirs = DateFormatter()
    theirs.locale = locale
    theirs.calendar = Calendar(identifier: .gregorian)
    theirs.timeZone = .gmt
    for (style, theirStyle) in zip(
      LanguageFormat.DateStyle.allCases, [DateFormatter.Style.short, .medium, .long, .full])
    {
      theirs.dateStyle = theirStyle
      theirs.timeStyle = .none
      #expect(ours.format(moment.date, style) == theirs.string(from: instant), "\(language)")
    }
    let names = ours.names
    #expect(names.months.wide == theirs.monthSymbols, "\(language)")
    #expect(names.months.abbreviated == theirs.shortMonthSymbols, "\(language)")
    #expect(names.standaloneMonths.wide == theirs.standaloneMonthSymbols, "\(language)")
    #expect(names.standaloneMonths.narrow == theirs.veryShortStandaloneMonthSymbols, "\(language)")
    #expect(names.weekdays.wide.last == theirs.weekdaySymbols.first, "\(language)")
    #expect(
      names.standaloneWeekdays.abbreviated.first == theirs.shortStandaloneWeekdaySymbols[1],
      "\(language)")
    #expect(names.dayPeriods == [theirs.amSymbol, theirs.pmSymbol], "\(language)")
    #expect(names.era.wide == theirs.longEraSymbols.last, "\(language)")
    for (number, digits) in [(1234.5, 0...3), (-1_234_567.125, 2...2), (2.5, 0...0)] {
      let number = (
        number,
        number.formatted(
          .number.locale(locale).precision(.fractionLength(digits)))
      )
      #expect(ours.format(number.0, fractionDigits: digits) == number.1, "\(language)")
    }
    for count in 1...4 {
      let items = Array(["a", "Hierro", "b", "c"].prefix(count))
      #expect(
        ours.list(items) == items.formatted(.list(type: .and).locale(locale)), "\(language)")
    }
  }

  @Test func refusesALanguageWithoutNamesOfMonths() throws {
    let error = try #require(throws: UnknownLanguage.self) { try LanguageFormat(language: "co") }
    #expect(
      error.message
        == "dates cannot be written in the language 'co': its names of months are not known")
  }

  @Test(arguments: [
    ("EEE d/M yy", "ons 19/9 12"), ("d 'de' MMMM", "19 de september"), ("LLLL y", "september 2012"),
    ("H 'o''clock'", "13 o'clock"), ("hh:mm:ss a", "01:05:00 em"), ("''yy", "'12"),
    ("k K", "13 1"), ("EEEEE ccc dd MM yyyy", "O ons 19 09 2012"),
    ("y G", "2012 e.Kr."), ("y GGGG", "2012 efter Kristus"), ("K h a", "1 1 em"),
  ])
  func writesByPattern(_ pattern: String, _ expected: String) throws {
    let format = try LanguageFormat(language: "sv")
    let pattern = try DatePattern(parsing: pattern)
    #expect(format.format(try #require(moment), pattern) == expected)
  }

  @Test(arguments: [
    ("d Q", "'Q' means nothing in the date pattern \"d Q\""),
    ("yyyyy", "'yyyyy' means nothing in the date pattern \"yyyyy\""),
    ("d 'de", "the date pattern \"d 'de\" has a quotation mark that is not closed"),
  ])
  func refusesAPatternItCannotWrite(_ pattern: String, _ message: String) throws {
    let error = try #require(throws: CivilTimeError.self) { try DatePattern(parsing: pattern) }
    #expect(error.message == message)
  }

  @Test(arguments: [
    ("sv", ["a", "a och b", "a, b och c", "a, b, c och d"]),
    ("en", ["a", "a and b", "a, b, and c", "a, b, c, and d"]),
    ("en-GB", ["a", "a and b", "a, b and c", "a, b, c and d"]),
    ("ja", ["a", "a、b", "a、b、c", "a、b、c、d"]),
  ])
  func joinsLists(_ language: String, _ expected: [String]) throws {
    let format = try LanguageFormat(language: language)
    #expect((1...4).map { format.list(Array(["a", "b", "c", "d"].prefix($0))) } == expected)
    #expect(format.list([]) == "")
  }

  @Test func changesTheSpanishAndBeforeTheSameSound() throws {
    let format = try LanguageFormat(language: "es")
    #expect(format.list(["Agua", "industria"]) == "Agua e industria")
    #expect(format.list(["Agua", "Hierro"]) == "Agua y Hierro")
    #expect(format.list(["Agua", "Aire", "Higiene"]) == "Agua, Aire e Higiene")
  }

  @Test(arguments: [
    ("en", "1,234.5", "-1,234,567", "0.00"), ("sv", "1\u{A0}234,5", "−1\u{A0}234\u{A0}567", "0,00"),
    ("de", "1.234,5", "-1.234.567", "0,00"), ("pl", "1234,5", "-1\u{A0}234\u{A0}567", "0,00"),
    ("hi", "1,234.5", "-12,34,567", "0.00"),
    ("fa", "۱٬۲۳۴٫۵", "\u{200E}−۱٬۲۳۴٬۵۶۷", "۰٫۰۰"),
  ])
  func writesNumbersAsTheLanguageDoes(
    _ language: String, _ fraction: String, _ large: String, _ rounded: String
  ) throws {
    let format = try LanguageFormat(language: language)
    #expect(format.format(1234.5, fractionDigits: 0...3) == fraction)
    #expect(format.format(-1_234_567, fractionDigits: 0...0) == large)
    #expect(format.format(0.005, fractionDigits: 2...2) == rounded)
  }

  @Test(arguments: [
    ("svv", "did you mean 'sv'?"), ("swedish?", "write its code, as in en, sv or pt-BR"),
  ])
  func suggestsTheLanguageThatWasMeant(_ language: String, _ help: String) throws {
    let error = try #require(throws: UnknownLanguage.self) {
      try LanguageFormat(language: language)
    }
    #expect(error.help == help)
  }
}

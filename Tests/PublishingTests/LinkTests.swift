import CivilTime
import Content
import SiteSettings
import Testing

@testable import Publishing

@Suite struct LinkAnswerTests {
  /// curl's exit code, the status, where it leads, and what that means.
  private static let answers: [(Int, Int, String, LinkAnswer)] = [
    (0, 200, "", .good), (0, 204, "", .good), (0, 206, "", .good), (0, 304, "", .good),
    (0, 301, "https://b.eu/", .redirect(to: "https://b.eu/", isPermanent: true)),
    (0, 308, "https://b.eu/", .redirect(to: "https://b.eu/", isPermanent: true)),
    (0, 302, "https://b.eu/", .redirect(to: "https://b.eu/", isPermanent: false)),
    (0, 301, "", .unclear("it leads nowhere (status 301)")),
    (0, 301, "ftp://b.eu/", .unclear("it leads nowhere (status 301)")),
    (0, 404, "", .gone("there is nothing (status 404)")),
    (0, 410, "", .gone("it was taken away (status 410)")),
    (6, 0, "", .gone("its host has no address")),
    (0, 403, "", .unclear("the host turns programs away (status 403)")),
    (0, 401, "", .unclear("the host turns programs away (status 401)")),
    (0, 999, "", .unclear("the host turns programs away (status 999)")),
    (0, 429, "", .later("the host wants to be left alone for now (status 429)")),
    (0, 503, "", .later("the host wants to be left alone for now (status 503)")),
    (0, 500, "", .unclear("the host answers with status 500")),
    (28, 0, "", .unclear("it took too long")), (7, 0, "", .unclear("nothing listens there")),
    (60, 0, "", .unclear("the encryption failed (curl 60)")),
    (52, 0, "", .unclear("the connection broke (curl 52)")),
    // The answer's head was there; its body was large, went on without end, or broke off.
    (63, 200, "", .good), (28, 200, "", .good), (18, 200, "", .good),
    (28, 404, "", .gone("there is nothing (status 404)")),
  ]

  @Test(arguments: answers.indices) func meansWhatTheHostSaysPlainly(_ index: Int) {
    let (code, status, location, meaning) = Self.answers[index]
    #expect(LinkAnswer(curl: code, status: status, location: location) == meaning)
  }

  private func outcome(_ address: String, _ answers: [LinkAnswer]) -> LinkOutcome? {
    var way = LinkWay(address)
    for answer in answers { if let outcome = way.follow(answer) { return outcome } }
    return nil
  }

  private func to(_ address: String, permanent: Bool = true) -> LinkAnswer {
    .redirect(to: address, isPermanent: permanent)
  }

  @Test func saysThatSomethingMovedOnlyIfEachStepIsForGood() {
    #expect(
      outcome("http://a.eu/x#part", [to("https://a.eu/x"), .good])
        == .moved(to: "https://a.eu/x#part"))
    #expect(
      outcome("http://a.eu/x", [to("https://a.eu/x"), to("https://b.eu/y"), .good])
        == .moved(to: "https://b.eu/y"))
    #expect(
      outcome(
        "http://a.eu/x", [to("https://a.eu/x"), to("https://b.eu/y", permanent: false), .good])
        == .good)
    #expect(
      outcome("http://a.eu/x", [to("https://b.eu/y"), .gone("g")]) == .gone("g, after a redirect"))
    #expect(outcome("http://a.eu/x", [to("https://b.eu/y"), .unclear("u")]) == .unclear("u"))
    #expect(
      outcome("http://a.eu/x", [to("https://b.eu/"), .good])
        == .unclear("it leads to the home page of its host now"))
    #expect(outcome("http://a.eu/", [to("https://a.eu/"), .good]) == .moved(to: "https://a.eu/"))
    #expect(
      outcome("http://a.eu/x", [to("http://a.eu/y"), to("http://a.eu/x")])
        == .unclear("its redirects lead in a circle"))
    let many = (0..<20).map { to("http://a.eu/\($0)") }
    #expect(outcome("http://a.eu/x", many) == .unclear("it has too many redirects"))
  }
}

@Suite struct LinkMemoryTests {
  private func day(_ number: Int) -> CivilDate { CivilDate(daysSince1970: 20_000 + number) }

  private func verdict(_ outcomes: [(Int, LinkOutcome)]) -> LinkVerdict {
    var entry = LinkMemory.Entry()
    for (number, outcome) in outcomes { entry.add(outcome, on: day(number)) }
    return entry.verdict
  }

  @Test func saysThatSomethingIsGoneOnlyAfterDays() {
    let gone = LinkOutcome.gone("404")
    let since = day(0).description
    #expect(verdict([(0, gone)]) == .missing(since: since, answer: "404"))
    // Again and again on one day is one day.
    #expect(
      verdict([(0, gone), (0, gone), (0, gone), (0, gone)]) == .missing(since: since, answer: "404")
    )
    #expect(verdict([(0, gone), (1, gone), (2, gone)]) == .missing(since: since, answer: "404"))
    #expect(verdict([(0, gone), (9, gone)]) == .missing(since: since, answer: "404"))
    #expect(verdict([(0, gone), (1, gone), (3, gone)]) == .gone(since: since, answer: "404"))
    #expect(
      verdict([(0, gone), (1, gone), (2, gone), (3, gone)]) == .gone(since: since, answer: "404"))
    // A host that says nothing takes nothing back; one good answer does.
    #expect(
      verdict([(0, gone), (1, .unclear("403")), (2, gone), (3, gone)])
        == .gone(since: since, answer: "404"))
    #expect(
      verdict([(0, gone), (1, gone), (2, .good), (3, gone)])
        == .missing(since: day(3).description, answer: "404"))
    #expect(verdict([(0, gone), (1, gone), (3, gone), (4, .good)]) == .good)
  }

  @Test func keepsWhatItKnowsWhenAHostSaysNothing() {
    #expect(verdict([(0, .unclear("403"))]) == .unclear("403"))
    #expect(verdict([(0, .moved(to: "b")), (1, .unclear("403"))]) == .moved(to: "b"))
    #expect(verdict([(0, .unclear("403")), (1, .good)]) == .good)
    #expect(verdict([]) == .unasked)
  }

  @Test func asksOnceADayAtMostAndAWeekAfterAGoodAnswer() {
    var entry = LinkMemory.Entry()
    #expect(entry.isDue(on: day(0)))
    entry.add(.good, on: day(0))
    #expect([0, 1, 6, 7].map { entry.isDue(on: day($0)) } == [false, false, false, true])
    entry.add(.gone("404"), on: day(7))
    #expect([7, 8].map { entry.isDue(on: day($0)) } == [false, true])
  }

  @Test func readsItsFileAsItWasWritten() throws {
    var entry = LinkMemory.Entry()
    for (number, outcome) in [(0, LinkOutcome.good), (8, .gone("a\tb")), (9, .gone("404"))] {
      entry.add(outcome, on: day(number))
    }
    entry.archived = "https://web.archive.org/web/2012/https://a.eu/"
    let memory = LinkMemory(["https://a.eu/x": entry, "https://a.eu/": .init()])
    #expect(try LinkMemory(memory.text) == memory)
    #expect(
      memory.text == """
        address\tasked\tgood\tmissing\tanswer\tmoved\tarchived
        https://a.eu/\t\t\t\t\t\t
        https://a.eu/x\t2024-10-13\t2024-10-04\t2024-10-12 2024-10-13\t404\t\thttps://web.archive.org/web/2012/https://a.eu/

        """)
    // An editor's spreadsheet leaves out what is empty at the end, and may write CRLF.
    #expect(
      try LinkMemory(
        "address\tasked\tgood\tmissing\tanswer\tmoved\tarchived\r\nhttps://a.eu/\t2024-10-13\r\n"
      ).entries.count == 1)
  }

  @Test(arguments: [
    ("adress\tasked\n", 1),
    ("address\tasked\tgood\tmissing\tanswer\tmoved\tarchived\n<<<<<<< HEAD\n", 2),
    ("address\tasked\tgood\tmissing\tanswer\tmoved\tarchived\nhttps://a.eu/\tSunday\n", 2),
  ])
  func namesTheLineThatItCannotRead(_ text: String, _ line: Int) {
    #expect { try LinkMemory(text) } throws: { ($0 as? LinkMemoryMistake)?.line == line }
  }
}

@Suite struct AddressPlaceTests {
  /// What of a text is found for addresses.
  private func found(_ text: String, _ addresses: String...) -> [String] {
    let bytes = Array(text.utf8)
    return AddressSearch(addresses).places(in: bytes).map {
      String(decoding: bytes[$0.range], as: UTF8.self)
    }
  }

  @Test(arguments: [
    "[a](https://a.eu/x) b", "<https://a.eu/x>", "See https://a.eu/x.", "See (https://a.eu/x), or",
    "url: https://a.eu/x", "url: \"https://a.eu/x\"", "{url: 'https://a.eu/x'}",
    "a;https://a.eu/x;b", "a,https://a.eu/x,b", "[a]: https://a.eu/x \"T\"", "**https://a.eu/x**",
    "[https://a.eu/x, https://b.eu/]", "<a href=https://a.eu/x>", "\u{201C}https://a.eu/x\u{201D}",
    "| https://a.eu/x | b |", "|https://a.eu/x|",
  ])
  func findsAnAddressInWhateverLanguage(_ text: String) {
    #expect(found(text, "https://a.eu/x") == ["https://a.eu/x"])
  }

  @Test(arguments: [
    "https://a.eu/xy", "https://a.eu/x/", "https://a.eu/x.html", "https://a.eu/x?y=1",
    "https://a.eu/x#y",
    "https://a.eu/x-y", "https://a.eu/x%20y", "https://b.eu/?u=https://a.eu/x/y",
    "xhttps://a.eu/x", "https://a.eu/x{{ page.id }}y",
  ])
  func doesNotTakeTheBeginningOfAnotherAddress(_ text: String) {
    #expect(found(text, "https://a.eu/x") == (text.contains("{{") ? ["https://a.eu/x"] : []))
  }

  @Test func comparesSpellingsOfOneAddress() {
    #expect(found("HTTPS://A.eu/x", "https://a.eu/x") == ["HTTPS://A.eu/x"])
    #expect(found("(https://a.eu/malmö)", "https://a.eu/malm%C3%B6") == ["https://a.eu/malmö"])
    #expect(found("https://a.eu/%c3%b6", "https://a.eu/%C3%B6") == ["https://a.eu/%c3%b6"])
    #expect(
      found("<a href=\"https://a.eu/?a=1&amp;b=2\">", "https://a.eu/?a=1&b=2") == [
        "https://a.eu/?a=1&amp;b=2"
      ])
    #expect(found("(https://a.eu/a\\_b)", "https://a.eu/a_b") == ["https://a.eu/a\\_b"])
    #expect(found("see www.a.eu/x.", "https://www.a.eu/x") == ["www.a.eu/x"])
    #expect(found("(https://a.eu/x_(y))", "https://a.eu/x_(y)") == ["https://a.eu/x_(y)"])
    #expect(
      found("https://a.eu/x and https://a.eu/x/y", "https://a.eu/x", "https://a.eu/x/y") == [
        "https://a.eu/x", "https://a.eu/x/y",
      ])
  }

  @Test func changesNothingElseInAFile() {
    let text = "\u{FEFF}a\r\n[x](http://a.eu/x) http://a.eu/x/y \u{0}http://a.eu/x\n\n"
    let bytes = Array(text.utf8)
    let changes = AddressSearch(["http://a.eu/x"]).places(in: bytes).map {
      AddressChange($0, to: "https://b.eu/?p=1&q=2")
    }
    #expect(changes.count == 2)
    #expect(
      String(decoding: mended(bytes, changes, hasReferences: false), as: UTF8.self)
        == "\u{FEFF}a\r\n[x](https://b.eu/?p=1&q=2) http://a.eu/x/y \u{0}https://b.eu/?p=1&q=2\n\n")
    #expect(
      String(decoding: mended(bytes, [changes[0]], hasReferences: true), as: UTF8.self)
        .contains("[x](https://b.eu/?p=1&amp;q=2) http://a.eu/x/y"))
    #expect(!canStandAnywhere("https://b.eu/a,b") && !canStandAnywhere("https://b.eu/a)"))
  }

  @Test func findsWhatPagesLeadToAndLoad() throws {
    let site = try #require(BaseURL("https://own.eu/2012/"))
    let page = """
      <link rel="canonical" href="https://own.eu/2012/x/"><a href="https://own.eu/2012">home</a>
      <a href=" https://a.eu/?a=1&amp;b=2#c ">a</a> <A HREF='http://b.eu'>b</A> <a href="/x">c</a>
      <a href="mailto:x@a.eu">d</a> <img src="https://i.eu/a.png"> <a href="https://own.eu/2010/">old</a>
      <!-- <a href="https://no.eu/">x</a> --><a href="http://b.eu">again</a>
      """
    #expect(
      addressesOnTheWeb(in: Array(page.utf8), but: site) == [
        "https://a.eu/?a=1&b=2#c", "http://b.eu", "https://own.eu/2010/", "https://i.eu/a.png",
      ])
  }
}

@Suite struct PublicationPlaceTests {
  @Test(arguments: [
    ("rsync:web.eu:/srv/www", "rsync:web.eu:/srv/www"),
    ("rsync:user@web.eu:/srv/www", "rsync:user@web.eu:/srv/www"),
    ("rsync://web.eu/site/x", "rsync://web.eu/site/x"),
    ("rclone:storage:bucket/x", "rclone:storage:bucket/x"),
    ("rclone:dav:", "rclone:dav:"), ("folder:/srv/www", "folder:/srv/www"),
    ("/srv/www", "folder:/srv/www"),
    ("../www", "folder:../www"),
  ])
  func readsHowAPlaceIsReached(_ text: String, _ meaning: String) throws {
    #expect(try PublicationPlace(text).text == meaning)
  }

  @Test(arguments: [
    (
      "web.eu:/srv/www",
      "write rsync:web.eu:/srv/www for a host with SSH, or rclone:web.eu:/srv/www for a remote of rclone"
    ),
    ("www", "write folder:www for a folder"),
    ("sftp://web.eu/x", "make it a remote with 'rclone config', and write rclone:NAME:PATH"),
    ("rsync:", "write it like rsync:web.example.eu:/srv/www/malmo2012"),
    ("rsync:-e x", "write it like rsync:web.example.eu:/srv/www/malmo2012"),
    ("rsync:web.eu:", "write it like rsync:web.example.eu:/srv/www/malmo2012"),
    ("rclone:storage", "write it like rclone:storage:bucket/malmo2012"),
    ("folder:..", "write it like folder:/srv/www/malmo2012"),
  ])
  func saysHowToWriteAPlace(_ text: String, _ help: String) {
    #expect { try PublicationPlace(text) } throws: {
      ($0 as? PublicationPlaceMistake)?.help == help
    }
  }

  @Test(arguments: [
    "rsync://user:secret@web.eu/site", "rclone::sftp,host=web.eu,pass=x:www",
    "rclone::s3,secret_access_key=x:b",
  ])
  func takesNoPassword(_ text: String) {
    #expect { try PublicationPlace(text) } throws: {
      ($0 as? PublicationPlaceMistake)?.message
        == "a password has no place in the settings or on a command line"
    }
  }
}

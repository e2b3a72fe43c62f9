import Content
import ContentSchema
import Diagnostics
import Foundation
import Importing
import SiteShell
import TestSupport
import Testing

/// An import in one file: the options, the site's files, then the file that is imported. It may be imported again, below what
/// an editor did in between.
///
/// ```
/// kind speaker
/// === content/speakers/_index.md
/// === import csv
/// Name,Affiliation
/// === change content/speakers/ada.md
/// title: Ada => title: Ada E.
/// === remove content/speakers/bo.md
/// === import csv
/// Name,Affiliation
/// ```
private struct ImportCase {
  private enum Step {
    case edit(String, String)
    case change(String, [(String, String)])
    case remove(String)
    case run(String, String)
  }

  private var files: [String: String] = [:]
  private var steps: [Step] = []
  private var choices = ImportChoices()
  private var options = TableOptions()

  init(_ text: String) {
    var parts = ("\n" + text).components(separatedBy: "\n=== ")
    for line in parts.removeFirst().split(separator: "\n") { addOption(String(line)) }
    for part in parts {
      let lines = part.split(separator: "\n", maxSplits: 1, omittingEmptySubsequences: false)
      let name = lines[0].split(separator: " ", maxSplits: 1).map(String.init)
      let text = lines.count > 1 ? String(lines[1]) : ""
      switch name[0] {
      case "import": steps.append(.run(name[1], text))
      case "remove": steps.append(.remove(name[1]))
      case "change":
        let changes = text.split(separator: "\n").map { line in
          let words = String(line).components(separatedBy: " => ").map {
            $0.replacing("\\n", with: "\n")
          }
          return (words[0], words[1])
        }
        steps.append(.change(name[1], changes))
      default:
        if steps.isEmpty {
          files[name[0]] = text + "\n"
        } else {
          steps.append(.edit(name[0], text + "\n"))
        }
      }
    }
  }

  private mutating func addOption(_ line: String) {
    let words = line.split(separator: " ", maxSplits: 1).map(String.init)
    guard let name = words.first else { return }
    switch (name, words.last ?? "") {
    case ("force", _): choices.prefersPlanner = true
    case ("withdrawn", let how): choices.withdrawn = WithdrawnSessions(rawValue: how)
    case ("kind", let kind): options.kind = kind
    case ("into", let folder): options.folder = folder
    case ("as", let form): options.form = TableOptions.Form(rawValue: form)
    case ("split-people", let how): options.splitting = PeopleSplitting(rawValue: how)
    case ("dates", let order): options.dates = DateOrder(rawValue: order)
    case ("ignore-unknown", _): options.ignoresUnknown = true
    case ("ignore", let column): options.ignored.append(column)
    case ("column", let written):
      let parts = written.split(separator: "=").map(String.init)
      options.columns.append((parts[0], parts[1]))
    default: Issue.record("there is no option '\(name)'")
    }
  }

  /// The messages, the files that were written, and what a build of them reports.
  func outcome() async throws -> String {
    let site = try SiteFixture(files)
    let path = site.folder.appending(path: "imported").path
    var lines: [String] = []
    for step in steps {
      switch step {
      case .edit(let file, let text): try site.write(file, text)
      case .remove(let file):
        try FileManager.default.removeItem(at: site.folder.appending(path: file))
      case .change(let file, let changes):
        var text = try site.text(file)
        for (old, new) in changes {
          #expect(text.contains(old), "\(file) has no '\(old)'")
          text = text.replacing(old, with: new)
        }
        try site.write(file, text)
      case .run(let form, let text):
        if steps.count > 1, !lines.isEmpty { lines.append("=== again") }
        lines += try await run(form, text, in: site, path)
      }
    }
    if try site.tree("content")["_imports.tsv"] != nil {
      lines += ["=== build"] + (try await site.build()).diagnostics.map { $0.consoleForm() + "\n" }
    }
    return lines.joined(separator: "\n").replacingOccurrences(of: path, with: "imported") + "\n"
  }

  private func made(
    _ source: SourceText, _ target: ImportTarget, _ form: String
  ) -> Diagnosed<Import> {
    switch form {
    case "csv": importTable(source, into: target, options)
    case "pretalx": importSchedule(source, into: target, folder: options.folder)
    default: importFile(source, into: target, options)
    }
  }

  private func run(
    _ form: String, _ text: String, in site: SiteFixture, _ path: String
  ) async throws -> [String] {
    try site.write("imported", text)
    let before = try site.tree("content")
    let workspace = try Workspace(site: site.folder.path)
    let result = try await workspace.importFiles(from: path, choices) {
      made($0, $1, form)
    }
    switch result {
    case .mistakes(let mistakes):
      #expect(try site.tree("content") == before)
      return mistakes.map { $0.consoleForm() + "\n" }
    case .exists(let files):
      #expect(try site.tree("content") == before)
      return files.map { "\($0) is there already" }
    case .done(let plan, let remarks):
      var lines = remarks.diagnostics.map { $0.consoleForm() + "\n" } + remarks.value
      lines += plan.lines.filter { $0.action != .new }.map {
        "\($0.action) \($0.place): \($0.fields.joined(separator: ", "))"
      }
      lines.append("\(plan.files.count) written, \(plan.unchanged) as they were")
      for file in plan.files { lines += ["=== \(file.path)", try site.text(file.path)] }
      // Once more is nothing more.
      let written = try site.tree("content")
      let again = try await workspace.importFiles(from: path) {
        made($0, $1, form)
      }
      if case .done(let plan, _) = again { #expect(plan.files.isEmpty && plan.memory == nil) }
      #expect(try site.tree("content") == written)
      return lines
    }
  }
}

@Suite struct ImportedFilesTests {
  @Test(arguments: try Fixture.all(in: "imports", of: "SiteTests"))
  func makesAndTellsWhatTheGoldenHas(_ fixture: Fixture) async throws {
    try fixture.expect(try await ImportCase(try fixture.text).outcome())
  }

  /// First and last name, in either order, and beside a column that is a title or a role.
  @Test(arguments: [
    "First name,Last name", "Vorname,Nachname", "Vorname,Name", "Förnamn,Efternamn", "Prénom,Nom",
    "Prénom,Nom de famille", "Nombre,Apellidos", "Nome,Cognome", "Voornaam,Achternaam",
    "Fornavn,Efternavn",
    "Fornavn,Etternavn", "Etunimi,Sukunimi", "Imię,Nazwisko", "Nome,Apelido", "FirstName,LastName",
    "Given names,Family name",
  ])
  func joinsNamesInEveryLanguage(_ header: String) async throws {
    let columns = header.split(separator: ",")
    for sheet in [
      "\(columns[0]),\(columns[1]),Email\nAda,Example,a@b.org",
      "\(columns[1]),Email,\(columns[0])\nExample,a@b.org,Ada",
      "Title,\(columns[0]),\(columns[1])\nDr,Ada,Example",
      "\"\(columns[1]), \(columns[0])\"\n\"Example, Ada\"",
    ] {
      let outcome = try await ImportCase("kind speaker\nignore-unknown\n=== import csv\n" + sheet)
        .outcome()
      #expect(outcome.contains("\nada-example,Ada Example"), "\(outcome)")
    }
  }

  /// What an import left that was ended in the middle, the next one removes.
  @Test func removesWhatAnEndedImportLeft() async throws {
    let site = try SiteFixture([:])
    let left = ["content/.a.md.lectern-import", "content/talks/.b.md.lectern-import"]
    let own = ["content/.hidden", "content/talks/lectern-import", "content/talks/_index.md"]
    for file in left + own { try site.write(file, "---\ntitle: A\n---\n") }
    try site.write("sheet", "Room\nHall")
    _ = try await Workspace(site: site.folder.path).importFiles(
      from: site.folder.appending(path: "sheet").path
    ) {
      var options = TableOptions()
      options.kind = "room"
      return importTable($0, into: $1, options)
    }
    #expect(left.filter { site.exists($0) } == [])
    #expect(own.filter { !site.exists($0) } == [])
    #expect(site.exists("content/rooms/_pages.csv"))
  }

  /// A file that is no text is named, by both imports in the same way.
  @Test(arguments: [
    (Array("PK\u{3}\u{4}...xl/workbook.xml".utf8), "Excel (.xlsx)"),
    (
      Array("PK\u{3}\u{4}mimetypeapplication/vnd.oasis.opendocument.spreadsheet".utf8),
      "LibreOffice (.ods)"
    ),
    (Array("PK\u{3}\u{4}...schedule.csv".utf8), "archive (.zip)"),
    ([0xD0, 0xCF, 0x11, 0xE0, 0xA1], "old Office program"),
    (Array("%PDF-1.7".utf8), "a PDF"), ([0xFF, 0xFE, 0x4E, 0x00], "UTF-16"),
  ])
  func namesAFileThatIsNoText(_ bytes: [UInt8], _ words: String) async throws {
    let site = try SiteFixture([:])
    try site.write("file", Data(bytes))
    let workspace = try Workspace(site: site.folder.path)
    let path = site.folder.appending(path: "file").path
    let imports: [@Sendable (SourceText, ImportTarget) -> Diagnosed<Import>] = [
      { importTable($0, into: $1, TableOptions()) }, { importSchedule($0, into: $1) },
    ]
    for make in imports {
      guard
        case .mistakes(let mistakes) = try await workspace.importFiles(
          from: path, ImportChoices(), make)
      else {
        Issue.record("the file was imported")
        continue
      }
      #expect(mistakes.count == 1)
      #expect(mistakes[0].message.contains(words), "\(mistakes[0].message)")
    }
  }

  /// Whatever a title contains, our own reader gives it back.
  @Test(arguments: SeededRandom.seeds(1))
  func writesTitlesThatAreReadBackAsTheyWere(_ seed: UInt64) async throws {
    var random = SeededRandom(seed: seed)
    let titles = (0..<400).map { number in "T\(number)" + random.text() }
    let persons = titles.map { ["code": $0, "public_name": $0] }
    let event: [String: Any] = [
      "title": "All", "date": "2031-06-02T09:00:00Z", "duration": "00:30", "persons": persons,
    ]
    let export = [
      "schedule": ["conference": ["days": [["date": "2031-06-02", "rooms": ["Hall": [event]]]]]]
    ]
    let site = try SiteFixture([
      "templates/page.html": "{{ page.title | safe }}",
      "templates/speaker.html": "{{ page.title | json }}",
    ])
    try site.write("export.json", try JSONSerialization.data(withJSONObject: export))
    let workspace = try Workspace(site: site.folder.path)
    _ = try await workspace.importFiles(
      from: site.folder.appending(path: "export.json").path
    ) { importSchedule($0, into: $1) }
    let report = try await site.build()
    #expect(report.errors == 0, "\(report.errorText)")
    let found = try site.tree().filter { $0.key.hasPrefix("speakers/t") }.map {
      try JSONDecoder().decode(String.self, from: $0.value)
    }
    let expected = titles.map { title in
      title.unicodeScalars.filter {
        !($0.value < 0x20 || 0x7F...0x9F ~= $0.value || $0 == "\u{FEFF}") || $0 == "\n"
          || $0 == "\t" || $0 == "\r"
      }
      .reduce(into: "") { $0.unicodeScalars.append($1) }
      .split(whereSeparator: \.isWhitespace).joined(separator: " ")
    }
    #expect(found.sorted() == expected.sorted())
  }

  /// Whatever a description contains, the page builds.
  @Test(arguments: SeededRandom.seeds(1))
  func writesTextsThatBuild(_ seed: UInt64) async throws {
    var random = SeededRandom(seed: seed)
    let events: [[String: Any]] = (0..<300).map { number in
      [
        "title": "T\(number)", "date": "2031-06-02T09:00:00Z", "duration": "00:30",
        "room": "R\(number)",
        "abstract": random.markup(), "description": random.markup(),
      ]
    }
    let export = [
      "schedule": [
        "base_url": "https://plan.example",
        "conference": ["days": [["date": "2031-06-02", "rooms": ["Hall": events]]]],
      ]
    ]
    let site = try SiteFixture([:])
    try site.write("export.json", try JSONSerialization.data(withJSONObject: export))
    let workspace = try Workspace(site: site.folder.path)
    _ = try await workspace.importFiles(
      from: site.folder.appending(path: "export.json").path
    ) { importSchedule($0, into: $1) }
    let report = try await site.build()
    #expect(report.errors == 0, "\(report.errorText)")
    #expect(site.exists("output/programme/t299/index.html"))
  }
}

extension BuildReport {
  fileprivate var errorText: String {
    diagnostics.filter(\.isError).map { $0.consoleForm() }.joined(separator: "\n")
  }
}

/// Texts made of characters and markup that cause trouble in YAML, HTML and Markdown.
extension SeededRandom {
  fileprivate mutating func text() -> String {
    let parts = [
      ":", ": ", " #", "#", "'", "\"", "\\", "- ", "? ", "{", "}", "[", "]", ",", "&", "*", "!",
      "|", ">",
      "%", "@", "`", "~", "null", "true", "0x1", "\u{85}", "\u{2028}", "\u{2029}", "\u{FEFF}", "é",
      "日本", "👩‍👩‍👧",
      "\u{301}", "\n", "\t", "\u{7}", " ", "---", "...", "\u{10FFFF}", "\u{FFFD}", "<b>", "\r\n",
      "=", "\u{A0}",
    ]
    return (0..<below(8)).map { _ in pick(parts) }.joined()
  }

  fileprivate mutating func markup() -> String {
    let parts = [
      "<b>", "</b>", "<p>", "</p>", "<br>", "<br/>", "<script>", "</script>", "<!--", "-->",
      "<a href=\"x\">",
      "<a href='https://e.org/'>", "</a>", "<table>", "<td", "<li>", "</ul>", "<?php", "<![CDATA[",
      "]]>", "`", "```\n",
      "~~~", "\n", "\n\n", "    ", "> ", "- ", "1. ", "# ", "[a](b.md)", "[a](/x)", "[a](#y)",
      "[a](javascript:z)",
      "![](i.png)", "![a](i.png)", "![a](https://e.org/i.png){decorative}", "{#id}", "{decorative}",
      "[x]: y.md\n",
      "[x]", "![x]", "[^1]", "[^1]: f\n", ":::", ":::note\n", "::toc{a=b}", "::", "> [!NOTE]\n",
      "> [!ODD]\n", "|",
      "|-|-|\n", "\\", "&amp;", "&#0;", "www.e.org", "a@b.org", "<a@b.org>", "<https://e.org>",
      "<x:y>", "*", "**", "_",
      "word", " ", "---\n", "===\n", "()", "[](", "[a]()", "[a](<b c>)", "\u{1}", "é", "<h1 id=x>",
      "<img src=x>", ":value[site.nothing]", "a :value[",
    ]
    return (0..<below(25)).map { _ in pick(parts) }.joined()
  }
}

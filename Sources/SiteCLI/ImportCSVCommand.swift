import ArgumentParser
import Content
import ContentSchema
import Importing
import Planners
import SiteSettings

extension DateOrder: ExpressibleByArgument {}
extension PeopleSplitting: ExpressibleByArgument {}
extension TableOptions.Form: ExpressibleByArgument {}

extension FileEncoding: ExpressibleByArgument {}

/// How the columns and cells of a spreadsheet are meant.
struct TableArguments: ParsableArguments {
  @Option(help: "What each row is: session, speaker, room, or another kind of the site.")
  var kind: String?

  @Option(
    help: ArgumentHelp(
      "Which field a column is; may be given several times. A person's role follows the field, as in "
        + "\"Facilitator=speakers:facilitator\".", valueName: "Their name=field"))
  var column: [String] = []

  @Option(
    help: ArgumentHelp(
      "A column to leave out; may be given several times.", valueName: "Their name"))
  var ignore: [String] = []

  @Flag(help: "Leave out all columns that are no field.")
  var ignoreUnknown = false

  @Option(
    help: ArgumentHelp(
      "How days such as 04/03/12 are meant: day-first, month-first or year-first.",
      valueName: "order"))
  var dates: DateOrder?

  @Option(
    help: ArgumentHelp(
      "What separates people in a cell, beside semicolons: comma (and words such as 'and'), words (these alone) or "
        + "never.", valueName: "how"))
  var splitPeople: PeopleSplitting?

  @Option(
    name: .customLong("as"),
    help: ArgumentHelp(
      "Write a file for each page, or rows of one _pages.csv: files or rows. Sessions, news and pages "
        + "are files by default, all others rows.", valueName: "form"))
  var form: TableOptions.Form?

  func options(into folder: String?, sheet: String? = nil) throws -> TableOptions {
    var options = TableOptions()
    options.sheet = sheet
    options.kind = kind
    options.folder = folder
    options.form = form
    options.dates = dates
    options.splitting = splitPeople
    options.ignored = ignore
    options.ignoresUnknown = ignoreUnknown
    options.columns = try column.map { written in
      guard let equals = written.lastIndex(of: "=") else {
        throw ValidationError("'\(written)' names no field; write --column \"Their name=field\"")
      }
      return (String(written[..<equals]), String(written[written.index(after: equals)...]))
    }
    return options
  }
}

struct ImportCSVCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "csv",
    abstract: "Make pages from the rows of a spreadsheet.",
    discussion: """
      The file is CSV in UTF-8, separated by commas, semicolons or tabs; its first line names the columns. \
      The command lists which column became which field. People, rooms and others that a cell names and \
      the site doesn't have are made, too. Import again whenever the sheet has changed: what an editor changed \
      since stays and is named.
      """)

  @Argument(help: "The spreadsheet as CSV.")
  var file: String

  @OptionGroup var table: TableArguments
  @OptionGroup var arguments: ImportArguments

  func run() async throws {
    let options = try table.options(into: arguments.folder())
    try await arguments.perform(file) { importTable($0, into: $1, options) }
  }
}

struct ImportSpreadsheetCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "xlsx",
    abstract: "Make pages from the rows of a spreadsheet of Excel or LibreOffice.",
    discussion: """
      Reads .xlsx and .ods files as 'lectern import csv' reads CSV. The first row with several cells names the \
      columns. Hidden rows and columns are left out, and a cell that reaches over several rows counts for each of \
      them; the command says what it left out.
      """, aliases: ["ods"])

  @Argument(help: "The spreadsheet.")
  var file: String

  @OptionGroup var sheet: SheetArgument
  @OptionGroup var table: TableArguments
  @OptionGroup var arguments: ImportArguments

  func run() async throws {
    let options = try table.options(into: arguments.folder(), sheet: sheet.name)
    try await arguments.perform(file) { importSpreadsheet($0, into: $1, options) }
  }
}

struct SheetArgument: ParsableArguments {
  @Option(
    name: .customLong("sheet"),
    help: ArgumentHelp(
      "The sheet of a spreadsheet to read; by default the only one that has something in it.",
      valueName: "name"))
  var name: String?
}

struct ImportFileCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "file",
    abstract: "Make pages from whatever the file is: a planner's export, or a spreadsheet.",
    discussion: """
      Reads schedule.json and schedule.xml (frab, pretalx, wafer and others), answers of pretalx's API, the JSON of \
      Sessionize, and spreadsheets (.xlsx, .ods, CSV). 'lectern import FILE' is enough. Import again whenever the planner has \
      changed: what an editor changed since stays and is named.
      """)

  @Argument(help: "The exported file.")
  var file: String

  @OptionGroup var sheet: SheetArgument
  @OptionGroup var table: TableArguments
  @OptionGroup var arguments: ImportArguments

  func run() async throws {
    let options = try table.options(into: arguments.folder(), sheet: sheet.name)
    try await arguments.perform(file) { importFile($0, into: $1, options) }
  }
}

// What a file is, by its first bytes and by the names in it, so that an import that cannot read it says which one can, and
// nobody is sent in a circle.

import Content
package import Diagnostics
import Planners
import Text
import Web

/// Makes content files from whatever an organiser has: a planner's export or a spreadsheet.
package func importFile(
  _ source: SourceText, into target: ImportTarget, _ options: TableOptions
) -> Diagnosed<Import> {
  switch ForeignFile(source) {
  case .excel, .openDocument, .oldExcel:
    return importSpreadsheet(source, into: target, options)
  case _ where options.sheet != nil:
    return Diagnosed(
      Import(),
      [
        .error(
          ImportCode.sheetUnclear, "this file has no sheets to choose from",
          at: SourceLocation(file: source.file), help: "leave --sheet out")
      ])
  case .table, .empty, .excelXML, .utf16: return importTable(source, into: target, options)
  default: return importSchedule(source, into: target, folder: options.folder)
  }
}

/// The form of a file that somebody wants to import.
enum ForeignFile {
  case empty
  // Not text.
  case excel, openDocument, oldExcel, archive, pdf, utf16
  // XML and the like.
  case scheduleXML, excelXML, webPage, feed, otherXML
  case calendar
  // JSON.
  case schedule, secondSchedule, pretalxAPI, sessionize, otherJSON, brokenJSON
  case table

  init(_ source: SourceText) {
    let bytes = source.bytes
    let start = String(decoding: bytes.prefix(2000), as: UTF8.self).drop {
      $0.isWhitespace || $0 == "\u{FEFF}"
    }
    if start.isEmpty {
      self = .empty
    } else if bytes.starts(with: "PK\u{3}\u{4}".utf8) {
      self = ForeignFile(ofArchive: bytes)
    } else if bytes.starts(with: [0xD0, 0xCF, 0x11, 0xE0]) {
      self = .oldExcel
    } else if bytes.starts(with: "%PDF".utf8) {
      self = .pdf
    } else if bytes.starts(with: [0xFF, 0xFE]) || bytes.starts(with: [0xFE, 0xFF]) {
      self = .utf16
    } else if start.first == "<" {
      self = ForeignFile(ofMarkup: start.lowercased())
    } else if start.hasPrefix("BEGIN:VCALENDAR") {
      self = .calendar
    } else if start.first == "{" || start.first == "[" {
      self = parseJSONNode(source).value.map(ForeignFile.init(ofJSON:)) ?? .brokenJSON
    } else {
      self = .table
    }
  }

  private init(ofArchive bytes: [UInt8]) {
    if bytes.hasText("xl/workbook", beginningWith: "x") {
      self = .excel
    } else {
      self =
        bytes.hasText("opendocument.spreadsheet", beginningWith: "o") ? .openDocument : .archive
    }
  }

  private init(ofMarkup start: String) {
    let forms: [(mark: String, form: ForeignFile)] = [
      ("<schedule", .scheduleXML), ("<!doctype html", .webPage), ("<html", .webPage),
      ("<workbook", .excelXML), ("<rss", .feed), ("<feed", .feed),
    ]
    self = forms.first { start.contains($0.mark) }?.form ?? .otherXML
  }

  /// The names of keys tell the exports of planners apart.
  init(ofJSON root: JSONNode) {
    let schedule = root["schedule"] ?? root
    let list = root.elements ?? root["results"]?.elements ?? root["slots"]?.elements ?? []
    if schedule["conference"] != nil, schedule["events"] != nil {
      self = .secondSchedule
    } else if schedule["conference"]?["days"]?.elements != nil {
      self = .schedule
    } else if root["sessions"]?.elements?.first?.hasName(of: [
      "isServiceSession", "isPlenumSession",
    ]) == true
      || list.first?.hasName(of: ["isServiceSession", "groupId", "timeSlots"]) == true
    {
      self = .sessionize
    } else if root["results"]?.elements != nil && root["count"] != nil
      || list.first?.hasName(of: ["submission", "submission_type", "pending_state"]) == true
    {
      self = .pretalxAPI
    } else {
      self = .otherJSON
    }
  }

  /// The file in a sentence: `this is …`.
  private var name: String {
    switch self {
    case .empty: "an empty file"
    case .excel: "a spreadsheet of Excel (.xlsx)"
    case .openDocument: "a spreadsheet of LibreOffice (.ods)"
    case .oldExcel: "a document of an old Office program (.xls), or one with a password"
    case .archive: "an archive (.zip)"
    case .pdf: "a PDF"
    case .utf16: "a text in UTF-16"
    case .scheduleXML: "a schedule in XML (schedule.xml)"
    case .excelXML: "a spreadsheet in XML"
    case .webPage: "a web page"
    case .feed: "a feed"
    case .otherXML: "XML"
    case .calendar: "a calendar (.ics)"
    case .schedule: "a schedule in JSON (schedule.json of pretalx, frab and others)"
    case .secondSchedule: "a schedule in the second version of its JSON (c3voc v2)"
    case .pretalxAPI: "an answer of pretalx's API"
    case .sessionize: "JSON of Sessionize"
    case .otherJSON: "JSON of an unknown kind"
    case .brokenJSON: "JSON that is damaged"
    case .table: "a text, perhaps a spreadsheet as CSV"
    }
  }

  /// What to do, with the command that reads what comes of it.
  private var help: String {
    switch self {
    case .oldExcel:
      "open it in Excel or LibreOffice, save it as .xlsx without a password, and import it with: lectern import FILE"
    case .utf16, .excelXML:
      "save it as CSV in UTF-8 (in Excel 'CSV UTF-8', in LibreOffice with the character set 'Unicode (UTF-8)'), and "
        + "import it with: lectern import FILE"
    case .archive: "take the spreadsheet or the schedule out of it, and import that"
    case .schedule, .scheduleXML, .pretalxAPI, .sessionize, .table, .excel, .openDocument:
      "import it with: lectern import FILE"
    case .secondSchedule:
      "export it as schedule.json in the first version ('JSON (frab compatible)' in pretalx), and import it with: "
        + "lectern import FILE"
    case .empty: "export the programme again, and look at the size of the file"
    case .pdf, .webPage, .feed, .otherXML, .calendar, .otherJSON, .brokenJSON:
      "export the programme as schedule.json ('JSON (frab compatible)' in pretalx) or as CSV, and import it with: "
        + "lectern import FILE"
    }
  }

  /// The mistake of a file that is given to an import which doesn't read it.
  func mistake(_ code: ImportCode, in file: String) -> Diagnostic {
    .error(
      self == .empty ? ImportCode.importFileEmpty : code,
      self == .empty ? "this file is empty" : "this is \(name), which this import doesn't read",
      at: SourceLocation(file: file), help: help)
  }
}

extension JSONNode {
  fileprivate func hasName(of names: [String]) -> Bool {
    members?.contains { names.contains($0.name) } == true
  }
}

extension [UInt8] {
  /// Whether a text in lower-case ASCII stands anywhere in the bytes.
  fileprivate func hasText(_ text: StaticString, beginningWith first: Unicode.Scalar) -> Bool {
    var index = 0
    while let found = firstIndex(of: UInt8(ascii: first), from: index) {
      if hasWord(text, at: found) { return true }
      index = found + 1
    }
    return false
  }
}

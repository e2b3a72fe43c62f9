/// How Excel shows numbers: which of a workbook's styles make a date of a number (ECMA-376 part 1, 18.8.30).
struct ExcelStyles {
  enum Form { case number, day, time, moment, length }

  private var forms: [Form] = []

  init() {}

  init(_ part: [UInt8]) throws(WorkbookError) {
    var reader = PartReader(part)
    var custom: [Int: String] = [:]
    var isInCellFormats = false
    while let event = try reader.next() {
      switch event {
      case .start("numFmt"):
        if let id = reader.number(of: "numFmtId") { custom[id] = reader.value(of: "formatCode") }
      case .start("cellXfs"): isInCellFormats = true
      case .end("cellXfs"): isInCellFormats = false
      case .start("xf") where isInCellFormats:
        let id = reader.number(of: "numFmtId") ?? 0
        forms.append(custom[id].map(formOfCode) ?? formOfBuiltIn(id))
      default: break
      }
    }
  }

  func form(ofStyle index: Int) -> Form { forms.indices.contains(index) ? forms[index] : .number }
}

/// The formats that have a number and no code in the file; 27 to 36 and 50 to 58 are days in the languages of East Asia.
private func formOfBuiltIn(_ id: Int) -> ExcelStyles.Form {
  switch id {
  case 14...17, 27...31, 34...36, 50...54, 57...58: .day
  case 18...21, 32...33, 45, 47, 55...56: .time
  case 22: .moment
  case 46: .length
  default: .number
  }
}

/// What a format's code makes of a number (18.8.31): its first part, without quoted texts, escaped characters, colours
/// and languages.
private func formOfCode(_ code: String) -> ExcelStyles.Form {
  var letters = ""
  var isQuoted = false
  var bracket: String?
  var isEscaped = false
  for character in code {
    if isEscaped {
      isEscaped = false
    } else if character == "\"" {
      isQuoted.toggle()
    } else if isQuoted {
      continue
    } else if let inside = bracket {
      if character != "]" {
        bracket = inside + String(character)
        continue
      }
      bracket = nil
      // [h], [mm] and [ss] count beyond a day.
      if !inside.isEmpty, inside.lowercased().allSatisfy({ "hms".contains($0) }) { return .length }
    } else if character == "[" {
      bracket = ""
    } else if "\\_*".contains(character) {
      isEscaped = true
    } else if character == ";" {
      break
    } else {
      letters.append(character)
    }
  }
  let lower = letters.lowercased()
  if lower.contains("general") { return .number }
  let hasTime = lower.contains { "hs".contains($0) }
  let hasDay = lower.contains { "yd".contains($0) } || lower.contains("m") && !hasTime
  if hasDay { return hasTime ? .moment : .day }
  return hasTime ? .time : .number
}

/// A number of days in one of Excel's two systems, in days since the beginning of 1970. `nil` if it is no date.
///
/// In the first system day 1 is 1 January 1900, and day 60 the 29 February that 1900 never had (ECMA-376 part 1,
/// 18.17.4.1); in the second day 0 is 1 January 1904.
func daysSince1970(excel serial: Double, since1904: Bool) -> Double? {
  guard serial >= 0, serial < 2_958_466 else { return nil }
  if since1904 { return serial - 24_107 }
  return serial < 60 ? serial - 25_568 : serial - 25_569
}

import Spreadsheets
import Testing

private let relationship = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"

/// A workbook of one sheet.
private func workbook(
  _ rows: String, texts: String = "", styles: String = "", properties: String = "",
  sheets: String = #"<sheet name="Talks" sheetId="1" r:id="rId1"/>"#
) -> [UInt8] {
  packed([
    (
      "_rels/.rels",
      #"<Relationships><Relationship Id="a" Type="\#(relationship)/officeDocument" Target="xl/workbook.xml"/></Relationships>"#
    ),
    ("xl/workbook.xml", "<workbook>\(properties)<sheets>\(sheets)</sheets></workbook>"),
    (
      "xl/_rels/workbook.xml.rels",
      #"<Relationships><Relationship Id="rId1" Type="\#(relationship)/worksheet" Target="/xl/sheet1.xml"/>"#
        + #"<Relationship Id="rId2" Type="\#(relationship)/sharedStrings" Target="texts.xml"/>"#
        + #"<Relationship Id="rId3" Type="\#(relationship)/styles" Target="styles.xml"/></Relationships>"#
    ),
    ("xl/sheet1.xml", "<worksheet>\(rows)</worksheet>"),
    ("xl/texts.xml", "<sst>\(texts)</sst>"),
    ("xl/styles.xml", "<styleSheet>\(styles)</styleSheet>"),
  ])
}

/// The cells of the only sheet, each as its place and its text.
private func cells(_ bytes: [UInt8]) throws -> [String] {
  let sheet = try #require(Workbook(bytes).sheets.first)
  return sheet.cells.map { "\($0.row),\($0.column) \($0.text)" }
}

@Suite struct ExcelTests {
  @Test func textsStandInTheCellOrAreShared() throws {
    let rows =
      #"<row r="2"><c r="B2" t="s"><v>1</v></c><c t="inlineStr"><is><t>in &amp; out</t></is></c></row>"#
      + #"<row><c t="str"><f>A1</f><v>result</v></c></row>"#
    let texts =
      "<si><t>first</t></si><si><r><t>Ma</t></r><r><t xml:space=\"preserve\">lmö </t></r><rPh><t>no</t></rPh></si>"
    #expect(
      try cells(workbook(rows, texts: texts)) == ["2,2 Malmö ", "2,3 in & out", "3,1 result"])
  }

  @Test func prefixesOfNamesDoNotCount() throws {
    let rows = #"<x:row r="1"><x:c r="A1" t="str"><x:v>a</x:v></x:c></x:row>"#
    #expect(try cells(workbook(rows)) == ["1,1 a"])
  }

  @Test(arguments: [
    // Built-in formats: a day, a time, both, a length; then the day that 1900 never had.
    (14, "41171", "2012-09-19"), (20, "0.5625", "13:30"), (22, "41171.5625", "2012-09-19 13:30"),
    (46, "1.0625", "25:30"), (14, "59", "1900-02-28"), (14, "61", "1900-03-01"),
    (14, "1", "1900-01-01"), (0, "41171", "41171"), (2, "12.50", "12.5"), (9, "0.5", "0.5"),
    // A fraction that is no whole second; one just before midnight.
    (22, "41171.562499999", "2012-09-19 13:30"), (22, "41171.9999999", "2012-09-20 00:00"),
    // A day in the format of a time, and a day with a time in the format of a day.
    (20, "41171.5625", "2012-09-19 13:30"), (14, "41171.5625", "2012-09-19 13:30"),
    (14, "-3", "-3"), (14, "9999999", "9999999"),
  ])
  func numbersAreDatesByTheirFormat(_ format: Int, _ number: String, _ shown: String) throws {
    let styles = #"<cellXfs><xf numFmtId="\#(format)"/></cellXfs>"#
    let bytes = workbook(
      #"<row r="1"><c r="A1" s="0"><v>\#(number)</v></c></row>"#, styles: styles)
    #expect(try cells(bytes) == ["1,1 \(shown)"])
  }

  @Test(arguments: [
    ("dd/mm/yyyy", "2012-09-19 13:30"), ("hh:mm", "2012-09-19 13:30"),
    ("d. mmmm", "2012-09-19 13:30"), ("[$-41D]d mmm yyyy", "2012-09-19 13:30"),
    (#"0.00" days""#, "41171.5625"), (#"0\d"#, "41171.5625"), ("[Red]0", "41171.5625"),
    ("General", "41171.5625"), ("#,##0;[Red]-#,##0", "41171.5625"), ("[hh]:mm", "988117:30"),
    ("0;d", "41171.5625"), ("@", "41171.5625"),
  ])
  func codesOfFormatsTellDates(_ code: String, _ shown: String) throws {
    let code = code.replacing("\"", with: "&quot;")
    let styles =
      #"<numFmts><numFmt numFmtId="170" formatCode="\#(code)"/></numFmts><cellStyleXfs><xf numFmtId="14"/>"#
      + #"</cellStyleXfs><cellXfs><xf numFmtId="0"/><xf numFmtId="170"/></cellXfs>"#
    let bytes = workbook(
      #"<row r="1"><c r="A1" s="1"><v>41171.5625</v></c></row>"#, styles: styles)
    #expect(try cells(bytes) == ["1,1 \(shown)"])
  }

  @Test func daysMayCountFrom1904() throws {
    let bytes = workbook(
      #"<row r="1"><c r="A1" s="0"><v>0</v></c><c s="0"><v>39709</v></c></row>"#,
      styles: #"<cellXfs><xf numFmtId="14"/></cellXfs>"#,
      properties: #"<workbookPr date1904="1"/>"#)
    #expect(try cells(bytes) == ["1,1 1904-01-01", "1,2 2012-09-19"])
  }

  @Test func otherTypesAreAsExcelShowsThem() throws {
    let rows =
      #"<row r="1"><c r="A1" t="b"><v>1</v></c><c t="b"><v>0</v></c><c t="e"><v>#REF!</v></c>"#
      + #"<c t="d"><v>2012-09-19T13:30:00</v></c><c t="d"><v>2012-09-19T00:00:00</v></c>"#
      + #"<c t="str"><v>a_x000D_&#10;b_x005F_x</v></c></row>"#
    #expect(
      try cells(workbook(rows)) == [
        "1,1 TRUE", "1,2 FALSE", "1,3 #REF!", "1,4 2012-09-19 13:30", "1,5 2012-09-19",
        "1,6 a\nb_x",
      ])
  }

  @Test func formulaWithoutResultIsToldApart() throws {
    let rows =
      #"<row r="1"><c r="A1"><f>1+1</f></c><c><f>1+1</f><v>2</v></c><c><f>B9</f><v/></c></row>"#
    let sheet = try #require(Workbook(workbook(rows)).sheets.first)
    #expect(sheet.cells.map(\.isUncalculated) == [true, false, true])
  }

  @Test func hiddenAndMergedThingsAreTold() throws {
    let rows =
      #"<cols><col min="2" max="3" hidden="1"/></cols><row r="1" hidden="1"><c r="A1"><v>1</v></c></row>"#
      + #"<row r="4"/><mergeCells><mergeCell ref="A4:C5"/></mergeCells>"#
    let sheets =
      #"<sheet name="A &amp; B" sheetId="1" state="veryHidden" r:id="rId1"/><sheet name="Chart" r:id="rId9"/>"#
    let read = try Workbook(workbook(rows, sheets: sheets)).sheets
    let sheet = try #require(read.first)
    #expect(read.count == 1 && sheet.isHidden && sheet.name == "A & B")
    #expect(sheet.hiddenRows == [1] && sheet.hiddenColumns == [2, 3])
    #expect(sheet.merges.map(\.rows) == [4...5] && sheet.merges.map(\.columns) == [1...3])
  }

  @Test func damagedFilesAreRefused() throws {
    let whole = workbook(
      #"<row r="1"><c r="A1" t="s"><v>0</v></c></row>"#, texts: "<si><t>a</t></si>")
    for length in stride(from: 0, to: whole.count, by: 7) {
      #expect(throws: WorkbookError.self) { try Workbook(Array(whole[..<length])) }
    }
    for place in stride(from: 0, to: whole.count, by: 3) {
      var bytes = whole
      bytes[place] ^= 0x5A
      // Any end is right but a crash: most changes are found by a checksum.
      _ = try? Workbook(bytes)
    }
    #expect(throws: WorkbookError.isDamaged) {
      try Workbook(workbook(#"<row r="1"><c r="A1" t="s"><v>7</v></c></row>"#))
    }
    #expect(throws: WorkbookError.isDamaged) {
      try Workbook(workbook(#"<row r="99999999"><c r="A1"><v>7</v></c></row>"#))
    }
    #expect(throws: WorkbookError.isNoSpreadsheet) { try Workbook(packed([("a.txt", "a")])) }
  }

  /// What is packed right may still say anything: any end is right but a crash or a cell outside of a sheet.
  @Test func anyTextOfASheetIsReadOrRefused() throws {
    let pieces = [
      #"<row r="1">"#, #"<row r="-7" hidden="1">"#, "<row>", "</row>", #"<c r="A1" t="s">"#,
      #"<c r="ZZZZZ1">"#, #"<c r="XFD1048576" s="99999999999999999999">"#, ##"<c t="b"/>"##, "</c>",
      "<v>", "</v>", "1e999", "-1", "NaN", "41171.5", "<t>", "</t>", "<is>", "<f/>", "&#0;",
      "_xD800_",
      #"<mergeCell ref="B2:A1"/>"#, #"<mergeCell ref="A1:XFD1048576"/>"#,
      #"<col min="5" max="1" hidden="1"/>"#, #"<col min="1" max="99999999" hidden="1"/>"#, "<rPh>",
      "<", "\"",
    ]
    var state: UInt64 = 7
    for _ in 0..<3000 {
      var text = ""
      for _ in 0..<12 {
        state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
        text += pieces[Int(state >> 33) % pieces.count]
      }
      guard
        let read = try? Workbook(workbook(text, styles: #"<cellXfs><xf numFmtId="22"/></cellXfs>"#))
      else { continue }
      for cell in read.sheets.flatMap(\.cells) {
        #expect(cell.row >= 1 && (1...16_384).contains(cell.column))
      }
    }
  }

  @Test func sizeIsLimited() throws {
    let bomb = packed(
      [("content.xml", "x"), ("mimetype", "x")], sizes: ["content.xml": 4_000_000_000])
    #expect(throws: WorkbookError.isTooLarge) { try Workbook(bomb) }
    let text = "<si><t>\(String(repeating: "a", count: 100_000))</t></si>"
    let cells = String(repeating: #"<c t="s"><v>0</v></c>"#, count: 1000)
    #expect(throws: WorkbookError.isTooLarge) {
      try Workbook(workbook("<row>\(cells)</row>", texts: text))
    }
  }
}

import Spreadsheets
import Testing

private func document(_ table: String, styles: String = "", manifest: String = "") -> [UInt8] {
  packed([
    ("META-INF/manifest.xml", "<manifest:manifest>\(manifest)</manifest:manifest>"),
    (
      "content.xml",
      "<office:document-content><office:automatic-styles>\(styles)</office:automatic-styles><office:body>"
        + "<office:spreadsheet>\(table)</office:spreadsheet></office:body></office:document-content>"
    ),
  ])
}

private func table(_ rows: String) -> [UInt8] {
  document(#"<table:table table:name="Talks">\#(rows)</table:table>"#)
}

private func cells(_ bytes: [UInt8]) throws -> [String] {
  let sheet = try #require(Workbook(bytes).sheets.first)
  return sheet.cells.map { "\($0.row),\($0.column) \($0.text)" }
}

private func row(_ cells: String) -> String { "<table:table-row>\(cells)</table:table-row>" }

@Suite struct OpenDocumentTests {
  @Test func textHasParagraphsAndSpaces() throws {
    let cell =
      "<table:table-cell office:value-type=\"string\"><office:annotation><text:p>a comment</text:p></office:annotation>"
      + "<text:p>Malmö  &amp;\n <text:span>more<text:s text:c=\"2\"/>x</text:span></text:p><text:p/><text:p>two"
      + "<text:line-break/>three</text:p></table:table-cell>"
    #expect(try cells(table(row(cell))) == ["1,1 Malmö & more  x\n\ntwo\nthree"])
  }

  @Test func valuesAreShownByTheirType() throws {
    let values = [
      #"office:value-type="float" office:value="45""#,
      #"office:value-type="percentage" office:value="0.5""#,
      #"office:value-type="date" office:date-value="2012-09-19""#,
      #"office:value-type="date" office:date-value="2012-09-19T13:30:00""#,
      #"office:value-type="time" office:time-value="PT13H30M00S""#,
      #"office:value-type="time" office:time-value="PT13H29M59.9999S""#,
      #"office:value-type="boolean" office:boolean-value="true""#,
    ].map { "<table:table-cell \($0)><text:p>shown</text:p></table:table-cell>" }.joined()
    #expect(
      try cells(table(row(values))) == [
        "1,1 45", "1,2 0.5", "1,3 2012-09-19", "1,4 2012-09-19 13:30", "1,5 13:30", "1,6 13:30",
        "1,7 TRUE",
      ])
  }

  @Test func repeatedRowsAndCellsAreWrittenOnce() throws {
    let rows =
      #"<table:table-row table:number-rows-repeated="2"><table:table-cell table:number-columns-repeated="3"/>"#
      + #"<table:table-cell table:number-columns-repeated="2"><text:p>a</text:p></table:table-cell></table:table-row>"#
      + #"<table:table-row table:number-rows-repeated="1048570"><table:table-cell table:number-columns-repeated="16384"/>"#
      + "</table:table-row>" + row("<table:table-cell><text:p>end</text:p></table:table-cell>")
    #expect(
      try cells(table(rows)) == ["1,4 a", "1,5 a", "2,4 a", "2,5 a", "1048573,1 end"])
  }

  @Test func repetitionWithoutEndIsRefused() {
    let rows =
      #"<table:table-row table:number-rows-repeated="1048576"><table:table-cell table:number-columns-repeated="16000">"#
      + "<text:p>a</text:p></table:table-cell></table:table-row>"
    #expect(throws: WorkbookError.isTooLarge) { try Workbook(table(rows)) }
  }

  @Test func hiddenAndMergedThingsAreTold() throws {
    let rows =
      #"<table:table-column table:number-columns-repeated="2"/><table:table-column table:visibility="collapse"/>"#
      + #"<table:table-row table:visibility="filter">"# + "</table:table-row>"
      + row(
        #"<table:table-cell table:number-rows-spanned="2" table:number-columns-spanned="3"><text:p>Day</text:p></table:table-cell>"#
          + #"<table:covered-table-cell table:number-columns-repeated="2"/><table:table-cell><text:p>x</text:p></table:table-cell>"#
      )
    let bytes = document(
      #"<table:table table:name="Old" table:style-name="ta2">\#(rows)</table:table>"#,
      styles:
        #"<style:style style:name="ta2" style:family="table"><style:table-properties table:display="false"/></style:style>"#
    )
    let sheet = try #require(Workbook(bytes).sheets.first)
    #expect(sheet.isHidden && sheet.hiddenRows == [1] && sheet.hiddenColumns == [3])
    #expect(sheet.merges.map(\.rows) == [2...3] && sheet.merges.map(\.columns) == [1...3])
    #expect(try cells(bytes) == ["2,1 Day", "2,4 x"])
  }

  @Test func passwordIsNamed() {
    let bytes = document(
      "",
      manifest:
        "<manifest:file-entry manifest:full-path=\"content.xml\"><manifest:encryption-data/></manifest:file-entry>"
    )
    #expect(throws: WorkbookError.isProtected) { try Workbook(bytes) }
  }

  @Test func textDocumentIsNoSpreadsheet() {
    let bytes = packed([
      ("content.xml", "<office:document-content><office:text/></office:document-content>")
    ])
    #expect(throws: WorkbookError.isNoSpreadsheet) { try Workbook(bytes) }
  }
}

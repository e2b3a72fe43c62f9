package import Diagnostics

/// How a spreadsheet has to be saved.
package let savingAsCSV =
  "save it as CSV in UTF-8: in Excel as 'CSV UTF-8', in LibreOffice with the character set 'Unicode (UTF-8)'"

/// The first byte of a file that is not UTF-8, as a mistake an editor can find.
package func invalidUTF8(
  in source: SourceText, help: String = "save it in your editor with the encoding UTF-8"
) -> Diagnostic? {
  if (try? UTF8Span(validating: source.bytes.span)) != nil { return nil }
  var decoder = UTF8()
  var bytes = source.bytes.makeIterator()
  var offset = 0
  decoding: while true {
    switch decoder.decode(&bytes) {
    case .scalarValue(let scalar): offset += UTF8.width(scalar)
    case .emptyInput: return nil
    case .error: break decoding
    }
  }
  let isUTF16 = source.bytes.starts(with: [0xFF, 0xFE]) || source.bytes.starts(with: [0xFE, 0xFF])
  return .error(
    SyntaxCode.notUTF8,
    isUTF16 ? "the file is UTF-16 and not UTF-8" : "the file is not UTF-8 from here on",
    at: source.location(of: offset..<offset + 1), help: help)
}

// Words and signs in cells that have a meaning in every spreadsheet, whatever the column is.

package import Diagnostics
import SourceFormats
import Text

/// The value of a cell for yes or no, as people and spreadsheet programs write it in the languages that are understood
/// in spreadsheets. `nil` if it is something else.
package func booleanValue(ofCell text: String) -> Bool? {
  let word = text.lowercased()
  if let value = booleanValue(ofWord: word) { return value }
  if wordsForYes.contains(word) { return true }
  return wordsForNo.contains(word) ? false : nil
}

private let wordsForYes: Set = [
  "1", "x", "y", "✓", "✔", "✔️", "☑", "☑️", "✅", "wahr", "sant", "sann", "sand", "vrai", "oui",
  "verdadero", "sí", "si",
  "vero", "sì", "waar", "tosi", "kyllä", "prawda", "tak", "verdadeiro", "sim", "pravda", "ano",
]
private let wordsForNo: Set = [
  "0", "n", "✗", "✘", "☐", "❌", "falsch", "nein", "falskt", "falsk", "usann", "nei", "faux", "non",
  "falso", "onwaar",
  "nee", "epätosi", "ei", "fałsz", "nie", "não", "nepravda", "ne",
]

/// Whether a cell has what a spreadsheet shows instead of a value: the error of a formula, in the language of the program,
/// a formula that was exported as it was typed, or the signs of a column that is too narrow.
package func isSpreadsheetFailure(_ text: String) -> Bool {
  guard let first = text.utf8.first else { return false }
  switch first {
  case UInt8(ascii: "#"):
    return errorValues.contains(text.uppercased())
      || (text.utf8.count > 2 && text.allSatisfy { $0 == "#" })
  case UInt8(ascii: "="):
    let next = text.utf8.dropFirst().first
    return next.map {
      $0.isASCIILetter || (0x30...0x39).contains($0) || "($'\"+-{@".utf8.contains($0)
    } ?? false
  case UInt8(ascii: "E"), UInt8(ascii: "F"):
    let code = text.drop { $0 != ":" }.dropFirst()
    return ["Err", "Fehler", "Fel", "Erreur"].contains(text.prefix { $0 != ":" })
      && code.utf8.count == 3 && code.allSatisfy(\.isNumber)
  default: return false
  }
}

/// The error values of Excel, Google Sheets and LibreOffice, in English, German, Swedish, French, Spanish, Italian, Dutch,
/// Danish, Norwegian, Finnish, Polish, Portuguese and Czech.
private let errorValues: Set<String> = Set(
  """
  #N/A #N/A! #NAME? #REF! #VALUE! #DIV/0! #NULL! #NUM! #ERROR! #SPILL! #CALC! #FIELD! #BLOCKED! #CONNECT! #UNKNOWN! #GETTING_DATA \
  #BUSY! #PYTHON! #NV #BEZUG! #WERT! #ZAHL! #ÜBERLAUF! #KALK! #FELD! #FEHLER! #SAKNAS! #NAMN? #REFERENS! #VÄRDEFEL! #DIVISION/0! \
  #OGILTIGT! #SKÄRNING! #FEL! #SPILL #NOM? #VALEUR! #NOMBRE! #NUL! #PROPAGATION! #ERREUR! #¡REF! #¡VALOR! #¿NOMBRE? #¡DIV/0! \
  #¡NUM! #¡NULO! #¡DESBORDAMIENTO! #¡ERROR! #N/D #N/D! #NOME? #RIF! #VALORE! #ERRORE! #NULLO! #N/B #NAAM? #VERW! #WAARDE! #DEEL/0! \
  #GETAL! #LEEG! #FOUT! #I/T #NAVN? #REFERENCE! #VÆRDI! #NUMMER! #VERDI! #FEIL! #PUUTTUU! #NIMI? #VIITTAUS! #ARVO! #JAKO/0! \
  #LUKU! #TYHJÄ! #VIRHE! #NAZWA? #ADR! #ARG! #DZIEL/0! #LICZBA! #ZERO! #BŁĄD! #VALOR! #NÚM! #NULO! #ERRO! #NENÍ_K_DISPOZICI \
  #NÁZEV? #ODKAZ! #HODNOTA! #DĚLENÍ_NULOU! #ČÍSLO! #MACRO?
  """.split(separator: " ").map(String.init))

extension CSV {
  /// A mistake for every column with failures of the spreadsheet in its cells.
  ///
  /// - Parameter isRead: whether the cells of a column, by its index, are used at all.
  package func failures(inColumns isRead: (Int) -> Bool = { _ in true }) -> [Diagnostic] {
    header.indices.filter(isRead).compactMap { column in
      let cells = rows.compactMap { row in
        row.cells.indices.contains(column) ? row.cells[column] : nil
      }
      let failed = cells.filter { isSpreadsheetFailure($0.text) }
      guard let first = failed.first else { return nil }
      let shown = failed.prefix(5).map { "'\($0.text.prefix(40))' in line \($0.location.line)" }
      let rest = failed.count > 5 ? " and \(failed.count - 5) more" : ""
      return .error(
        SyntaxCode.spreadsheetFailure,
        "the column '\(header[column].text)' has formulas or their errors instead of values: "
          + shown.joined(separator: ", ") + rest, at: first.location,
        help: "correct them in the spreadsheet, or clear these cells, and export it again")
    }
  }
}

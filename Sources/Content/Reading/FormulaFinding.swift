/// What a spreadsheet leaves in a cell that is no value: an error, or a formula.
package enum FormulaFinding: Sendable {
  case error, formula

  /// `nil` if the text is an ordinary one.
  package init?(in text: String) {
    switch text.utf8.first {
    case UInt8(ascii: "#"), UInt8(ascii: "E"):
      guard errorValues.contains(text) || text.isErrorNumber else { return nil }
      self = .error
    case UInt8(ascii: "="):
      guard text.unicodeScalars.dropFirst().first.map(beginsFormula) == true else { return nil }
      self = .formula
    default: return nil
    }
  }
}

extension String {
  /// `Err:502`, as LibreOffice writes it, or a number that is wider than its column: `####`.
  fileprivate var isErrorNumber: Bool {
    if utf8.count > 2, utf8.allSatisfy({ $0 == UInt8(ascii: "#") }) { return true }
    return hasPrefix("Err:") && utf8.count > 4
      && utf8.dropFirst(4).allSatisfy { UInt8(ascii: "0")...UInt8(ascii: "9") ~= $0 }
  }
}

private func beginsFormula(_ scalar: Unicode.Scalar) -> Bool {
  switch scalar {
  case "A"..."Z", "a"..."z", "0"..."9", "(", "+", "-", "'", "\"", "$": true
  default: false
  }
}

/// The error values of spreadsheets in English, German, French, Swedish, Spanish, Italian, Dutch and Polish.
private let errorValues: Set<String> = [
  "#N/A", "#REF!", "#NAME?", "#VALUE!", "#DIV/0!", "#NULL!", "#NUM!", "#SPILL!", "#CALC!",
  "#ERROR!",
  "#FIELD!", "#BLOCKED!", "#NV", "#BEZUG!", "#WERT!", "#ZAHL!", "#ÜBERLAUF!", "#NOM?", "#VALEUR!",
  "#NOMBRE!", "#NUL!", "#SAKNAS!", "#REFERENS!", "#NAMN?", "#VÄRDEFEL!", "#DIVISION/0!",
  "#OGILTIGT!",
  "#SKÄRNING!", "#¿NOMBRE?", "#¡REF!", "#¡VALOR!", "#¡DIV/0!", "#¡NUM!", "#¡NULO!", "#RIF!",
  "#NOME?",
  "#VALORE!", "#N/D", "#NULLO!", "#VERW!", "#NAAM?", "#WAARDE!", "#DEEL/0!", "#GETAL!", "#LEEG!",
  "#N/B",
  "#ADR!", "#NAZWA?", "#ARG!", "#LICZBA!", "#ZERO!",
]

// Unicode's normal forms, as the standard library makes them. It has them behind an interface that Foundation uses,
// too; this is the only file that names it.

@_spi(_Unicode) import Swift

extension String {
  /// The text with each letter as one character where there is one (NFC, Unicode Standard Annex #15): `ö`, and not
  /// an `o` with a mark. Texts that look alike are the same bytes then.
  package var composed: String {
    if hasOnlyBytes({ $0 < 0x80 }) { return self }
    var scalars = UnicodeScalarView()
    scalars.append(contentsOf: _nfc)
    return String(scalars)
  }

  /// Whether `composed` would have the same bytes.
  package var isComposed: Bool {
    utf8.allSatisfy { $0 < 0x80 } || composed.utf8.elementsEqual(utf8)
  }

  /// The text with letters and their marks apart (NFD).
  package var decomposed: String {
    var scalars = UnicodeScalarView()
    scalars.append(contentsOf: _nfd)
    return String(scalars)
  }
}

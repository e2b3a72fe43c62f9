// The stems of words, by Snowball's rules for a language (https://snowballstem.org/algorithms/).

import CStemmer

/// Takes the endings of words away: `upphandlingar` and `upphandlingen` are `upphandling`.
@safe final class Stemmer {
  private let stemmer: OpaquePointer

  /// `nil` if the language has no rules here. `language` is a tag: `sv`, `de-AT`, `nb`.
  init?(language: String) {
    var code = String(language.prefix { $0 != "-" })
    if code == "nb" || code == "nn" { code = "no" }
    guard let stemmer = unsafe sb_stemmer_new(code, "UTF_8") else { return nil }
    unsafe self.stemmer = stemmer
  }

  deinit { unsafe sb_stemmer_delete(stemmer) }

  /// `word` is in small letters, with its accents.
  func stem(of word: String) -> String {
    let bytes = Array(word.utf8)
    guard let stem = unsafe sb_stemmer_stem(stemmer, bytes, Int32(bytes.count)) else { return word }
    let length = Int(unsafe sb_stemmer_length(stemmer))
    return unsafe String(decoding: UnsafeBufferPointer(start: stem, count: length), as: UTF8.self)
  }
}

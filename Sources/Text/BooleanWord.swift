/// The value of a word for yes or no, as editors write it in languages of the European Union.
package func booleanValue(ofWord word: String) -> Bool? {
  switch word.lowercased() {
  case "true", "yes", "ja", "oui", "sì", "sí", "sim", "tak", "kyllä", "igen", "ano", "jah", "taip":
    true
  case "false", "no", "nej", "nein", "nee", "nei", "non", "não", "nie", "ei", "nem", "ne": false
  default: nil
  }
}

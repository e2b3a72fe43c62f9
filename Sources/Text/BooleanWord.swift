/// The value of a word for yes or no, as editors write it in English, German and Swedish.
package func booleanValue(ofWord word: String) -> Bool? {
  switch word.lowercased() {
  case "true", "yes", "ja": true
  case "false", "no", "nej": false
  default: nil
  }
}

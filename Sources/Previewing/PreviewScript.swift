import Web

/// The element that brings the preview's script into a page.
///
/// - Parameter tag: names the page's bytes, so that the script can tell whether they have changed since.
func scriptElement(tag: String) -> [UInt8] {
  Array("<script src=\"/.lectern/preview.js\" data-lectern=\"\(tag)\" defer></script>".utf8)
}

/// A page with the preview's script before the end of its body, or at its end if it doesn't say where that is.
func withScript(_ html: [UInt8], tag: String) -> SharedBytes {
  let place = endOfBody(in: html) ?? html.endIndex
  return SharedBytes([html[..<place], scriptElement(tag: tag)[...], html[place...]])
}

/// Where the last `</body>` begins.
private func endOfBody(in html: [UInt8]) -> Int? {
  var tokenizer = HTMLTokenizer(html)
  var place: Int?
  while let token = tokenizer.next() {
    if case .endTag(let name) = token, tokenizer.isNamed(name, "body") {
      place = name.lowerBound - "</".utf8.count
    }
  }
  return place
}

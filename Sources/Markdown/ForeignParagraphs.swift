// A paragraph in another language than its page, which nothing says: screen readers speak it as if it were in the
// page's, and search engines and hyphenation go by it, too (EN 301 549, clause 9.3.1.2). Languages can only be guessed
// by their commonest words, so just the site's own languages are looked for, and only where a paragraph has several
// words of one and hardly any of its own.

import Diagnostics
import Prose
import Text

extension Renderer {
  /// Warns of a paragraph that seems to be in another of the site's languages. What has a language of its own is left
  /// alone.
  mutating func checkLanguage(of paragraph: Node) {
    guard let common = options.commonWords, outerLanguages.isEmpty else { return }
    let text = paragraph.content
    let keys = WordKeys(text).keys
    guard keys.count >= 8 else { return }
    // Names have the small words of their languages, too, but few different ones: `Place de la République`.
    let different = Set(keys)
    let ownCount = different.count(where: common.own.contains)
    var best: (language: String, count: Int)?
    for other in common.others {
      let count = different.count(where: other.words.contains)
      if count > best?.count ?? 3 { best = (other.language, count) }
    }
    guard let best, best.count >= 4 * ownCount, best.count * 8 >= keys.count,
      !text.contains("]{lang=")
    else { return }
    diagnostics.append(
      .warning(
        MarkdownCode.languageUnmarked,
        "this paragraph seems to be in another language ('\(best.language)'), and nothing says so (EN 9.3.1.2)",
        at: locator.location(ofBlock: paragraph),
        help: "write {lang=\(best.language)} at its end, or translate it"))
  }
}

package import Prose

/// How a document is to be read and written.
package struct MarkdownOptions: Sendable {
  /// The language of the text (BCP 47), for quotation marks and labels.
  package let language: String
  /// Whether raw HTML is kept. Where it is not, it is an error, since text would be lost.
  package var rawHTML: Bool
  /// Plain GitHub Flavored Markdown: raw HTML kept, none of our additions, no holes.
  package var isPlainGFM: Bool
  package var labels: MarkdownLabels
  /// Stands before every id of the document, for pages that show several documents.
  package var idPrefix: String
  /// What the text's headings follow.
  package var placement: Placement

  /// Where a text is shown.
  package enum Placement: Sendable {
    /// Below the page's title, a heading of level 1.
    case body
    /// Somewhere on a page that has a title.
    case part
    /// By itself: nothing is known of other headings.
    case alone
  }

  let isRightToLeft: Bool
  let quotes: Quotes
  let words: EditorialWords
  /// `nil` for a site in one language.
  let commonWords: CommonWords?

  package init(
    language: String = "en", rawHTML: Bool = false, isPlainGFM: Bool = false,
    labels: MarkdownLabels? = nil, idPrefix: String = "", placement: Placement = .body,
    siteWords: SiteWords = SiteWords(), siteLanguages: [String] = []
  ) {
    self.language = language
    self.rawHTML = rawHTML
    self.isPlainGFM = isPlainGFM
    self.labels = labels ?? MarkdownLabels(language: language)
    self.idPrefix = idPrefix
    self.placement = placement
    isRightToLeft = LanguageTag(language)?.isRightToLeft ?? false
    quotes = Quotes(language: language)
    words = EditorialWords(language: language, siteWords)
    commonWords = CommonWords(of: language, among: siteLanguages)
  }

  /// GitHub Flavored Markdown as its specification's examples expect it.
  package static let plainGFM = MarkdownOptions(rawHTML: true, isPlainGFM: true)
}

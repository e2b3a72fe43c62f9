package import Diagnostics
struct Quotes: Sendable { init(language: String) {} }
package func parseMarkdown(_ source: SourceText, _ options: MarkdownOptions) -> Diagnosed<MarkdownDocument> { Diagnosed(MarkdownDocument()) }

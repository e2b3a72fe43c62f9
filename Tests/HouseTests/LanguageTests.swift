import Foundation
import TestSupport
import Testing

/// A language of the web, and the signs that whoever reads it has to look for.
private struct Language: Sendable, CustomTestStringConvertible {
  let name: String
  let signs: [String]
  /// Files outside `Web` that name such a sign for another reason.
  let exceptions: [String: String]

  var testDescription: String { name }
}

private let languages = [
  Language(
    name: "HTML and XML", signs: [#""<""#, #""</""#, #""<!--""#, #""]]>""#, "0x3C"],
    exceptions: [
      "Text/Escaping.swift": "writes",
      "ContentSchema/PlainTextMarkup.swift": "text that looks like markup",
      "SourceFormats/MergeConflictMarks.swift": "the marks of a merge",
      "Templates/Values/Printing.swift": "writes",
      "Templates/Check/Expression.swift": "the operator",
      "Templates/Syntax/Token.swift": "the operator",
      "Templates/BuiltIn/Tests.swift": "the operator",
      "Markdown/LinkSearch.swift": "Markdown's links have it around addresses",
      "Markdown/FootnoteBrackets.swift": "Markdown's links have it around addresses",
      "Markdown/CMark.swift": "Markdown's special characters",
      "Prose/Typography.swift": "writes",
      "Prose/PlainText.swift": "asks whether there are tags to take out",
      "Prose/LookAlike.swift": "text that looks like markup",
      "Prose/LookAlikesInline.swift": "text that looks like markup",
      "Prose/LookAlikesLines.swift": "the marks of a merge",
      "Markdown/RendererHTML.swift":
        "tells comments from what browsers take for some; the tag filter of GFM, for its examples",
      "SiteModel/FileSearch.swift": "looks for names of files, whatever language a text is in",
      "Importing/PersonName.swift": "mail programs write addresses between them",
      "Importing/ForeignFile.swift": "asks whether a file is XML",
      "Planners/ImportedMarkdown.swift": "writes Markdown's escape of it",
      "Planners/SimpleHTML.swift": "asks the tokenizer at each",
      "SiteShell/RecordAddresses.swift": "asks whether a list is XML",
      "Previewing/PreviewScript.swift": "the length of what comes before a name",
      "Publishing/Links/AddressPlaces.swift": "ends an address in whatever language names it",
    ]),
  Language(
    name: "references of HTML and XML", signs: [#""&""#, "0x26"],
    exceptions: [
      "Text/Escaping.swift": "writes",
      "ContentSchema/PlainTextMarkup.swift": "text that looks like markup",
      "Prose/Typography.swift": "writes",
      "Markdown/BlockText.swift": "asks whether the library has to read a text",
      "Markdown/FootnoteBrackets.swift": "Markdown's references, before the library reads them",
      "Prose/PlainText.swift": "asks whether there are references to read",
      "Markdown/Renderer.swift": "asks whether there are references to read",
      "SiteModel/FileSearch.swift": "ends an address in whatever language names it",
      "SiteModel/References.swift": "two names in one field",
      "Planners/ColumnNames.swift": "two names in one cell",
      "ContentSchema/Cells/NamesInCells.swift": "two names in one cell",
      "Templates/Syntax/Lexer.swift": "a message",
      "Templates/BuiltIn/TextFilters.swift": "parts of a query",
      "SiteRender/ExternalResources.swift": "asks whether there are references to read",
      "Previewing/RequestPath.swift": "parts of a query",
      "Publishing/Links/AddressPlaces.swift": "ends an address in whatever language names it",
    ]),
  Language(
    name: "CSS", signs: [#""url(""#, #""@import""#, #""/*""#, #""*/""#, #""image-set""#],
    exceptions: [
      "SiteRender/Hosting/Caddy.swift": "all addresses below a path",
      "SiteRender/Hosting/Netlify.swift": "all addresses below a path",
    ]),
  Language(
    name: "JavaScript", signs: [#""${""#, #""import""#, #""export""#, #""/*""#, #""*/""#],
    exceptions: [
      "SiteCLI/ImportCommand.swift": "the name of a command",
      "SiteRender/Hosting/Caddy.swift": "all addresses below a path",
      "SiteRender/Hosting/Netlify.swift": "all addresses below a path",
      "Templates/Syntax/ParserStatements.swift": "a tag of templates",
      "Templates/Syntax/ParserModules.swift": "a tag of templates",
    ]),
]

@Suite struct LanguageTests {
  /// Readers of one language that are written twice disagree. So only `Web` looks for its signs.
  @Test(arguments: languages)
  fileprivate func eachLanguageIsReadInOnePlace(_ language: Language) throws {
    let sources = Fixture.projectFolder.appending(path: "Sources")
    var readers: Set<String> = []
    for path in try FileManager.default.subpathsOfDirectory(atPath: sources.path)
    where path.hasSuffix(".swift") && !path.hasPrefix("Web/") {
      let text = try String(contentsOf: sources.appending(path: path), encoding: .utf8)
      let code = text.split(separator: "\n").filter {
        !$0.drop(while: \.isWhitespace).hasPrefix("//")
      }
      if code.contains(where: { line in language.signs.contains { line.contains($0) } }) {
        readers.insert(path)
      }
    }
    let excepted = Set(language.exceptions.keys)
    #expect(readers.subtracting(excepted).sorted() == [], "read it by what Web has")
    #expect(excepted.subtracting(readers).sorted() == [], "no exception any more")
  }
}

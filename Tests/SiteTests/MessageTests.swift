import Diagnostics
import Foundation
import SiteShell
import TestSupport
import Testing

/// The Swift files of all targets, by their path below `Sources`.
private func sources() throws -> [String: String] {
  let folder = Fixture.projectFolder.appending(path: "Sources")
  let paths = try FileManager.default.subpathsOfDirectory(atPath: folder.path)
  return try Dictionary(
    uniqueKeysWithValues: paths.filter { $0.hasSuffix(".swift") }.map {
      ($0, try String(contentsOf: folder.appending(path: $0), encoding: .utf8))
    })
}

/// The codes that the targets declare in files called `Codes.swift`, by the path of the file.
private func declaredCodes() throws -> [(file: String, name: String, code: String)] {
  try sources().filter { $0.key.hasSuffix("Codes.swift") }.flatMap { file, text in
    text.matches(of: /\n  case (\w+)(?: = "([^"]+)")?/).map { match in
      (file, String(match.1), String(match.2 ?? match.1))
    }
  }
}

@Suite struct MessageTests {
  @Test func printsOneJSONObjectALine() {
    let place = SourceLocation(file: "content/a.md", line: 4, column: 1, length: 4)
    let message = Diagnostic.error(
      CommandCode.fileExists, "say \"hi\"\n", at: place, help: "did you mean 'tags'?")
    #expect(
      message.jsonForm == #"""
        {"severity":"error","code":"file-exists","file":"content/a.md","line":4,"column":1,"message":"say \"hi\"\n",\#
        "help":"did you mean 'tags'?"}
        """#)
  }

  @Test func listsTheCodesOfAllTargetsOnce() throws {
    let codes = allMessages.map(\.code)
    #expect(codes == Set(codes).sorted())
    #expect(codes == (try declaredCodes()).map(\.code).sorted())
  }

  @Test func writesCodesAsWordsWithHyphens() throws {
    for message in allMessages {
      #expect(message.code.wholeMatch(of: /[a-z]+(-[a-z0-9]+)*/) != nil, "\(message.code)")
    }
  }

  @Test func explainsEachCodeInSentences() throws {
    for message in allMessages {
      let meaning = message.explanation.meaning
      #expect(meaning.first?.isUppercase == true || meaning.first == "'", "\(message.code)")
      #expect(meaning.hasSuffix("."), "\(message.code)")
      #expect(
        message.explanation.wrong != message.explanation.right || message.explanation.wrong == nil)
    }
  }

  @Test func reportsEachCodeSomewhere() throws {
    let texts = try sources()
    for declared in try declaredCodes() {
      let use = try Regex("\\.\(declared.name)\\b").wordBoundaryKind(.simple)
      let isUsed = texts.contains { file, text in
        !file.hasSuffix("Codes.swift") && text.firstMatch(of: use) != nil
      }
      #expect(isUsed, "nothing reports \(declared.code)")
    }
  }

  @Test func explainsOneCode() throws {
    #expect(
      explanation(of: "file-exists")
        == """
        file-exists

        \(CommandCode.fileExists.explanation.meaning)

        """)
    let text = try #require(explanation(of: "row-id-invalid"))
    #expect(
      text.hasSuffix(
        """


        Wrong:

            id,title
            Ada Example,Ada Example

        Right:

            id,title
            ada-example,Ada Example

        """))
  }

  @Test func listsAllCodesWithTheirFirstSentence() throws {
    let list = try #require(explanation(of: nil))
    #expect(list.split(separator: "\n").count == allMessages.count * 2)
    #expect(list.contains("rows-missing\n    The spreadsheet has a line"))
    #expect(list.contains("nothing below it.\n"))
  }

  @Test func suggestsACodeForOneThatDoesNotExist() {
    #expect(explanation(of: "file-exits") == nil)
    #expect(suggestion(forCode: "file-exits") == "did you mean 'file-exists'?")
    #expect(suggestion(forCode: "qqqqqqqq") == "list all codes with: lectern explain")
  }

  @Test func listsAllMessagesInTheGuide() throws {
    let file = Fixture.projectFolder.appending(path: "docs/messages.md")
    if ProcessInfo.processInfo.environment["UPDATE_GOLDENS"] == "1" {
      try Data(messagesGuide.utf8).write(to: file)
    }
    #expect(try String(contentsOf: file, encoding: .utf8) == messagesGuide)
  }
}

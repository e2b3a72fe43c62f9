import Cards
import Colours
import Content
import ContentSchema
package import Diagnostics
import Importing
import Markdown
import Planners
import Programme
import Prose
import Publishing
import SiteModel
import SiteRender
import SiteSettings
import SiteViews
import SourceFormats
import Templates

/// The codes of all targets. No code is in two of them.
private let codes: [any DiagnosticCode.Type] = [
  CardCode.self,
  ColourCode.self,
  CommandCode.self,
  ContentCode.self,
  FieldCode.self,
  ImportCode.self,
  LookAlikeCode.self,
  MarkdownCode.self,
  ProgrammeCode.self,
  PublishingCode.self,
  RenderCode.self,
  SettingsCode.self,
  ShellCode.self,
  SiteCode.self,
  SyntaxCode.self,
  TemplateCode.self,
  ViewCode.self,
]

/// A kind of message that Lectern prints, as `lectern explain` shows it.
package struct Message: Hashable, Sendable {
  package let code: String
  package let explanation: Explanation
  let canBeMeant: Bool
  let needsReason: Bool

  /// The text for a terminal: the code, what it means, and an example if there is one.
  package var consoleForm: String {
    var paragraphs = [code, explanation.meaning]
    if let wrong = explanation.wrong { paragraphs.append("Wrong:\n\n" + indented(wrong)) }
    if let right = explanation.right { paragraphs.append("Right:\n\n" + indented(right)) }
    if canBeMeant { paragraphs.append(sayingItIsMeant + "\n\n" + indented(meantInFrontMatter)) }
    return paragraphs.joined(separator: "\n\n") + "\n"
  }

  /// The code and the first sentence of what it means.
  fileprivate var line: String {
    let meaning = explanation.meaning
    let end = meaning.firstRange(of: ". ")?.lowerBound ?? meaning.endIndex
    let sentence = meaning[..<end]
    return code + "\n    " + sentence + (sentence.hasSuffix(".") ? "\n" : ".\n")
  }

  private var meantInFrontMatter: String {
    needsReason ? "meant: {\(code): \"the reason\"}" : "meant: [\(code)]"
  }

  fileprivate var chapter: String {
    var paragraphs = ["## \(code)", explanation.meaning]
    if let wrong = explanation.wrong { paragraphs.append("Wrong:\n\n" + fenced(wrong)) }
    if let right = explanation.right { paragraphs.append("Right:\n\n" + fenced(right)) }
    if canBeMeant { paragraphs.append(sayingItIsMeant + "\n\n" + fenced(meantInFrontMatter)) }
    return paragraphs.joined(separator: "\n\n") + "\n"
  }
}

private let sayingItIsMeant = "If it is meant, say so in the front matter of the page:"

/// All kinds of message, sorted by code.
package let allMessages: [Message] = codes.flatMap { messages(of: $0) }
  .sorted { $0.code < $1.code }

private func messages<Code: DiagnosticCode>(of codes: Code.Type) -> [Message] {
  codes.allCases.map {
    Message(
      code: $0.rawValue, explanation: $0.explanation, canBeMeant: $0.canBeMeant,
      needsReason: $0.needsReason)
  }
}

/// What `lectern explain` prints: the message with a code, or without a code the list of all.
///
/// - Returns: `nil` if there is no such code.
package func explanation(of code: String?) -> String? {
  guard let code else { return allMessages.map(\.line).joined() }
  return allMessages.first { $0.code == code }?.consoleForm
}

/// The help for a code that doesn't exist.
package func suggestion(forCode code: String) -> String {
  suggestion(
    for: code, in: allMessages.map(\.code), otherwise: "list all codes with: lectern explain")
}

/// `docs/messages.md`.
package var messagesGuide: String {
  let introduction = """
    # Messages

    The last line of each error and warning is its code. `lectern explain CODE` prints what is written
    here about one of them. Codes never change, so other programs may rely on them. This page is made from
    the program: after a change, run the tests once with `UPDATE_GOLDENS=1`.


    """
  return introduction + allMessages.map(\.chapter).joined(separator: "\n")
}

private func indented(_ text: String) -> String {
  text.split(separator: "\n", omittingEmptySubsequences: false)
    .map { $0.isEmpty ? "" : "    " + $0 }.joined(separator: "\n")
}

/// The text between fences longer than any that it contains.
private func fenced(_ text: String) -> String {
  var fence = "```"
  while text.contains(fence) { fence += "`" }
  return fence + "\n" + text + (text.hasSuffix("\n") ? "" : "\n") + fence
}

/// The code of the mistake that a template names another that there is not.
let codeOfUnknownTemplate = TemplateCode.unknownTemplate.rawValue

import Content
import ContentSchema
import Foundation
import SiteSettings
import TestSupport
import Testing

/// Holds docs/site.md against the code: its tables follow from what is declared, and its examples build.
@Suite struct SiteGuideTests {
  private static let file = Fixture.projectFolder.appending(path: "docs/site.md")
  private let text: String

  init() throws { text = try String(contentsOf: SiteGuideTests.file, encoding: .utf8) }

  /// `UPDATE_GOLDENS=1` writes the tables anew.
  @Test func hasTheTablesThatFollowFromDeclarations() throws {
    let tables = [("settings", settings(siteFields)), ("kinds", kinds)]
    var written = text
    for (name, table) in tables {
      let opening = "<!-- reference: \(name) -->\n"
      let start = try #require(written.range(of: opening)).upperBound
      let end = try #require(
        written.range(of: "<!-- end of reference -->", range: start..<written.endIndex)
      ).lowerBound
      written.replaceSubrange(start..<end, with: table)
    }
    if ProcessInfo.processInfo.environment["UPDATE_GOLDENS"] == "1" {
      try written.write(to: SiteGuideTests.file, atomically: true, encoding: .utf8)
    } else {
      #expect(text == written)
    }
  }

  @Test func namesEveryTypeOfAField() {
    for name in fieldTypeNames { #expect(text.contains("`\(name)`"), "\(name)") }
  }

  @Test func showsExamplesThatBuild() async throws {
    let examples = text.matches(of: /(?s)```yaml( [^\n]+)?\n(.*?)```/)
    #expect(examples.count > 10)
    for example in examples where example.1 == nil {
      let settings = String(example.2)
      let needed = settings.contains("base_url") ? "" : "title: T\nbase_url: https://example.org/\n"
      var files = [
        "site.yaml": needed + settings, "content/programme/_index.md": page("Programme"),
      ]
      files["templates/page.html"] = "{{ page.title }}"
      for language in ["en", "sv"] where language == "en" || settings.contains("sv: {") {
        files["templates/strings/\(language).yaml"] = "not_found: {title: Not found}\n"
      }
      for other in examples where settings.contains("sponsor:") {
        if let path = other.1 { files[path.dropFirst().description] = "---\n\(other.2)---\n" }
      }
      if settings.contains("search:") { files["content/search.md"] = "---\ntitle: Search\n---\n" }
      if settings.contains("accessibility:") {
        // The pages that both name are the design's.
        files = files.filter { $0.key == "site.yaml" || $0.key.hasPrefix("content/") }
        files["content/_index.md"] = "---\ntitle: Home\n---\n"
        files["content/accessibility.md"] = "---\ntitle: Accessibility\n---\n"
        files["content/privacy.md"] = "---\ntitle: Privacy\n---\n"
      }
      let site =
        try settings.contains("accessibility:") ? SiteFixture(bare: files) : SiteFixture(files)
      let report = try await site.build()
      #expect(report.text == "", "\(settings)")
    }
  }

  private func page(_ title: String) -> String { "---\ntitle: \(title)\nprogramme: true\n---\n" }

  private func settings(_ fields: [Field]) -> String {
    "| key | takes | what it is |\n|---|---|---|\n" + rows(fields, below: "").joined()
  }

  private func rows(_ fields: [Field], below path: String) -> [String] {
    fields.flatMap { field in
      let name = path + field.name
      let required = field.isRequired ? ", required" : ""
      let row = "| `\(name)` | \(words(field.type))\(required) | \(field.help ?? "") |\n"
      return [row] + rows(of: field.type, below: name)
    }
  }

  /// Entries of a menu hold entries of a menu, which are told once.
  private func rows(of type: FieldType, below path: String) -> [String] {
    switch type {
    case .map(let value): rows(of: value, below: path + ".<name>")
    case .list(let element) where !path.hasSuffix("children"):
      rows(of: element, below: path + "[…]")
    case .record(let fields): rows(fields, below: path + ".")
    default: []
    }
  }

  private func words(_ type: FieldType) -> String {
    switch type {
    case .list(.record): "a list of groups"
    case .record, .map: "a group"
    default: type.inWords
    }
  }

  private var kinds: String {
    builtInKinds.map { kind in
      "### \(kind.name)\n\n| field | type | what it is |\n|---|---|---|\n"
        + kind.fields.map { field in
          let required = field.isRequired ? ", required" : ""
          return
            "| `\(field.name)` | \(field.type.declaredForm)\(required) | \(field.help ?? "") |\n"
        }.joined() + "\n"
    }.joined()
  }
}

extension FieldType {
  /// The type as `site.yaml` declares it.
  fileprivate var declaredForm: String {
    switch self {
    case .choice(let choices): "choice: " + choices.map { "`\($0)`" }.joined(separator: ", ")
    case .reference(let kinds, let inverse):
      "reference to " + kinds.map { "`\($0)`" }.joined(separator: ", ")
        + (inverse.map { ", inverse `\($0)`" } ?? "")
    case .list(let element): "list of " + element.declaredForm
    case .record(let fields):
      "record: "
        + fields.map { "`\($0.name)` \($0.type.declaredForm)\($0.isRequired ? ", required" : "")" }
        .joined(separator: "; ")
    default: name
    }
  }

  private var name: String {
    self == .count
      ? "whole number" : fieldTypeNames.first { simpleType(named: $0) == self } ?? "anything"
  }
}

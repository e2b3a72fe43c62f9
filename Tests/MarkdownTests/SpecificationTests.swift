import Diagnostics
import Foundation
import Markdown
import Prose
import TestSupport
import Testing

/// The examples of the GitHub Flavored Markdown specification, as Debian's `cmark-gfm` brings them.
@Suite struct SpecificationTests {
  @Test func readsEveryExampleAsTheSpecificationHasIt() throws {
    let examples = try Specification.examples()
    #expect(examples.count == 671)
    let differences = try Specification.differences()
    for example in examples {
      let isSame = example.html == html(example.markdown)
      if let reason = differences[example.number] {
        #expect(!isSame, "example \(example.number) is not different any more: \(reason)")
      } else {
        #expect(html(example.markdown) == example.html, "example \(example.number)")
      }
    }
    let unknown = Set(differences.keys).subtracting(examples.map(\.number))
    #expect(unknown.isEmpty, "these examples are listed but do not exist")
  }

  private func html(_ markdown: String) -> String {
    let document = parseMarkdown(SourceText(file: "example.md", markdown), .plainGFM)
    #expect(document.diagnostics.isEmpty && document.value.holes.isEmpty)
    return String(decoding: document.value.html, as: UTF8.self)
  }
}

struct Specification {
  struct Example {
    /// As the specification counts them, from 1; those that are switched off count, too.
    var number: Int
    var markdown: String
    var html: String
  }

  /// Those that are not switched off.
  static func examples() throws -> [Example] {
    var examples: [Example] = []
    var number = 0
    var lines = try text().split(separator: "\n", omittingEmptySubsequences: false)[...]
    let fence = String(repeating: "`", count: 32)
    while let line = lines.popFirst() {
      guard line.hasPrefix(fence + " example") else { continue }
      number += 1
      let markdown = part(of: &lines, upTo: ".")
      let html = part(of: &lines, upTo: fence)
      if line.hasSuffix(" disabled") { continue }
      examples.append(.init(number: number, markdown: markdown, html: html))
    }
    return examples
  }

  /// The text between the examples.
  static func prose() throws -> String {
    let fence = String(repeating: "`", count: 32)
    var isExample = false
    var lines: [Substring] = []
    // Front matter stands before it.
    for line in try text().split(separator: "\n", omittingEmptySubsequences: false).drop(while: {
      !$0.hasPrefix("# ")
    }) {
      if line.hasPrefix(fence) {
        isExample = line.hasSuffix("example") || line.contains(" example")
      }
      if !isExample && !line.hasPrefix(fence) { lines.append(line) }
    }
    return lines.joined(separator: "\n")
  }

  private static func part(of lines: inout ArraySlice<Substring>, upTo end: String) -> String {
    let part = lines.prefix { $0 != end }
    lines = lines.dropFirst(part.count + 1)
    return part.map { $0.replacing("→", with: "\t") + "\n" }.joined()
  }

  static func text() throws -> String {
    let folder = "/usr/share/doc/cmark-gfm/"
    if let data = FileManager.default.contents(atPath: folder + "spec.txt") {
      return String(decoding: data, as: UTF8.self)
    }
    let gzip = Process()
    gzip.executableURL = URL(filePath: "/bin/gzip")
    gzip.arguments = ["-dc", folder + "spec.txt.gz"]
    let output = Pipe()
    gzip.standardOutput = output
    try gzip.run()
    let data = try output.fileHandleForReading.readToEnd()
    gzip.waitUntilExit()
    try #require(gzip.terminationStatus == 0, "'.ci/packages test' installs the specification")
    return String(decoding: try #require(data), as: UTF8.self)
  }

  /// The examples whose HTML is different on purpose: `number: reason`, one a line.
  static func differences() throws -> [Int: String] {
    let file = Fixture.folder("specification-differences.txt", of: "MarkdownTests")
    var differences: [Int: String] = [:]
    for line in try String(contentsOf: file, encoding: .utf8).split(separator: "\n")
    where !line.hasPrefix("#") {
      let parts = line.split(separator: ":", maxSplits: 1)
      differences[try #require(Int(parts[0]))] = String(try #require(parts.last))
    }
    return differences
  }
}

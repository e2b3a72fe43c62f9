import Diagnostics
import Markdown
import Prose
import Testing

/// The library keeps which characters begin an inline in global tables; see `CMark.swift`.
@Suite struct ThreadTests {
  @Test func writesTheSameOnManyThreadsAsOnOne() async {
    let sources = (0..<3_200).map(source)
    let expected = sources.map(html)
    let found = await withTaskGroup(of: (Int, [[UInt8]]).self) { group in
      let share = sources.count / 8
      for first in stride(from: 0, to: sources.count, by: share) {
        group.addTask { (first, sources[first..<(first + share)].map { html($0) }) }
      }
      return await group.reduce(into: []) { $0.append($1) }
    }
    let joined = found.sorted { $0.0 < $1.0 }.flatMap(\.1)
    let different = joined.indices.filter { joined[$0] != expected[$0] }
    #expect(joined.count == expected.count)
    #expect(different.isEmpty, "\(different.count) documents are different")
  }

  /// Documents of different constructs, so that parsers with and without extensions run at once.
  private func source(_ number: Int) -> SourceText {
    let parts = [
      "Write to a\(number)@example.org, see www.example.org/\(number) and https://example.org.\n\n",
      "This is ~~struck \(number)~~ and ~single~ text.\n\n",
      "| a | b |\n|---|:-:|\n| ~~c\(number)~~ | www.example.org |\n\n",
      "A note[^\(number)].\n\n[^\(number)]: Its text with b@example.org.\n\n",
      ":::box{number=\(number)}\n- [ ] ~~done~~ http://example.org\n:::\n\n",
      "# Heading \(number)\n\nPlain *text* with [a link](a.md) and `code`.\n\n",
    ]
    let chosen = parts.indices.filter { number >> $0 & 1 == 0 }.map { parts[$0] }
    return SourceText(file: "\(number).md", chosen.joined() + "The end, ~~\(number)~~")
  }
}

private func html(_ source: SourceText) -> [UInt8] {
  parseMarkdown(source, MarkdownOptions()).value.html
}

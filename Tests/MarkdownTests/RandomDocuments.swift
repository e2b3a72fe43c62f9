/// Numbers from a seed (SplitMix64).
struct SeededRandom: RandomNumberGenerator {
  var state: UInt64

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var bits = state
    bits = (bits ^ (bits >> 30)) &* 0xBF58_476D_1CE4_E5B9
    bits = (bits ^ (bits >> 27)) &* 0x94D0_49BB_1331_11EB
    return bits ^ (bits >> 31)
  }
}

/// What the syntax is made of.
let fragments = [
  "\n", "\n", "\n\n", "\n\n", "\r\n", " ", "  ", "    ", "\t", "a", "b c", "é", "„", "0", "12",
  "# ", "## ", "\n===\n", "\n---\n", "***\n", "- ", "* ", "1. ", "> ", ">", "- [ ] ", "- [x] ",
  "*", "**", "_", "~", "~~", "`", "``", "```\n", "~~~\n", "\\", "\\\n", "  \n", "&amp;", "&",
  "&#0;",
  "<", ">", "<b>", "</b>", "<!-- x -->", "<div>\n", "<!--", "\"", "'", "--", "---", "...", "....",
  "[", "]", "(", ")", "[a](b.md)", "[a]", "[a]: c.md\n", "[a]: <d> 'e'\n", "![", "![a](b.png)",
  "![](c.png)", "{decorative}", "{#id}", "{", "}", " \"t\")", "[^1]", "[^1]: note\n", "[^x]",
  "[^x]: ",
  "| a | b |\n|---|:-:|\n", "| c | d |\n", "|", "\\|", "-|-\n", ":::a\n", ":::\n", "::::b{c=d}\n",
  "::::\n",
  "::l{k='v'}\n", ":::", "::", "::x{", "=", "www.a.org", "https://a.org/b?c=d", "a@b.org",
  "<a@b.org>",
  "> [!NOTE]\n> ", "[!TIP]", "javascript:x", "\0", "\u{FEFF}", "fn-1", "{#fn-1}",
]

extension SeededRandom {
  mutating func document(of pieces: [String]) -> String {
    let count = 1 + Int(next() % 40)
    return (0..<count).map { _ in pieces[Int(next() % UInt64(pieces.count))] }.joined()
  }

  /// The text with some of its characters taken out, doubled or exchanged.
  mutating func mutated(_ text: String) -> String {
    var scalars = Array(text.unicodeScalars)
    for _ in 0..<(next() % 8) where !scalars.isEmpty {
      let index = Int(next() % UInt64(scalars.count))
      switch next() % 3 {
      case 0: scalars.remove(at: index)
      case 1: scalars.insert(scalars[index], at: index)
      default: scalars[index] = Array("[]()*_`~<>|:-\n\\ #{}".unicodeScalars)[Int(next() % 19)]
      }
    }
    return scalars.reduce(into: "") { $0.unicodeScalars.append($1) }
  }
}

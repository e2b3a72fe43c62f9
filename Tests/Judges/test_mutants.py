"""Which operators `make mutants` finds, and the sources that it writes."""

import sys
import unittest
from pathlib import Path

import lectern

sys.path.insert(0, str(Path(__file__).resolve().parent.parent / "Mutants"))

from changes import blanked, changes, switched  # noqa: E402

SOURCE = '''\
import Text

/// A comment with a == b.
struct Row {
  let limit = 0  /* the default: true */
  var isFull: Bool { count >= limit }
  var count: Int {
    get { cells.count + 1 }
    set { if newValue < count { cells.removeLast() } }
  }

  static func < (a: Row, b: Row) -> Bool { !(b.count == 0) }

  func text(_ name: String = "x == y") -> String {
    // Nothing here: a && b
    let quoted = "a == \\(name.hasPrefix("true") ? "b && c" : """
      d < e
      """)"
    cells.reserveCapacity(1)
    return quoted
  }
  #if DEBUG
    func check() -> Bool { true }
  #endif
}

protocol Counted {
  var count: Int { get }
  init(count: Int)
  func isMore(than other: Int) -> Bool
}
'''


class ChangeTests(unittest.TestCase):
    def test_finds_operators_of_functions_and_nothing_in_comments_and_strings(self):
        found = [(change.line, change.old, change.new) for change in changes("Row.swift", SOURCE)]
        self.assertEqual(found, [(6, ">=", ">"), (8, "+", "-"), (8, "1", "0"), (9, "<", "<="), (9, ".removeLast", ".removeFirst"),
                                 (12, "!", ""), (12, "==", "!="), (12, "0", "1")])

    def test_puts_each_change_into_a_copy_of_its_function(self):
        every = changes("Row.swift", SOURCE)
        text = switched(SOURCE, [(7, every[3]), (9, every[0])])
        self.assertIn("""  var isFull: Bool {
if changeIsOn(9) {
#sourceLocation(file: "change-9.swift", line: 1)
 count > limit 
#sourceLocation()
} else {
 count >= limit 
}
}
""", text)
        self.assertIn("if newValue <= count {", text)
        self.assertIn("if newValue < count {", text)
        self.assertEqual(switched(SOURCE, []), SOURCE)

    def test_reads_every_source_of_the_program(self):
        """Braces that don't match would be a string or comment that was read wrongly."""
        root = lectern.FIXTURES.parent.parent.parent.parent
        files = sorted((root / "Sources").rglob("*.swift"))
        self.assertGreater(len(files), 100)
        for file in files:
            code = blanked(file.read_text())
            self.assertEqual(code.count("{"), code.count("}"), file)


if __name__ == "__main__":
    unittest.main()

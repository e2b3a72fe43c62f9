"""Runs the judges on the built site and on fixture sites that they build.

    python run.py --lectern BINARY --site FOLDER [--only WORD]

The last line counts: `N passed, M failed`.
"""

import argparse
import os
import sys
import time
import unittest
from pathlib import Path

HERE = Path(__file__).resolve().parent


class Result(unittest.TextTestResult):
    """Prints how long slow tests took, and counts a test with several findings once."""

    def __init__(self, *arguments, **more):
        super().__init__(*arguments, **more)
        self.passed = 0

    def addSuccess(self, test):
        self.passed += 1
        super().addSuccess(test)

    @property
    def failed(self) -> int:
        return len({getattr(test, "test_case", test).id() for test, _ in self.failures + self.errors})

    def startTest(self, test):
        self.started = time.monotonic()
        super().startTest(test)

    def stopTest(self, test):
        seconds = time.monotonic() - self.started
        if seconds > 5:
            self.stream.writeln(f"        {seconds:.0f} s")
        super().stopTest(test)


def named(suite: unittest.TestSuite, word: str):
    for test in suite:
        if isinstance(test, unittest.TestSuite):
            yield from named(test, word)
        elif word in test.id():
            yield test


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--lectern", type=Path, required=True)
    parser.add_argument("--site", type=Path, required=True, help="the folder that holds site.yaml; it must be built")
    parser.add_argument("--only", default="", help="judges whose name has this word")
    options = parser.parse_args()
    os.environ["LECTERN"] = str(options.lectern.resolve())
    os.environ["LECTERN_SITE"] = str(options.site.resolve())
    sys.path.insert(0, str(HERE))
    suite = unittest.TestSuite(named(unittest.TestLoader().discover(str(HERE)), options.only))
    result = unittest.TextTestRunner(verbosity=2, resultclass=Result, stream=sys.stdout).run(suite)
    skipped = f", {len(result.skipped)} skipped" if result.skipped else ""
    print(f"\n{result.passed} passed, {result.failed} failed{skipped}")
    sys.exit(0 if result.wasSuccessful() and result.passed else 1)


if __name__ == "__main__":
    main()

"""Runs the judges on the built site and on fixture sites that they build.

    python run.py --lectern BINARY --site FOLDER [--only WORD] [--jobs N]

The judges of one class run together, in a process of their own; as many classes run at once as the machine has
processors. What a class says is printed whole when it ends. Judges that are marked with `lectern.alone`, since they
measure, run after all others and by themselves. The last line counts: `N passed, M failed`.
"""

import argparse
import os
import pickle
import sys
import tempfile
import time
import traceback
import unittest
from collections import Counter
from pathlib import Path

HERE = Path(__file__).resolve().parent

# These take longest, so they begin: a class of two minutes that begins last would be waited for. All others are quicker.
LONG = ("BuiltSiteInABrowserTests", "TimetableTests", "ProgrammePagesTests", "WordsTests", "TortureTests", "PublishTests",
        "StarterTests", "PlaceTests", "HostTests", "CalendarTests", "OfflineTests")


class Result(unittest.TextTestResult):
    """Prints how long slow tests and fixtures took, and counts a test with several findings once."""

    def __init__(self, *arguments, **more):
        super().__init__(*arguments, **more)
        self.passed = 0
        self.ended = time.monotonic()

    def addSuccess(self, test):
        self.passed += 1
        super().addSuccess(test)

    @property
    def failed(self) -> int:
        return len({getattr(test, "test_case", test).id() for test, _ in self.failures + self.errors})

    def startTest(self, test):
        self.tell_slowness("before it")
        super().startTest(test)

    def stopTest(self, test):
        self.tell_slowness()
        super().stopTest(test)

    def tell_slowness(self, when: str = "") -> None:
        seconds, self.ended = time.monotonic() - self.ended, time.monotonic()
        if seconds > 5:
            self.stream.writeln(f"        {seconds:.0f} s {when}".rstrip())


def named(suite: unittest.TestSuite, word: str):
    for test in suite:
        if isinstance(test, unittest.TestSuite):
            yield from named(test, word)
        elif word in test.id():
            yield test


def is_alone(test: unittest.TestCase) -> bool:
    method = getattr(test, test._testMethodName, None)
    return getattr(test, "alone", False) or getattr(method, "alone", False)


def grouped(tests) -> tuple[list[unittest.TestSuite], list[unittest.TestSuite]]:
    """The tests of each class, the longest first; and those of each class that run alone."""
    groups: dict[tuple, list] = {}
    for test in tests:
        groups.setdefault((is_alone(test), type(test)), []).append(test)
    order = sorted(groups, key=lambda key: LONG.index(key[1].__name__) if key[1].__name__ in LONG else len(LONG))
    together = [unittest.TestSuite(groups[key]) for key in order if not key[0]]
    return together, [unittest.TestSuite(groups[key]) for key in order if key[0]]


class Process:
    """A process that runs the tests of a class, and writes what they say into a file that nobody else has."""

    def __init__(self, suite: unittest.TestSuite):
        self.name = unittest.util.strclass(type(next(iter(suite))))
        self.output, self.outcome = tempfile.TemporaryFile(), tempfile.TemporaryFile()
        sys.stdout.flush()
        self.pid = os.fork()
        if self.pid == 0:
            self.run(suite)

    def run(self, suite: unittest.TestSuite) -> None:
        """In the new process: the programs that the tests start write into the file, too."""
        status = 2
        try:
            os.dup2(self.output.fileno(), 1)
            os.dup2(self.output.fileno(), 2)
            result = unittest.TextTestRunner(verbosity=2, resultclass=Result, stream=sys.stdout).run(suite)
            pickle.dump(Counter(passed=result.passed, failed=result.failed, skipped=len(result.skipped),
                                bad=not result.wasSuccessful()), self.outcome)
            self.outcome.flush()
            status = 0
        except BaseException:
            traceback.print_exc(file=sys.stdout)
        finally:
            sys.stdout.flush()
            os._exit(status)

    def ended(self, status: int, use) -> Counter:
        """Prints what the tests said, and gives what they came to: passed, failed, skipped, and whether something is bad."""
        self.output.seek(0)
        sys.stdout.write(self.output.read().decode(errors="replace"))
        if status == 0:
            self.outcome.seek(0)
            counts = pickle.load(self.outcome)
        else:
            print(f"ERROR: the process of {self.name} ended with status {os.waitstatus_to_exitcode(status)}")
            counts = Counter(failed=1, bad=1)
        print(f"{self.name}: {use.ru_utime + use.ru_stime:.0f} s of processor time\n", flush=True)
        self.output.close()
        self.outcome.close()
        return counts


def run(suites: list[unittest.TestSuite], jobs: int) -> Counter:
    """Runs the suites, so many at once: whoever is done takes the next one."""
    waiting, running, total = list(suites), {}, Counter()
    while waiting or running:
        while waiting and len(running) < jobs:
            process = Process(waiting.pop(0))
            running[process.pid] = process
        pid, status, use = os.wait4(-1, 0)
        total.update(running.pop(pid).ended(status, use))
    return total


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--lectern", type=Path, required=True)
    parser.add_argument("--site", type=Path, required=True, help="the folder that holds site.yaml; it must be built")
    parser.add_argument("--only", default="", help="judges whose name has this word")
    parser.add_argument("--jobs", type=int, default=os.cpu_count() or 1, help="classes that run at once (one per processor)")
    options = parser.parse_args()
    if options.jobs < 1:
        parser.error("--jobs has to be at least 1")
    os.environ["LECTERN"] = str(options.lectern.resolve())
    os.environ["LECTERN_SITE"] = str(options.site.resolve())
    sys.path.insert(0, str(HERE))
    together, alone = grouped(named(unittest.TestLoader().discover(str(HERE)), options.only))
    total = run(together, options.jobs) + run(alone, 1)
    skipped = f", {total['skipped']} skipped" if total["skipped"] else ""
    print(f"\n{total['passed']} passed, {total['failed']} failed{skipped}")
    sys.exit(0 if not total["bad"] and total["passed"] else 1)


if __name__ == "__main__":
    main()

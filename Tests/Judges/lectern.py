"""Runs the program as a shell would, and looks at the files that it wrote."""

import os
import resource
import shutil
import subprocess
import tempfile
import unittest
from pathlib import Path

import yaml

BINARY = Path(os.environ.get("LECTERN", ".build/release/lectern"))
SITE = Path(os.environ.get("LECTERN_SITE", "."))
FIXTURES = Path(__file__).resolve().parent.parent / "SiteTests/Fixtures/sites"

# Longer than any of these sites takes, so that a program that hangs fails a test instead of blocking it.
PATIENCE = 60


def run(*arguments, cwd: Path | None = None, environment: dict | None = None, prefix: list = (),
        **more) -> subprocess.CompletedProcess:
    """Runs lectern with its environment reduced to what a plain shell has."""
    plain = {"PATH": os.environ["PATH"], "LANG": "C.UTF-8", "HOME": "/nonexistent"} | (environment or {})
    return subprocess.run([*map(str, prefix), str(BINARY), *map(str, arguments)], cwd=cwd, env=plain,
                          stdin=subprocess.DEVNULL, capture_output=True, text=True, errors="replace",
                          timeout=PATIENCE, **more)


def compiled(source: Path) -> Path:
    """A library of functions that replace the system's (LD_PRELOAD), from C."""
    library = Path(tempfile.mkstemp(suffix=".so")[1])
    subprocess.run(["cc", "-shared", "-fPIC", "-o", library, source, "-ldl"], check=True)
    return library


def alone(judge):
    """Marks a class of judges, or one of its methods, that measures: nothing else of the suite runs beside it."""
    judge.alone = True
    return judge


def base_url(site: Path) -> str:
    return yaml.safe_load((site / "site.yaml").read_text())["base_url"]


def copy(site: Path, folder: Path) -> Path:
    """Copies what a site is made from; of what was built only pictures, which are the same in the copy."""
    made = Path(".lectern/pictures")
    if (site / made).is_dir():
        shutil.copytree(site / made, folder / made)
    for name in ("site.yaml", "content", "templates"):
        source = site / name
        if source.is_dir():
            shutil.copytree(source, folder / name, symlinks=True)
        else:
            folder.mkdir(parents=True, exist_ok=True)
            shutil.copy(source, folder / name)
    return folder


def state(folder: Path) -> dict[str, bytes]:
    """Every file below a folder with its bytes, dot-files too."""
    return {path.relative_to(folder).as_posix(): path.read_bytes()
            for path in sorted(folder.rglob("*")) if path.is_file()}


def identities(folder: Path) -> dict[str, tuple[int, int]]:
    """Every file below a folder with its inode and modification time."""
    return {path.relative_to(folder).as_posix(): (path.stat().st_ino, path.stat().st_mtime_ns)
            for path in sorted(folder.rglob("*")) if path.is_file()}


class LecternTest(unittest.TestCase):
    """A test with a folder of its own that every user of this machine may enter."""

    maxDiff = 2000

    def setUp(self):
        self.folder = Path(tempfile.mkdtemp(prefix="lectern-judge-"))
        self.folder.chmod(0o755)
        self.addCleanup(shutil.rmtree, self.folder, ignore_errors=True)

    def assertNothing(self, findings: list[str]) -> None:
        if findings:
            shown = "\n  ".join(findings[:40])
            self.fail(f"{len(findings)} findings:\n  {shown}" + ("\n  …" if len(findings) > 40 else ""))

    def build(self, site: Path, *arguments, **more) -> subprocess.CompletedProcess:
        result = run("build", site, "--quiet", *arguments, **more)
        self.assertEqual(result.returncode, 0, result.stderr[-3000:])
        return result

    def assertGrowsInProportion(self, work, size: int) -> None:
        """Four times as much takes about four times the processor's time, and not sixteen times.

        `work(size)` prepares input of that size and gives a function that runs the program on it. A ratio doesn't depend on
        the speed of the machine, and the least of three runs hardly on its load.
        """
        def seconds(run) -> float:
            before = resource.getrusage(resource.RUSAGE_CHILDREN)
            run()
            after = resource.getrusage(resource.RUSAGE_CHILDREN)
            return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime

        small, large = (min(seconds(run) for _ in range(3)) for run in map(work, (size, 4 * size)))
        self.assertLess(large, 8 * small, f"{small:.3f} s for {size}, {large:.3f} s for {4 * size}")

    def assertPlain(self, result: subprocess.CompletedProcess, codes: set[int], *words: str) -> None:
        """A message for people: the right exit code, the given words, and no internals."""
        self.assertIn(result.returncode, codes, result.stderr[-3000:])
        self.assertIn("error", result.stderr.lower())
        for word in words:
            self.assertIn(word, result.stderr)
        for machinery in ("Fatal error", "Thread 0 crashed", ".swift:", "NSCocoaErrorDomain", "Optional(", "Errno("):
            self.assertNotIn(machinery, result.stderr)

"""Changes operators of the program, one at a time, and says which changes no Swift test sees.

    python3 run.py [--count 50] [--targets "Text Web"] [--seed 1] [--jobs 2] [--only FILE:LINE]

All changes are compiled at once into a copy of the project in .build/mutants; the environment variable
LECTERN_CHANGE=n switches one on. A change is caught when a test fails, the tests crash or they take much longer. The same
seed makes the same changes as long as the sources stay the same. Ends with 0 whatever survives: survivors are
findings for people.
"""

import argparse
import filecmp
import os
import random
import re
import resource
import selectors
import shutil
import signal
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from changes import Change, changes, sources, switched

ROOT = Path(__file__).resolve().parent.parent.parent
COPY = ROOT / ".build/mutants"
EQUIVALENT = Path(__file__).resolve().parent / "equivalent.txt"

# Disk, sockets and the terminal are tested by the judges, which take minutes.
LEFT_OUT = {"CMarkGFM", "ConferenceDesign", "SiteShell", "Previewing", "SiteCLI"}
SWITCH = "ChangeSwitch.swift"
# Reads the environment without an import, since a test holds the imports of every target.
SWITCH_SOURCE = """
@_silgen_name("getenv") private func environment(_ name: UnsafePointer<CChar>) -> UnsafePointer<CChar>?

private let active = environment("LECTERN_CHANGE").flatMap { Int(String(cString: $0)) } ?? 0

func changeIsOn(_ number: Int) -> Bool { active == number }
"""
MEMORY = 8 << 30


def targets() -> list[str]:
    return sorted(path.name for path in (ROOT / "Sources").iterdir() if path.is_dir() and path.name not in LEFT_OUT)


def equivalents() -> list[tuple[str, str, str]]:
    """Changes that make no difference: file, line before, line after."""
    found = []
    lines = [line for line in EQUIVALENT.read_text().split("\n") if not line.startswith("#")]
    for entry in "\n".join(lines).split("\n\n"):
        parts = [line.strip() for line in entry.strip().split("\n")]
        if parts == [""]:
            continue
        if len(parts) < 4 or not parts[1].startswith("- ") or not parts[2].startswith("+ "):
            sys.exit(f"equivalent.txt: an entry should be a file, '- line', '+ line' and a reason: {parts}")
        found.append((parts[0], parts[1][2:], parts[2][2:]))
    return found


def copy_project() -> None:
    """Makes the copy what the project is now. Files that stay the same are not touched, so little is compiled again."""
    listed = subprocess.run(["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"], cwd=ROOT,
                            capture_output=True, check=True, text=True).stdout.split("\0")
    wanted = {name for name in listed if name and (ROOT / name).is_file()} | {"Package.resolved"}
    switches = {f"Sources/{target}/{SWITCH}" for target in targets()}
    top = [path for path in COPY.glob("*") if path.name != ".build"]
    inside = [path for folder in top for path in folder.rglob("*")]
    for path in sorted(top + inside, reverse=True):  # What is in a folder comes before the folder.
        name = path.relative_to(COPY).as_posix()
        if path.is_dir() and not path.is_symlink():
            if not any(path.iterdir()):
                path.rmdir()
        elif name not in wanted and name not in switches:
            path.unlink()
    for name in sorted(wanted):
        source, target = ROOT / name, COPY / name
        if name.startswith("Sources/") and name.endswith(".swift") or not source.exists():
            continue  # Written below, with the changes.
        if not target.exists() or not filecmp.cmp(source, target, shallow=False):
            target.parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(source, target)
    for name in ("checkouts", "repositories"):  # Nothing is fetched twice.
        (COPY / ".build").mkdir(parents=True, exist_ok=True)
        if (ROOT / ".build" / name).exists() and not (COPY / ".build" / name).exists():
            shutil.copytree(ROOT / ".build" / name, COPY / ".build" / name, symlinks=True)
    state = ".build/workspace-state.json"
    if (ROOT / state).exists() and not (COPY / state).exists():
        shutil.copyfile(ROOT / state, COPY / state)


def write(path: Path, text: str) -> None:
    if not path.exists() or path.read_text() != text:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)


def write_sources(chosen: dict[int, Change]) -> None:
    by_file: dict[str, list[tuple[int, Change]]] = {}
    for number, change in chosen.items():
        by_file.setdefault(change.file, []).append((number, change))
    for path in sorted((ROOT / "Sources").rglob("*.swift")):
        name = path.relative_to(ROOT).as_posix()
        text = path.read_text()
        write(COPY / name, switched(text, sorted(by_file[name], key=lambda pair: pair[0])) if name in by_file else text)
    for target in targets():
        write(COPY / "Sources" / target / SWITCH, SWITCH_SOURCE)


def build() -> set[int] | None:
    """Compiles the copy's tests. Gives the changes that do not compile; nothing if all do."""
    environment = {name: value for name, value in os.environ.items() if name != "CI"}
    result = subprocess.run(["swift", "build", "--build-tests", "--package-path", str(COPY)], env=environment,
                            stdin=subprocess.DEVNULL, capture_output=True, text=True)
    if result.returncode == 0:
        return None
    output = result.stdout + result.stderr
    wrong = {int(number) for number in re.findall(r"change-(\d+)\.swift:\d+:\d+: error:", output)}
    if not wrong:
        sys.exit("The copy does not compile, and not because of a change:\n" + "\n".join(
            [line for line in output.split("\n") if "error:" in line][:20] or output.split("\n")[-20:]))
    return wrong


def compile_changes(candidates: list[Change], count: int) -> tuple[dict[int, Change], int]:
    """Takes changes from the front of the candidates until `count` of them compile."""
    rest = iter(enumerate(candidates, 1))
    chosen: dict[int, Change] = {}
    dropped = 0
    while True:
        while len(chosen) < count and (following := next(rest, None)):
            chosen[following[0]] = following[1]
        write_sources(chosen)
        wrong = build()
        if wrong is None:
            return chosen, dropped
        dropped += len(wrong & chosen.keys())
        print(f"  {len(wrong & chosen.keys())} do not compile and are replaced", flush=True)
        chosen = {number: change for number, change in chosen.items() if number not in wrong}


def test(number: int, seconds: float, *arguments: str) -> str | None:
    """Runs the tests with a change switched on: what caught it, or nothing. Ends at the first failure."""
    bundles = list((COPY / ".build/debug").glob("*PackageTests.xctest"))
    process = subprocess.Popen(
        [str(bundles[0]), "--testing-library", "swift-testing", *arguments], cwd=COPY, stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE, stderr=subprocess.STDOUT, start_new_session=True,
        env={name: value for name, value in os.environ.items() if name not in ("UPDATE_GOLDENS", "SEED")} | {"LECTERN_CHANGE": str(number)},
        preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY)))
    end = time.monotonic() + seconds
    rest = b""
    try:
        with selectors.DefaultSelector() as selector:
            selector.register(process.stdout, selectors.EVENT_READ)
            while True:
                if not selector.select(max(0, end - time.monotonic())):
                    return f"takes more than {seconds:.0f} s"
                if not (part := os.read(process.stdout.fileno(), 65536)):
                    break
                *lines, rest = (rest + part).split(b"\n")
                for line in lines:
                    failed = re.search(rb"Test (.*?) recorded an issue", line)
                    if failed:
                        return failed.group(1).decode(errors="replace")
        code = process.wait()
        return None if code == 0 else f"the tests end with {code}"
    finally:
        try:
            os.killpg(process.pid, signal.SIGKILL)
        except ProcessLookupError:
            pass
        process.wait()
        process.stdout.close()


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--count", type=int, default=50)
    parser.add_argument("--targets", default="")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--jobs", type=int, default=os.cpu_count() or 1)
    parser.add_argument("--only", default="", help="changes of this file, or of this file:line")
    options = parser.parse_args()

    known = equivalents()
    every = [change for file in sources(ROOT, options.targets.split() or targets())
             for change in changes(file, (ROOT / file).read_text())]
    for file, before, after in known:
        path = ROOT / file
        if not path.exists() or before not in {line.strip() for line in path.read_text().split("\n")}:
            print(f"equivalent.txt: no longer in {file}: {before}")
    candidates = [change for change in every if (change.file, change.before, change.after) not in known]
    if options.only:
        candidates = [change for change in candidates if f"{change.file}:{change.line}".endswith(options.only) or change.file.endswith(options.only)]
    random.Random(options.seed).shuffle(candidates)
    if not candidates:
        sys.exit("There is nothing to change there.")

    started = time.monotonic()
    print(f"Compiling {min(options.count, len(candidates))} of {len(candidates)} changes into {COPY.relative_to(ROOT)}", flush=True)
    copy_project()
    chosen, dropped = compile_changes(candidates, options.count)
    built = time.monotonic()
    failure = test(0, 3600)
    if failure:
        sys.exit(f"The tests fail without any change: {failure}")
    whole = time.monotonic() - built
    limit = 4 * options.jobs * whole + 30
    print(f"Compiled in {built - started:.0f} s; the tests take {whole:.0f} s without a change", flush=True)

    def run(number: int) -> str | None:
        # Most changes are caught by the tests of their own target, which are quick.
        own = chosen[number].file.split("/")[1] + "Tests"
        first = test(number, limit, "--filter", rf"^{own}\.") if (COPY / "Tests" / own).is_dir() else None
        return first or test(number, limit)

    survivors: list[int] = []
    with ThreadPoolExecutor(options.jobs) as pool:
        for number, caught in zip(chosen, pool.map(run, chosen)):
            if caught is None:
                survivors.append(number)
            print(f"  {'caught  ' if caught else 'SURVIVES'} {chosen[number]}" + (f"  ({caught})" if caught else ""), flush=True)

    seconds = time.monotonic() - built
    print(f"\n{len(chosen) - len(survivors)} of {len(chosen)} changes are caught ({100 * (1 - len(survivors) / len(chosen)):.0f} %); "
          f"{dropped} more did not compile; {seconds / len(chosen):.0f} s for each")
    for target in sorted({change.file.split("/")[1] for change in chosen.values()}):
        mine = [number for number, change in chosen.items() if change.file.split("/")[1] == target]
        print(f"  {target:12} {len(mine) - len([n for n in mine if n in survivors])} of {len(mine)}")
    if survivors:
        print("\nNo test sees:")
        for number in sorted(survivors, key=lambda number: (chosen[number].file, chosen[number].line)):
            print(f"  {chosen[number].file}:{chosen[number].line}\n  - {chosen[number].before}\n  + {chosen[number].after}")


if __name__ == "__main__":
    main()

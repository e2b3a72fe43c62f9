"""Measures Lectern beside the floor and beside Hugo, all in one run, and prints the table.

    python3 bench.py --lectern BINARY --floor BINARY --arena-floor BINARY --measure BINARY [--hugo BINARY]
                     [--pages 1000,10000] [--runs 5] [--repository FOLDER] [--keep]

Sites are generated on tmpfs where there is one, so no disk is measured. The programs take turns,
so that a machine that slows down slows all of them; each starts from an empty output folder; all
are bound to two cores. The table has medians. Hugo is left out above 20,000 pages: it needs more
than 150 kB of memory a page.
"""

import argparse
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path

import generate
import mistakes
import preview

HUGO_LIMIT = 20_000
CORES = 2


@dataclass
class Cost:
    """What one run of a program cost: seconds, seconds, and megabytes."""

    wall: float
    cpu: float
    memory: float


class Failed(Exception):
    """A program that was to be measured did not succeed."""


def tmpfs_folder() -> Path:
    parent = "/dev/shm" if os.access("/dev/shm", os.W_OK) else None
    if parent is None:
        print("no tmpfs at /dev/shm: the figures include the disk", file=sys.stderr)
    return Path(tempfile.mkdtemp(prefix="lectern-bench-", dir=parent))


def measure(measurer: Path, command: list, folder: Path | None = None) -> Cost:
    result = subprocess.run([measurer, *command], capture_output=True, text=True, cwd=folder)
    if result.returncode != 0:
        words = " ".join(str(word) for word in command)
        raise Failed(f"'{words}' ended with {result.returncode}:\n{result.stderr[-2000:]}")
    wall, user, system, memory = map(float, result.stdout.split())
    return Cost(wall, user + system, memory / 1000)


def median(costs: list[Cost]) -> Cost:
    return Cost(*(statistics.median(getattr(cost, name) for cost in costs)
                  for name in ("wall", "cpu", "memory")))


class Bench:
    def __init__(self, options: argparse.Namespace, folder: Path):
        self.options, self.folder = options, folder

    def commands(self, site: Path, output: Path) -> dict[str, tuple[list, Path | None]]:
        """The programs that can build this site, with their commands and working folders."""
        options = self.options
        return {
            "floor": ([options.floor, site / "lectern/content", output, str(CORES)], None),
            "floor with an arena": ([options.arena_floor, site / "lectern/content", output, str(CORES)], None),
            "Lectern": ([options.lectern, "build", site / "lectern", "--output", output, "--quiet"], None),
        } | ({"Hugo": ([options.hugo, "--quiet", "--destination", output], site / "hugo")}
             if options.hugo else {})

    def build_in_turns(self, site: Path, count: int) -> dict[str, Cost]:
        output = self.folder / "output"
        costs: dict[str, list[Cost]] = {}
        for _ in range(self.options.runs):
            for name, (command, folder) in self.commands(site, output).items():
                if name == "Hugo" and count > HUGO_LIMIT:
                    continue
                shutil.rmtree(output, ignore_errors=True)
                shutil.rmtree(site / "lectern/.lectern", ignore_errors=True)
                try:
                    costs.setdefault(name, []).append(measure(self.options.measure, command, folder))
                except Failed as failure:
                    if name != "Hugo":
                        raise
                    print(f"Hugo is left out: {failure}", file=sys.stderr)
                    self.options.hugo = None
        shutil.rmtree(output, ignore_errors=True)
        return {name: median(list) for name, list in costs.items()}

    def site(self, plan: generate.Plan, name: str) -> tuple[dict[str, Cost], int, str]:
        site = self.folder / name
        count = plan.pages + plan.sessions + plan.speakers
        print(f"… {name}: writing {count:,} pages", file=sys.stderr, flush=True)
        generate.generate(site, plan)
        print(f"… {name}: {self.options.runs} runs each", file=sys.stderr, flush=True)
        costs = self.build_in_turns(site, count)
        timings = self.timings(site)
        if not self.options.keep:
            shutil.rmtree(site)
        return costs, count, timings

    def timings(self, site: Path) -> str:
        """Where Lectern says its time goes, in one more run."""
        output = self.folder / "output"
        command = [self.options.lectern, "build", site / "lectern", "--output", output, "--quiet", "--timings"]
        result = subprocess.run(command, capture_output=True, text=True)
        shutil.rmtree(output, ignore_errors=True)
        return result.stderr.rstrip()


def print_table(costs: dict[str, Cost], count: int, title: str) -> None:
    floor, arena = costs["floor"], costs["floor with an arena"]
    print(f"\n### {title}\n")
    print("| program | time | × floor | × with an arena | µs a page | CPU | × floor | × with an arena | peak memory |")
    print("|---|---:|---:|---:|---:|---:|---:|---:|---:|")
    for name, cost in costs.items():
        print(f"| {name} | {cost.wall:.3f} s | {cost.wall / floor.wall:.2f} | {cost.wall / arena.wall:.2f} "
              f"| {cost.wall / count * 1e6:.0f} | {cost.cpu:.3f} s "
              f"| {cost.cpu / floor.cpu:.2f} | {cost.cpu / arena.cpu:.2f} | {cost.memory:.0f} MB |")


def print_growth(results: dict[int, dict[str, Cost]]) -> None:
    sizes = sorted(results)
    for small, large in zip(sizes, sizes[1:]):
        ratios = [f"{name} {results[large][name].wall / results[small][name].wall:.1f} ×"
                  for name in results[large] if name in results[small]]
        print(f"\n{small:,} → {large:,} pages ({large / small:.0f} ×): {', '.join(ratios)}")


def print_relations(bench: Bench, count: int) -> None:
    """The same sessions and speakers twice: strangers first, then two speakers a session."""
    sessions, speakers = count // 2, count - count // 2
    plans = {related: generate.Plan(0, sessions, speakers, bench.options.seed, related) for related in (False, True)}
    strangers, _, _ = bench.site(plans[False], "conference-unrelated")
    related, _, _ = bench.site(plans[True], "conference")
    print_table(related, count, f"{sessions:,} sessions and {speakers:,} speakers, related")
    ratios = [f"{name} {related[name].wall / strangers[name].wall:.2f} ×" for name in related if name in strangers]
    print(f"\nRelated ÷ the same pages without relations: {', '.join(ratios)}")


def print_small_things(options: argparse.Namespace, folder: Path) -> None:
    print("\n### The program, and this repository's site\n\n| what | |\n|---|---:|")
    print(f"| binary | {options.lectern.stat().st_size / 1e6:.1f} MB |")
    start = median([measure(options.measure, [options.lectern, "--version"]) for _ in range(50)])
    print(f"| start (`--version`) | {start.wall * 1000:.1f} ms, {start.memory:.0f} MB |")
    if not (options.repository / "site.yaml").exists():
        return
    site = folder / "repository"
    for name in ("site.yaml", "content", "templates"):
        source = options.repository / name
        (shutil.copytree if source.is_dir() else copy_file)(source, site / name)
    costs = []
    for _ in range(20):
        shutil.rmtree(site / "output", ignore_errors=True)
        shutil.rmtree(site / ".lectern", ignore_errors=True)
        costs.append(measure(options.measure, [options.lectern, "build", site, "--quiet"]))
    files = sum(len(names) for _, _, names in os.walk(site / "output"))
    whole = median(costs)
    print(f"| this repository's site, whole process ({files} files) "
          f"| {whole.wall * 1000:.1f} ms, {whole.memory:.0f} MB |")


def print_preview(bench: Bench, count: int) -> None:
    """How soon a save is seen, on a generated site and on this repository's (copied by then)."""
    options, latencies = bench.options, {}
    site = bench.folder / "preview"
    print(f"… preview: writing {count:,} pages", file=sys.stderr, flush=True)
    generate.generate(site, generate.Plan(count, seed=options.seed))
    content = site / "lectern/content"
    page = sorted(file for file in content.glob("*/*.md") if not file.name.startswith("_"))[count // 3]
    name = page.relative_to(content).as_posix()
    latencies[f"{count:,} pages"] = preview.measure(
        options.lectern, site / "lectern", "content/" + name, name.removesuffix(".md") + "/",
        "templates/base.html", options.runs)
    if not options.keep:
        shutil.rmtree(site)
    repository = bench.folder / "repository"
    if (repository / "content/contact.md").exists():
        latencies["this repository's site"] = preview.measure(
            options.lectern, repository, "content/contact.md", "contact/", "templates/base.html", options.runs)
    preview.print_tables(latencies)


def copy_file(source: Path, target: Path) -> None:
    target.parent.mkdir(parents=True, exist_ok=True)
    shutil.copy(source, target)


def arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    for name in ("lectern", "floor", "arena-floor", "measure"):
        parser.add_argument(f"--{name}", type=Path, required=True)
    parser.add_argument("--hugo", type=Path)
    parser.add_argument("--pages", default="1000,10000")
    parser.add_argument("--runs", type=int, default=5)
    parser.add_argument("--seed", type=int, default=2012)
    parser.add_argument("--repository", type=Path, default=Path(__file__).resolve().parent.parent)
    parser.add_argument("--keep", action="store_true", help="leave the generated sites where they are")
    options = parser.parse_args()
    for name in ("lectern", "floor", "arena_floor", "measure", "hugo"):
        if path := getattr(options, name):
            setattr(options, name, path.resolve())
    return options


def main() -> None:
    options = arguments()
    os.sched_setaffinity(0, sorted(os.sched_getaffinity(0))[:CORES])
    folder = tmpfs_folder()
    bench = Bench(options, folder)
    try:
        results = {}
        for count in sorted(int(size) for size in options.pages.split(",")):
            costs, _, timings = bench.site(generate.Plan(count, seed=options.seed), f"pages-{count}")
            print_table(costs, count, f"{count:,} pages")
            print(f"\nWhere Lectern's time goes:\n\n```\n{timings}\n```")
            results[count] = costs
        print_growth(results)
        largest = max(size for size in results if size <= HUGO_LIMIT or size == min(results))
        print_relations(bench, largest)
        print_small_things(options, folder)
        print_preview(bench, largest)
        mistakes.print_mistakes(options.lectern, options.measure, min(options.runs, 3), folder)
    except (Failed, preview.PreviewFailed) as failure:
        sys.exit(f"bench: {failure}")
    finally:
        if options.keep:
            print(f"kept: {folder}", file=sys.stderr)
        else:
            shutil.rmtree(folder, ignore_errors=True)


if __name__ == "__main__":
    main()

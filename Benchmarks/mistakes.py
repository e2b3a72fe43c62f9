"""The way of mistakes: what a site costs whose errors, or odd but right files, double in number.

    python3 mistakes.py --lectern BINARY --measure BINARY [--runs 3] [--only WORD]

The way of right files is what programs are made quick for; a folder that was renamed the day before the conference takes
the other one. Each row has CPU and peak memory at three sizes that double, and how much the cost grew: about twice, if it
is in proportion. What the starter site costs by itself is taken off.
"""

import argparse
import shutil
import subprocess
import sys
from pathlib import Path

MOST_GROWTH = 2.3
MOST_MEMORY = 400


def page(title: str, body: str = "Text.\n", extra: str = "") -> str:
    return f"---\ntitle: {title}\n{extra}---\n{body}"


SECTION = {"content/s/_index.md": page("S")}
SESSION = "start: 2030-05-14 09:00\nend: 2030-05-14 10:00\n"


def pages(n: int, body, extra=lambda k: "") -> dict[str, str]:
    return SECTION | {f"content/s/page-number-{k}.md": page(f"Page {k}", body(k), extra(k)) for k in range(n)}


def one(body: str, extra: str = "") -> dict[str, str]:
    return {"content/p.md": page("P", body, extra)}


def many(n: int, line) -> str:
    return "".join(line(k) for k in range(n))


def rows(n: int, head: str, line) -> dict[str, str]:
    return SECTION | {"content/s/_pages.csv": head + "\n" + many(n, lambda k: line(k) + "\n")}


def people(n: int) -> dict[str, str]:
    return {"content/speakers/_pages.csv": "title\n" + many(n, lambda k: f"Person {k}\n")}


def template(text: str) -> dict[str, str]:
    return one("x", "template: t\n") | {"templates/t.html": text}


# By name, the files that a size makes, and the smallest size.
CASES = {
    "links to pages that aren't there": (lambda n: pages(n, lambda k: f"See [it](../people/some-person-{k}.md).\n"), 1000),
    "links to one page that isn't there": (lambda n: pages(n, lambda k: "See [it](../people/some-person.md).\n"), 1000),
    "links to files that aren't there": (
        lambda n: {f"content/f/file-number-{k}.pdf": "x" for k in range(n)}
        | one(many(n, lambda k: f"[file {k}](f/fil-numbr-{k}.pdf)\n\n")), 600),
    "anchors that aren't there": (lambda n: one(many(n, lambda k: f"## Heading {k}\n\n[to {k}](#hading-{k}x)\n\n")), 600),
    "pictures that aren't there": (lambda n: one(many(n, lambda k: f"![Hall {k}](hall-{k}.jpg)\n\n")), 1000),
    "references to nobody": (
        lambda n: people(n) | {f"content/programme/s{k}.md": page(f"S {k}", "x", f"speakers: [persn-{k}]\n") for k in range(n)}, 500),
    "ambiguous references": (
        lambda n: {f"content/speakers/f{k}/jane.md": page("J", "x", "kind: speaker\n") for k in range(n)}
        | {f"content/programme/s{k}.md": page(f"S {k}", "x", "speakers: [jane]\n") for k in range(n)}, 400),
    "unknown keys": (lambda n: pages(n, lambda k: "x", lambda k: f"descripton{k}: x\n"), 1000),
    "one unknown key on all pages": (lambda n: pages(n, lambda k: "x", lambda k: "descripton: x\n"), 1000),
    "unknown keys of one page": (lambda n: one("x", many(n, lambda k: f"unknown-{k}: x\n")), 2000),
    "addresses taken twice": (lambda n: pages(n, lambda k: "x", lambda k: f"url: /same/{k // 2}/\n"), 1000),
    "one address taken by all": (lambda n: pages(n, lambda k: "x", lambda k: "url: /same/\n"), 500),
    "one alias on all pages": (lambda n: pages(n, lambda k: "x", lambda k: "aliases: [/old/]\n"), 500),
    "wrong dates in rows": (lambda n: rows(n, "title,date", lambda k: f"Person number {k},not a date {k}"), 5000),
    "rows with one title": (lambda n: rows(n, "title", lambda k: "The same"), 2000),
    "unknown columns": (lambda n: rows(1, "title," + ",".join(f"Column{k}" for k in range(n)), lambda _: "A" + ",x" * n), 4000),
    "empty columns": (lambda n: rows(20, "title" + "," * n, lambda k: f"P {k}" + "," * n), 4096),
    "rows with too many cells": (lambda n: rows(n, "title,date", lambda k: f"P {k},,x,y,z"), 5000),
    "quotes that never end": (lambda n: rows(n, "title,description", lambda k: f'P {k},"open'), 5000),
    "_pages.yaml with texts": (
        lambda n: SECTION | {"content/s/_pages.yaml": many(n, lambda k: f"- title: Page {k}\n  body: |\n    Some text\n")}, 5000),
    "_pages.yaml with mistakes in texts": (
        lambda n: SECTION | {"content/s/_pages.yaml": many(n, lambda k: f"- title: Page {k}\n  body: |\n    [a](dead-{k}.md)\n")}, 2000),
    "a list of YAML in one line": (lambda n: {"content/_data/x.yaml": "a: [" + ", ".join(f"v{k}" for k in range(n)) + "] # note\n"}, 8000),
    "a key of YAML many times": (lambda n: {"content/_data/x.yaml": many(n, lambda k: "a: 1\n")}, 8000),
    "closing fences": (lambda n: one(":::\n" * n), 12500),
    "open fences": (lambda n: one(":::note\n" * n), 4000),
    "unknown directives": (lambda n: one(many(n, lambda k: f"::unknown-{k}\n\n")), 4000),
    "quotes in a directive's line": (lambda n: one("::a{" + "k='" * n + "\n"), 16000),
    "HTML in a text": (lambda n: one("<div>\n\n" * n), 8000),
    "HTML in a line": (lambda n: one("a <b>b</b> " * n), 8000),
    "undefined footnotes": (lambda n: one(many(n, lambda k: f"Text[^{k}] ")), 4000),
    "look-alikes in one line": (lambda n: one("a [b] (c) **d ** _e _ " * n), 2000),
    "vague links": (lambda n: one(many(n, lambda k: f"[here](/)\n\n")), 2000),
    "control characters": (lambda n: one("a\x0bb\n" * n), 8000),
    "speakers of one session": (
        lambda n: people(n) | {"content/programme/opening.md": page("O", "x", SESSION + "speakers: [" + ", ".join(f"person-{k}" for k in range(n)) + "]\n")}, 1000),
    "parts of one session": (
        lambda n: {"content/programme/opening.md": page("O", "x", SESSION)}
        | {f"content/programme/part-{k}.md": page(f"Part {k}", "x", "parent: opening\n") for k in range(n)}, 500),
    "sessions that clash in one room": (
        lambda n: {"content/rooms/hall.md": page("Hall", "x", "kind: room\n")}
        | {f"content/programme/s{k}.md": page(f"S {k}", "x", SESSION + "room: hall\n") for k in range(n)}, 300),
    "sessions of one person at once": (
        lambda n: people(1) | {f"content/programme/s{k}.md": page(f"S {k}", "x", SESSION + "speakers: [person-0]\n") for k in range(n)}, 300),
    "terms of one page": (lambda n: one("x", "topics: [" + ", ".join(f"topic {k}" for k in range(n)) + "]\n"), 2000),
    "terms that differ in capitals": (lambda n: pages(n, lambda k: "x", lambda k: f"topics: [Topic {k // 2}, TOPIC {k // 2}]\n"), 500),
    "undefined names in a template": (lambda n: template(many(n, lambda k: "{{ pge%d }}\n" % k)), 2000),
    "unknown filters in a template": (lambda n: template(many(n, lambda k: "{{ 'a' | uper%d }}\n" % k)), 2000),
    "dead addresses in a template": (lambda n: template(many(n, lambda k: "<a href='/nowhere-%d/'>x</a>\n" % k)), 1000),
    "values in scripts of a template": (lambda n: template("<script>" + "{{ page.title }};" * n + "</script>"), 2000),
    "striptags of '<'": (lambda n: template("{%% set big = '<' * %d %%}{{ big | striptags | length }}" % n), 20000),
    "style sheets with dead pictures": (
        lambda n: {"templates/assets/site.css": many(n, lambda k: f"p{k} {{ background: url(a{k}.png) }}\n")}, 2000),
}


class Measured:
    def __init__(self, lectern: Path, measurer: Path, runs: int, folder: Path):
        self.lectern, self.measurer, self.runs, self.folder = lectern, measurer, runs, folder

    def cost(self, files: dict[str, str]) -> tuple[float, float]:
        """The least CPU seconds of some runs, and the memory in megabytes."""
        site = self.folder / "mistakes"
        shutil.rmtree(site, ignore_errors=True)
        subprocess.run([self.lectern, "init", site, "--bare"], stdout=subprocess.DEVNULL, check=True)
        for path, text in files.items():
            (site / path).parent.mkdir(parents=True, exist_ok=True)
            (site / path).write_text(text)
        found = [self.measure(site) for _ in range(self.runs)]
        shutil.rmtree(site)
        return min(seconds for seconds, _ in found), max(memory for _, memory in found)

    def measure(self, site: Path) -> tuple[float, float]:
        # Mistakes end it with 1, which is what is measured here.
        result = subprocess.run([self.measurer, self.lectern, "check", site, "--quiet"], stdout=subprocess.PIPE,
                                stderr=subprocess.DEVNULL, text=True)
        _, user, system, memory = map(float, result.stdout.split())
        return user + system, memory / 1000


def print_mistakes(lectern: Path, measurer: Path, runs: int, folder: Path, only: str = "") -> None:
    measured = Measured(lectern, measurer, runs, folder)
    start, _ = measured.cost({})
    print("\n### The way of mistakes: CPU and peak memory as they double\n")
    print("| what | size | time | ×2 | × | ×4 | × | memory |\n|---|---:|---:|---:|---:|---:|---:|---:|")
    for name, (make, size) in CASES.items():
        if only not in name:
            continue
        costs = [measured.cost(make(size * factor)) for factor in (1, 2, 4)]
        own = [max(seconds - start, 0.001) for seconds, _ in costs]
        # What takes no time can't be compared.
        growth = [after / before if after > 0.05 else 1 for before, after in zip(own, own[1:])]
        memory = max(memory for _, memory in costs)
        mark = " **grows too much**" if min(growth) > MOST_GROWTH or max(growth) > 2 * MOST_GROWTH else ""
        mark += " **takes too much**" if memory > MOST_MEMORY else ""
        print(f"| {name}{mark} | {size:,} | {own[0]:.3f} s | {own[1]:.3f} s | {growth[0]:.1f} | {own[2]:.3f} s | {growth[1]:.1f} "
              f"| {memory:.0f} MB |", flush=True)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--lectern", type=Path, required=True)
    parser.add_argument("--measure", type=Path, required=True)
    parser.add_argument("--runs", type=int, default=3)
    parser.add_argument("--only", default="", help="rows whose name has this word")
    options = parser.parse_args()
    sys.path.insert(0, str(Path(__file__).resolve().parent))
    from bench import tmpfs_folder
    folder = tmpfs_folder()
    try:
        print_mistakes(options.lectern.resolve(), options.measure.resolve(), options.runs, folder, options.only)
    finally:
        shutil.rmtree(folder, ignore_errors=True)


if __name__ == "__main__":
    main()

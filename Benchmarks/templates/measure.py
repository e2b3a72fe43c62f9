"""Measures what a page costs in templates alone, in Lectern and in Python's Jinja2, and prints the table.

    python3 measure.py --lectern BINARY [--runs 9] [--pages 1500]

Both render the benchmark's own templates (`../lectern/*.html`) with the same data. What only a
site can answer (`t()`, `menu()`, `url()`, `asset()`, the filter `date`) becomes data first, so that no time goes
into such functions. Both must give the same bytes, else there is no table.

Lectern renders a template that includes the page's n times, each time into a buffer of its own, once for n and once
for 2n: the difference is n pages, without the program's start, the reading of the files and their compiling. Jinja2 renders its compiled
template n times. The figures are processor time, the medians of runs in turn.
"""

import argparse
import json
import os
import re
import resource
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import jinja2

HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parent))
import generate  # noqa: E402: the benchmark's words are its own

SOURCES = HERE.parent / "lectern"
TEMPLATES = {"page template": "page.html", "list template": "section.html"}

# What a site answers, as data.
REPLACED = [
    (r"\bt\('(\w+)'\)", r"words.\1"),
    (r"\bmenu\('main'\)", "site.menu"),
    (r"\burl\('/'\)", "site.root"),
    (r"\basset\('site\.css'\)", "site.css"),
    (r"\.date \| date\('long'\)", ".date_long"),
]


def templates() -> dict[str, str]:
    found = {}
    for path in sorted(SOURCES.rglob("*.html")):
        text = path.read_text()
        for pattern, replacement in REPLACED:
            text = re.sub(pattern, replacement, text)
        found[path.relative_to(SOURCES).as_posix()] = text
    return found


def link(title: str, url: str, **more) -> dict:
    return {"title": title, "url": url} | more


def data(name: str) -> dict:
    """A page with a menu of seven, breadcrumbs, three terms, an outline and 7 kB of body; or a list of twenty."""
    dice = generate.Plan(1000).dice(1)
    phrases = [f"{generate.phrase(dice)} & {generate.phrase(dice)}" for _ in range(40)]
    body = "".join(f"<h2 id=\"part-{n}\">{phrases[n]}</h2>\n<p>{generate.text(dice, 12)}</p>\n" for n in range(6))
    day = {"date": "2012-09-19", "date_long": "19 September 2012"}
    entries = [link(f"The {phrase}", f"/section-001/page-{n:06}/", description=generate.POOL[n], **day)
               for n, phrase in enumerate(phrases[:20])]
    words = {key: key.replace("_", " ") for key in set(
        re.findall(r"words\.(\w+)", "".join(templates().values())))}
    is_list = name == "section.html"
    return {
        "words": words,
        "site": {"title": "EcoProcura", "description": "Conferences on public procurement", "root": "/",
                 "css": "/assets/site-0f3a.css",
                 "menu": [link(phrases[n].title(), f"/{n}/", current=n == 2, active=n == 3) for n in range(7)]},
        "page": {
            "title": f"The {phrases[0]}", "description": generate.POOL[0], "language": "en",
            "url": "/section-001/page-000001/", "permalink": "https://example.org/section-001/page-000001/",
            "reading_minutes": 6, "content": "" if is_list else body, **day,
            "ancestors": [link("Home", "/"), link(phrases[1], "/section-001/")],
            "toc": [{"id": f"part-{n}", "title": phrases[n], "children": [] if n % 2 else [
                {"id": f"part-{n}-a", "title": phrases[n + 7], "children": []}]} for n in range(6)],
            "terms": {"topics": [link(f"Topic {n}", f"/topics/topic-{n}/", count=n) for n in range(3)]},
            "previous": entries[1], "next": entries[2],
        },
        "pager": {"pages": entries, "number": 2, "total": 9, "previous": "/section-001/",
                  "next": "/section-001/3/"},
    }


def processor_time_of_programs() -> float:
    """Seconds that the programs started so far have taken."""
    usage = resource.getrusage(resource.RUSAGE_CHILDREN)
    return usage.ru_utime + usage.ru_stime


class Bench:
    def __init__(self, lectern: Path, pages: int, folder: Path):
        self.lectern, self.pages, self.folder = lectern, pages, folder
        # The body is markup already.
        self.sources = {name: text.replace("page.content", "page.content | safe")
                        for name, text in templates().items()}

    def prepare(self, name: str) -> None:
        self.data = data(name)
        environment = jinja2.Environment(
            loader=jinja2.DictLoader(self.sources), undefined=jinja2.StrictUndefined, autoescape=True,
            keep_trailing_newline=True)
        self.template = environment.get_template(name)
        self.page = self.template.render(self.data)
        shutil.rmtree(self.folder, ignore_errors=True)
        (self.folder / "partials").mkdir(parents=True)
        for source, text in self.sources.items():
            (self.folder / source).write_text(text)
        (self.folder / "frame.html").write_text("{% raw %}" + self.page + "{% endraw %}")
        (self.folder / "data").write_text(json.dumps(self.data))
        for count in (1, self.pages, 2 * self.pages):
            for kind, included in (("page", name), ("frame", "frame.html")):
                (self.folder / f"{kind}-{count}.html").write_text(
                    f'{{% for turn in range({count}) %}}{{% set page %}}{{% include "{included}" %}}{{% endset %}}'
                    "{% if loop.first %}{{ page }}{% endif %}{% endfor %}")
        for kind in ("page", "frame"):
            if self.render(f"{kind}-1.html", capture=True).stdout != self.page.encode():
                sys.exit(f"{name}: Lectern and Jinja2 do not give the same page")

    def render(self, template: str, capture: bool = False) -> subprocess.CompletedProcess:
        command = [self.lectern, "render", self.folder / template, "--data", self.folder / "data"]
        return subprocess.run(command, check=True, stdout=subprocess.PIPE if capture else subprocess.DEVNULL)

    def by_lectern(self, kind: str) -> float:
        """Microseconds a page."""
        seconds = []
        for count in (self.pages, 2 * self.pages):
            before = processor_time_of_programs()
            self.render(f"{kind}-{count}.html")
            seconds.append(processor_time_of_programs() - before)
        return (seconds[1] - seconds[0]) / self.pages * 1e6

    def by_jinja(self) -> float:
        start = time.process_time()
        for _ in range(self.pages):
            self.template.render(self.data).encode()
        return (time.process_time() - start) / self.pages * 1e6


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--lectern", type=Path, required=True)
    parser.add_argument("--runs", type=int, default=9)
    parser.add_argument("--pages", type=int, default=1500)
    options = parser.parse_args()
    shared = Path("/dev/shm")
    folder = Path(tempfile.mkdtemp(prefix="lectern-bench-", dir=shared if os.access(shared, os.W_OK) else None))
    bench = Bench(options.lectern.resolve(), options.pages, folder / "site")
    print("\n### Templates alone\n")
    print("| µs a page | size | Lectern | Jinja2 | Jinja2 ÷ Lectern | Lectern, the page as one text |")
    print("|---|---:|---:|---:|---:|---:|")
    try:
        for title, name in TEMPLATES.items():
            bench.prepare(name)
            turns = [(bench.by_lectern("page"), bench.by_jinja(), bench.by_lectern("frame"))
                     for _ in range(options.runs)]
            ours, theirs, frame = (statistics.median(values) for values in zip(*turns))
            size = len(bench.page.encode()) / 1000
            print(f"| {title} | {size:.1f} kB | {ours:.1f} | {theirs:.1f} | {theirs / ours:.1f} × | {frame:.1f} |")
    finally:
        shutil.rmtree(folder, ignore_errors=True)


if __name__ == "__main__":
    main()

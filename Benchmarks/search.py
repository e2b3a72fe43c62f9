"""The search against Pagefind, side by side: what an index costs, what a visitor loads, and what is found. `make bench-search`."""

import argparse
import functools
import gzip
import http.server
import random
import re
import resource
import shutil
import subprocess
import sys
import tempfile
import threading
import time
from collections import Counter
from pathlib import Path

import generate
import html5lib

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "Tests/Judges"))

from browser import chromium  # noqa: E402

# Words that Pagefind, too, leaves to nobody: a query of them finds everything.
SHORT = 4
AT_THE_ROOT = ("--base-url", "http://127.0.0.1/")


def measured(*command) -> tuple[float, float]:
    """Seconds of the processor, and the most memory of one process in MB."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    started = time.monotonic()
    process = subprocess.run(["/usr/bin/env", "python3", "-c", MEASURE, *map(str, command)], capture_output=True, text=True)
    if process.returncode:
        sys.exit(process.stdout[-2000:] + process.stderr[-2000:])
    seconds, memory = process.stdout.strip().splitlines()[-1].split()
    return float(seconds), float(memory)


MEASURE = """import resource, subprocess, sys
done = subprocess.run(sys.argv[1:], stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True)
if done.returncode: sys.exit(done.stderr)
used = resource.getrusage(resource.RUSAGE_CHILDREN)
print(used.ru_utime + used.ru_stime, used.ru_maxrss / 1000)"""


class Served:
    """A folder on a port of its own, that counts what was sent, compressed as hosts do it."""

    def __init__(self, folder: Path):
        self.sent: list[tuple[str, int]] = []
        outer = self

        class Handler(http.server.SimpleHTTPRequestHandler):
            def log_message(self, *_):
                pass

            def do_GET(self):
                path = Path(self.translate_path(self.path))
                path = path / "index.html" if path.is_dir() else path
                if path.is_file():
                    data = path.read_bytes()
                    # Pagefind's files are compressed already.
                    packed = "/pagefind/" in str(path) and path.suffix not in (".js", ".json", ".css")
                    outer.sent.append((self.path, len(data if packed else gzip.compress(data, mtime=0))))
                super().do_GET()

        self.server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), functools.partial(Handler, directory=str(folder)))
        threading.Thread(target=self.server.serve_forever, daemon=True).start()
        self.address = f"http://127.0.0.1:{self.server.server_address[1]}"

    def taken(self) -> tuple[int, int]:
        """How many files were sent since, and how many bytes."""
        sent, self.sent = self.sent, []
        return len(sent), sum(size for _, size in sent)


def words_of(folder: Path) -> list[str]:
    """The words of the pages' main text, the most frequent first."""
    counts: Counter = Counter()
    pages = [page for page in sorted(folder.rglob("*.html")) if '<html lang="en"' in page.read_text()[:300]]
    for page in pages[:: max(1, len(pages) // 300)]:
        tree = html5lib.parse(page.read_text(), namespaceHTMLElements=False)
        for main in tree.iter("main"):
            counts.update(word.lower() for word in re.findall(r"[^\W\d_]{%d,}" % (SHORT + 1), " ".join(main.itertext())))
    return [word for word, _ in counts.most_common()]


def queries(folder: Path, count: int, seed: int) -> list[str]:
    """Single words from frequent to rare, and two together."""
    draw, known = random.Random(seed), words_of(folder)
    single = list(dict.fromkeys(known[int(len(known) * (draw.random() ** 3))] for _ in range(4 * count)))[: count * 7 // 10]
    return single + [" ".join(draw.sample(known[:200], 2)) for _ in range(count - len(single))]


OURS = """async words => {
    const form = document.querySelector(".search");
    document.querySelector(".search-status").textContent = "";
    form.q.value = words;
    form.requestSubmit();
    const start = Date.now();
    while (!document.querySelector(".search-status").textContent && Date.now() - start < 5000) await new Promise(done => setTimeout(done, 5));
    return [...document.querySelectorAll(".search-results h2 a")].map(link => new URL(link.href).pathname);
}"""
THEIRS = """async words => {
    const pagefind = await import("/pagefind/pagefind.js");
    const found = await pagefind.search(words);
    const shown = await Promise.all(found.results.slice(0, 10).map(result => result.data()));
    return shown.map(data => new URL(data.url, location.href).pathname);
}"""


def generated(count: int, folder: Path) -> Path:
    """A site of that many pages in the conference design, with a search."""
    generate.generate(folder, generate.Plan(count, seed=7))
    site = folder / "lectern"
    shutil.rmtree(site / "templates")
    (site / "content/search.md").write_text("---\ntitle: Search\nsearch: false\n---\n")
    with (site / "site.yaml").open("a") as settings:
        settings.write("\nsearch: /search/\nlectern: 1\n")
    return site


def compare(name: str, site: Path, binary: str, pagefind: str, count: int, seed: int) -> None:
    with tempfile.TemporaryDirectory(dir="/dev/shm") as temporary:
        output, plain = Path(temporary) / "output", Path(temporary) / "plain"
        # What is kept from one build to the next (smaller pictures, cards) is made before.
        measured(binary, "build", site, "--output", output, *AT_THE_ROOT)
        cost, memory = measured(binary, "build", site, "--output", output, *AT_THE_ROOT)
        settings = site / "site.yaml"
        text = settings.read_text()
        settings.write_text(re.sub(r"^search:.*\n", "", text, flags=re.M))
        cost_without, memory_without = measured(binary, "build", site, "--output", plain, *AT_THE_ROOT)
        settings.write_text(text)
        their_cost, their_memory = measured(pagefind, "--site", output)
        ours = sum(path.stat().st_size for path in (output / "assets/search").rglob("*") if path.is_file())
        theirs = sum(path.stat().st_size for path in (output / "pagefind").rglob("*") if path.is_file())
        pages = len(list(output.rglob("*.html")))
        print(f"\n{name}: {pages} pages")
        print(f"  index: {cost - cost_without:.2f} s of the processor more, a build {cost / cost_without:.2f} ×, "
              f"{memory - memory_without:+.0f} MB; Pagefind {their_cost:.2f} s, {their_memory:.0f} MB")
        print(f"  files: {ours / 1e6:.2f} MB; Pagefind {theirs / 1e6:.2f} MB")
        asked = queries(output, count, seed)
        served = Served(output)
        with chromium() as browser:
            found: dict[str, list[list[str]]] = {}
            for who, script in (("Lectern", OURS), ("Pagefind", THEIRS)):
                page = browser.new_page()
                page.goto(served.address + "/search/")
                page.wait_for_timeout(300)
                served.taken()
                costs = []
                found[who] = []
                for words in asked:
                    found[who].append(page.evaluate(script, words))
                    page.wait_for_timeout(20)
                    costs.append(served.taken())
                first, others = costs[0], sorted(size for _, size in costs[1:])
                print(f"  {who}: first search {first[0]} files, {first[1] / 1000:.1f} kB; "
                      f"the next ones {others[len(others) // 2] / 1000:.1f} kB in the middle, {others[-1] / 1000:.1f} kB at most")
        held = [words for words, our, their in zip(asked, found["Lectern"], found["Pagefind"]) if set(our[:5]) <= set(their[:10])]
        print(f"  of {len(asked)} queries, Pagefind's first ten hold our first five in {len(held)}; we found nothing in "
              f"{sum(not our for our in found['Lectern'])}, Pagefind in {sum(not their for their in found['Pagefind'])}")
        for words, our, their in zip(asked, found["Lectern"], found["Pagefind"]):
            if not our and their:
                print(f"    {words!r}: we found nothing; Pagefind {', '.join(their[:3])}")
        shown = 0
        for words, our, their in zip(asked, found["Lectern"], found["Pagefind"]):
            ours_alone = [path for path in our[:5] if path not in their[:10]]
            if ours_alone and shown < 20:
                shown += 1
                print(f"    {words!r}: ours alone {', '.join(ours_alone)}; theirs {', '.join(their[:5])}")


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--lectern", required=True)
    parser.add_argument("--pagefind", required=True)
    parser.add_argument("--site", type=Path, required=True, help="this repository's")
    parser.add_argument("--pages", default="1000,10000", help="how large generated sites are")
    parser.add_argument("--queries", type=int, default=100)
    parser.add_argument("--seed", type=int, default=7)
    chosen = parser.parse_args()
    binary = str(Path(chosen.lectern).resolve())
    with tempfile.TemporaryDirectory(dir="/dev/shm") as temporary:
        site = Path(temporary) / "site"
        for name in ("site.yaml", "content", "templates"):
            source = chosen.site / name
            site.mkdir(exist_ok=True)
            (shutil.copytree if source.is_dir() else shutil.copy)(source, site / name)
        compare("This site", site, binary, chosen.pagefind, chosen.queries, chosen.seed)
        for count in map(int, chosen.pages.split(",")):
            folder = Path(temporary) / str(count)
            compare("Generated", generated(count, folder), binary, chosen.pagefind, chosen.queries, chosen.seed)
            shutil.rmtree(folder)


main()

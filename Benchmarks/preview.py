"""How long a save takes to be seen: from the file's new name to the last byte of the changed page."""

import http.client
import os
import re
import statistics
import subprocess
import threading
import time
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import quote, urlsplit

PATIENCE = 120
STEP = re.compile(r"^  (\S.*?) +([\d.]+) ms$")


class PreviewFailed(Exception):
    """The preview did not start, or did not show what was saved."""


@dataclass
class Latency:
    """Medians in milliseconds; seconds and megabytes for the whole."""

    start: float = 0
    memory: float = 0
    served: dict[str, float] = field(default_factory=dict)
    steps: dict[str, dict[str, float]] = field(default_factory=dict)


class Preview:
    def __init__(self, lectern: Path, site: Path):
        self.process = subprocess.Popen([lectern, "serve", site, "--port", "0", "--timings"], stdin=subprocess.DEVNULL,
                                        stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
        self.timings: list[str] = []
        threading.Thread(target=lambda: self.timings.extend(self.process.stderr), daemon=True).start()
        for line in self.process.stdout:
            if found := re.search(r"http://\S+", line):
                parts = urlsplit(found.group(0))
                self.base = parts.path
                self.connection = http.client.HTTPConnection(parts.hostname, parts.port, timeout=PATIENCE)
                return
        raise PreviewFailed("the preview did not start")

    def get(self, path: str) -> bytes:
        self.connection.request("GET", self.base + quote(path))
        return self.connection.getresponse().read()

    def watch(self, path: str) -> None:
        """Lets a browser have the page open, as an editor would."""
        host, port = self.connection.host, self.connection.port
        self.browser = http.client.HTTPConnection(host, port)
        self.browser.request("GET", "/.lectern/events?path=" + quote(self.base + path, safe=""))
        response = self.browser.getresponse()
        threading.Thread(target=lambda: [None for _ in response], daemon=True).start()

    def memory(self) -> float:
        status = Path(f"/proc/{self.process.pid}/status").read_text()
        return int(re.search(r"VmHWM:\s+(\d+)", status).group(1)) / 1000

    def stop(self) -> None:
        self.process.terminate()
        self.process.wait()


def save(file: Path, text: str) -> None:
    new = file.with_name(f".{file.name}.new")
    new.write_text(text)
    os.replace(new, file)


def measure(lectern: Path, site: Path, page: str, path: str, template: str, runs: int) -> Latency:
    """Edits a page of a site and a template that it uses, so many times each."""
    started = time.perf_counter()
    preview = Preview(lectern, site)
    result = Latency()
    try:
        preview.get(path)
        result.start = time.perf_counter() - started
        preview.watch(path)
        for name, file in (("a page", site / page), ("a template", site / template)):
            text = file.read_text()
            costs, steps = [], []
            for run in range(runs):
                time.sleep(0.8)  # The look at the whole site after the last save is over by then.
                word = f"Saved-{run}-{name.replace(' ', '-')}"
                changed = text.replace("</body>", f"<p>{word}</p></body>") if "</body>" in text else f"{text}\n\n{word}.\n"
                preview.timings.clear()
                start = time.perf_counter()
                save(file, changed)
                while word.encode() not in preview.get(path):
                    if time.perf_counter() - start > PATIENCE:
                        raise PreviewFailed(f"{file} was saved and {path} did not change")
                costs.append((time.perf_counter() - start) * 1000)
                time.sleep(0.05)
                steps.append(dict((found[1], float(found[2])) for line in preview.timings if (found := STEP.match(line))))
            save(file, text)
            result.served[name] = statistics.median(costs)
            names = steps[0].keys()
            result.steps[name] = {step: statistics.median(each.get(step, 0) for each in steps) for step in names}
        result.memory = preview.memory()
        return result
    finally:
        preview.stop()


def print_tables(latencies: dict[str, Latency]) -> None:
    print("\n### The preview: from saving to the changed page\n")
    print("| site | start to first page | a page is saved | a template is saved | peak memory |")
    print("|---|---:|---:|---:|---:|")
    for name, cost in latencies.items():
        print(f"| {name} | {cost.start:.2f} s | {cost.served['a page']:.1f} ms | {cost.served['a template']:.1f} ms | {cost.memory:.0f} MB |")
    print("\nWhat a save of a page costs in the preview, in milliseconds:\n")
    names = list(next(iter(latencies.values())).steps["a page"])
    print("| site | " + " | ".join(names) + " |")
    print("|---|" + "---:|" * len(names))
    for name, cost in latencies.items():
        print(f"| {name} | " + " | ".join(f"{cost.steps['a page'].get(step, 0):.1f}" for step in names) + " |")

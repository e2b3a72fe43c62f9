"""What an editor writes never runs: every place at which a template may print a value, opened in a real browser with
values that try to get out of it."""

import json
import os
import re
import unittest
from concurrent.futures import ThreadPoolExecutor

import lectern
import places
from browser import chromium

# Each asks for a dialogue if it runs. These try to get out of text and attributes,
MARKUP = [
    "\"onmouseover=\"alert(1)\"onload=\"alert(1)\"x=\"", "'onmouseover='alert(1)'onload='alert(1)'x='",
    " onmouseover=alert(1) onload=alert(1) ",
    "</title></textarea></style></xmp></noscript></iframe></noembed></noframes></template>--!>-->]]>"
    "<script>alert(1)</script><img src=x onerror=alert(1)></script><script>alert(1)</script>",
]
# these out of strings and comments of scripts,
SCRIPTS = ["';alert(1)//", "\";alert(1)//", "`;alert(1)//${alert(1)}", "*/alert(1)/*", "\nalert(1)//", "\u2028alert(1)//",
           "/;alert(1)//", "\\\";alert(1)//", "\\"]
# and these are or become addresses that run.
ADDRESSES = ["javascript:alert(1)", "JaVa\tScRiPt:alert(1)", "\x01javascript:alert(1)", "script:alert(1)", ":alert(1)",
             ";alert(1)", "&#106;avascript:alert(1)", "data:text/html,<script>alert(1)</script>",
             "data:text/javascript,alert(1)", "0;url=javascript:alert(1)"]
HOLDS_ADDRESS = re.compile(r"href|src|action|data=|poster|ping|cite|background|refresh|attributeName|xmlattr", re.I)


def hostile(template: str) -> list[str]:
    """The values that have a chance there."""
    scripts = SCRIPTS if "<script" in template.lower() else []
    return MARKUP + scripts + (ADDRESSES if HOLDS_ADDRESS.search(template) else [])


# What comes before a value in some places: the beginning of a scheme that the value ends.
BEFORE = ["", "java", "javascript"]

# Does what a visitor might: nothing is left unclicked.
USE = """async () => {
  for (const element of [...document.querySelectorAll('*')].slice(0, 60)) {
    for (const kind of ['mouseover', 'mouseenter', 'focus', 'load', 'error', 'click'])
      element.dispatchEvent(new MouseEvent(kind, {bubbles: true, cancelable: true}))
    if (element.tagName === 'FORM') try { element.submit() } catch {}
  }
  await new Promise(done => setTimeout(done))
}"""


def together(pages: list[str]) -> str:
    """Pages in one, each in a frame of its own."""
    def quoted(page: str) -> str:
        return page.replace("&", "&amp;").replace('"', "&quot;")
    return "<!doctype html>" + "".join(f'<iframe srcdoc="{quoted(page)}"></iframe>' for page in pages)


def table(opened: dict[str, int], ran: set[str]) -> str:
    """What docs/trust.md says of places: by their sort, what the check says and what the browser did."""
    rows = ["| sort of place | places | refused | compile | opened in Chromium | pages | ran |", "|---|---:|---:|---:|---:|---:|---:|"]
    sorts = places.sorts()
    totals = [0] * 6
    for sort in dict.fromkeys(sort for sort, _ in sorts.values()):
        own = {template: mark for template, (other, mark) in sorts.items() if other == sort}
        shown = [template for template in own if template in opened]
        figures = [len(own), list(own.values()).count("-"), len(own) - list(own.values()).count("-"), len(shown),
                   sum(opened[template] for template in shown), len(ran & own.keys())]
        totals = [total + figure for total, figure in zip(totals, figures)]
        rows.append(f"| {sort} | " + " | ".join(f"{figure:,}" for figure in figures) + " |")
    return "\n".join(rows + ["| **all** | " + " | ".join(f"{total:,}" for total in totals) + " |"])


class PlaceTests(lectern.LecternTest):
    def rendered(self, number: int, template: str) -> list[str]:
        """What the template makes of each value; nothing of one that it refuses."""
        folder = self.folder / str(number)
        folder.mkdir()
        (folder / "a.html").write_text(template)
        pages: list[str] = []
        for value in hostile(template):
            for before in BEFORE if "w }}" in template else [""]:
                (folder / "d.json").write_text(json.dumps({"v": value, "w": before}))
                found = lectern.run("render", "a.html", "--data", "d.json", cwd=folder)
                if found.returncode == 0:
                    pages.append(found.stdout)
        return list(dict.fromkeys(pages))

    def test_nothing_that_an_editor_writes_runs(self):
        accepted = places.judged()
        self.assertGreater(len(accepted), 200)
        # All of them take minutes. Which are left out of an everyday run doesn't change from run to run.
        if "ALL_PLACES" not in os.environ:
            accepted = accepted[::5]
        with ThreadPoolExecutor(2) as pool:
            pages = list(pool.map(self.rendered, range(len(accepted)), accepted))
        self.assertGreater(sum(map(len, pages)), 2 * len(accepted))
        ran: set[str] = set()
        with chromium() as browser:
            shown = [(template, page) for template, made in zip(accepted, pages) for page in made]
            for first in range(0, len(shown), 40):
                part = shown[first:first + 40]
                if not self.runs(browser, together([page for _, page in part])):
                    continue
                guilty = [(template, page) for template, page in part if self.runs(browser, together([page]))]
                ran |= {template for template, _ in guilty or part}
                for template, page in guilty or part:
                    with self.subTest(template):
                        self.fail(f"runs: {page}")

        if "ALL_PLACES" in os.environ:
            print("\n" + table(dict(zip(accepted, map(len, pages))), ran))

    def test_the_judge_sees_what_runs(self):
        with chromium() as browser:
            for page in ("<p onclick='alert(1)'>", "<script>alert(1)</script>", "<img src=x onerror=alert(1)>",
                         "<a href='javascript:alert(1)'>x</a>", "<svg><script>alert(1)</script></svg>",
                         "<form action='javascript:alert(1)'></form>"):
                with self.subTest(page):
                    self.assertTrue(self.runs(browser, together(["<p>", page])))

    def runs(self, browser, html: str) -> bool:
        dialogues: list[str] = []
        context = browser.new_context(service_workers="block")
        page = context.new_page()

        def close(dialogue):
            dialogues.append(dialogue.message)
            dialogue.dismiss()

        page.on("dialog", close)
        page.route("**/*", lambda route: route.abort() if route.request.url.startswith("http") else route.continue_())
        try:
            page.set_content(html, wait_until="load", timeout=10_000)
            for frame in page.frames:
                try:
                    frame.evaluate(USE)
                except Exception:  # The frame went elsewhere, as its links and forms ask.
                    continue
        finally:
            context.close()
        return bool(dialogues)


if __name__ == "__main__":
    unittest.main()

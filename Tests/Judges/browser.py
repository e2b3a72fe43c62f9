"""Every page in a real browser, without a network: accessibility by axe, nothing wider than the screen."""

import contextlib
import http.server
import mimetypes
import shutil
import threading
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import unquote, urlsplit

import axe_playwright_python
from playwright.sync_api import Browser, Page, sync_playwright

from tree import Tree

WIDTHS = (1280, 320)
STANDARDS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
AXE = Path(axe_playwright_python.__file__).with_name("axe.min.js")

RUN_AXE = "options => axe.run(document, options).then(result => result.violations)"

# What sticks out at the right, unless it is inside something that scrolls by itself.
FIND_WIDE = """() => {
  const width = document.documentElement.clientWidth
  if (document.scrollingElement.scrollWidth <= width) return []
  const scrolls = element => element && element !== document.body &&
    (/auto|scroll|hidden|clip/.test(getComputedStyle(element).overflowX) || scrolls(element.parentElement))
  return [`the page is ${document.scrollingElement.scrollWidth} px wide`].concat(
    [...document.body.querySelectorAll('*')]
      .filter(e => e.getBoundingClientRect().right > width + 1 && !scrolls(e.parentElement))
      .slice(0, 3).map(e => e.outerHTML.slice(0, 120)))
}"""


@contextlib.contextmanager
def served(tree: Tree) -> Iterator[str]:
    """A web server for the tree on this machine, below the same path as it will have; gives its address."""
    base = urlsplit(tree.base_url).path

    class Handler(http.server.BaseHTTPRequestHandler):
        def do_GET(self):
            path = unquote(urlsplit(self.path).path).removeprefix(base)
            name = path + "index.html" if path == "" or path.endswith("/") else path
            found = name in tree.file_set
            name = name if found else "404.html"
            body = tree.read(name)
            self.send_response(200 if found else 404)
            kind = mimetypes.guess_type(name)[0] or "application/octet-stream"
            self.send_header("Content-Type", kind + ("; charset=utf-8" if kind.startswith("text/") else ""))
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_):
            pass

    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield f"http://127.0.0.1:{server.server_address[1]}{base}"
    finally:
        server.shutdown()
        server.server_close()


@contextlib.contextmanager
def chromium() -> Iterator[Browser]:
    path = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=["--no-sandbox"])
        try:
            yield browser
        finally:
            browser.close()


def visit(tree: Tree, paths: list[str] | None = None) -> dict[str, list[str]]:
    """Opens the pages and gives what is wrong, by judge: accessibility, overflow, requests."""
    findings: dict[str, list[str]] = {"accessibility": [], "overflow": [], "requests": []}
    with served(tree) as address, chromium() as browser:
        page = browser.new_page()
        path = ""
        page.route(lambda url: not url.startswith((address, "data:")), lambda route: (
            findings["requests"].append(f"{path}: asks for {route.request.url}"), route.abort()))
        page.on("pageerror", lambda error: findings["requests"].append(f"{path}: script error: {error}"))
        page.on("response", lambda response: response.status >= 400 and findings["requests"].append(
            f"{path}: {response.url} is answered with {response.status}"))
        for path in paths or sorted([*tree.documents, *(["404.html"] if "404.html" in tree.file_set else [])]):
            page.set_viewport_size({"width": WIDTHS[0], "height": 900})
            page.goto(address + path.removesuffix("index.html") if path != "404.html" else address + path)
            page.evaluate(AXE.read_text())
            for width in WIDTHS:
                page.set_viewport_size({"width": width, "height": 900})
                where = f"{path} at {width} px"
                findings["accessibility"] += [f"{where}: {found}" for found in violations(page, STANDARDS)]
                findings["overflow"] += [f"{where}: {found}" for found in page.evaluate(FIND_WIDE)]
            page.emulate_media(color_scheme="dark")
            findings["accessibility"] += [f"{path} in the dark: {found}" for found in violations(page, ["cat.color"])]
            page.emulate_media(color_scheme="light")
    return findings


def violations(page: Page, tags: list[str]) -> list[str]:
    found = page.evaluate(RUN_AXE, {"runOnly": tags, "resultTypes": ["violations"]})
    return [f"{violation['id']}: {violation['help']} | {node['html'][:120]}"
            for violation in found for node in violation["nodes"][:3]]

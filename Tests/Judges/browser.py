"""Every page in a real browser, without a network, under the content security policy that docs/hosting.md
advises: accessibility by axe in all colour schemes, nothing wider than the screen, everything reachable by keyboard, no
layout shift, no motion for those who want none."""

import contextlib
import http.server
import mimetypes
import re
import shutil
import threading
from collections.abc import Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from urllib.parse import unquote, urlsplit

import axe_playwright_python
from playwright.sync_api import Browser, Page, sync_playwright

from tree import Tree

# A desk, a tablet, a phone. 320 pixels are also what is left of 1280 at 400 % (WCAG 2.2, 1.4.10).
WIDTHS = (1280, 768, 320)
COLOURS = {"type": "rule", "values": ["color-contrast", "link-in-text-block"]}
COLOURLESS = {name: {"enabled": False} for name in COLOURS["values"]}
STANDARDS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
AXE = Path(axe_playwright_python.__file__).with_name("axe.min.js")

HOSTING = Path(__file__).resolve().parents[2] / "docs/hosting.md"

# Of the pages that show the text of another language, one of so many: they are their originals with the other words around.
UNTRANSLATED = 7

SCHEMES = {"": {}, " in the dark": {"color_scheme": "dark"}, " in forced colours": {"color_scheme": "light", "forced_colors": "active"}}

JUDGES = ("accessibility", "overflow", "requests", "policy", "keyboard", "stability", "motion")

RUN_AXE = "options => axe.run(document, {resultTypes: ['violations'], ...options}).then(result => result.violations)"

# The forms of elements: what styles can tell of an element and of those around it, whatever it says and wherever it leads.
FIND_FORMS = """() => {
  const words = /^(id|href|src|srcset|sizes|width|height|alt|title|content|value|name|for|datetime|lang|hreflang|download|aria-label(ledby)?|aria-describedby|aria-controls|data-.*|viewBox|d|points|transform|[rc]?[xy]|[xy][12]|r)$/
  const forms = new Set()
  const visit = (element, around) => {
    const form = around + '>' + element.localName + [...element.attributes].filter(a => !words.test(a.name)).map(a => `[${a.name}=${a.value}]`).join('')
    forms.add(form)
    for (const child of element.children) visit(child, form)
  }
  visit(document.documentElement, [...document.querySelectorAll('style, link[rel=stylesheet]')].map(e => e.outerHTML).join(''))
  return [...forms]
}"""

# What extends beyond the right edge, unless it is inside something that scrolls by itself.
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


# What the browser has reported since the page was opened.
WATCH = """() => {
  window.seen = {policy: [], shift: 0}
  document.addEventListener('securitypolicyviolation', event => window.seen.policy.push(
    `${event.effectiveDirective} forbids ${event.blockedURI} ${event.sourceFile ?? ''}:${event.lineNumber}`))
  new PerformanceObserver(list => list.getEntries().forEach(entry => window.seen.shift += entry.value))
    .observe({type: 'layout-shift', buffered: true})
}"""

# What it has reported after a few more frames.
AFTER_FRAMES = """async () => {
  for (let frame = 0; frame < 4; frame++) await new Promise(requestAnimationFrame)
  await new Promise(done => setTimeout(done))
  return window.seen
}"""

# What can be reached by Tab, in the order of the document; of radio buttons with one name, one.
FIND_STOPS = """() => {
  const names = new Set()
  window.stops = [...document.querySelectorAll(
    'a[href], area[href], button, input, select, textarea, summary, [tabindex], audio[controls], video[controls]')]
    .filter(e => e.tabIndex >= 0 && !e.disabled && e.type !== 'hidden' && e.checkVisibility({visibilityProperty: true}))
    .filter(e => e.type !== 'radio' || (!names.has(e.name) && names.add(e.name)))
  window.reached = []
  document.addEventListener('focusin', event => {
    const element = event.target, style = getComputedStyle(element), box = element.getClientRects()[0] ?? element.getBoundingClientRect()
    const place = document.elementFromPoint(box.x + Math.min(box.width / 2, 20), box.y + Math.min(box.height / 2, 10))
    window.reached.push({element, name: element.outerHTML.slice(0, 100),
      shown: (style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) > 0) || style.boxShadow !== 'none',
      covered: place !== null && !element.contains(place) && !place.contains(element) && !place.closest('label')?.contains(element)})
  })
  document.activeElement?.blur()
  return window.stops.length
}"""

# What is wrong with the order in which Tab goes through the page.
FIND_LOST = """() => {
  const found = [], name = element => element.outerHTML.slice(0, 100)
  const order = window.reached.map(stop => stop.element)
  for (const stop of window.stops)
    if (!order.includes(stop) && !(stop.type === 'radio' && order.some(e => e.name === stop.name)))
      found.push(`is not reached by Tab: ${name(stop)}`)
  for (const stop of window.reached) {
    if (!stop.shown) found.push(`does not show that it has the focus: ${stop.name}`)
    if (stop.covered) found.push(`is covered while it has the focus: ${stop.name}`)
  }
  const places = window.stops.map(stop => order.indexOf(stop)).filter(place => place >= 0)
  // Tab goes on where the last visit ended, so the way through may begin anywhere.
  const back = places.filter((place, index) => index && place < places[index - 1]).length
  if (back > 1) found.push('is passed through in another order')
  return found.slice(0, 5)
}"""

FIND_MOTION = """() => [...document.querySelectorAll('*')].filter(e => {
  const style = getComputedStyle(e), long = text => text.split(',').some(time => parseFloat(time) > 0.02)
  return long(style.transitionDuration) || (style.animationName !== 'none' && long(style.animationDuration))
}).slice(0, 3).map(e => `moves: ${e.outerHTML.slice(0, 100)}`)"""


def policy() -> str:
    """The content security policy that the guide to hosting advises."""
    return re.search(r"^Content-Security-Policy: (.+)$", HOSTING.read_text(), re.M).group(1)


@contextlib.contextmanager
def served(tree: Tree) -> Iterator[str]:
    """Serves the tree on this machine, below the path that it will have; gives the address."""
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
            self.send_header("Content-Security-Policy", policy())
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
def chromium(is_whole: bool = False) -> Iterator[Browser]:
    """The engine alone, in which a page costs a sixth; or the whole browser, which also asks for what its window shows."""
    names = ["chromium", "chromium-browser", "google-chrome"]
    path = next(filter(None, map(shutil.which, names if is_whole else ["chromium-headless-shell", *names])), None)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=["--no-sandbox"])
        try:
            yield browser
        finally:
            browser.close()


def visited(tree: Tree) -> list[str]:
    """The pages that are opened."""
    copies = sorted(path for path, page in tree.documents.items()
                    if any(link.get("href") != tree.url(path) for link in page.links("canonical")))
    left_out = set(copies) - set(copies[::UNTRANSLATED])
    return sorted([*(path for path in tree.documents if path not in left_out), *({"404.html"} & tree.file_set)])


def visit(tree: Tree, paths: list[str] | None = None) -> dict[str, list[str]]:
    """Opens the pages, two at a time, and gives the findings by judge."""
    paths = paths or visited(tree)
    judged: set = set()
    with served(tree) as address, ThreadPoolExecutor(2) as pool:
        parts = list(pool.map(lambda part: visit_some(address, part, judged), [paths[::2], paths[1::2]]))
    return {judge: sorted(found for part in parts for found in part[judge]) for judge in JUDGES}


def visit_some(address: str, paths: list[str], judged: set) -> dict[str, list[str]]:
    findings: dict[str, list[str]] = {judge: [] for judge in JUDGES}
    with chromium() as browser:
        page = browser.new_page()
        page.add_init_script(f"({WATCH})(); if (window === top) {{ {AXE.read_text()} }}")
        path = ""
        page.route(lambda url: not url.startswith((address, "data:")), lambda route: (
            findings["requests"].append(f"{path}: asks for {route.request.url}"), route.abort()))
        page.on("pageerror", lambda error: findings["requests"].append(f"{path}: script error: {error}"))
        page.on("response", lambda response: response.status >= 400 and findings["requests"].append(
            f"{path}: {response.url} is answered with {response.status}"))
        for path in paths:
            page.set_viewport_size({"width": WIDTHS[0], "height": 900})
            page.goto(address + path.removesuffix("index.html") if path != "404.html" else address + path)
            look(page, path, findings, judged)
    return findings


def look(page: Page, path: str, findings: dict[str, list[str]], judged: set) -> None:
    """`judged` has the forms of elements whose colours were judged on other pages, with the width and the scheme."""
    forms = page.evaluate(FIND_FORMS)
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": 900})
        where = f"{path} at {width} px"
        findings["accessibility"] += [f"{where}: {found}" for found in
                                      violations(page, {"runOnly": STANDARDS, "rules": COLOURLESS})]
        if width == WIDTHS[0]:  # Animations have ended by now, and nothing of ours shifts the layout.
            seen = page.evaluate(AFTER_FRAMES)
            findings["policy"] += [f"{path}: {found}" for found in seen["policy"]]
            if seen["shift"] > 0.01:
                findings["stability"].append(f"{path}: what is there shifts by {seen['shift']:.3f}")
        findings["overflow"] += [f"{where}: {found}" for found in page.evaluate(FIND_WIDE)]
        findings["accessibility"] += [f"{where}{found}" for found in wrong_colours(page, width, SCHEMES, forms, judged)]
        if width != 768:
            findings["keyboard"] += [f"{where}: {found}" for found in lost_stops(page)]
    page.emulate_media(reduced_motion="reduce")
    findings["motion"] += [f"{path}: {found}" for found in page.evaluate(FIND_MOTION)]
    page.emulate_media(reduced_motion="no-preference")


def wrong_colours(page: Page, width: int, schemes: Iterable[str], forms: list[str], judged: set) -> list[str]:
    """What can't be seen well in these colour schemes, after the scheme's name.

    An element of the same form has the same colours, so a page without a new one has been judged by other pages.
    """
    found = []
    for scheme in schemes:
        new = {(width, scheme, form) for form in forms} - judged
        judged |= new
        if new:
            page.emulate_media(**SCHEMES[scheme])
            found += [f"{scheme}: {violation}" for violation in violations(page, {"runOnly": COLOURS})]
    page.emulate_media(color_scheme="light", forced_colors="none")
    return found


def lost_stops(page: Page) -> list[str]:
    """What cannot be reached by keyboard, or doesn't show when it is."""
    for _ in range(page.evaluate(FIND_STOPS) + 1):
        page.keyboard.press("Tab")
    found = page.evaluate(FIND_LOST)
    page.evaluate("() => { document.activeElement?.blur(); window.scrollTo(0, 0) }")
    return found


def violations(page: Page, options: dict) -> list[str]:
    return [f"{violation['id']}: {violation['help']} | {node['html'][:120]}"
            for violation in page.evaluate(RUN_AXE, options) for node in violation["nodes"][:3]]

"""The conference design in each of its languages: the same small conference, whose editors write no template. The pages are
valid, accessible on a phone and a desk, nothing is cut off, and nothing in English is left in another language."""

import re
import shutil
import tempfile
from datetime import datetime, timezone
from pathlib import Path

import yaml

import browser
import demonstration
import lectern
import links
import markup
from tree import Tree

STRINGS = Path(__file__).resolve().parents[2] / "Sources/ConferenceDesign/Design/strings"
LANGUAGES = sorted(demonstration.TEXTS)
NOW = datetime(2031, 9, 17, 9, 15, tzinfo=timezone.utc)  # In the middle of the first workshop.
AT = "2031-09-17 11:15"
BASE = "https://demonstration.example/"
PAGES = ["index.html", "programme/index.html", "programme/day-1/index.html", "programme/keynote/index.html",
         "speakers/ada-example/index.html", "404.html"]
SIZES = [{"width": 390, "height": 844}, {"width": 1280, "height": 900}]

# The program's own words that are the same in English: the titles of alerts.
ALIKE = {"da": {"Tip"}, "nl": {"Tip"}}

# What somebody reads or hears: texts, names of things, what scripts may print. A place where a line may break ends no text.
FIND_TEXTS = """() => {
  for (const place of document.querySelectorAll('wbr')) place.remove()
  document.body.normalize()
  const found = []
  const add = text => found.push((text ?? '').replace(/\\s+/g, ' ').trim())
  for (const element of document.querySelectorAll('*')) {
    if (['SCRIPT', 'STYLE'].includes(element.tagName)) continue
    for (const node of element.childNodes) if (node.nodeType === Node.TEXT_NODE) add(node.data)
    for (const name of ['aria-label', 'aria-description', 'alt', 'title', 'label', 'placeholder']) add(element.getAttribute(name))
    if (element.matches('meta[name=description], meta[property$=description], meta[property$=title]')) add(element.content)
    if (element.matches('.programme')) Object.values(element.dataset).forEach(add)
  }
  return [...new Set(found)].filter(text => /\\p{L}/u.test(text))
}"""

# Words that are wider than a box that hides what is too much. A button with a name of its own may show a sign alone.
FIND_CUT = """() => [...document.querySelectorAll('main *, header *, footer *')].filter(element => !element.ariaLabel &&
  /hidden|clip/.test(getComputedStyle(element).overflowX) && element.clientWidth > 1 && element.scrollWidth > element.clientWidth + 1
).slice(0, 3).map(element => `is cut off: ${element.outerHTML.slice(0, 100)}`)"""


class WordsTests(lectern.LecternTest):
    @classmethod
    def setUpClass(cls):
        cls.sites = Path(tempfile.mkdtemp(prefix="lectern-judge-"))
        cls.addClassCleanup(shutil.rmtree, cls.sites, ignore_errors=True)
        cls.output = {language: cls.built(cls.sites / "written" / language, language) for language in LANGUAGES}

    @classmethod
    def built(cls, site: Path, language: str, words: str | None = None, warnings: str = "") -> Path:
        """Builds the conference, and gives its output, which lies beside those of the others."""
        result = lectern.run("build", demonstration.write(site, language, words), "--quiet", "--at", AT)
        assert result.returncode == 0 and re.fullmatch(warnings, result.stderr, re.S), result.stderr
        return shutil.move(site / "output", cls.sites / "output" / language)

    def tree(self, language: str) -> Tree:
        return Tree(self.output[language], BASE)

    def test_pages_are_valid(self):
        self.assertNothing(markup.complaints(Tree(self.sites / "output", BASE)))

    def test_links_lead_somewhere(self):
        for language in LANGUAGES:
            with self.subTest(language):
                self.assertNothing(links.dead_links(self.tree(language)))

    def test_pages_are_accessible_and_fit(self):
        findings, texts, judged = [], {}, set()
        with browser.chromium() as chromium:
            for language in LANGUAGES:
                found, texts[language] = look(chromium, self.tree(language), judged)
                findings += [f"{language}: {finding}" for finding in found]
        self.assertNothing(findings + [finding for language in LANGUAGES if language != "en"
                                       for finding in english_left(language, texts)])

    def test_a_language_from_right_to_left_does_not_break(self):
        """A site in Arabic, for which the design has no words, with texts in English."""
        output = self.built(self.folder / "ar", "ar", words="en", warnings=".*words-in-english\n*")
        tree = Tree(output, BASE)
        self.addCleanup(shutil.rmtree, output)
        for path in PAGES:
            self.assertRegex(tree.read(path).decode(), r'<html lang="ar" dir="rtl">')
        self.assertNothing(markup.complaints(tree))
        with browser.chromium() as chromium:
            self.assertNothing(look(chromium, tree, set())[0])


def look(chromium, tree: Tree, judged: set) -> tuple[list[str], set[str]]:
    """What is wrong with the pages, and what they say. `judged` has the forms whose colours were judged in other languages."""
    findings, texts = [], set()
    with browser.served(tree) as address:
        page = chromium.new_page(timezone_id="America/New_York")
        page.add_init_script(path=browser.AXE)
        page.clock.set_fixed_time(NOW)
        page.on("pageerror", lambda error: findings.append(f"{page.url}: script error: {error}"))
        for path in [*PAGES, "practical/index.html"]:
            page.goto(address + path)
            forms = page.evaluate(browser.FIND_FORMS)
            for size in SIZES:
                page.set_viewport_size(size)
                where = f"{path} at {size['width']} px"
                found = browser.violations(page, {"runOnly": browser.STANDARDS, "rules": browser.COLOURLESS})
                found += browser.wrong_colours(page, size["width"], ("", " in the dark"), forms, judged)
                found += page.evaluate(browser.FIND_WIDE) + page.evaluate(FIND_CUT)
                findings += [f"{where}: {finding}" for finding in found]
            texts.update(page.evaluate(FIND_TEXTS))
        page.close()
    return findings, texts


def english_left(language: str, texts: dict[str, set[str]]) -> list[str]:
    """What pages say in English, too, although it is no name and no word that both languages have."""
    own = yaml.load((STRINGS / f"{language}.yaml").read_text(), yaml.BaseLoader)
    patterns = "|".join(re.sub(r"\\\{\w+\\\}", ".*", re.escape(value)) for value in own.values())
    # Names, a person's initials, addresses and files.
    names = "|".join([*map(re.escape, sorted(demonstration.NAMES, key=len, reverse=True)), r"\b[A-Z]{2}\b",
                      r"(https?:/)?/\S*", r"\S+\.(ics|json|xml)"])
    shared = texts[language] & texts["en"] - ALIKE.get(language, set())
    return [f"{language}: is in English: {text!r}" for text in sorted(shared)
            if not re.fullmatch(patterns, text) and re.search(r"[^\W\d_]{2}", re.sub(names, "", text))]

"""The preview in a real browser: every edit shows without a reload."""

import os
import shutil
import time
import unittest

from browser import chromium
from lectern import LecternTest
from playwright.sync_api import Error
from preview import Preview
from preview_edits import FILES, small_site

LONG = "".join(f"\nParagraph {number} of many, to have something to scroll.\n" for number in range(80))
DETAILS = '<details id="more"><summary>More</summary><p>Hidden</p></details><input id="field">'

PANEL = "document.querySelector('lectern-preview')?.shadowRoot.querySelector('.panel.own')?.textContent ?? ''"
BAR = "document.querySelector('lectern-preview')?.shadowRoot.querySelector('.bar')?.textContent ?? ''"


class PreviewBrowserTest(LecternTest):
    @classmethod
    def setUpClass(cls):
        cls.browsers = chromium()
        cls.browser = cls.browsers.__enter__()
        cls.addClassCleanup(lambda: cls.browsers.__exit__(None, None, None))

    def setUp(self):
        super().setUp()
        self.site = self.folder / "site"
        small_site(self.site)
        base = FILES["templates/base.html"].replace("</main>", DETAILS + "</main>")
        self.write("templates/base.html", base)
        self.base = base
        self.about("About", LONG)
        self.preview = Preview(self.site)
        self.addCleanup(self.preview.stop)
        self.context = self.browser.new_context()
        self.addCleanup(self.context.close)
        self.page = self.context.new_page()
        self.page.set_default_timeout(20_000)
        self.failures: list[str] = []
        self.page.on("pageerror", lambda error: self.failures.append(str(error)))

    def tearDown(self):
        self.assertNothing(self.failures)

    def write(self, path: str, text: str) -> None:
        """Saves as many editors do: a new file is renamed over the old one."""
        file = self.site / path
        file.parent.mkdir(parents=True, exist_ok=True)
        new = file.with_name(f".{file.name}.new")
        new.write_text(text)
        os.replace(new, file)

    def about(self, title: str, text: str) -> None:
        self.write("content/about.md", f"---\ntitle: {title}\ntopics: [first]\n---\n{text}\n")

    def open(self, path: str = "about/") -> None:
        self.page.goto(self.preview.address + path)
        self.wait(f"({BAR}).includes('word')")

    def wait(self, condition: str) -> None:
        # A page that is waited in is asked again by code of its own, which the policy of the page with mistakes forbids.
        end = time.monotonic() + 30
        while not self.holds(condition):
            self.assertLess(time.monotonic(), end, condition)
            time.sleep(0.02)

    def holds(self, condition: str) -> bool:
        try:
            return bool(self.page.evaluate(condition))
        except Error as error:
            # The page was loaded anew meanwhile.
            if "context was destroyed" not in str(error):
                raise
            return False

    def shows(self, words: str) -> None:
        self.wait(f"document.body.innerText.includes({words!r})")

    def test_shows_every_kind_of_edit(self):
        self.open()
        for what, path, text, words in (
            ("Markdown", "content/about.md", "---\ntitle: About\n---\nNew words.\n", "New words."),
            ("front matter", "content/about.md", "---\ntitle: Another title\n---\nNew words.\n", "Another title"),
            ("a template", "templates/base.html", self.base.replace("</main>", "<p>From the template</p></main>"), "From the template"),
            ("a partial", "templates/partials/top.html", "<p>From the partial</p>", "From the partial"),
            ("data", "content/_data/places.yaml", "- Ystad\n", None),
            ("settings", "site.yaml", FILES["site.yaml"].replace("title: Small", "title: Large"), None),
        ):
            with self.subTest(what):
                self.write(path, text)
                if words:
                    self.shows(words)
        self.write("templates/partials/top.html", FILES["templates/partials/top.html"])
        self.shows("Large: Ystad")

    def test_shows_words_of_the_interface_and_rows(self):
        self.open("news/")
        self.write("templates/strings/en.yaml", "next: Onwards\nnot_found: {title: Not found}\n")
        self.shows("Onwards")
        self.open("people/ann/")
        self.write("content/people/_pages.csv", "id,title,body\nann,Ann Other,Her *new* story.\n")
        self.shows("Ann Other")
        self.shows("Her new story.")

    def test_shows_pages_that_come_and_go(self):
        self.page.goto(self.preview.address + "fresh/")
        self.shows("Not found")
        self.write("content/fresh.md", "---\ntitle: Fresh\n---\nJust written.\n")
        self.shows("Just written.")
        (self.site / "content/fresh.md").unlink()
        self.shows("Not found")

    def test_keeps_scroll_focus_and_open_details(self):
        self.open()
        self.page.evaluate("document.querySelector('#more').open = true; document.querySelector('#field').focus({preventScroll: true}); scrollTo(0, 700)")
        self.about("Changed under way", LONG)
        self.shows("Changed under way")
        self.wait("scrollY === 700")
        self.assertTrue(self.page.evaluate("document.querySelector('#more').open"))
        self.assertEqual(self.page.evaluate("document.activeElement.id"), "field")

    def test_changes_a_style_sheet_without_loading_the_page(self):
        self.open()
        self.page.evaluate("window.isStillHere = true; scrollTo(0, 300)")
        for number in (77, 88):
            self.write("templates/assets/css/site.css", f"h1 {{ color: rgb({number}, 2, 3); }}\n")
            self.wait(f"getComputedStyle(document.querySelector('h1')).color === 'rgb({number}, 2, 3)'")
            self.wait("document.querySelectorAll('link[rel=stylesheet]').length === 1")
        self.assertTrue(self.page.evaluate("window.isStillHere"))
        self.assertEqual(self.page.evaluate("scrollY"), 300)
        self.about("After the style", "Words.")
        self.shows("After the style")

    def test_loads_nothing_again_when_another_page_changes(self):
        self.open()
        self.page.evaluate("window.isStillHere = true")
        self.write("content/news/one.md", "---\ntitle: Other words\ndate: 2012-01-01\n---\n[About](../about.md)\n")
        self.wait(f"({BAR}).includes('link')")
        self.page.wait_for_timeout(300)
        self.assertTrue(self.page.evaluate("window.isStillHere"))

    def test_shows_mistakes_over_the_last_good_page(self):
        self.about("About", "Good words.")
        self.open()
        self.shows("Good words.")
        self.write("content/about.md", "---\ntitel: About\n---\nOther words.\n")
        self.wait(f"({PANEL}).includes(\"content/about.md:2:1: error: unknown key 'titel'\")")
        self.wait(f"({PANEL}).includes(\"help: did you mean 'title'?\")")
        self.shows("Good words.")
        link = self.page.evaluate("document.querySelector('lectern-preview').shadowRoot.querySelector('.panel a').href")
        self.assertEqual(link, f"vscode://file{self.site.resolve()}/content/about.md:2:1")
        self.page.reload()
        self.shows("Good words.")
        self.wait(f"({PANEL}).includes('titel')")
        self.about("About", "Mended words.")
        self.shows("Mended words.")
        self.wait(f"({PANEL}) === ''")

    def test_shows_mistakes_of_templates(self):
        self.open()
        self.write("templates/page.html", '{% extends "base.html" %}{% if %}')
        self.wait(f"({PANEL}).includes('templates/page.html:1:')")
        self.shows("Paragraph 3")
        self.write("templates/page.html", '{% extends "base.html" %}{% block main %}{{ page.titel }}{% endblock %}')
        self.wait(f"({PANEL}).includes('titel')")
        self.write("templates/page.html", '{% extends "base.html" %}{% block main %}Mended{% endblock %}')
        self.shows("Mended")

    def test_counts_mistakes_elsewhere_and_lists_them(self):
        self.open()
        self.write("content/news/one.md", "---\ntitle: One\ndate: 2012-01-01\n---\n[dead](nowhere.md)\n")
        self.wait(f"({BAR}).includes('1 mistake elsewhere')")
        self.assertEqual(self.page.evaluate(PANEL), "")
        self.page.evaluate("document.querySelector('lectern-preview').shadowRoot.querySelector('[data-id=elsewhere]').click()")
        self.wait("document.querySelector('lectern-preview').shadowRoot.querySelector('#elsewhere').textContent.includes(\"there is nothing at 'nowhere.md'\")")
        self.write("content/news/one.md", FILES["content/news/one.md"])
        self.wait(f"!({BAR}).includes('elsewhere')")

    def test_tells_what_the_page_is(self):
        self.write("content/news/three.md", "---\ntitle: Three\ndate: 2012-03-01\ndraft: true\n---\nThree words here.\n")
        self.open("news/three/")
        for words in ("content/news/three.md", "news", "3 words", "it is a draft", "kB", "nothing links here"):
            self.wait(f"({BAR}).includes({words!r})")
        self.write("content/about.md", "---\ntitle: About\n---\n[Three](news/three.md)\n")
        self.wait(f"({BAR}).includes('1 page links here')")
        self.page.evaluate("document.querySelector('lectern-preview').shadowRoot.querySelector('[data-id=backlinks]').click()")
        self.assertEqual(self.page.evaluate("document.querySelector('lectern-preview').shadowRoot.querySelector('#backlinks a').href"),
                         self.preview.address + "about/")

    def test_follows_the_page_that_is_edited(self):
        self.preview.stop()
        self.preview = Preview(self.site, "--follow")
        self.addCleanup(self.preview.stop)
        self.open()
        self.write("content/news/one.md", "---\ntitle: Gone to one\ndate: 2012-01-01\n---\n")
        self.page.wait_for_url("**/news/one/")
        self.shows("Gone to one")

    def test_says_that_it_was_stopped_and_comes_back(self):
        self.open()
        self.preview.stop()
        self.wait(f"({BAR}).includes('The preview was stopped')")
        self.about("After the pause", "Words.")
        self.preview = Preview(self.site, port=self.preview.port)
        self.addCleanup(self.preview.stop)
        self.shows("After the pause")

    def test_mends_a_site_that_was_never_well(self):
        self.preview.stop()
        self.write("site.yaml", FILES["site.yaml"].replace("timezone:", "timezon:"))
        self.preview = Preview(self.site)
        self.addCleanup(self.preview.stop)
        self.page.goto(f"http://{self.preview.host}:{self.preview.port}/below/about/")
        # Such a page runs no script but the preview's, so the browser is asked in another way.
        self.page.get_by_text("unknown key 'timezon'").first.wait_for()
        self.write("site.yaml", FILES["site.yaml"])
        self.page.get_by_text("Paragraph 3 of many").wait_for()

    def test_shows_a_picture_that_was_replaced(self):
        def picture(width: int) -> str:
            return f'<svg xmlns="http://www.w3.org/2000/svg" width="{width}" height="10"/>'
        self.write("content/picture.svg", picture(10))
        self.about("About", "![A picture](picture.svg)")
        self.open()
        self.wait("document.images[0]?.naturalWidth === 10")
        self.write("content/picture.svg", picture(30))
        self.wait("document.images[0]?.naturalWidth === 30")

    def test_folds_the_bar_and_keeps_it_from_paper_and_from_the_sites_styles(self):
        self.write("templates/assets/css/site.css", "* { display: none !important; color: red; font-size: 40px }\n")
        self.open()
        size = "getComputedStyle(document.querySelector('lectern-preview').shadowRoot.querySelector('.bar')).fontSize"
        self.assertEqual(self.page.evaluate(size), "14px")
        self.page.evaluate("document.querySelector('lectern-preview').shadowRoot.querySelector('[data-id=fold]').click()")
        self.page.reload()
        self.wait("document.querySelector('lectern-preview')?.shadowRoot.querySelector('.small')")
        self.page.emulate_media(media="print")
        self.assertEqual(self.page.evaluate("getComputedStyle(document.querySelector('lectern-preview')).display"), "none")

    def test_is_accessible(self):
        self.write("content/about.md", "---\ntitle: About\nexpires: 2013-01-01\n---\n[dead](nowhere.md)\n")
        self.write("content/news/one.md", "---\ntitle: One\ndate: 2012-01-01\n---\n[dead](nowhere.md) [about](../about.md)\n")
        self.open()
        self.wait(f"({BAR}).includes('elsewhere')")
        for panel in ("elsewhere", "backlinks"):
            self.page.evaluate(f"document.querySelector('lectern-preview').shadowRoot.querySelector('[data-id={panel}]').click()")
        from browser import AXE, RUN_AXE, STANDARDS
        self.page.evaluate(AXE.read_text())
        found = self.page.evaluate(RUN_AXE, {"runOnly": STANDARDS, "resultTypes": ["violations"]})
        inside = [f"{violation['id']}: {node['html'][:150]}" for violation in found for node in violation["nodes"]
                  if any(isinstance(target, list) for target in node["target"])]
        self.assertNothing(inside)


if __name__ == "__main__":
    unittest.main()

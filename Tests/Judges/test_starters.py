"""The sites that `lectern init` makes, as their owners first see them: judged like the built site of this repository."""

import browser
import documents
import feeds
import lectern
import links
import markup
from tree import Tree

# In the year before the starter's conference.
AT = "2029-11-01"

# A page of each form that a starter has.
PAGES = ["index.html", "fr/index.html", "404.html", "programme/index.html", "programme/2030-05-14/index.html",
         "programme/keynote/index.html", "speakers/index.html", "speakers/ada-example/index.html", "sponsors/index.html",
         "accessibility/index.html", "fr/accessibility/index.html", "privacy/index.html", "fr/privacy/index.html",
         "rooms/main-hall/index.html", "practical/registration/index.html", "news/index.html", "why/index.html",
         "search/index.html", "fr/search/index.html", "supporters/index.html", "supporters/bench-alliance/index.html", "topics/welcome/index.html"]


class StarterTests(lectern.LecternTest):
    def judge(self, *options: str) -> Tree:
        site = self.folder / "site"
        made = lectern.run("init", site, *options)
        self.assertEqual(made.returncode, 0, made.stderr)
        result = self.build(site, "--strict", "--at", AT)
        self.assertEqual(result.stderr, "")
        tree = Tree(site / "output", lectern.base_url(site))
        self.assertNothing(markup.complaints(tree))
        self.assertNothing(links.dead_links(tree) + links.empty_links(tree) + links.unreachable_pages(tree))
        self.assertNothing(links.third_party_requests(tree) + links.dead_structured_data(tree))
        self.assertNothing(documents.repeated_ids(tree) + documents.broken_references(tree))
        self.assertNothing(documents.wrong_languages(tree) + documents.wrong_titles(tree))
        self.assertNothing(documents.wrong_translations(tree) + documents.wrong_heads(tree))
        self.assertNothing(feeds.broken_xml(tree) + feeds.wrong_sitemap(tree) + feeds.wrong_feeds(tree))
        shown = [path for path in PAGES if (site / "output" / path).exists()]
        found = browser.visit(tree, shown)
        self.assertNothing([f"{judge}: {finding}" for judge in browser.JUDGES for finding in found[judge]])
        return tree

    def test_conference(self):
        tree = self.judge()
        home = tree.read("index.html").decode()
        for text in ["14–15 May 2030", "Tuesday 14 May", "Gold sponsors", "Latest news", "Registration until"]:
            self.assertIn(text, home)
        self.assertIn("Whose square is it?", self.found(tree, "", "SQUARE keyn"))
        self.assertEqual(self.found(tree, "fr/", "donnees"), ["Données personnelles"])

    def found(self, tree, language: str, words: str) -> list[str]:
        """What the search finds that the header of the home page leads to."""
        with browser.served(tree) as address, browser.chromium() as chromium:
            page = chromium.new_page()
            page.goto(address + language)
            page.click("a.search-link")
            page.fill("#search-words", words)
            page.wait_for_selector(".search-results a")
            return page.locator(".search-results a").all_inner_texts()

    def test_campaign(self):
        tree = self.judge("--campaign")
        self.assertIn("The first bench is there", tree.read("index.html").decode())
        self.assertIn("The first bench is there", self.found(tree, "", "benches"))
        self.assertIn("Pourquoi", tree.read("fr/index.html").decode())

    def test_bare(self):
        self.judge("--bare")

    def test_two_kinds_at_once_are_refused(self):
        self.assertEqual(lectern.run("init", self.folder / "site", "--bare", "--campaign").returncode, 2)

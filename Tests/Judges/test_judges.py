"""The judges themselves: no findings on a good site, and each finds its faults in a bad one."""

import unittest
from pathlib import Path

import browser
import documents
import feeds
import links
import markup
from tree import Tree, candidates, css_references

SAMPLES = Path(__file__).resolve().parent / "samples"
BASE = "https://example.org/base/"

JUDGES = [
    # (judge, how many faults it finds in the bad sample, words of one of them)
    (links.dead_links, 11, "'/base/twin' names a folder"),
    (links.empty_links, 1, "'#'"),
    (links.relative_addresses_in_the_404_page, 1, "twin/"),
    (links.third_party_requests, 2, "cdn.example.com"),
    (links.unreachable_pages, 1, "orphan"),
    (links.dead_structured_data, 3, "@context"),
    (documents.repeated_ids, 1, "twice"),
    (documents.broken_references, 1, "nothing"),
    (documents.wrong_languages, 2, "english"),
    (documents.wrong_titles, 2, "Twins"),
    (documents.wrong_addresses, 2, "canonical"),
    (documents.wrong_redirects, 1, "/base/gone/"),
    (documents.wrong_translations, 1, "another language"),
    (documents.wrong_heads, 2, "viewport"),
    (feeds.broken_xml, 1, "broken.svg"),
    (feeds.wrong_sitemap, 7, "twice"),
    (feeds.wrong_robots, 2, "user agent"),
    (feeds.wrong_feeds, 10, "author"),
    (markup.complaints, 7, "obsolete"),
]


class JudgesTests(unittest.TestCase):
    def test_are_silent_on_a_good_site(self):
        tree = Tree(SAMPLES / "good", BASE)
        for judge, _, _ in JUDGES:
            with self.subTest(judge.__name__):
                self.assertEqual(judge(tree), [])

    def test_find_what_is_wrong_with_a_bad_site(self):
        tree = Tree(SAMPLES / "bad", BASE)
        for judge, count, words in JUDGES:
            with self.subTest(judge.__name__):
                findings = judge(tree)
                self.assertEqual(len(findings), count, "\n".join(findings))
                self.assertIn(words, "\n".join(findings))

    def test_open_a_good_site_in_a_browser_without_a_finding(self):
        findings = browser.visit(Tree(SAMPLES / "good", BASE))
        self.assertEqual(findings, {judge: [] for judge in browser.JUDGES})

    def test_find_what_is_wrong_in_a_browser(self):
        findings = browser.visit(Tree(SAMPLES / "bad", BASE), ["index.html"])
        accessibility = "\n".join(findings["accessibility"])
        for rule in ("image-alt", "html-lang-valid", "document-title", "color-contrast"):
            self.assertIn(rule, accessibility)
        for judge, words in {"overflow": "wide", "policy": "style-src", "stability": "shifts",
                             "keyboard": "focus", "motion": "slow"}.items():
            self.assertIn(words, "\n".join(findings[judge]), judge)
        self.assertIn("another order", "\n".join(findings["keyboard"]))
        self.assertIn("fonts.example.com", "\n".join(findings["policy"]))
        self.assertIn("none.svg", "\n".join(findings["requests"]))

    def test_tell_a_disk_from_a_web_server(self):
        findings = links.dead_links(Tree(SAMPLES / "good", None))
        self.assertTrue(any("'about/' names a folder" in finding for finding in findings), findings)

    def test_read_addresses_in_stylesheets(self):
        css = """/* url(no) */ a { b: url( "x y.png" ) } @import 'z.css'; c { d: url(e.png) url(data:,f) }"""
        self.assertEqual([found.url for found in css_references(css, "")], ["x y.png", "z.css", "e.png", "data:,f"])

    def test_read_addresses_in_srcset(self):
        self.assertEqual(candidates("a,b.png 1x, c.png 2x,"), ["a,b.png", "c.png"])

"""The built site of this repository, judged by programs that we did not write."""

import unittest
from pathlib import Path

import browser
import documents
import feeds
import lectern
import languages
import links
import markup
from tree import Tree


def pages_without_translation(content: Path, language: str) -> list[str]:
    """The files that the originals without a translation have in the built site, below the language's folder."""
    found = []
    for source in sorted(content.rglob("*.md")):
        stem = source.relative_to(content).with_suffix("").as_posix()
        if stem.endswith("." + language) or source.with_suffix(f".{language}.md").exists():
            continue
        folder = stem.removesuffix("_index").removesuffix("index").rstrip("/")
        found.append(f"{folder}/index.html".lstrip("/"))
    return found


class BuiltSiteTests(lectern.LecternTest):
    @classmethod
    def setUpClass(cls):
        cls.output = lectern.SITE / "output"
        if not (cls.output / "index.html").exists():
            raise unittest.SkipTest(f"{cls.output} is not built")
        cls.tree = Tree(cls.output, lectern.base_url(lectern.SITE))

    def test_has_valid_markup(self):
        self.assertNothing(markup.complaints(self.tree))

    def test_has_no_dead_link(self):
        self.assertNothing(links.dead_links(self.tree))

    def test_has_no_link_that_leads_nowhere(self):
        self.assertNothing(links.empty_links(self.tree))

    def test_has_a_404_page_that_works_at_any_address(self):
        self.assertNothing(links.relative_addresses_in_the_404_page(self.tree))

    def test_asks_nothing_from_third_parties(self):
        self.assertNothing(links.third_party_requests(self.tree))

    def test_has_no_page_that_cannot_be_found_from_home(self):
        self.assertNothing(links.unreachable_pages(self.tree))

    def test_has_structured_data_that_can_be_read(self):
        self.assertNothing(links.dead_structured_data(self.tree))

    def test_has_unique_ids(self):
        self.assertNothing(documents.repeated_ids(self.tree))

    def test_has_labels_and_relations_to_ids_that_exist(self):
        self.assertNothing(documents.broken_references(self.tree))

    def test_says_its_language(self):
        self.assertNothing(documents.wrong_languages(self.tree))

    def test_has_a_title_of_its_own_on_every_page(self):
        self.assertNothing(documents.wrong_titles(self.tree))

    def test_has_one_canonical_address_for_every_page(self):
        self.assertNothing(documents.wrong_addresses(self.tree))

    def test_has_redirects_that_work_without_help(self):
        self.assertNothing(documents.wrong_redirects(self.tree))

    def test_has_translations_that_lead_to_each_other(self):
        self.assertNothing(documents.wrong_translations(self.tree))

    def test_shows_what_is_not_translated_as_its_original(self):
        """Every page of the first language is there in the second, its text marked with its own language."""
        self.assertNothing(languages.wrong_untranslated_pages(self.tree))
        shown = languages.originals(self.tree)
        untranslated = {"sv/" + path for path in pages_without_translation(lectern.SITE / "content", "sv")}
        self.assertLessEqual(untranslated, set(shown))

    def test_says_its_encoding_and_may_be_enlarged(self):
        self.assertNothing(documents.wrong_heads(self.tree))

    def test_has_well_formed_xml(self):
        self.assertNothing(feeds.broken_xml(self.tree))

    def test_has_a_sitemap_of_all_its_pages(self):
        self.assertNothing(feeds.wrong_sitemap(self.tree))

    def test_has_a_robots_file_that_names_the_sitemap(self):
        self.assertNothing(feeds.wrong_robots(self.tree))

    def test_has_valid_feeds(self):
        self.assertTrue(feeds.feeds(self.tree), "there is no feed")
        self.assertNothing(feeds.wrong_feeds(self.tree))


class BuiltSiteInABrowserTests(lectern.LecternTest):
    @classmethod
    def setUpClass(cls):
        if not (lectern.SITE / "output/index.html").exists():
            raise unittest.SkipTest("the site is not built")
        cls.findings = browser.visit(Tree(lectern.SITE / "output", lectern.base_url(lectern.SITE)))

    def test_is_accessible(self):
        self.assertNothing(self.findings["accessibility"])

    def test_is_never_wider_than_the_screen(self):
        self.assertNothing(self.findings["overflow"])

    def test_asks_for_nothing_that_is_not_there(self):
        self.assertNothing(self.findings["requests"])

    def test_meets_the_content_security_policy_of_the_guide(self):
        self.assertNothing(self.findings["policy"])

    def test_can_be_used_by_keyboard(self):
        self.assertNothing(self.findings["keyboard"])

    def test_keeps_what_is_there_in_its_place(self):
        self.assertNothing(self.findings["stability"])

    def test_does_not_move_for_those_who_want_no_motion(self):
        self.assertNothing(self.findings["motion"])

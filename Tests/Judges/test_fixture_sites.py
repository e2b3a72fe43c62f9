"""The small sites that show one thing each."""

import documents
import feeds
import lectern
import links
import markup
from tree import Tree


class FixtureSitesTests(lectern.LecternTest):
    def built(self, name: str) -> Tree:
        source = lectern.FIXTURES / name
        self.build(lectern.copy(source, self.folder / name), "--at", "2012-09-19")
        return Tree(self.folder / name / "output", lectern.base_url(source))

    def test_the_smallest_site_builds(self):
        tree = self.built("minimal")
        self.assertLessEqual({"index.html", "404.html", "sitemap.xml", "robots.txt"}, tree.file_set)

    def test_everything_is_valid_and_linked(self):
        tree = self.built("everything")
        for judge in (markup.complaints, links.dead_links, links.third_party_requests, links.unreachable_pages,
                      links.dead_structured_data, documents.repeated_ids, documents.broken_references,
                      documents.wrong_titles, documents.wrong_redirects, feeds.broken_xml, feeds.wrong_sitemap,
                      feeds.wrong_robots, feeds.wrong_feeds):
            with self.subTest(judge.__name__):
                self.assertNothing(judge(tree))

    def test_two_languages_are_linked_and_lead_to_each_other(self):
        tree = self.built("two-languages")
        for judge in (markup.complaints, links.dead_links, documents.wrong_languages, documents.wrong_translations,
                      documents.wrong_titles, feeds.wrong_sitemap, feeds.wrong_feeds):
            with self.subTest(judge.__name__):
                self.assertNothing(judge(tree))

    def test_a_translation_inherits_fields_and_overrides_words(self):
        tree = self.built("two-languages")
        self.assertIn("sv/program/oppning/index.html", tree.file_set)
        opening = tree.read("sv/program/oppning/index.html").decode()
        self.assertIn("Öppning", opening)
        self.assertIn("Malmö stad", opening)
        self.assertIn("ordförande", opening)
        self.assertIn("maj 2012", opening)
        about = tree.read("sv/om/index.html").decode()
        self.assertIn("green", about)
        self.assertIn("”Grön” mat – och bussar.", about)

    def test_a_page_without_translation_is_not_faked(self):
        tree = self.built("two-languages")
        self.assertIn("only-english/index.html", tree.file_set)
        self.assertNotIn("sv/only-english/index.html", tree.file_set)

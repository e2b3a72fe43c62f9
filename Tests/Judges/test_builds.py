"""The same site gives the same bytes; what a build writes, keeps and removes."""

import fcntl
import os
import shutil
import subprocess

import feeds
import lectern
import links
from tree import Tree

EVERYTHING = lectern.FIXTURES / "everything"
TWO_LANGUAGES = lectern.FIXTURES / "two-languages"


def a_site(folder):
    """This repository's site if there is one, else the fixture that uses every feature."""
    return lectern.SITE if (lectern.SITE / "site.yaml").exists() else EVERYTHING


class DeterminismTests(lectern.LecternTest):
    def test_gives_the_same_bytes_in_another_process_zone_language_and_folder(self):
        for source in (a_site(self.folder), EVERYTHING, TWO_LANGUAGES):
            with self.subTest(source.name):
                first = self.folder / source.name / "one"
                second = self.folder / source.name / "a second folder, höher/and deeper"
                for place in (first, second):
                    lectern.copy(source, place / "site")
                self.build(first / "site", cwd=first, environment={"TZ": "Pacific/Auckland", "LANG": "C"})
                self.build("site", "--output", second / "elsewhere", cwd=second,
                           environment={"TZ": "America/St_Johns", "LANG": "tr_TR.UTF-8", "LC_ALL": "tr_TR.UTF-8"})
                one, two = lectern.state(first / "site/output"), lectern.state(second / "elsewhere")
                self.assertEqual(list(one), list(two))
                self.assertNothing([f"{path} differs" for path in one if one[path] != two[path]])

    def test_gives_the_same_bytes_whatever_order_the_disk_lists_files_in(self):
        first = lectern.copy(EVERYTHING, self.folder / "first")
        second = self.folder / "second"
        for path in sorted(lectern.state(first), reverse=True):
            (second / path).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy(first / path, second / path)
        self.build(first)
        self.build(second)
        self.assertEqual(lectern.state(first / "output"), lectern.state(second / "output"))


class WritingTests(lectern.LecternTest):
    def setUp(self):
        super().setUp()
        self.site = lectern.copy(EVERYTHING, self.folder / "site")
        self.output = self.site / "output"
        self.build(self.site)

    def test_building_twice_touches_no_file(self):
        """Every file keeps its inode and its modification time, which is set to the past here so that writing would show."""
        for path in self.output.rglob("*"):
            os.utime(path, (1_000_000_000, 1_000_000_000))
        before = lectern.identities(self.output)
        self.build(self.site)
        self.assertEqual(lectern.identities(self.output), before)

    def test_a_build_says_that_it_waits_for_another(self):
        for option in ("--quiet", "--format=text"):
            with self.subTest(option):
                folder = os.open(self.site, os.O_RDONLY)
                fcntl.flock(folder, fcntl.LOCK_EX)
                process = subprocess.Popen([str(lectern.BINARY), "build", str(self.site), option],
                                           stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True)
                self.addCleanup(process.kill)
                self.assertEqual(process.stderr.readline(), "waiting for another build of this site to end\n")
                os.close(folder)
                self.assertNotIn("waiting", process.communicate(timeout=lectern.PATIENCE)[1])
                self.assertEqual(process.returncode, 0)

    def test_touches_only_what_changed(self):
        before = lectern.identities(self.output)
        page = self.site / "content/plain.md"
        page.write_text(page.read_text() + "\nOne more paragraph.\n")
        self.build(self.site)
        after = lectern.identities(self.output)
        changed = [path for path in after if after[path] != before.get(path)]
        self.assertIn("plain/index.html", changed)
        self.assertLess(len(changed), 8, changed)

    def test_removes_what_is_no_longer_built_and_keeps_what_others_put_there(self):
        foreign = self.output / "others/file.txt"
        foreign.parent.mkdir()
        foreign.write_text("Not Lectern's.")
        (self.output / ".htaccess").write_text("Not Lectern's.")
        (self.site / "content/lonely.md").write_text("---\ntitle: A lonely page\n---\nHere for a while.\n")
        self.build(self.site)
        self.assertTrue((self.output / "lonely/index.html").exists())
        (self.site / "content/lonely.md").unlink()
        self.build(self.site)
        self.assertFalse((self.output / "lonely").exists())
        self.assertEqual(foreign.read_text(), "Not Lectern's.")
        self.assertTrue((self.output / ".htaccess").exists())

    def test_removes_nothing_without_a_record_and_says_so(self):
        shutil.rmtree(self.site / ".lectern")
        stale = self.output / "stale/index.html"
        stale.parent.mkdir()
        stale.write_text("From who knows where.")
        result = lectern.run("build", self.site)
        self.assertEqual(result.returncode, 0, result.stderr)
        self.assertTrue(stale.exists())
        self.assertRegex(result.stderr + result.stdout, r"(?i)remove")

    def test_leaves_the_output_as_it_was_when_the_site_has_an_error(self):
        before = lectern.state(self.output), lectern.identities(self.output)
        (self.site / "content/broken.md").write_text("---\ntitel: Broken\n---\n")
        (self.site / "content/fine.md").write_text("---\ntitle: Fine\n---\n")
        result = lectern.run("build", self.site)
        self.assertPlain(result, {1}, "content/broken.md:2:1", "titel")
        self.assertEqual((lectern.state(self.output), lectern.identities(self.output)), before)
        self.assertNothing([str(path) for path in self.site.iterdir()
                            if path.name not in ("site.yaml", "content", "templates", "output", ".lectern")])

    def test_check_writes_nothing(self):
        before = lectern.identities(self.site)
        self.assertEqual(lectern.run("check", self.site).returncode, 0)
        (self.site / "content/broken.md").write_text("---\ntitel: Broken\n---\n")
        before |= {key: value for key, value in lectern.identities(self.site).items() if key.endswith("broken.md")}
        self.assertEqual(lectern.run("check", self.site).returncode, 1)
        self.assertEqual(lectern.identities(self.site), before)

    def test_refuses_to_write_over_the_sources(self):
        before = lectern.state(self.site)
        for place in (".", "content", "content/programme", "templates", "templates/assets", "..", "/", "site.yaml"):
            with self.subTest(place):
                result = lectern.run("build", self.site, "--output", os.path.normpath(self.site / place))
                self.assertPlain(result, {2})
                self.assertEqual(lectern.state(self.site), before)

    def test_refuses_an_output_that_leads_to_the_sources_by_a_link(self):
        (self.folder / "link").symlink_to(self.site / "content")
        before = lectern.state(self.site)
        self.assertPlain(lectern.run("build", self.site, "--output", self.folder / "link"), {2})
        self.assertEqual(lectern.state(self.site), before)

    def test_makes_a_missing_output_folder(self):
        self.build(self.site, "--output", self.folder / "new/deep/output")
        self.assertEqual(lectern.state(self.folder / "new/deep/output"), lectern.state(self.output))

    def test_warnings_fail_when_asked(self):
        (self.site / "content/later.md").write_text("---\ntitle: Later\npublish: 2999-01-01\n---\n")
        (self.site / "content/early.md").write_text("---\ntitle: Early\n---\nSee [later](later.md).\n")
        result = lectern.run("build", self.site)
        self.assertEqual(result.returncode, 0, result.stderr)
        self.assertIn("content/early.md:4:", result.stderr)
        self.assertIn("warning", result.stderr)
        self.assertEqual(lectern.run("build", self.site, "--strict").returncode, 1)


class AddressesTests(lectern.LecternTest):
    def sites(self):
        return {source.name or "site": source for source in (a_site(self.folder), EVERYTHING, TWO_LANGUAGES)}.items()

    def test_honours_a_base_path(self):
        for name, source in self.sites():
            for base in ("https://example.org/archive/2012/", "http://localhost:8080/"):
                with self.subTest(site=name, base=base):
                    output = self.folder / name / base[-9:-1].replace("/", "-")
                    self.build(lectern.copy(source, self.folder / name / "site" / output.name), "--base-url", base,
                               "--output", output)
                    tree = Tree(output, base)
                    self.assertNothing(links.dead_links(tree) + links.third_party_requests(tree)
                                       + links.relative_addresses_in_the_404_page(tree)
                                       + feeds.wrong_sitemap(tree) + feeds.wrong_robots(tree) + feeds.wrong_feeds(tree))

    def test_works_from_a_disk_when_relative(self):
        for name, source in self.sites():
            with self.subTest(name):
                output = self.folder / name / "output"
                self.build(lectern.copy(source, self.folder / name / "site"), "--relative", "--output", output)
                tree = Tree(output, None)
                self.assertNothing(links.dead_links(tree) + links.unreachable_pages(tree))

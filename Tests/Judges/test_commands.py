"""The commands as a shell sees them: what they print, where, and their exit codes."""

import json
import subprocess
from pathlib import Path

import documents
import feeds
import lectern
import links
import markup
from tree import Tree

MINIMAL = lectern.FIXTURES / "minimal"
EVERYTHING = lectern.FIXTURES / "everything"
KINDS = ("page", "news", "session", "speaker", "room", "track", "organisation", "initiative", "edition", "publication")


def fed(*arguments, text: str | bytes = "", **more) -> subprocess.CompletedProcess:
    """Runs lectern with something on its standard input."""
    data = text if isinstance(text, bytes) else text.encode()
    return subprocess.run([str(lectern.BINARY), *map(str, arguments)], input=data, capture_output=True,
                          timeout=lectern.PATIENCE, **more)


class BuildTests(lectern.LecternTest):
    def setUp(self):
        super().setUp()
        self.site = lectern.copy(MINIMAL, self.folder / "site")

    def test_says_what_it_did_on_standard_output(self):
        result = lectern.run("build", self.site)
        self.assertEqual((result.returncode, result.stderr), (0, ""))
        self.assertRegex(result.stdout, r"^\d+ files in .*/site/output, \d+ of them new or changed\n$")
        again = lectern.run("build", self.site)
        self.assertIn(" 0 of them new or changed", again.stdout)

    def test_builds_the_site_in_the_current_folder(self):
        self.assertEqual(lectern.run("build", "--quiet", cwd=self.site).returncode, 0)
        self.assertTrue((self.site / "output/index.html").exists())

    def test_says_nothing_when_quiet(self):
        result = lectern.run("build", self.site, "--quiet")
        self.assertEqual((result.returncode, result.stdout, result.stderr), (0, "", ""))

    def test_shows_where_the_time_went(self):
        result = lectern.run("build", self.site, "--timings", "--quiet")
        self.assertEqual((result.returncode, result.stdout), (0, ""))
        self.assertRegex(result.stderr, r"(?m)^  assemble +\d+\.\d ms$")
        self.assertRegex(result.stderr, r"(?m)^  all +\d+\.\d ms$")

    def test_tells_mistakes_in_two_forms(self):
        (self.site / "content/a.md").write_text("---\ntitel: A\n---\nSee [b](b.md).\n")
        text = lectern.run("build", self.site)
        self.assertEqual((text.returncode, text.stdout), (1, ""))
        self.assertIn("content/a.md:2:1: error: unknown key 'titel'\n  2 | titel: A\n    | ^^^^^\nhelp: ", text.stderr)
        self.assertIn("2 errors: the output folder stays as it was", text.stderr)
        lines = lectern.run("check", self.site, "--format", "json")
        self.assertEqual((lines.returncode, lines.stdout), (1, ""))
        messages = [json.loads(line) for line in lines.stderr.splitlines()]
        self.assertEqual([message["line"] for message in messages], [2, 4])
        self.assertEqual(messages[0], {"severity": "error", "code": "unknown-key", "file": "content/a.md", "line": 2, "column": 1,
                                       "message": "unknown key 'titel'", "help": "did you mean 'title'?"})

    def test_faults_of_the_machine_are_json_too(self):
        result = lectern.run("build", self.folder / "nowhere", "--format", "json")
        self.assertEqual(result.returncode, 2)
        self.assertEqual(json.loads(result.stderr)["severity"], "error")

    def test_warnings_fail_only_when_strict(self):
        (self.site / "content/a.md").write_text("---\ntitle: A\n---\n[b](b.md)\n")
        (self.site / "content/b.md").write_text("---\ntitle: B\ndraft: true\n---\n")
        result = lectern.run("build", self.site)
        self.assertEqual(result.returncode, 0)
        self.assertIn("warning", result.stderr)
        self.assertIn("1 warning", result.stdout)
        self.assertEqual(lectern.run("build", self.site, "--strict").returncode, 1)
        self.assertEqual(lectern.run("build", self.site, "--strict", "--drafts").returncode, 0)

    def test_now_may_be_any_day(self):
        (self.site / "content/a.md").write_text("---\ntitle: A\npublish: 2012-09-19 13:30\n---\n")
        for now, is_there in (("2012-09-19", False), ("2012-09-19 13:30", True), ("2012-09-20", True)):
            self.build(self.site, "--at", now)
            self.assertEqual((self.site / "output/a/index.html").exists(), is_there, now)

    @lectern.alone
    def test_a_data_file_takes_time_in_proportion_to_its_names(self):
        """Searching all names for each name would be quadratic."""
        (self.site / "content/_data").mkdir()

        def work(names: int):
            (self.site / "content/_data/wide.json").write_text(json.dumps({f"name{n}": n for n in range(names)}))
            return lambda: self.build(self.site)

        self.assertGrowsInProportion(work, 15_000)

    def test_a_wrong_option_is_a_matter_of_usage(self):
        for options in (["--at", "soon"], ["--at", "2012-09-31"], ["--base-url", "example.org"], ["--format", "xml"],
                        ["--nonsense"], ["one", "two"]):
            with self.subTest(options):
                result = lectern.run("build", *([] if "two" in options else [self.site]), *options)
                self.assertEqual((result.returncode, result.stdout), (2, ""))
                self.assertIn("rror", result.stderr)


class NewTests(lectern.LecternTest):
    def test_a_new_page_of_every_kind_builds(self):
        site = lectern.copy(EVERYTHING, self.folder / "site")
        for number, kind in enumerate((*KINDS, "stand")):
            with self.subTest(kind):
                result = lectern.run("new", kind, f'Über: "{kind}" & more', "--site", site)
                self.assertEqual((result.returncode, result.stderr), (0, ""))
                made = site / result.stdout.strip()
                self.assertIn('title: "Über: \\"', made.read_text())
                self.assertEqual(made.name, f"uber-{kind}-more.md")
        result = lectern.run("check", site, "--drafts", "--at", "2012-09-19")
        self.assertEqual(result.returncode, 0, result.stderr)

    def test_a_page_goes_where_its_kind_lives(self):
        site = lectern.copy(EVERYTHING, self.folder / "site")
        result = lectern.run("new", "session", "Closing", "--site", site)
        self.assertEqual(result.stdout, "content/programme/closing.md\n")

    def test_a_page_that_is_there_stays(self):
        site = lectern.copy(MINIMAL, self.folder / "site")
        lectern.run("new", "page", "One", "--site", site)
        (site / "content/one.md").write_text("mine")
        result = lectern.run("new", "page", "One", "--site", site)
        self.assertEqual((result.returncode, result.stdout), (1, ""))
        self.assertIn("content/one.md is there already", result.stderr)
        self.assertEqual((site / "content/one.md").read_text(), "mine")

    def test_a_title_leads_nowhere_else(self):
        site = lectern.copy(MINIMAL, self.folder / "site")
        result = lectern.run("new", "page", "../../up", "--site", site)
        self.assertEqual((result.returncode, result.stdout), (0, "content/up.md\n"))

    def test_a_long_title_gives_a_name_that_files_may_have(self):
        site = lectern.copy(MINIMAL, self.folder / "site")
        for title, name in (("word " * 100, "-".join(["word"] * 16)), ("ö" * 300, "o" * 80)):
            result = lectern.run("new", "page", title, "--site", site)
            self.assertEqual((result.returncode, result.stdout), (0, f"content/{name}.md\n"), result.stderr)

    def test_an_unknown_kind_names_those_there_are(self):
        site = lectern.copy(MINIMAL, self.folder / "site")
        result = lectern.run("new", "sesion", "One", "--site", site)
        self.assertEqual((result.returncode, result.stdout), (2, ""))
        self.assertIn("session", result.stderr)

    def test_settings_with_mistakes_are_told(self):
        site = lectern.copy(MINIMAL, self.folder / "site")
        (site / "site.yaml").write_text("title: A\nbase_url: https://example.org/\nkinds: {stand: {fields: {a: txt}}}\n")
        result = lectern.run("new", "stand", "One", "--site", site)
        self.assertEqual((result.returncode, result.stdout), (1, ""))
        self.assertIn("site.yaml:3:", result.stderr)


class InitTests(lectern.LecternTest):
    def test_the_new_site_builds_and_passes_every_judge(self):
        site = self.folder / "new site"
        result = lectern.run("init", site)
        self.assertEqual((result.returncode, result.stderr), (0, ""))
        built = lectern.run("build", site, "--strict")
        self.assertEqual((built.returncode, built.stderr), (0, ""))
        tree = Tree(site / "output", lectern.base_url(site))
        for judge in (markup.complaints, links.dead_links, links.third_party_requests, links.unreachable_pages,
                      documents.repeated_ids, documents.broken_references, documents.wrong_titles, feeds.broken_xml,
                      feeds.wrong_sitemap, feeds.wrong_robots):
            with self.subTest(judge.__name__):
                self.assertNothing(judge(tree))

    def test_a_folder_with_something_in_it_is_refused(self):
        (self.folder / "mine.txt").write_text("mine")
        result = lectern.run("init", self.folder)
        self.assertPlain(result, {2}, "not empty")
        self.assertEqual(lectern.state(self.folder), {"mine.txt": b"mine"})

    def test_a_folder_of_a_repository_is_fine_and_stays_one(self):
        (self.folder / ".git").mkdir()
        (self.folder / ".gitignore").write_text("mine\n")
        result = lectern.run("init", self.folder)
        self.assertEqual(result.returncode, 0, result.stderr)
        self.assertEqual((self.folder / ".gitignore").read_text(), "mine\n")

    def test_a_file_is_no_folder(self):
        (self.folder / "file").write_text("")
        self.assertPlain(lectern.run("init", self.folder / "file"), {2}, "file")


class AddressesTests(lectern.LecternTest):
    """A site's way through a renaming, as docs/stability.md tells it."""

    def setUp(self):
        super().setUp()
        self.site = self.folder / "site"
        lectern.run("init", self.site)
        self.list = self.site / "content/_addresses.tsv"

    def test_an_address_that_was_published_is_not_forgotten(self):
        shown = lectern.run("addresses", self.site)
        self.assertEqual((shown.returncode, shown.stderr), (0, ""))
        self.assertIn("/practical/venue/\n", shown.stdout)
        self.assertFalse(self.list.exists())
        recorded = lectern.run("addresses", self.site, "--record")
        self.assertEqual(recorded.returncode, 0, recorded.stderr)
        before = self.list.read_bytes()
        self.build(self.site, "--strict", "--at", "2029-11-01")
        (self.site / "content/practical/venue.md").rename(self.site / "content/practical/place.md")
        for file in [*self.site.glob("content/**/*.md"), self.site / "site.yaml"]:
            file.write_text(file.read_text().replace("venue.md", "place.md").replace("/practical/venue/", "/practical/place/"))
        told = lectern.run("check", self.site, "--at", "2029-11-01")
        self.assertEqual(told.returncode, 0, told.stderr)
        self.assertIn("/practical/venue/ has been published and would be gone", told.stderr)
        self.assertIn("write aliases: [/practical/venue/] into content/practical/place.md", told.stderr)
        self.assertEqual(lectern.run("check", self.site, "--strict", "--at", "2029-11-01").returncode, 1)
        # What the message says, done.
        page = self.site / "content/practical/place.md"
        page.write_text(page.read_text().replace("---\n", "---\naliases: [/practical/venue/]\n", 1))
        self.build(self.site, "--strict", "--at", "2029-11-01")
        again = lectern.run("addresses", self.site, "--record", "--at", "2029-11-01")
        self.assertEqual(again.returncode, 0, again.stderr)
        after = self.list.read_bytes()
        self.assertIn(b"/practical/place/\t", after)
        self.assertTrue(set(before.splitlines()) - set(after.splitlines()) <= {
            line for line in before.splitlines() if b"venue" in line})

    def test_the_addresses_of_another_site_are_kept(self):
        (self.folder / "sitemap.xml").write_text(
            "<urlset><url><loc>https://conference.example/old-programme</loc></url>"
            "<url><loc>https://elsewhere.example/x</loc></url></urlset>")
        recorded = lectern.run("addresses", self.site, "--record", "--from", self.folder / "sitemap.xml")
        self.assertEqual(recorded.returncode, 0, recorded.stderr)
        self.assertIn("1 of", recorded.stdout)
        self.assertIn("/old-programme has been published", lectern.run("check", self.site).stderr)

    def test_a_missing_list_is_a_fault_of_the_command(self):
        self.assertPlain(lectern.run("addresses", self.site, "--record", "--from", "nothing.xml"), {2}, "nothing.xml")
        self.assertFalse(self.list.exists())

    def test_a_site_with_mistakes_remembers_nothing(self):
        (self.site / "content/a.md").write_text("---\ntitel: A\n---\n")
        self.assertPlain(lectern.run("addresses", self.site, "--record"), {1}, "titel")
        self.assertFalse(self.list.exists())

    def test_check_names_what_the_last_build_had(self):
        self.build(self.site)
        (self.site / "content/news/keynote.md").unlink()
        told = lectern.run("check", self.site)
        self.assertIn("/news/keynote/: ", told.stdout)
        self.assertNotIn("/news/keynote/", told.stderr)


class UpgradeTests(lectern.LecternTest):
    def test_a_change_is_shown_before_it_is_written(self):
        site = lectern.copy(EVERYTHING, self.folder / "site")
        before = lectern.state(site)
        shown = lectern.run("upgrade", site)
        self.assertEqual((shown.returncode, shown.stderr), (0, ""))
        self.assertTrue(shown.stdout.startswith("site.yaml:1\n+ lectern: 1\n1 line in 1 file would change"), shown.stdout)
        self.assertEqual(lectern.state(site), before)
        written = lectern.run("upgrade", site, "--write")
        self.assertIn("1 line in 1 file changed", written.stdout)
        self.assertEqual(lectern.state(site), before | {"site.yaml": b"lectern: 1\n" + before["site.yaml"]})
        self.assertIn("in the newest format", lectern.run("upgrade", site).stdout)

    def test_a_site_for_a_newer_program_is_refused(self):
        site = lectern.copy(MINIMAL, self.folder / "site")
        (site / "site.yaml").write_text("lectern: 99\n" + (site / "site.yaml").read_text())
        for command in ("build", "check", "upgrade"):
            self.assertPlain(lectern.run(command, site), {1}, "format 99")


class RenderTests(lectern.LecternTest):
    def write(self, name: str, text: str) -> Path:
        path = self.folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)
        return path

    def test_renders_with_data_and_the_templates_beside_it(self):
        self.write("part.html", "<b>{{ name }}</b>")
        template = self.write("a.html", "{% include 'part.html' %}\n{{ list | join(', ') }}\n")
        data = self.write("data.json", '{"name": "<Å>", "list": [1, 2]}')
        result = lectern.run("render", template, "--data", data)
        self.assertEqual((result.returncode, result.stdout, result.stderr), (0, "<b>&lt;Å&gt;</b>\n1, 2\n", ""))

    def test_mistakes_end_with_1_and_print_nothing_else(self):
        template = self.write("a.html", "before {{ nmae }}\n")
        data = self.write("data.json", '{"name": 1}')
        result = lectern.run("render", template, "--data", data)
        self.assertEqual((result.returncode, result.stdout), (1, ""))
        self.assertIn("a.html:1:11: error: ", result.stderr)
        for text in ("{", "[1]", '{"a": nul}', ""):
            with self.subTest(text):
                data.write_text(text)
                result = lectern.run("render", template, "--data", data, "--format", "json")
                self.assertEqual((result.returncode, result.stdout), (1, ""))
                self.assertEqual(json.loads(result.stderr.splitlines()[0])["file"], str(data))

    def test_missing_files_end_with_2(self):
        template = self.write("a.html", "x")
        for arguments in ([self.folder / "gone.html"], [template, "--data", self.folder / "gone.json"], [self.folder]):
            with self.subTest(arguments):
                self.assertPlain(lectern.run("render", *arguments), {2})


class MarkdownTests(lectern.LecternTest):
    def test_reads_a_file_or_standard_input(self):
        (self.folder / "a.md").write_text("*A*\n")
        self.assertEqual(lectern.run("markdown", self.folder / "a.md").stdout, "<p><em>A</em></p>\n")
        for text in ("*A*\n", "*A*"):
            result = fed("markdown", text=text)
            self.assertEqual((result.returncode, result.stdout), (0, b"<p><em>A</em></p>\n"))
        self.assertEqual(fed("markdown").stdout, b"")
        long = "A word. " * 100_000
        self.assertEqual(len(fed("markdown", text=long).stdout), len(long.strip()) + len("<p></p>\n"))

    def test_plain_gfm_has_none_of_our_additions(self):
        text = '<b>"raw"</b>\n\n# Title\n'
        self.assertEqual(fed("markdown", "--gfm", text=text).stdout.decode(), '<p><b>&quot;raw&quot;</b></p>\n<h1>Title</h1>\n')
        result = fed("markdown", text='# "Title"\n')
        self.assertEqual(result.stdout.decode(), '<h1 id="title">“Title”</h1>\n')
        self.assertEqual(fed("markdown", "--language", "sv", text='"Ord"').stdout.decode(), "<p>”Ord”</p>\n")

    def test_mistakes_end_with_1_and_the_machines_with_2(self):
        result = fed("markdown", text=b"Caf\xe9\n")
        self.assertEqual((result.returncode, result.stdout), (1, b""))
        self.assertIn(b"standard input:1:4: error: the file is not UTF-8 from here on", result.stderr)
        self.assertPlain(lectern.run("markdown", self.folder / "gone.md"), {2}, "gone.md")
        self.assertPlain(lectern.run("markdown", self.folder), {2}, "folder")

    def test_a_full_disk_is_told(self):
        with open("/dev/full", "wb") as full:
            result = subprocess.run([str(lectern.BINARY), "markdown"], input=b"*A*\n", stdout=full,
                                    stderr=subprocess.PIPE, timeout=lectern.PATIENCE)
        self.assertEqual(result.returncode, 2)
        self.assertIn(b"the disk is full", result.stderr)

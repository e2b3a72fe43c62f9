"""`lectern publish`: to a folder, by rsync and by rclone, with servers of this machine as hosts."""

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import lectern
import publication_places
from publication_places import PLACES, Place

sys.path.insert(0, str(Path(__file__).resolve().parent.parent / "Torture"))

import publications  # noqa: E402
import sites  # noqa: E402

ADDRESS = "https://www.ecoprocura.eu/"
RECORD = publications.RECORD


class PublishTests(lectern.LecternTest):
    def setUp(self):
        super().setUp()
        self.site = self.folder / "site"
        self.assertEqual(lectern.run("init", self.site, "--bare").returncode, 0)
        for number in range(12):
            sites.write(self.site / f"content/pages/page-{number:02}.md", sites.page(f"Page {number}", "Words. " * 40))
        settings = (self.site / "site.yaml").read_text()
        (self.site / "site.yaml").write_text(settings.replace("https://example.org/", ADDRESS))
        self.place = Place(self.folder / "host/www", f"folder:{self.folder}/host/www")

    def publish(self, *more, place: Place | None = None) -> subprocess.CompletedProcess:
        place = place or self.place
        return lectern.run("publish", self.site, "--to", place.address, *more, environment=place.environment)

    def published(self, *more, place: Place | None = None) -> str:
        result = self.publish(*more, place=place)
        self.assertEqual(result.returncode, 0, result.stderr + result.stdout)
        return result.stdout

    def output(self) -> dict[str, bytes]:
        return lectern.state(self.site / "output")

    def at(self, place: Place | None = None) -> dict[str, bytes]:
        return {path: text for path, text in lectern.state((place or self.place).folder).items()
                if not path.startswith(RECORD)}

    def style(self, margin: int) -> None:
        sites.write(self.site / "templates/assets/site.css", f"p {{ margin: {margin}px }}")

    def test_each_sort_of_place_gets_the_site_and_keeps_what_is_foreign(self):
        for kind, start in PLACES.items():
            with self.subTest(kind), start(self.folder / kind.replace(" ", "-") / "host") as place:
                self.style(1)
                for name in ("a b.pdf", "[x]*?.pdf", "back\\slash[1].pdf", "malm\u00f6.pdf", "#hash;.pdf", "-rf.pdf"):
                    sites.write(self.site / "content/pages" / name, b"%PDF-1.4 " + name.encode())
                self.published(place=place)
                self.assertEqual(self.at(place), self.output())
                self.assertIn("nothing to do", self.published(place=place))
                foreign = {"notes.txt": b"mine", "pages/page-01/notes.txt": b"mine", "2010/index.html": b"old"}
                for path, text in foreign.items():
                    sites.write(place.folder / path, text)
                old = next(path for path in self.at(place) if path.endswith(".css"))
                moved = [self.site / f"content/pages/page-{number:02}.md" for number in (1, 2)]
                texts = [page.read_bytes() for page in moved]
                for page in moved:
                    page.unlink()
                self.style(2)
                before = lectern.state(place.folder)
                self.assertIn("2 removed", self.published("--dry-run", place=place))
                self.assertEqual(lectern.state(place.folder), before)
                self.published(place=place)
                # The style sheet of before stays for pages that are still open in a browser.
                self.assertEqual(self.at(place), self.output() | foreign | {old: before[old]})
                self.assertFalse((place.folder / "pages/page-02").exists(), "an empty folder is answered in another way")
                self.assertTrue((place.folder / "pages/page-01/notes.txt").exists())
                for page, text in zip(moved, texts):
                    page.write_bytes(text)

    def test_goes_back_to_what_was_published_before(self):
        settings = (self.site / "site.yaml").read_text()
        text = (self.site / "content/pages/page-03.md").read_bytes()
        # Of each program one way: what it does is the same on the others.
        for kind, start in PLACES.items():
            if kind not in ("a folder", "rsync over SSH", "WebDAV"):
                continue
            with self.subTest(kind), start(self.folder / kind.replace(" ", "-") / "host") as place:
                kept, kept_address = place.beside("before")
                (self.site / "site.yaml").write_text(
                    f"{settings}\npublish:\n  to: {place.address}\n  previous: {kept_address}\n")
                run = lambda *more: lectern.run("publish", self.site, *more, environment=place.environment)  # noqa: E731
                page = self.site / "content/pages/page-03.md"
                page.write_bytes(text)
                (self.site / "content/pages/new.md").unlink(missing_ok=True)
                self.style(1)
                self.assertEqual(run().returncode, 0)
                first = self.at(place)
                self.assertPlain(run("--undo"), {1}, "no publication to go back to")
                self.style(2)
                page.unlink()
                sites.write(self.site / "content/pages/new.md", sites.page("New"))
                second = run()
                self.assertEqual(second.returncode, 0, second.stderr)
                self.assertNotEqual(self.at(place), first)
                back = run("--undo")
                self.assertEqual(back.returncode, 0, back.stderr)
                self.assertIn("back to the publication of", back.stdout)
                now = self.at(place)
                # What came with the second one stays for a day, where pages may still need it.
                self.assertEqual({path: now[path] for path in now if path in first}, first)
                self.assertEqual({path for path in now if path not in first},
                                 {path for path in self.output() if path.startswith("assets/") and path not in first})
                self.assertPlain(run("--undo"), {1}, "no publication to go back to")
                again = run()
                self.assertEqual(again.returncode, 0, again.stderr)
                old = {path: text for path, text in first.items() if path.startswith("assets/")}
                self.assertEqual(self.at(place), old | self.output())

    def test_a_publication_that_is_killed_leaves_the_last_whole_one_to_go_back_to(self):
        settings = (self.site / "site.yaml").read_text()
        (self.site / "site.yaml").write_text(
            f"{settings}\npublish:\n  to: {self.place.address}\n  previous: folder:../host/before\n")
        run = lambda *more: lectern.run("publish", self.site, *more)  # noqa: E731
        self.style(1)
        self.assertEqual(run().returncode, 0)
        first = self.at()
        library = lectern.compiled(Path(publications.__file__).parent / "faults.c")
        self.addCleanup(os.unlink, library)
        for step in (3, 9, 21):
            self.style(step)
            lectern.run("publish", self.site, environment={
                "LD_PRELOAD": str(library), "FAULT_BELOW": str(self.place.folder), "FAULT_AT": str(step),
                "FAULT_CALLS": ",create,rename,unlink,", "FAULT_ERRNO": "0"})
        back = run("--undo")
        self.assertEqual(back.returncode, 0, back.stderr)
        self.assertEqual({path: text for path, text in self.at().items() if path in first}, first)

    def test_refuses_a_site_with_mistakes_and_an_address_for_examples(self):
        self.published()
        before = lectern.state(self.place.folder)
        page = self.site / "content/pages/page-00.md"
        page.write_text(page.read_text() + "\n[dead](nowhere.md)\n")
        self.assertPlain(self.publish(), {1}, "content/pages/page-00.md:", "nowhere.md")
        page.write_text(sites.page("Page"))
        for address in ("https://example.org/", "https://www.example.com/x/", "http://site.test/", "https://a.example/"):
            refused = self.publish("--base-url", address)
            self.assertPlain(refused, {1}, "--base-url is", "example-address")
        settings = (self.site / "site.yaml").read_text()
        (self.site / "site.yaml").write_text(settings.replace(ADDRESS, "https://example.org/"))
        self.assertPlain(self.publish(), {1}, "site.yaml:4:1: error: base_url is https://example.org/")
        self.assertEqual(lectern.state(self.place.folder), before)

    def test_says_what_the_settings_lack(self):
        self.assertPlain(lectern.run("publish", self.site), {1}, "nothing says where", "rsync:HOST:/PATH")
        self.assertPlain(self.publish("--undo"), {1}, "nothing is kept of the last publication")
        settings = (self.site / "site.yaml").read_text()
        (self.site / "site.yaml").write_text(settings + "publish:\n  to: web.eu:/srv\n")
        self.assertPlain(lectern.run("check", self.site), {1}, "site.yaml:", "write rsync:web.eu:/srv")
        (self.site / "site.yaml").write_text(settings + "publish:\n  to: /srv/www\n  previous: /srv/www/old\n")
        self.assertPlain(lectern.run("check", self.site), {1}, "would lie in the site itself")
        secret = lectern.run("publish", self.site, "--to", "rsync://user:word@web.eu/x")
        self.assertPlain(secret, {2}, "a password has no place")

    def test_replaces_what_no_publication_wrote_only_when_told_to(self):
        sites.write(self.place.folder / "index.html", "by hand")
        sites.write(self.place.folder / "notes.txt", "mine")
        before = lectern.state(self.place.folder)
        self.assertPlain(self.publish(), {1}, "index.html, which no publication wrote", "--adopt")
        self.assertEqual(lectern.state(self.place.folder), before)
        self.published("--adopt")
        self.assertEqual(self.at(), self.output() | {"notes.txt": b"mine"})

    def test_follows_no_link_at_the_place(self):
        self.published()
        elsewhere = self.folder / "elsewhere"
        shutil.move(self.place.folder / "pages", elsewhere)
        (self.place.folder / "pages").symlink_to(elsewhere)
        before = lectern.state(elsewhere)
        self.style(7)
        self.assertPlain(self.publish(), {1}, "pages, which no publication wrote")
        shutil.rmtree(self.site / "content/pages")
        self.published("--yes")
        self.assertEqual(lectern.state(elsewhere), before)

    def test_asks_before_more_than_a_fifth_goes(self):
        self.published()
        before = lectern.state(self.place.folder)
        shutil.rmtree(self.site / "content/pages")
        refused = self.publish()
        self.assertPlain(refused, {1}, "12 of the", "--yes")
        self.assertIn("removed: pages/page-00/index.html", refused.stdout)
        self.assertEqual(lectern.state(self.place.folder), before)
        self.published("--yes")
        self.assertEqual(self.at(), self.output())

    def test_keeps_a_style_sheet_for_a_day(self):
        self.style(1)
        self.published("--at", "2030-01-01 12:00")
        old = next(path for path in self.at() if path.endswith(".css"))
        self.style(2)
        self.published("--at", "2030-01-02 12:00")
        self.assertIn(old, self.at())
        self.published("--at", "2030-01-03 11:59")
        self.assertIn(old, self.at())
        self.published("--at", "2030-01-03 12:00")
        self.assertNotIn(old, self.at())
        self.assertEqual(self.at(), self.output())

    def test_says_which_program_to_install(self):
        tools = self.folder / "tools"
        tools.mkdir()
        for kind, program in (("rsync:web.eu:/srv/www", "rsync"), ("rclone:storage:bucket", "rclone")):
            result = lectern.run("publish", self.site, "--to", kind, environment={"PATH": str(tools)})
            self.assertPlain(result, {2}, f"{program} is needed", f"apt-get install {program}")
        unknown = lectern.run("publish", self.site, "--to", "rclone:nosuch:x", environment={"RCLONE_CONFIG": "/dev/null"})
        self.assertPlain(unknown, {2}, "rclone config")
        closed = publication_places.free_port()
        self.assertPlain(lectern.run("publish", self.site, "--to", f"rsync://127.0.0.1:{closed}/x"), {2}, "rsync could not")
        self.assertFalse((self.site / ".lectern/publishing/list").exists())

    def test_a_broken_record_is_no_record(self):
        self.published()
        record = self.place.folder / RECORD
        record.write_bytes(record.read_bytes()[:-5])
        self.assertPlain(self.publish(), {2}, "is not as Lectern writes it", "--adopt")

    def test_tells_programs_in_json(self):
        page = self.site / "content/pages/page-00.md"
        page.write_text(page.read_text() + "\n[dead](nowhere.md)\n")
        result = self.publish("--format", "json")
        self.assertEqual(result.returncode, 1)
        self.assertEqual([json.loads(line)["code"] for line in result.stderr.splitlines()], ["link-dead"])
        self.assertEqual(result.stdout, "")

    def test_the_site_of_this_repository_goes_to_a_folder_and_to_rsync(self):
        site = lectern.copy(lectern.SITE, self.folder / "real")
        for kind in ("a folder", "rsync"):
            with self.subTest(kind), PLACES[kind](self.folder / kind.replace(" ", "-")) as place:
                result = lectern.run("publish", site, "--to", place.address, "--base-url", ADDRESS,
                                     environment=place.environment)
                self.assertEqual(result.returncode, 0, result.stderr)
                self.assertEqual(self.at(place), lectern.state(site / "output"))

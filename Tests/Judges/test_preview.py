"""`lectern serve`: its responses, whom it answers, and that it shows every edit."""

import http.client
import json
import os
import random
import re
import shutil
import signal
import socket
import threading
import time
import unittest
from pathlib import Path

from lectern import LecternTest, run
from preview import NOW, PATIENCE, Listener, Preview
from preview_edits import Edits, small_site

SECRET = "nobody may read this"


class PreviewTest(LecternTest):
    def setUp(self):
        super().setUp()
        self.site = self.folder / "site"

    def serve(self, *arguments, **more) -> Preview:
        preview = Preview(self.site, *arguments, **more)
        self.addCleanup(preview.stop)
        return preview

    def write(self, path: str, text: str) -> None:
        file = self.site / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text)


class PreviewAnswersTest(PreviewTest):
    """It answers as any web host would."""

    def setUp(self):
        super().setUp()
        small_site(self.site)
        (self.site / "content/film.mp4").write_bytes(bytes(range(256)) * 1000)
        self.preview = self.serve()

    def test_serves_every_file_as_it_will_be_published(self):
        self.build(self.site, "--drafts", "--at", NOW)
        output = self.site / "output"
        files = [file.relative_to(output).as_posix() for file in output.rglob("*") if file.is_file()]
        self.assertGreater(len(files), 12)
        for file in files:
            self.assertEqual(self.preview.output_file(file), (200, (output / file).read_bytes()), file)

    def test_writes_nothing(self):
        listener = Listener(self.preview, self.preview.base)
        before = listener.latest["change"]
        self.write("content/new.md", "---\ntitle: New\n---\n")
        listener.wait(lambda message: message["change"] > before and message["isChecked"])
        self.assertEqual(self.preview.ask("/below/new/")[0], 200)
        self.assertEqual(sorted(path.name for path in self.site.iterdir()), ["content", "site.yaml", "templates"])

    def test_answers_below_the_base_path(self):
        self.assertEqual(self.preview.base, "/below/")
        status, headers, _ = self.preview.ask("/")
        self.assertEqual((status, headers["Location"]), (302, "/below/"))
        status, headers, _ = self.preview.ask("/below?a=b")
        self.assertEqual((status, headers["Location"]), (301, "/below/?a=b"))
        self.assertEqual(self.preview.ask("/about/")[0], 404)

    def test_leads_from_a_folder_without_a_slash_to_the_page(self):
        status, headers, _ = self.preview.ask("/below/about?x=1")
        self.assertEqual((status, headers["Location"]), (301, "/below/about/?x=1"))

    def test_answers_with_the_sites_page_where_there_is_nothing(self):
        status, headers, body = self.preview.ask("/below/nothing/here")
        self.assertEqual(status, 404)
        self.assertIn(b"Not found", body)
        self.assertEqual(headers["Content-Type"], "text/html; charset=utf-8")

    def test_says_what_a_file_is(self):
        for path, kind in (("sitemap.xml", "application/xml; charset=utf-8"), ("robots.txt", "text/plain; charset=utf-8"),
                           ("film.mp4", "video/mp4"), ("news/feed.xml", "application/xml; charset=utf-8"),
                           ("about/", "text/html; charset=utf-8")):
            status, headers, _ = self.preview.ask("/below/" + path)
            self.assertEqual((status, headers["Content-Type"]), (200, kind), path)
            self.assertEqual(headers["X-Content-Type-Options"], "nosniff")
            self.assertEqual(headers["Cross-Origin-Resource-Policy"], "same-origin")
            self.assertIsNone(headers["Access-Control-Allow-Origin"])

    def test_sends_nothing_again_that_the_browser_has(self):
        for path in ("about/", "film.mp4", "sitemap.xml"):
            _, headers, _ = self.preview.ask("/below/" + path)
            for tags in (headers["ETag"], "W/" + headers["ETag"], '"other", ' + headers["ETag"], "*"):
                status, again, body = self.preview.ask("/below/" + path, If_None_Match=tags)
                self.assertEqual((status, body, again["ETag"]), (304, b"", headers["ETag"]), path)
            self.assertEqual(self.preview.ask("/below/" + path, If_None_Match='"other"')[0], 200)

    def test_sends_parts_of_a_file(self):
        whole = (self.site / "content/film.mp4").read_bytes()
        _, headers, body = self.preview.ask("/below/film.mp4")
        self.assertEqual(body, whole)
        for asked, part in (("bytes=0-0", whole[:1]), ("bytes=10-19", whole[10:20]), ("bytes=255990-", whole[255990:]),
                            ("bytes=-7", whole[-7:]), ("bytes=255999-999999", whole[-1:])):
            status, answer, body = self.preview.ask("/below/film.mp4", Range=asked)
            self.assertEqual((status, body), (206, part), asked)
            self.assertRegex(answer["Content-Range"], r"^bytes \d+-\d+/256000$")
        for asked in ("bytes=256000-", "bytes=-0"):
            status, answer, _ = self.preview.ask("/below/film.mp4", Range=asked)
            self.assertEqual((status, answer["Content-Range"]), (416, "bytes */256000"), asked)
        for asked in ("bytes=5-2", "bytes=a-b", "lines=1-2", "bytes=0-1,5-6"):
            self.assertEqual(self.preview.ask("/below/film.mp4", Range=asked)[0], 200, asked)
        self.assertEqual(self.preview.ask("/below/film.mp4", Range="bytes=0-0", If_Range=headers["ETag"])[0], 206)
        self.assertEqual(self.preview.ask("/below/film.mp4", Range="bytes=0-0", If_Range='"old"')[0], 200)

    def test_tells_the_head_alone_when_asked(self):
        for path in ("about/", "film.mp4", "missing"):
            status, headers, body = self.preview.ask("/below/" + path)
            self.assertEqual(self.preview.ask("/below/" + path, "HEAD")[::2], (status, b""))
            self.assertEqual(int(headers["Content-Length"]), len(body))

    def test_shows_and_marks_what_is_not_published(self):
        for name, words in (("draft", "it is a draft"), ("later", "it is published on 2012-10-01"),
                            ("over", "it expired on 2012-08-01")):
            self.assertEqual(self.preview.ask(f"/below/{name}/")[0], 200)
            listener = Listener(self.preview, f"/below/{name}/")
            self.assertEqual(listener.latest["page"]["absence"], words)
            listener.close()


class PreviewCommandTest(PreviewTest):
    def setUp(self):
        super().setUp()
        small_site(self.site)

    def test_says_that_a_port_is_in_use(self):
        with socket.socket() as taken:
            taken.bind(("127.0.0.1", 0))
            taken.listen()
            result = run("serve", self.site, "--port", taken.getsockname()[1])
            self.assertPlain(result, {2}, "is in use", "--port")

    def test_takes_the_next_port_if_nobody_chose_one(self):
        with socket.socket() as taken:
            try:
                taken.bind(("127.0.0.1", 4000))
                taken.listen()
            except OSError:
                pass  # Another program uses it, which serves the test as well.
            preview = self.serve(port=None)
            self.assertIn(preview.port, range(4001, 4010))
            self.assertIn("in use", "".join(preview.output))

    def test_ends_quietly(self):
        preview = self.serve()
        self.assertEqual(preview.stop(), 0)
        self.assertEqual(preview.errors, [])

    def test_says_that_no_browser_can_be_opened_and_goes_on(self):
        preview = self.serve("--open", environment={"PATH": "/nonexistent"})
        deadline = time.monotonic() + 5
        while len(preview.errors) < 2 and time.monotonic() < deadline:
            time.sleep(0.05)
        told = "".join(preview.errors)
        self.assertIn("cannot open a browser", told)
        self.assertIn(f"open {preview.address} yourself", told)
        self.assertEqual(preview.ask("/below/")[0], 200)

    def test_refuses_what_is_no_address_and_no_editor(self):
        self.assertPlain(run("serve", self.site, "--host", "192.0.2.1"), {2}, "no address 192.0.2.1")
        self.assertPlain(run("serve", self.site, "--editor", "javascript:{path}"), {2}, "is no editor")
        self.assertPlain(run("serve", self.site, "--port", "70000"), {2}, "is no port")
        self.assertPlain(run("serve", self.folder), {2}, "site.yaml")

    def test_starts_on_broken_settings_and_mends_itself(self):
        settings = (self.site / "site.yaml").read_text()
        self.write("site.yaml", settings.replace("timezone:", "timezon:"))
        preview = self.serve()
        status, _, body = preview.ask("/")
        self.assertEqual(status, 503)
        self.assertIn(b"did you mean &#39;timezone&#39;?", body)
        listener = Listener(preview, "/below/")
        self.write("site.yaml", settings)
        listener.wait(lambda message: message["tag"] != "none")
        self.assertEqual(preview.ask("/below/")[0], 200)

    def test_opens_the_editor_that_was_chosen(self):
        preview = self.serve("--editor", "my-editor://open?file={path}&at={line}")
        page = Listener(preview, "/below/about/").latest["page"]
        self.assertEqual(page["sourceAddress"], f"my-editor://open?file={self.site.resolve()}/content/about.md&at=1")

    def test_follows_the_page_that_is_edited(self):
        listener = Listener(self.serve("--follow"), "/below/")
        self.write("content/about.md", "---\ntitle: About us\n---\n")
        message = listener.wait(lambda message: message["follow"])
        self.assertEqual(message["follow"], "/below/about/")


class PreviewWatchTest(PreviewTest):
    """However files change, the preview notices."""

    def setUp(self):
        super().setUp()
        small_site(self.site)
        self.preview = self.serve()
        self.listener = Listener(self.preview, "/below/")

    def expect(self, path: str, words: str | None) -> None:
        """Waits until a page has words, or is gone."""
        end = time.monotonic() + PATIENCE
        while True:
            status, _, body = self.preview.ask("/below/" + path)
            if (status == 404) if words is None else (status == 200 and words.encode() in body):
                return
            if time.monotonic() > end:
                self.fail(f"/{path} is answered with {status} {body[:600]}, and '{words}' was expected")
            time.sleep(0.005)

    def page(self, title: str) -> str:
        return f"---\ntitle: {title}\n---\nText.\n"

    def test_sees_a_file_that_is_saved_by_renaming(self):
        for title in ("First words", "Second words"):
            self.write("content/.about.md.new", self.page(title))
            os.rename(self.site / "content/.about.md.new", self.site / "content/about.md")
            self.expect("about/", title)

    def test_sees_files_in_folders_made_that_moment(self):
        for number in range(20):
            self.write(f"content/deep-{number}/deeper/deepest/page.md", self.page(f"Deep {number}"))
        for number in range(20):
            self.expect(f"deep-{number}/deeper/deepest/page/", f"Deep {number}")
        self.write("content/deep-3/deeper/deepest/page.md", self.page("Deeper still"))
        self.expect("deep-3/deeper/deepest/page/", "Deeper still")

    def test_sees_moved_and_replaced_folders(self):
        content = self.site / "content"
        os.rename(content / "news", content / "notices")
        self.expect("notices/one/", "One")
        self.expect("news/one/", None)
        self.write("content/notices/one.md", self.page("After the move"))
        self.expect("notices/one/", "After the move")
        outside = self.folder / "other"
        outside.mkdir()
        (outside / "one.md").write_text(self.page("From elsewhere"))
        os.rename(content / "notices", self.folder / "gone")
        os.rename(outside, content / "notices")
        self.expect("notices/one/", "From elsewhere")
        (self.folder / "gone/one.md").write_text(self.page("No longer ours"))
        self.write("content/notices/one.md", self.page("Edited there"))
        self.expect("notices/one/", "Edited there")

    def test_survives_the_loss_of_all_content(self):
        shutil.move(self.site / "content", self.folder / "content")
        self.listener.wait(lambda message: any("no home page" in mistake["words"] for mistake in
                                               message["mistakes"] + message["elsewhere"]))
        shutil.move(self.folder / "content", self.site / "content")
        self.expect("about/", "About")
        self.write("content/about.md", self.page("Back again"))
        self.expect("about/", "Back again")

    def test_survives_the_loss_of_the_settings(self):
        shutil.move(self.site / "site.yaml", self.folder / "site.yaml")
        self.listener.wait(lambda message: any("site.yaml" in mistake["words"] for mistake in message["mistakes"]))
        self.expect("about/", "About")
        shutil.move(self.folder / "site.yaml", self.site / "site.yaml")
        self.listener.wait(lambda message: not message["mistakes"])

    def test_reads_a_file_again_when_the_rest_of_it_is_written(self):
        """The first half is read by itself: front matter that never ends is a mistake for as long as nothing follows."""
        with open(self.site / "content/about.md", "w") as file:
            file.write("---\ntitle: Half")
            file.flush()
            self.listener.wait(lambda message: message["mistakes"] + message["elsewhere"])
            file.write(" and half\n---\n")
        self.expect("about/", "Half and half")

    def test_takes_a_thousand_files_at_once_as_one_change(self):
        for number in range(1000):
            self.write(f"content/many/page-{number}.md", self.page(f"Page {number}"))
        self.expect("many/page-999/", "Page 999")
        before = self.listener.wait(lambda message: message["isChecked"])["change"]
        for number in range(1000):
            (self.site / f"content/many/page-{number}.md").write_text(self.page(f"Again {number}"))
        self.expect("many/page-999/", "Again 999")
        after = self.listener.wait(lambda message: message["isChecked"])["change"]
        self.assertLessEqual(after - before, 4)

    def test_reads_everything_again_when_too_much_has_happened(self):
        # While it is stopped, more happens than the system's queue holds.
        self.preview.process.send_signal(signal.SIGSTOP)
        try:
            for number in range(60):
                for page in range(150):
                    self.write(f"content/many/page-{page}.md", self.page(f"Page {page}, {number}"))
            self.write("content/late/deep/page.md", self.page("Came late"))
            self.write("content/about.md", self.page("Late words"))
        finally:
            self.preview.process.send_signal(signal.SIGCONT)
        self.expect("many/page-149/", "Page 149, 59")
        self.expect("late/deep/page/", "Came late")
        self.expect("about/", "Late words")
        self.write("content/late/deep/page.md", self.page("Still watched"))
        self.expect("late/deep/page/", "Still watched")

    def test_sees_what_a_link_inside_the_site_leads_to(self):
        shared = self.site / "shared"
        shared.mkdir()
        (shared / "words.md").write_text(self.page("Shared words"))
        (self.site / "content/linked.md").symlink_to("../shared/words.md")
        self.expect("linked/", "Shared words")
        (shared / "words.md").write_text(self.page("Other words"))
        self.expect("linked/", "Other words")

    def test_serves_no_link_that_leads_out(self):
        (self.folder / "secret.txt").write_text(SECRET)
        (self.site / "content/out.txt").symlink_to(self.folder / "secret.txt")
        self.listener.wait(lambda message: any("leads out" in mistake["words"] for mistake in message["elsewhere"]))
        self.assertEqual(self.preview.ask("/below/out.txt")[0], 404)
        (self.site / "content/plan.txt").write_text("plain")
        self.expect("plan.txt", "plain")


class PreviewEqualityTest(PreviewTest):
    """After each of many edits the preview shows what a fresh build of the same files writes."""

    def test_equals_a_fresh_build_after_every_edit(self):
        count = int(os.environ.get("LECTERN_EDITS", "120"))
        small_site(self.site)
        output = self.folder / "output"
        preview = self.serve()
        listener = Listener(preview, "/below/")
        edits = Edits(self.site, random.Random(2012))
        memory = []
        wells = 0
        for number in range(count):
            before = listener.latest["change"]
            what = edits.step()
            listener.wait(lambda message: message["change"] > before)
            result = run("build", self.site, "--quiet", "--drafts", "--at", NOW, "--format", "json", "--output", output)
            where = f"after edit {number}: {what}"
            self.compare_mistakes(listener, result.stderr, where)
            if result.returncode == 0:
                wells += 1
                self.compare_files(preview, output, where)
            memory.append(preview.memory())
        self.assertGreater(wells, count // 4)
        half = max(memory[count // 4:count // 2])
        self.assertLess(max(memory[count // 2:]), half * 1.15 + 4, "memory grows")
        print(f"{count} edits, {wells} compared byte for byte, {memory[0]:.0f} to {memory[-1]:.0f} MB", end=" ", flush=True)

    def compare_mistakes(self, listener: Listener, found: str, where: str) -> None:
        expected = mistakes_in(found)
        def agrees(message: dict) -> bool:
            return message["isChecked"] and told(message) == expected
        if any(line.startswith("site.yaml") and "menu" not in line for line in expected):
            return  # The rest is not checked before the settings can be read.
        try:
            listener.wait(agrees)
        except AssertionError:
            self.fail(f"{where}: the preview tells {sorted(told(listener.latest))}, a build {sorted(expected)}")

    def compare_files(self, preview: Preview, output: Path, where: str) -> None:
        files = sorted(file.relative_to(output).as_posix() for file in output.rglob("*") if file.is_file())
        wrong = files
        end = time.monotonic() + PATIENCE
        while wrong and time.monotonic() < end:  # An edit of several steps may arrive as several changes.
            wrong = [file for file in files if preview.output_file(file) != (200, (output / file).read_bytes())]
        self.assertNothing([f"{where}: {file} differs" for file in wrong])


def mistakes_in(lines: str) -> set[str]:
    found = set()
    for line in lines.splitlines():
        mistake = json.loads(line)
        place = ":".join(str(mistake[key]) for key in ("file", "line", "column") if key in mistake)
        found.add(f"{place}: {mistake['severity']}: {mistake['message']}" if place else f"{mistake['severity']}: {mistake['message']}")
    return found


def told(message: dict) -> set[str]:
    return {mistake["words"].split("\n")[0] for mistake in message["mistakes"] + message["elsewhere"]}


class PreviewTrafficTest(PreviewTest):
    """Many clients at once while files change: no failure, and no mixture of two versions of a page."""

    def test_answers_other_pages_while_one_is_slow(self):
        small_site(self.site)
        # As long as a page may take: millions of steps.
        self.write("templates/slow.html", "{% set box = namespace(n=0) %}{% for i in range(2000) %}{% for j in range(900) %}"
                   "{% set box.n = box.n + j %}{% endfor %}{% endfor %}<h1>{{ box.n }}</h1>")
        self.write("content/slow.md", "---\ntitle: Slow\ntemplate: slow\n---\n")
        preview = self.serve()
        answered: list[str] = []

        def ask_for_the_slow_one() -> None:
            body = preview.ask("/below/slow/")[2]
            answered.append("slow" if f"<h1>{2000 * sum(range(900))}</h1>".encode() in body else f"wrong: {body[:200]}")

        slow = threading.Thread(target=ask_for_the_slow_one)
        slow.start()
        time.sleep(0.1)
        # Of several requests that follow it at once, at least one is answered before it.
        for _ in range(5):
            self.assertEqual(preview.ask("/below/about/")[0], 200)
            answered.append("other")
        slow.join()
        self.assertEqual(sorted(answered), ["other"] * 5 + ["slow"])
        self.assertEqual(answered[0], "other")

    def test_serves_whole_pages_under_load_while_files_change(self):
        small_site(self.site)
        preview = self.serve()
        seconds = float(os.environ.get("LECTERN_TRAFFIC", "4"))
        end = time.monotonic() + seconds
        versions = {f"Version {number} of all".encode() for number in range(100_000)} | {b"About"}
        failures: list[str] = []
        counts = []

        def client() -> None:
            connection = http.client.HTTPConnection(preview.host, preview.port, timeout=PATIENCE)
            count = 0
            while time.monotonic() < end:
                status, _, body = preview.ask("/below/about/", connection=connection)
                title = body.partition(b"<h1>")[2].partition(b"</h1>")[0]
                if status != 200 or title not in versions or not body.rstrip().endswith(b"</html>"):
                    failures.append(f"{status} {body[:200]}")
                count += 1
            counts.append(count)

        clients = [threading.Thread(target=client) for _ in range(8)]
        for thread in clients:
            thread.start()
        number = 0
        while time.monotonic() < end:
            self.write("content/.new", f"---\ntitle: Version {number} of all\n---\n")
            os.rename(self.site / "content/.new", self.site / "content/about.md")
            number += 1
            time.sleep(0.03)
        for thread in clients:
            thread.join()
        self.assertNothing(failures)
        self.assertGreater(sum(counts), 8)


class PreviewSafetyTest(PreviewTest):
    """Hostile requests get an error or no response, and nothing from outside the site."""

    def setUp(self):
        super().setUp()
        small_site(self.site)
        (self.folder / "secret.txt").write_text(SECRET)
        (self.site / "secret.txt").write_text(SECRET)
        (self.site / "content/.secret.txt").write_text(SECRET)
        (self.site / "content/folder").mkdir()
        self.preview = self.serve()

    def hostile(self) -> list[bytes]:
        host = f"Host: 127.0.0.1:{self.preview.port}\r\n"
        paths = """/../secret.txt /below/../secret.txt /below/../../secret.txt /below/%2e%2e/secret.txt /below/%2e%2e%2fsecret.txt
            /below/..%2fsecret.txt /below/..%2Fsecret.txt /below/..%5csecret.txt /below/..\\secret.txt /below/%252e%252e/secret.txt
            /below/./about/ /below/about/.. /below/about/../about/ /below//about/ //below/about/ /below/about// /below/%00 /below/about%00/
            /below/about/%00.html /below/%0d%0aX:y /below/%0a /below/%7f /below/%ff /below/%c0%ae%c0%ae/secret.txt /below/%e0%80%ae/
            /below/% /below/%2 /below/%zz /below/%u002e /below/.secret.txt /below/content/about.md /below/templates/page.html
            /below/site.yaml /site.yaml /content/about.md /secret.txt /below/secret.txt /below/folder/ /.lectern/ /.lectern/../secret.txt
            /.lectern/preview.js/ /.lectern/preview.js%00 /.lectern/events /.lectern/owned.txt /.git/config /proc/self/environ
            /etc/passwd //etc/passwd /below/file:///etc/passwd /below/~root/ /below/about;/../secret.txt /below/about/%2e/
            /below/%2f%2fetc/passwd /below/CON /below/about/index.html/ /below/assets/ /below/#fragment""".split()
        requests = [f"GET {path} HTTP/1.1\r\n{host}Connection: close\r\n\r\n".encode("latin-1") for path in paths]
        requests += [f"GET {path} HTTP/1.1\r\n{host}Connection: close\r\n\r\n".encode("latin-1") for path in (
            "http://127.0.0.1/below/", "below/", "*", "", "/below/\x01", "/below/\xff\xfe", "/below/" + "a" * 3000,
            "/below/" + "a" * 100_000, "/below/" + "../" * 500 + "etc/passwd", "/below/" + "%2e%2e/" * 200 + "etc/passwd",
            "/.lectern/events?path=%2e%2e", "/below/a b")][:-2]
        requests += [f"{method} /below/ HTTP/1.1\r\n{host}Connection: close\r\n\r\n".encode() for method in (
            "POST", "PUT", "DELETE", "OPTIONS", "PATCH", "TRACE", "PROPFIND", "CONNECT", "get", "G\0T", "BREW")]
        names = (f"evil.example:{self.preview.port}", "evil.example", "127.0.0.1", "127.0.0.1:1", f"127.0.0.2:{self.preview.port}",
                 f"localhost.evil.example:{self.preview.port}", f"127.0.0.1:{self.preview.port}:80", "", f"[::2]:{self.preview.port}",
                 f"127.0.0.1:{self.preview.port}@evil.example", f"user@127.0.0.1:{self.preview.port}", "0x7f.1", "[", "]:", ":")
        requests += [f"GET /below/ HTTP/1.1\r\nHost: {name}\r\nConnection: close\r\n\r\n".encode() for name in names]
        head = f"GET /below/ HTTP/1.1\r\n{host}"
        requests += [text.encode("latin-1") for text in (
            "GET /below/ HTTP/1.1\r\n\r\n", head + host + "\r\n", "GET /below/ HTTP/1.0\r\n\r\n", "GET /below/\r\n\r\n",
            head + "Content-Length: 5\r\n\r\nhello", head + "Content-Length: -1\r\n\r\n", head + "Content-Length: 1\r\nContent-Length: 2\r\n\r\na",
            head + "Transfer-Encoding: chunked\r\n\r\n0\r\n\r\n", head + "Transfer-Encoding: chunked\r\nContent-Length: 4\r\n\r\n0\r\n\r\n",
            head + "X: " + "y" * 100_000 + "\r\n\r\n", head + "".join(f"X-{n}: y\r\n" for n in range(500)) + "\r\n",
            head + "Sec-Fetch-Site: cross-site\r\nSec-Fetch-Mode: no-cors\r\nConnection: close\r\n\r\n",
            head + "Sec-Fetch-Site: same-site\r\nSec-Fetch-Mode: cors\r\nConnection: close\r\n\r\n",
            head + "Bad Header: x\r\n\r\n", head + " folded: x\r\n\r\n", head + "X:\0y\r\n\r\n", "\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03",
            "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n", "GET /below/ HTTP/9.9\r\n" + host + "\r\n", "GET /below/ FTP/1.1\r\n\r\n", "\r\n" * 100 + "x",
            "\0" * 1000, "A" * 100_000)]
        return requests

    def test_refuses_hostile_requests(self):
        requests = self.hostile()
        self.assertGreater(len(requests), 100)
        findings = []
        for request in requests:
            answer = self.preview.raw(request, patience=12)
            status = answer.split(b" ", 2)[1] if answer.startswith(b"HTTP/1.") else b""
            if answer and not status.startswith(b"4"):
                findings.append(f"{request[:120]!r}: {answer[:80]!r}")
            if SECRET.encode() in answer or b"root:" in answer:
                findings.append(f"{request[:120]!r} gives a secret away")
        self.assertNothing(findings)
        self.assertEqual(self.preview.ask("/below/")[0], 200)

    def test_is_held_up_by_no_slow_or_silent_client(self):
        address = (self.preview.host, self.preview.port)
        connections = [socket.create_connection(address) for _ in range(100)]
        for number, connection in enumerate(connections):
            if number % 2:
                connection.sendall(b"GET /below/ HTTP/1.1\r\nX-Slow: ")
        asking = socket.create_connection(address)
        asking.sendall(f"GET /below/film.bin HTTP/1.1\r\nHost: 127.0.0.1:{self.preview.port}\r\n\r\n".encode() * 50)
        start = time.monotonic()
        self.assertEqual(self.preview.ask("/below/")[0], 200)
        self.assertLess(time.monotonic() - start, 2)
        # The server closes each after a while.
        connections[0].settimeout(20)
        self.assertEqual(connections[0].recv(10), b"")
        for connection in [*connections, asking]:
            connection.close()

    def open_descriptors(self) -> int:
        return len(os.listdir(f"/proc/{self.preview.process.pid}/fd"))

    def test_lets_only_so_many_in_and_recovers(self):
        address = (self.preview.host, self.preview.port)
        self.preview.ask("/below/")
        at_first = self.open_descriptors()
        connections = []
        try:
            for _ in range(400):
                connections.append(socket.create_connection(address, timeout=5))
        except OSError:
            pass
        for connection in connections:
            connection.close()
        end = time.monotonic() + PATIENCE
        while True:
            try:
                self.assertEqual(self.preview.ask("/below/")[0], 200)
                break
            except (OSError, http.client.HTTPException):
                if time.monotonic() > end:
                    raise
                time.sleep(0.1)
        # It keeps nothing of those that it refused, or that went away.
        while self.open_descriptors() > at_first + 5 and time.monotonic() < end:
            time.sleep(0.1)
        self.assertLessEqual(self.open_descriptors(), at_first + 5)

    def test_answers_pipelined_requests_in_their_order(self):
        head = f"HTTP/1.1\r\nHost: 127.0.0.1:{self.preview.port}\r\n"
        data = f"GET /below/about/ {head}\r\nGET /below/robots.txt {head}\r\nGET /below/nothing {head}Connection: close\r\n\r\n"
        answer = self.preview.raw(data.encode())
        self.assertEqual(re.findall(rb"HTTP/1\.1 (\d+) ", answer), [b"200", b"200", b"404"])


if __name__ == "__main__":
    unittest.main()

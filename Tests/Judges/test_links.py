"""`lectern links`, against servers of this machine that play every answer. The test gives the days."""

import contextlib
import http.server
import json
import re
import socket
import socketserver
import threading
import time
from collections import defaultdict

import lectern
import publication_places

MEMORY = "content/_links.tsv"


class Server(socketserver.ThreadingMixIn, http.server.HTTPServer):
    """One host of the loopback (127.0.0.N), that answers as the first part of a path says."""

    daemon_threads = True
    allow_reuse_address = True

    def __init__(self, number: int, asked: list):
        self.asked, self.is_down = asked, set()
        super().__init__((f"127.0.0.{number}", 0), Answers)
        threading.Thread(target=self.serve_forever, daemon=True).start()

    @property
    def url(self) -> str:
        return "http://{}:{}".format(*self.server_address)

    def handle_error(self, request, client_address):
        pass  # A client that has heard enough is no error.


class Answers(http.server.BaseHTTPRequestHandler):
    def do_HEAD(self):
        self.answer(False)

    def do_GET(self):
        self.answer(True)

    def answer(self, gets: bool) -> None:
        self.server.asked.append((time.monotonic(), self.command, self.path, self.headers.get("User-Agent", "")))
        word = self.path.strip("/").split("/")[0].split("?")[0]
        if word in self.server.is_down:
            return self.say(404)
        if word.isdigit():
            return self.say(int(word))
        if word in ("moved", "moved308", "found", "seeother", "chain", "half", "home", "loop", "dead-end", "no-location",
                    "unsafe"):
            code = {"found": 302, "seeother": 303, "moved308": 308}.get(word, 301)
            target = {"chain": "/moved", "half": "/found", "home": "/", "loop": "/loop2", "dead-end": "/404",
                      "no-location": None, "unsafe": "/there,and,there"}.get(word, "/there?a=1&b=2")
            return self.say(code, target)
        if word == "loop2":
            return self.say(301, "/loop")
        if word == "head-405":
            return self.say(200 if gets else 405)
        if word == "head-404":
            return self.say(200 if gets else 404)
        if word == "busy":
            return self.say(429, retry="3600")
        if word == "slow":
            time.sleep(30)
        if word == "endless":
            if not gets:
                return self.say(405)
            self.send_response(200)
            self.end_headers()
            with contextlib.suppress(OSError):
                while True:
                    self.wfile.write(b"x" * 65536)
        if word == "huge":
            if not gets:
                return self.say(405)
            self.send_response(200)
            self.send_header("Content-Length", str(1 << 40))
            self.end_headers()
            return None
        if word == "garbage":
            self.wfile.write(b"\x00\xff nothing of HTTP\r\n\r\n")
            return None
        if word == "hangs-up":
            self.connection.shutdown(socket.SHUT_RDWR)
            return None
        return self.say(200)

    def say(self, code: int, location: str | None = None, retry: str | None = None) -> None:
        self.send_response_only(code, "Answer")
        if location:
            self.send_header("Location", location)
        if retry:
            self.send_header("Retry-After", retry)
        self.send_header("Content-Length", "0")
        self.end_headers()

    def log_message(self, *_):
        pass


class LinkTests(lectern.LecternTest):
    def setUp(self):
        super().setUp()
        self.site = self.folder / "site"
        self.assertEqual(lectern.run("init", self.site, "--bare").returncode, 0)
        self.asked: list = []
        self.servers: dict[int, Server] = {}

    def host(self, number: int) -> str:
        if number not in self.servers:
            self.servers[number] = Server(number, self.asked)
            self.addCleanup(self.servers[number].server_close)
            self.addCleanup(self.servers[number].shutdown)
        return self.servers[number].url

    def page(self, *addresses: str, name: str = "links") -> None:
        lines = "".join(f"- [address {number}]({address})\n" for number, address in enumerate(addresses))
        (self.site / f"content/{name}.md").write_text(f"---\ntitle: Links\n---\n{lines}")

    def links(self, day: str, *more, code: int = 0):
        result = lectern.run("links", self.site, "--at", day, "--patience", "2", *more)
        self.assertEqual(result.returncode, code, result.stderr + result.stdout)
        return result

    def known(self, *more, day: str = "2030-01-01") -> dict[str, str]:
        """What is said of each address."""
        lines = self.links(day, "--all", *more).stdout.splitlines()
        return dict(line.split("\t") for line in lines if "\t" in line)

    def test_every_answer(self):
        closed = publication_places.free_port()
        # Each on a host of its own, so that none waits for another.
        expected = {
            "200": "there", "204": "there", "304": "there", "moved": "moved to {}/there?a=1&b=2",
            "moved308": "moved to {}/there?a=1&b=2", "found": "there", "seeother": "there",
            "chain": "moved to {}/there?a=1&b=2", "half": "there",
            "home": "can't tell: it leads to the home page of its host now",
            "loop": "can't tell: its redirects lead in a circle",
            "dead-end": "perhaps gone, since 2030-01-01: there is nothing (status 404), after a redirect",
            "no-location": "can't tell: it leads nowhere (status 301)", "unsafe": "moved to {}/there,and,there",
            "401": "can't tell: the host turns programs away (status 401)",
            "403": "can't tell: the host turns programs away (status 403)",
            "999": "can't tell: the host turns programs away (status 999)",
            "404": "perhaps gone, since 2030-01-01: there is nothing (status 404)",
            "410": "perhaps gone, since 2030-01-01: it was taken away (status 410)",
            "head-405": "there", "head-404": "there",
            "busy": "can't tell: the host wants to be left alone for now (status 429)",
            "503": "can't tell: the host wants to be left alone for now (status 503)",
            "500": "can't tell: the host answers with status 500", "502": "can't tell: the host answers with status 502",
            "slow": "can't tell: it took too long", "endless": "there", "huge": "there",
            "garbage": "can't tell: it is no address of the web", "hangs-up": "can't tell: the connection broke (curl 52)",
        }
        addresses = {word: f"{self.host(number)}/{word}" for number, word in enumerate(expected, start=2)}
        wanted = {addresses[word]: words.format(addresses[word].rsplit("/", 1)[0]) for word, words in expected.items()}
        wanted[f"http://127.0.0.1:{closed}/x"] = "can't tell: nothing listens there"
        wanted[addresses["200"].replace("http:", "https:")] = None
        wanted["http://no-such-host.invalid/"] = "perhaps gone, since 2030-01-01: its host has no address"
        self.page(*wanted)
        known = self.known()
        tls = known.pop(addresses["200"].replace("http:", "https:"))
        self.assertRegex(tls, r"^can't tell: the encryption failed \(curl \d+\)$")
        del wanted[addresses["200"].replace("http:", "https:")]
        self.assertEqual(known, wanted)
        self.assertIn(("GET", "/head-405"), {(method, path) for _, method, path, _ in self.asked})
        self.assertNotIn(("GET", "/200"), {(method, path) for _, method, path, _ in self.asked})

    def test_says_gone_after_days_and_names_all_places(self):
        address = f"{self.host(2)}/404"
        self.page(f"{self.host(3)}/200", address)
        (self.site / "content/speakers/_pages.csv").write_text(
            f"id,title,website,body\nada-example,Ada Example,{address},A [link]({address}) and more.\n")
        for day in ("2030-01-01", "2030-01-01", "2030-01-02"):
            result = self.links(day)
            self.assertEqual(result.stderr, "")
            self.assertIn("perhaps gone", result.stdout)
        # Once a day at most.
        self.assertEqual(sum(path == "/404" for _, _, path, _ in self.asked), 4)
        result = self.links("2030-01-05")
        self.assertIn(f"content/links.md:5:15: warning: {address} is gone since 2030-01-01", result.stderr)
        self.assertIn("content/speakers/_pages.csv:2:", result.stderr)
        self.assertIn("https://web.archive.org/web/20300101/", result.stderr)
        self.links("2030-01-06", "--strict", code=1)
        lines = [json.loads(line) for line in self.links("2030-01-06", "--format", "json").stderr.splitlines()]
        self.assertEqual([(line["code"], line["file"], line["line"]) for line in lines],
                         [("gone-address", "content/links.md", 5)])
        # A copy that somebody chose takes its place, and nothing else changes.
        memory = self.site / MEMORY
        copy = "https://web.archive.org/web/2029/" + address
        text = memory.read_text()
        memory.write_text("".join(line.rstrip("\n") + copy + "\n" if line.startswith(address) else line
                                  for line in text.splitlines(keepends=True)))
        self.assertIn(copy, self.links("2030-01-06").stderr)
        files = [self.site / "content/links.md", self.site / "content/speakers/_pages.csv"]
        before = [path.read_text() for path in files]
        self.assertIn("would be mended", self.links("2030-01-06", "--fix", "--dry-run").stdout)
        self.assertEqual([path.read_text() for path in files], before)
        self.links("2030-01-06", "--fix")
        self.assertEqual([path.read_text() for path in files], [text.replace(address, copy) for text in before])

    def test_an_address_that_comes_back_is_there(self):
        self.page(f"{self.host(2)}/sometimes", f"{self.host(3)}/200")
        self.servers[2].is_down = {"sometimes"}
        for day in ("2030-01-01", "2030-01-03", "2030-01-05"):
            result = self.links(day)
        self.assertIn("is gone since", result.stderr)
        self.servers[2].is_down = set()
        self.assertEqual(self.links("2030-01-06").stderr, "")
        self.servers[2].is_down = {"sometimes"}
        self.assertEqual(self.links("2030-01-20").stderr, "")

    def test_mends_what_has_moved_and_nothing_else(self):
        old, new = f"{self.host(2)}/moved", f"{self.host(2)}/there?a=1&b=2"
        page = self.site / "content/links.md"
        text = ("\ufeff---\r\ntitle: Links  \r\n---\r\n\r\n[a](" + old + "), <" + old + "> and " + old + ".\r\n"
                "[part](" + old + "#part) [other](" + self.host(3) + "/200/moved)\t \r\n\r\n\r\n")
        page.write_bytes(text.encode())
        template = self.site / "templates/base.html"
        template.write_text(template.read_text().replace("</body>", f'<p><a href="{old}">x</a></p></body>'))
        layout = template.read_text()
        settings = self.site / "site.yaml"
        settings.write_text(settings.read_text() + f"data: {{old: '{old}', why: x}}  # {old}\n")
        written = settings.read_text()
        told = self.links("2030-01-01").stderr
        self.assertIn(f"{old} has moved for good, to {new}", told)
        self.assertEqual(page.read_bytes(), text.encode())
        done = self.links("2030-01-01", "--fix")
        self.assertEqual(done.stderr, "")
        self.assertIn(f"content/links.md:5:5: {old} → {new}\n", done.stdout)
        self.assertIn(f"content/links.md:6:8: {old}#part → {new}#part\n", done.stdout)
        self.assertIn("7 places mended", done.stdout)
        self.assertEqual(page.read_bytes(), text.replace(old, new).encode())
        self.assertEqual(template.read_text(), layout.replace(old, new.replace("&", "&amp;")))
        self.assertEqual(settings.read_text(), written.replace(old, new))
        self.assertEqual(lectern.run("check", self.site).returncode, 0)

    def test_what_cannot_stand_anywhere_is_told_and_not_written(self):
        self.page(f"{self.host(2)}/unsafe")
        before = (self.site / "content/links.md").read_text()
        self.assertIn("link to the new address", self.links("2030-01-01", "--fix").stderr)
        self.assertEqual((self.site / "content/links.md").read_text(), before)

    def test_asks_a_host_once_a_second_and_says_who_asks(self):
        self.page(*(f"{self.host(2)}/200/{number}" for number in range(4)), f"{self.host(3)}/200")
        self.links("2030-01-01")
        asked = defaultdict(list)
        for moment, method, path, agent in self.asked:
            self.assertEqual(method, "HEAD")
            self.assertIn("Lectern", agent)
            asked[path.count("/")].append(moment)
        moments = sorted(asked[2])
        self.assertEqual(len(moments), 4)
        for earlier, later in zip(moments, moments[1:]):
            self.assertGreater(later - earlier, 0.9)

    def test_leaves_a_host_alone_that_wants_it(self):
        self.page(f"{self.host(2)}/busy", f"{self.host(2)}/busy/2", f"{self.host(2)}/busy/3", f"{self.host(3)}/200")
        known = self.known()
        self.assertEqual(sorted(known.values()), ["can't tell: the host wants to be left alone for now (status 429)",
                                                 "not asked yet", "not asked yet", "there"])
        self.assertEqual(sum(path.startswith("/busy") for _, _, path, _ in self.asked), 1)

    def test_remembers_and_asks_again_after_a_week(self):
        self.page(f"{self.host(2)}/200")
        self.links("2030-01-01")
        memory = (self.site / MEMORY).read_text()
        self.assertEqual(memory, "address\tasked\tgood\tmissing\tanswer\tmoved\tarchived\n"
                                 f"{self.host(2)}/200\t2030-01-01\t2030-01-01\t\t\t\t\n")
        self.links("2030-01-07")
        self.assertEqual((len(self.asked), (self.site / MEMORY).read_text()), (1, memory))
        self.links("2030-01-07", "--again")
        self.links("2030-01-14")
        self.assertEqual(len(self.asked), 3)
        # Nothing of it is published, and a build asks nobody.
        built = lectern.run("build", self.site)
        self.assertEqual(built.returncode, 0, built.stderr)
        self.assertEqual([path for path in lectern.state(self.site / "output") if "_links" in path], [])
        self.assertEqual(len(self.asked), 3)
        # What the site has no more is forgotten.
        self.page()
        self.links("2030-01-30")
        self.assertEqual((self.site / MEMORY).read_text(), memory.splitlines(keepends=True)[0])

    def test_without_a_network_nothing_is_remembered(self):
        self.page("http://no-such-host.invalid/a", "http://other-host.invalid/b")
        result = self.links("2030-01-01", code=2)
        self.assertPlain(result, {2}, "connected to the internet")
        self.assertFalse((self.site / MEMORY).exists())

    def test_a_vanished_host_is_told_from_a_missing_network_by_one_that_was_there(self):
        self.page("http://no-such-host.invalid/a", f"{self.host(2)}/200")
        for day in ("2030-01-01", "2030-01-02", "2030-01-04"):
            result = self.links(day)
        self.assertIn("no-such-host.invalid/a is gone since 2030-01-01", result.stderr)

    def test_a_memory_that_was_merged_badly_is_told_by_its_line(self):
        self.page(f"{self.host(2)}/200")
        self.links("2030-01-01")
        memory = self.site / MEMORY
        memory.write_text(memory.read_text() + "<<<<<<< HEAD\n")
        broken = memory.read_text()
        self.assertPlain(self.links("2030-01-02", code=1), {1}, f"{MEMORY}:3: error:")
        self.assertEqual(memory.read_text(), broken)

    def test_lists_addresses_of_every_sort_of_file_and_asks_nobody(self):
        self.page("https://a.eu/md", "https://a.eu/malm\u00f6")
        (self.site / "content/speakers/_pages.csv").write_text(
            "id;title;body\nada-example;Ada Example;A [link](https://a.eu/csv).\n")
        settings = self.site / "site.yaml"
        text = settings.read_text()
        settings.write_text(text.replace("  main:\n", "  main:\n    - {title: X, url: \"https://a.eu/yaml\"}\n", 1))
        self.assertNotEqual(settings.read_text(), text)
        template = self.site / "templates/base.html"
        template.write_text(template.read_text().replace("</body>", '<p><a href="https://a.eu/?x=1&amp;y=2">x</a></p></body>'))
        listed = self.links("2030-01-01", "--list").stdout
        for address, file in (("https://a.eu/md", "content/links.md:4:15"), ("https://a.eu/malm%C3%B6", "content/links.md:5:15"),
                              ("https://a.eu/csv", "content/speakers/_pages.csv:2:"), ("https://a.eu/yaml", "site.yaml:"),
                              ("https://a.eu/?x=1&y=2", "templates/base.html:")):
            self.assertRegex(listed, rf"(?m)^{re.escape(address)}\n(  .*\n)*  {re.escape(file)}")
        self.assertFalse((self.site / MEMORY).exists())

    def test_a_site_with_mistakes_is_mended_first(self):
        self.page("nowhere.md", f"{self.host(2)}/200")
        self.assertPlain(self.links("2030-01-01", code=1), {1}, "nowhere.md")
        self.assertEqual(self.asked, [])

    def test_says_that_curl_is_needed(self):
        self.page(f"{self.host(2)}/200")
        result = lectern.run("links", self.site, environment={"PATH": str(self.folder)})
        self.assertPlain(result, {2}, "curl is needed", "apt-get install curl")

    def test_finds_all_addresses_of_this_repositorys_site(self):
        site = lectern.copy(lectern.SITE, self.folder / "real")
        listed = lectern.run("links", site, "--list")
        self.assertEqual(listed.returncode, 0, listed.stderr)
        addresses, places = [], defaultdict(list)
        for line in listed.stdout.splitlines():
            if line.startswith("http"):
                addresses.append(line)
            elif line.startswith("  "):
                places[addresses[-1]].append(line.strip())
        self.assertGreater(len(addresses), 80)
        # A template makes these of the venue's name.
        computed = [address for address in addresses if places[address][0].startswith("computed")]
        self.assertEqual([address for address in computed if "openstreetmap.org/search" not in address], [])
        for address, found in places.items():
            for place in found if address not in computed else []:
                file, line, column = place.rsplit(":", 2)
                text = (site / file).read_text().splitlines()[int(line) - 1]
                self.assertRegex(text[int(column) - 1:], r"^(https?://|www\.)", f"{address} at {place}")

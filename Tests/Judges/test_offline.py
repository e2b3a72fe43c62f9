"""The programme on a visitor's phone, in Chromium under the policy that the build wrote for hosts: without a network, on one that breaks
off at any byte, from one version to the next, after the end, after it is switched off, and with several editions on one origin."""

import http.server
import io
import json
import mimetypes
import random
import re
import socket
import threading
import unittest
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import unquote, urlsplit

from PIL import Image

import browser
import lectern

STYLE = Path(__file__).resolve().parents[2] / "Sources/ConferenceDesign/Design/assets/css/site.css"
REGISTRATIONS = "async () => (await navigator.serviceWorker.getRegistrations()).map(one => new URL(one.scope).pathname).sort()"


class Host:
    """A web server whose folders can be exchanged, which can be unreachable, and which can break off."""

    def __init__(self, chance: random.Random):
        self.folders: dict[str, Path] = {}
        self.is_down, self.breaks, self.status, self.asked = False, 0.0, {}, []
        host = self

        class Handler(http.server.BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def log_message(self, *_):
                pass

            def do_GET(self):
                path = unquote(urlsplit(self.path).path)
                host.asked.append(path)
                if host.is_down:
                    return self.end()
                below = max((below for below in host.folders if path.startswith(below)), key=len, default=None)
                folder = host.folders.get(below)
                file = folder / path[len(below):] if folder else None
                file = file / "index.html" if file and file.is_dir() else file
                status, body = (200, file.read_bytes()) if file and file.is_file() else (404, b"nothing here")
                self.send_response(status)
                self.send_header("Content-Type", (mimetypes.guess_type(str(file))[0] if status == 200 else None) or "text/plain")
                self.send_header("Cache-Control", "no-cache")
                if folder:
                    self.send_header("Content-Security-Policy", policy(folder))
                cut = chance.randrange(len(body) + 1) if body and chance.random() < host.breaks else len(body)
                if cut == len(body) or chance.random() < 0.5:
                    self.send_header("Content-Length", str(len(body)))
                else:  # Nobody can tell from the answer that it isn't whole.
                    self.send_header("Connection", "close")
                    self.close_connection = True
                self.end_headers()
                self.wfile.write(body[:cut])
                if cut < len(body):
                    self.end()

            def end(self):
                self.close_connection = True
                self.wfile.flush()
                self.connection.shutdown(socket.SHUT_RDWR)

        self.server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.server.daemon_threads = True
        threading.Thread(target=self.server.serve_forever, daemon=True).start()
        self.address = f"http://127.0.0.1:{self.server.server_address[1]}"

    def close(self):
        self.server.shutdown()
        self.server.server_close()


def policy(folder: Path) -> str:
    """What the build told nginx."""
    text = (folder.parent / (folder.name + ".hosts") / "nginx.conf").read_text()
    return re.search(r'Content-Security-Policy "(.*?)"', text).group(1)


class OfflineTests(lectern.LecternTest):
    def setUp(self):
        super().setUp()
        self.host = Host(random.Random(7))
        self.addCleanup(self.host.close)

    def built(self, path: str, version: int = 1, offline: str = "offline: true", more: dict | None = None) -> Path:
        """A conference below a path, built. Each page and its style tell their version."""
        name = f"{path.strip('/') or 'root'}-{version}"
        site, output = self.folder / f"site-{name}", self.folder / f"www-{name}"
        files = {
            "site.yaml": f"""lectern: 1
title: Conference
base_url: https://example.org{path}
timezone: Europe/Brussels
hosting: {{for: [nginx]}}
event:
  starts: 2031-05-14
  ends: 2031-05-15
  venue: /practical/venue/
  programme: /programme/
  {offline}
""",
            "templates/assets/css/site.css": STYLE.read_text() + f":root {{ --version: v{version}; }}\n",
            "content/_index.md": f"---\ntitle: Conference\n---\nv{version}\n",
            "content/programme/_index.md": f"---\ntitle: Programme\nprogramme: true\n---\nv{version}\n",
            "content/programme/opening.md": "---\ntitle: Opening\nkind: session\nstart: 2031-05-14 09:00\nend: 2031-05-14 10:00\n"
                                            f"room: aula\nspeakers: [ada]\n---\nv{version}\n",
            "content/programme/talk.md": f"---\ntitle: A talk\nkind: session\nstart: 2031-05-14 {9 + version}:00\n"
                                         f"end: 2031-05-14 {9 + version}:30\nroom: aula\n---\nv{version}\n",
            "content/rooms/_index.md": "---\ntitle: Rooms\ndefaults: {kind: room}\n---\n",
            "content/rooms/aula.md": f"---\ntitle: Aula\n---\nv{version}\n",
            "content/speakers/_index.md": "---\ntitle: Speakers\ndefaults: {kind: speaker}\n---\n",
            "content/speakers/ada.md": f"---\ntitle: Ada Example\n---\nv{version}\n\n![A square](square.svg)\n",
            "content/speakers/square.svg": '<svg xmlns="http://www.w3.org/2000/svg" width="40" height="40">'
                                           f'<rect width="{30 + version}" height="40"/></svg>\n',
            "content/practical/_index.md": "---\ntitle: Practical\n---\n",
            "content/practical/venue.md": f"---\ntitle: Venue\n---\nv{version}\n",
            "content/news/_index.md": "---\ntitle: News\n---\n",
            f"content/practical/only-{version}.md": f"---\ntitle: Only in {version}\n---\nv{version}\n",
        } | (more or {})
        for file, text in files.items():
            (site / file).parent.mkdir(parents=True, exist_ok=True)
            (site / file).write_bytes(text if isinstance(text, bytes) else text.encode())
        self.build(site, "--output", output)
        return output

    @contextmanager
    def visitor(self, chromium):
        context = chromium.new_context(viewport={"width": 390, "height": 844}, device_scale_factor=3)
        page = context.new_page()
        self.complaints = []
        page.on("console", lambda message: self.complaints.append(message.text))
        page.on("pageerror", lambda error: self.complaints.append(str(error)))
        yield page
        context.close()

    def go(self, page, path: str) -> str:
        """Opens a page, and gives its title."""
        page.goto(self.host.address + path)
        return page.inner_text("h1")

    def keep(self, page, path: str = "/2031/"):
        self.go(page, path + "programme/")
        page.click(".keep-offline button")
        self.wait_for(page, "Remove")

    def wait_for(self, page, word: str):
        page.locator(".keep-offline button", has_text=re.compile("^" + word)).wait_for()

    def in_worker(self, page, script: str, path: str = "/2031/"):
        worker, = (one for one in page.context.service_workers if one.url.endswith(path + "sw.js") and one.url.startswith(self.host.address + path))
        return worker.evaluate(script)

    def versions(self, page) -> set[str]:
        """Of which versions the page, its style and its pictures are."""
        found = {page.evaluate("getComputedStyle(document.documentElement).getPropertyValue('--version').trim()")}
        found |= set(re.findall(r"\bv\d\b", page.inner_text("main")))
        for picture in page.locator("main img[src$='square.svg']").all():
            text = page.evaluate("async address => (await fetch(address)).text()", picture.get_attribute("src"))
            found.add(f"v{int(re.search(r'rect width=.(3.)', text).group(1)) - 30}")
        return found

    KEPT = {"": "Conference", "programme/": "Programme", "programme/opening/": "Opening", "speakers/": "Speakers",
            "speakers/ada/": "Ada Example", "rooms/aula/": "Aula", "practical/venue/": "Venue"}

    def test_without_a_network_all_that_was_kept_is_there(self):
        chance = random.Random(3)
        photo = io.BytesIO()
        Image.frombytes("RGB", (32, 24), chance.randbytes(32 * 24 * 3)).resize((1600, 1200)).save(photo, "JPEG")
        large = '<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><desc>' + "x" * 300_000 + "</desc></svg>"
        self.host.folders["/2031/"] = self.built("/2031/", more={
            "content/practical/venue.md": "---\ntitle: Venue\n---\nv1\n\n![The hall](hall.jpg)\n\n![A plan](plan.svg)\n",
            "content/practical/hall.jpg": photo.getvalue(), "content/practical/plan.svg": large})
        with browser.chromium() as chromium, self.visitor(chromium) as page:
            self.go(page, "/2031/programme/opening/")
            page.wait_for_timeout(300)
            self.assertFalse([path for path in self.host.asked if "offline.json" in path or "keep." in path or "offline." in path and ".css" in path])
            self.go(page, "/2031/programme/")
            listed = json.loads((self.host.folders["/2031/"] / "offline.json").read_text())["files"]
            size = sum(file[2] for file in listed)
            shown = f"{round(size / 1e3)} kB" if size < 1e6 else f"{size / 1e6:.1f} MB"
            page.locator(".keep-offline button", has_text=f"Keep the programme on this phone ({shown})").wait_for()
            self.assertEqual(page.evaluate(REGISTRATIONS), [], "nothing before somebody asks")
            self.assertFalse([path for path in self.host.asked if path.endswith("sw.js")])
            self.keep(page)
            self.assertRegex(page.inner_text(".keep-offline [role=status]"), r"^On this phone, as of \d\d:\d\d\..* after 29 May\.$")
            self.assertFalse(page.locator(".keep-offline progress").is_visible())
            page.evaluate(browser.AXE.read_text())
            self.assertEqual(browser.violations(page, {"runOnly": browser.STANDARDS}), [])
            self.host.is_down = True
            self.in_worker(page, "rest = 0")
            for path, title in self.KEPT.items():
                self.assertEqual(self.go(page, "/2031/" + path), title)
                self.assertEqual(self.versions(page) - {""}, {"v1"}, path)
                page.wait_for_selector(".offline p")
                self.assertRegex(page.inner_text(".offline"), r"No connection. This is the programme as of \d\d:\d\d")
            # Of the picture in several sizes one was kept, which is not the one that this screen asks for.
            self.go(page, "/2031/practical/venue/")
            shown = page.locator("img[alt='The hall']")
            shown.scroll_into_view_if_needed()
            self.assertRegex(shown.evaluate("image => image.decode().then(() => image.currentSrc)"), r"hall-1200\.\w+\.avif$")
            kept = (self.host.folders["/2031/"] / "offline.json").read_text()
            self.assertEqual(len(re.findall(r"hall-\d+", kept)), 1)
            self.assertNotIn("plan.svg", kept)
            self.assertTrue(page.evaluate("fetch('/2031/programme/calendar.ics').then(() => true, () => false)"))
            page.evaluate(browser.AXE.read_text())
            self.assertEqual(browser.violations(page, {"runOnly": browser.STANDARDS}), [])
            self.assertEqual(self.go(page, "/2031/news/"), "No connection")
            self.assertEqual(page.get_attribute("a", "href"), self.host.address + "/2031/programme/")
            page.evaluate(browser.AXE.read_text())
            self.assertEqual(browser.violations(page, {"runOnly": browser.STANDARDS}), [])
            self.host.is_down = False
            self.assertEqual([text for text in self.complaints if "Security" in text], [])
            # What the visitor removes is gone.
            self.in_worker(page, "rest = 0")
            self.go(page, "/2031/programme/")
            self.wait_for(page, "Remove")
            page.click(".keep-offline button")
            self.wait_for(page, "Keep")
            self.assertEqual((page.evaluate(REGISTRATIONS), page.evaluate("caches.keys()")), ([], []))

    def test_on_a_network_that_breaks_off_the_old_or_the_new_is_there_whole(self):
        first, second = self.built("/2031/", 1), self.built("/2031/", 2)
        self.host.folders["/2031/"] = first
        with browser.chromium() as chromium, self.visitor(chromium) as page:
            self.go(page, "/2031/programme/")
            self.host.breaks = 0.95
            page.click(".keep-offline button")
            page.locator(".keep-offline [role=status]", has_text="Not everything").wait_for()
            self.host.breaks = 0.4
            for _ in range(5):  # What came stays for the next time.
                page.click(".keep-offline button")
                page.locator(".keep-offline [role=status]", has_text=re.compile("Not everything|On this")).wait_for()
                if page.inner_text(".keep-offline button").startswith("Remove"):
                    break
            self.wait_for(page, "Remove")
            self.host.folders["/2031/"] = second
            self.host.breaks = 0.7
            seen = []
            for number in range(16):
                if number == 11:
                    self.host.breaks = 0.3
                self.in_worker(page, "rest = 0")
                path = list(self.KEPT)[number % len(self.KEPT)]
                self.assertEqual(self.go(page, "/2031/" + path), self.KEPT[path])
                found = self.versions(page)
                self.assertEqual(len(found), 1, f"{path} is of {found}")
                seen += found
            self.host.breaks = 0
            self.in_worker(page, "rest = 0")
            self.go(page, "/2031/speakers/ada/")
            self.in_worker(page, "running")
            self.go(page, "/2031/speakers/ada/")
            self.assertEqual(self.versions(page), {"v2"})
            self.assertEqual(seen[0], "v1")
            self.assertEqual(seen, sorted(seen), "never back to the old one")
            # A file that the new version doesn't have is gone, and one that it has is there.
            self.in_worker(page, "rest = 0")
            self.go(page, "/2031/")
            self.host.is_down = True
            self.assertEqual(self.go(page, "/2031/practical/only-2/"), "Only in 2")
            self.assertEqual(self.go(page, "/2031/practical/only-1/"), "No connection")

    def test_tells_of_sessions_that_moved(self):
        self.host.folders["/2031/"] = self.built("/2031/", 1)
        with browser.chromium() as chromium, self.visitor(chromium) as page:
            self.keep(page)
            for title in ("Opening", "A talk"):
                page.click(f"button.pick[aria-label$='{title}']")
            self.host.folders["/2031/"] = self.built("/2031/", 2)
            self.in_worker(page, "rest = 0")
            self.go(page, "/2031/programme/opening/")
            page.wait_for_selector(".offline button")
            self.assertEqual(page.locator(".offline a").all_inner_texts(), ["A talk"])
            self.assertTrue(page.locator(".offline a").get_attribute("href").endswith("/2031/programme/talk/"))
            self.go(page, "/2031/")
            page.click(".offline button")
            self.assertEqual(page.inner_text(".offline"), "")
            self.go(page, "/2031/programme/")
            page.wait_for_selector(".keep-offline button")
            self.assertEqual(page.inner_text(".offline"), "")

    def test_goes_by_itself_after_the_event(self):
        self.host.folders["/2031/"] = self.built("/2031/")
        with browser.chromium() as chromium, self.visitor(chromium) as page:
            self.keep(page)
            self.in_worker(page, "Date.now = () => Date.parse('2031-05-29T21:00:00Z')")
            self.go(page, "/2031/programme/")
            self.assertEqual(page.evaluate(REGISTRATIONS), ["/2031/"], "on the last day")
            self.in_worker(page, "Date.now = () => Date.parse('2031-05-29T22:00:01Z')")
            self.assertEqual(self.go(page, "/2031/programme/"), "Programme")
            self.assertEqual((page.evaluate(REGISTRATIONS), page.evaluate("caches.keys()")), ([], []))
        # Who builds after it has no button, and a worker that ends the old one.
        output = self.folder / "late"
        self.build(self.folder / "site-2031-1", "--output", output, "--at", "2031-05-30")
        self.assertIn("unregister", (output / "sw.js").read_text())
        self.assertFalse((output / "offline.json").exists())
        self.assertNotIn("offline", (output / "programme/index.html").read_text())

    def test_goes_when_the_site_does_not_want_it_any_more(self):
        kept = self.built("/2031/", 1)
        for version, setting in ((2, "offline: false"), (3, "")):
            self.host.folders["/2031/"] = kept
            with browser.chromium() as chromium, self.visitor(chromium) as page:
                self.keep(page)
                self.host.folders["/2031/"] = self.built("/2031/", version, setting)
                self.in_worker(page, "rest = 0")
                self.go(page, "/2031/")
                for _ in range(50):
                    if not page.evaluate(REGISTRATIONS):
                        break
                    page.wait_for_timeout(100)
                self.assertEqual(page.evaluate(REGISTRATIONS), [])
                self.assertEqual(page.evaluate("caches.keys()"), [])
                self.assertEqual(self.go(page, "/2031/programme/"), "Programme")
                self.assertIn(f"v{version}", page.inner_text("main"))
                self.assertEqual(page.locator(".keep-offline").count(), 0)

    def test_editions_on_one_origin_keep_to_themselves(self):
        for number, path in enumerate(("/", "/2030/", "/2031/"), 1):
            self.host.folders[path] = self.built(path, number)
        with browser.chromium() as chromium, self.visitor(chromium) as page:
            for path in ("/", "/2030/", "/2031/"):
                self.keep(page, path)
            self.assertEqual(page.evaluate(REGISTRATIONS), ["/", "/2030/", "/2031/"])
            self.go(page, "/2030/programme/")
            self.wait_for(page, "Remove")
            page.click(".keep-offline button")
            self.wait_for(page, "Keep")
            self.assertEqual(page.evaluate(REGISTRATIONS), ["/", "/2031/"])
            self.host.is_down = True
            for path, version in (("/", "v1"), ("/2031/", "v3")):
                self.assertEqual(self.go(page, path + "speakers/ada/"), "Ada Example")
                self.assertEqual(self.versions(page), {version})
            # The edition that isn't kept lies below one that is.
            self.assertEqual(self.go(page, "/2030/programme/"), "No connection")

    def test_the_build_is_the_same_twice_and_lists_what_it_wrote(self):
        output = self.built("/2031/")
        before = lectern.state(output)
        self.build(self.folder / "site-2031-1", "--output", output)
        self.assertEqual(lectern.state(output), before)
        self.build(self.folder / "site-2031-1", "--output", self.folder / "disk", "--relative")
        self.assertTrue((self.folder / "disk/offline.json").exists())


if __name__ == "__main__":
    unittest.main()

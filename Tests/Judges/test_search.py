"""The search page in a real browser, served under a strict policy, and from a disk: what is loaded, found and said."""

import functools
import gzip
import http.server
import json
import threading
import unittest
from urllib.parse import urlsplit

import browser
import lectern

# Stricter than the guide to hosting: nothing but the site's own files, and no code that is made while it runs.
POLICY = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; base-uri 'none'"
PAGES = {
    "content/_index.md": "---\ntitle: Konferenz\n---\nWillkommen.\n",
    "content/search.md": "---\ntitle: Suche\nsearch: false\n---\n",
    "content/news/_index.md": "---\ntitle: Neues\n---\n",
    "content/news/netz.md": "---\ntitle: Prüfung der Leitung\ndate: 2031-01-02\n---\nEin Hochspannungsnetzgerät steht in Malmö, Netzgeräte auch.\n",
    "content/news/haus.md": "---\ntitle: Häuser\ndate: 2031-01-03\n---\nHochspannung. Ein Netzgerät.\n",
    "content/news/geheim.md": "---\ntitle: Verborgen\ndate: 2031-01-04\nsearch: false\n---\nDas Wort zweigeheim.\n",
    "content/news/entwurf.md": "---\ntitle: Entwurf\ndate: 2031-01-04\ndraft: true\n---\nDas Wort dreigeheim.\n",
    "content/news/script.md": "---\ntitle: \"A <b>bold</b> & 'quoted' title\"\ndate: 2031-01-04\n---\nMarkup \\</script> in einem Text.\n",
}


class SearchTests(lectern.LecternTest):
    def small_site(self):
        site = self.folder / "site"
        for path, text in PAGES.items():
            (site / path).parent.mkdir(parents=True, exist_ok=True)
            (site / path).write_text(text)
        (site / "site.yaml").write_text("title: Konferenz\nbase_url: https://example.org/2031/\nlectern: 1\nsearch: /search/\n"
                                        "languages:\n  de: {name: Deutsch}\n")
        return site

    def served(self, folder) -> str:
        class Handler(http.server.SimpleHTTPRequestHandler):
            def log_message(self, *_):
                pass

            def end_headers(self):
                self.send_header("Content-Security-Policy", POLICY)
                super().end_headers()

        server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), functools.partial(Handler, directory=folder))
        threading.Thread(target=server.serve_forever, daemon=True).start()
        self.addCleanup(server.server_close)
        self.addCleanup(server.shutdown)
        return f"http://127.0.0.1:{server.server_address[1]}/"

    def opened(self, chromium, address: str, **options):
        page = chromium.new_context(**options).new_page()
        self.asked, self.complaints = [], []
        page.on("request", lambda request: self.asked.append(request.url))
        page.on("console", lambda message: self.complaints.append(message.text))
        page.on("pageerror", lambda error: self.complaints.append(str(error)))
        page.goto(address)
        return page

    def index_files(self) -> list[str]:
        return [url for url in self.asked if "/assets/search/" in url]

    def search(self, page, words: str) -> list[str]:
        """Titles of what is found, first the best."""
        before = page.evaluate("document.querySelector('.search-results').firstChild?.isConnected")
        page.fill("#search-words", words)
        page.press("#search-words", "Enter")
        page.wait_for_timeout(250 if before else 400)
        return page.locator(".search-results h2 a").all_inner_texts()

    def test_a_site_served_below_a_path_and_from_a_disk(self):
        site = self.small_site()
        self.build(site, "--output", self.folder / "www/2031")
        self.build(site, "--relative", "--output", self.folder / "disk")
        address = self.served(self.folder / "www") + "2031/search/"
        with browser.chromium() as chromium:
            for place in (address, (self.folder / "disk/search/index.html").as_uri()):
                page = self.opened(chromium, place)
                self.assertEqual(self.index_files(), [], "loaded before somebody searches")
                found = self.search(page, "netzgerät")
                # The words themselves before the end of a joined word.
                self.assertEqual(found, ["Häuser", "Prüfung der Leitung"], place)
                self.assertIn("2", page.inner_text(".search-status"))
                self.assertEqual(page.locator("[role=status]").count(), 1)
                self.assertEqual(self.search(page, "MALMO"), ["Prüfung der Leitung"])
                self.assertEqual(self.search(page, "haus"), ["Häuser", "Neues"])
                self.assertEqual(self.search(page, "zweigeheim"), [])
                self.assertEqual(self.search(page, "dreigeheim"), [])
                self.assertEqual(self.search(page, "malmö hochspannung"), ["Prüfung der Leitung"], "all words, one as a beginning")
                self.assertEqual(self.search(page, "bold")[0], "A <b>bold</b> & 'quoted' title")
                page.locator(".search-results a").first.click()
                page.wait_for_url("**/news/script/**")
                self.assertEqual(page.inner_text("h1"), "A <b>bold</b> & 'quoted' title")
                self.assertEqual(self.complaints, [], place)
            # The words are in the address, so that a result can be sent on and the way back leads to it.
            page = self.opened(chromium, address + "?q=netz")
            page.wait_for_selector(".search-results h2")
            self.assertEqual(page.input_value("#search-words"), "netz")
            self.assertEqual(len(page.locator(".search-results h2").all()), 2)

    def test_this_site(self):
        www = self.folder / "www"
        path = urlsplit(lectern.base_url(lectern.SITE)).path
        self.build(lectern.copy(lectern.SITE, self.folder / "real"), "--output", www / path.strip("/"))
        index = json.loads((www / path.strip("/") / "assets/search/en/index.js").read_text().split(",", 1)[1].rstrip()[:-1])
        script = next((www / path.strip("/") / "assets").rglob("search*.js"))
        self.assertLessEqual(script.stat().st_size, 4_000, "as it is published, before compression")
        self.assertLess(len(gzip.compress(script.read_bytes())), 2_000)
        address = self.served(www).rstrip("/") + path
        with browser.chromium() as chromium:
            page = self.opened(chromium, address + "search/", viewport={"width": 390, "height": 844})
            found = self.search(page, "innovation procurement")
            self.assertGreater(len(found), 5)
            first = sum(len(page.request.get(url).body()) for url in self.index_files())
            self.assertLess(first, 60_000, "before compression")
            shown = int("".join(filter(str.isdigit, page.inner_text(".search-status"))))
            self.assertLess(shown, index["pages"])
            page.click(".search-more")
            page.wait_for_function("document.querySelectorAll('.search-results a').length > 10")
            self.assertEqual(page.evaluate("document.activeElement.textContent"), page.locator(".search-results a").all_inner_texts()[10])
            self.assertIn("Wednesday 19 September 2012", page.locator("#search-day option").all_inner_texts())
            page.select_option("#search-part", "Programme")
            page.wait_for_timeout(800)
            fewer = int("".join(filter(str.isdigit, page.inner_text(".search-status"))))
            self.assertTrue(0 < fewer < shown)
            self.assertEqual(self.search(page, "zzzz"), [])
            page.evaluate(browser.AXE.read_text())
            self.search(page, "malmö")
            self.assertEqual(browser.violations(page, {"runOnly": browser.STANDARDS}), [])
            # In Swedish: other forms of a word, and the language of a text that is not translated.
            page = self.opened(chromium, address + "sv/search/")
            self.assertTrue(self.search(page, "hållbarhet"))
            self.assertLessEqual({"svenska", "engelska"}, set(page.locator("#search-language option").all_inner_texts()))
            page = self.opened(chromium, address + "search/", java_script_enabled=False)
            self.assertFalse(page.locator("form.search").is_visible())
            self.assertGreater(page.locator(".every-page a:visible").count(), 100)


if __name__ == "__main__":
    unittest.main()

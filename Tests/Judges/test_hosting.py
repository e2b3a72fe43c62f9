"""What a build writes for hosts: each real server, started as docs/hosting.md says, is asked one table of requests."""

import gzip
import os
import re
import shutil
import unittest
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import quote, urlsplit

import lectern
from browser import chromium
from servers import GUIDE, HOST, SERVERS, Netlify, Server

SECURITY = ("Content-Security-Policy", "Referrer-Policy", "X-Content-Type-Options", "Permissions-Policy",
            "Cross-Origin-Opener-Policy", "Strict-Transport-Security")
FOREVER = "public, max-age=31536000, immutable"
ASK = "no-cache"
PLACES = {"at the root": "", "below a path": "/2030"}


@dataclass
class Request:
    """A row of the table: what is asked, and the answer."""
    what: str
    path: str
    status: int = 200
    # Servers whose status is another one that means the same.
    others: dict = field(default_factory=dict)
    # The file whose bytes come, below the output folder.
    file: str = ""
    type: str = ""
    cache: str = ASK
    location: str = ""
    answer: str = ""
    # Only where the site lies below a path.
    below_path: bool = False


HTML = "text/html; charset=utf-8"
REQUESTS = [
    Request("the home page", "/", file="index.html", type=HTML, answer="the page, to be asked for each time"),
    Request("a page", "/programme/", file="programme/index.html", type=HTML, answer="the same"),
    Request("a page without its last slash", "/programme", 301, {"caddy": 308}, location="/programme/", answer="the address with it"),
    Request("the site without its last slash", "", 301, location="/", answer="the address with it", below_path=True),
    Request("an old address of a page (`aliases`)", "/old/address/", 301, location="/contact/", answer="the page's address; browsers keep the `#anchor`"),
    Request("the same without its last slash", "/old/address", 301, location="/contact/", answer="the same"),
    Request("the same with a query", "/old/address/?a=1&b=%20", 301, location="/contact/?a=1&b=%20", answer="the query goes along"),
    Request("an old address with a space and other letters", "/" + quote("gammal sida/år"), 301, location="/contact/", answer="the page's address"),
    Request("an old address that ends with .html", "/old-programme.html", 301, location="/programme/", answer="the page's address"),
    Request("the old address of a feed (`hosting.redirects`)", "/rss.xml", 301, location="/news/feed.xml", answer="the feed's address"),
    Request("what isn't there", "/nothing-here/", 404, file="404.html", type=HTML, answer="`404.html`"),
    Request("what isn't there in another language", "/fr/nothing-here/", 404, file="fr/404.html", type=HTML, answer="`fr/404.html`"),
    Request("a fingerprinted file that isn't there", "/assets/css/site.0000000000.css", 404, file="404.html", type=HTML, answer="`404.html`, not to be kept"),
    Request("a style sheet", "STYLE", type="text/css; charset=utf-8", cache=FOREVER, answer="to be kept for a year"),
    Request("a file of the content in `assets/`", "/assets/plain.txt", file="assets/plain.txt", type="text/plain; charset=utf-8", answer="to be asked for each time"),
    Request("a calendar", "/programme/calendar.ics", file="programme/calendar.ics", type="text/calendar; charset=utf-8", answer="`text/calendar`"),
    Request("a feed", "/news/feed.xml", file="news/feed.xml", type="application/atom+xml; charset=utf-8", answer="`application/atom+xml`"),
    Request("the sitemap", "/sitemap.xml", file="sitemap.xml", type="application/xml; charset=utf-8", answer="`application/xml`"),
    Request("the manifest", "/site.webmanifest", file="site.webmanifest", type="application/manifest+json; charset=utf-8", answer="`application/manifest+json`"),
    Request("a picture in SVG", "/plan.svg", file="plan.svg", type="image/svg+xml; charset=utf-8", answer="`image/svg+xml`"),
    Request("a file in `.well-known/`", "/.well-known/security.txt", file=".well-known/security.txt", type="text/plain; charset=utf-8", answer="the file"),
    Request("another name that begins with a dot", "/.git/config", 404, file="404.html", answer="`404.html`"),
    Request("what a host reads", "/.htaccess", 404, file="404.html", answer="`404.html`"),
]
NETLIFY_KNOWS = ("text/html", "text/css", "application/xml", "image/svg", "text/plain")


def table() -> str:
    """What docs/hosting.md says of the requests."""
    rows = ["| request | answer | " + " | ".join({"apache": "Apache", "caddy": "Caddy"}.get(name, name) for name in SERVERS) + " |",
            "|---|---|" + "---|" * len(SERVERS)]
    for request in REQUESTS:
        statuses = [str(request.others.get(name, request.status)) for name in SERVERS]
        rows.append(f"| {request.what} | {request.answer} | {' | '.join(statuses)} |")
    return "\n".join(rows) + "\n"


def demonstration(folder: Path) -> Path:
    """The conference of `lectern init` with old addresses, and with code that stands in a page."""
    site = folder / "site"
    lectern.run("init", site)
    settings = site / "site.yaml"
    settings.write_text(settings.read_text() + "\nhosting:\n  for: [nginx, apache, caddy, lighttpd, netlify]\n"
                        "  https_only: 86400\n  redirects: {/rss.xml: /news/feed.xml}\n")
    content = site / "content"
    write = {
        "contact.md": '---\ntitle: Contact\naliases: ["/old/address/", "/gammal sida/år"]\n---\nWrite to us.\n',
        "code.md": "---\ntitle: Code\ntemplate: code\nsitemap: false\n---\nCode.\n",
        ".well-known/security.txt": "Contact: mailto:security@example.org\n",
        "assets/plain.txt": "plain\n",
        "site.webmanifest": '{"name": "Conference", "icons": []}\n',
        "plan.svg": '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9" width="9" height="9"><style>path { fill: #123 }</style>'
                    '<path d="M0 0h9v9z"/></svg>\n',
    }
    for path, text in write.items():
        (content / path).parent.mkdir(parents=True, exist_ok=True)
        (content / path).write_text(text)
    index = content / "programme/_index.md"
    index.write_text(index.read_text().replace("---\n", "---\naliases: [/old-programme.html]\n", 1))
    (site / "templates/code.html").write_bytes(CODE)
    return site


# Code in a page in every form, in part with line ends of Windows and character references.
CODE = (
    b"<!DOCTYPE html>\n<html lang=\"en\">\n<head><meta charset=\"utf-8\"><title>{{ page.title }}</title>\n"
    b"<style>\r\n#a { color: rgb(1, 2, 3) }\r\n</style>\n<script>\r\ndocument.documentElement.dataset.ran = 'ja \xc3\xa5';\r\n</script>\n"
    b"<script type=\"module\">document.documentElement.dataset.module = '1';</script></head>\n"
    b"<body><p id=\"a\">{{ page.title }}</p><p id=\"b\" style=\"color: rgb(4, 5, 6); font-family: &quot;A&quot;\">B</p>\n"
    b"<button id=\"c\" onclick=\"this.dataset.clicked = &quot;1&quot;\">C</button>\n"
    b"<img src=\"data:image/gif;base64,R0lGODlhAQABAAAAACw=\" alt=\"\">\n"
    b"<a href=\"{{ site.accessibility.page.url }}\">A</a> <a href=\"{{ site.privacy.page.url }}\">P</a></body>\n</html>\n")


class HostingTests(lectern.LecternTest):
    @classmethod
    def setUpClass(cls):
        cls.place = Path(lectern.tempfile.mkdtemp(prefix="lectern-judge-"))
        cls.addClassCleanup(shutil.rmtree, cls.place, ignore_errors=True)
        site = demonstration(cls.place)
        for base in PLACES.values():
            result = lectern.run("build", site, "--quiet", "--base-url", f"https://{HOST}{base}/",
                                 "--output", cls.root(base) / base.lstrip("/"))
            assert result.returncode == 0, result.stderr[-3000:]
            git = cls.root(base) / base.lstrip("/") / ".git"
            git.mkdir()
            (git / "config").write_text("secret\n")
        for path in [cls.place, *cls.place.rglob("*")]:
            path.chmod(0o755 if path.is_dir() else 0o644)

    @classmethod
    def root(cls, base: str) -> Path:
        """The folder that a server serves."""
        return cls.place / ("below" if base else "root")

    @classmethod
    def output(cls, base: str) -> Path:
        return cls.root(base) / base.lstrip("/") if base else cls.root(base)

    def server(self, name: str, base: str) -> Server:
        output = self.output(base)
        server = Server(name, self.root(base), [output.with_name(output.name + ".hosts")], self.folder)
        self.addCleanup(server.stop)
        return server

    def style(self, base: str) -> str:
        output = self.output(base)
        return "/" + next(output.glob("assets/css/*.css")).relative_to(output).as_posix()

    def assertAnswers(self, server: Server, request: Request, base: str) -> None:
        path = self.style(base) if request.path == "STYLE" else request.path
        answer = server.ask(base + path)
        output = self.output(base)
        self.assertEqual(answer.status, request.others.get(server.name, request.status))
        if request.location:
            location = answer.headers["Location"]
            target = urlsplit(location)
            self.assertEqual(target.path + ("?" + target.query if target.query else ""), base + request.location, location)
            return
        if request.file:
            self.assertEqual(answer.body, (output / request.file).read_bytes())
        if request.type:
            self.assertEqual(answer.headers["Content-Type"].replace(";charset", "; charset").lower(), request.type)
        self.assertEqual(answer.headers.get_all("Cache-Control"), [request.cache])
        for name in SECURITY:
            self.assertEqual(len(answer.headers.get_all(name, [])), 1, name)

    def assertCompresses(self, server: Server, base: str) -> None:
        """Compressed is the same, and what hasn't changed is not sent again."""
        output = self.output(base)
        for path, file in (("/programme/", "programme/index.html"), (self.style(base), self.style(base)[1:]),
                           ("/programme/calendar.ics", "programme/calendar.ics")):
            for encoding in ("identity", "gzip"):
                answer = server.ask(base + path, Accept_Encoding=encoding)
                compressed = answer.headers["Content-Encoding"] == "gzip"
                self.assertEqual(compressed, encoding == "gzip", path)
                body = gzip.decompress(answer.body) if compressed else answer.body
                self.assertEqual(body, (output / file).read_bytes(), path)
                known = {"If_None_Match": answer.headers["ETag"], "If_Modified_Since": answer.headers["Last-Modified"]}
                again = server.ask(base + path, Accept_Encoding=encoding,
                                   **{name: value for name, value in known.items() if value})
                self.assertEqual((again.status, again.body), (304, b""), path)

    def judge(self, name: str) -> None:
        for place, base in PLACES.items():
            server = self.server(name, base)
            for request in REQUESTS:
                if not request.below_path or base:
                    with self.subTest(f"{name} {place}: {request.what}"):
                        self.assertAnswers(server, request, base)
            with self.subTest(f"{name} {place}: compression"):
                self.assertCompresses(server, base)
            server.stop()

    def test_nginx_answers_as_the_guide_says(self):
        self.judge("nginx")

    def test_apache_answers_as_the_guide_says(self):
        self.judge("apache")

    def test_caddy_answers_as_the_guide_says(self):
        self.judge("caddy")

    def test_lighttpd_answers_as_the_guide_says(self):
        self.judge("lighttpd")

    def test_two_editions_share_a_server(self):
        """The site at the root and the one below a path, each with its own settings, in one server."""
        both = self.folder / "both"
        shutil.copytree(self.output(""), both)
        shutil.copytree(self.output("/2030"), both / "2030")
        hosts = [self.place / "root.hosts", self.place / "below/2030.hosts"]
        for name in ("nginx", "caddy", "lighttpd"):
            # The longer path comes last for lighttpd, whose last setting counts, and first for Caddy.
            server = Server(name, both, hosts[::-1] if name == "caddy" else hosts, self.folder)
            self.addCleanup(server.stop)
            with self.subTest(name):
                for base in PLACES.values():
                    answer = server.ask(base + "/nothing-here/")
                    self.assertEqual((answer.status, answer.body), (404, (self.output(base) / "404.html").read_bytes()))
                    self.assertTrue(server.ask(base + "/old/address/").headers["Location"].endswith(base + "/contact/"))
            server.stop()

    def test_netlify_answers_as_the_guide_says(self):
        """At the root alone, since Netlify reads its files nowhere else."""
        host = Netlify(self.output(""))
        for request in REQUESTS:
            path = self.style("") if request.path == "STYLE" else request.path
            if request.below_path or request.path in ("/programme", "/.git/config", "/.htaccess", "/assets/plain.txt"):
                continue
            status, headers, body = host.ask(path)
            with self.subTest(request.what):
                self.assertEqual(status, request.status)
                if request.location:
                    self.assertEqual(headers["location"], [request.location])
                    continue
                if request.file:
                    self.assertEqual(body, (self.output("") / request.file).read_bytes())
                if request.type and not request.type.startswith(NETLIFY_KNOWS):
                    self.assertEqual(headers["content-type"], [request.type])
                if request.cache == FOREVER:
                    self.assertEqual(headers["cache-control"], [FOREVER])
                for name in SECURITY:
                    self.assertEqual(len(headers[name.lower()]), 1, name)

    def test_the_guide_has_the_table_of_requests(self):
        """`UPDATE_GOLDENS=1` writes it anew."""
        text = GUIDE.read_text()
        start, end = "<!-- table of requests -->\n", "<!-- end of table -->"
        before, rest = text.split(start)
        _, after = rest.split(end)
        written = before + start + table() + end + after
        if os.environ.get("UPDATE_GOLDENS") == "1":
            GUIDE.write_text(written)
        self.assertEqual(text, written)

    # MARK: In a browser

    def visit(self, browser, server: Server, path: str):
        """A page as a browser shows it, with what its policy kept from being loaded."""
        page = browser.new_page(extra_http_headers={"Host": HOST} if server.name == "caddy" else {})
        blocked: list[str] = []
        page.on("console", lambda message: blocked.append(message.text)
                if "Content Security Policy" in message.text or "Content-Security-Policy" in message.text else None)
        page.add_init_script("addEventListener('securitypolicyviolation', e => console.warn("
                             "'Content Security Policy: ' + e.violatedDirective + ' ' + e.blockedURI))")
        page.goto(f"http://127.0.0.1:{server.port}{path}", wait_until="load")
        page.wait_for_timeout(150)
        return page, blocked

    def test_a_browser_runs_what_stands_in_pages_and_nothing_else(self):
        server = self.server("nginx", "/2030")
        with chromium() as browser:
            page, blocked = self.visit(browser, server, "/2030/code/")
            page.click("#c")
            self.assertEqual(page.evaluate("""() => [document.documentElement.dataset.ran, document.documentElement.dataset.module,
                getComputedStyle(document.querySelector('#a')).color, getComputedStyle(document.querySelector('#b')).color,
                document.querySelector('#c').dataset.clicked]"""), ["ja å", "1", "rgb(1, 2, 3)", "rgb(4, 5, 6)", "1"])
            self.assertEqual(blocked, [])
            page.evaluate("""() => { const s = document.createElement('script'); s.textContent = 'window.evil = 1';
                document.body.append(s) }""")
            page.wait_for_timeout(150)
            self.assertEqual((page.evaluate("window.evil ?? 0"), bool(blocked)), (0, True))
            _, blocked = self.visit(browser, server, "/2030/plan.svg")
            self.assertEqual(blocked, [])

    def test_a_browser_is_kept_from_nothing_that_the_site_needs(self):
        """The site of this repository, with its scripts, in both languages."""
        site = lectern.copy(lectern.SITE, self.folder / "site")
        settings = site / "site.yaml"
        text = re.sub(r"^hosting:.*\n(?:[ \t].*\n)*", "", settings.read_text(), flags=re.M)
        settings.write_text(text + "\nhosting: {for: [nginx]}\n")
        base = urlsplit(lectern.base_url(site)).path.rstrip("/")
        root = self.folder / "served"
        self.build(site, "--output", root / base.lstrip("/"))
        for path in [self.folder, *self.folder.rglob("*")]:
            path.chmod(0o755 if path.is_dir() else 0o644)
        server = Server("nginx", root, [Path(f"{root}{base}.hosts")], self.folder)
        self.addCleanup(server.stop)
        policy = server.ask(base + "/").headers["Content-Security-Policy"]
        self.assertNotIn("unsafe", policy)
        output = root / base.lstrip("/")
        pages = ["/", "/sv/", "/programme/", "/speakers/", "/nothing-here/"] + sorted(
            "/" + path.parent.relative_to(output).as_posix() + "/"
            for path in (output / "programme").glob("*/index.html"))[:3]
        with chromium() as browser:
            for path in pages:
                with self.subTest(path):
                    page, blocked = self.visit(browser, server, base + path)
                    self.assertEqual(blocked, [])
                    self.assertGreater(page.evaluate("document.styleSheets[0].cssRules.length"), 0)


if __name__ == "__main__":
    unittest.main()

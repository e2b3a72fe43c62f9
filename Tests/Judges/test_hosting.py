"""The recipes of docs/hosting.md, each started in the server that it is for."""

import gzip
import http.client
import os
import re
import shutil
import socket
import subprocess
import time
from pathlib import Path

import lectern

GUIDE = Path(__file__).resolve().parent.parent.parent / "docs/hosting.md"
HOST = "ecoprocura.example"
SECURITY = ("Content-Security-Policy", "Referrer-Policy", "X-Content-Type-Options", "Permissions-Policy",
            "Cross-Origin-Opener-Policy")
FOREVER = "public, max-age=31536000, immutable"


def recipes(language: str) -> list[str]:
    """The blocks of the guide in a language, in their order."""
    return re.findall(rf"^```{language}\n(.*?)^```$", GUIDE.read_text(), re.S | re.M)


def replaced(text: str, *pairs: tuple[str, str]) -> str:
    """The recipe with this machine's port and folder; each of them has to be in it."""
    for written, ours in pairs:
        assert written in text, f"the recipe doesn't have {written!r} any more"
        text = text.replace(written, ours)
    return text


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


class HostingTests(lectern.LecternTest):
    def setUp(self):
        super().setUp()
        self.port = free_port()
        self.root = self.folder / "current"
        site = self.folder / "site"
        lectern.run("init", site, "--bare")
        well_known = site / "content/.well-known"
        well_known.mkdir()
        (well_known / "security.txt").write_text("Contact: mailto:security@example.org\n")
        self.build(site, "--base-url", f"https://{HOST}/", "--output", self.root)
        (self.root / ".git").mkdir()
        (self.root / ".git/config").write_text("secret\n")
        for path in [self.folder, *self.folder.rglob("*")]:
            path.chmod(0o755 if path.is_dir() else 0o644)

    def serve(self, *command, environment: dict | None = None) -> None:
        log = (self.folder / "server.log").open("wb")
        server = subprocess.Popen([str(part) for part in command], stdout=log, stderr=log, cwd=self.folder,
                                  env=os.environ | (environment or {}))
        self.addCleanup(log.close)
        self.addCleanup(server.wait, lectern.PATIENCE)
        self.addCleanup(server.terminate)
        for _ in range(lectern.PATIENCE * 10):
            if server.poll() is not None:
                break
            with socket.socket() as probe:
                if probe.connect_ex(("127.0.0.1", self.port)) == 0:
                    return
            time.sleep(0.1)
        self.fail((self.folder / "server.log").read_text(errors="replace")[-3000:])

    def ask(self, path: str, **headers) -> http.client.HTTPResponse:
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=lectern.PATIENCE)
        self.addCleanup(connection.close)
        connection.request("GET", path, headers={"Host": HOST} | {
            name.replace("_", "-"): value for name, value in headers.items()})
        answer = connection.getresponse()
        answer.body = answer.read()
        return answer

    def assertServesAsTheGuideSays(self) -> None:
        home = self.ask("/")
        self.assertEqual((home.status, home.body), (200, (self.root / "index.html").read_bytes()))
        self.assertRegex(home.headers["Content-Type"].lower(), r"^text/html; ?charset=utf-8$")
        self.assertEqual(home.headers.get_all("Cache-Control"), ["no-cache"])
        for name in SECURITY:
            self.assertEqual(len(home.headers.get_all(name, [])), 1, name)
        self.assertEqual(self.ask("/programme/").status, 200)
        folder = self.ask("/programme")
        self.assertIn(folder.status, (301, 308))
        self.assertTrue(folder.headers["Location"].endswith("/programme/"))

        missing = self.ask("/nothing-here/")
        self.assertEqual((missing.status, missing.body), (404, (self.root / "404.html").read_bytes()))
        self.assertEqual(self.ask("/.git/config").status // 100, 4)
        self.assertNotIn(b"secret", self.ask("/.git/config").body)
        self.assertEqual(self.ask("/.well-known/security.txt").status, 200)

        style = next(path for path in (self.root / "assets").rglob("*.css"))
        asset = self.ask("/" + style.relative_to(self.root).as_posix())
        self.assertEqual((asset.status, asset.headers.get_all("Cache-Control")), (200, [FOREVER]))
        self.assertTrue(asset.headers["Content-Type"].startswith("text/css"))
        self.assertEqual(asset.headers.get_all("X-Content-Type-Options"), ["nosniff"])

        calendar = self.ask("/programme/calendar.ics")
        self.assertEqual(calendar.status, 200)
        self.assertTrue(calendar.headers["Content-Type"].startswith("text/calendar"), calendar.headers["Content-Type"])
        self.assertIn("xml", self.ask("/sitemap.xml").headers["Content-Type"])

        for encoding in ("identity", "gzip"):
            page = self.ask("/programme/", Accept_Encoding=encoding)
            body = gzip.decompress(page.body) if page.headers["Content-Encoding"] == "gzip" else page.body
            self.assertEqual(body, (self.root / "programme/index.html").read_bytes(), encoding)
            known = {"If_None_Match": page.headers["ETag"], "If_Modified_Since": page.headers["Last-Modified"]}
            known = {name: value for name, value in known.items() if value}
            again = self.ask("/programme/", Accept_Encoding=encoding, **known)
            self.assertEqual((again.status, again.body), (304, b""), encoding)

    def test_nginx_takes_its_recipe(self):
        server, headers = recipes("nginx")
        shutil.copy("/etc/nginx/mime.types", self.folder)
        (self.folder / "security-headers.conf").write_text(headers)
        server = replaced(server, ("listen 443 ssl http2;", f"listen 127.0.0.1:{self.port};"),
                          ("/srv/ecoprocura/current", str(self.root)))
        scratch = "".join(f"{name}_temp_path {self.folder}/{name};\n"
                          for name in ("client_body", "proxy", "fastcgi", "uwsgi", "scgi"))
        conf = self.folder / "nginx.conf"
        conf.write_text(f"daemon off; pid {self.folder}/pid; error_log stderr warn; events {{}}\n"
                        f"http {{ access_log off; {scratch} {server} }}\n")
        check = subprocess.run(["nginx", "-t", "-c", conf], capture_output=True, text=True)
        self.assertNotIn("[warn]", check.stderr.replace("[warn] the \"user\"", ""))
        self.serve("nginx", "-c", conf)
        self.assertServesAsTheGuideSays()

    def test_apache_takes_its_recipe(self):
        (self.root / ".htaccess").write_text(recipes("apache")[0])
        modules = "".join(f"LoadModule {name}_module /usr/lib/apache2/modules/mod_{name}.so\n" for name in
                          ("mpm_event", "authz_core", "alias", "dir", "mime", "headers", "deflate", "filter"))
        conf = self.folder / "httpd.conf"
        conf.write_text(f"{modules}ServerName {HOST}\nListen 127.0.0.1:{self.port}\nPidFile {self.folder}/pid\n"
                        f"User www-data\nGroup www-data\nDefaultRuntimeDir {self.folder}\n"
                        f"ErrorLog {self.folder}/errors\nTypesConfig /etc/mime.types\nDocumentRoot {self.root}\n"
                        f"<Directory />\n  Require all denied\n  AllowOverride None\n</Directory>\n"
                        f"<Directory {self.root}>\n  Require all granted\n  AllowOverride All\n</Directory>\n")
        self.serve("apache2", "-f", conf, "-DFOREGROUND")
        self.assertServesAsTheGuideSays()

    def test_caddy_takes_its_recipe(self):
        text = replaced(recipes("caddyfile")[0], (f"{HOST} {{", f"http://{HOST}:{self.port} {{\n  bind 127.0.0.1"),
                        ("/srv/ecoprocura/current", str(self.root)))
        conf = self.folder / "Caddyfile"
        conf.write_text("{\n  admin off\n}\n" + text)
        home = {"HOME": str(self.folder), "XDG_CONFIG_HOME": str(self.folder), "XDG_DATA_HOME": str(self.folder)}
        self.serve("caddy", "run", "--adapter", "caddyfile", "--config", conf, environment=home)
        self.assertServesAsTheGuideSays()

    def test_lighttpd_takes_its_recipe(self):
        conf = self.folder / "lighttpd.conf"
        conf.write_text(f'server.bind = "127.0.0.1"\nserver.port = {self.port}\n'
                        + replaced(recipes("lighttpd")[0], ("/srv/ecoprocura/current", str(self.root))))
        self.serve("lighttpd", "-D", "-f", conf)
        self.assertServesAsTheGuideSays()

"""Starts real web servers with what docs/hosting.md tells to write and what a build has written for them."""

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


def recipe(language: str) -> str:
    """The one block of the guide in a language."""
    (block,) = re.findall(rf"^```{language}\n(.*?)^```$", GUIDE.read_text(), re.S | re.M)
    return block


def replaced(text: str, *pairs: tuple[str, str]) -> str:
    """The recipe with this machine's port and folders; each of them has to be in it."""
    for written, ours in pairs:
        assert written in text, f"the recipe doesn't have {written!r} any more"
        text = text.replace(written, ours)
    return text


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


class Server:
    """A server that serves a folder. `hosts` holds what the build wrote for it."""

    def __init__(self, name: str, root: Path, hosts: list[Path], folder: Path):
        self.name, self.port, self.folder = name, free_port(), folder
        self.process = None
        command, environment = getattr(self, name)(root, hosts)
        self.log = folder / f"{name}.log"
        with self.log.open("wb") as log:
            self.process = subprocess.Popen([str(part) for part in command], stdout=log, stderr=log, cwd=folder,
                                            env=os.environ | environment)
        for _ in range(lectern.PATIENCE * 20):
            if self.process.poll() is not None:
                break
            with socket.socket() as probe:
                if probe.connect_ex(("127.0.0.1", self.port)) == 0:
                    return
            time.sleep(0.05)
        self.stop()
        raise AssertionError(f"{name} doesn't start:\n" + self.log.read_text(errors="replace")[-3000:])

    def stop(self) -> None:
        if self.process:
            self.process.terminate()
            self.process.wait(lectern.PATIENCE)

    def ask(self, path: str, **headers) -> http.client.HTTPResponse:
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=lectern.PATIENCE)
        try:
            connection.request("GET", path, headers={"Host": HOST} | {
                name.replace("_", "-"): value for name, value in headers.items()})
            answer = connection.getresponse()
            answer.body = answer.read()
            return answer
        finally:
            connection.close()

    # Each gives the command and what its environment needs.

    def nginx(self, root: Path, hosts: list[Path]):
        shutil.copy("/etc/nginx/mime.types", self.folder)
        text = replaced(recipe("nginx"), ("listen 443 ssl http2;", f"listen 127.0.0.1:{self.port};"), ("/srv/www", str(root)),
                        ("include /etc/nginx/ecoprocura.conf;", "".join(f"include {file}/nginx.conf;\n" for file in hosts)))
        scratch = "".join(f"{name}_temp_path {self.folder}/{name};\n"
                          for name in ("client_body", "proxy", "fastcgi", "uwsgi", "scgi"))
        conf = self.folder / "nginx.conf"
        conf.write_text(f"daemon off; pid {self.folder}/nginx.pid; error_log stderr warn; events {{}}\n"
                        f"http {{ access_log off; include mime.types; {scratch} {text} }}\n")
        check = subprocess.run(["nginx", "-t", "-c", conf], capture_output=True, text=True)
        assert "[warn]" not in check.stderr.replace("[warn] the \"user\"", ""), check.stderr
        return ["nginx", "-c", conf], {}

    def apache(self, root: Path, hosts: list[Path]):
        modules = "".join(f"LoadModule {name}_module /usr/lib/apache2/modules/mod_{name}.so\n" for name in
                          ("mpm_event", "authz_core", "alias", "dir", "mime", "headers", "deflate", "filter"))
        conf = self.folder / "httpd.conf"
        conf.write_text(f"{modules}ServerName {HOST}\nListen 127.0.0.1:{self.port}\nPidFile {self.folder}/apache.pid\n"
                        f"User www-data\nGroup www-data\nDefaultRuntimeDir {self.folder}\n"
                        f"ErrorLog {self.folder}/errors\nTypesConfig /etc/mime.types\n"
                        "<Directory />\n  Require all denied\n  AllowOverride None\n</Directory>\n"
                        + replaced(recipe("apache"), ("*:443", f"127.0.0.1:{self.port}"), ("/srv/www", str(root))))
        return ["apache2", "-f", conf, "-DFOREGROUND"], {}

    def caddy(self, root: Path, hosts: list[Path]):
        text = replaced(recipe("caddyfile"), (f"{HOST} {{", f"http://{HOST}:{self.port} {{\n  bind 127.0.0.1"),
                        ("/srv/www", str(root)),
                        ("import /etc/caddy/ecoprocura.conf", "\n".join(f"  import {file}/caddy.conf" for file in hosts)))
        conf = self.folder / "Caddyfile"
        conf.write_text("{\n  admin off\n}\n" + text)
        home = {name: str(self.folder) for name in ("HOME", "XDG_CONFIG_HOME", "XDG_DATA_HOME")}
        return ["caddy", "run", "--adapter", "caddyfile", "--config", conf], home

    def lighttpd(self, root: Path, hosts: list[Path]):
        conf = self.folder / "lighttpd.conf"
        conf.write_text(f'server.bind = "127.0.0.1"\nserver.port = {self.port}\n'
                        + replaced(recipe("lighttpd"), ("/srv/www", str(root)), (
                            'include "/etc/lighttpd/ecoprocura.conf"',
                            "".join(f'include "{file}/lighttpd.conf"\n' for file in hosts))))
        return ["lighttpd", "-D", "-f", conf], {}


SERVERS = ["nginx", "apache", "caddy", "lighttpd"]


class Netlify:
    """Answers as Netlify's documentation says for its `_headers` and `_redirects`."""

    def __init__(self, root: Path):
        self.root = root
        self.rules = self.headers((root / "_headers").read_text())
        self.redirects = [self.redirect(line) for line in (root / "_redirects").read_text().splitlines()
                          if line.strip() and not line.startswith("#")]

    @staticmethod
    def headers(text: str) -> list[tuple[str, list[tuple[str, str]]]]:
        """Each path with its headers: a path begins in the first column, a header below it doesn't and has a colon."""
        rules = []
        for line in text.splitlines():
            if not line.strip() or line.startswith("#"):
                continue
            if line[0] in " \t":
                name, colon, value = line.strip().partition(":")
                assert colon and re.fullmatch(r"[A-Za-z-]+", name) and value.strip(), line
                rules[-1][1].append((name, value.strip()))
            else:
                assert re.fullmatch(r"/[!-~]*", line), line
                assert "*" not in line[:-1], f"a wildcard only ends a path: {line}"
                rules.append((line, []))
        assert all(headers for _, headers in rules)
        return rules

    @staticmethod
    def redirect(line: str) -> tuple[str, str, int, bool]:
        source, target, status = line.split()
        assert re.fullmatch(r"/[!-~]*", source) and "*" not in source[:-1], line
        assert re.fullmatch(r"(/|https?://)[!-~]*", target), line
        code, force = re.fullmatch(r"(\d{3})(!?)", status).groups()
        assert int(code) in (200, 301, 302, 404), line
        return source, target, int(code), bool(force)

    @staticmethod
    def matches(rule: str, path: str) -> bool:
        if rule.endswith("*"):
            return path.startswith(rule[:-1]) or path == rule[:-2]
        return path.rstrip("/") == rule.rstrip("/")

    def ask(self, target: str):
        """The status, the headers in lower case with all their values, and the body."""
        path, _, query = target.partition("?")
        file = self.root / path.lstrip("/")
        file = file / "index.html" if file.is_dir() else file
        status, body = (200, file.read_bytes()) if file.is_file() else (404, (self.root / "404.html").read_bytes())
        for source, to, code, force in self.redirects:
            if self.matches(source, path) and (force or status == 404):
                if code == 301:
                    return 301, {"location": [to + ("?" + query if query else "")]}, b""
                status, body = code, (self.root / to.lstrip("/")).read_bytes()
                break
        values: dict[str, list[str]] = {}
        for rule, headers in self.rules:
            if self.matches(rule, path):
                for name, value in headers:
                    values.setdefault(name.lower(), []).append(value)
        return status, values, body

"""The preview as a browser sees it: started by its command, requested with Python's own HTTP client."""

import http.client
import json
import queue
import re
import signal
import socket
import subprocess
import threading
import time
from pathlib import Path
from urllib.parse import quote, urlsplit

from lectern import BINARY

NOW = "2012-09-01"
SCRIPT = re.compile(rb'<script src="/\.lectern/preview\.js" data-lectern="[a-z0-9]+" defer></script>')

# Longer than any change takes here; what has not arrived by then never will.
PATIENCE = 20


class Preview:
    """`lectern serve` on a port of its own."""

    def __init__(self, site: Path, *arguments, port: int | None = 0, patience: float = PATIENCE,
                 environment: dict | None = None):
        ports = [] if port is None else ["--port", str(port)]
        self.process = subprocess.Popen(
            [BINARY, "serve", site, "--at", NOW, *ports, *arguments], stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, env=environment)
        self.output: list[str] = []
        self.errors: list[str] = []
        ready = threading.Event()
        threading.Thread(target=self._read, args=(self.process.stdout, self.output, ready), daemon=True).start()
        threading.Thread(target=self._read, args=(self.process.stderr, self.errors, ready), daemon=True).start()
        ready.wait(patience)
        found = re.search(r"http://\S+", "".join(self.output))
        if not found:
            self.stop()
            raise AssertionError("the preview did not start: " + "".join(self.output + self.errors))
        self.address = found.group(0)
        parts = urlsplit(self.address)
        self.host, self.port, self.base = parts.hostname, parts.port, parts.path

    def _read(self, stream, lines: list[str], ready: threading.Event) -> None:
        for line in stream:
            lines.append(line)
            if "http://" in line:
                ready.set()
        ready.set()

    def stop(self) -> int:
        self.process.send_signal(signal.SIGINT)
        try:
            return self.process.wait(10)
        finally:
            self.process.kill()

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.stop()

    def ask(self, path: str, method: str = "GET", connection: http.client.HTTPConnection | None = None, **headers):
        """Requests a path exactly as written; gives status, headers and body."""
        own = connection or http.client.HTTPConnection(self.host, self.port, timeout=PATIENCE)
        own.request(method, path, headers={name.replace("_", "-"): value for name, value in headers.items()})
        response = own.getresponse()
        body = response.read()
        if connection is None:
            own.close()
        return response.status, response.headers, body

    def output_file(self, file: str, connection=None) -> tuple[int, bytes]:
        """A file of the site as it would be published: without the preview's script."""
        status, _, body = self.ask(self.base + quote(file), connection=connection)
        return status, SCRIPT.sub(b"", body)

    def raw(self, data: bytes, patience: float = 3) -> bytes:
        """The response to bytes that no HTTP library would send."""
        with socket.create_connection((self.host, self.port), timeout=patience) as connection:
            answer = b""
            try:
                connection.sendall(data)
                while part := connection.recv(65536):
                    answer += part
            except (TimeoutError, ConnectionError):
                pass
            return answer

    def memory(self) -> float:
        """The memory of the process, in megabytes."""
        status = Path(f"/proc/{self.process.pid}/status").read_text()
        return int(re.search(r"VmRSS:\s+(\d+)", status).group(1)) / 1000


class Listener:
    """A page's stream of messages, read as a browser does."""

    def __init__(self, preview: Preview, path: str):
        self.connection = http.client.HTTPConnection(preview.host, preview.port, timeout=None)
        self.connection.request("GET", "/.lectern/events?path=" + quote(path, safe=""))
        self.socket = self.connection.sock
        self.response = self.connection.getresponse()
        self.messages: queue.Queue = queue.Queue()
        threading.Thread(target=self._read, daemon=True).start()
        self.latest = self.messages.get(timeout=PATIENCE)

    def _read(self) -> None:
        try:
            for line in self.response:
                if line.startswith(b"data: "):
                    self.messages.put(json.loads(line[6:]))
        except (OSError, ValueError, AttributeError):
            pass

    def wait(self, holds) -> dict:
        """The first message, beginning with the latest, for which a condition holds."""
        end = time.monotonic() + PATIENCE
        while not holds(self.latest):
            try:
                self.latest = self.messages.get(timeout=max(0, end - time.monotonic()))
            except queue.Empty:
                raise AssertionError(f"the preview did not tell in time; its last word: {self.latest}") from None
        return self.latest

    def close(self) -> None:
        self.socket.shutdown(socket.SHUT_RDWR)

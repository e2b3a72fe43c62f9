"""Requests to the preview that no browser makes: it neither dies, nor tells secrets, nor keeps what it refused."""

import os
import random
import socket
import time

import preview
import sites

SECRET = b"nobody may read this"
PARTS = [b"..", b"%2e%2e", b"%2f", b"..%2f", b"%5c", b"%00", b"//", b"/", b".lectern", b"events?path=", b"preview.js", b"site.yaml", b"content",
         b"pages", b"page-0", b"secret.txt", b"?", b"#", b"%", b"%zz", b"\xff", b"\x01", b"etc/passwd", b"a" * 3000, b"~", b";", b"index.html", b"sitemap.xml"]
HEADERS = [b"Range: bytes=%d-%d", b"Range: bytes=-%d,%d-", b"If-None-Match: \"%d\", %d", b"Content-Length: %d%d", b"Transfer-Encoding: chunked",
           b"Connection: upgrade\r\nUpgrade: h2c", b"Expect: 100-continue", b"X-%d: %d", b" folded: %d", b"Host: evil.example", b"Sec-Fetch-Site: cross-site",
           b"Origin: https://evil.example", b"X: " + b"y" * 9000, b"If-Range: %d", b"Accept-Encoding: gzip, br", b"Cookie: %d=%d", b"X:\x00%d"]
METHODS = [b"GET", b"GET", b"GET", b"GET", b"HEAD", b"POST", b"PUT", b"OPTIONS", b"get", b"CONNECT", b"G\x00T", b""]


def request(port: int, chance: random.Random) -> bytes:
    path = b"/" + b"/".join(chance.choices(PARTS, k=chance.randrange(5)))
    host = b"127.0.0.1:%d" % port if chance.random() < 0.9 else chance.choice([b"evil.example", b"", b"[::1]", b"127.0.0.1"])
    lines = [chance.choice(METHODS) + b" " + path + b" " + chance.choice([b"HTTP/1.1"] * 8 + [b"HTTP/1.0", b"HTTP/9", b""]), b"Host: " + host]
    for header in chance.choices(HEADERS, k=chance.choice([0, 0, 1, 2, 5])):
        count = header.count(b"%d")
        lines.append(header % tuple(chance.randrange(3000) for _ in range(count)) if count else header)
    if chance.random() < 0.7:
        lines.append(b"Connection: close")
    data = b"\r\n".join(lines) + b"\r\n\r\n"
    if chance.random() < 0.15:
        at = chance.randrange(len(data))
        data = data[:at] + bytes([chance.randrange(256)]) + data[at + 1:]
    return data * chance.choice([1, 1, 1, 1, 3])


def attack(round) -> None:
    chance, site = round.chance, sites.small_site(round.folder / "site", round.chance)
    sites.write(round.folder / "secret.txt", SECRET)
    sites.write(site / "secret.txt", SECRET)
    sites.write(site / "content/.secret.txt", SECRET)
    sites.write(site / "content/film.bin", os.urandom(3_000_000))
    with preview.Preview(site) as server:
        before = descriptors(server)
        for _ in range(60):
            one(server, request(server.port, chance), chance)
            round.counts["requests"] += 1
        stalled(server, round)
        assert server.process.poll() is None, "the preview has ended: " + "".join(server.errors)
        assert server.ask("/")[0] == 200
        wait(lambda: descriptors(server) <= before + 4, lambda: f"{descriptors(server)} descriptors, {before} before")
        assert server.memory() < 400, f"{server.memory()} MB"


def one(server: preview.Preview, data: bytes, chance: random.Random) -> None:
    try:
        with socket.create_connection((server.host, server.port), timeout=5) as connection:
            connection.sendall(data)
            if chance.random() < 0.3:
                return
            connection.settimeout(0.2)
            answer = b""
            while part := connection.recv(65536):
                answer += part
    except (TimeoutError, ConnectionError):
        return
    assert SECRET not in answer and b"root:" not in answer, f"{data[:200]!r} gives a secret away"
    assert not answer or answer.startswith(b"HTTP/1."), f"{data[:200]!r}: {answer[:80]!r}"


def stalled(server: preview.Preview, round) -> None:
    """More clients than are let in, half of which ask for something large and take none of it."""
    clients = []
    try:
        for number in range(round.chance.randrange(100, 400)):
            client = socket.create_connection((server.host, server.port), timeout=5)
            clients.append(client)
            if number % 2:
                client.sendall(f"GET /film.bin HTTP/1.1\r\nHost: 127.0.0.1:{server.port}\r\n\r\n".encode())
    except OSError:
        pass  # The preview needn't let in so many.
    round.counts["stalled clients"] += len(clients)
    for client in clients:
        client.close()


def descriptors(server: preview.Preview) -> int:
    return len(os.listdir(f"/proc/{server.process.pid}/fd"))


def wait(holds, message) -> None:
    end = time.monotonic() + preview.PATIENCE
    while not holds():
        if time.monotonic() > end:
            raise AssertionError(message())
        time.sleep(0.05)

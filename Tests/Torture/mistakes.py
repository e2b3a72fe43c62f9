"""Damaged files of every sort: the program says what is wrong with a place, and neither crashes nor hangs."""

import json
import random
import resource
import shutil
from pathlib import Path

import lectern
import sites

JUNK = [b"\x00", b"\xff\xfe", b"\xef\xbb\xbf", b"{{", b"}}", b"{%", b"---\n", b":::", b"\t", b"[", b"](", b"&", b"*", b"`", b"\"", b"'", b": ", b"#",
        b"<", b"<script>", b"<!--", b"|", b"\r", b"\xc2\x85", b"\xe2\x80\xa8", b"!", b"%", b"@", b";" * 300, b"(" * 500, b"> " * 400, b"- " * 400,
        b"no", b"~", b"2012-13-45", b"25:61", b"0x1f", b"1e999", b"-", b",", b"\\", b"$", b"url(", b"/*", b"import ", b"{\"a\":"]


def damage(text: bytes, chance: random.Random) -> bytes:
    for _ in range(chance.randrange(1, 6)):
        at, length = chance.randrange(len(text) + 1), chance.randrange(1, 40)
        what = chance.randrange(5)
        if what == 0:
            text = text[:at] + text[at + length:]
        elif what == 1:
            text = text[:at] + chance.choice(JUNK) + text[at:]
        elif what == 2:
            text = text[:at] + text[at:at + length] * chance.randrange(2, 30) + text[at:]
        elif what == 3 and text:
            text = text[:at] + bytes([chance.randrange(256)]) + text[at + 1:]
        else:
            other = chance.randrange(len(text) + 1)
            text = text[:at] + text[other:other + length] + text[at:]
    return text


def attack(round) -> None:
    chance, site = round.chance, round.folder / "site"
    source = round.options.site if chance.random() < 0.3 else None
    if source:
        lectern.copy(source, site)
    else:
        sites.small_site(site, chance)
    files = sorted(path for path in site.rglob("*") if path.is_file() and path.stat().st_size < 200_000)
    for _ in range(6):
        damaged = chance.sample(files, chance.randrange(1, 4))
        kept = {path: path.read_bytes() for path in damaged}
        for path, text in kept.items():
            path.write_bytes(damage(text, chance))
        judge(site, chance)
        round.counts["checks"] += 1
        round.counts["damaged files"] += len(damaged)
        for path, text in kept.items():
            path.write_bytes(text)
    shutil.rmtree(site)


def limits() -> None:
    resource.setrlimit(resource.RLIMIT_AS, (2 << 30, 2 << 30))
    resource.setrlimit(resource.RLIMIT_CPU, (30, 30))


def judge(site: Path, chance: random.Random) -> None:
    result = lectern.run("check", site, "--format", "json", preexec_fn=limits)
    assert result.returncode in (0, 1, 2), f"exit {result.returncode}: {result.stderr[-1500:]}"
    sites.assert_plain(result.stderr)
    if result.returncode == 1:
        messages = [json.loads(line) for line in result.stderr.split("\n") if line]
        assert any(message["severity"] == "error" for message in messages), "exit 1 without an error"
        for message in messages:
            file = site / message.get("file", "")
            if "line" in message and file.is_file():
                lines = file.read_bytes().count(b"\n") + file.read_bytes().count(b"\r") + 2
                assert message["line"] <= lines, f"line {message['line']} of {lines}: {message}"

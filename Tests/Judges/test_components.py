"""The components of this repository's site: docs/components.md says what there is, and its examples work."""

import re
import shutil
import struct
import unittest
import zlib
from pathlib import Path

import browser
import lectern
import links
import markup
from tree import Tree

GUIDE = lectern.SITE / "docs/components.md"
SHOWN = lectern.SITE / "content/components/index.md"
DIRECTIVES = Path(__file__).resolve().parents[2] / "Sources/ConferenceDesign/Design/directives"


def picture() -> bytes:
    """A PNG of three by two pixels."""
    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    rows = zlib.compress((b"\0" + b"\x80" * 3) * 2)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", struct.pack(">IIBBBBB", 3, 2, 8, 0, 0, 0, 0)) \
        + chunk(b"IDAT", rows) + chunk(b"IEND", b"")


# The files that the examples name; only the headers of pictures are read.
FILES = {"hall.png": picture(), "roof.png": picture(), "programme.pdf": b"%PDF-1.4\n" * 300,
         "programme.sv.pdf": b"%PDF-1.4\n", "opening.mp4": b"\0" * 2000, "opening.vtt": b"WEBVTT\n"}


def blocks() -> list[tuple[str, str]]:
    """The fenced blocks of the guide: the words after the fence, and the text."""
    return re.findall(r"^```([^\n]*)\n(.*?)^```$", GUIDE.read_text(), re.MULTILINE | re.DOTALL)


def attributes_told() -> dict[str, set[str]]:
    """The names in the first cells of each component's tables."""
    told: dict[str, set[str]] = {}
    name = ""
    for line in GUIDE.read_text().splitlines():
        if line.startswith("## "):
            name = line[3:].lower().replace(" ", "-")
        elif header := re.match(r"\| attribute(?: of `([a-z-]+)`)? \|", line):
            name = header[1] or name
            told[name] = set()
        elif line.startswith("| `") and name in told:
            told[name] |= set(re.findall(r"`([a-z]+)`", line.split("|")[1]))
    return told


class ComponentTests(lectern.LecternTest):
    @classmethod
    def setUpClass(cls):
        if not GUIDE.exists():
            raise unittest.SkipTest(f"{GUIDE} is not there")
        cls.in_sentences = sorted(path.stem for path in DIRECTIVES.glob("inline/*.html"))
        cls.names = sorted([path.stem for path in DIRECTIVES.glob("*.html")] + cls.in_sentences)

    def site(self, texts: list[str]):
        """The site with a page for each text."""
        site = lectern.copy(lectern.SITE, self.folder / "site")
        for name, data in FILES.items():
            (site / "content" / name).write_bytes(data)
        for number, text in enumerate(texts):
            (site / f"content/example-{number}.md").write_text(
                f"---\ntitle: Example {number}\ndescription: An example.\n---\n\n## Example\n\n{text}")
        return site

    def test_are_all_told_of_with_their_attributes(self):
        site = self.site([f":{name}[x]{{zzzz}}" if name in self.in_sentences else f"::{name}{{zzzz}}" for name in self.names])
        result = lectern.run("check", site, "--quiet")
        told = attributes_told()
        self.assertEqual(sorted(told), self.names)
        for name in self.names:
            found = re.search(rf"the directive '{name}' has no attribute 'zzzz'.*?^help: it has ([^\n]*)",
                              result.stderr, re.MULTILINE | re.DOTALL)
            self.assertIsNotNone(found, name)
            self.assertEqual(told[name], set(found[1].split(", ")), name)

    def test_are_all_shown_on_the_page_of_components(self):
        shown = set(re.findall(r"::([a-z-]+)|(?<![:\w]):([a-z-]+)\[", SHOWN.read_text()))
        shown = {line or sentence for line, sentence in shown}
        self.assertEqual(shown, set(self.names))

    def test_work_as_the_examples_say(self):
        examples = [text for kind, text in blocks() if kind == "markdown"]
        self.assertGreater(len(examples), 15)
        site = self.site(examples)
        result = self.build(site)
        self.assertEqual([line for line in result.stderr.splitlines() if "example-" in line], [])
        tree = Tree(site / "output", lectern.base_url(site))
        only = self.folder / "examples"
        for folder in (site / "output").glob("example-*"):
            shutil.copytree(folder, only / folder.name)
        self.assertNothing(markup.complaints(Tree(only, tree.base_url)))
        self.assertNothing(links.dead_links(tree))
        self.assertNothing(links.third_party_requests(tree))
        # The page of components is opened with all others of the site; it has no player. A player's own buttons
        # are keyboard stops that the judge does not count.
        players = [f"example-{number}/index.html" for number, text in enumerate(examples) if "video" in text]
        for judge, findings in browser.visit(tree, players).items():
            self.assertNothing(findings if judge != "keyboard" else [])

    def test_say_what_is_wrong_as_the_guide_says(self):
        found = blocks()
        pairs = [(text, found[place + 1][1]) for place, (kind, text) in enumerate(found) if kind == "markdown wrong"]
        self.assertGreater(len(pairs), 5)
        result = lectern.run("check", self.site([text for text, _ in pairs]), "--quiet")
        for number, (text, message) in enumerate(pairs):
            told = [part for part in result.stderr.split("\n\n") if f"content/example-{number}.md:" in part]
            self.assertEqual(len(told), 1, f"{text}\n{result.stderr}")
            for line in message.splitlines():
                self.assertIn(line, told[0])

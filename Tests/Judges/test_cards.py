"""Cards: their pixels, what can be read on them in each language, where pages name them, what is drawn again, and what is refused."""

import concurrent.futures
import difflib
import io
import os
import re
import shutil
import subprocess
import time
import unicodedata
from pathlib import Path

import html5lib
import yaml
from PIL import Image, ImageOps

import demonstration
import lectern
import preview

# What tesseract calls the languages of the interface, and two more alphabets that its fonts have.
READERS = {"da": "dan", "de": "deu", "en": "eng", "es": "spa", "fi": "fin", "fr": "fra", "it": "ita", "nb": "nor", "nl": "nld",
           "pl": "pol", "pt": "por", "sv": "swe"}
STRINGS = lectern.SITE / "Sources/ConferenceDesign/Design/strings"

LONG = {
    "a": "How cities and regions buy cleaner vehicles together: what four years of joint procurement in the Nordic region show",
    "b": "Beschaffungsverantwortliche und Lebenszykluskostenberechnung: Erfahrungen aus dem Bundesbeschaffungsamt und den Kommunen",
    "c": "Δημόσιες συμβάσεις για την καινοτομία: πώς οι πόλεις της Μεσογείου αγοράζουν λύσεις για το κλίμα και την ενέργεια τους",
    "d": "Сталі державні закупівлі в Україні: чого можна навчитися з досвіду європейських міст і як це зробити вже сьогодні разом",
    "e": "Quelle",
}
LONG_READERS = {"a": "eng", "b": "deu", "c": "ell", "d": "ukr", "e": "fra"}

SITE = {
    "site.yaml": "title: Samples 2031\nbase_url: https://example.org/samples/\ntimezone: Europe/Stockholm\ncards: true\n"
                 "event: {name: Samples 2031, starts: 2031-09-17, ends: 2031-09-18, venue_name: Town Hall, city: Malmö}\n"
                 "languages: {en: {name: English}, sv: {name: Svenska}}\n",
    "content/_index.md": "---\ntitle: Samples\n---\nWelcome.\n",
    "content/programme/_index.md": "---\ntitle: Programme\nprogramme: true\ndefaults: {kind: session}\n---\n",
    "content/programme/panel.md": "---\ntitle: {panel}\nstart: 2031-09-17 13:30\nend: 2031-09-17 15:00\nstatus: cancelled\n"
                                  "format: panel\nspeakers: [ada]\n---\n",
    "content/programme/workshop.md": "---\ntitle: Costs & <benefits>\nstart: 2031-09-17 16:00\nend: 2031-09-17 17:00\n---\n",
    "content/people/_index.md": "---\ntitle: People\ndefaults: {kind: speaker}\n---\n",
    "content/people/ada.md": "---\ntitle: Ada Sample\nrole: Commissioner for samples\naffiliation: City of Samples\n---\n",
    "content/people/pictured.md": "---\ntitle: Bo Sample\nimage: bo.png\n---\n",
    "content/news/_index.md": "---\ntitle: News\ndefaults: {kind: news}\n---\n",
    "content/news/ready.md": "---\ntitle: The programme is ready\ndate: 2031-05-01\n---\n",
    "content/news/draft.md": "---\ntitle: Not yet\ndraft: true\n---\n",
    "content/editions/_index.md": "---\ntitle: Editions\ndefaults: {kind: edition}\n---\n",
    "content/editions/lund.md": "---\ntitle: Lund 2029\nyear: 2029\ncity: Lund\ncountry: Sweden\n---\n",
    "content/about.md": "---\ntitle: About\n---\n",
}
EVERY_CARD = {"card.png", "programme/panel/card.png", "programme/workshop/card.png", "people/ada/card.png", "news/ready/card.png",
              "editions/lund/card.png"}


# Where the word is that warns of a session, dark on light.
BADGE = (80, 160, 1120, 222)


def text_on(card: Path, reader: str, part: tuple | None = None) -> str:
    """What can be read on a card in half its size, as phones show it, or on a part of it with one line."""
    picture = Image.open(card).convert("L")
    picture = picture.crop(part) if part else ImageOps.invert(picture.resize((600, 315), Image.Resampling.LANCZOS))
    data = io.BytesIO()
    picture.save(data, "PNG")
    return subprocess.run(["tesseract", "-", "-", "-l", reader, "--psm", "7" if part else "3", "--dpi", "150",
                           "-c", "tessedit_do_invert=0"], input=data.getvalue(), capture_output=True, check=True,
                          env=os.environ | {"OMP_THREAD_LIMIT": "1"}).stdout.decode()


def texts_on(cards: list[tuple]) -> list[str]:
    with concurrent.futures.ThreadPoolExecutor(os.cpu_count()) as readers:
        return list(readers.map(lambda card: text_on(*card), cards))


def letters(text: str) -> str:
    return "".join(letter for letter in unicodedata.normalize("NFC", text).casefold() if letter.isalnum())


def likeness(wanted: str, text: str) -> float:
    """How much of some words is in a text, in their order."""
    wanted, text = letters(wanted), letters(text)
    blocks = difflib.SequenceMatcher(None, text, wanted, autojunk=False).get_matching_blocks()
    return sum(block.size for block in blocks) / len(wanted)


def luminance(colour: tuple) -> float:
    parts = [value / 255 / 12.92 if value / 255 <= 0.04045 else ((value / 255 + 0.055) / 1.055) ** 2.4 for value in colour]
    return 0.2126 * parts[0] + 0.7152 * parts[1] + 0.0722 * parts[2]


def contrast(a: tuple, b: tuple) -> float:
    high, low = sorted((luminance(a), luminance(b)), reverse=True)
    return (high + 0.05) / (low + 0.05)


class CardTests(lectern.LecternTest):
    def site(self, files: dict[str, str] | None = None) -> Path:
        titles = dict(zip(demonstration.KEYS, demonstration.TEXTS["en"]))
        for path, text in (SITE | (files or {})).items():
            self.write(path, text.replace("{panel}", titles["panel"]))
        Image.new("RGB", (8, 8), "navy").save(self.folder / "content/people/bo.png")
        return self.folder

    def write(self, path: str, text: str) -> None:
        file = self.folder / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text)

    def cards(self) -> dict[str, Path]:
        output = self.folder / "output"
        return {path.relative_to(output).as_posix(): path for path in sorted(output.rglob("card.png"))}

    def head(self, page: str) -> dict[str, str]:
        document = html5lib.parse((self.folder / "output" / page / "index.html").read_text(), namespaceHTMLElements=False)
        return {meta.get("property") or meta.get("name"): meta.get("content") for meta in document.iter("meta")}

    def assertSound(self, card: Path) -> None:
        picture = Image.open(card)
        self.assertEqual((picture.format, picture.size), ("PNG", (1200, 630)), card)
        self.assertLess(card.stat().st_size, 100_000, card)

    def counting_path(self) -> tuple[str, Path]:
        """A PATH on which rsvg-convert notes what it draws."""
        tools, log = self.folder.parent / (self.folder.name + "-tools"), self.folder.parent / (self.folder.name + "-log")
        self.addCleanup(shutil.rmtree, tools, ignore_errors=True)
        tools.mkdir()
        program = tools / "rsvg-convert"
        program.write_text(f'#!/bin/sh\n[ "$1" = --version ] || echo "$@" >> {log}\nexec {shutil.which("rsvg-convert")} "$@"\n')
        program.chmod(0o755)
        log.touch()
        self.addCleanup(log.unlink)
        return f"{tools}:{os.environ['PATH']}", log

    def test_can_be_read_in_every_language(self):
        """Title, time and that a session is cancelled, in the words of the page's language."""
        languages = "".join(f"  {code}: {{name: {demonstration.TEXTS[code][0]}}}\n"
                            for code in ["en"] + sorted(set(READERS) - {"en"}))
        pages = {"site.yaml": re.sub("languages:.*\n", "languages:\n" + languages, SITE["site.yaml"])}
        for language in READERS:
            words = dict(zip(demonstration.KEYS, demonstration.TEXTS[language]))
            if language != "en":
                pages[f"content/programme/panel.{language}.md"] = f"---\ntitle: {words['panel']}\n---\n"
        site = self.site(pages)
        self.build(site)
        paths = {language: site / "output" / ("" if language == "en" else language) / "programme/panel/card.png"
                 for language in READERS}
        found = texts_on([(paths[language], reader) for language, reader in READERS.items()])
        badges = texts_on([(paths[language], reader, BADGE) for language, reader in READERS.items()])
        for language, text, badge in zip(paths, found, badges):
            words = dict(zip(demonstration.KEYS, demonstration.TEXTS[language]))
            strings = yaml.safe_load((STRINGS / f"{language}.yaml").read_text())
            with self.subTest(language):
                self.assertSound(paths[language])
                self.assertGreater(likeness(words["panel"], text), 0.95, text)
                self.assertGreater(likeness(strings["status.cancelled"], badge), 0.85, badge)
                for part in ("Samples 2031", "13:30", "15:00", "Town Hall"):
                    self.assertGreater(likeness(part, text), 0.85, text)

    def test_titles_of_120_letters_are_whole(self):
        site = self.site({f"content/programme/{name}.md": f"---\ntitle: \"{title}\"\nstart: 2031-09-18 1{index}:00\n"
                          f"speakers: [ada]\n{'status: moved' if index % 2 else ''}\n---\n"
                          for index, (name, title) in enumerate(LONG.items())})
        self.assertTrue(all(110 <= len(title) <= 120 for title in LONG.values() if title != "Quelle"), LONG)
        self.build(site)
        cards = [(site / "output/programme" / name / "card.png", reader) for name, reader in LONG_READERS.items()]
        for (name, title), text in zip(LONG.items(), texts_on(cards)):
            with self.subTest(title):
                self.assertSound(site / "output/programme" / name / "card.png")
                self.assertGreater(likeness(title, text), 0.95, text)

    def test_text_has_contrast(self):
        site = self.site()
        for accent in ("", "design: {accent: \"#7a1f5c\"}\n", "design: {accent: \"#c9d8f0\"}\n"):
            with self.subTest(accent):
                self.write("site.yaml", SITE["site.yaml"] + accent)
                result = lectern.run("build", site, "--quiet")
                if result.returncode:  # An accent that nobody could see is refused.
                    self.assertIn("accent", result.stderr)
                    continue
                picture = Image.open(self.cards()["programme/panel/card.png"]).convert("RGB")
                if not accent:  # The colours are those of css/colours.css, also where there is little of one.
                    for place, colour in (((20, 600), (10, 67, 65)), ((100, 68), (255, 201, 163))):
                        self.assertTrue(all(abs(a - b) <= 4 for a, b in zip(picture.getpixel(place), colour)), place)
                ground = picture.getpixel((20, 600))
                title = picture.crop((80, 240, 1120, 470))
                ink = max((colour for count, colour in title.getcolors(1 << 20) if count > 200), key=lambda c: contrast(c, ground))
                self.assertGreater(contrast(ink, ground), 4.5)
                badge = picture.crop((90, 165, 1110, 220))
                paper = max(badge.getcolors(1 << 20))[1]
                ink = max((colour for count, colour in badge.getcolors(1 << 20) if count > 50), key=lambda c: contrast(c, paper))
                self.assertGreater(contrast(ink, paper), 4.5)

    def test_pages_name_them(self):
        site = self.site()
        self.build(site)
        # Pages that are shown untranslated are no pages of their own.
        self.assertEqual(set(self.cards()), EVERY_CARD)
        for page, card in {"programme/panel": "programme/panel/card.png", "sv/programme/panel": "programme/panel/card.png",
                           "people/ada": "people/ada/card.png", "editions/lund": "editions/lund/card.png", "": "card.png",
                           "about": "card.png", "programme": "card.png", "sv/about": "card.png"}.items():
            with self.subTest(page):
                head = self.head(page)
                self.assertEqual(head["og:image"], "https://example.org/samples/" + card)
                self.assertEqual((head["og:image:width"], head["og:image:height"]), ("1200", "630"))
                self.assertEqual(head["twitter:card"], "summary_large_image")
        self.assertEqual(self.head("programme/panel")["og:image:alt"], "Cancelled – Buyers and suppliers at one table – "
                         "Wednesday 17 September 2031, 13:30–15:00 – Town Hall – Ada Sample – Samples 2031")
        self.assertIn("Costs & <benefits>", self.head("programme/workshop")["og:image:alt"])
        head = self.head("people/pictured")
        self.assertEqual(head["og:image"], "https://example.org/samples/people/bo.png")
        self.assertEqual((head["og:image:width"], head["og:image:height"]), ("8", "8"))
        self.assertEqual(head["og:image:alt"], "Bo Sample")
        # A picture for the whole site takes the place of the site's card, and of no other.
        Image.new("RGB", (1200, 630), "navy").save(self.folder / "content/drawn.png")
        self.write("site.yaml", SITE["site.yaml"] + "design: {card: /drawn.png}\n")
        self.build(site)
        self.assertEqual(set(self.cards()), EVERY_CARD - {"card.png"})
        self.assertEqual(self.head("about")["og:image"], "https://example.org/samples/drawn.png")
        self.assertEqual(self.head("about")["og:image:alt"], "Samples 2031")

    def test_are_drawn_only_when_they_change(self):
        path, log = self.counting_path()
        site = self.site()

        def drawn() -> int:
            before = len(log.read_text().splitlines())
            self.build(site, environment={"PATH": path})
            return len(log.read_text().splitlines()) - before

        self.assertEqual(drawn(), len(EVERY_CARD))
        before = lectern.state(site / "output")
        self.assertEqual(drawn(), 0)
        self.assertEqual(lectern.state(site / "output"), before)
        self.write("content/about.md", "---\ntitle: About us\n---\nMore.\n")
        self.assertEqual(drawn(), 0)
        self.write("content/news/ready.md", "---\ntitle: The programme is whole\ndate: 2031-05-01\n---\n")
        self.assertEqual(drawn(), 1)
        (site / "content/editions/lund.md").unlink()
        self.assertEqual(drawn(), 0)
        self.assertEqual(set(self.cards()), EVERY_CARD - {"editions/lund/card.png"})
        self.assertEqual(len(list((site / ".lectern/pictures").iterdir())), len(EVERY_CARD) - 1)
        shutil.rmtree(site / ".lectern/pictures")
        self.assertEqual(drawn(), len(EVERY_CARD) - 1)

    def test_are_the_same_whatever_the_machine_has(self):
        site = self.site()
        self.build(site)
        first = {name: path.read_bytes() for name, path in self.cards().items()}
        shutil.rmtree(site / ".lectern/pictures")
        fonts = self.folder / "fonts.conf"
        fonts.write_text("<fontconfig></fontconfig>")
        self.build(site, environment={"FONTCONFIG_FILE": str(fonts), "LC_ALL": "sv_SE.UTF-8", "HOME": "/nowhere"})
        self.assertEqual({name: path.read_bytes() for name, path in self.cards().items()}, first)

    def test_the_preview_shows_those_of_a_build(self):
        site = self.site()
        self.build(site, "--at", preview.NOW, "--drafts")
        built = self.cards()
        with preview.Preview(site) as server:
            for name, card in built.items():
                self.assertEqual(server.output_file(name), (200, card.read_bytes()), name)
            page = "programme/panel/index.html"
            self.assertEqual(server.output_file(page)[1], (site / "output" / page).read_bytes())
            self.write("templates/cards/session.svg", '<svg xmlns="http://www.w3.org/2000/svg" width="1200" height="630">'
                       '<rect width="1200" height="630" fill="#fff"/></svg>')
            deadline = time.monotonic() + 60
            while server.output_file("programme/panel/card.png")[1] == built["programme/panel/card.png"].read_bytes():
                self.assertLess(time.monotonic(), deadline, "the preview shows the card as it was")
                time.sleep(0.1)
            shown = Image.open(io.BytesIO(server.output_file("programme/panel/card.png")[1]))
            self.assertEqual(shown.convert("RGB").getpixel((600, 300)), (255, 255, 255))
        self.assertEqual(self.cards(), built)

    def test_a_machine_without_the_program_has_none(self):
        site = self.site()
        tools = self.folder / "tools"
        tools.mkdir()
        (tools / "sh").symlink_to("/bin/sh")
        result = lectern.run("build", site, environment={"PATH": str(tools)})
        self.assertEqual(result.returncode, 0, result.stderr)
        self.assertEqual(result.stdout.count("apt-get install librsvg2-bin libvips-tools"), 1)
        self.assertEqual(self.cards(), {})
        self.assertNotIn("og:image", self.head("programme/panel"))
        # Those that an earlier build made go with the pages' words of them.
        self.build(site)
        self.assertEqual(set(self.cards()), EVERY_CARD)
        lectern.run("build", site, environment={"PATH": str(tools)})
        self.assertEqual(self.cards(), {})
        self.write("site.yaml", SITE["site.yaml"].replace("cards: true\n", ""))
        result = lectern.run("build", site, environment={"PATH": str(tools)})
        self.assertNotIn("librsvg2-bin", result.stdout + result.stderr)

    def test_a_check_finds_what_is_wrong_and_makes_none(self):
        frame = '<svg xmlns="http://www.w3.org/2000/svg" width="1200" height="630">\n{}\n</svg>\n'
        site = self.site()
        for drawing, words in {
            '<text font-family="Arial">{{ page.title }}</text>': ["cards/session.svg:2:7", "no font 'Arial'", "Noto Sans"],
            '<image href="/people/bo.png"/>': ["cards/session.svg:2:8", "can't load '/people/bo.png'"],
            '<rect fill="url(#sky)"/>': ["cards/session.svg:2:7", "nothing called 'sky'"],
            '<g>{{ page.title }}<g/>': ["cards/session.svg", "is no XML"],
            '{{ lines(page.title, width=100, size=40, font="Noto.ttf") }}': ["cards/session.svg:2", "no font 'Noto.ttf'"],
            '{{ page.titel }}': ["cards/session.svg:2", "title"],
        }.items():
            self.write("templates/cards/session.svg", frame.format(drawing))
            with self.subTest(drawing):
                self.assertPlain(lectern.run("check", site), {1}, *words)
        self.assertPlain(lectern.run("build", site), {1})
        self.assertFalse((site / "output/programme").exists())
        self.write("templates/cards/session.svg", frame.format(""))
        self.write("templates/cards/fonts/broken.ttf", "no font")
        self.assertPlain(lectern.run("check", site), {1}, "templates/cards/fonts/broken.ttf", "no TrueType or OpenType font")
        (site / "templates/cards/fonts/broken.ttf").unlink()
        self.assertEqual(lectern.run("check", site).returncode, 0)
        self.assertFalse((site / "output").exists())
        self.write("content/programme/emoji.md", "---\ntitle: Party 🎉\n---\n")
        (site / "templates/cards/session.svg").unlink()
        result = lectern.run("build", site)
        self.assertEqual(result.returncode, 0, result.stderr)
        self.assertIn("content/programme/emoji.md", result.stderr)
        self.assertIn("no font of the cards has '🎉'", result.stderr)

    def test_a_drawing_that_cannot_be_drawn_is_an_error(self):
        """Ten shapes of ten shapes, eight times: the program gives up."""
        site = self.site()
        shapes = '<g id="s0"><path d="M0 0h9"/></g>' + "".join(
            f'<g id="s{n}">' + f'<use href="#s{n - 1}"/>' * 10 + "</g>" for n in range(1, 9))
        self.write("templates/cards/edition.svg", '<svg xmlns="http://www.w3.org/2000/svg" width="1200" height="630">'
                   + shapes + "</svg>")
        result = lectern.run("build", site)
        self.assertPlain(result, {1}, "card-not-drawn", "templates/cards/edition.svg")
        self.assertFalse((site / "output/index.html").exists())

    def test_the_real_site(self):
        """All cards of the site are sound; of a few, or with CARDS=all of all, the title can be read."""
        output = lectern.SITE / "output"
        cards = sorted(path for path in output.rglob("card.png") if path.parent != output)
        if not cards:
            self.skipTest("the site was built without cards")
        for card in cards:
            self.assertSound(card)
        sessions = [card for card in cards if card.parent.parent.name == "programme"]
        self.assertGreater(len(sessions), 20)
        read = sessions if os.environ.get("CARDS") == "all" else sessions[::6]
        for card, text in zip(read, texts_on([(card, "swe") for card in read])):
            document = html5lib.parse((card.parent / "index.html").read_text(), namespaceHTMLElements=False)
            title = "".join(next(document.iter("h1")).itertext())
            with self.subTest(card.parent.name):
                self.assertGreater(likeness(title, text), 0.95, text)

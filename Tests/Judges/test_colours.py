"""The colours that `lectern design palette` computes: contrast by the formula of WCAG 2.2, which is written once more here."""

import json
import random
import re

import lectern

ACCENTS = 1000

SCHEMES = ("light", "dark")

TRACKS = range(1, 9)

# What a visitor reads or has to see, by the rules of the style sheets and not by the program's own table.
GROUNDS = ["paper", "paper-soft", *(f"track-{n}-soft" for n in TRACKS)]
TEXTS = [
    *((name, ground) for name in ("ink", "ink-soft", "link", "warm") for ground in GROUNDS),
    *((f"track-{n}", ground) for n in TRACKS for ground in ("paper", "paper-soft", f"track-{n}-soft")),
    *((name, "accent") for name in ("accent-ink", "accent-soft", "spark")),
    ("accent", "accent-ink"),
]
OUTLINES = [
    *(("edge", ground) for ground in GROUNDS),
    *((f"track-{n}-edge", ground) for n in TRACKS for ground in ("paper", "paper-soft", f"track-{n}-soft")),
    ("accent-line", "accent"),
]


def luminance(colour: str) -> float:
    parts = [int(colour[start:start + 2], 16) / 255 for start in (1, 3, 5)]
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(a: str, b: str) -> float:
    darker, lighter = sorted((luminance(a), luminance(b)))
    return (lighter + 0.05) / (darker + 0.05)


def palettes(*accents: str, returncode: int | None = None) -> dict:
    result = lectern.run("design", "palette", *accents, "--format", "json")
    if returncode is not None:
        assert result.returncode == returncode, (result.returncode, result.stderr)
    return json.loads(result.stdout)


def weak_pairs(palette: dict, pairs: list[tuple[str, str]], least: float) -> list[str]:
    return [f"{palette['accent']}, {scheme}: {a} {colours[a]} on {b} {colours[b]} has {contrast(colours[a], colours[b]):.3f}"
            for scheme in SCHEMES for colours in [palette[scheme]] for a, b in pairs
            if contrast(colours[a], colours[b]) < least]


def random_accents() -> list[str]:
    numbers = random.Random(20120919)
    return [f"#{numbers.randrange(1 << 24):06x}" for _ in range(ACCENTS)]


def near_white() -> list[str]:
    numbers = random.Random(1)
    return ["#" + "".join(f"{numbers.randrange(235, 256):02x}" for _ in range(3)) for _ in range(200)]


class PaletteTests(lectern.LecternTest):
    @classmethod
    def setUpClass(cls):
        cls.answer = palettes(*random_accents())
        cls.made = [palette for palette in cls.answer["palettes"] if "light" in palette]

    def test_nearly_every_accent_has_a_palette(self):
        self.assertEqual([palette["accent"] for palette in self.answer["palettes"]], random_accents())
        self.assertGreater(len(self.made), 0.98 * ACCENTS)

    def test_texts_have_contrast(self):
        self.assertNothing([weak for palette in self.made for weak in weak_pairs(palette, TEXTS, 4.5)])

    def test_outlines_have_contrast(self):
        self.assertNothing([weak for palette in self.made for weak in weak_pairs(palette, OUTLINES, 3)])

    def test_pairs_that_the_program_names_have_the_contrast_it_says(self):
        for pair in self.answer["pairs"]:
            at_least = {"text": 4.5, "outline": 3, "surface": 1.1}[pair["use"]]
            self.assertEqual(pair["least"], at_least)
            names = [(pair["foreground"], pair["background"])]
            self.assertNothing([weak for palette in self.made for weak in weak_pairs(palette, names, at_least)])

    def test_the_program_names_all_pairs_that_need_contrast(self):
        named = {(frozenset((pair["foreground"], pair["background"])), pair["use"]) for pair in self.answer["pairs"]}
        for use, pairs in (("text", TEXTS), ("outline", OUTLINES)):
            self.assertLessEqual({(frozenset(pair), use) for pair in pairs}, named)

    def test_the_accent_stays_as_it_is_on_light_pages(self):
        for palette in self.made:
            self.assertEqual(palette["light"]["accent"], palette["accent"])

    def test_schemes_are_light_and_dark(self):
        for palette in self.made:
            self.assertGreater(luminance(palette["light"]["paper"]), 0.9)
            self.assertLess(luminance(palette["dark"]["paper"]), 0.02)

    def test_an_accent_is_refused_only_if_it_cannot_be_seen_and_another_is_named(self):
        accents = [*random_accents(), *near_white()]
        refused = [palette for palette in palettes(*accents)["palettes"] if "light" not in palette]
        self.assertGreater(len(refused), 100)
        nearest = palettes(*(palette["nearest"] for palette in refused), returncode=0)["palettes"]
        for palette, other in zip(refused, nearest, strict=True):
            paper = other["light"]["paper"]
            # The paper is tinted by the accent, so that of the refused one may be another by a shade.
            self.assertLess(contrast(palette["accent"], paper), 1.105)
            self.assertGreaterEqual(contrast(palette["nearest"], paper), 1.1)
            self.assertLess(contrast(palette["nearest"], paper), 1.12)

    def test_the_style_sheet_says_the_same(self):
        for palette in self.made[:20]:
            css = lectern.run("design", "palette", palette["accent"]).stdout
            light, dark = css.split("@media (prefers-color-scheme: dark)")
            for text, scheme in ((light, "light"), (dark, "dark")):
                self.assertEqual(dict(re.findall(r"--([\w-]+): (#[0-9a-f]{6});", text)), palette[scheme])

    def test_mistakes_are_told_and_the_rest_is_printed(self):
        result = lectern.run("design", "palette", "#ffffff", "#0a4341", "teal")
        self.assertPlain(result, {1}, "#ffffff", "the nearest colour", "'teal'", "code: accent-too-light", "code: colour-unreadable")
        self.assertTrue(result.stdout.startswith("/* #0a4341 */\n"))
        result = lectern.run("design", "palette", "teal", "--format", "json")
        self.assertEqual((result.returncode, json.loads(result.stderr)["code"]), (1, "colour-unreadable"))
        self.assertEqual(lectern.run("design", "palette").returncode, 2)

"""Pictures as they are published: the same pixels, colours and orientation, and nothing else that cameras wrote."""

import io
import json
import random
from xml.etree import ElementTree

from PIL import Image, ImageCms, ImageOps, PngImagePlugin

import lectern
from browser import chromium

SITE = {
    "site.yaml": "title: Test\nbase_url: https://example.org/\n",
    "content/_index.md": "---\ntitle: Home\n---\n",
    "templates/page.html": "{{ page.content }}", "templates/section.html": "{{ page.content }}",
    "templates/404.html": "", "templates/term.html": "", "templates/taxonomy.html": "",
    "templates/strings/en.yaml": "not_found: {title: Not found}\n",
}

SECRETS = (b"Ada Owner", b"SN-4711", b"GPSLatitude", b"55.6050", b"thumbnail-secret")

XMP = (b'<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF><rdf:Description exif:GPSLatitude="55.6050" '
       b'dc:creator="Ada Owner"/></rdf:RDF></x:xmpmeta>')


def drawing(size=(40, 30)) -> Image.Image:
    image = Image.new("RGB", size)
    image.putdata([(x * 6 % 256, y * 8 % 256, (x + y) * 3 % 256) for y in range(size[1]) for x in range(size[0])])
    return image


def exif(orientation: int) -> bytes:
    data = Image.Exif()
    if orientation:
        data[0x0112] = orientation
    data[0x013B] = "Ada Owner"
    data[0xA431] = "SN-4711"
    data.get_ifd(0x8825).update({1: "N", 2: (55.0, 36.0, 18.0), 3: "E", 4: (13.0, 0.0, 12.0)})
    return data.tobytes()


def profile() -> bytes:
    return ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()


def saved(image: Image.Image, kind: str, orientation: int = 0, **more) -> bytes:
    file = io.BytesIO()
    if kind == "PNG":
        info = PngImagePlugin.PngInfo()
        info.add_text("Author", "Ada Owner")
        info.add_itxt("XML:com.adobe.xmp", XMP.decode())
        more["pnginfo"] = info
    if kind in ("JPEG", "WEBP", "AVIF"):
        more["xmp"] = XMP
    if kind == "GIF":
        return with_gif_notes(image, more)
    if kind == "JPEG":
        more |= {"comment": b"Ada Owner", "quality": 90}
    image.save(file, kind, exif=exif(orientation), icc_profile=profile(), **more)
    return file.getvalue()


def with_more_jpeg_segments(data: bytes) -> bytes:
    """Photoshop's notes, a second picture, a maker's own segment, and a film behind the picture's end."""
    def segment(marker: int, content: bytes) -> bytes:
        return bytes([0xFF, marker]) + (len(content) + 2).to_bytes(2, "big") + content
    more = (segment(0xED, b"Photoshop 3.0\0Ada Owner") + segment(0xE2, b"MPF\0thumbnail-secret") +
            segment(0xE4, b"SN-4711") + segment(0xE0, b"JFXX\0thumbnail-secret"))
    return data[:2] + more + data[2:] + b"thumbnail-secret"


def with_gif_notes(image: Image.Image, more: dict) -> bytes:
    """A comment, and what programs call XMP: their text, then bytes that make the parts of a block out of it."""
    file = io.BytesIO()
    image.save(file, "GIF", comment=b"Ada Owner", **more)
    data = file.getvalue()
    start = 13 + (3 * 2 ** ((data[10] & 7) + 1) if data[10] & 0x80 else 0)
    trailer = bytes([1]) + bytes(range(255, -1, -1)) + bytes([0])
    return data[:start] + b"\x21\xff\x0bXMP DataXMP" + XMP + trailer + data[start:] + b"thumbnail-secret"


DRAWING = b"""<svg xmlns="http://www.w3.org/2000/svg" xmlns:sodipodi="http://sodipodi.sourceforge.net/DTD/sodipodi-0.dtd"
    xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" sodipodi:docname="/home/Ada Owner/map.svg" width="8" height="9">
<metadata><rdf:RDF><rdf:Description about="">Ada Owner</rdf:Description></rdf:RDF></metadata>
<rect width="5" height="6" fill="green"/></svg>"""


def samples() -> dict[str, bytes]:
    image = drawing()
    transparent = image.convert("RGBA")
    transparent.putalpha(128)
    found = {}
    for orientation in range(9):
        found[f"turned-{orientation}.jpg"] = with_more_jpeg_segments(saved(image, "JPEG", orientation))
        found[f"turned-{orientation}.png"] = saved(image, "PNG", orientation)
        found[f"turned-{orientation}.webp"] = saved(image, "WEBP", orientation)
    found["progressive.jpg"] = saved(image, "JPEG", 6, progressive=True)
    found["cmyk.jpeg"] = saved(image.convert("CMYK"), "JPEG")
    found["grey.jpg"] = saved(image.convert("L"), "JPEG", 3)
    found["palette.png"] = saved(image.convert("P"), "PNG", 8)
    found["transparent.png"] = saved(transparent, "PNG")
    found["transparent.webp"] = saved(transparent, "WEBP", lossless=True)
    found["animated.webp"] = saved(image, "WEBP", save_all=True, append_images=[ImageOps.invert(image)])
    found["still.gif"] = saved(image.convert("P"), "GIF")
    found["animated.gif"] = saved(image, "GIF", save_all=True, append_images=[ImageOps.invert(image)], duration=100, loop=0)
    for orientation in (0, 1, 6):
        found[f"turned-{orientation}.avif"] = saved(image, "AVIF", orientation, quality=90)
    found["transparent.avif"] = saved(transparent, "AVIF")
    found["animated.png"] = saved(image, "PNG", save_all=True, append_images=[ImageOps.invert(image)])
    return found


class PictureTests(lectern.LecternTest):
    def site(self, pictures: dict[str, bytes], text: str = ""):
        for path, words in (SITE | {"content/shown.md": f"---\ntitle: Shown\n---\n{text}"}).items():
            file = self.folder / path
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_text(words)
        for name, data in pictures.items():
            (self.folder / "content" / name).write_bytes(data)
        return self.folder

    def test_keep_pixels_colours_and_orientation_and_nothing_else(self):
        pictures = samples()
        for name, data in pictures.items():
            self.assertTrue(any(secret in data for secret in SECRETS), name)
        site = self.site(pictures)
        self.build(site)
        for name, data in pictures.items():
            with self.subTest(name):
                published = (site / "output" / name).read_bytes()
                for secret in SECRETS:
                    self.assertNotIn(secret, published)
                before, after = Image.open(io.BytesIO(data)), Image.open(io.BytesIO(published))
                self.assertEqual((after.format, after.mode, after.size, getattr(after, "n_frames", 1)),
                                 (before.format, before.mode, before.size, getattr(before, "n_frames", 1)))
                for frame in range(getattr(before, "n_frames", 1)):
                    before.seek(frame), after.seek(frame)
                    self.assertEqual(after.tobytes(), before.tobytes())
                self.assertEqual(after.info.get("duration"), before.info.get("duration"))
                self.assertEqual(after.info.get("icc_profile"), before.info.get("icc_profile"))
                self.assertEqual(after.getexif().get(0x0112, 1), before.getexif().get(0x0112, 1) or 1)
                self.assertLessEqual(set(after.getexif()), {0x0112})
                # In AVIF, whose parts are found by their place, an empty part stays.
                said = {key: value for key, value in after.info.items()
                        if key != "xmp" or value.strip() != b"<x:xmpmeta xmlns:x='adobe:ns:meta/'/>"}
                self.assertFalse({"comment", "xmp", "photoshop", "mp", "Author"} & set(said), said)

    def test_keep_what_a_drawing_draws_and_not_who_drew_it(self):
        site = self.site({"map.svg": DRAWING})
        (site / "templates" / "assets").mkdir()
        (site / "templates" / "assets" / "map.svg").write_bytes(DRAWING)
        (site / "templates" / "assets" / "hall.jpg").write_bytes(samples()["turned-6.jpg"])
        result = lectern.run("build", site)
        for published in [*(site / "output").glob("*.svg"), *(site / "output" / "assets").iterdir()]:
            data = published.read_bytes()
            for secret in SECRETS:
                self.assertNotIn(secret, data, published)
            if published.suffix == ".svg":
                drawn = ElementTree.fromstring(data)
                self.assertEqual([child.tag for child in drawn], ["{http://www.w3.org/2000/svg}rect"])
        self.assertIn("templates/assets/hall.jpg", result.stdout)

    def test_are_published_as_they_are_when_they_say_nothing_more(self):
        site = self.site(samples())
        self.build(site)
        clean = {path.name: path.read_bytes() for path in (site / "output").iterdir() if path.suffix[1:] in
                 ("jpg", "jpeg", "png", "webp", "gif", "avif")}
        for path in clean:
            (site / "content" / path).write_bytes(clean[path])
        result = self.build(site, "--format", "json")
        self.assertNotIn("picture-data-left-out", result.stderr)
        self.assertEqual({name: (site / "output" / name).read_bytes() for name in clean}, clean)

    def test_are_named_in_the_report(self):
        site = self.site({"a.jpg": saved(drawing(), "JPEG"), "b.png": saved(drawing(), "PNG"), "c.gif": b"GIF89a" + b"\2\0\2\0\0\0\0;"})
        result = lectern.run("build", site)
        self.assertIn("Left out of 2 pictures what cameras and programs wrote into them, of 2 where they were taken: "
                      "content/a.jpg, content/b.png.", result.stdout)
        notes = [json.loads(line) for line in self.build(site, "--format", "json").stderr.splitlines()]
        self.assertEqual([(note["severity"], note["file"]) for note in notes],
                         [("note", "content/a.jpg"), ("note", "content/b.png")])
        self.assertIn("where it was taken", notes[0]["message"])

    def test_have_the_size_that_a_browser_shows(self):
        pictures = {name: data for name, data in samples().items() if not name.endswith(".webp")}
        pictures |= {
            "plain.webp": saved(drawing((7, 5)), "WEBP"), "lossless.webp": saved(drawing((7, 5)), "WEBP", lossless=True),
            "fraction.svg": b'<svg xmlns="http://www.w3.org/2000/svg" width="31.6" height="20.4"></svg>',
            "points.svg": b'<svg xmlns="http://www.w3.org/2000/svg" width="30pt" height="15pt"></svg>',
            "comment.svg": b'<!-- <svg width="1" height="1"> --><svg xmlns="http://www.w3.org/2000/svg" width="8" height="9"/>',
            "half.svg": b'<svg xmlns="http://www.w3.org/2000/svg" width="80" viewBox="0 0 20 10"/>',
        }
        text = "\n\n".join(f"![Picture {name}]({name})" for name in pictures)
        site = self.site(pictures, text)
        self.build(site, "--relative")
        with chromium() as browser:
            page = browser.new_page()
            page.goto(f"file://{site}/output/shown/index.html")
            page.evaluate("Promise.all([...document.images].map(i => { i.loading = 'eager'; return i.decode().catch(() => {}) }))")
            found = page.evaluate("[...document.images].map(i => [i.src.split('/').pop(), i.naturalWidth, i.naturalHeight, "
                                  "+i.getAttribute('width'), +i.getAttribute('height')])")
        self.assertEqual(len(found), len(pictures))
        self.assertNothing([f"{name} is {width} × {height}, and the page says {said}" for name, width, height, *said in found
                            if abs(width - said[0]) > 1 or abs(height - said[1]) > 1])

    def test_are_loaded_when_a_visitor_comes_near_them_and_the_first_at_once(self):
        names = [f"{index}.png" for index in range(4)]
        site = self.site({name: saved(drawing((20, 3000)), "PNG") for name in names},
                         "\n\n".join(f"![Picture {name}]({name})" for name in names))
        self.build(site, "--relative")
        asked = []
        with chromium() as browser:
            page = browser.new_page(viewport={"width": 390, "height": 844})
            page.on("request", lambda request: asked.append(request.url.split("/")[-1]))
            page.goto(f"file://{site}/output/shown/index.html", wait_until="networkidle")
            at_once = [name for name in asked if name in names]
            page.evaluate("document.images[3].scrollIntoView()")
            page.wait_for_function("document.images[3].complete && document.images[3].naturalWidth > 0")
            attributes = page.evaluate("[...document.images].map(i => i.getAttribute('loading'))")
        self.assertEqual(attributes, [None, "lazy", "lazy", "lazy"])
        self.assertEqual(at_once[0], "0.png")
        self.assertNotIn("3.png", at_once)
        self.assertIn("3.png", asked)

    def test_that_are_damaged_are_named_and_nothing_crashes(self):
        seeded = random.Random(4711)
        wholes = samples()
        for round in range(40):
            name, data = seeded.choice(sorted(wholes.items()))
            damaged = bytearray(data[:seeded.randrange(4, len(data))] if round % 2 else data)
            for _ in range(seeded.randrange(4)):
                damaged[seeded.randrange(len(damaged))] = seeded.randrange(256)
            site = self.site({"picture." + name.split(".")[1]: bytes(damaged)})
            result = lectern.run("check", site)
            self.assertIn(result.returncode, (0, 1), result.stderr)
            if round % 2 and name.startswith("turned") and not name.endswith("jpg"):
                self.assertIn(f"content/picture.{name.split('.')[1]}: ", result.stderr, name)
            (site / "content" / ("picture." + name.split(".")[1])).unlink()

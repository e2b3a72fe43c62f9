"""Pictures in the sizes that pages need: their pixels, orientation and colours, what is left as it is, and what is refused."""

import io
import os
import random
import re
import shutil
import signal
import struct
import subprocess
import tempfile
import time
import zlib
from pathlib import Path

from PIL import Image

import lectern
from browser import chromium
from preview import Preview
from test_pictures import DRAWING, SECRETS, SITE, profile, saved, with_more_jpeg_segments

SETTINGS = SITE["site.yaml"] + "pictures: {widths: [60, 120], sizes: 50vw}\n"

# The corners of a picture, as they are shown: above left and right, below left and right.
COLOURS = ((200, 40, 40), (40, 180, 40), (40, 40, 200), (220, 200, 60))

# How a picture is stored that a browser turns: the number of its Exif orientation, and what undoes it.
TURNED = {1: None, 2: Image.Transpose.FLIP_LEFT_RIGHT, 3: Image.Transpose.ROTATE_180, 4: Image.Transpose.FLIP_TOP_BOTTOM,
          5: Image.Transpose.TRANSPOSE, 6: Image.Transpose.ROTATE_90, 7: Image.Transpose.TRANSVERSE,
          8: Image.Transpose.ROTATE_270}


def photo(width: int = 240, height: int = 160, seed: int = 1) -> Image.Image:
    """Four colours with as much noise as makes a heavy file."""
    noise = random.Random(seed)
    image = Image.new("RGB", (width, height))
    image.putdata([tuple(max(0, min(255, value + noise.randrange(-30, 31))) for value in
                         COLOURS[(x >= width // 2) + 2 * (y >= height // 2)]) for y in range(height) for x in range(width)])
    return image


def png(width: int, height: int, depth: int, colour: int, data: bytes, *more: tuple[bytes, bytes]) -> bytes:
    """A PNG by hand, for what Pillow doesn't write."""
    def chunk(name: bytes, content: bytes) -> bytes:
        return struct.pack(">I", len(content)) + name + content + struct.pack(">I", zlib.crc32(name + content))
    return (b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, depth, colour, 0, 0, 0)) +
            b"".join(chunk(*part) for part in more) + chunk(b"IDAT", data) + chunk(b"IEND", b""))


def deep(image: Image.Image) -> bytes:
    """The same in 16 bit a colour."""
    rows = b"".join(b"\0" + b"".join(bytes([value, value]) for x in range(image.width) for value in image.getpixel((x, y)))
                    for y in range(image.height))
    return png(image.width, image.height, 16, 2, zlib.compress(rows))


def bomb(side: int = 30_000) -> bytes:
    """A small file with 900 million pixels."""
    squeeze = zlib.compressobj(9)
    row = b"\0" + bytes((side + 7) // 8)
    return png(side, side, 1, 0, b"".join(squeeze.compress(row) for _ in range(side)) + squeeze.flush())


def jpeg(image: Image.Image, **more) -> bytes:
    file = io.BytesIO()
    image.save(file, "JPEG", quality=90, **more)
    return file.getvalue()


def red_and_green_swapped() -> bytes:
    """A colour profile in which what is stored as red is meant as green: the two tags have each other's names (ICC.1, 7.3)."""
    return profile().replace(b"rXYZ", b"????", 1).replace(b"gXYZ", b"rXYZ", 1).replace(b"????", b"gXYZ", 1)


def corners(image: Image.Image, inset: float = 0.25) -> list[tuple]:
    image = image.convert("RGB")
    return [image.resize((1, 1), Image.Resampling.BOX, box=(
        image.width * (x - 0.1), image.height * (y - 0.1), image.width * (x + 0.1), image.height * (y + 0.1))).getpixel((0, 0))
        for y in (inset, 1 - inset) for x in (inset, 1 - inset)]


def is_near(found: tuple, wanted: tuple, most: int = 30) -> bool:
    return all(abs(a - b) <= most for a, b in zip(found, wanted))


class SmallerPictureTests(lectern.LecternTest):
    def site(self, pictures: dict[str, bytes], text: str | None = None) -> Path:
        text = "\n\n".join(f"![Picture {name}]({name})" for name in pictures) if text is None else text
        for path, words in (SITE | {"site.yaml": SETTINGS, "content/shown.md": f"---\ntitle: Shown\n---\n{text}"}).items():
            file = self.folder / path
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_text(words)
        for name, data in pictures.items():
            (self.folder / "content" / name).write_bytes(data)
        return self.folder

    def made(self, site: Path, stem: str) -> dict[str, Path]:
        """The smaller pictures of one, by width and format: `60.avif`."""
        return {f"{path.name[len(stem) + 1:].split('.')[0]}{path.suffix}": path
                for path in sorted((site / "output/assets/pictures").glob(f"{stem}-[0-9]*"))}

    def html(self, site: Path) -> str:
        return (site / "output/shown/index.html").read_text()

    def test_show_the_same_upright_in_srgb_and_say_nothing_more(self):
        image = photo()
        transparent = image.convert("RGBA")
        transparent.putalpha(Image.linear_gradient("L").resize(image.size))
        pictures = {f"turned{number}.jpg": with_more_jpeg_segments(saved(
            image.transpose(undo) if undo is not None else image, "JPEG", number)) for number, undo in TURNED.items()}
        pictures |= {
            "cmyk.jpg": saved(image.convert("CMYK"), "JPEG"), "progressive.jpg": saved(image, "JPEG", 6, progressive=True),
            "sixteen.png": deep(image), "palette.png": saved(image.convert("P", palette=Image.Palette.ADAPTIVE), "PNG"),
            "clear.png": saved(transparent, "PNG"), "clear-too.webp": saved(transparent, "WEBP", lossless=True),
            "lossy.webp": saved(image, "WEBP", quality=95), "grey.jpg": saved(image.convert("L"), "JPEG"),
            "without-profile.jpg": jpeg(image), "swapped.jpg": jpeg(image, icc_profile=red_and_green_swapped())}
        site = self.site(pictures)
        self.build(site)
        for name in pictures:
            stem, kind = name.split(".")
            made = self.made(site, stem)
            is_clear = stem.startswith("clear")
            with self.subTest(name):
                ending = ".png" if kind == "png" or is_clear else ".jpg"
                self.assertEqual(set(made), {"60.avif", "120.avif", "60" + ending, "120" + ending})
                for key, path in made.items():
                    data = path.read_bytes()
                    for secret in SECRETS:
                        self.assertNotIn(secret, data)
                    found = Image.open(io.BytesIO(data))
                    width = int(key.split(".")[0])
                    # One lies on its side.
                    height = width * 3 // 2 if stem == "progressive" else width * 2 // 3
                    self.assertEqual(found.size, (width, height), key)
                    self.assertFalse({"exif", "xmp", "icc_profile", "comment"} & set(found.info), found.info)
                    self.assertIn(found.mode, ("RGBA",) if is_clear else ("RGB", "L"))
                    if is_clear or stem == "progressive":
                        continue
                    for shown, wanted in zip(corners(found), COLOURS):
                        if stem == "cmyk":  # Inks are duller, by a profile that everybody has another of.
                            self.assertEqual(shown.index(max(shown)), wanted.index(max(wanted)))
                            continue
                        if stem == "grey":
                            wanted = (sum(a * b for a, b in zip(wanted, (0.299, 0.587, 0.114))),) * 3
                        if stem == "swapped":
                            wanted = (wanted[1], wanted[0], wanted[2])
                        self.assertTrue(is_near(shown, wanted, 12), (key, shown, wanted))
                if is_clear:
                    for path in made.values():
                        alpha = Image.open(path).getchannel("A")
                        self.assertLess(alpha.getpixel((10, 2)), 60)
                        self.assertGreater(alpha.getpixel((10, alpha.height - 3)), 200)

    def test_are_offered_and_have_the_shape_that_the_page_says(self):
        image = photo()
        site = self.site({f"turned{number}.jpg": saved(image.transpose(undo) if undo is not None else image, "JPEG", number)
                          for number, undo in TURNED.items()})
        self.build(site, "--relative")
        with chromium() as browser:
            page = browser.new_page(viewport={"width": 200, "height": 300}, device_scale_factor=1)
            page.add_init_script("window.shift = 0; new PerformanceObserver(list => { for (const e of list.getEntries()) "
                                 "window.shift += e.value }).observe({type: 'layout-shift', buffered: true})")
            page.goto(f"file://{site}/output/shown/index.html")
            page.evaluate("Promise.all([...document.images].map(i => { i.loading = 'eager'; return i.decode() }))")
            found = page.evaluate("[...document.images].map(i => [i.currentSrc.split('/').pop(), i.naturalWidth / i.naturalHeight, "
                                  "i.getAttribute('width') / i.getAttribute('height')])")
            shift = page.evaluate("window.shift")
        self.assertEqual(len(found), 8)
        for name, natural, said in found:
            # Half of 200 pixels: 120 are the fewest that are enough.
            self.assertRegex(name, r"^turned\d-120\.[0-9a-z]{10}\.avif$")
            self.assertAlmostEqual(natural, said, delta=0.02)
        self.assertEqual(shift, 0)

    def test_are_not_made_of_drawings_animations_light_files_and_avif_and_never_larger(self):
        image = photo()
        frames = {"save_all": True, "append_images": [photo(seed=2)]}
        pictures = {"map.svg": DRAWING, "moving.webp": saved(image, "WEBP", **frames), "moving.png": saved(image, "PNG", **frames),
                    "moving.gif": saved(image, "GIF", **frames), "light.avif": saved(image, "AVIF", quality=100),
                    "small.jpg": saved(photo(60, 40), "JPEG")}
        site = self.site(pictures | {"narrow.jpg": saved(photo(100, 300), "JPEG")})
        self.assertGreater(min(len(data) for name, data in pictures.items() if "ing" in name or "light" in name), 10_000)
        self.build(site)
        for name in pictures:
            self.assertIn(f'<img src="/{name}" ', self.html(site))
        self.assertEqual(set(self.made(site, "narrow")), {"60.avif", "60.jpg", "100.avif", "100.jpg"})
        self.assertEqual(len(list((site / "output/assets/pictures").iterdir())), 4)

    def test_of_a_bomb_are_not_made_and_nothing_is_decoded(self):
        site = self.site({"bomb.png": bomb()})
        result = lectern.run("build", site, prefix=["prlimit", "--as=2000000000"])
        self.assertEqual(result.returncode, 0, result.stderr)
        self.assertIn("content/bomb.png: warning: the picture is", result.stderr)
        self.assertIn('<img src="/bomb.png" ', self.html(site))
        self.assertFalse((site / "output/assets/pictures").exists())

    def test_of_a_broken_picture_are_an_error_at_its_file(self):
        data = bytearray(saved(photo(), "JPEG"))
        # A table of Huffman codes that no picture can have; the parts of the file are whole.
        table = data.index(b"\xff\xc4")
        data[table + 5:table + 21] = b"\xff" * 16
        site = self.site({"whole.jpg": saved(photo(), "JPEG")})
        self.build(site)
        before = lectern.state(site / "output")
        self.site({"broken.jpg": bytes(data)})
        result = lectern.run("build", site)
        self.assertPlain(result, {1}, "content/broken.jpg: error: no smaller pictures can be made of this one",
                         "code: picture-unscalable")
        self.assertEqual(lectern.state(site / "output"), before)

    def test_are_made_once_and_removed_when_nothing_shows_them(self):
        names = ["a.jpg", "b.jpg"]
        site = self.site({name: saved(photo(seed=index), "JPEG") for index, name in enumerate(names)})
        self.build(site)
        kept, output = lectern.identities(site / ".lectern/pictures"), lectern.state(site / "output")
        self.assertEqual(len(kept), 8)
        result = lectern.run("build", site)
        self.assertIn(", 0 of them new or changed", result.stdout)
        self.assertEqual(lectern.identities(site / ".lectern/pictures"), kept)
        # The folder may be thrown away: the same bytes are made anew.
        shutil.rmtree(site / ".lectern/pictures")
        self.assertIn(", 0 of them new or changed", lectern.run("build", site).stdout)
        self.assertEqual(lectern.state(site / "output"), output)
        self.assertEqual(set(lectern.identities(site / ".lectern/pictures")), set(kept))
        # Another recipe has other names, and the old ones go.
        (site / "site.yaml").write_text(SETTINGS.replace("60, 120", "60"))
        self.build(site)
        self.assertEqual(len(list((site / ".lectern/pictures").iterdir())), 4)
        self.assertEqual(len(list((site / "output/assets/pictures").iterdir())), 4)
        (site / "site.yaml").write_text(SETTINGS.replace("{", "{resize: false, "))
        self.build(site)
        self.assertFalse((site / "output/assets/pictures").exists())
        self.assertIn('<img src="/a.jpg" ', self.html(site))

    def test_take_the_place_of_files_that_nothing_names(self):
        names = ["shown", "linked", "shared", "meant", "copied", "unshown", "styled"]
        site = self.site({name + ".jpg": saved(photo(seed=index), "JPEG") for index, name in enumerate(names)},
                         "\n\n".join(f"![Picture {name}]({name}.jpg)" for name in names if name != "unshown") +
                         "\n\n[The linked one](linked.jpg)")
        (site / "site.yaml").write_text(SETTINGS + "publish_files: [meant.jpg]\n")
        shown = site / "content/shown.md"
        shown.write_text(shown.read_text().replace("title: Shown\n", "title: Shown\nimage: shared.jpg\n"))
        (site / "templates/page.html").write_text('<meta content="{{ page.image }}">{{ page.content }}')
        (site / "content/old.html").write_text('<img src="copied.jpg">')
        (site / "templates/assets").mkdir()
        (site / "templates/assets/a.css").write_text("a { background: url(https://example.org/styled.jpg) }")
        result = lectern.run("check", site)
        self.build(site)
        self.assertEqual({path.stem for path in (site / "output").glob("*.jpg")}, set(names) - {"shown"})
        files = len([path for path in (site / "output").rglob("*") if path.is_file()])
        self.assertTrue(result.stdout.startswith(f"{files} files would be written"), result.stdout)
        # A check reads them all the same.
        (site / "content/shown.jpg").write_bytes(saved(photo(), "JPEG")[:12_000])
        self.assertPlain(lectern.run("check", site), {1}, "content/shown.jpg: error: the picture is damaged")

    def test_weigh_what_a_phone_and_a_desk_load(self):
        site = self.site({"a.jpg": saved(photo(), "JPEG"), "light.png": saved(photo(20, 20), "PNG")})
        result = lectern.run("build", site, "--weights")
        made = self.made(site, "a")
        # Half of 390 pixels of CSS, three for each, are more than there are; half of 1,920, too.
        size = made["120.avif"].stat().st_size + (site / "content/light.png").stat().st_size
        line = next(line for line in result.stdout.splitlines() if line.startswith("  /shown/ "))
        self.assertEqual(line.split()[1:6], ["2", *f"{-(-size // 100) / 10:g} kB".split() * 2])
        (site / "site.yaml").write_text(SETTINGS.replace("50vw", '"(min-width: 40rem) 60px, 100vw"'))
        result = lectern.run("build", site, "--weights")
        made = self.made(site, "a")
        small = made["60.avif"].stat().st_size + (site / "content/light.png").stat().st_size
        line = next(line for line in result.stdout.splitlines() if line.startswith("  /shown/ "))
        self.assertEqual(line.split()[1:6], ["2", *f"{-(-size // 100) / 10:g} kB".split(), *f"{-(-small // 100) / 10:g} kB".split()])

    def test_are_held_to_the_weight_that_the_settings_allow(self):
        site = self.site({"a.jpg": saved(photo(), "JPEG"), "light.png": saved(photo(20, 20), "PNG")})
        self.build(site)
        size = self.made(site, "a")["120.avif"].stat().st_size + (site / "content/light.png").stat().st_size
        limit = SETTINGS + f"limits: {{picture_weight: {size}}}\n"
        (site / "site.yaml").write_text(limit)
        self.build(site)
        (site / "site.yaml").write_text(limit.replace(str(size), str(size - 1)))
        result = lectern.run("build", site)
        self.assertPlain(result, {1}, "content/shown.md: error: a phone loads", "of pictures on /shown/, and site.yaml allows",
                         "the heaviest are light.png (")
        self.assertEqual(result.stderr.count(".md: error:"), 1)
        # Told once, though it is shown in another language, too.
        (site / "site.yaml").write_text(limit.replace(str(size), str(size - 1)) + "languages: {en: {name: English}, sv: {name: Svenska, untranslated: show}}\n")
        (site / "content/_index.sv.md").write_text("---\ntitle: Hem\n---\n")
        result = lectern.run("build", site)
        self.assertEqual(result.stderr.count("a phone loads"), 1, result.stderr)

    def test_of_a_gallery_have_the_size_that_they_have_there(self):
        text = ":::gallery\n![Picture a](a.jpg)\n\n![Picture b](b.jpg)\n:::\n\n![Picture c](c.jpg)"
        site = self.site({name: saved(photo(seed=ord(name[0])), "JPEG") for name in ("a.jpg", "b.jpg", "c.jpg")}, text)
        (site / "templates/directives").mkdir()
        (site / "templates/directives/gallery.html").write_text("{{ content }}")
        (site / "site.yaml").write_text(SETTINGS.replace("}", ', sizes_in_gallery: "5rem"}'))
        self.build(site)
        sizes = re.findall(r'<source[^>]* sizes="([^"]*)"', self.html(site))
        self.assertEqual(sizes, ["5rem", "5rem", "50vw"])

    def test_keep_what_an_editor_says(self):
        site = self.site({"a.jpg": saved(photo(), "JPEG")}, "")
        (site / "templates/page.html").write_text(
            '{{ image(page.image, width=40, ratio="1:2", class="cut", focus=page.focus) }}')
        text = "---\ntitle: Shown\nimage: a.jpg\nfocus: 100% 0%\n---\n"
        (site / "content/shown.md").write_text(text)
        self.build(site)
        tag = next(tag for tag in self.html(site).split("<picture>") if 'class="cut"' in tag)
        found = corners(Image.open(site / ("output" + tag.split("srcset=")[1].split(", ")[1].split(" ")[0])))
        self.assertTrue(is_near(found[0], COLOURS[1]) and is_near(found[2], COLOURS[3]), found)
        (site / "content/shown.md").write_text(text.replace("100% 0%", "the right"))
        self.assertPlain(lectern.run("build", site), {1}, "content/shown.md:4:8: error: 'the right' is no place in a picture",
                         "focus: 30% 40%")

    def test_are_not_made_by_a_check(self):
        site = self.site({"a.jpg": saved(photo(), "JPEG")})
        before = lectern.state(site)
        result = lectern.run("check", site)
        self.assertEqual(result.returncode, 0, result.stderr)
        files = result.stdout.split()[0]
        self.assertEqual(lectern.state(site), before)
        self.assertIn(files + " files in ", lectern.run("build", site).stdout)

    def test_are_made_in_the_preview_when_somebody_looks(self):
        site = self.site({"a.jpg": saved(photo(), "JPEG")})
        with Preview(site) as preview:
            self.assertEqual(self.made(site, "a"), {})
            before = lectern.state(site)
            html = preview.ask("/shown/")[2].decode()
            paths = re.findall(r"(/assets/pictures/a-[^ ]*) 120w", html)
            self.assertEqual(len(paths), 2, html)
            self.assertEqual(lectern.state(site), before, "nothing is made before it is looked at")
            # An edit makes another snapshot of the site, and the page in the browser is as it was.
            (site / "content/other.md").write_text("---\ntitle: Other\n---\n")
            self.assertEqual(preview.ask("/shown/")[0], 200)
            for path in paths:
                status, headers, data = preview.ask(path)
                self.assertEqual((status, headers["Content-Type"]), (200, "image/avif" if path.endswith(".avif") else "image/jpeg"))
                self.assertEqual(Image.open(io.BytesIO(data)).width, 120)
            self.assertEqual(preview.ask(paths[0].replace("-120", "-121"))[0], 404)
            made = {name: data for name, data in lectern.state(site).items() if name not in before}
            self.assertEqual(len([name for name in made if name.startswith(".lectern/pictures/")]), 2, made.keys())
            self.assertFalse([name for name in made if not name.startswith((".lectern/pictures/", "content/other"))])

    def test_are_done_without_where_there_is_no_vips(self):
        site = self.site({"a.jpg": saved(photo(), "JPEG"), "b.jpg": saved(photo(100, 50, 3), "JPEG")})
        self.build(site)
        with tempfile.TemporaryDirectory() as tools:
            (Path(tools) / "sh").symlink_to(shutil.which("sh"))
            result = lectern.run("build", site, environment={"PATH": tools})
        self.assertEqual(result.returncode, 0, result.stderr)
        self.assertIn("1 picture is larger than pages need, such as content/a.jpg. Builds make smaller ones where there is vips: "
                      "on Debian and Ubuntu, apt-get install libvips-tools.", result.stdout)
        self.assertIn('<img src="/a.jpg" ', self.html(site))
        self.assertFalse((site / "output/assets/pictures").exists())

    @lectern.alone
    def test_are_whole_after_a_sudden_end(self):
        site = self.site({f"{index}.jpg": saved(photo(seed=index), "JPEG") for index in range(6)})
        environment = {"PATH": os.environ["PATH"], "HOME": "/nonexistent"}
        process = subprocess.Popen([lectern.BINARY, "build", site], env=environment, stdout=subprocess.DEVNULL,
                                   stderr=subprocess.DEVNULL)
        until = time.monotonic() + lectern.PATIENCE
        while process.poll() is None and time.monotonic() < until:
            if len(list((site / ".lectern/pictures").glob("*.*"))) >= 3:
                break
            time.sleep(0.01)
        process.send_signal(signal.SIGKILL)
        process.wait()
        self.assertEqual(process.returncode, -signal.SIGKILL, "the build ended before it could be killed")
        self.build(site)
        after = lectern.state(site / "output")
        self.assertFalse((site / ".lectern/pictures/making").exists())
        shutil.rmtree(site / ".lectern")
        shutil.rmtree(site / "output")
        self.build(site)
        self.assertEqual(lectern.state(site / "output"), after)

    def test_are_cut_to_the_shape_that_a_designer_asks_for(self):
        calls = {"left": 'ratio="1:2", focus="0% 50%"', "right": 'ratio="1:2", focus="100% 0%"',
                 "wide": 'ratio="4:1", focus="50% 100%"'}
        template = "".join(f'{{{{ image("/a.jpg", width=40, class="{name}", {call}) }}}}' for name, call in calls.items())
        site = self.site({"a.jpg": saved(photo(), "JPEG")}, "")
        (site / "templates/page.html").write_text(template)
        self.build(site)
        html = self.html(site)
        for name, size, colours in (("left", (80, 160), (0, 2)), ("right", (80, 160), (1, 3)), ("wide", (80, 20), (2, 3))):
            tag = next(tag for tag in html.split("<picture>") if f'class="{name}"' in tag)
            path = tag.split("srcset=")[1].split(", ")[1].split(" ")[0]
            found = Image.open(site / ("output" + path))
            self.assertEqual(found.size, size)
            self.assertIn(f'width="40" height="{40 * size[1] // size[0]}"', tag)
            shown = corners(found)
            for index, wanted in zip((0, 2) if name != "wide" else (2, 3), colours):
                self.assertTrue(is_near(shown[index], COLOURS[wanted]), (name, shown))

"""A site with hundreds of photographs, as a conference has them: what smaller pictures weigh, cost and say. A campaign of some
minutes: `make bench-pictures`."""

import argparse
import io
import os
import random
import re
import resource
import shutil
import signal
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from PIL import Image, ImageDraw

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "Tests/Judges"))

from browser import chromium  # noqa: E402
from test_pictures import exif  # noqa: E402
from test_smaller_pictures import TURNED, bomb, deep  # noqa: E402

WIDTH, HEIGHT = 4000, 3000
ON_A_PAGE = 20
# A mark near each corner tells which way up a picture is.
MARKS = ((220, 30, 30), (30, 200, 30), (30, 30, 220), (230, 210, 40))


def photographs(seed: int):
    """Pictures with the noise of a camera, each with other content."""
    draw = random.Random(seed)
    grain = Image.effect_noise((WIDTH, HEIGHT), 24)
    while True:
        coarse = Image.frombytes("RGB", (16, 12), draw.randbytes(16 * 12 * 3)).resize((WIDTH, HEIGHT), Image.Resampling.BICUBIC)
        picture = Image.blend(coarse, Image.merge("RGB", [grain.rotate(90 * turn, expand=False) for turn in range(3)]), 0.25)
        marks = ImageDraw.Draw(picture)
        for index, colour in enumerate(MARKS):
            left, top = (index % 2) * (WIDTH - 800), (index // 2) * (HEIGHT - 800)
            marks.rectangle((left, top, left + 799, top + 799), fill=colour)
        yield picture


def write(folder: Path, count: int, seed: int) -> list[str]:
    """Photographs in all eight orientations with GPS, some CMYK, one of 16 bit, and a bomb."""
    names = []
    for number, picture in zip(range(count), photographs(seed)):
        orientation = number % 8 + 1
        undo = TURNED[orientation]
        stored = picture if undo is None else picture.transpose(undo)
        name = f"photo-{number:03}.jpg"
        if number % 10 == 9:
            stored = stored.convert("CMYK")
        stored.save(folder / name, "JPEG", quality=90, exif=exif(orientation))
        names.append(name)
    (folder / "deep.png").write_bytes(deep(picture.resize((800, 600))))
    (folder / "bomb.png").write_bytes(bomb())
    return names


def site(folder: Path, binary: str, count: int, seed: int) -> list[str]:
    subprocess.run([binary, "init", folder], check=True, stdout=subprocess.DEVNULL)
    pictures = folder / "content/photos"
    pictures.mkdir()
    names = write(pictures, count, seed)
    (pictures / "_index.md").write_text("---\ntitle: Photographs\n---\n")
    for first in range(0, count, ON_A_PAGE):
        shown = "\n\n".join(f"![Photograph {name}]({name})" for name in names[first:first + ON_A_PAGE])
        (pictures / f"page-{first:03}.md").write_text(f"---\ntitle: From {first}\n---\n\n{shown}\n")
    (pictures / "others.md").write_text("---\ntitle: Others\n---\n\n![Deep](deep.png)\n\n![Bomb](bomb.png)\n")
    return names


def build(binary: str, folder: Path, *more) -> tuple[float, float, int, str]:
    """Seconds, seconds of the processor, the most memory of one process in bytes, and what was printed."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    start = time.monotonic()
    done = subprocess.run([binary, "build", folder, *more], capture_output=True, text=True)
    seconds = time.monotonic() - start
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    if done.returncode:
        sys.exit(done.stderr[-3000:])
    return seconds, after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime, after.ru_maxrss * 1024, done.stdout + done.stderr


def made(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in sorted((folder / "output/assets/pictures").iterdir())}


def judge(pictures: dict[str, bytes]) -> int:
    """Each smaller picture by Pillow: upright, in sRGB, nothing said, of the width in its name. The number of faults."""
    faults = 0
    for name, data in pictures.items():
        picture = Image.open(io.BytesIO(data))
        if not name.startswith("photo-"):
            continue
        width = int(re.search(r"-(\d+)\.", name).group(1))
        colours = picture.convert("RGB")
        at = [colours.getpixel((int(colours.width * x), int(colours.height * y))) for y in (0.07, 0.93) for x in (0.07, 0.93)]
        # What is printed has other colours than a screen, so of CMYK each corner only has to be nearest to its own.
        is_upright = all(min(MARKS, key=lambda mark: sum(abs(a - b) for a, b in zip(found, mark))) == wanted
                         for found, wanted in zip(at, MARKS))
        is_plain = not picture.getexif() and b"GPS" not in data and b"Ada Owner" not in data
        if picture.width != width or not is_upright or not is_plain or picture.mode != "RGB" or \
                abs(picture.height / picture.width - HEIGHT / WIDTH) > 0.01:
            print("fault:", name, picture.size, picture.mode, at)
            faults += 1
    return faults


def layout_shift(folder: Path, page: str) -> float:
    with chromium() as browser:
        shown = browser.new_page(viewport={"width": 390, "height": 800})
        shown.goto((folder / "relative" / page / "index.html").as_uri())
        shift = shown.evaluate("""async () => {
            let shift = 0;
            new PerformanceObserver(list => { for (const entry of list.getEntries()) shift += entry.value; })
              .observe({type: "layout-shift", buffered: true});
            for (let y = 0; y < document.body.scrollHeight; y += 600) {
              window.scrollTo(0, y);
              await new Promise(done => setTimeout(done, 80));
            }
            return shift;
        }""")
        return shift


def kill(binary: str, folder: Path, after: float) -> None:
    process = subprocess.Popen([binary, "build", folder], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, start_new_session=True)
    time.sleep(after)
    os.killpg(process.pid, signal.SIGKILL)
    process.wait()


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--lectern", required=True)
    parser.add_argument("--photos", type=int, default=200)
    parser.add_argument("--kills", type=int, default=5)
    parser.add_argument("--seed", type=int, default=7)
    chosen = parser.parse_args()
    binary = str(Path(chosen.lectern).resolve())
    with tempfile.TemporaryDirectory(dir="/dev/shm") as temporary:
        folder = Path(temporary) / "site"
        names = site(folder, binary, chosen.photos, chosen.seed)
        originals = [(folder / "content/photos" / name).stat().st_size for name in names]
        print(f"{len(names)} photographs of 12 megapixels, {sum(originals) / 1e6:.0f} MB; one of 16 bit; a bomb of 30,000 × 30,000")
        seconds, cpu, memory, _ = build(binary, folder)
        pictures = made(folder)
        print(f"first build: {seconds:.0f} s, {cpu:.0f} s of the processor, {memory / 1e6:.0f} MB in one process, "
              f"{len(pictures)} smaller pictures, {sum(map(len, pictures.values())) / 1e6:.1f} MB")
        times = {path: path.stat().st_mtime_ns for path in (folder / ".lectern/pictures").iterdir()}
        seconds, cpu, memory, _ = build(binary, folder)
        same = times == {path: path.stat().st_mtime_ns for path in (folder / ".lectern/pictures").iterdir()}
        print(f"second build: {seconds:.2f} s, {cpu:.2f} s of the processor; {'no' if same else 'SOME'} picture made")
        table = build(binary, folder, "--weights")[3]
        line = next(line for line in table.splitlines() if line.startswith("  /photos/page-"))
        shown = sum(originals[:ON_A_PAGE])
        print(f"a page of {ON_A_PAGE} pictures: {shown / 1e6:.1f} MB as files; as made (name, number, phone, desk):{line[:60]}")
        print(f"faults found by Pillow: {judge(pictures)} in {len(pictures)}")
        build(binary, folder, "--relative", "--output", folder / "relative")
        print(f"layout shift in Chromium, scrolled to the end: {layout_shift(folder, 'photos/page-000'):.4f}")
        draw = random.Random(chosen.seed)
        moments = []
        for _ in range(chosen.kills):
            shutil.rmtree(folder / ".lectern/pictures", ignore_errors=True)
            moments.append(draw.uniform(0.2, 8))
            kill(binary, folder, moments[-1])
            # What is there is whole, or is not there.
            for path in (folder / ".lectern/pictures").glob("*.*"):
                Image.open(path).load()
        if chosen.kills:
            build(binary, folder)
            print(f"after {chosen.kills} kills (the middle one after {statistics.median(moments):.1f} s): "
                  f"{'the same bytes' if made(folder) == pictures else 'OTHER BYTES'}")
        broken = folder / "content/photos/photo-000.jpg"
        broken.write_bytes(broken.read_bytes()[:200_000])
        done = subprocess.run([binary, "build", folder], capture_output=True, text=True)
        print("a broken photograph:", done.returncode, done.stderr.splitlines()[0])


main()

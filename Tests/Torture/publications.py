"""Publications that are killed at any moment: the site at its place stays whole."""

import os
import re
import shutil
import signal
import subprocess
import time
from pathlib import Path

import lectern
import publication_places
import sites

RECORD = ".lectern-published.txt"
FOREIGN = {"precious.txt": b"somebody else's", ".htaccess": b"Deny from all", "pages/page-0/notes.txt": b"mine",
           "other-edition/index.html": b"<p>2010</p>"}
# Under this a program writes a file until it is whole; the next publication clears it away.
PASSING = re.compile(r"(^|/)\.[^/]+\.([A-Za-z0-9]{6}|lectern)$|\.[A-Za-z0-9]{8}\.partial$")


def command(site: Path, place: publication_places.Place, *more) -> list[str]:
    return [str(lectern.BINARY), "publish", str(site), "--to", place.address, "--base-url",
            "https://www.ecoprocura.eu/", *map(str, more)]


def environment(place: publication_places.Place) -> dict:
    return {"PATH": os.environ["PATH"], "LANG": "C.UTF-8", "HOME": "/nonexistent"} | place.environment


def publish(site: Path, place: publication_places.Place, *more) -> subprocess.CompletedProcess:
    return subprocess.run(command(site, place, *more), env=environment(place), stdin=subprocess.DEVNULL,
                          capture_output=True, text=True, errors="replace", timeout=lectern.PATIENCE)


def published(site: Path, place: publication_places.Place, *more) -> subprocess.CompletedProcess:
    result = publish(site, place, "--yes", *more)
    assert result.returncode == 0, result.stderr + result.stdout
    return result


def kill_after(seconds: float, arguments: list[str], place: publication_places.Place) -> bool:
    """Whether the command was still running then. Everything that it started is killed with it."""
    process = subprocess.Popen(arguments, env=environment(place), stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL,
                               stderr=subprocess.DEVNULL, start_new_session=True)
    try:
        process.wait(seconds)
        return False
    except subprocess.TimeoutExpired:
        os.killpg(process.pid, signal.SIGKILL)
        process.wait()
        return True


def edit(site: Path, chance) -> None:
    """Another style sheet, so that all pages change, and pages that come and go."""
    sites.write(site / "templates/assets/site.css", f"p {{ margin: {chance.randrange(10_000)}px }}")
    for _ in range(4):
        number = chance.randrange(12)
        page = site / f"content/pages/page-{number}.md"
        if page.exists() and chance.random() < 0.5:
            page.unlink()
        else:
            sites.write(page, sites.page(f"Page {chance.randrange(1000)}", "Words. " * chance.randrange(1, 9000)))
    sites.write(site / "content/pages/paper.pdf", b"%PDF-1.4 " + bytes(chance.randrange(1, 200_000)))


def assert_whole(found: dict[str, bytes], before: dict[str, bytes], after: dict[str, bytes], writes_in_place: bool) -> int:
    """No page without its style sheet, nothing foreign changed, no page lost or torn.

    Where the host writes files in their place, a page may be cut off: how many are is given back.
    """
    for path, text in FOREIGN.items():
        assert found.get(path) == text, f"{path} is not ours and was changed"
    torn = 0
    for path, text in found.items():
        if path in FOREIGN or path.startswith(RECORD) or PASSING.search(path):
            continue
        if text not in (before.get(path), after.get(path)):
            torn += 1
            assert writes_in_place, f"{path} is neither the old nor the new one"
        if path.endswith(".html"):
            for needed in re.findall(rb'(?:href|src)="/(assets/[^"]+)"', text):
                assert needed.decode() in found, f"{path} is there without {needed.decode()}"
                # What is cut off here was not yet named by any page.
                assert found[needed.decode()] in (before.get(needed.decode()), after.get(needed.decode())), \
                    f"{path} has half of {needed.decode()}"
    lost = [path for path in before.keys() & after.keys() if path not in found]
    assert not lost or writes_in_place, f"{lost} were lost"
    return torn + len(lost)


def attack(round, kind: str) -> None:
    # A judge's everyday run has no time of its own.
    kills = 10 if getattr(round.options, "seconds", 0) else 2
    site = sites.small_site(round.folder / "site", round.chance)
    edit(site, round.chance)
    writes_in_place = kind in ("SFTP", "WebDAV")
    with publication_places.PLACES[kind](round.folder / "host") as place:
        published(site, place)
        for path, text in FOREIGN.items():
            sites.write(place.folder / path, text)
        before = lectern.state(place.folder)
        kept = round.folder / "kept"
        shutil.copytree(place.folder, kept)
        edit(site, round.chance)
        start = time.monotonic()
        published(site, place)
        seconds = time.monotonic() - start
        after = lectern.state(place.folder)
        for path, text in FOREIGN.items():
            assert after.get(path) == text, f"{path} is not ours and was changed"
        def killed(longest: float) -> bool:
            was_killed = kill_after(round.chance.uniform(0, longest), command(site, place, "--yes"), place)
            round.counts["sudden ends"] += was_killed
            round.counts["pages cut off or missing"] += assert_whole(
                lectern.state(place.folder), before, after, writes_in_place)
            return was_killed

        for _ in range(kills):
            longest = seconds
            restore(place.folder, kept, before)
            while not killed(longest):  # It was over before: what was measured may have been slower than this.
                longest /= 2
                restore(place.folder, kept, before)
            if round.chance.random() < 0.5:  # Now and then the next one is killed, too.
                killed(seconds)
            published(site, place)
            difference = sites.differences(without_record(lectern.state(place.folder)), without_record(after))
            assert not difference, f"after the next publication: {difference}"
            assert "nothing to do" in published(site, place).stdout


def restore(folder: Path, kept: Path, state: dict[str, bytes]) -> None:
    """The folder itself stays: a server holds it."""
    for path in folder.iterdir():
        shutil.rmtree(path) if path.is_dir() else path.unlink()
    shutil.copytree(kept, folder, dirs_exist_ok=True)
    assert lectern.state(folder) == state


def without_record(files: dict[str, bytes]) -> dict[str, bytes]:
    return {path: text for path, text in files.items() if not path.startswith(RECORD)}


def campaign(kind: str):
    return lambda round: attack(round, kind)

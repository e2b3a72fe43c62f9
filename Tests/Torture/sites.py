"""Sites for campaigns, edits of them, and what has to hold of their output folders."""

import random
import shutil
from pathlib import Path

import lectern

PICTURE = bytes.fromhex("47494638396101000100800000000000ffffff21f90401000000002c00000000010001000002024401003b")


def write(path: Path, text: str | bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(text if isinstance(text, bytes) else text.encode())


def page(title: str, body: str = "Text.", extra: str = "") -> str:
    return f"---\ntitle: {title}\n{extra}---\n{body}\n"


def small_site(folder: Path, chance: random.Random) -> Path:
    """The site that `lectern init` makes, with more pages and files."""
    made = lectern.run("init", folder, "--bare")
    assert made.returncode == 0, made.stderr
    for number in range(chance.randrange(1, 6)):
        write(folder / f"content/pages/page-{number}.md", page(f"Page {number}", "Words. " * chance.randrange(1, 300)))
    write(folder / "content/pages/dot.gif", PICTURE)
    write(folder / "content/pages/paper.pdf", b"%PDF-1.4 " + bytes(chance.randrange(1, 2000)))
    return folder


def edit(site: Path, chance: random.Random) -> None:
    """Changes a site as an editor does: it is still one without mistakes."""
    pages = site / "content/pages"
    for _ in range(chance.randrange(1, 5)):
        number = chance.randrange(6)
        what = chance.randrange(7)
        file, folder = pages / f"page-{number}.md", pages / f"page-{number}"
        if what == 0 and file.exists():
            file.unlink()
        elif what == 1 and file.exists() and not folder.exists():  # A page becomes a file where its folder was.
            file.unlink()
            write(folder, "plain")
        elif what == 2 and folder.is_file():
            folder.unlink()
            write(file, page("A page again"))
        elif what == 3:
            write(pages / f"file-{number}.txt", str(chance.random()))
        elif what == 4 and (pages / f"file-{number}.txt").exists():
            (pages / f"file-{number}.txt").unlink()
        elif what == 5:
            write(site / "templates/assets/extra.css", f"p {{ margin: {number}px }}")
        elif not folder.exists():
            write(file, page(f"Page {chance.randrange(1000)}", "Other words. " * chance.randrange(1, 400)))


def copy(site: Path, folder: Path) -> Path:
    """The site with all that was built and recorded, links as links."""
    shutil.copytree(site, folder, symlinks=True)
    return folder


def output_of_a_fresh_build(site: Path, folder: Path, *arguments: str) -> dict[str, bytes]:
    fresh = lectern.copy(site, folder)
    built = lectern.run("build", fresh, "--quiet", *arguments)
    assert built.returncode == 0, built.stderr
    return lectern.state(fresh / "output")


def differences(found: dict[str, bytes], expected: dict[str, bytes]) -> str:
    """A sentence about two folders; empty if they are the same."""
    missing, more = sorted(expected.keys() - found.keys()), sorted(found.keys() - expected.keys())
    others = sorted(path for path in found.keys() & expected.keys() if found[path] != expected[path])
    parts = [f"{name}: {paths[:5]}" for name, paths in (("missing", missing), ("too many", more), ("different", others)) if paths]
    return "; ".join(parts)


def assert_plain(message: str) -> None:
    for machinery in ("Fatal error", "crashed", ".swift:", "Optional(", "Errno(", "Stack dump", "unexpectedly"):
        assert machinery not in message, f"'{machinery}' in {message[-1500:]}"

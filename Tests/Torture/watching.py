"""Edits of every sort beside a running preview and beside builds: both say in the end what the files say."""

import os
import time
from pathlib import Path
from urllib.parse import quote

import lectern
import preview
import sites


def attack(round) -> None:
    chance = round.chance
    site = sites.small_site(round.folder / "site", chance)
    with preview.Preview(site) as server:
        for _ in range(4):
            for _ in range(chance.randrange(1, 12)):
                disturb(site, chance)
                round.counts["edits"] += 1
            mend(site)
            result = lectern.run("build", site, "--quiet", "--drafts", "--at", preview.NOW)
            assert result.returncode == 0, result.stderr
            expected = sites.output_of_a_fresh_build(site, round.folder / "fresh", "--drafts", "--at", preview.NOW)
            sites.shutil.rmtree(round.folder / "fresh")
            difference = sites.differences(lectern.state(site / "output"), expected)
            assert not difference, f"a build after builds: {difference}"
            compare(server, expected, round)
            round.counts["comparisons"] += len(expected)


def disturb(site: Path, chance) -> None:
    """An edit as editors and their programs make them, right or wrong."""
    pages = site / "content/pages"
    what = chance.randrange(9)
    file = pages / f"page-{chance.randrange(6)}.md"
    if what == 0 and file.exists():  # Half a file, as it is seen while it is written.
        file.write_bytes(file.read_bytes()[: chance.randrange(40)])
    elif what == 1 and file.exists():  # Saved by renaming.
        new = pages / ".new"
        sites.write(new, sites.page(f"Renamed {chance.random()}"))
        os.replace(new, file)
    elif what == 2 and pages.exists():
        os.rename(pages, site / "content/elsewhere")
        os.rename(site / "content/elsewhere", pages)
    elif what == 3:
        sites.write(pages / ".swap.swp", "x")
    elif what == 4:
        (site / "site.yaml").write_text((site / "site.yaml").read_text() + "\n")
    elif what == 5:  # The settings are gone for a moment.
        os.rename(site / "site.yaml", site / "site.away")
        os.rename(site / "site.away", site / "site.yaml")
    elif what == 6:
        sites.write(site / "templates/assets/site.css", f"p {{ margin: {chance.randrange(90)}px }}")
    else:
        sites.edit(site, chance)


def mend(site: Path) -> None:
    for file in (site / "content/pages").glob("*.md"):
        text = file.read_text()
        if not text.startswith("---\ntitle: ") or text.count("---\n") < 2:
            file.write_text(sites.page(f"Mended {file.stem}"))


def compare(server: preview.Preview, expected: dict[str, bytes], round) -> None:
    """The preview has the same outputs, as soon as it has seen the last edit."""
    end = time.monotonic() + preview.PATIENCE
    wrong = list(expected)
    while wrong:
        wrong = [path for path in wrong if server.output_file(quote_all(path)) != (200, expected[path])]
        if wrong and time.monotonic() > end:
            status, body = server.output_file(quote_all(wrong[0]))
            raise AssertionError(f"the preview differs in {wrong[:5]}: {status} {body[:300]!r}")


def quote_all(path: str) -> str:
    return path if path.isascii() else quote(path)

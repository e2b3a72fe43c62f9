"""An output folder in which others work, too: what isn't ours stays, byte for byte, whatever the site does."""

import os
from pathlib import Path

import lectern
import sites

NAMES = ["a", "b", "c", "index.html", "pages", "page-0", "page-1", "notes.txt", ".htaccess", ".well-known", "404.html", "assets"]


class World:
    """The site, its output folder, and which files in there somebody else made."""

    def __init__(self, round):
        self.round, self.chance = round, round.chance
        self.site = sites.small_site(round.folder / "site", round.chance)
        self.output = self.site / "output"
        self.archive = round.folder / "archive"
        self.foreign: dict[Path, bytes] = {}
        sites.write(self.archive / "index.html", "the archive")
        sites.write(self.archive / "page-0/index.html", "an old page")
        self.archived = lectern.state(self.archive)
        self.links: dict[Path, str] = {}

    def somebody_works(self) -> None:
        """Others add files of their own, or replace something of ours by a link or a file of theirs."""
        folder = self.output.joinpath(*self.chance.choices(NAMES, k=self.chance.randrange(1, 4)))
        what = self.chance.randrange(4)
        try:
            if what == 0 and folder.is_dir() and not folder.is_symlink() and not self.is_foreign_below(folder):
                sites.shutil.rmtree(folder)
                folder.symlink_to(self.archive)
                self.links[folder] = str(self.archive)
            elif not folder.exists() and not folder.is_symlink() and not self.is_within_link(folder):
                sites.write(folder, text := f"theirs {self.chance.random()}".encode())
                self.foreign[folder] = text
        except OSError:
            pass  # There is a file where they wanted a folder.

    def is_foreign_below(self, folder: Path) -> bool:
        return any(path.is_relative_to(folder) for path in [*self.foreign, *self.links])

    def is_within_link(self, path: Path) -> bool:
        return any(path.is_relative_to(link) for link in self.links)

    def build(self) -> None:
        before = lectern.state(self.output)
        result = lectern.run("build", self.site)
        sites.assert_plain(result.stderr)
        for path, text in self.foreign.items():
            assert path.is_file() and path.read_bytes() == text, f"{path.relative_to(self.site)} is not ours and was changed"
        for link, target in self.links.items():
            assert link.is_symlink() and os.readlink(link) == target, f"the link {link.relative_to(self.site)} is not ours"
        assert lectern.state(self.archive) == self.archived, "a build wrote or removed through a link"
        if result.returncode == 0:
            self.round.counts["builds"] += 1
        else:
            assert result.returncode == 2, result.stderr
            assert lectern.state(self.output) == before, f"refused, and changed something: {result.stderr}"
            self.round.counts["refusals"] += 1
            self.make_way(result.stderr)

    def make_way(self, message: str) -> None:
        """Does what the message asks for: moves away what it names."""
        named = [path for path in [*self.foreign, *self.links] if str(path) in message]
        assert named, f"names nothing that is in the way: {message}"
        for path in named:
            path.unlink()
            self.foreign.pop(path, None)
            self.links.pop(path, None)


def attack(round) -> None:
    world = World(round)
    for _ in range(8):
        world.build()
        for _ in range(round.chance.randrange(4)):
            world.somebody_works()
        sites.edit(world.site, round.chance)
    for _ in range(12):  # Each refusal names at least one thing that is in the way.
        world.build()
    fresh = sites.output_of_a_fresh_build(world.site, round.folder / "fresh")
    ours = {path: text for path, text in lectern.state(world.output).items()
            if world.output / path not in world.foreign and not world.is_within_link(world.output / path)}
    difference = sites.differences(ours, {path: text for path, text in fresh.items() if path in ours or not world.foreign})
    assert not difference, f"not what a fresh build makes: {difference}"

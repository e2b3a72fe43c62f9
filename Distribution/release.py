"""What is released: a program, with the files that go into every package beside it."""

import gzip
import io
import json
import re
import subprocess
import tarfile
from dataclasses import dataclass, field
from pathlib import Path

HERE = Path(__file__).resolve().parent
SUMMARY = "builds websites for conferences and campaigns from Markdown"
DESCRIPTION = """\
Editors write Markdown, keep speakers in a spreadsheet, and run one command; what comes out is a folder of plain files for
any web host. The programme is checked: an unknown speaker, two sessions in one room or a time that does not exist is an
error with file, line and what to do. A build with errors leaves the published folder as it was."""
SHELLS = {"bash": "lectern.bash", "zsh": "_lectern", "fish": "lectern.fish"}


@dataclass(frozen=True)
class Release:
    """A program and what is said of it. The same release gives the same bytes of packages, wherever they are made."""

    program: Path
    source: Path
    """The source it was built from, as the revision has it."""
    revision: str
    """The commit, in full."""
    seconds: int
    """When it was committed, in seconds since 1970. Every file of a package has this time."""
    bill: bytes
    """What is linked in: a bill of materials (CycloneDX, JSON)."""
    notices: bytes
    """The licences of what is linked in."""
    level: int = 9
    """How hard packages are compressed, from 0 to 9."""
    version: str = field(init=False)
    documents: dict[str, bytes] = field(init=False)
    """What stands beside the program, by path: manual page, completions, licences, files for CI."""

    def __post_init__(self):
        object.__setattr__(self, "version", self.run("--version").split()[0])
        object.__setattr__(self, "documents", self._documents())

    def run(self, *arguments: str) -> str:
        return subprocess.run([self.program, *arguments], capture_output=True, text=True, check=True).stdout

    def _documents(self) -> dict[str, bytes]:
        from manual import manual
        files = {
            "lectern.1": manual(json.loads(self.run("--experimental-dump-help"))["command"], self.version, self.seconds).encode(),
            "LICENSE": (self.source / "LICENSE").read_bytes(),
            "NOTICE": (self.source / "NOTICE").read_bytes(),
            "THIRD-PARTY.txt": self.notices,
            "lectern.cdx.json": self.bill,
        }
        for shell, name in SHELLS.items():
            script = self.run("--generate-completion-script", shell)
            # It is read by a shell that runs already.
            files[f"completions/{name}"] = script.removeprefix("#!/bin/bash\n").lstrip("\n").encode()
        for file in sorted((self.source / "docs/ci").iterdir()):
            files[f"ci/{file.name}"] = file.read_bytes()
        return files


def packed(files: dict[str, tuple[bytes, int]], seconds: int, prefix: str = "") -> bytes:
    """A tar archive (POSIX ustar) of files with their modes, in the order of their names, owned by root, of one time. Each folder
    comes before what is in it."""
    folders = {parent.as_posix() for path in files for parent in Path(path).parents if parent != Path(".")}
    target = io.BytesIO()
    with tarfile.open(fileobj=target, mode="w", format=tarfile.USTAR_FORMAT) as archive:
        for path in sorted(folders | files.keys()):
            entry = tarfile.TarInfo(prefix + path)
            entry.mtime = seconds
            entry.uname = entry.gname = "root"
            if path in folders:
                entry.type, entry.mode = tarfile.DIRTYPE, 0o755
                archive.addfile(entry)
            else:
                data, entry.mode = files[path]
                entry.size = len(data)
                archive.addfile(entry, io.BytesIO(data))
    return target.getvalue()


def gzipped(data: bytes, level: int = 9) -> bytes:
    """Without a time or a name in it."""
    return gzip.compress(data, compresslevel=level, mtime=0)


def release_notes(changelog: str, version: str) -> str:
    """The part of the changelog about a version, or what is not released yet."""
    parts = {re.split(r"[\s—–-]", title, maxsplit=1)[0].strip("[]"): text for title, text in
             re.findall(r"^## (.+?)\n(.*?)(?=^## |\Z)", changelog, re.MULTILINE | re.DOTALL)}
    text = parts.get(version) or parts.get("Unreleased")
    if not text:
        raise SystemExit(f"CHANGELOG.md has no part for {version}, and none for what is not released yet")
    return f"# Lectern {version}\n\n{text.strip()}\n"

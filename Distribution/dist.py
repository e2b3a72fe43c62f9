"""Makes all that is released, from a commit: `make dist`.

    python3 Distribution/dist.py OUTPUT [--revision HEAD] [--work FOLDER]

The same commit gives the same bytes, whatever the folder, if Swift, Debian's libraries and Python are of the same version.
"""

import argparse
import hashlib
import subprocess
from pathlib import Path

import archive
import bill
import debian
import icu_data
import image
import program
import wheel
from release import Release, release_notes

HERE = Path(__file__).resolve().parent
PROJECT = HERE.parent


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("output", type=Path)
    parser.add_argument("--revision", default="HEAD")
    parser.add_argument("--work", type=Path, help="the folder to build in (OUTPUT/work)")
    arguments = parser.parse_args()
    output = arguments.output.resolve()
    work = (arguments.work or output / "work").resolve()
    if arguments.revision == "HEAD" and git("status", "--porcelain"):
        print("Some files are not committed: what is released is the last commit, without them.")
    release = made(git("rev-parse", arguments.revision), work)
    for file in write_packages(release, output):
        print(f"{file.stat().st_size:>12,}  {file}")


def git(*arguments: str) -> str:
    return subprocess.run(["git", "-C", PROJECT, *arguments], capture_output=True, text=True, check=True).stdout.strip()


def made(revision: str, work: Path) -> Release:
    """Builds a commit and finds out what is linked in."""
    source = work / "source"
    program.export(revision, PROJECT, source)
    built = program.build(source, work)
    toolchain = icu_data.toolchain_archive().parents[2]
    own = {folder.name for folder in (source / "Sources").iterdir()}
    linked = bill.linked_files((work / "lectern.map").read_text())
    components = {owner.name: owner for owner in bill.owners(set(linked), own).values()}
    ordered = [component for component in bill.COMPONENTS if component.name in components or not component.linked]
    versions = bill.versions(source, toolchain)
    version = subprocess.run([built, "--version"], capture_output=True, text=True, check=True).stdout.split()[0]
    return Release(
        program=built, source=source, revision=revision, seconds=int(git("log", "-1", "--format=%ct", revision)),
        bill=bill.bill_of_materials(ordered, versions, version, revision),
        notices=bill.notices(ordered, versions, work / "build/checkouts", toolchain))


def write_packages(release: Release, output: Path) -> list[Path]:
    """Writes the packages, the bill of materials, the release notes and the checksums of all of them."""
    made = [make(release) for make in (archive.archive, debian.package, wheel.wheel, image.image)]
    made.append((f"lectern-{release.version}.cdx.json", release.bill))
    notes = release_notes((release.source / "CHANGELOG.md").read_text(), release.version)
    made.append((f"lectern-{release.version}-notes.md", notes.encode()))
    made.append(("SHA256SUMS", "".join(f"{hashlib.sha256(data).hexdigest()}  {name}\n" for name, data in sorted(made)).encode()))
    output.mkdir(parents=True, exist_ok=True)
    for name, data in made:
        (output / name).write_bytes(data)
    return [output / name for name, _ in made]


if __name__ == "__main__":
    main()

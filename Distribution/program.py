"""Builds the program that is released: from what git has of a revision, in a folder of its own, linked with all it needs."""

import os
import shutil
import subprocess
from pathlib import Path

import icu_data

HERE = Path(__file__).resolve().parent


def export(revision: str, project: Path, folder: Path) -> None:
    """The source as `git archive` gives it, which writes the commit into Sources/SiteCLI/revision.txt."""
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    archive = subprocess.Popen(["git", "-C", project, "archive", revision], stdout=subprocess.PIPE)
    subprocess.run(["tar", "-x", "-C", folder], stdin=archive.stdout, check=True)
    if archive.wait():
        raise SystemExit(f"git has no archive of {revision}")


def compile_standalone(source: Path, folder: Path) -> None:
    """What is linked in besides: ICU's data as it was cut, and a rule for glibc."""
    data, target = folder / "icu.dat", folder / "standalone.o"
    icu_data.cut(data)
    subprocess.run(["clang", "-O2", "-c", f'-DICU_DATA="{data}"', source / "Distribution/standalone.c", "-o", target], check=True)
    return target


def build(source: Path, folder: Path) -> Path:
    """The program. Its linker map is beside it (lectern.map)."""
    folder.mkdir(parents=True, exist_ok=True)
    compile_standalone(source, folder)
    environment = os.environ | {"LECTERN_STANDALONE": str(folder)}
    environment.pop("CI", None)
    scratch = folder / "build"
    # Paths of this machine have no place in a program that is the same wherever it is built.
    paths = [argument for path in (scratch, source) for argument in ("-Xcc", f"-ffile-prefix-map={path}=.")]
    # A path to look for libraries in would end a program that has none before it begins.
    command = ["swift", "build", "-c", "release", "--static-swift-stdlib", "--product", "lectern", "--disable-local-rpath"]
    subprocess.run([*command, "--scratch-path", scratch, *paths], cwd=source, env=environment, check=True)
    built = scratch / "release/lectern"
    subprocess.run(["objcopy", "--remove-section=.comment", built], check=True)
    return built

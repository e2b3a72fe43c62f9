"""Cuts ICU's data to what Lectern asks of it.

    python3 Distribution/icu_data.py OUTPUT [--list]

Swift's toolchain has ICU as an archive (lib_FoundationICU.a) with 34 MB of data. Lectern asks for names of months and days,
numbers, lists, plural forms, the order of titles and zones, in every language of the CLDR: no language is cut, only kinds of
data. The output is ICU's own format (a common data package, see udata.h and ucmndata.h in ICU), to be linked as `icudt76_dat`
before the archive, whose own data is then left out.
"""

import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from struct import pack, unpack_from

# What the folders and files of ICU's data are for. Every one is named, so that a newer ICU's new kind is not cut or kept by
# accident. Files at the top are the languages' own (sv.res), and those below.
CUT_FOLDERS = {
    "brkitr": "where words and lines may be broken", "curr": "names of currencies", "lang": "names of languages",
    "rbnf": "numbers in words", "region": "names of countries", "translit": "one script in another", "unit": "units of measurement",
    "zone": "names of zones",
}
# ICU opens no format of numbers or dates without what all currencies share, and Hawaiian writes months in Roman numerals.
KEPT_FILES = {"curr/pool.res", "curr/res_index.res", "curr/root.res", "curr/supplementalData.res",
              "rbnf/pool.res", "rbnf/res_index.res", "rbnf/root.res"}
KEPT_FOLDERS = {"coll": "the order of titles"}
CUT_FILES = {
    "unames.icu": "names of characters", "cnvalias.icu": "names of encodings", "confusables.cfu": "characters that look alike",
    "uemoji.icu": "sequences of emoji",
}
CUT_SUFFIXES = {".cnv": "encodings", ".spp": "profiles for names on the Internet", ".cfu": "characters that look alike"}
KEPT_SUFFIXES = {".res": "languages, zones, plural forms", ".nrm": "normal forms, which sorting needs", ".icu": "properties"}


@dataclass(frozen=True)
class Item:
    """A file in the package: its name below the package's own, and its bytes."""

    name: str
    data: bytes


def is_kept(name: str) -> bool:
    folder, _, file = name.rpartition("/")
    if folder:
        if folder not in CUT_FOLDERS and folder not in KEPT_FOLDERS:
            raise SystemExit(f"icu_data.py does not know what ICU's folder {folder} is for: say whether it is cut")
        return folder in KEPT_FOLDERS or name in KEPT_FILES
    suffix = Path(file).suffix
    if suffix not in CUT_SUFFIXES and suffix not in KEPT_SUFFIXES:
        raise SystemExit(f"icu_data.py does not know what ICU's file {file} is for: say whether it is cut")
    return suffix in KEPT_SUFFIXES and file not in CUT_FILES


def data_in(archive: Path, member: str = "icu_packaged_data.cpp.o") -> bytes:
    """The data in the toolchain's archive: the largest section of a member that is an ELF object of 64 bits."""
    elf = subprocess.run(["ar", "p", archive, member], capture_output=True, check=True).stdout
    start, = unpack_from("<Q", elf, 0x28)
    count, = unpack_from("<H", elf, 0x3C)
    sections = [unpack_from("<IIQQQQ", elf, start + 64 * index) for index in range(count)]
    _, _, _, _, offset, size = max((section for section in sections if section[1] == 1), key=lambda section: section[5])
    return elf[offset:offset + size]


def items(package: bytes) -> tuple[bytes, str, list[Item]]:
    """A package's header, its own name, and its files in their order, which is that of their names."""
    header, = unpack_from("<H", package)
    count, = unpack_from("<I", package, header)
    places = [unpack_from("<II", package, header + 4 + 8 * index) for index in range(count)]
    ends = [start for _, start in places[1:]] + [len(package) - header]
    found, own_name = [], ""
    for (name_at, start), end in zip(places, ends):
        name = package[header + name_at:package.index(0, header + name_at)].decode()
        own_name, _, name = name.partition("/")
        found.append(Item(name, package[header + start:header + end]))
    return package[:header], own_name, found


def packed(header: bytes, own_name: str, files: list[Item]) -> bytes:
    names = [f"{own_name}/{file.name}".encode() + b"\0" for file in files]
    table = 4 + 8 * len(files)
    start = aligned(table + sum(map(len, names)))
    index, body, name_at = pack("<I", len(files)), bytearray(), table
    for name, file in zip(names, files):
        index += pack("<II", name_at, start + len(body))
        name_at += len(name)
        body += file.data.ljust(aligned(len(file.data)), b"\0")
    return header + (index + b"".join(names)).ljust(start, b"\0") + bytes(body)


def aligned(size: int) -> int:
    return (size + 15) // 16 * 16


def toolchain_archive() -> Path:
    swift = subprocess.run(["swift", "-print-target-info"], capture_output=True, text=True, check=True).stdout
    import json
    return Path(json.loads(swift)["paths"]["runtimeResourcePath"]).parent / "swift_static/linux/lib_FoundationICU.a"


def kind(name: str) -> str:
    return name.rpartition("/")[0] or Path(name).suffix


def cut(output: Path) -> list[tuple[str, int, int]]:
    """Writes the cut package. What each kind of data has in bytes, before and after."""
    header, own_name, all_files = items(data_in(toolchain_archive()))
    kept = [file for file in all_files if is_kept(file.name)]
    output.write_bytes(packed(header, own_name, kept))
    sizes = {kind(file.name): [0, 0] for file in all_files}
    for file in all_files:
        sizes[kind(file.name)][0] += len(file.data)
    for file in kept:
        sizes[kind(file.name)][1] += len(file.data)
    return sorted(((name, *size) for name, size in sizes.items()), key=lambda row: -row[1])


if __name__ == "__main__":
    for name, before, after in cut(Path(sys.argv[1])):
        print(f"{name:10} {before:>12,} {after:>12,}")

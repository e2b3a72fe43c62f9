"""What is linked into the program: read from the linker's map, held against the table below.

A file of the map that no component claims stops `make dist`, so that nothing is released whose licence nobody looked at.
"""

import json
import re
import subprocess
import uuid
from collections import Counter
from dataclasses import dataclass
from pathlib import Path

HERE = Path(__file__).resolve().parent


@dataclass(frozen=True)
class Component:
    """What others wrote, with the names of its archives, or of its modules for what SwiftPM compiles."""

    name: str
    licence: str
    """An SPDX expression."""
    linked: str
    """A regular expression for names of archives, objects and modules; empty for files that a module of ours has in it."""
    home: str
    package: str = ""
    """The Debian package that has the archive, or the identity of the Swift package; empty for the toolchain's parts."""
    version: str = ""
    texts: tuple[str, ...] = ()
    """Files with its licence, beside those of its package."""

    def is_debians(self) -> bool:
        return self.package.endswith("-dev") or self.package.startswith("lib")


FONTS = "../Sources/ConferenceDesign/Design/cards/fonts"

COMPONENTS = [
    Component("swift-argument-parser", "Apache-2.0 WITH Swift-exception", r"ArgumentParser(ToolInfo)?",
              "https://github.com/apple/swift-argument-parser", "swift-argument-parser"),
    Component("swift-nio", "Apache-2.0 AND MIT", r"_?C?NIO\w*", "https://github.com/apple/swift-nio", "swift-nio"),
    Component("swift-atomics", "Apache-2.0 WITH Swift-exception", r"Atomics|_AtomicsShims", "https://github.com/apple/swift-atomics",
              "swift-atomics"),
    Component("swift-collections", "Apache-2.0 WITH Swift-exception", r"DequeModule|InternalCollectionsUtilities|ContainersPreview",
              "https://github.com/apple/swift-collections", "swift-collections"),
    Component("swift-system", "Apache-2.0 WITH Swift-exception", r"SystemPackage|CSystem", "https://github.com/apple/swift-system",
              "swift-system"),
    Component("swift", "Apache-2.0 WITH Swift-exception", r"libswift\w*|libdispatch|libBlocksRuntime|swiftrt",
              "https://github.com/swiftlang/swift", version="swift"),
    Component("swift-foundation", "Apache-2.0 WITH Swift-exception", r"lib_?Foundation(Essentials|CShims|Collections)?",
              "https://github.com/swiftlang/swift-foundation", version="swift"),
    Component("icu", "Unicode-3.0", r"lib_FoundationICU|standalone", "https://icu.unicode.org/", version="icu", texts=("licences/ICU.txt",)),
    Component("cmark-gfm", "BSD-2-Clause AND MIT", r"libcmark-gfm(-extensions)?", "https://github.com/github/cmark-gfm",
              "libcmark-gfm-dev"),
    Component("libyaml", "MIT", r"libyaml", "https://github.com/yaml/libyaml", "libyaml-dev"),
    Component("snowball", "BSD-3-Clause", r"libstemmer", "https://github.com/snowballstem/snowball", "libstemmer-dev"),
    Component("zlib", "Zlib", r"libz", "https://zlib.net/", "zlib1g-dev"),
    Component("glibc", "LGPL-2.1-or-later", r"libc|libm(-[\d.]+)?|libmvec|libpthread|libdl|libc_nonshared|r?crt[1in]",
              "https://sourceware.org/glibc/", "libc6-dev", texts=("/usr/share/common-licenses/LGPL-2.1",)),
    Component("gcc-runtime", "GPL-3.0-or-later WITH GCC-exception-3.1", r"libstdc\+\+|libgcc(_eh)?|crt(begin|end)[ST]?",
              "https://gcc.gnu.org/", "libstdc++-12-dev", texts=("/usr/share/common-licenses/GPL-3",)),
    Component("noto-sans", "OFL-1.1", "", "https://notofonts.github.io/", version="noto", texts=(FONTS + "/OFL.txt",)),
]


def linked_files(map_text: str) -> dict[str, Counter]:
    """What each archive, module or object gives to the program, in bytes by section, from the map that LLVM's linker writes."""
    found: dict[str, Counter] = {}
    section = ""
    for line in map_text.splitlines():
        match = re.match(r"\s*[0-9a-f]+\s+[0-9a-f]+\s+([0-9a-f]+)\s+\d+ (\s*)(\S.*)$", line)
        if not match:
            continue
        size, indent, text = int(match[1], 16), len(match[2]), match[3]
        if indent == 0:
            section = text
        elif indent == 8 and not text.startswith("<internal>") and size and section not in (".bss", ".tbss"):
            file = text.rsplit(":(", 1)[0]
            module = re.search(r"/(\w+)\.build/[^:]*$", file)
            name = module[1] if module else re.sub(r"\.(a|o)(\(.*)?$", "", file.rsplit("/", 1)[-1].split("(")[0])
            found.setdefault(name, Counter())[section] += size
    return found


def owners(names: set[str], own_modules: set[str]) -> dict[str, Component]:
    """The component of each linked file that is not ours."""
    result, unknown = {}, []
    for name in sorted(names - own_modules):
        component = next((component for component in COMPONENTS if re.fullmatch(component.linked, name)), None)
        if component:
            result[name] = component
        else:
            unknown.append(name)
    if unknown:
        raise SystemExit(f"bill.py does not know whose these are: {', '.join(unknown)}. Add them to COMPONENTS, with their licence.")
    return result


def versions(source: Path, toolchain: Path) -> dict[str, str]:
    """The version of each component by name."""
    pins = {pin["identity"]: pin["state"]["version"] for pin in json.loads((source / "Package.resolved").read_text())["pins"]}
    swift = subprocess.run(["swift", "--version"], capture_output=True, text=True, check=True).stdout
    header = (toolchain / "swift_static/_foundation_unicode/uvernum.h").read_text()
    known = {"swift": re.search(r"Swift version ([\d.]+)", swift)[1], "icu": re.search(r'U_ICU_VERSION "([\d.]+)"', header)[1],
             "noto": re.search(r"Noto Sans ([\d.]+):", (HERE / FONTS / "OFL.txt").read_text())[1]}
    return {component.name: known.get(component.version) or pins.get(component.package) or debian_version(component.package)
            for component in COMPONENTS}


def debian_version(package: str) -> str:
    return subprocess.run(["dpkg-query", "-W", "-f", "${Version}", package], capture_output=True, text=True, check=True).stdout


def purl(component: Component, version: str) -> str:
    """A package URL (ECMA-427)."""
    if component.is_debians():
        return f"pkg:deb/debian/{component.package.replace('+', '%2B')}@{version.replace('+', '%2B').replace(':', '%3A')}?arch=amd64"
    if component.package:
        return f"pkg:swift/{component.home.removeprefix('https://')}@{version}"
    return f"pkg:generic/{component.name}@{version}"


def bill_of_materials(linked: list[Component], versions: dict[str, str], version: str, revision: str) -> bytes:
    """CycloneDX 1.6 in JSON. Without a time, and its serial number is made from the revision, so that it is reproducible."""
    def entry(component: Component) -> dict:
        number = versions[component.name]
        return {"type": "library", "bom-ref": component.name, "name": component.name, "version": number,
                "licenses": [{"expression": component.licence}], "purl": purl(component, number),
                "externalReferences": [{"type": "website", "url": component.home}]}

    value = {
        "$schema": "http://cyclonedx.org/schema/bom-1.6.schema.json", "bomFormat": "CycloneDX", "specVersion": "1.6", "version": 1,
        "serialNumber": f"urn:uuid:{uuid.uuid5(uuid.NAMESPACE_URL, f'lectern {version} {revision}')}",
        "metadata": {"component": {"type": "application", "bom-ref": "lectern", "name": "lectern", "version": version,
                                   "licenses": [{"expression": "Apache-2.0"}],
                                   "properties": [{"name": "lectern:revision", "value": revision}]}},
        "components": [entry(component) for component in linked],
        "dependencies": [{"ref": "lectern", "dependsOn": [component.name for component in linked]}],
    }
    return (json.dumps(value, indent=2) + "\n").encode()


def notices(linked: list[Component], versions: dict[str, str], checkouts: Path, toolchain: Path) -> bytes:
    """The licences of what is linked in, in full, as they ask to be passed on."""
    rule = "=" * 100
    parts = ["Lectern is one program in which the works below are linked. Lectern itself: see LICENSE and NOTICE.\n\n"
             "The GNU C Library is under the GNU Lesser General Public License. You may link Lectern with another version of it: its\n"
             "source has all that is needed, and `make dist` is the command that links it.\n"]
    for component in linked:
        parts.append(f"{rule}\n{component.name} {versions[component.name]}\n{component.home}\nLicence: {component.licence}\n{rule}\n")
        files = []
        if component.is_debians():
            files.append(Path("/usr/share/doc") / component.package / "copyright")
        elif component.package:
            folder = next(folder for folder in checkouts.iterdir() if folder.name.lower() == component.package.lower())
            files += [file for name in ("LICENSE.txt", "LICENSE", "NOTICE.txt") if (file := folder / name).exists()]
        elif component.version == "swift":
            files.append(toolchain.parent / "share/swift/LICENSE.txt")
        files += [HERE / text for text in component.texts]
        parts += [file.read_text().strip() + "\n" for file in files]
    return "\n".join(parts).encode()

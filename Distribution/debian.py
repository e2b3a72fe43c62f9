"""The package for Debian and Ubuntu. It depends on nothing.

What lintian says of a program that has its libraries in it is overridden, each with its reason: programs in Debian itself are
linked with Debian's, and this one is made to run on every version of it.
"""

import hashlib
import io
import lzma
import textwrap
import time

from release import DESCRIPTION, SUMMARY, Release, gzipped, packed

MAINTAINER = "The Lectern authors <maintainers@lectern.invalid>"
OVERRIDES = """\
# The versions of libraries in it are those of its bill of materials, /usr/share/doc/lectern/lectern.cdx.json.
lectern: embedded-library *
# It can be loaded at any address and has no libraries to load, which looks like a library of that kind.
lectern: shared-library-lacks-prerequisites [usr/bin/lectern]
# Words of other languages, and parts of words in tables.
lectern: spelling-error-in-binary *
"""
COPYRIGHT = """\
Format: https://www.debian.org/doc/packaging-manuals/copyright-format/1.0/
Upstream-Name: Lectern
Comment: What is linked into the program is listed in lectern.cdx.json, with licences in THIRD-PARTY.txt.gz beside this file.

Files: *
Copyright: 2026 The Lectern authors
License: Apache-2.0

License: Apache-2.0
 On Debian systems the full text is in /usr/share/common-licenses/Apache-2.0.
"""


def package(release: Release) -> tuple[str, bytes]:
    documents = release.documents
    files = {
        "usr/bin/lectern": (release.program.read_bytes(), 0o755),
        "usr/share/man/man1/lectern.1.gz": (gzipped(documents["lectern.1"]), 0o644),
        "usr/share/bash-completion/completions/lectern": (documents["completions/lectern.bash"], 0o644),
        "usr/share/zsh/vendor-completions/_lectern": (documents["completions/_lectern"], 0o644),
        "usr/share/fish/vendor_completions.d/lectern.fish": (documents["completions/lectern.fish"], 0o644),
        "usr/share/doc/lectern/copyright": (COPYRIGHT.encode(), 0o644),
        "usr/share/doc/lectern/NOTICE": (documents["NOTICE"], 0o644),
        "usr/share/doc/lectern/THIRD-PARTY.txt.gz": (gzipped(documents["THIRD-PARTY.txt"]), 0o644),
        "usr/share/doc/lectern/lectern.cdx.json": (documents["lectern.cdx.json"], 0o644),
        "usr/share/doc/lectern/changelog.gz": (gzipped(changelog(release)), 0o644),
        "usr/share/lintian/overrides/lectern": (OVERRIDES.encode(), 0o644),
    }
    files |= {f"usr/share/doc/lectern/examples/{path}": (data, 0o644) for path, data in documents.items() if path.startswith("ci/")}
    sums = "".join(f"{hashlib.md5(data).hexdigest()}  {path}\n" for path, (data, _) in sorted(files.items()))
    size = sum((len(data) + 1023) // 1024 for data, _ in files.values())
    control = (f"Package: lectern\nVersion: {release.version}\nArchitecture: amd64\nMaintainer: {MAINTAINER}\nInstalled-Size: {size}\n"
               f"Section: web\nPriority: optional\nDescription: {SUMMARY}\n" + "".join(f" {line}\n" for line in textwrap.wrap(DESCRIPTION, 75)))
    parts = {
        "debian-binary": b"2.0\n",
        "control.tar.gz": gzipped(packed({"control": (control.encode(), 0o644), "md5sums": (sums.encode(), 0o644)},
                                         release.seconds, "./")),
        "data.tar.xz": compressed(packed(files, release.seconds, "./"), release.level),
    }
    return f"lectern_{release.version}_amd64.deb", archived(parts, release.seconds)


def compressed(data: bytes, level: int) -> bytes:
    return lzma.compress(data, check=lzma.CHECK_CRC64, preset=level | (lzma.PRESET_EXTREME if level == 9 else 0))


def archived(parts: dict[str, bytes], seconds: int) -> bytes:
    """An archive as `ar` makes it, which a .deb is (deb(5))."""
    target = io.BytesIO(b"!<arch>\n")
    target.seek(0, io.SEEK_END)
    for name, data in parts.items():
        target.write(f"{name:<16}{seconds:<12}{0:<6}{0:<6}{100644:<8}{len(data):<10}`\n".encode())
        target.write(data + b"\n" * (len(data) % 2))
    return target.getvalue()


def changelog(release: Release) -> bytes:
    """The changes of the package. What changed in Lectern is in its release notes."""
    day = time.strftime("%a, %d %b %Y %H:%M:%S +0000", time.gmtime(release.seconds))
    return (f"lectern ({release.version}) unstable; urgency=medium\n\n  * Lectern {release.version}, built from commit {release.revision}.\n\n"
            f" -- {MAINTAINER}  {day}\n").encode()

"""The wheel (PyPA's binary distribution format, version 1.0): `pip install` puts the program beside Python's own.

It needs no library of C, so one wheel is right for systems with glibc and with musl.
"""

import base64
import hashlib
import io
import time
import zipfile

from release import DESCRIPTION, SUMMARY, Release

TAG = "py3-none-manylinux2014_x86_64.musllinux_1_1_x86_64"


def wheel(release: Release) -> tuple[str, bytes]:
    name = f"lectern-{release.version}"
    info = f"{name}.dist-info"
    metadata = (f"Metadata-Version: 2.4\nName: lectern\nVersion: {release.version}\nSummary: {SUMMARY[0].upper()}{SUMMARY[1:]}\n"
                "License-Expression: Apache-2.0\nLicense-File: LICENSE\nLicense-File: NOTICE\nLicense-File: THIRD-PARTY.txt\n"
                f"Requires-Python: >=3.7\nDescription-Content-Type: text/plain\n\n{DESCRIPTION}\n")
    marks = "Wheel-Version: 1.0\nGenerator: lectern\nRoot-Is-Purelib: false\n" + "".join(
        f"Tag: py3-none-{platform}\n" for platform in TAG.removeprefix("py3-none-").split("."))
    shared = {"lectern.1": "share/man/man1/lectern.1", "completions/lectern.bash": "share/bash-completion/completions/lectern",
              "completions/_lectern": "share/zsh/site-functions/_lectern",
              "completions/lectern.fish": "share/fish/vendor_completions.d/lectern.fish"}
    files = {f"{name}.data/scripts/lectern": release.program.read_bytes()}
    files |= {f"{name}.data/data/{target}": release.documents[path] for path, target in shared.items()}
    files |= {f"{info}/licenses/{path}": release.documents[path] for path in ("LICENSE", "NOTICE", "THIRD-PARTY.txt")}
    files |= {f"{info}/METADATA": metadata.encode(), f"{info}/WHEEL": marks.encode(),
              f"{info}/sboms/lectern.cdx.json": release.bill}
    record = f"{info}/RECORD"
    files[record] = "".join(f"{path},sha256={digest(data)},{len(data)}\n" for path, data in files.items()).encode() + f"{record},,\n".encode()
    return f"{name}-{TAG}.whl", zipped(files, release)


def digest(data: bytes) -> str:
    return base64.urlsafe_b64encode(hashlib.sha256(data).digest()).rstrip(b"=").decode()


def zipped(files: dict[str, bytes], release: Release) -> bytes:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED, compresslevel=release.level) as archive:
        for path, data in files.items():
            entry = zipfile.ZipInfo(path, time.gmtime(release.seconds)[:6])
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.external_attr = (0o100755 if "/scripts/" in path else 0o100644) << 16
            archive.writestr(entry, data)
    return target.getvalue()

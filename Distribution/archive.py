"""The archive: one folder with the program and what goes with it, as tar packed by xz."""

import lzma

from release import Release, packed


def archive(release: Release) -> tuple[str, bytes]:
    folder = f"lectern-{release.version}-linux-x86_64"
    files = {f"{folder}/{path}": (data, 0o644) for path, data in release.documents.items()}
    files[f"{folder}/lectern"] = (release.program.read_bytes(), 0o755)
    data = lzma.compress(packed(files, release.seconds), preset=release.level | (lzma.PRESET_EXTREME if release.level == 9 else 0))
    return f"{folder}.tar.xz", data

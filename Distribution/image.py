"""The image for containers (OCI image format 1.1, as an archive of its layout): the program and nothing else.

The site is mounted at /site, which is the working folder: `podman run --rm -v "$PWD:/site" … build`.
"""

import hashlib
import json
import time

from release import Release, gzipped, packed


def image(release: Release) -> tuple[str, bytes]:
    files = {"usr/bin/lectern": (release.program.read_bytes(), 0o755)}
    files |= {f"usr/share/doc/lectern/{path}": (release.documents[path], 0o644)
              for path in ("LICENSE", "NOTICE", "THIRD-PARTY.txt", "lectern.cdx.json")}
    files["site/.keep"] = (b"", 0o644)
    layer = packed(files, release.seconds)
    packed_layer = gzipped(layer, release.level)
    created = time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime(release.seconds))
    blobs: dict[str, bytes] = {}

    def blob(media_type: str, data: bytes) -> dict:
        digest = hashlib.sha256(data).hexdigest()
        blobs[f"blobs/sha256/{digest}"] = data
        return {"mediaType": f"application/vnd.oci.image.{media_type}", "digest": f"sha256:{digest}", "size": len(data)}

    configuration = {
        "created": created, "architecture": "amd64", "os": "linux",
        "config": {"Entrypoint": ["/usr/bin/lectern"], "WorkingDir": "/site", "Env": ["PATH=/usr/bin"]},
        "rootfs": {"type": "layers", "diff_ids": [f"sha256:{hashlib.sha256(layer).hexdigest()}"]},
        "history": [{"created": created, "comment": f"lectern {release.version}"}],
    }
    manifest = {
        "schemaVersion": 2, "mediaType": "application/vnd.oci.image.manifest.v1+json",
        "config": blob("config.v1+json", written(configuration)),
        "layers": [blob("layer.v1.tar+gzip", packed_layer)],
        "annotations": {
            "org.opencontainers.image.title": "lectern", "org.opencontainers.image.version": release.version,
            "org.opencontainers.image.revision": release.revision, "org.opencontainers.image.licenses": "Apache-2.0",
            "org.opencontainers.image.created": created,
        },
    }
    index = {
        "schemaVersion": 2, "mediaType": "application/vnd.oci.image.index.v1+json",
        "manifests": [blob("manifest.v1+json", written(manifest)) | {
            "platform": {"architecture": "amd64", "os": "linux"},
            "annotations": {"org.opencontainers.image.ref.name": release.version}}],
    }
    layout = {"oci-layout": written({"imageLayoutVersion": "1.0.0"}), "index.json": written(index)} | blobs
    return (f"lectern-{release.version}-oci.tar",
            packed({path: (data, 0o644) for path, data in layout.items()}, release.seconds))


def written(value: dict) -> bytes:
    return json.dumps(value, separators=(",", ":")).encode()

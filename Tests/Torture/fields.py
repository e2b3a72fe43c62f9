"""Hostile words in every field of every kind of page: what is published is well-formed, and none of them runs."""

import json
import re
import xml.etree.ElementTree as XML
from pathlib import Path

import calendars
import html5lib

import lectern
import sites

# Runs, or would be markup or a name, only where a value has got out of its place.
MARK = "zqx"
PAYLOADS = [
    '"><script>zqx()</script>', "'><img src=x onerror=zqx()>", '" onmouseover="zqx()" x="', "' onfocus='zqx()' x='",
    "</script><script>zqx()</script>", "</title><script>zqx()</script>", "</style><script>zqx()</script>",
    "</textarea><script>zqx()</script>", "--><script>zqx()</script>", "]]><script>zqx()</script>", "javascript:zqx()",
    "JaVaScRiPt:zqx()", "&#106;avascript:zqx()", "data:text/html,<script>zqx()</script>", "vbscript:zqx", "{{ zqx }}",
    "{% for x in zqx %}", "{# zqx #}", "\\\"><zqx>", "<zqx/onclick=zqx()>", "zqx\r\nBEGIN:VALARM\r\nEND:VALARM", "zqx\nATTACH:x",
    "zqx,;\\n\\,", "zqx\u2028zqx\u2029", "zqx\u202ezqx", "\u0000zqx\u0007", "zqx\ufeff", "]]>", "&zqx;", "&lt;zqx&gt;", "%3Czqx%3E",
    "`zqx${zqx()}`", "<svg/onload=zqx()>", "<!--zqx", "<![CDATA[zqx]]>", "zqx' + zqx() + '", "[zqx](javascript:zqx())",
    "![zqx](x \"onerror=zqx()\")", "<https://zqx.example/\"onclick=zqx()>", "[zqx]: javascript:zqx()", "zqx" * 300, "=zqx()", "\ud7ffzqx",
    ":::zqx{a=\"b\"}", "::zqx", "https://zqx.example/\"><script>zqx()</script>", "mailto:zqx@zqx.example?\"onclick=zqx()",
]
KINDS = ["page", "news", "session", "speaker", "room", "track", "organisation", "initiative", "edition", "publication"]
FIELD = re.compile(r"^#?\s*(\w+): (.*?)(?:  # .*)?$")


def fields(site: Path, kind: str, number: int) -> tuple[Path, dict[str, str]]:
    """A new page of a kind, made by the program, and its fields with an example of each."""
    made = lectern.run("new", kind, f"Torture {number}", cwd=site)
    assert made.returncode == 0, made.stderr
    file = next(path for path in (site / "content").rglob(f"torture-{number}.md"))
    lines = file.read_text().split("---\n")[1].splitlines()
    found = dict(match.groups() for match in map(FIELD.match, lines) if match)
    return file, {name: example for name, example in found.items() if name != "draft"}


def hostile_value(example: str, chance) -> str:
    """A value in YAML where the example stands: the payload itself, in a list, in a group."""
    text = json.dumps(chance.choice(PAYLOADS) + (" zqx" if chance.random() < 0.3 else ""))
    return f"[{text}]" if example.startswith("[") else text


def write(file: Path, values: dict[str, str], body: str) -> None:
    sites.write(file, "---\n" + "".join(f"{name}: {value}\n" for name, value in values.items()) + f"---\n{body}\n")


def attack(round) -> None:
    """Pages with hostile fields. What the program refuses is left out, a field at a time, until it builds."""
    chance, site = round.chance, round.folder / "site"
    if chance.random() < 0.25:
        lectern.copy(round.options.site, site)
    else:
        sites.small_site(site, chance)
    pages: dict[Path, tuple[dict[str, str], str]] = {}
    for number, kind in enumerate(chance.sample(KINDS, 3)):
        file, examples = fields(site, kind, number)
        values = {name: hostile_value(example, chance) for name, example in examples.items() if chance.random() < 0.6}
        values["title"] = hostile_value("", chance)
        if kind == "session":
            values |= {"start": "2031-05-14 09:00", "end": "2031-05-14 10:00"}
        pages[file] = (values, chance.choice(PAYLOADS))
    if "topics" not in (site / "site.yaml").read_text():
        for values, _ in pages.values():
            values.pop("topics", None)
    built = build_what_is_accepted(site, pages, round)
    if built:
        judge(site / "output", round)


def build_what_is_accepted(site: Path, pages: dict, round) -> bool:
    for _ in range(40):
        for file, (values, body) in pages.items():
            write(file, values, body)
        result = lectern.run("build", site, "--format", "json")
        sites.assert_plain(result.stderr)
        assert result.returncode in (0, 1), result.stderr
        round.counts["builds"] += 1
        if result.returncode == 0:
            return True
        messages = [json.loads(line) for line in result.stderr.split("\n") if line.startswith("{")]
        errors = [message for message in messages if message["severity"] == "error"]
        assert errors, f"no error told: {result.stderr[-800:]}"
        changed = False
        for error in errors:
            changed = leave_out(site, pages, error) or changed
        if not changed:
            return False
        round.counts["refusals"] += len(errors)
    return False


def leave_out(site: Path, pages: dict, error: dict) -> bool:
    """Takes out the field that an error is about."""
    file = site / error.get("file", "")
    if file not in pages:
        return False
    values, body = pages[file]
    line = error.get("line", 1)
    names = list(values)
    if 2 <= line <= len(names) + 1:
        name = names[line - 2]
        if name == "title":
            values["title"] = '"A plain title"'
        else:
            del values[name]
    elif body != "Plain words.":
        pages[file] = (values, "Plain words.")
    else:
        return False
    return True


def judge(output: Path, round) -> None:
    findings: list[str] = []
    for path in sorted(output.rglob("*")):
        name = path.relative_to(output).as_posix()
        if path.suffix in (".xml", ".svg", ".atom"):
            try:
                XML.fromstring(path.read_bytes())
            except XML.ParseError as error:
                findings.append(f"{name} is no XML: {error}")
        elif path.suffix == ".json":
            json.loads(path.read_bytes())
        elif path.suffix == ".ics":
            findings += [f"{name}: {found}" for found in calendars.wrong_bytes(path.read_bytes()) + calendars.wrong_structure(path.read_bytes())]
            if b"\nATTACH" in path.read_bytes() or b"\nBEGIN:VALARM" in path.read_bytes():
                findings.append(f"{name}: a line of somebody else's")
        elif path.suffix == ".html" and MARK in path.read_text():
            findings += [f"{name}: {found}" for found in active(path.read_text())]
        round.counts["files"] += path.is_file()
    assert not findings, "; ".join(findings[:5])


def active(html: str) -> list[str]:
    """What has become markup, a script or an address that runs."""
    found = []
    for element in html5lib.parse(html, namespaceHTMLElements=False).iter():
        if not isinstance(element.tag, str):
            continue
        tag = element.tag.rpartition("}")[2]
        if MARK in tag:
            found.append(f"an element <{tag}>")
        if tag in ("script", "style") and MARK in "".join(element.itertext()):
            kind = element.get("type", "")
            try:
                if "json" not in kind:
                    raise ValueError
                json.loads("".join(element.itertext()))
            except ValueError:
                found.append(f"a value in <{tag}>")
        for name, value in element.attrib.items():
            runs = name.startswith("on") or name in ("style", "srcdoc")
            address = re.sub(r"[\x00-\x20]", "", value).lower()
            if MARK in name or (runs and MARK in value) or address.startswith(("javascript:", "vbscript:", "data:text")):
                if name not in ("title", "alt", "content", "value", "placeholder") and not name.startswith(("data-", "aria-")):
                    found.append(f"an attribute {name}={value[:60]!r}")
    return found

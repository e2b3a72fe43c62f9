"""Templates as cases: read from the corpus, rendered by Jinja2 and by Lectern.

A file of the corpus is either
- `*.lines`: a JSON object of data, an empty line, then one template a line; `#` begins a comment. Each
  is rendered twice, as `.html` (where texts are escaped) and as `.txt`; or
- `*.cases`: `=== name` begins a case, its template follows; `--- data` and `--- another.html` begin its data
  and its other templates. A case is rendered as `main.html`, or as the file it names: `=== name (main.txt)`.
"""

import json
import re
import shutil
import subprocess
import tempfile
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from pathlib import Path

import jinja2

import lectern

CORPUS = Path(__file__).resolve().parent / "templates"
MARKUP = (".html", ".htm", ".xml", ".svg", ".xhtml")

SEPARATOR = "\n=== next ===\n"

# What a rendering has instead of text when it ends in an error.
FAILED = None


@dataclass
class Case:
    name: str
    main: str
    sources: dict[str, str]
    data: dict
    # Comment lines above the case.
    reason: str = ""

    def __str__(self) -> str:
        shown = "\n".join(f"    {line}" for line in self.sources[self.main].splitlines())
        return f"{self.name} ({self.main})\n{shown}"


@dataclass
class Comparison:
    case: Case
    expected: bytes | None
    actual: bytes | None
    messages: list[str] = field(default_factory=list)

    @property
    def differs(self) -> bool:
        return self.expected != self.actual

    def __str__(self) -> str:
        said = "\n".join(f"    {message.strip()}" for message in self.messages if message.strip())
        return f"{self.case}\n  Jinja2   {shown(self.expected)}\n  Lectern  {shown(self.actual)}\n{said}\n"


def shown(rendering: bytes | None) -> str:
    return "fails" if rendering is FAILED else repr(rendering.decode(errors="replace"))


# Reading

def lines(path: Path) -> list[Case]:
    head, _, body = path.read_text().partition("\n\n")
    data = json.loads(head)
    first = head.count("\n") + 3
    cases: list[Case] = []
    comments: list[str] = []
    is_reason = False
    for number, line in enumerate(body.split("\n"), first):
        if line.startswith("# "):
            comments = [*comments, line[2:]] if is_reason else [line[2:]]
            is_reason = True
            continue
        is_reason = False
        if line:
            for ending in ("html", "txt"):
                name = f"main.{ending}"
                cases.append(Case(f"{path.name}:{number}", name, {name: line}, data, " ".join(comments)))
    return cases


def cases(path: Path) -> list[Case]:
    found = []
    for part in re.split(r"(?m)^=== ", path.read_text())[1:]:
        title, _, body = part.partition("\n")
        name, _, main = title.partition(" (")
        main = main.rstrip(")") or "main.html"
        pieces = re.split(r"(?m)^--- (.*)\n", body.removesuffix("\n"))
        sources = {main: pieces[0].removesuffix("\n")}
        data = {}
        for key, text in zip(pieces[1::2], pieces[2::2]):
            if key == "data":
                data = json.loads(text)
            else:
                sources[key] = text.removesuffix("\n")
        found.append(Case(f"{path.stem}: {name}", main, sources, data))
    return found


def corpus_files() -> list[Path]:
    """The files with cases that Jinja2 and Lectern have to agree about."""
    others = ("on-purpose", "places")
    return sorted(
        path for path in CORPUS.iterdir() if path.suffix in (".lines", ".cases") and path.stem not in others)


def corpus(*names: str) -> list[Case]:
    """All cases of the corpus, or those of some files."""
    paths = [CORPUS / name for name in names] or corpus_files()
    return [case for path in paths for case in (lines if path.suffix == ".lines" else cases)(path)]


# Rendering

def environment(sources: dict[str, str]) -> jinja2.Environment:
    """Jinja2 configured as Lectern is documented: strict, escaping by the file's name, none prints nothing."""
    made = jinja2.Environment(
        loader=jinja2.DictLoader(sources), undefined=jinja2.StrictUndefined,
        autoescape=lambda name: name is not None and name.endswith(MARKUP),
        extensions=["jinja2.ext.do", "jinja2.ext.loopcontrols"], keep_trailing_newline=True,
        finalize=lambda value: "" if value is None else value)
    # Mappings keep their order, and JSON is UTF-8 like everything else.
    made.policies["json.dumps_kwargs"] = {"ensure_ascii": False}
    return made


def by_jinja(case: Case) -> tuple[bytes | None, str]:
    try:
        text = environment(case.sources).get_template(case.main).render(json.loads(json.dumps(case.data)))
        return text.encode("utf-8", "surrogatepass"), ""
    except Exception as error:  # any mistake of a template, whatever exception Python raises for it
        return FAILED, f"Jinja2: {type(error).__name__}: {error}"


def by_lectern(case: Case, folder: Path) -> tuple[bytes | None, str]:
    for name, text in case.sources.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(text.encode())
    (folder / "data").write_text(json.dumps(case.data))
    result = subprocess.run(
        [lectern.BINARY, "render", folder / case.main, "--data", folder / "data"],
        stdin=subprocess.DEVNULL, capture_output=True, timeout=lectern.PATIENCE)
    message = result.stderr.decode(errors="replace").replace(f"{folder}/", "")
    if result.returncode not in (0, 1):
        return f"ended with {result.returncode}".encode(), message
    return (result.stdout if result.returncode == 0 else FAILED), message


class Judge:
    """Renders cases by both in a folder of its own, on tmpfs where there is one."""

    def __enter__(self):
        shared = Path("/dev/shm")
        self.folder = Path(tempfile.mkdtemp(prefix="lectern-templates-", dir=shared if shared.is_dir() else None))
        return self

    def __exit__(self, *_):
        shutil.rmtree(self.folder, ignore_errors=True)

    def compare_packed(self, cases: list[Case]) -> list[Comparison]:
        """The same for cases of one file each, many in one run of Lectern, which is quicker.

        Those that Jinja2 renders are included in one template, in packs; those that fail, or that share a pack with
        one that differs, are rendered alone.
        """
        alone: list[Case] = []
        packs: dict[str, list[list[tuple[Case, bytes]]]] = {}
        for case in cases:
            expected, _ = by_jinja(case)
            if expected is FAILED:
                alone.append(case)
                continue
            pack = packs.setdefault(json.dumps(case.data), [[]])
            if len(pack[-1]) == 50:
                pack.append([])
            pack[-1].append((case, expected))

        def differing(numbered: tuple[int, list[tuple[Case, bytes]]]) -> list[Case]:
            number, pack = numbered
            folder = self.folder / f"pack-{number}"
            folder.mkdir()
            names = [f"{place}-{case.main}" for place, (case, _) in enumerate(pack)]
            sources = dict(zip(names, (case.sources[case.main] for case, _ in pack)))
            sources["all.html"] = SEPARATOR.join(f'{{% include "{name}" %}}' for name in names)
            actual, _ = by_lectern(Case("a pack", "all.html", sources, pack[0][0].data), folder)
            shutil.rmtree(folder)
            if actual == SEPARATOR.encode().join(expected for _, expected in pack):
                return []
            return [case for case, _ in pack]

        with ThreadPoolExecutor(4) as threads:
            for found in threads.map(differing, enumerate(pack for packs in packs.values() for pack in packs)):
                alone += found
        return self.compare(alone)

    def compare(self, cases: list[Case]) -> list[Comparison]:
        def compared(numbered: tuple[int, Case]) -> Comparison:
            number, case = numbered
            folder = self.folder / str(number)
            folder.mkdir()
            expected, reason = by_jinja(case)
            actual, message = by_lectern(case, folder)
            shutil.rmtree(folder)
            return Comparison(case, expected, actual, [reason, message])

        with ThreadPoolExecutor(4) as threads:
            return list(threads.map(compared, enumerate(cases)))

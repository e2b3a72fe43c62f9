"""Writes down what Jinja2 makes of the template cases, so that the Swift tests can hold Lectern against it.

    python Tests/Judges/record_templates.py

writes `Tests/TemplatesTests/Fixtures/jinja/*.json`: all data, then one case a line with its templates and
what Jinja2 prints (null if it fails). To be run when a case is added; the judges compare with a living Jinja2.
"""

import json
from pathlib import Path

import template_cases
from template_cases import by_jinja, corpus, corpus_files
from template_generator import generated

FOLDER = Path(__file__).resolve().parent.parent / "TemplatesTests/Fixtures/jinja"


def recorded(cases: list[template_cases.Case]) -> str:
    data: list[dict] = []
    lines = []
    for case in cases:
        if case.data not in data:
            data.append(case.data)
        expected, _ = by_jinja(case)
        lines.append({
            "name": case.name, "main": case.main, "sources": case.sources, "data": data.index(case.data),
            "expected": None if expected is None else expected.decode("utf-8", "replace")})

    def listed(values: list) -> str:
        return ",\n".join(json.dumps(value, ensure_ascii=False) for value in values)

    return f'{{"data": [\n{listed(data)}\n], "cases": [\n{listed(lines)}\n]}}\n'


def main() -> None:
    FOLDER.mkdir(exist_ok=True)
    groups = {path.name: corpus(path.name) for path in corpus_files()}
    groups["generated"] = generated(seed=2012, count=300)
    for name, cases in groups.items():
        (FOLDER / f"{name}.json").write_text(recorded(cases))


if __name__ == "__main__":
    main()

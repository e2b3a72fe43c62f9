"""Writes beside each input what html5lib's tokenizer reads in it, for HTMLTokenizerTests.

    python3 Tests/WebTests/Fixtures/html/record.py

The tokens are taken while html5lib builds its tree, so that it knows of scripts and of SVG. Names are in
lower case, as html5lib gives them; the first of two attributes with one name counts; references are resolved.
"""

import pathlib

from html5lib import HTMLParser, _tokenizer, constants

START, END = constants.tokenTypes["StartTag"], constants.tokenTypes["EndTag"]
EMPTY = constants.tokenTypes["EmptyTag"]
TEXT = {constants.tokenTypes["Characters"], constants.tokenTypes["SpaceCharacters"]}
COMMENT, DOCTYPE = constants.tokenTypes["Comment"], constants.tokenTypes["Doctype"]


def shown(text):
    return text.replace("\\", "\\\\").replace("\n", "\\n")


def tokens(text):
    lines, run = [], []

    def flush():
        if "".join(run):
            lines.append("text " + shown("".join(run)))
        run.clear()

    original = _tokenizer.HTMLTokenizer.__iter__

    def watched(tokenizer):
        for token in original(tokenizer):
            note(token)
            yield token

    def note(token):
        kind = token["type"]
        if kind in TEXT:
            run.append(token["data"])
            return
        if kind == constants.tokenTypes["ParseError"]:
            return
        flush()
        if kind in (START, EMPTY):
            lines.append("start " + token["name"])
            lines.extend(f"  {shown(name)}={shown(value)}" for name, value in token["data"].items())
        elif kind == END:
            lines.append("end " + token["name"])
        elif kind == COMMENT:
            lines.append("comment " + shown(token["data"]))
        elif kind == DOCTYPE:
            lines.append("doctype")

    _tokenizer.HTMLTokenizer.__iter__ = watched
    try:
        HTMLParser().parse(text)
    finally:
        _tokenizer.HTMLTokenizer.__iter__ = original
    flush()
    return "".join(line + "\n" for line in lines)


for path in sorted(pathlib.Path(__file__).parent.glob("*.html")):
    path.with_name(path.name + ".expected").write_text(
        tokens(path.read_text(encoding="utf-8")), encoding="utf-8")

"""Finds operators in Swift sources that can be changed, and writes sources in which each change can be switched on.

Only what is needed of Swift's syntax is read: comments and strings are blanked out, and bodies of functions are
found by their braces. A change that this gets wrong does not compile, and `run.py` replaces it by another.
"""

import re
from dataclasses import dataclass
from pathlib import Path

SWAPS = [("==", "!="), ("<", "<="), (">", ">="), ("&&", "||"), ("+", "-"), ("..<", "..."), ("true", "false"),
         (".first", ".last"), ("min(", "max("), (".hasPrefix", ".hasSuffix"), (".dropFirst", ".dropLast"),
         (".removeFirst", ".removeLast"), (".prefix", ".suffix"), ("0", "1")]
OTHERS = {old: new for a, b in SWAPS for old, new in ((a, b), (b, a))}

# Operators stand between spaces, as `swift format` has them, so `<` is no bracket of a generic type. `!` is dropped.
PLACES = re.compile(r"""
    (?<=\s)(==|!=|<=?|>=?|&&|\|\||[+-]|\?\?)(?=\s)
  | (?<=[\w)\]])(\.\.<|\.\.\.)(?=[\w(])
  | (?<![\w.`])(true|false|0|1)(?![\w.`:]|\s*\.\.)
  | (\.(?:first|last|hasPrefix|hasSuffix|dropFirst|dropLast|removeFirst|removeLast|prefix|suffix))\b
  | (?<![\w.])(min\(|max\()
  | (?<=[\s(\[])(!)(?=[\w(])
""", re.VERBOSE)

# A line where a change is only one of memory, or of what is written for the compiler.
UNCHANGED = re.compile(r"reserveCapacity|minimumCapacity|^\s*(?:@|(?:package |public )?import |#|case \.|precondition|assert)")

DECLARATION = re.compile(r"\b(?:func|var|let|init|case|static|struct|enum|class|extension|package|private|fileprivate"
                         r"|public|internal|mutating|deinit|subscript|typealias|associatedtype|protocol|actor)\b|@")
ACCESSOR = re.compile(r"(?:\s|@\w+|mutating\b|nonmutating\b|borrowing\b)*\b(get|set|_read|_modify|willSet|didSet)\b"
                      r"(?:\s*\(\w+\))?[^{}]*?([{}])")


@dataclass(frozen=True)
class Change:
    """One operator of one file, and what it is changed to."""
    file: str
    line: int
    position: int
    old: str
    new: str
    before: str
    after: str

    def __str__(self) -> str:
        return f"{self.file}:{self.line}: {self.before}  ->  {self.after}"


def blanked(text: str) -> str:
    """The text with as many characters, but spaces for comments and quotes for what is in strings."""
    out = list(text)

    def blank(start: int, end: int, by: str) -> None:
        for index in range(start, end):
            if out[index] != "\n":
                out[index] = by

    def skip_string(start: int) -> int:
        hashes = len(text) - len(text[start:].lstrip("#")) - start
        quote = '"""' if text.startswith('"""', start + hashes) else '"'
        index = start + hashes + len(quote)
        close, escape = quote + "#" * hashes, "\\" + "#" * hashes
        while index < len(text) and not text.startswith(close, index):
            if text.startswith(escape + "(", index):
                index = skip_parentheses(index + len(escape))
            elif text.startswith(escape, index):
                index += len(escape) + 1
            else:
                index += 1
        return index + len(close)

    def skip_parentheses(start: int) -> int:
        depth, index = 0, start
        while index < len(text):
            if text[index] == '"' or re.match(r'#+"', text[index:index + 9]):
                index = skip_string(index)
                continue
            depth += {"(": 1, ")": -1}.get(text[index], 0)
            index += 1
            if depth == 0:
                break
        return index

    index = 0
    while index < len(text):
        if text.startswith("//", index):
            end = text.find("\n", index)
            end = len(text) if end < 0 else end
            blank(index, end, " ")
        elif text.startswith("/*", index):
            depth, end = 1, index + 2
            while depth and end < len(text):
                step = 2
                if text.startswith("/*", end):
                    depth += 1
                elif text.startswith("*/", end):
                    depth -= 1
                else:
                    step = 1
                end += step
            blank(index, end, " ")
        elif text[index] == '"' or re.match(r'#+"', text[index:index + 9]):
            end = skip_string(index)
            blank(index, min(end, len(text)), '"')
        else:
            end = index + 1
        index = end
    return "".join(out)


def closing(code: str, opening: int) -> int:
    """The index of the brace that closes the one at `opening`."""
    depth = 0
    for match in re.compile(r"[{}]").finditer(code, opening):
        depth += 1 if match.group() == "{" else -1
        if depth == 0:
            return match.start()
    return len(code)


def body_after(code: str, index: int) -> int | None:
    """The brace that opens the body of a declaration whose name begins at `index`; none for a requirement."""
    depth = 0
    while index < len(code):
        character = code[index]
        if character in "([":
            depth += 1
        elif character in ")]":
            depth -= 1
        elif depth == 0 and character == "{":
            return index
        elif depth < 0 or depth == 0 and character in "}=" and code[index - 1] not in "=!<>":
            return None
        elif depth == 0 and character == "\n":
            start = index + len(code[index:]) - len(code[index:].lstrip())
            if DECLARATION.match(code, start):
                return None
        index += 1
    return None


def bodies(code: str) -> list[tuple[int, int]]:
    """Where the statements of functions, initialisers and computed properties begin and end."""
    found = []
    for match in re.finditer(r"(?<![.\w`])(?:func\s+[^\s(]+|(?:init|subscript)\b(?=[?!(<])|deinit\b|var\s+\w+(?=\s*:))", code):
        opening = body_after(code, match.end())
        if opening is None:
            continue
        end = closing(code, opening)
        accessor = ACCESSOR.match(code, opening + 1)
        if not accessor:
            found.append((opening + 1, end))
        while accessor:
            if accessor.group(2) == "}":
                break
            inner = closing(code, accessor.start(2))
            found.append((accessor.start(2) + 1, inner))
            accessor = ACCESSOR.match(code, inner + 1, end)
    return sorted(set(found))


def conditional_lines(code: str) -> set[int]:
    """The lines between `#if` and `#endif`, counted from 0."""
    lines, depth = set(), 0
    for number, line in enumerate(code.split("\n")):
        word = line.strip()
        depth += word.startswith("#if ")
        if depth:
            lines.add(number)
        depth -= word.startswith("#endif")
    return lines


def changes(file: str, text: str) -> list[Change]:
    code = blanked(text)
    inside = bodies(code)
    conditional = conditional_lines(code)
    starts = [0] + [index + 1 for index, character in enumerate(text) if character == "\n"]
    lines, code_lines = text.split("\n"), code.split("\n")
    found, line = [], 0
    for match in PLACES.finditer(code):
        old, position = match.group(), match.start()
        while line + 1 < len(starts) and starts[line + 1] <= position:
            line += 1
        if old == "??" or line in conditional or UNCHANGED.search(code_lines[line]):
            continue
        if not any(start <= position < end for start, end in inside):
            continue
        new = "" if old == "!" else OTHERS[old]
        column = position - starts[line]
        after = lines[line][:column] + new + lines[line][column + len(old):]
        found.append(Change(file, line + 1, position, old, new, lines[line].strip(), after.strip()))
    return found


def switched(text: str, numbered: list[tuple[int, Change]]) -> str:
    """The text with each change in a copy of the body around it, which runs while its number is switched on.

    The copies say which change they belong to as their file, so that the compiler's errors do, too.
    """
    code = blanked(text)
    all_bodies = bodies(code)

    def owner(change: Change) -> tuple[int, int]:
        return min((body for body in all_bodies if body[0] <= change.position < body[1]), key=lambda body: body[1] - body[0])

    owned: dict[tuple[int, int], list[tuple[int, Change]]] = {}
    for number, change in numbered:
        owned.setdefault(owner(change), []).append((number, change))

    def written(start: int, end: int) -> str:
        parts, index = [], start
        for body in sorted(owned):
            if body[0] < index or body[1] > end or body == (start, end):
                continue
            parts += [text[index:body[0]], alternatives(body)]
            index = body[1]
        return "".join(parts) + text[index:end]

    def alternatives(body: tuple[int, int]) -> str:
        start, end = body
        copies = []
        for number, change in owned[body]:
            copy = text[start:change.position] + change.new + text[change.position + len(change.old):end]
            copies.append(f'if changeIsOn({number}) {{\n#sourceLocation(file: "change-{number}.swift", line: 1)\n'
                          f"{copy}\n#sourceLocation()\n}} else ")
        return "\n" + "".join(copies) + "{\n" + written(start, end) + "\n}\n"

    return written(0, len(text))


def sources(root: Path, targets: list[str]) -> list[str]:
    return [path.relative_to(root).as_posix() for target in targets for path in sorted((root / "Sources" / target).rglob("*.swift"))]

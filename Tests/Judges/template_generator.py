"""Random templates from the grammar, with random data. The same seed gives the same templates.

Expressions know their type (a number, a text, a list, …), so that most templates render. Some do not, since a value may be
zero or empty; then both have to fail. What differs on purpose
(`templates/on-purpose.lines`) is left out.
"""

import random

from template_cases import Case

WORDS = ["alpha", "Beta", "gamma delta", "Åsa", "x<y", "a & b", "", "tail ", "it's", 'say "hi"', "line\none",
         "ñandú", "42", "3.5"]
ATTRIBUTES = ["name", "age", "tag", "mark"]


def data(rng: random.Random) -> dict:
    def text():
        return rng.choice(WORDS)

    def whole():
        return rng.choice([0, 1, 2, 3, 5, 7, 10, -1, -4, 100, 12345])

    def fraction():
        return rng.choice([0.5, 1.5, 2.25, -0.75, 3.14159, 100.0, 0.1, 1e-6, 12345.678])

    def person():
        return {"name": text(), "age": whole(), "tag": rng.choice(["a", "b", "A"]), "mark": fraction()}

    return {
        "i": whole(), "j": whole(), "f": fraction(), "g": fraction(), "s": text(), "t": text(),
        "yes": True, "no": False,
        "ints": [whole() for _ in range(rng.randrange(5))], "texts": [text() for _ in range(rng.randrange(5))],
        "people": [person() for _ in range(rng.randrange(1, 5))],
        "map": {word: whole() for word in ("k", "b", "Z")[:rng.randrange(1, 4)]},
        "person": person(), "rows": [[whole(), text()] for _ in range(rng.randrange(1, 4))],
        "tree": [{"name": text(), "kids": [{"name": text(), "kids": []} for _ in range(rng.randrange(3))]}
                 for _ in range(rng.randrange(1, 3))],
    }


class Generator:
    def __init__(self, seed: int):
        self.rng = random.Random(seed)
        self.fresh()

    def fresh(self) -> None:
        self.names = {"int": ["i", "j"], "num": ["f", "g"], "text": ["s", "t"], "bool": ["yes", "no"]} | {
            kind: [kind] for kind in ("ints", "texts", "people", "map", "person", "rows")}
        self.macros: list[tuple[str, int, bool]] = []
        self.loops = 0
        self.number = 0

    def pick(self, *choices):
        return self.rng.choice(choices)

    def name(self) -> str:
        self.number += 1
        return f"v{self.number}"

    # Expressions

    def expression(self, kind: str, depth: int) -> str:
        if depth <= 0:
            return self.leaf(kind)
        made = getattr(self, f"make_{kind}")(depth - 1)
        return f"({made})" if self.rng.random() < 0.3 else made

    def atom(self, kind: str, depth: int) -> str:
        """An expression that may be followed by a filter, an index or an operator."""
        made = self.expression(kind, depth)
        return made if made.isidentifier() else f"({made})"

    def leaf(self, kind: str) -> str:
        rng = self.rng
        if self.names[kind] and rng.random() < 0.7:
            return rng.choice(self.names[kind])
        if kind in ("int", "num") and self.loops and rng.random() < 0.3:
            return "loop." + self.pick("index", "index0", "revindex", "revindex0", "length", "depth", "depth0")
        if kind == "bool" and self.loops and rng.random() < 0.3:
            return "loop." + self.pick("first", "last")
        match kind:
            case "int": return str(self.pick(0, 1, 2, 3, 4, 10, 17))
            case "num": return self.pick("0.5", "2.0", "1.25", "10.75", "3", "1e3")
            case "text": return self.pick("'x'", '"<b>"', "'a b'", "''", "'É'", "'it\\'s'", "'a\\nb'", "person.name", "'one-two three'")
            case "bool": return self.pick("true", "false", "yes", "no")
            case "ints": return self.pick("[1, 2, 3]", "[]", "[3, 1]", "range(4) | list", "ints")
            case "texts": return self.pick("['b', 'A']", "[]", "texts", "['<', '>']")
            case "people": return "people"
            case "map": return self.pick("map", "{'q': 1}", "{}", "{'b': 2, 'a': 1}")
            case "person": return "person"
            case "rows": return self.pick("rows", "[[1, 'x'], [2, 'y']]")

    def make_int(self, depth: int) -> str:
        e, a = self.expression, self.atom
        return self.pick(
            lambda: f"{a('int', depth)} {self.pick('+', '-', '*')} {a('int', depth)}",
            lambda: f"{e('int', depth)} {self.pick('+', '-', '*', '//', '%')} {e('int', depth)}",
            lambda: f"{a('int', depth)} {self.pick('//', '%')} {a('int', depth)}",
            lambda: f"{a('int', 0)} ** {self.pick(0, 1, 2, 3)}",
            lambda: f"-{a('int', depth)}",
            lambda: f"{a(self.pick('text', 'ints', 'texts', 'people', 'map', 'rows'), depth)} | {self.pick('length', 'count')}",
            lambda: f"{a('ints', depth)} | sum",
            lambda: f"{a('people', depth)} | sum(attribute='age')",
            lambda: f"{a('int', depth)} | abs",
            lambda: f"{a(self.pick('num', 'text'), depth)} | int{self.pick('', '(7)')}",
            lambda: f"{a('text', depth)} | wordcount",
            lambda: f"{a('ints', depth)}[{self.pick(0, 1, -1)}] | default(4)",
            lambda: f"{a('ints', depth)} | {self.pick('first', 'last', 'max', 'min')} | default(0)",
            lambda: f"{a('person', depth)}.age",
            lambda: f"{e('int', depth)} if {e('bool', depth)} else {e('int', depth)}",
            lambda: f"{a('map', depth)}.{self.pick('k', 'b')} | default({self.leaf('int')})",
            lambda: f"{a('int', depth)} | round",
        )()

    def make_num(self, depth: int) -> str:
        e, a = self.expression, self.atom
        return self.pick(
            lambda: f"{a('num', depth)} {self.pick('+', '-', '*', '/')} {a('num', depth)}",
            lambda: f"{e('num', depth)} {self.pick('+', '-', '*', '//', '%')} {e('int', depth)}",
            lambda: f"{a('int', depth)} / {a('int', depth)}",
            lambda: f"{a('num', depth)} | round({self.pick(0, 1, 2, 3)}{self.pick('', ', ' + repr(self.pick('common', 'ceil', 'floor')))})",
            lambda: f"{a(self.pick('int', 'num', 'text'), depth)} | float",
            lambda: f"{a('person', depth)}.mark",
            lambda: f"-{a('num', depth)}",
            lambda: f"{a('num', depth)} | abs",
            lambda: f"{e('num', depth)} if {e('bool', depth)} else {e('num', depth)}",
        )()

    def make_text(self, depth: int) -> str:
        e, a = self.expression, self.atom
        any_kind = self.pick("int", "num", "text", "bool", "text")
        return self.pick(
            # With a variable, since Jinja2 joins constants differently from values.
            lambda: f"{self.pick('s', 'person.name')} ~ {a('text', depth)} ~ {a(any_kind, depth)}",
            lambda: f"{a(any_kind, depth)} ~ {a('text', depth)} ~ t ~ {a('int', depth)}",
            lambda: f"{a('text', depth)} + {a('text', depth)}",
            lambda: f"{a('text', depth)} | {self.pick('upper', 'lower', 'capitalize', 'title', 'trim', 'striptags', 'reverse', 'string', 'urlencode')}",
            lambda: f"{a('text', depth)} | {self.pick('escape', 'e', 'safe', 'forceescape')}",
            lambda: f"{a('text', depth)} | {self.pick('upper', 'trim')} | {self.pick('safe', 'lower', 'escape')}",
            lambda: f"{a('text', depth)} | replace({self.leaf('text')}, {e('text', depth - 1)}{self.pick('', ', 1')})",
            lambda: f"{a('text', depth)} | truncate({self.pick(5, 8, 12)}, {self.pick('true', 'false')}, {self.pick(repr('...'), repr('<'), repr(''))}, {self.pick(0, 2)})",
            lambda: f"{a('text', depth)} | center({self.pick(3, 8, 11)})",
            lambda: f"{a('text', depth)} | indent({self.pick(1, 2, repr('> '))}, {self.pick('true', 'false')}, {self.pick('true', 'false')})",
            lambda: f"{a('text', depth)}[{self.pick('1:', ':2', '::-1', '-2:', '1:3', '::2')}]",
            lambda: f"{a(self.pick('ints', 'texts'), depth)} | join({e('text', depth - 1)})",
            lambda: f"{a('people', depth)} | join({self.leaf('text')}, attribute='name')",
            lambda: f"{a('people', depth)} | map(attribute={self.rng.choice(ATTRIBUTES)!r}) | join(',')",
            lambda: f"{a('text', depth)} | default({self.leaf('text')}, true)",
            lambda: f"{a('person', depth)}.{self.pick('name', 'tag')}",
            lambda: f"{a(self.pick('int', 'num'), depth)} | {self.pick('string', 'filesizeformat')}",
            lambda: f"{e('text', depth)} if {e('bool', depth)} else {e('text', depth)}",
            lambda: f"{a('text', depth)} {self.pick('or', 'and')} {a('text', depth)}",
            lambda: f"{a(self.pick('int', 'num', 'text', 'ints', 'texts', 'map', 'bool', 'person', 'rows'), depth)} | tojson",
            lambda: f"({{'a': {self.leaf('text')}, 'b': {e('int', depth)}}} | xmlattr)",
            lambda: f"{a('text', depth)} * {self.pick(0, 1, 2)}",
        )()

    def make_bool(self, depth: int) -> str:
        e, a = self.expression, self.atom
        compare = self.pick("==", "!=", "<", "<=", ">", ">=")
        return self.pick(
            lambda: f"{a('num', depth)} {compare} {a('int', depth)}",
            lambda: f"{e('int', depth)} {compare} {e('num', depth)}",
            lambda: f"{a('int', depth)} {compare} {a('int', depth)} {self.pick('<', '>', '==')} {a('num', depth)}",
            lambda: f"{a('text', depth)} {compare} {a('text', depth)}",
            lambda: f"{a('ints', depth)} {compare} {a('ints', depth)}",
            lambda: f"{a('int', depth)} {self.pick('in', 'not in')} {a('ints', depth)}",
            lambda: f"{a('text', depth)} {self.pick('in', 'not in')} {a(self.pick('text', 'texts', 'map'), depth)}",
            lambda: f"not {a('bool', depth)}",
            lambda: f"{a('bool', depth)} {self.pick('and', 'or')} {a('bool', depth)}",
            lambda: f"{e('bool', depth)} {self.pick('and', 'or')} {e('bool', depth)}",
            lambda: f"{a('int', depth)} is {self.pick('', 'not ')}{self.pick('odd', 'even', 'divisibleby 3', 'integer', 'float', 'number', 'eq 2', 'gt(1)', 'in [1, 2]')}",
            lambda: f"{a(self.pick('text', 'int', 'ints', 'map', 'num', 'bool'), depth)} is {self.pick('', 'not ')}{self.pick('string', 'mapping', 'iterable', 'sequence', 'number', 'boolean', 'true', 'false', 'none', 'defined')}",
            lambda: f"{a('text', depth)} is {self.pick('lower', 'upper', 'escaped')}",
            lambda: f"{self.pick('missing', 'map.k', 'person.nothing', 'ints[2]')} is {self.pick('defined', 'undefined', 'not defined')}",
        )()

    def make_ints(self, depth: int) -> str:
        e, a = self.expression, self.atom
        return self.pick(
            lambda: f"[{e('int', depth)}, {e('int', depth)}]",
            lambda: f"{a('ints', depth)} + {a('ints', depth)}",
            lambda: f"{a('ints', depth)} | sort{self.pick('', '(reverse=true)')}",
            lambda: f"{a('ints', depth)} | {self.pick('reverse', 'unique')} | list",
            lambda: f"{a('ints', depth)} | {self.pick('select', 'reject')}({self.pick(repr('odd'), repr('even'), repr('gt') + ', 2', repr('divisibleby') + ', 2')}) | list",
            lambda: f"{a('ints', depth)}[{self.pick('1:', ':2', '::-1', '-2:', '::2', '3:0:-1')}]",
            lambda: f"{a('people', depth)} | map(attribute='age') | list",
            lambda: f"{a('texts', depth)} | map('length') | list",
            lambda: f"range({self.pick(0, 1, 3)}, {self.pick(4, 5)}) | list",
            lambda: f"{a('map', depth)}.values() | list",
            lambda: f"{a('ints', depth)} * {self.pick(0, 1, 2)}",
            lambda: f"{a('rows', depth)} | map(attribute=0) | list",
        )()

    def make_texts(self, depth: int) -> str:
        e, a = self.expression, self.atom
        return self.pick(
            lambda: f"{a('texts', depth)} | sort(case_sensitive={self.pick('true', 'false')})",
            lambda: f"{a('texts', depth)} | map({self.pick(repr('upper'), repr('trim'), repr('replace') + ', ' + repr('a') + ', ' + repr('o'))}) | list",
            lambda: f"{a('texts', depth)} | unique | list",
            lambda: f"{a('people', depth)} | map(attribute='name') | list",
            lambda: f"{a('text', depth)} | string | list",
            lambda: f"{a('map', depth)} | list",
            lambda: f"{a('texts', depth)} | select | list",
            lambda: f"{a('texts', depth)}[{self.pick('1:', ':2', '::-1')}]",
            lambda: f"{a('texts', depth)} + {a('texts', depth)}",
            lambda: f"{a('map', depth)}.keys() | list",
        )()

    def make_people(self, depth: int) -> str:
        a = self.atom
        attribute = self.rng.choice(ATTRIBUTES)
        return self.pick(
            lambda: f"{a('people', depth)} | sort(attribute={attribute!r}{self.pick('', ', reverse=true')})",
            lambda: f"{a('people', depth)} | sort(attribute='tag,age')",
            lambda: f"{a('people', depth)} | {self.pick('selectattr', 'rejectattr')}('age', {self.pick(repr('odd'), repr('gt') + ', 1', repr('in') + ', [1, 2]')}) | list",
            lambda: f"{a('people', depth)} | {self.pick('selectattr', 'rejectattr')}('name') | list",
            lambda: f"{a('people', depth)} | unique(attribute='tag') | list",
            lambda: f"{a('people', depth)}[{self.pick('1:', ':2', '::-1')}]",
        )()

    def make_map(self, depth: int) -> str:
        e = self.expression
        return self.pick(
            lambda: f"{{'k': {e('int', depth)}, 'x': {e('int', depth)}}}",
            lambda: f"dict(k={e('int', depth)})", lambda: f"dict({self.atom('map', depth)}, z={self.leaf('int')})",
            lambda: "map",
        )()

    def make_person(self, depth: int) -> str:
        return self.pick("person", f"{self.atom('people', 0)}[0]", f"({self.atom('people', 0)} | first)")

    def make_rows(self, depth: int) -> str:
        return self.pick("rows", f"({self.atom('rows', depth)} | sort)", f"{self.atom('rows', depth)}[::-1]",
                         f"[[{self.expression('int', depth)}, {self.expression('text', depth)}]]")

    # Statements

    def output(self) -> str:
        kind = self.pick("int", "num", "text", "text", "text", "bool", "ints", "texts", "map")
        made = self.expression(kind, self.rng.randrange(4))
        left, right = self.pick("", "", "", "-"), self.pick("", "", "", "-")
        # A number may follow `{{-` directly, but two braces of a mapping may not.
        return f"{{{{{left} {made} {right}}}}}"

    def tag(self, inside: str) -> str:
        left, right = self.pick("", "", "", "", "-", "+"), self.pick("", "", "", "", "-", "+")
        return f"{{%{left} {inside} {right}%}}"

    def body(self, depth: int) -> str:
        kept = {kind: list(names) for kind, names in self.names.items()}
        macros = list(self.macros)
        made = "".join(self.statement(depth) for _ in range(self.rng.randrange(1, 4)))
        self.names, self.macros = kept, macros
        return made

    def text(self) -> str:
        return self.pick(" ", "\n", "text", "<p>", " & ", "{ }", "\n  ", "a{b", "%} ", "#", "é")

    def statement(self, depth: int) -> str:
        if depth <= 0 or self.rng.random() < 0.35:
            return self.output() if self.rng.random() < 0.7 else self.text()
        made = self.pick("if", "for", "set", "with", "macro", "call", "filter", "raw", "namespace", "for_pairs",
                         "recursive", "for", "group", "callblock")
        return getattr(self, f"st_{made}")(depth - 1)

    def st_if(self, depth: int) -> str:
        made = self.tag(f"if {self.expression('bool', 2)}") + self.body(depth)
        if self.rng.random() < 0.4:
            made += self.tag(f"elif {self.expression(self.pick('bool', 'text', 'ints', 'int'), 2)}") + self.body(depth)
        if self.rng.random() < 0.5:
            made += self.tag("else") + self.body(depth)
        return made + self.tag("endif")

    def looping(self, opening: str, variables: dict[str, list[str]], depth: int, closing: str = "") -> str:
        kept = {kind: list(names) for kind, names in self.names.items()}
        for kind, names in variables.items():
            self.names[kind] = names * 3 + self.names[kind]
        self.loops += 1
        made = self.tag(opening) + self.body(depth) + closing
        if self.rng.random() < 0.2:
            made += self.pick("{{ loop.cycle('a', 'b') }}", "{{ loop.changed(i) }}", "{{ loop.previtem is defined }}",
                              "{% if loop.index == 2 %}{% continue %}{% endif %}x")
        self.loops -= 1
        self.names = kept
        if self.rng.random() < 0.3 and "break" not in made and "continue" not in made:
            made += self.tag("else") + self.body(depth)
        return made + self.tag("endfor")

    def st_for(self, depth: int) -> str:
        kind, one = self.pick(("ints", "int"), ("texts", "text"), ("people", "person"), ("text", "text"))
        name = self.name()
        condition = ""
        if self.rng.random() < 0.3:
            condition = f" if {name}" + {"int": " is odd", "text": " | length > 1", "person": ".age > 1"}[one]
        items = self.atom(kind, 2)
        return self.looping(f"for {name} in {items}{condition}", {one: [name]}, depth)

    def st_for_pairs(self, depth: int) -> str:
        a, b = self.name(), self.name()
        items, kinds = self.pick(("rows", ("int", "text")), ("map.items()", ("text", "int")),
                                 ("map | dictsort", ("text", "int")), ("map | items", ("text", "int")))
        target = self.pick(f"{a}, {b}", f"({a}, {b})")
        return self.looping(f"for {target} in {items}", {kinds[0]: [a], kinds[1]: [b]}, depth)

    def st_group(self, depth: int) -> str:
        a, b = self.name(), self.name()
        attribute, kind = self.pick(("age", "int"), ("tag", "text"), ("name", "text"))
        return self.looping(f"for {a}, {b} in people | groupby('{attribute}')", {kind: [a], "people": [b]}, depth)

    def st_recursive(self, depth: int) -> str:
        name = self.name()
        kept = {kind: list(names) for kind, names in self.names.items()}
        self.loops += 1
        made = (self.tag(f"for {name} in tree recursive") + f"{{{{ {name}.name }}}}" + self.body(min(depth, 1))
                + self.pick("", "{{ loop.depth }}") + f"({{{{ loop({name}.kids) }}}})" + self.output())
        self.loops -= 1
        self.names = kept
        return made + self.tag("endfor")

    def st_set(self, depth: int) -> str:
        kind = self.pick("int", "num", "text", "ints", "texts", "people", "map", "bool")
        own = [name for name in self.names[kind] if name.startswith("v")]
        name = self.rng.choice(own) if own and self.rng.random() < 0.3 else self.name()
        if kind == "text" and self.rng.random() < 0.4:
            filters = self.pick("", " | upper", " | trim", " | replace('a', 'o')")
            made = self.tag(f"set {name}{filters}") + self.body(depth) + self.tag("endset")
        elif self.rng.random() < 0.1:
            other = self.name()
            made = self.tag(f"set {name}, {other} = {self.atom(kind, 2)}, {self.atom('int', 1)}")
            self.names["int"].append(other)
        else:
            made = self.tag(f"set {name} = {self.expression(kind, 2)}")
        self.names[kind].append(name)
        return made

    def st_with(self, depth: int) -> str:
        name = self.name()
        kept = {kind: list(names) for kind, names in self.names.items()}
        kind = self.pick("int", "text", "ints")
        opening = self.tag(f"with {name} = {self.atom(kind, 2)}")
        self.names[kind] = [name] * 3 + self.names[kind]
        made = opening + self.body(depth) + self.tag("endwith")
        self.names = kept
        return made

    def st_macro(self, depth: int) -> str:
        """A macro sees its parameters and the data; nothing that the template sets around it."""
        name, count = self.name(), self.rng.randrange(3)
        parameters = [self.name() for _ in range(count)]
        kept, loops = {kind: list(names) for kind, names in self.names.items()}, self.loops
        macros, self.macros, self.loops = self.macros, [], 0
        self.names = {kind: [own for own in names if not own.startswith("v")]
                      for kind, names in kept.items()}
        self.names["text"] = parameters * 3 + self.names["text"]
        calls = self.rng.random() < 0.3
        shown = ", ".join(parameter + self.pick("", "", "='<d>'") if place == count - 1 else parameter
                          for place, parameter in enumerate(parameters))
        inside = self.body(depth) + (self.pick("{{ caller() }}", "[{{ caller() | upper }}]") if calls else "")
        made = self.tag(f"macro {name}({shown})") + inside + self.tag("endmacro")
        self.names, self.macros, self.loops = kept, macros, loops
        self.macros.append((name, count, calls))
        return made

    def arguments(self, count: int) -> str:
        return ", ".join(self.atom("text", 1) for _ in range(count))

    def st_call(self, depth: int) -> str:
        plain = [macro for macro in self.macros if not macro[2]]
        if not plain:
            return self.output()
        name, count, _ = self.rng.choice(plain)
        return f"{{{{ {name}({self.arguments(count)}){self.pick('', '', ' | upper', ' ~ 1', ' | length')} }}}}"

    def st_callblock(self, depth: int) -> str:
        taking = [macro for macro in self.macros if macro[2]]
        if not taking:
            return self.output()
        name, count, _ = self.rng.choice(taking)
        return self.tag(f"call {name}({self.arguments(count)})") + self.body(min(depth, 1)) + self.tag("endcall")

    def st_filter(self, depth: int) -> str:
        filters = self.pick("upper", "lower", "trim", "replace('a', 'o')", "indent(2)",
                            "upper | replace('A', '<')", "capitalize",
                            "truncate(9, true, '', 0)", "center(12)")
        return self.tag(f"filter {filters}") + self.body(depth) + self.tag("endfilter")

    def st_raw(self, depth: int) -> str:
        return self.pick("{% raw %}{{ raw }}{% endraw %}", "{# comment {{ #}", "{#- trimmed -#}",
                         " {%- raw -%} {% x %} {%- endraw -%} ")

    def st_namespace(self, depth: int) -> str:
        name = self.name()
        return (f"{{% set {name} = namespace(n={self.leaf('int')}) %}}"
                + self.tag(f"for {name}x in {self.atom('ints', 1)}") + f"{{% set {name}.n = {name}.n + {name}x %}}" + self.tag("endfor")
                + f"{{{{ {name}.n }}}}")

    def template(self) -> str:
        self.fresh()
        return "".join(self.statement(3) for _ in range(self.rng.randrange(1, 5)))


def generated(seed: int, count: int) -> list[Case]:
    generator = Generator(seed)
    found = []
    for number in range(count):
        if number % 20 == 0:
            shared = data(generator.rng)
        main = "main.html" if generator.rng.random() < 0.75 else "main.txt"
        found.append(Case(f"seed {seed}, template {number}", main, {main: generator.template()}, shared))
    return found

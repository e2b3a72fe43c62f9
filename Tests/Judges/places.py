"""Every sort of place in HTML at which a template may print a value, and whether a value may be printed there.

    python Tests/Judges/places.py

writes `Tests/Judges/templates/places.lines`, from which the Swift tests and the judge in the browser read. The
expectations come from the rules below and not from Lectern: a line begins with `+` if the template compiles, with `=`
if it compiles and is no other place for a browser than one before it.
"""

import json
from pathlib import Path

LINES = Path(__file__).with_name("templates") / "places.lines"

PLAIN, JSON = "{{ v }}", "{{ v | json }}"
MACRO = '{% macro m(x) %}<b title="{{ x }}">{{ x }}</b>{% endmacro %}'

# Before and after a value between tags: what holds it, and what is in there.
TEXTS = [
    "<p>@</p>", "@", "<b>a @ b</b>", "<title>@</title>", "<textarea>@</textarea>", "<xmp>@</xmp>",
    "<iframe>@</iframe>", "<noembed>@</noembed>", "<noframes>@</noframes>", "<noscript>@</noscript>", "<plaintext>@",
    "<template>@</template>", "<select><option>@</option></select>", "<table><tr><td>@</td></tr></table>",
    "<svg><text>@</text></svg>", "<svg><title>@</title></svg>", "<svg><desc>@</desc></svg>",
    "<svg><foreignObject><p>@</p></foreignObject></svg>", "<svg><![CDATA[@]]></svg>", "<math><mi>@</mi></math>",
    "<math><annotation-xml>@</annotation-xml></math>", "<!-- @ -->", "<!--@-->", "<!x @>", "<?x @ ?>", "<!doctype @>",
    "</ @>", "<style></style>@", "<script></script>@", "<script><!--</script>@", "<svg><script></script>@</svg>",
    "<svg><style></style>@</svg>", "<svg><script/>@</svg>", "<p title='<script>'>@</p>", "<!-- <script> -->@",
    "<textarea><script></textarea>@", "<title></titlex><script></title>@", "<noscript><p title=\"@\"></p></noscript>",
    "< script>@</ script>", "a < @", "<p>&@;</p>", "<b/>@", "<p\n>@</p\n>", "<script></script\n>@",
]
STYLES = ["<style>@</style>", "<style>p { color: @ }</style>", "<style>/* @ */</style>", "<STYLE>@</STYLE>",
          "<style>p { background: url('@') }</style>", "<svg><style>@</style></svg>", "<style></styles>@</style>",
          "<math><style>@</style></math>"]
NAMES = ["<@>", "<p @>", "<p @='x'>", "<p data-@='x'>", "<p on@='x'>", "</@>", "<!@>", "<!-@", "<p/@>", "<p a @>",
         "<p a=b @>", "<s@>", "<textarea></@></textarea>", "<title><@</title>", "<p title=''@>", "<p \"@>"]

# In a script: whether JSON may be printed there.
SCRIPTS = {
    "@": True, "a = @;": True, "f(@, 1)": True, "a = [@]": True, "a = 1 / @;": True, "a = b() / @ / 2": True,
    "/* it's */ a = @": True, "// it's\na = @": True, "a = /'/.test(@)": True, "a = `${ @ }`": True,
    "a = '\\''; b = @": True, "a = 'b' + @ + 'c'": True, "if (a < @) b()": True, "<!-- \na = @ //-->": True,
    "<!-- <script></script>\na = @; //-->": True, "a = '</scriptx>'; b = @": True,
    "a = '@'": False, 'a = "@"': False, "a = `@`": False, "a = `${ b } @`": False, "// @": False, "/* @ */": False,
    "/* ** @ */": False, "a = /@/": False, "a = /[@]/": False, "a = /b@/": False, "a = 'it\\'s @'": False,
    "f('@')": False, "a = `${ '@' }`": False,
    # Comments that no slash begins; in a line with anything before it, `-->` is less one and greater than.
    "#!@": False, "#! a @": False, "--> @": False, " -->@": False, "a\n --> @": False, "<!-- @": False, "a <!--@": False,
    "/* */ --> @": False, "while (a --> @) b": True, "a#!@": True, "a = 1 --> @": True,
    # Names of modules: a value may be an address that holds a script.
    "import @": False, "import a from @": False, "import {a} from@": False, "export * from @": False, "import(@)": False,
    "import ( @ )": False, "import /* x */ @": False, "from = @": True, "f(from, @)": True, "imports = @": True, "a.from(@)": True,
}
SCRIPT_TAGS = ["<script>@</script>", "<script type=module>@</script>", "<svg><script>@</script></svg>",
               "<SCRIPT async>@</SCRIPT>"]
LISTS = ["<script type=importmap>@</script>", "<script type='importmap'>{\"imports\": {\"a\": @}}</script>",
         "<script type=SpeculationRules>@</script>", "<script type='import&#109;ap'>@</script>"]
DATA_TAGS = ["<script type='application/json'>@</script>", "<script type='application/ld+json'>@</script>"]

# Attributes by how they read their value, with an element that has them.
HARMLESS = [("p", "title"), ("p", "data-x"), ("p", "class"), ("p", "id"), ("img", "alt"), ("input", "value"),
            ("img", "srcset"), ("a", "target"), ("link", "media"), ("meta", "content"), ("td", "abbr"),
            ("svg", "viewBox"), ("input", "placeholder"), ("p", "aria-label"), ("button", "name"),
            ("iframe", "name"), ("a", "data-href")]
SCRIPTED = [("p", "onclick"), ("body", "onload"), ("p", "ONMOUSEOVER"), ("svg", "onload"), ("p", "style"),
            ("p", "Style"), ("iframe", "srcdoc"), ("p", "on"), ("math", "style")]
ADDRESSES = [("a", "href"), ("area", "href"), ("img", "src"), ("iframe", "src"), ("form", "action"),
             ("button", "formaction"), ("object", "data"), ("embed", "src"), ("video", "poster"), ("a", "ping"),
             ("svg><a", "xlink:href"), ("svg><a", "href"), ("blockquote", "cite"), ("body", "background"),
             ("base", "href"), ("link", "href"), ("A", "HREF"), ("svg><set attributeName=href", "to"),
             ("svg><animate attributeName=href", "from"), ("math", "xlink:href")]
# What is written before a value in an address, and whether it is a script then. What the value itself decides is
# looked at when it is printed.
BEGINNINGS = {
    "": False, " ": False, "/": False, "/a/": False, "?q=": False, "#": False, "https://h.example/": False,
    "mailto:": False, "a": False, "java": False, "dat": False, "javascript": False, "{{ '' }}": False,
    "{{ w }}": False, "{{ 5 }}": False, "javascript:": True, "JavaScript:": True, " javascript:": True,
    "java\tscript:": True, "java\nscript:": True, "\x01javascript:": True, "&#106;avascript:": True,
    "&#x6A;avascript&colon;": True, "java&Tab;script&#58;": True, "javascript:f('": True, "vbscript:": True,
    "data:text/html,": True, "javascript&#x3a": False, "{{ 'javascript:' }}": True,
}

BRANCHES = [
    # The branches mean the same for what follows.
    ("<p{% if w %} hidden{% endif %} title='@'>", True), ("{% if w %}<b>{% else %}<i>{% endif %}@", True),
    ("<a href='{% if w %}/a/{% else %}/b/{% endif %}@'>", True), ("<p title='{% if w %}a{% endif %}@'>", True),
    # They do not.
    ("{% if w %}<p>{% else %}<script>{% endif %}@", False), ("{% if w %}<p title='{% endif %}@'>", False),
    ("<p {% if w %}title{% else %}onclick{% endif %}='@'>", False), ("{% if w %}<!-- {% endif %}@ -->", False),
    ("<{% if w %}p{% else %}script{% endif %}>@", False), ("{% for x in [1] %}<script>{% endfor %}@", False),
    ("<a href='{% if w %}javascript:{% else %}/{% endif %}@'>", False),
    ("<p {% if w %}title='{% else %}onclick='{% endif %}@'>", False),
    ("{% if w %}<svg><style>{% else %}<p>{% endif %}@", False),
    ("<script>a = {% if w %}'{% endif %}{{ v | json }}</script>", False),
]

ATTRIBUTE_LISTS = [
    ("<p {{ {'title': v, 'data-x': v} | xmlattr }}>", True), ("<p{{ {'title': v} | xmlattr }}>", True),
    ("<a {{ {'href': v} | xmlattr }}>x</a>", True), ("<p data-{{ {'x': v} | xmlattr }}>", False),
    ("<p on{{ {'click': v} | xmlattr(false) }}>", False), ("<{{ {'p': v} | xmlattr }}>", False),
    ("<p title=\"{{ {'onclick': 'x'} | xmlattr(false) if w else v }}\">", True),
]


# A page that forwards, with the attributes of its `meta` in any order and written in any way.
FORWARDING = [
    ("<meta content='0;url=@' http-equiv=refresh>", False), ("<meta content='@' http-equiv='Refresh'>", False),
    ("<meta content='@' id=a http-equiv=REFRESH />", False), ("<meta content='@' http-equiv='&#114;efresh'>", False),
    ("<meta http-equiv='refres&#x68;' content='@'>", False), ("<meta content='@' {% if w %}http-equiv=refresh{% endif %}>", False),
    ("<meta {% if w %}http-equiv=refresh{% endif %} content='0;url=@'>", False),
    ("<meta {% if w %}content='@'{% else %}content='x'{% endif %} http-equiv=refresh>", False),
    ("<meta http-equiv='{% if w %}refresh{% else %}x{% endif %}' content='@'>", False),
    ("<meta http-equiv='{% if w %}x{% else %}refresh{% endif %}' content='@'>", False),
    ("<meta http-equiv='@' content='0;url=javascript:alert(1)'>", False), ("<META CONTENT='@' HTTP-EQUIV=\"REFRESH\">", False),
    ("<meta content='@' http-equiv='{{ 'refresh' }}'>", False), ("<meta http-equiv=refresh {{ {'content': v} | xmlattr }}>", False),
    ("<meta {{ {'content': v} | xmlattr }} http-equiv=refresh>", False), ("<meta content='{% filter upper %}@{% endfilter %}' http-equiv=refresh>", False),
    ("<meta content='@' name=description>", True), ("<meta content='@' http-equiv=content-language>", True),
    ("<meta content='@'><meta http-equiv=refresh content='5'>", True), ("<p content='@' title=http-equiv=refresh>", True),
    ("<meta content='{{ 5 }}' http-equiv=refresh>", True), ("<meta name=a content='@'{% if w %} id=b{% endif %}>", True),
]


def places() -> list[tuple[str, str, str]]:
    """The templates, the mark of each, and the sort of place."""
    found: list[tuple[str, str, str]] = []

    def add(place: str, value: str, accepted: bool, is_new: bool = True) -> None:
        found.append((place.replace("@", value), ("+" if is_new else "=") if accepted else "-", sort))

    sort = "texts, comments, declarations"
    for place in TEXTS:
        for value in (PLAIN, JSON):
            add(place, value, True)
        add(MACRO + place, "{{ m(v) }}", True)
    for sort, places in (("styles", STYLES), ("names of tags and attributes", NAMES)):
        for place in places:
            for value in (PLAIN, JSON):
                add(place, value, False)
    sort = "scripts"
    for tag in SCRIPT_TAGS:
        for script, takes_json in SCRIPTS.items():
            # In SVG, what looks like a tag in a script is one.
            if "<" in script and "svg" in tag:
                continue
            add(tag.replace("@", script), JSON, takes_json)
        add(tag.replace("@", "a = @"), PLAIN, False)
        add(MACRO + tag, "{{ m(v) }}", False)
    sort = "scripts that hold data"
    for tag in LISTS:
        add(tag, JSON, False)
        add(tag, PLAIN, False)
    for tag in DATA_TAGS:
        add(tag, JSON, True)
        add(tag.replace("@", '{"a": @, "b": [@]}'), JSON, True)
        add(tag.replace("@", '{"a": "@"}'), JSON, False)
        add(tag, PLAIN, False)
    for sort, names, accepted in (("attributes that hold words", HARMLESS, True),
                                  ("attributes that run (`on…`, `style`, `srcdoc`)", SCRIPTED, False)):
        for element, name in names:
            for quote in ("'", '"'):
                for value in (PLAIN, JSON):
                    add(f"<{element} {name}={quote}@{quote}>", value, accepted)
                add(MACRO + f"<{element} {name}={quote}@{quote}>", "{{ m(v) }}", accepted)
            add(f"<{element} {name}=@>", PLAIN, False)
            add(f"<{element} {name} = a@>", JSON, False)
            add(f"<{element}/{name}\n=\n'a @ b'>", PLAIN, accepted)
    sort = "attributes that hold addresses"
    for element, name in ADDRESSES:
        for beginning, is_script in BEGINNINGS.items():
            is_new = element == "a" or beginning in ("", "{{ w }}")
            add(f'<{element} {name}="{beginning}@">x', PLAIN, not is_script, is_new)
    for beginning, is_script in BEGINNINGS.items():
        add(f'<a href="{beginning}@">x</a>', JSON, not is_script)
        add(f'<p title="{beginning}@">', PLAIN, True, is_new=False)
    sort = "attributes that set or forward to addresses"
    add("<svg><animate attributeName=href values='/;@'>", PLAIN, False)
    add("<meta http-equiv=refresh content='0;url=@'>", PLAIN, False)
    add("<meta http-equiv=refresh content='{{ 5 }};url=/'>", PLAIN, True, is_new=False)
    add("<meta http-equiv=Content-Type content='@'>", PLAIN, True)
    for place, accepted in FORWARDING:
        add(place, PLAIN, accepted)
    sort = "where branches meet"
    for place, accepted in BRANCHES:
        add(place, PLAIN, accepted)
    sort = "lists of attributes (`xmlattr`)"
    for place, accepted in ATTRIBUTE_LISTS:
        add(place, PLAIN, accepted)
    return found


def judged() -> list[str]:
    """The templates that compile, one for each place."""
    return [json.loads(line[2:]) for line in LINES.read_text().splitlines() if line.startswith("+")]


def sorts() -> dict[str, tuple[str, str]]:
    """By template, the sort of place and the mark."""
    found: dict[str, tuple[str, str]] = {}
    for template, mark, sort in places():
        found.setdefault(template, (sort, mark))
    return found


def main() -> None:
    marks: dict[str, str] = {}
    for template, mark, _ in places():
        marks.setdefault(template, mark)
    lines = [f"{mark} {json.dumps(template)}" for template, mark in marks.items()]
    LINES.write_text("# Written by places.py: + and = compile, - does not.\n" + "\n".join(lines) + "\n")


if __name__ == "__main__":
    main()

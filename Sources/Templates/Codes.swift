package import Diagnostics

/// The kinds of mistake in templates.
package enum TemplateCode: String, DiagnosticCode {
  case differentPlaces = "branches-end-differently"
  case misplacedTag = "misplaced-template-tag"
  case callRefused = "template-call-refused"
  case lostSet = "lost-template-set"
  case missingPart = "missing-template-part"
  case quotedJSON = "quoted-json"
  case renderLimit = "render-limit"
  case repeatedName = "repeated-template-name"
  case requiredBlock = "required-block"
  case reservedName = "reserved-template-name"
  case syntax = "template-syntax"
  case templateCycle = "template-cycle"
  case tooDeep = "template-too-deep"
  case unendedTag = "unended-template-tag"
  case unfitValue = "unfit-template-value"
  case unknownAttribute = "unknown-template-attribute"
  case unknownBlock = "unknown-block"
  case unknownFilter = "unknown-filter"
  case unknownFunction = "unknown-template-function"
  case unknownImport = "unknown-import"
  case unknownTag = "unknown-template-tag"
  case unknownTemplate = "unknown-template"
  case unknownTest = "unknown-test"
  case unknownVariable = "unknown-variable"
  case unsafeAddress = "unsafe-address"
  case unprintedText = "unprinted-template-text"
  case unsafeOutput = "unsafe-output"
  case wrongArguments = "wrong-template-arguments"

  package var explanation: Explanation {
    switch self {
    case .differentPlaces:
      Explanation(
        """
        The branches of an if end in different places of the HTML, or the body of a for, a block, a macro or an \
        included template doesn't end where it begins. What follows would be read in two ways, so it can't be \
        known how values have to be escaped there. Close in each branch what it opens.
        """,
        wrong: #"{% if page.url %}<p title="{% else %}<p>{% endif %}{{ page.title }}"#,
        right: #"<p{% if page.url %} title="wide"{% endif %}>{{ page.title }}"#)
    case .misplacedTag:
      Explanation(
        """
        A tag has no meaning where it stands: an else outside an if, a break outside a for, super() outside a \
        block, or extends after other output.
        """,
        wrong: #"<p>{% extends "base.html" %}"#, right: #"{% extends "base.html" %}"#)
    case .callRefused:
      Explanation(
        """
        A function or filter of the site can't do what the template asks of it, for example because there is no \
        page, file or word of that name. The message says why.
        """,
        wrong: #"{{ pages("speeker") }}"#, right: "{{ page.title }}")
    case .lostSet:
      Explanation(
        """
        A variable that is set in a loop has its value from before the loop again as soon as the loop ends, as in \
        Jinja. Keep what a loop finds in a namespace.
        """,
        wrong:
          "{% set last = none %}{% for p in pages() %}{% set last = p %}{% endfor %}{{ last.title }}",
        right:
          "{% set box = namespace(last=none) %}{% for p in pages() %}{% set box.last = p %}{% endfor %}{{ box.last.title }}"
      )
    case .unprintedText:
      Explanation(
        """
        A template that extends another one only fills that one's blocks. Text outside of blocks is never printed.
        """,
        wrong: "{% extends \"base.html\" %}<p>Hello</p>",
        right: "{% extends \"base.html\" %}{% block main %}<p>Hello</p>{% endblock %}")
    case .missingPart:
      Explanation(
        """
        A page showed that a value lacks what the template asks it for: a list is too short, or a field is \
        empty. Ask before with if, or give a default.
        """,
        wrong: "{{ page.speakers[2].title }}",
        right: "{% if page.speakers | length > 2 %}{{ page.speakers[2].title }}{% endif %}")
    case .quotedJSON:
      Explanation(
        "The filter json writes quotes around a text itself, so there must be none around it in the script.",
        wrong: #"var title = "{{ page.title | json }}";"#,
        right: "var title = {{ page.title | json }};")
    case .renderLimit:
      Explanation(
        """
        Rendering a page takes more steps, calls nested more deeply, or makes a longer text than any page needs. \
        Usually a macro or a recursive loop has no end, or a loop runs over far too much.
        """,
        wrong: "{% macro m() %}{{ m() }}{% endmacro %}{{ m() }}",
        right: "{% macro m(n) %}{% if n %}{{ m(n - 1) }}{% endif %}{% endmacro %}{{ m(3) }}")
    case .repeatedName:
      Explanation(
        "A name may be given once only: to a block of a template, and to a parameter of a macro.",
        wrong: "{% macro card(page, page) %}{% endmacro %}",
        right: "{% macro card(page, other) %}{% endmacro %}")
    case .requiredBlock:
      Explanation(
        """
        A block is marked as required, so templates that extend this one have to fill it, and the block itself \
        stays empty. Fill it, or take the word required out to give it a default.
        """,
        wrong: "{% block main required %}Nothing yet{% endblock %}",
        right: "{% block main %}Nothing yet{% endblock %}")
    case .reservedName:
      Explanation(
        "The name means something in the language or is a function, so a template can't set it.",
        wrong: "{% set loop = 1 %}", right: "{% set turn = 1 %}")
    case .syntax:
      Explanation(
        """
        A tag is not written as the language wants it: something is missing, or stands where it has no meaning. \
        The message says what was expected.
        """,
        wrong: "{% for speaker page.speakers %}{% endfor %}",
        right: "{% for speaker in page.speakers %}{% endfor %}")
    case .templateCycle:
      Explanation(
        """
        A template includes, imports or extends itself, directly or through others. That would never end. A \
        macro may call itself.
        """,
        wrong: #"{# parts/menu.html #}{% include "parts/menu.html" %}"#,
        right: "{% macro menu(items) %}{{ menu(items.children) }}{% endmacro %}")
    case .tooDeep:
      Explanation(
        """
        Tags, brackets or operators are nested more deeply than a person can follow. Give parts names with set, \
        or move them into macros.
        """)
    case .unendedTag:
      Explanation(
        "Something that has to be closed isn't: a tag, a comment, a text in quotes, or the body of a tag.",
        wrong: "{% if page.image %}<img>", right: "{% if page.image %}<img>{% endif %}")
    case .unfitValue:
      Explanation(
        """
        A value is not what a filter, a function, a test or an operator needs, for example a text where a number \
        is wanted. The message says what it is.
        """,
        wrong: #"{{ "a" + 1 }}"#, right: #"{{ "a" ~ 1 }}"#)
    case .unknownAttribute:
      Explanation(
        """
        The template asks for an attribute that such a thing never has. It is probably misspelt, or belongs to \
        another kind of page.
        """,
        wrong: "{{ page.titel }}", right: "{{ page.title }}")
    case .unknownBlock:
      Explanation(
        """
        No template above has a block of that name, so what is written into it would never be shown, or there \
        is nothing that super() or self could print.
        """,
        wrong: #"{% extends "base.html" %}{% block mian %}…{% endblock %}"#,
        right: #"{% extends "base.html" %}{% block main %}…{% endblock %}"#)
    case .unknownFilter:
      Explanation(
        "There is no filter of that name.", wrong: "{{ page.title | uper }}",
        right: "{{ page.title | upper }}")
    case .unknownFunction:
      Explanation(
        """
        There is no function of that name, and no macro that the template defines or imports. Macros of other \
        templates have to be imported.
        """,
        wrong: "{{ card(page) }}",
        right: #"{% from "parts/macros.html" import card %}{{ card(page) }}"#)
    case .unknownImport:
      Explanation(
        "The imported template defines no macro and sets no variable of that name.",
        wrong: #"{% from "parts/macros.html" import crad %}"#,
        right: #"{% from "parts/macros.html" import card %}"#)
    case .unknownTag:
      Explanation(
        "There is no tag of that name in the language.", wrong: "{% fore page in pages() %}",
        right: "{% for page in pages() %}")
    case .unknownTemplate:
      Explanation(
        "There is no template of that name. Names are paths from the templates' folder.",
        wrong: #"{% include "heder.html" %}"#, right: #"{% include "partials/header.html" %}"#)
    case .unknownTest:
      Explanation(
        "There is no test of that name after is.", wrong: "{% if page is definde %}",
        right: "{% if page is defined %}")
    case .unknownVariable:
      Explanation(
        """
        Nothing is called that here: no variable of the page, none that the template sets. Ask with is defined \
        where it may be missing.
        """,
        wrong: "{{ pgae.title }}", right: "{{ page.title }}")
    case .unsafeAddress:
      Explanation(
        """
        The address might begin with javascript: and would then run a script when somebody follows it. Escaping \
        can't prevent that. Print an address, such as a url, asset() or url() of a path, or begin with a slash.
        """,
        wrong: #"<a href="{{ page.title }}">"#, right: #"<a href="{{ page.url }}">"#)
    case .unsafeOutput:
      Explanation(
        """
        Escaping isn't enough where the value is printed: in a script or style, in an attribute that holds a \
        script, in an attribute without quotes, or as the name of a tag or an attribute.
        """,
        wrong: "<p class={{ page.kind }}>", right: #"<p class="{{ page.kind }}">"#)
    case .wrongArguments:
      Explanation(
        """
        A call gives a function, filter, test or macro something that it doesn't take, or leaves out what it \
        needs. The message says what it takes.
        """,
        wrong: #"{{ page.title | replace("a") }}"#, right: #"{{ page.title | replace("a", "b") }}"#)
    }
  }
}

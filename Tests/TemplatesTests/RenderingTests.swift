import Testing

@Suite struct EscapingTests {
  @Test func escapesWhatIsPrintedIntoMarkup() {
    #expect(rendered("{{ page.title }}") == "Bread &amp; &lt;b&gt;butter&lt;/b&gt;")
    #expect(rendered(#"<p title="{{ "'\"" }}">"#) == #"<p title="&#39;&#34;">"#)
  }

  @Test func leavesOtherFilesAsTheyAre() {
    #expect(rendered("{{ page.title }}", name: "page.txt") == "Bread & <b>butter</b>")
  }

  @Test func printsWhatIsDeclaredSafeAsItIs() {
    #expect(rendered("{{ page.title | safe }}") == "Bread & <b>butter</b>")
    #expect(rendered("{{ '<i>' | safe ~ page.year ~ '<b>' }}") == "<i>2012&lt;b&gt;")
  }

  @Test func doesNotEscapeTwice() {
    let macro = "{% macro m(x) %}<b>{{ x }}</b>{% endmacro %}{{ m('a & b') }}"
    #expect(rendered(macro) == "<b>a &amp; b</b>")
    #expect(rendered("{% set x %}<b>{{ '&' }}</b>{% endset %}{{ x }}") == "<b>&amp;</b>")
    #expect(rendered("{{ '&' | escape | escape }}") == "&amp;")
  }

  @Test func makesDataSafeForScripts() {
    let script = #"<script>x = {{ {"a": "</script>"} | json }}</script>"#
    #expect(rendered(script) == #"<script>x = {"a": "\u003c/script\u003e"}</script>"#)
  }

  @Test func printsAddressesAndNumbersInAttributes() {
    #expect(rendered(#"<a href="{{ page.url }}">"#) == #"<a href="/bread/">"#)
    #expect(rendered(##"<a href="#y{{ page.year }}">"##) == ##"<a href="#y2012">"##)
    #expect(rendered(#"<a href="/tags/{{ page.title }}">"#).hasPrefix(#"<a href="/tags/Bread"#))
  }
}

@Suite struct HTMLPlaceTests {
  /// Branches that differ in nothing that matters for what follows.
  @Test(arguments: [
    "<p{% if page.year %} hidden{% endif %}>{{ page.title }}</p>",
    "<p{% if page.year %} hidden{% else %} lang=en{% endif %} title=\"{{ page.title }}\">",
    "<p class=\"a\" {% if page.year %}hidden {% endif %}title=\"{{ page.title }}\">",
    "{% if page.url %}<a href=\"{{ page.url }}\"{% else %}<span{% endif %} class=\"b\">",
    "<{% if page.year %}h2{% else %}h3{% endif %} id=\"{{ page.title }}\">",
    "<p title=\"{% if page.year %}{{ page.title }}{% endif %}\">",
    "<a href=\"{% if page.year %}/a/{% else %}/b{% endif %}{{ page.title }}\">",
    "<p {% for speaker in page.speakers %} data-a=\"{{ speaker.title }}\"{% endfor %}>",
    "{% for speaker in page.speakers %}<i>{% else %}<b title='{{ page.title }}'>{% endfor %}",
    "{% for speaker in page.speakers %}{% if speaker.url %}<i>{% break %}{% endif %}<b>{% endfor %}",
    "{% for s in page.speakers %}<i>{% if s.url %}{% continue %}{% endif %}</i>{% endfor %}",
    "<script>{% if page.year %}a();{% else %}b(){% endif %} c({{ page.title | json }})</script>",
    "<script>var a = {{ page.year | json }} / 2, b = {{ page.title | json }};</script>",
    "<script>var a = /a/.test(b) / 2 / c, b = {{ page.title | json }};</script>",
    "<script>var a = /[/\"]/, b = {{ page.title | json }};</script>",
    "<script>var a = b[0] / 2, c = {{ page.title | json }};</script>",
    "<script>var a = b() / 2, c = {{ page.title | json }};</script>",
    "<script>var a = 1 / 2 / 3, c = {{ page.title | json }};</script>",
    "<script>var a = '\\'', c = {{ page.title | json }};</script>",
    "<script>var a = `${ {b: `'`} }`, c = {{ page.title | json }};</script>",
    "<script>/* it's **/ var c = {{ page.title | json }};</script>",
    "<script>// it's\nvar c = {{ page.title | json }};</script>",
    "<script>var a = 1 < 2, c = {{ page.title | json }};</script>",
    "<textarea><p title='</textarea><p title='{{ page.title }}'>",
    "<p title='>'>{{ page.title }}</p>", "<p title>{{ page.title }}</p>",
    "<p title=a>{{ page.title }}</p>", "<p title=a id='{{ page.title }}'></p>",
    "a < b {{ page.title }}", "<!DOCTYPE html>{{ page.title }}",
    "<?xml version='1.0'?>{{ page.title }}",
    "<p title= >{{ page.title }}</p>", "</p >{{ page.title }}",
    "<script></scriptx>'</script>{{ page.title }}", "<STYLE>p{}</Style>{{ page.title }}",
    "<a href='{% if page.year %}/a/{% else %}{{ page.url }}{% endif %}{{ page.title }}'>",
    "<a href='mailto:{{ page.title }}'>", "<a href='dat/{{ page.title }}'>",
    "<a href='{{ page.year }}{{ page.title }}'>", "<a href='?q={{ page.title }}'>",
    "<a href='#{{ page.title }}'>", "<a href='{{ page.url }}#{{ page.title }}'>",
    "<!-->{{ page.title }}<!-- a --!>{{ page.title }}<!--->{{ page.title }}",
    "<p title = \"{{ page.title }}\">", "<p/title=\"{{ page.title }}\"/>",
    "<p title=\"{% set x %}<b>{% endset %}{{ page.title }}\">",
    "<p title=\"{% include 'none.html' ignore missing %}{{ page.title }}\">",
    "<meta http-equiv=refresh content='{{ page.year }}; url={{ page.url }}'>",
  ])
  func acceptsBranchesAfterWhichAllMeansTheSame(_ template: String) {
    let found = rendered(template)
    #expect(!found.contains("error:"), "\(found)")
  }

  @Test func escapesMarkupWithinQuotes() {
    #expect(
      rendered(#"<p data-x="{{ ['"', page.title] | json }}">"#)
        == #"<p data-x="[&#34;\&#34;&#34;, &#34;Bread \u0026 \u003cb\u003ebutter\u003c/b\u003e&#34;]">"#
    )
    #expect(
      rendered(#"<p title="{{ '<b id="x">&amp;</b>' | safe }}">"#)
        == "<p title=\"&lt;b id=&#34;x&#34;&gt;&amp;&lt;/b&gt;\">")
    let macro = "{% macro m() %}<i id='x'>{{ '&' }}</i>{% endmacro %}"
    #expect(
      rendered(macro + "<p title='{{ m() }}'>").hasSuffix(
        "'&lt;i id=&#39;x&#39;&gt;&amp;&lt;/i&gt;'>"))
    #expect(
      rendered(
        "{% macro m() %}<i>{{ caller() }}</i>{% endmacro %}<p title='{% call m() %}<b>{% endcall %}'>"
      )
        == "<p title='&lt;i&gt;&lt;b&gt;&lt;/i&gt;'>")
    #expect(rendered("<!-- {{ '-->' | safe }} -->") == "<!-- --&gt; -->")
  }

  @Test func escapesWhatAnIncludePrintsWithinQuotes() {
    let text = """
      === a.html
      <p title="{% include 'partials/b.html' %}">
      === partials/b.html
      {{ '<b>"' | safe }}
      """
    #expect(rendered(text) == "<p title=\"&lt;b&gt;&#34;\">")
  }
}

@Suite struct UndefinedTests {
  @Test func printsNothingForAKnownFieldWithoutAValue() {
    #expect(rendered("[{{ page.website }}][{{ page.website | upper }}]") == "[][]")
    #expect(rendered("{% if page.website %}yes{% else %}no{% endif %}") == "no")
    #expect(
      rendered("{{ page.website or 'none' }}, {{ page.website | default('x') }}") == "none, x")
  }

  @Test func letsATemplateAskWhetherANameIsThere() {
    #expect(rendered("{{ colour is defined }} {{ page.colour is defined }}") == "False False")
    #expect(
      rendered("{{ colour | default('red') }} {{ page.colour | default('red') }}") == "red red")
    #expect(rendered("{% if page.colour is defined %}{{ page.colour }}{% endif %}") == "")
  }

  @Test func saysWhatIsDefinedWhereANameIsNot() {
    let found = rendered("{{ colour }}")
    #expect(found.contains("nothing is called 'colour' here"))
    #expect(found.contains("templates have site, page, data"))
  }
}

@Suite struct InheritanceTests {
  private let base = """
    === partials/base.html
    <title>{% block title %}Site{% endblock %}</title>{% block main %}[{% block inner %}i{% endblock %}]{% endblock %}
    """

  private func child(_ text: String) -> String {
    rendered("=== child.html\n{% extends \"partials/base.html\" %}\(text)\n\(base)")
  }

  @Test func fillsBlocks() {
    #expect(child("{% block title %}Page{% endblock %}") == "<title>Page</title>[i]")
    #expect(child("{% block inner %}own{% endblock %}") == "<title>Site</title>[own]")
  }

  @Test func printsWhatABlockHeldAbove() {
    #expect(
      child("{% block title %}Page · {{ super() }}{% endblock %}")
        == "<title>Page · Site</title>[i]")
    #expect(child("{% block main %}{{ self.title() }}{% endblock %}") == "<title>Site</title>Site")
  }

  @Test func leavesOutWhatStandsOutsideBlocks() {
    #expect(child("{# lost #}{% set x = 1 %}") == "<title>Site</title>[i]")
    for lost in ["lost", "{{ page.title }}"] {
      #expect(child(lost).contains("warning: this is never printed"))
    }
  }

  @Test func givesBlocksWhatTheTemplateSets() {
    #expect(
      child("{% set name = 'x' %}{% block title %}{{ name }}{% endblock %}")
        == "<title>x</title>[i]")
  }

  @Test func extendsOverSeveralSteps() {
    let text = """
      === page.html
      {% extends "partials/middle.html" %}{% block inner %}<{{ super() }}>{% endblock %}
      === partials/middle.html
      {% extends "partials/base.html" %}{% block inner %}({{ super() }}){% endblock %}
      """
    #expect(rendered(text + "\n" + base) == "<title>Site</title>[<(i)>]")
  }
}

@Suite struct MacroTests {
  @Test func takesValuesByPlaceNameAndDefault() {
    let macro = "{% macro m(a, b='B', c='C') %}{{ a }}{{ b }}{{ c }}{% endmacro %}"
    #expect(rendered(macro + "{{ m(1) }} {{ m(1, 2) }} {{ m(1, c=3) }}") == "1BC 12C 1B3")
  }

  @Test func takesWhatElseItIsGiven() {
    let macro = "{% macro m(a) %}{{ a }}{{ varargs }}{{ kwargs }}{% endmacro %}"
    #expect(rendered(macro + "{{ m(1, 2, x=3) }}", name: "m.txt") == "1[2]{'x': 3}")
  }

  @Test func printsTheBodyItIsCalledWith() {
    let macro = "{% macro box(title) %}<b>{{ title }}</b>{{ caller('!') }}{% endmacro %}"
    let call = "{% call(sign) box('T') %}<i>body{{ sign }}</i>{% endcall %}"
    #expect(rendered(macro + call) == "<b>T</b><i>body!</i>")
  }

  @Test func seesTheVariablesAroundIt() {
    #expect(
      rendered("{% set x = 1 %}{% macro m() %}{{ x }}{{ page.year }}{% endmacro %}{{ m() }}")
        == "12012")
  }

  /// Within a block, a loop, another macro, or an imported template.
  @Test(arguments: [
    "MACRO{{ m(2) }}", "{% block x %}MACRO{{ m(2) }}{% endblock %}",
    "{% for i in [1] %}MACRO{{ m(2) }}{% endfor %}",
    "{% macro o() %}MACRO{{ m(2) }}{% endmacro %}{{ o() }}",
    "{% with %}{% set m = 1 %}MACRO{{ m(2) }}{% endwith %}",
    "{% from 'partials/m.html' import m %}{{ m(2) }}",
    "{% import 'partials/m.html' as l %}{{ l.m(2) }}", "{% include 'partials/m.html' %}210",
  ])
  func callsItselfWhereverItIsDefined(_ template: String) {
    let macro = "{% macro m(n) %}{{ n }}{% if n %}{{ m(n - 1) }}{% endif %}{% endmacro %}"
    let text = "=== a.html\n\(template)\n=== partials/m.html\nMACRO".replacing("MACRO", with: macro)
    #expect(rendered(text) == "210")
  }

  @Test func isImportedFromAnotherTemplate() {
    let module = "\n=== partials/m.html\n{% macro card(p) %}({{ p.title }}){% endmacro %}"
    let from = "{% from 'partials/m.html' import card as c %}{{ c(page.speakers[0]) }}"
    #expect(rendered("=== a.html\n" + from + module) == "(Ada)")
    let whole = "{% import 'partials/m.html' as m %}{{ m.card(page.speakers[1]) }}"
    #expect(rendered("=== a.html\n" + whole + module) == "(Bo)")
  }
}

@Suite struct WhiteSpaceTests {
  @Test func keepsItAsItStands() {
    #expect(rendered("a\n{% if page.year %}\n  b\n{% endif %}\nc\n") == "a\n\n  b\n\nc\n")
  }

  @Test func takesItAwayAtAMinus() {
    #expect(rendered("a  {{- 1 -}}  b") == "a1b")
    #expect(rendered("a\n{%- if page.year -%}\n  b\n{%- endif %}\nc") == "ab\nc")
    #expect(rendered("a {#- gone -#} b") == "ab")
  }

  @Test func keepsRawTextRaw() {
    #expect(rendered("{% raw %}{{ x }} {% y %}{% endraw %}") == "{{ x }} {% y %}")
    #expect(rendered("{{ '{{ x }}' }}") == "{{ x }}")
  }
}

@Suite struct StatementTests {
  @Test func loops() {
    let loop =
      "{% for s in page.speakers %}{{ loop.index }}{{ s.title }}{{ '' if loop.last else ',' }}{% endfor %}"
    #expect(rendered(loop) == "1Ada,2Bo")
    #expect(
      rendered("{% for n in data.numbers if n > 1 %}{{ n }}{% else %}none{% endfor %}") == "32")
    #expect(
      rendered("{% for n in data.numbers if n > 9 %}{{ n }}{% else %}none{% endfor %}") == "none")
  }

  @Test func takesEqualValuesOnceWhateverTheyAre() {
    #expect(rendered("{{ [[1], [1.0], [2]] | unique | list }}") == "[[1], [2]]")
    #expect(
      rendered("{{ [{'a': 1, 'b': 2}, {'b': 2, 'a': 1}, {'a': 1}] | unique | list | length }}")
        == "2")
    #expect(rendered("{{ [none, none, '', 0, false] | unique | list | length }}") == "3")
  }

  /// What is known of a variable is forgotten when it is set to something else.
  @Test func knowsWhatAVariableIsAfterItIsSetAnew() {
    let set = "{% with x = page.speakers | first %}"
    #expect(rendered(set + "{% set y, x = [1, {'a': 2}] %}{{ x.a }}{% endwith %}") == "2")
    #expect(rendered(set + "{% set x, y = [{'a': 2}, 1] %}{{ x.a }}{% endwith %}") == "2")
    #expect(rendered(set + "{% set x = {'a': 2} %}{{ x.a }}{% endwith %}") == "2")
    #expect(
      rendered(set + "{% for x in [{'a': 2}] %}{{ x.a }}{% endfor %}{{ x.title }}{% endwith %}")
        == "2Ada")
    #expect(
      rendered(
        set + "{% if page.year %}{% set x = {'a': 2} %}{% else %}{% endif %}{{ x.a }}{% endwith %}")
        == "2")
    #expect(rendered(set + "{% set x.a, z = 1, 2 %}{% endwith %}").contains("error:"))
    #expect(rendered("{% set x %}a{% endset %}{{ x | upper }}") == "A")
    #expect(rendered(set + "{% set x %}a{% endset %}{{ x[0] }}{% endwith %}") == "a")
  }

  @Test func keepsWhatALoopSetsInsideIt() {
    let loop = "{% for n in data.numbers %}{% set x = n %}{{ x }}{% endfor %}"
    #expect(rendered("{% set x = 0 %}" + loop) == "312")
    #expect(
      rendered("{% set x = 0 %}\(loop){{ x }}").contains(
        "warning: what 'x' is set to in a loop is gone after the loop"))
    let space =
      "{% set ns = namespace(x=0) %}{% for n in data.numbers %}{% set ns.x = ns.x + n %}{% endfor %}{{ ns.x }}"
    #expect(rendered(space) == "6")
  }

  @Test func includesWithAndWithoutVariables() {
    let text =
      "=== a.html\n{% set x = 1 %}{% include 'partials/b.html' %}\n=== partials/b.html\n{{ x }}{{ page.year }}"
    #expect(rendered(text) == "12012")
    let optional = "{% include 'partials/none.html' ignore missing %}ok"
    #expect(rendered(optional) == "ok")
  }

  @Test func knowsWhatAnIncludeInALoopCallsPage() {
    let text = """
      === a.html
      {% for page in page.speakers %}{% include "partials/card.html" %}{% endfor %}
      === partials/card.html
      {{ page.title }} {{ page.extra is defined }}{{ page.title.anything is defined }};
      """
    #expect(rendered(text) == "Ada FalseFalse;Bo FalseFalse;")
  }
}

@Suite struct PlainTextTests {
  /// Reading every `<` to the end in search of a `>` took half a minute.
  @Test(arguments: ["<", "<a ", "<!--", "</", "<a b=\"", "&", "<script>"])
  func takesTimeInProportionToItsSize(_ piece: String) {
    let text = String(repeating: piece, count: 200_000)
    let elapsed = ContinuousClock().measure {
      #expect(!rendered("{{ page.title }}{{ '\(text)' | striptags | length }}").contains("error"))
    }
    #expect(elapsed < .seconds(20), "\(piece)")
  }
}

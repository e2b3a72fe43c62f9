import Diagnostics
import Foundation
import SiteShell
import Testing

/// What designers write who come from other template languages, or who don't see what is lost.
@Suite struct TemplateSlipTests {
  private func told(_ template: String, _ files: [String: String] = [:]) async throws -> [String] {
    let site = try SiteFixture(
      ["content/a.md": "---\ntitle: A\n---\n", "templates/page.html": template]
        .merging(files) { $1 })
    return try await site.build().diagnostics.map { diagnostic in
      let place = diagnostic.location.map { "\($0.line):\($0.column) " } ?? ""
      return place + diagnostic.message + (diagnostic.help.map { " – " + $0 } ?? "")
    }
  }

  @Test(arguments: [
    (
      "{% if page.title %}a{% elseif page.date %}b{% endif %}",
      "1:24 there is no tag 'elseif' – write {% elif … %}"
    ),
    (
      "{% if page.title %}a{% else if page.date %}b{% endif %}",
      "1:29 the tag should end here, before 'if' – write {% elif … %}"
    ),
    (
      "{{ range .Pages }}x{{ else }}y{{ end }}",
      "1:4 '{{ range … }}' is a tag of another program's templates – write {% for item in items %} … {% endfor %}"
    ),
    (
      "{{ if .Title }}a{{ end }}",
      "1:4 '{{ if … }}' is a tag of another program's templates – write {% if … %} … {% endif %}"
    ),
    (
      "{{ partial \"x.html\" . }}",
      "1:4 '{{ partial … }}' is a tag of another program's templates – write {% include \"partials/name.html\" %}"
    ),
    ("{{ $x := 3 }}", "1:4 '$' has no meaning inside a tag – names begin without $"),
    (
      "{% set x := 3 %}",
      "1:10 the tag should end here, before ':' – values are set with an equals sign: {% set name = value %}"
    ),
    (
      "{% if page.title }a{% endif %}",
      "1:18 this tag begins with {% and ends with } – write %} at its end"
    ),
    (
      "{% if page.title }}a{% endif %}",
      "1:18 this tag begins with {% and ends with }} – write %} at its end"
    ),
    (
      "{{ page.title %}",
      "1:15 this tag begins with {{ and ends with %} – write }} at its end; a mapping has a brace of its own before them"
    ),
    ("{% include x.html %}", "1:12 the name of a template needs quotes – write \"x.html\""),
    ("{% extends page.html %}", "1:12 the name of a template needs quotes – write \"page.html\""),
    (
      "{% from macros.html import x %}{{ x }}",
      "1:9 the name of a template needs quotes – write \"macros.html\""
    ),
    (
      "{{ now }}",
      "1:4 nothing is called 'now' here – the day that the site is built is site.date: {{ site.date | date(\"yyyy\") }}"
    ),
    ("{{\u{A0}page.title }}", "1:3 here is a no-break space (U+00A0) – type a plain space instead"),
    ("{{ page.\u{200B}title }}", "1:9 here is a zero-width space (U+200B) – remove it"),
    ("{{ 3 – 1 }}", "1:6 here is an en dash '–' (U+2013) – write -"),
    ("{{ t(“menu”) }}", "1:6 '“' has no meaning inside a tag – a text has ' or \" around it"),
    (
      "{% page.title %}",
      "1:4 there is no tag 'page' – values are printed with two braces: {{ … }}"
    ),
    (
      "{% block a %}{% endfor %}{% endblock %}",
      "1:17 there is nothing here that 'endfor' could end – take it out, or look whether the tag it belongs to is misspelt"
    ),
    (
      "{% if page.title %}a{% else %}b{% else %}c{% endif %}",
      "1:35 an 'else' comes before this 'else' – take it out, or write {% endif %} before it"
    ),
    (
      "{{ page->title }}",
      "1:9 a value is missing here, before '>' – what a value has is written with a dot: page.title"
    ),
    (
      "<p class=“x”>a</p>",
      "1:10 the quotation marks around this attribute are typographic ones, and so part of it – write straight ones: \"…\""
    ),
    (
      "<a href=\"a/\">a</a>",
      "1:10 'a/' is meant from the page that shows it, so it leads elsewhere from each – write {{ url(\"/a/\") }}"
    ),
    (
      "<img src=\"pic.jpg\" alt=\"\">",
      "1:11 'pic.jpg' is meant from the page that shows it, so it leads elsewhere from each – begin it with / and the folder, or write {{ asset(\"…\") }} for a file of the design"
    ),
    (
      "<img srcset=\"/gone.jpg 2x\" alt=\"\">",
      "1:14 there is nothing at '/gone.jpg' – look at the file's name, and at the folder that the link is meant from"
    ),
    (
      "{{ .Title }}",
      "1:4 a value is missing here, before '.' – names begin without a dot: {{ page.title }}"
    ),
    (
      "{{ page.date | date: \"yyyy\" }}",
      "1:20 '}}' is missing here, before ':' – values for a filter are written in brackets: {{ page.date | date(\"long\") }}"
    ),
    ("{% assign x = 1 %}", "1:4 there is no tag 'assign' – write {% set name = value %}"),
    (
      "{% unless page.date %}a{% endunless %}",
      "1:4 there is no tag 'unless' – write {% if not … %}"
    ),
    (
      "{{ now() }}",
      "1:4 there is no function or macro 'now' – the day that the site is built is site.date: {{ site.date | date(\"yyyy\") }}"
    ),
    (
      "{% include \"404.html\" with title=\"A\" %}",
      "1:23 an include ends with the template's name, and here is 'with' – give values around it: {% with title=page.title %}{% include \"…\" %}{% endwith %}"
    ),
    (
      "{% set last = 1 %}{% for p in site.pages %}{% set last = p.title %}{% endfor %}{{ last }}",
      "1:51 what 'last' is set to in a loop is gone after the loop – before the loop {% set box = namespace(last=…) %}, in it {% set box.last = … %}, after it {{ box.last }}"
    ),
    (
      "{% extends \"404.html\" %}\n<p>Hello</p>",
      "2:1 this is never printed, since it is in no block of the template that is extended – put it into a block, or remove it"
    ),
  ])
  func saysWhatIsMeantHere(_ template: String, _ message: String) async throws {
    let found = try await told(template)
    #expect(found.contains(message), "\(found)")
  }

  @Test(arguments: [
    "{% set x = 1 %}{% for p in site.pages %}{% set x = p.title %}{{ x }}{% endfor %}",
    "{% for p in site.pages %}{% set x = p.title %}{{ x }}{% endfor %}{% set x = 2 %}{{ x }}",
    "{% set n = namespace(x=1) %}{% for p in site.pages %}{% set n.x = 2 %}{% endfor %}{{ n.x }}",
    "{% extends \"404.html\" %}\n{# a comment #}\n{% set y = 1 %}\n",
  ])
  func leavesWhatIsRightAlone(_ template: String) async throws {
    #expect(try await told(template) == [])
  }

  @Test func namesATemplateThatIsCalledNearlyLikeAKind() async throws {
    let files = ["templates/sesion.html": "x", "templates/other.html": "x"]
    #expect(
      try await told("x", files) == [
        "0:0 no page uses this template – is it meant to be called 'session.html'?"
      ])
    #expect(try await told("{% include 'sesion.html' %}", files) == [])
  }

  @Test(arguments: [
    ("a { color: red\nb { color: green }\n", "1:3 '{' is opened here and never closed"),
    ("a { color: red }\n}\nb { color: green }\n", "2:1 '}' closes nothing here"),
    (
      "a { content: \"x }\nb { color: green }\n",
      "1:14 a quotation mark is opened here and not closed in its line"
    ),
    ("a { width: calc(1px + 2px; }\n", "1:28 '}' closes nothing here"),
  ])
  func tellsWhereAStyleSheetBreaks(_ css: String, _ message: String) async throws {
    let found = try await told("x", ["templates/assets/a.css": css])
    #expect(found.count == 1 && found[0].hasPrefix(message), "\(found)")
  }

  @Test(arguments: [
    "a::after { content: \"}\" } /* { */ @media (min-width: 1px) { b { color: red } }",
    "a { background: url(data:image/svg+xml;base64,AA==) } .b\\{ { color: red }",
  ])
  func leavesARightStyleSheetAlone(_ css: String) async throws {
    #expect(try await told("x", ["templates/assets/a.css": css]) == [])
  }

  @Test func tellsATemplateThatManyExtendAndThatIsMissingOnce() async throws {
    let told = try await told(
      "{% extends \"base.html\" %}",
      [
        "templates/section.html": "{% extends \"base.html\" %}",
        "templates/404.html": "{% extends \"base.html\" %}",
      ])
    #expect(told.count == 1)
    #expect(told.first?.hasPrefix("1:12 there is no template 'base.html'") == true)
  }

  @Test(arguments: [
    "<a href=\"#top\">a</a><a href=\"?a=b\">b</a><a href=\"mailto:a@example.org\">c</a><img src=\"data:image/gif;base64,R0lGODlhAQABAAAAACw=\" alt=\"\">",
    "<base href=\"x/\">", "<p title=\"“a”\">a</p>",
    "{% set end = 1 %}{{ end }}{% set block = 2 %}{{ block + 1 }}{% for i in range(2) %}{{ i }}{% endfor %}",
  ])
  func takesWhatIsMeant(_ template: String) async throws {
    #expect(try await told(template) == [])
  }
}

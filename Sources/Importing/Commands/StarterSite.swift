// Made from `Fixtures/starter` of SiteTests. After a change there, run the tests with UPDATE_GOLDENS=1.

/// The files of a small site that builds, for `lectern init`.
package let starterSite: [NewFile] = [
  NewFile(
    path: ".gitignore",
    contents: #"""
      output/
      .lectern/

      """#),
  NewFile(
    path: "content/_index.md",
    contents: #"""
      ---
      title: My conference
      ---

      Welcome. Look at [the programme](programme/_index.md).

      """#),
  NewFile(
    path: "content/programme/_index.md",
    contents: #"""
      ---
      title: Programme
      programme: true
      sort: start
      defaults: {kind: session}
      ---

      """#),
  NewFile(
    path: "content/programme/opening.md",
    contents: #"""
      ---
      title: Opening
      start: 2030-05-14 09:00
      end: 2030-05-14 09:30
      format: plenary
      speakers: [ada-example]
      topics: [welcome]
      ---

      What the conference is about, and how the days will go.

      """#),
  NewFile(
    path: "content/speakers/_index.md",
    contents: #"""
      ---
      title: Speakers
      sort: title
      defaults: {kind: speaker}
      ---

      """#),
  NewFile(
    path: "content/speakers/_pages.csv",
    contents: #"""
      id,title,role,affiliation
      ada-example,Ada Example,Chair,Example Town

      """#),
  NewFile(
    path: "site.yaml",
    contents: #"""
      title: My conference
      description: A conference about something that matters.
      # Where the site will be published. It may have a path.
      base_url: https://example.org/
      timezone: Europe/Stockholm
      languages:
        en: {name: English}
      taxonomies:
        topics: {title: Topics}
      menus:
        main:
          - {title: Programme, page: /programme/}
          - {title: Speakers, page: /speakers/}
      # What calendars and search engines say of the place: search engines want no event without one.
      # data:
      #   event: {venue: Town Hall, city: Malmö, country_code: SE}

      """#),
  NewFile(
    path: "templates/404.html",
    contents: #"""
      {% extends "base.html" %}

      """#),
  NewFile(
    path: "templates/assets/site.css",
    contents: #"""
      body { font: 1.125rem/1.5 system-ui, sans-serif; margin: 0 auto; max-width: 40rem; padding: 1rem; }

      """#),
  NewFile(
    path: "templates/base.html",
    contents: #"""
      {# The frame around every page. Other templates fill its blocks. #}
      <!DOCTYPE html>
      <html lang="{{ page.language }}">
      <head>
      <meta charset="utf-8">
      <meta name="viewport" content="width=device-width, initial-scale=1">
      <title>{{ page.title }}{% if page.path != "/" %} – {{ site.title }}{% endif %}</title>
      {% if page.description %}<meta name="description" content="{{ page.description }}">{% endif %}
      <link rel="canonical" href="{{ page.permalink }}">
      <link rel="stylesheet" href="{{ asset("site.css") }}">
      </head>
      <body>
      <header>
      <a href="{{ url("/") }}">{{ site.title }}</a>
      <nav aria-label="{{ t("menu") }}">
      <ul>
      {% for item in menu("main") %}
      <li><a href="{{ item.url }}"{% if item.current %} aria-current="page"{% endif %}>{{ item.title }}</a></li>
      {% endfor %}
      </ul>
      </nav>
      </header>
      <main>
      <h1>{{ page.title }}</h1>
      {% block main %}{{ page.content }}{% endblock %}
      </main>
      </body>
      </html>

      """#),
  NewFile(
    path: "templates/home.html",
    contents: #"""
      {% extends "base.html" %}

      """#),
  NewFile(
    path: "templates/page.html",
    contents: #"""
      {% extends "base.html" %}

      """#),
  NewFile(
    path: "templates/section.html",
    contents: #"""
      {# A section: its text, then the list of its pages. #}
      {% extends "base.html" %}
      {% block main %}
      {{ page.content }}
      <ul>
      {% for item in pager.pages %}
      <li><a href="{{ item.url }}">{{ item.title }}</a></li>
      {% endfor %}
      </ul>
      {% endblock %}

      """#),
  NewFile(
    path: "templates/session.html",
    contents: #"""
      {# A session: when it is and who speaks, then its text. #}
      {% extends "base.html" %}
      {% block main %}
      {% if page.day %}<p>{{ page.day | date("full") }}{% if page.time %}, {{ page.time }}{% endif %}</p>{% endif %}
      {% for speaker in page.speakers %}
      <p><a href="{{ speaker.person.url }}">{{ speaker.person.title }}</a></p>
      {% endfor %}
      {{ page.content }}
      {% for term in page.terms.topics %}
      <p><a href="{{ term.url }}">{{ term.title }}</a></p>
      {% endfor %}
      {% endblock %}

      """#),
  NewFile(
    path: "templates/strings/en.yaml",
    contents: #"""
      menu: Main menu
      not_found:
        title: Page not found

      """#),
  NewFile(
    path: "templates/taxonomy.html",
    contents: #"""
      {# A taxonomy: the list of its terms. #}
      {% extends "base.html" %}
      {% block main %}
      <ul>
      {% for term in taxonomy.terms %}
      <li><a href="{{ term.url }}">{{ term.title }}</a> ({{ term.count }})</li>
      {% endfor %}
      </ul>
      {% endblock %}

      """#),
  NewFile(
    path: "templates/term.html",
    contents: #"""
      {# A term: the list of the pages that have it. #}
      {% extends "base.html" %}
      {% block main %}
      <p><a href="{{ taxonomy.url }}">{{ taxonomy.title }}</a></p>
      <ul>
      {% for item in pager.pages %}
      <li><a href="{{ item.url }}">{{ item.title }}</a></li>
      {% endfor %}
      </ul>
      {% endblock %}

      """#),
]

"""A small site and random edits of it: additions, changes, mistakes, removals, new names."""

import random
import shutil
from pathlib import Path

FILES = {
    "site.yaml": """title: Small
base_url: https://example.org/below/
timezone: Europe/Stockholm
languages:
  en: {name: English}
  sv: {name: Svenska}
taxonomies:
  topics: {title: Topics, paginate: 2}
menus:
  main: [{title: About, page: /about/}]
limits: {page_weight: 60 kB}
""",
    "content/_index.md": "---\ntitle: Home\n---\nThe [about](about.md) page and [news](news/one.md).\n",
    "content/about.md": "---\ntitle: About\ntopics: [first]\naliases: [/old/]\n---\n## A heading\n\nSome *words*, and [home](/).\n",
    "content/about.sv.md": "---\ntitle: Om\n---\nOrd.\n",
    "content/draft.md": "---\ntitle: Draft\ndraft: true\n---\n",
    "content/later.md": "---\ntitle: Later\npublish: 2012-10-01\n---\n",
    "content/over.md": "---\ntitle: Over\nexpires: 2012-08-01\n---\n",
    "content/news/_index.md": "---\ntitle: News\nfeed: true\npaginate: 2\ndefaults: {kind: news}\n---\n",
    "content/news/one.md": "---\ntitle: One\ndate: 2012-01-01\ntopics: [first, second]\n---\n:::note\nSee [two](two.md).\n:::\n",
    "content/news/two.md": "---\ntitle: Two\ndate: 2012-02-01\n---\nMore.\n",
    "content/news/three.md": "---\ntitle: Three\ndate: 2012-03-01\n---\nMost.\n",
    "content/people/_index.md": "---\ntitle: People\ndefaults: {kind: speaker}\n---\n",
    "content/people/_pages.csv": "id,title,body\nann,Ann,Her *story*.\nbo,Bo,His story.\n",
    "content/_data/places.yaml": "- Malmö\n- Lund\n",
    "content/plan.txt": "A plain file.\n",
    "templates/base.html": """<!DOCTYPE html>
<html lang="{{ page.language }}"><head><meta charset="utf-8"><title>{{ page.title }}</title>
<link rel="stylesheet" href="{{ asset('css/site.css') }}"></head>
<body>{% include "partials/top.html" %}<main><h1>{{ page.title }}</h1>{% block main %}{{ page.content }}{% endblock %}</main></body></html>
""",
    "templates/page.html": '{% extends "base.html" %}',
    "templates/section.html": """{% extends "base.html" %}{% block main %}{{ page.content }}
<ul>{% for item in pager.pages %}<li><a href="{{ item.url }}">{{ item.title }}</a>{% endfor %}</ul>
{% if pager.next %}<a href="{{ pager.next }}">{{ t("next") }}</a>{% endif %}{% endblock %}""",
    "templates/term.html": '{% extends "section.html" %}',
    "templates/taxonomy.html": '{% extends "base.html" %}',
    "templates/404.html": '{% extends "base.html" %}',
    "templates/partials/top.html": "<p>{{ site.title }}: {{ data.places | join(', ') }}</p>",
    "templates/directives/note.html": "<div class=\"note\">{{ content }}</div>",
    "templates/strings/en.yaml": "next: Next\nnot_found: {title: Not found}\n",
    "templates/strings/sv.yaml": "next: Nästa\nnot_found: {title: Finns inte}\n",
    "templates/assets/css/site.css": "h1 { color: rgb(1, 2, 3); background: url(../dot.svg); }\n",
    "templates/assets/dot.svg": '<svg xmlns="http://www.w3.org/2000/svg"/>',
}


def small_site(folder: Path) -> None:
    for path, text in FILES.items():
        file = folder / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text)


class Edits:
    """Edits one after another, the same for the same seed. A mistake is corrected a few edits later."""

    def __init__(self, site: Path, dice: random.Random):
        self.site, self.dice = site, dice
        self.number = 0
        self.broken: list[tuple[int, str]] = []

    def step(self) -> str:
        """Edits the site and returns a description."""
        self.number += 1
        if self.broken and self.broken[0][0] <= self.number:
            _, path = self.broken.pop(0)
            self.write(path, FILES[path])
            return f"mended {path}"
        edit = self.dice.choice([self.change, self.change, self.change, self.add, self.remove, self.rename, self.rename_folder,
                                 self.copy, self.row, self.front_matter, self.section, self.template, self.partial, self.style,
                                 self.words, self.data, self.settings, self.translation, self.break_something])
        return edit()

    def write(self, path: str, text: str) -> None:
        """Saves as editors do: in place, or by renaming a new file over the old one."""
        file = self.site / path
        file.parent.mkdir(parents=True, exist_ok=True)
        if self.dice.random() < 0.5:
            file.write_text(text)
        else:
            new = file.with_name(f".{file.name}.new")
            new.write_text(text)
            new.rename(file)

    def pages(self) -> list[str]:
        found = sorted((self.site / "content/made").rglob("*.md"))
        return [file.relative_to(self.site).as_posix() for file in found if not file.name.startswith("_")]

    def page(self) -> str:
        words = " ".join(self.dice.choice("green fair quiet local plain bright".split()) for _ in range(self.dice.randrange(40)))
        links = "".join(f" [link](/{target}/)" for target in self.dice.sample(["about", "news", "people", "news/one"], 2))
        topics = self.dice.sample(["first", "second", "third"], self.dice.randrange(3))
        return (f"---\ntitle: Page {self.number}\nweight: {self.dice.randrange(9)}\ntopics: [{', '.join(topics)}]\n---\n"
                f"## Words {self.number}\n\n{words}{links}\n")

    def add(self) -> str:
        folder = self.dice.choice(["", "a/", "b/", "a/c/"])
        path = f"content/made/{folder}page-{self.number}.md"
        self.write(path, self.page())
        return f"added {path}"

    def change(self) -> str:
        pages = self.pages()
        if not pages:
            return self.add()
        path = self.dice.choice(pages)
        self.write(path, self.page())
        return f"changed {path}"

    def remove(self) -> str:
        pages = self.pages()
        if not pages:
            return self.add()
        path = self.dice.choice(pages)
        (self.site / path).unlink()
        return f"removed {path}"

    def rename(self) -> str:
        pages = self.pages()
        if not pages:
            return self.add()
        path = self.dice.choice(pages)
        new = f"content/made/moved-{self.number}.md"
        (self.site / path).rename(self.site / new)
        return f"renamed {path} to {new}"

    def rename_folder(self) -> str:
        folders = sorted(path for path in (self.site / "content/made").glob("*") if path.is_dir())
        if not folders:
            return self.add()
        folder = self.dice.choice(folders)
        if self.dice.random() < 0.3:
            shutil.rmtree(folder)
            return f"removed {folder.name}/"
        folder.rename(folder.with_name(f"folder-{self.number}"))
        return f"renamed {folder.name}/ to folder-{self.number}/"

    def copy(self) -> str:
        self.write("content/plan.txt", f"A plain file, version {self.number}.\n")
        return "changed a copied file"

    def row(self) -> str:
        rows = "".join(f"person-{n},Person {n} of {self.number},Words *{n}*.\n" for n in range(self.dice.randrange(1, 6)))
        self.write("content/people/_pages.csv", "id,title,body\nann,Ann,Her *story*.\n" + rows)
        return "changed rows"

    def front_matter(self) -> str:
        extra = self.dice.choice(["weight: 3", "draft: true", "publish: 2013-01-01", "aliases: [/elsewhere/]", "description: Words.",
                                  "slug: the-second", "updated: 2012-05-05"])
        self.write("content/news/two.md", f"---\ntitle: Two {self.number}\ndate: 2012-02-01\n{extra}\n---\nMore.\n")
        return f"front matter {extra}"

    def section(self) -> str:
        defaults = self.dice.choice(["{kind: news}", "{kind: news, weight: 2}", "{kind: news, description: Something new}"])
        sort = self.dice.choice(["", "sort: title\n", "sort: -date\n", "paginate: 1\n", "slug: notices\n", "draft: true\n"])
        self.write("content/news/_index.md", f"---\ntitle: News {self.number}\nfeed: true\n{sort}defaults: {defaults}\n---\n")
        return f"section {defaults} {sort}"

    def template(self) -> str:
        self.write("templates/base.html", FILES["templates/base.html"].replace("</main>", f"<p>{self.number}</p></main>"))
        return "changed a template"

    def partial(self) -> str:
        self.write("templates/partials/top.html", FILES["templates/partials/top.html"] + f"<!-- {self.number} -->")
        return "changed a partial"

    def style(self) -> str:
        self.write("templates/assets/css/site.css", FILES["templates/assets/css/site.css"] + f"p {{ margin: {self.number}px; }}\n")
        return "changed a style sheet"

    def words(self) -> str:
        self.write("templates/strings/en.yaml", f"next: Next {self.number}\nnot_found: {{title: Not found}}\n")
        return "changed words"

    def data(self) -> str:
        self.write("content/_data/places.yaml", f"- Malmö\n- Place {self.number}\n")
        return "changed data"

    def settings(self) -> str:
        title = f"title: Small {self.number}\n"
        self.write("site.yaml", FILES["site.yaml"].replace("title: Small\n", title))
        return "changed the settings"

    def translation(self) -> str:
        file = self.site / "content/about.sv.md"
        if file.exists() and self.dice.random() < 0.4:
            file.unlink()
            return "removed a translation"
        self.write("content/about.sv.md", f"---\ntitle: Om {self.number}\n---\nOrd.\n")
        return "changed a translation"

    def break_something(self) -> str:
        path, text = self.dice.choice([
            ("content/news/three.md", "---\ntitel: Three\n---\n"),
            ("content/news/three.md", "---\ntitle: Three\ndate: 2012-03-01\n---\n[dead](nowhere.md) and ![](none.png){decorative}\n"),
            ("content/news/three.md", "---\ntitle: [unclosed\n---\n"),
            ("content/about.md", "---\ntitle: About\n---\n:::nothing\n:::\n"),
            ("templates/page.html", '{% extends "base.html" %}{% block main %}{{ page.titel }}{% endblock %}'),
            ("templates/section.html", '{% extends "base.html" %}{% if %}'),
            ("templates/partials/top.html", "{{ undefined_name }}"),
            ("templates/directives/note.html", "<div>{{ content"),
            ("templates/strings/en.yaml", "next: [\n"),
            ("content/_data/places.yaml", "- {a: b\n"),
            ("templates/assets/css/site.css", "h1 { background: url(nothing.svg); }\n"),
            ("site.yaml", FILES["site.yaml"].replace("timezone: Europe", "timezone: Europa")),
            ("site.yaml", FILES["site.yaml"].replace("/about/", "/abaut/")),
        ])
        if any(path == other for _, other in self.broken):
            return self.add()
        self.write(path, text)
        self.broken.append((self.number + self.dice.randrange(1, 4), path))
        return f"broke {path}"

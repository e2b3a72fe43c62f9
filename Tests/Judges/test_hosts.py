"""What a page loads from other hosts: what the build lists is what a browser asks for."""

import contextlib
import os
import re
import unittest
from urllib.parse import urlsplit

from playwright.sync_api import Error

import lectern
from browser import chromium

# `@` is the host, which no two forms share.
ASKED = [
    '<img src="https://@/a.png">', '<img src="//@/a.png">', '<img src="HTTPS://@/a.png">', '<IMG SRC=https://@/a.png>',
    '<img src="https:\\\\@\\a.png">', '<img src="/\\@/a.png">', '<img src="\\\\@/a.png">', '<img src="/\n/@/a.png">',
    '<img src="///@/a.png">', '<img src=" https://@/a.png">', '<img src="https&colon;//@/a.png">',
    '<img src="&#104;ttps://@/a.png">', '<img src="ht\ttps://@/a.png">',
    '<img srcset="/a.png 2x, https://@/a.png 1x">', '<img srcset="https://@/a,b.png">',
    '<picture><source srcset="https://@/a.png"><img src="/a.png"></picture>', '<image src="https://@/a.png">',
    '<video poster="https://@/a.png"></video>', '<video src="https://@/a.mp4"></video>',
    '<audio src="https://@/a.mp3" preload=auto></audio>', '<video><source src="https://@/a.mp4"></video>',
    '<iframe src="https://@/"></iframe>', '<iframe srcdoc="<img src=https://@/a.png>"></iframe>',
    '<iframe srcdoc="&lt;img src=&quot;https://@/a.png&quot;&gt;"></iframe>', '<embed src="https://@/a.svg">',
    '<object data="https://@/a.svg"></object>', '<input type=image src="https://@/a.png">',
    '<body background="https://@/a.png">', '<table background="https://@/a.png"><tr><td>x</table>',
    '<script src="https://@/a.js"></script>', '<script type=module src="https://@/a.js"></script>',
    '<script type=module>import "https://@/a.js"</script>', '<script type=module>import("https://@/a.js")</script>',
    '<script type=importmap>{"imports": {"a": "https://@/a.js"}}</script><script type=module>import "a"</script>',
    '<script>var s = document.createElement("script"); s.src = "https://@/a.js"; document.head.append(s)</script>',
    '<script>fetch("https://@/a.json")</script>', '<script>new Image().src = "//@/a.png"</script>',
    '<script>(function (d, u) { var s = d.createElement("script"); s.src = u; d.head.append(s) })'
    '(document, "https://@/a.js")</script>',
    '<script>var u = "//@/"; var s = document.createElement("script"); s.src = u + "a.js"; document.head.append(s)</script>',
    '<script>var l = document.createElement("link"); l.rel = "stylesheet"; l.href = "https://@/a.css"; '
    'document.head.append(l)</script>',
    '<script>var r = new XMLHttpRequest; r.open("GET", "https://@/a"); r.send()</script>',
    '<svg><script href="https://@/a.js"></script></svg>', '<svg><image href="https://@/a.png"></image></svg>',
    '<svg><image xlink:href="https://@/a.png"/></svg>', '<svg width=9 height=9><use href="/a.svg"/></svg><img src=//@/>',
    '<link rel=stylesheet href="https://@/a.css">', '<link rel="alternate Stylesheet" title=x href="https://@/a.css">',
    '<link rel=icon href="https://@/a.ico">', '<link rel=preload as=image href="https://@/a.png">',
    '<link rel=modulepreload href="https://@/a.js">',
    '<link rel=preload as=image imagesrcset="https://@/a.png 1x" href="/a.png">',
    '<style>p { background: url(https://@/a.png) }</style><p>x', "<style>p { background: url('//@/a.png') }</style><p>x",
    '<style>@import "https://@/a.css";</style>', "<style>@import url(https://@/a.css);</style>",
    '<style>p { background: image-set("https://@/a.png" 1x) }</style><p>x',
    '<style>p { background: u\\72l(https://@/a.png) }</style><p>x', '<STYLE>p { BACKGROUND: URL(https://@/a.png) }</STYLE><p>x',
    '<svg><style>p { background: url(https://@/a.png) }</style></svg><p>x',
    '<p style="background: url(https://@/a.png)">x', '<p style="background: url(&quot;https://@/a.png&quot;)">x',
    '<p style="background: url(https:\\2f\\2f @/a.png)">x', '<meta http-equiv=refresh content="0; url=https://@/">',
    '<base href="https://@/"><img src="a.png">', '<noscript></noscript><img src=https://@/a.png>',
]
# Listed, too: what a browser does only later, or in a way that a judge doesn't see.
ASKED_LATER = [
    "<img src='https://x:y@@:443/a.png'>", '<a href="/" ping="https://@/">x</a>', '<link rel=preconnect href="https://@/">', '<link rel=dns-prefetch href="//@/">',
    '<link rel=manifest href="https://@/m.json">', '<link rel=prefetch href="https://@/a.js">',
    '<svg><rect width=9 height=9 fill="url(https://@/a.svg#x)"/></svg>', '<noscript><img src="https://@/a.png"></noscript>',
    '<svg><use href="https://@/a.svg#x"/></svg>', '<track src="https://@/a.vtt">', '<img loading=lazy src="https://@/a.png">',
    '<link rel=apple-touch-icon href="https://@/a.png">', '<svg><rect filter="url(https://@/a.svg#x)"/></svg>',
    '<svg><filter><feImage href="https://@/a.png"/></filter></svg>', '<script type=speculationrules>{"prefetch": '
    '[{"urls": ["https://@/a"]}]}</script>',
]
NEVER_ASKED = [
    '<a href="https://@/">x</a>', '<p title="<img src=https://@/a.png>">x', '<!-- <img src="https://@/a.png"> -->',
    "<script>var a = \"<img src='https://@/a.png'>\"</script>", '<textarea><img src="https://@/a.png"></textarea>',
    '<title><img src="https://@/a.png"></title>', '<link rel=canonical href="https://@/">',
    '<link rel=alternate href="https://@/">', '<form action="https://@/"></form>', '<meta content="https://@/a.png" property=og:image>',
    '<script type="application/ld+json">{"image": "https://@/a.png"}</script>', '<blockquote cite="https://@/">x</blockquote>',
    '<script>location.hash = "https://@/"; // s.src = "https://@/"\n</script>', '<style>/* url(https://@/a.png) */</style>',
    '<img src="/a.png?u=https://@/">', '<img src="a//@/a.png">', '<input src="https://@/a.png">', '<p src="https://@/a.png">x',
    '<style>p::after { content: "url(https://@/a.png)" }</style><p>x', '<img src="data:image/png,https://@/">',
    '<style>@namespace url(https://@/);</style>', '<script>const n = "https://@/"; document.title = n</script>',
    '<svg><a href="https://@/"><text>x</text></a></svg>', '<xmp><img src="https://@/a.png"></xmp>',
]


def numbered(forms: list[str], first: int) -> dict[str, str]:
    """The forms by their hosts."""
    found = {}
    for number, form in enumerate(forms, first):
        host = f"h{number}.example"
        # An address may have an @ of its own, and so do rules of style sheets.
        text = form.replace("x:y@@", f"x:y@{host}")
        found[host] = re.sub(r"@(?!import|namespace|h\d)", host, text)
    return found


def table(forms: dict[str, str], listed: set[str], asked: set[str], later: dict[str, str]) -> str:
    """What docs/trust.md says of hosts: by element, how many forms the build lists and Chromium asks for."""
    rows = ["| element | forms | listed by the build | asked for by Chromium at once | later, by the standards |", "|---|---:|---:|---:|---:|"]
    names = {host: re.match(r"<(\w+|!--)", form).group(1).lower() for host, form in forms.items()}
    for name in sorted(set(names.values())) + [""]:
        own = {host for host in forms if name in ("", names[host])}
        figures = [len(own), len(own & listed), len(own & asked), len(own & later.keys())]
        rows.append(f"| {f'`{name}`' if name else '**all**'} | " + " | ".join(map(str, figures)) + " |")
    return "\n".join(rows)


class HostTests(lectern.LecternTest):
    @classmethod
    def setUpClass(cls):
        cls.asked = numbered(ASKED, 100)
        cls.later = numbered(ASKED_LATER, 200)
        cls.never = numbered(NEVER_ASKED, 300)
        cls.forms = cls.asked | cls.later | cls.never

    def listed(self) -> set[str]:
        """The hosts that the build tells of, of pages that each have a form in their template."""
        files = {"site.yaml": "title: Test\nbase_url: https://example.org/\n"}
        for host, form in self.forms.items():
            name = host.split(".")[0]
            files[f"templates/{name}.html"] = f"{{% raw %}}{form}{{% endraw %}}"
            files[f"content/{name}.md"] = f"---\ntitle: {name}\ntemplate: {name}\n---\n"
        files["templates/page.html"] = files["templates/section.html"] = "x"
        for path, text in files.items():
            file = self.folder / path
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_text(text)
        told = lectern.run("check", cwd=self.folder)
        return set(re.findall(r"limits: \{hosts: \[(h\d+\.example)\]\}", told.stdout + told.stderr))

    def test_the_build_lists_the_hosts_that_a_browser_asks(self):
        listed = self.listed()
        for host, form in self.forms.items():
            with self.subTest(form):
                self.assertEqual(host in listed, host not in self.never)

    def test_a_browser_asks_the_hosts_that_the_build_lists(self):
        with chromium(is_whole=True) as browser:
            asked = self.hosts(browser, [*self.asked.values(), *self.never.values()])
        for host, form in (self.asked | self.never).items():
            with self.subTest(form):
                self.assertEqual(host in asked, host in self.asked)
        if "ALL_PLACES" in os.environ:
            print("\n" + table(self.forms, self.listed(), asked, self.later))

    def hosts(self, browser, forms: list[str]) -> set[str]:
        """The hosts that a browser asks for pages that each have a form."""
        asked: set[str] = set()
        page = browser.new_context(service_workers="block").new_page()
        shown = ""

        def answer(route):
            url = urlsplit(route.request.url)
            asked.add(url.hostname or "")
            if url.hostname == "example.org" and url.path == "/page/":
                route.fulfill(body=f"<!doctype html>{shown}", content_type="text/html; charset=utf-8")
            else:
                route.abort()

        page.context.route("**/*", answer)
        for shown in forms:
            # A page that goes elsewhere at once is never loaded, and the one before it may still be about to.
            with contextlib.suppress(Error):
                page.goto("about:blank")
            with contextlib.suppress(Error):
                page.goto("https://example.org/page/", wait_until="load", timeout=10_000)
            page.wait_for_timeout(60)
        return asked


if __name__ == "__main__":
    unittest.main()

"""A built site as its visitors see it: files, pages parsed by html5lib, addresses.

Two ways to visit it: from a web server below `base_url`, where a folder's address is answered with
its index.html; or from a disk (`base_url=None`), where an address has to name a file.
"""

import json
import re
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from urllib.parse import unquote, urljoin, urlsplit

import html5lib

LOADING_RELS = {"stylesheet", "icon", "apple-touch-icon", "mask-icon", "manifest", "preload",
                "modulepreload", "prefetch", "prerender", "preconnect", "dns-prefetch"}
LOADING_ATTRIBUTES = [("img", "src"), ("script", "src"), ("iframe", "src"), ("source", "src"),
                      ("video", "src"), ("video", "poster"), ("audio", "src"), ("track", "src"),
                      ("embed", "src"), ("object", "data"), ("input", "src"), ("image", "href"),
                      ("use", "href")]
LINK_ATTRIBUTES = [("a", "href"), ("area", "href"), ("form", "action"), ("blockquote", "cite"),
                   ("q", "cite"), ("ins", "cite"), ("del", "cite")]
CSS_COMMENT = re.compile(r"/\*.*?\*/", re.S)
CSS_ADDRESS = re.compile(r"""url\(\s*(?:"([^"]*)"|'([^']*)'|([^)"'\s]*))\s*\)|@import\s+["']([^"']*)["']""")


@dataclass(frozen=True)
class Reference:
    """An address somewhere in a page or stylesheet; `loads` when a browser asks for it by itself."""

    url: str
    loads: bool
    where: str


class Page:
    """One HTML file."""

    def __init__(self, path: str, data: bytes):
        self.path, self.data = path, data
        self.root = html5lib.parse(data, treebuilder="etree", namespaceHTMLElements=False,
                                   transport_encoding=None)
        self.elements = [element for element in self.root.iter() if isinstance(element.tag, str)]

    def all(self, tag: str) -> list:
        return [element for element in self.elements if element.tag.rpartition("}")[2] == tag]

    @cached_property
    def title(self) -> str:
        titles = [" ".join("".join(title.itertext()).split()) for title in self.all("title")]
        return titles[0] if titles else ""

    @cached_property
    def ids(self) -> list[str]:
        return [element.get("id") for element in self.elements if element.get("id") is not None]

    @cached_property
    def anchors(self) -> set[str]:
        return set(self.ids) | {a.get("name") for a in self.all("a") if a.get("name")}

    @cached_property
    def redirect(self) -> str | None:
        for meta in self.all("meta"):
            if (meta.get("http-equiv") or "").lower() == "refresh":
                match = re.match(r"\s*[\d.]+\s*[;,]\s*(?:url\s*=\s*)?['\"]?([^'\"]*)", meta.get("content", ""), re.I)
                return match.group(1).strip() if match else ""
        return None

    def links(self, rel: str) -> list:
        return [link for link in self.all("link") if rel in (link.get("rel") or "").lower().split()]

    def meta(self, name: str) -> list[str]:
        return [meta.get("content") or "" for meta in self.all("meta")
                if name in (meta.get("name"), meta.get("property"))]

    @cached_property
    def references(self) -> list[Reference]:
        found = []
        for tags, loads in ((LOADING_ATTRIBUTES, True), (LINK_ATTRIBUTES, False)):
            for tag, attribute in tags:
                for element in self.all(tag):
                    for name in (attribute, "{http://www.w3.org/1999/xlink}" + attribute):
                        if (url := element.get(name)) is not None:
                            found.append(Reference(url, loads, f"<{tag} {attribute}>"))
        for link in self.all("link"):
            rels = set((link.get("rel") or "").lower().split())
            found.append(Reference(link.get("href") or "", bool(rels & LOADING_RELS), f"<link rel={link.get('rel')}>"))
        for element in self.elements:
            if srcset := element.get("srcset") or element.get("imagesrcset"):
                found += [Reference(url, True, "srcset") for url in candidates(srcset)]
            if style := element.get("style"):
                found += css_references(style, "style attribute")
        for style in self.all("style"):
            found += css_references("".join(style.itertext()), "<style>")
        if self.redirect is not None:
            found.append(Reference(self.redirect, False, "redirect"))
        for name in ("og:image", "og:url", "twitter:image"):
            found += [Reference(url, False, name) for url in self.meta(name)]
        return found

    @cached_property
    def structured_data(self) -> list[str]:
        return ["".join(script.itertext()) for script in self.all("script")
                if script.get("type") == "application/ld+json"]


def candidates(srcset: str) -> list[str]:
    return [part.split()[0] for part in re.split(r",\s+|,$", srcset.strip()) if part.split()]


def css_references(css: str, where: str) -> list[Reference]:
    return [Reference(next(filter(None, match.groups()), ""), True, where)
            for match in CSS_ADDRESS.finditer(CSS_COMMENT.sub("", css))]


class Tree:
    def __init__(self, folder: Path, base_url: str | None):
        self.folder = Path(folder).resolve()
        self.base_url = base_url if base_url is not None else self.folder.as_uri() + "/"
        if not self.base_url.endswith("/"):
            self.base_url += "/"
        self.is_served = base_url is not None
        self.files = sorted(path.relative_to(self.folder).as_posix()
                            for path in self.folder.rglob("*") if path.is_file() and path.name != ".gitignore")

    def read(self, path: str) -> bytes:
        return (self.folder / path).read_bytes()

    @cached_property
    def pages(self) -> dict[str, Page]:
        return {path: Page(path, self.read(path)) for path in self.files if path.endswith((".html", ".htm"))}

    @cached_property
    def documents(self) -> dict[str, Page]:
        """The pages people read: neither redirects nor the page for what isn't there."""
        return {path: page for path, page in self.pages.items()
                if page.redirect is None and Path(path).name != "404.html"}

    def url(self, path: str) -> str:
        """The address that a file is requested by."""
        if self.is_served and (path == "index.html" or path.endswith("/index.html")):
            path = path.removesuffix("index.html")
        return self.base_url + path

    def is_ours(self, url: str) -> bool:
        ours, other = urlsplit(self.base_url), urlsplit(url)
        return (ours.scheme, ours.netloc) == (other.scheme, other.netloc)

    def find(self, source: str, url: str) -> tuple[str | None, str, str | None]:
        """What an address in the file `source` leads to: (file, fragment, what is wrong).

        The file is None for addresses of others and for those that lead nowhere.
        """
        absolute = urljoin(self.url(source), url.strip())
        parts = urlsplit(absolute)
        if parts.scheme in ("mailto", "tel", "data", "webcal") or not self.is_ours(absolute):
            is_known = parts.scheme in ("http", "https", "mailto", "tel", "data", "webcal")
            return None, "", None if is_known else f"has the scheme '{parts.scheme}'"
        base = urlsplit(self.base_url).path
        if not parts.path.startswith(base) and parts.path + "/" != base:
            return None, "", f"leads outside the site's address {base}"
        path = unquote(parts.path[len(base):])
        if self.is_served and (path == "" or path.endswith("/")):
            path += "index.html"
        if path in self.file_set:
            return path, unquote(parts.fragment), None
        if f"{path.rstrip('/')}/index.html" in self.file_set:
            return None, "", "names a folder, not a page"
        return None, "", "leads to nothing"

    @cached_property
    def file_set(self) -> set[str]:
        return set(self.files)

    @cached_property
    def stylesheets(self) -> dict[str, list[Reference]]:
        return {path: css_references(self.read(path).decode(), "url()") for path in self.files if path.endswith(".css")}

    @cached_property
    def manifests(self) -> dict[str, list[Reference]]:
        found = {}
        for path in self.files:
            if path.endswith((".webmanifest", "manifest.json")):
                manifest = json.loads(self.read(path))
                icons = [icon["src"] for icon in manifest.get("icons", []) + manifest.get("screenshots", [])]
                found[path] = ([Reference(url, True, "icon") for url in icons]
                               + [Reference(manifest[key], False, key) for key in ("start_url", "scope") if key in manifest])
        return found

    @cached_property
    def references(self) -> list[tuple[str, Reference]]:
        """Every address in every page, stylesheet and manifest, with the file that has it."""
        lists = {path: page.references for path, page in self.pages.items()} | self.stylesheets | self.manifests
        return [(path, reference) for path, references in sorted(lists.items()) for reference in references]

"""Sitemap, robots.txt and Atom feeds, read as search engines and feed readers do."""

import re
import xml.etree.ElementTree as XML

import languages
from tree import Tree

SITEMAP = "{http://www.sitemaps.org/schemas/sitemap/0.9}"
XHTML = "{http://www.w3.org/1999/xhtml}"
ATOM = "{http://www.w3.org/2005/Atom}"
W3C_DATE = re.compile(r"\d{4}-\d\d-\d\d(T\d\d:\d\d(:\d\d(\.\d+)?)?(Z|[+-]\d\d:\d\d))?$")
RFC3339 = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)$")


def broken_xml(tree: Tree) -> list[str]:
    findings = []
    for path in tree.files:
        if path.endswith((".xml", ".atom", ".svg", ".xsl")):
            try:
                XML.fromstring(tree.read(path))
            except XML.ParseError as error:
                findings.append(f"{path}: {error}")
    return findings


def wrong_sitemap(tree: Tree) -> list[str]:
    """Every address is absolute, listed once, and a page; every page that search engines may find is listed."""
    if "sitemap.xml" not in tree.file_set:
        return ["sitemap.xml is missing"]
    root, findings, listed = XML.fromstring(tree.read("sitemap.xml")), [], []
    if root.tag != SITEMAP + "urlset":
        return [f"sitemap.xml: its root is {root.tag}"]
    for entry in root.findall(SITEMAP + "url"):
        location = entry.findtext(SITEMAP + "loc", "")
        addresses = [location] + [link.get("href") for link in entry.findall(XHTML + "link")]
        for address in addresses:
            file = tree.find("sitemap.xml", address)[0] if address.startswith(tree.base_url) else None
            if file not in tree.documents or tree.url(file) != address:
                findings.append(f"sitemap.xml: {address!r} is no page")
        for day in entry.findall(SITEMAP + "lastmod"):
            if not W3C_DATE.match(day.text or ""):
                findings.append(f"sitemap.xml: lastmod is {day.text!r}")
        listed.append(location)
    findings += [f"sitemap.xml: {location} is there twice" for location in set(listed) if listed.count(location) > 1]
    shown = languages.originals(tree)
    for path, page in tree.documents.items():
        may_be_found = path not in shown and not any("noindex" in value for value in page.meta("robots"))
        if may_be_found != (tree.url(path) in listed) and not is_later_part(path):
            findings.append(f"{path}: {'is missing in' if may_be_found else 'is noindex and still in'} sitemap.xml")
    return findings


def is_later_part(path: str) -> bool:
    """The second and later parts of a long list need not be in the sitemap."""
    return re.search(r"(^|/)page/\d+/index\.html$", path) is not None


def wrong_robots(tree: Tree) -> list[str]:
    if "robots.txt" not in tree.file_set:
        return ["robots.txt is missing"]
    lines = tree.read("robots.txt").decode().splitlines()
    sitemaps = [line.split(":", 1)[1].strip() for line in lines if line.lower().startswith("sitemap:")]
    findings = [f"robots.txt: {url!r} is no sitemap" for url in sitemaps if url != tree.base_url + "sitemap.xml"]
    if not sitemaps:
        findings.append("robots.txt names no sitemap")
    if not any(line.lower().startswith("user-agent:") for line in lines):
        findings.append("robots.txt names no user agent")
    return findings


def feeds(tree: Tree) -> dict[str, XML.Element]:
    found = {}
    for path in tree.files:
        if path.endswith((".xml", ".atom")):
            try:
                root = XML.fromstring(tree.read(path))
            except XML.ParseError:
                continue  # broken_xml reports it.
            if root.tag == ATOM + "feed":
                found[path] = root
    return found


def wrong_feeds(tree: Tree) -> list[str]:
    """What RFC 4287 requires, and absolute addresses that lead to pages."""
    findings = []
    for path, feed in feeds(tree).items():
        entries = feed.findall(ATOM + "entry")
        ids = [part.findtext(ATOM + "id") for part in [feed, *entries]]
        findings += [f"{path}: the id {id!r} is there twice" for id in set(ids) if ids.count(id) > 1]
        for part in [feed, *entries]:
            findings += [f"{path}: {problem}" for problem in wrong_part(tree, path, part)]
        if feed.find(ATOM + "author") is None and any(entry.find(ATOM + "author") is None for entry in entries):
            findings.append(f"{path}: nobody is its author")
        own = [link.get("href") for link in feed.findall(ATOM + "link") if link.get("rel") == "self"]
        if own != [tree.base_url + path]:
            findings.append(f"{path}: names itself {own}")
        if not any(tree.find(name, link.get("href") or "")[0] == path
                   for name, page in tree.documents.items() for link in page.links("alternate")):
            findings.append(f"{path}: no page names this feed")
    return findings


def wrong_part(tree: Tree, path: str, part: XML.Element) -> list[str]:
    name = part.tag.removeprefix(ATOM)
    problems = [f"{name} without {need}" for need in ("id", "title", "updated")
                if not (part.findtext(ATOM + need) or "").strip()]
    if not re.match(r"[a-z][a-z\d+.-]*:", part.findtext(ATOM + "id") or "x:"):
        problems.append(f"{name}: its id is no whole address")
    for moment in ("updated", "published"):
        text = part.findtext(ATOM + moment)
        if text is not None and not RFC3339.match(text):
            problems.append(f"{name}: {moment} is {text!r}")
    links = [link for link in part.findall(ATOM + "link") if link.get("rel", "alternate") == "alternate"]
    if not links:
        problems.append(f"{name} without a link")
    for link in links:
        url = link.get("href") or ""
        if not url.startswith(("http://", "https://")):
            problems.append(f"{name}: the link {url!r} is not whole")
        elif tree.is_ours(url) and tree.find(path, url)[0] not in tree.documents:
            problems.append(f"{name}: the link {url} leads to no page")
    return problems

"""Every address leads somewhere, nothing is loaded from other hosts, links lead from the home page to every page."""

import json
from urllib.parse import urljoin, urlsplit

from tree import Tree


def dead_links(tree: Tree) -> list[str]:
    """Addresses of ours without a file, and fragments without an element of that id."""
    findings = []
    for source, reference in tree.references:
        if source.endswith("404.html") and not tree.is_served:
            continue  # It is served at any address, so it can't be relative.
        file, fragment, problem = tree.find(source, reference.url)
        if problem:
            findings.append(f"{source}: {reference.where} {reference.url!r} {problem}")
        elif fragment and file in tree.pages and not fragment.startswith(":~:"):
            if fragment not in tree.pages[file].anchors and fragment != "top":
                findings.append(f"{source}: {reference.where} {reference.url!r}: no element has that id")
    return findings


def empty_links(tree: Tree) -> list[str]:
    """Links that lead to nothing but their own page."""
    return [f"{source}: {reference.where} {reference.url!r} leads nowhere"
            for source, reference in tree.references
            if reference.url.strip() in ("", "#") and reference.where != "<form action>"]


def relative_addresses_in_the_404_page(tree: Tree) -> list[str]:
    """The 404 page is served at any address, so its own addresses must not be relative."""
    if "404.html" not in tree.pages:
        return ["404.html is missing"]
    return [f"404.html: {reference.where} {reference.url!r} depends on the address it is answered at"
            for reference in tree.pages["404.html"].references
            if not reference.url.startswith(("/", "#", "data:", "mailto:", "tel:")) and "://" not in reference.url]


def third_party_requests(tree: Tree) -> list[str]:
    """What a browser would load from another site without a click."""
    findings = []
    for source, reference in tree.references:
        url = urljoin(tree.url(source), reference.url)
        if reference.loads and urlsplit(url).scheme != "data" and not tree.is_ours(url):
            findings.append(f"{source}: {reference.where} asks a stranger: {reference.url}")
    return findings


def unreachable_pages(tree: Tree) -> list[str]:
    """Pages that no chain of links from the home page leads to."""
    waiting, reached = ["index.html"], {"index.html"}
    while waiting:
        source = waiting.pop()
        for reference in tree.pages[source].references if source in tree.pages else []:
            if reference.where not in ("<a href>", "<area href>", "redirect"):
                continue
            file, _, _ = tree.find(source, reference.url)
            if file and file not in reached:
                reached.add(file)
                waiting.append(file)
    return [f"{path}: no link leads here" for path in tree.documents if path not in reached]


def dead_structured_data(tree: Tree) -> list[str]:
    """JSON-LD that isn't JSON, names no vocabulary, or names an address of ours that doesn't exist."""
    findings = []
    for path, page in tree.pages.items():
        for text in page.structured_data:
            try:
                data = json.loads(text)
            except ValueError as error:
                findings.append(f"{path}: JSON-LD is no JSON: {error}")
                continue
            for part in data if isinstance(data, list) else [data]:
                if not isinstance(part, dict) or "@context" not in part:
                    findings.append(f"{path}: JSON-LD without @context")
            for url in strings(data):
                if url.startswith(tree.base_url) and tree.find(path, url)[2]:
                    findings.append(f"{path}: JSON-LD names {url}, which {tree.find(path, url)[2]}")
    return findings


def strings(data) -> list[str]:
    if isinstance(data, str):
        return [data]
    if isinstance(data, dict):
        return [text for value in data.values() for text in strings(value)]
    if isinstance(data, list):
        return [text for value in data for text in strings(value)]
    return []

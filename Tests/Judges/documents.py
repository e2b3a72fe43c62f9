"""What every page needs: a title, a language, unique ids, an address."""

import re
from collections import Counter

import languages
from tree import Tree

LANGUAGE = re.compile(r"[a-z]{2,3}(-[A-Z][a-z]{3})?(-([A-Z]{2}|\d{3}))?(-[a-z\d]{4,8})*$")
ID_LISTS = ("aria-labelledby", "aria-describedby", "aria-controls", "aria-owns", "aria-details",
            "aria-flowto", "headers", "list", "form", "for")


def repeated_ids(tree: Tree) -> list[str]:
    return [f"{path}: the id '{id}' is there {count} times"
            for path, page in tree.pages.items() for id, count in Counter(page.ids).items() if count > 1
            ] + [f"{path}: the id '{id}' is empty or has a space" for path, page in tree.pages.items()
                 for id in page.ids if not id or re.search(r"\s", id)]


def broken_references(tree: Tree) -> list[str]:
    """Labels, headers and ARIA relations that name an id the page doesn't have."""
    return [f"{path}: {attribute}=\"{element.get(attribute)}\": no element has the id '{id}'"
            for path, page in tree.pages.items() for element in page.elements for attribute in ID_LISTS
            for id in (element.get(attribute) or "").split() if id not in page.ids]


def wrong_languages(tree: Tree) -> list[str]:
    findings = []
    for path, page in tree.pages.items():
        if not LANGUAGE.match(page.root.get("lang") or ""):
            findings.append(f"{path}: <html lang={page.root.get('lang')!r}>")
        for element in page.elements:
            for attribute in ("lang", "hreflang"):
                value = element.get(attribute)
                if value is not None and value != "x-default" and not LANGUAGE.match(value):
                    findings.append(f"{path}: <{element.tag} {attribute}={value!r}>")
    return findings


def wrong_titles(tree: Tree) -> list[str]:
    """Titles that are missing, more than one, or the same as another page's in that language."""
    findings, owners = [], {}
    for path, page in tree.pages.items():
        head = page.root.find("head")
        count = len(head.findall("title")) if head is not None else 0
        if count != 1 or not page.title:
            findings.append(f"{path}: {count} titles" if count != 1 else f"{path}: an empty title")
    for path, page in tree.documents.items():
        key = (page.root.get("lang"), page.title)
        if key in owners:
            findings.append(f"{path}: has the title of {owners[key]}: {page.title!r}")
        owners.setdefault(key, path)
    return findings


def wrong_addresses(tree: Tree) -> list[str]:
    """Each page names one canonical address, its own absolute one, and Open Graph says the same.

    An untranslated page names its original's, as `languages.py` judges.
    """
    findings = []
    shown = languages.originals(tree)
    for path, page in tree.documents.items():
        canonical = [link.get("href") for link in page.links("canonical")]
        expected = tree.url(shown.get(path) or path)
        if canonical != [expected]:
            findings.append(f"{path}: canonical is {canonical}, not {expected}")
        for url in page.meta("og:url"):
            if url != expected:
                findings.append(f"{path}: og:url is {url}")
        if page.meta("og:title") in ([], [""]):
            findings.append(f"{path}: og:title is missing")
    return findings


def wrong_redirects(tree: Tree) -> list[str]:
    """A redirect names its target as canonical, keeps out of indexes, and has a link to press."""
    findings = []
    for path, page in tree.pages.items():
        if page.redirect is None:
            continue
        target = tree.find(path, page.redirect)[0]
        canonical = [tree.find(path, link.get("href") or "")[0] for link in page.links("canonical")]
        pressed = [tree.find(path, a.get("href") or "")[0] for a in page.all("a")]
        if target is None:
            findings.append(f"{path}: redirects to {page.redirect!r}")
        elif target not in canonical or target not in pressed:
            findings.append(f"{path}: no canonical address or no link to {target}")
    return findings


def wrong_translations(tree: Tree) -> list[str]:
    """Alternates lead to pages in the language they say, and those pages lead back."""
    findings = []
    alternates = {path: {link.get("hreflang"): tree.find(path, link.get("href") or "")[0]
                         for link in page.links("alternate") if link.get("hreflang")}
                  for path, page in tree.documents.items()}
    for path, targets in alternates.items():
        for language, target in targets.items():
            if target not in tree.documents:
                findings.append(f"{path}: its alternate in {language} is no page")
            elif language != "x-default" and tree.documents[target].root.get("lang") != language:
                findings.append(f"{path}: its alternate in {language} is {target}, in another language")
            elif path not in alternates[target].values():
                findings.append(f"{path}: its alternate {target} doesn't lead back")
    return findings


def wrong_heads(tree: Tree) -> list[str]:
    """UTF-8 is declared early, and people may enlarge the page."""
    findings = []
    for path, page in tree.pages.items():
        if not re.search(rb"<meta charset=\"?utf-8\"?", page.data[:1024], re.I):
            findings.append(f"{path}: no <meta charset=utf-8> in its first kilobyte")
        viewport = page.meta("viewport")
        if page.redirect is None and (not viewport or re.search(r"user-scalable|maximum-scale", viewport[0])):
            findings.append(f"{path}: viewport is {viewport}")
    return findings

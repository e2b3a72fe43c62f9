"""Pages that are shown untranslated: the interface in one language, the text in another.

Such a page names its original as the canonical address. It is judged beside that: a text that both pages have is the
original's, and a text that only this one has is the interface's.
"""

from pathlib import Path
from urllib.parse import unquote

from tree import Page, Tree

UNSEEN = {"script", "style", "svg", "template"}


def originals(tree: Tree) -> dict[str, str]:
    """The files of pages whose canonical address is that of a page in another language, with that page's file."""
    found = {}
    for path, page in tree.documents.items():
        canonical = [link.get("href") for link in page.links("canonical")]
        target = tree.find(path, canonical[0] or "")[0] if len(canonical) == 1 else None
        if target in tree.documents and target != path and tree.documents[target].root.get("lang") != page.root.get("lang"):
            found[path] = target
    return found


def wrong_untranslated_pages(tree: Tree) -> list[str]:
    findings = []
    shown = originals(tree)
    listed = "\n".join(unquote(tree.read(path).decode()) for path in tree.files
                       if Path(path).suffix in (".xml", ".ics", ".json", ".webmanifest", ".txt"))
    for path, target in shown.items():
        page, original = tree.documents[path], tree.documents[target]
        text = original.root.get("lang")
        if target in shown:
            findings.append(f"{path}: its original {target} is untranslated, too")
        if any(link.get("hreflang") for link in page.links("alternate")):
            findings.append(f"{path}: search engines are told that it is a translation")
        if page.structured_data:
            findings.append(f"{path}: it has data for search engines")
        if unquote(tree.url(path)) + "<" in listed or unquote(tree.url(path)) + '"' in listed:
            findings.append(f"{path}: a sitemap, feed, calendar or schedule has it")
        if not any(tree.find(path, a.get("href") or "")[0] == target and a.get("hreflang") == text
                   for a in page.all("a") if is_within(page, a, "main")):
            findings.append(f"{path}: no link leads to the original")
        findings += [f"{path}: {finding}" for finding in wrong_texts(page, original)]
    for path, page in tree.documents.items():
        for link in page.links("alternate"):
            target = tree.find(path, link.get("href") or "")[0]
            if link.get("hreflang") and target in shown:
                findings.append(f"{path}: its alternate {target} is no translation")
    return findings


def wrong_texts(page: Page, original: Page) -> list[str]:
    """Texts that are marked with the wrong language."""
    own, text = page.root.get("lang"), original.root.get("lang")
    theirs = {words for words, _ in texts(original)}
    all_theirs = " ".join(words for words, _ in texts(original))
    findings = []
    for words, language in texts(page):
        if not is_prose(words):
            continue
        if words in theirs and language != text:
            findings.append(f"{words!r} is in {text}, and marked as {language}")
        if words not in all_theirs and language == text:
            findings.append(f"{words!r} is in {own}, and marked as {language}")
    headings = [language for _, language in texts(page, "h1")]
    if not headings or any(language != text for language in headings):
        findings.append(f"its title is in {text}, and marked as {headings}")
    return findings


def is_prose(words: str) -> bool:
    """Names, numbers and single words may be the same in both languages."""
    return sum(word[0].islower() for word in words.split()) > 1


def texts(page: Page, tag: str = "main") -> list[tuple[str, str]]:
    """The texts within an element, each with the language it is in."""
    found = []

    def visit(element, language: str, is_inside: bool) -> None:
        if not isinstance(element.tag, str) or element.tag.rpartition("}")[2] in UNSEEN:
            return
        language = element.get("lang") or language
        is_inside = is_inside or element.tag == tag
        if is_inside and element.text and element.text.strip():
            found.append((" ".join(element.text.split()), language))
        for child in element:
            visit(child, language, is_inside)
            if is_inside and child.tail and child.tail.strip():
                found.append((" ".join(child.tail.split()), language))

    visit(page.root, "", False)
    return found


def is_within(page: Page, element, tag: str) -> bool:
    return any(element in list(ancestor.iter()) for ancestor in page.all(tag))

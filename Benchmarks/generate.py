"""Writes a synthetic site of any size, for Lectern and for Hugo, the same every time.

    python3 generate.py FOLDER --pages 10000 [--sessions 5000 --speakers 5000 [--unrelated]]

FOLDER/lectern gets site.yaml, content/ and templates/. FOLDER/hugo gets hugo.yaml and layouts/
that do the same work; it reads the same content/, so both programs see the same bytes. Only the
speakers are written twice when there are any: Hugo's documentation makes such a relation a
taxonomy, and a taxonomy's terms are folders.

A page has about 6 kB of Markdown. Each file depends on the seed and its own number alone, so the
work is spread over the cores. Python's standard library only.
"""

import argparse
import json
import multiprocessing
import os
import random
import re
import shutil
from datetime import date, timedelta
from pathlib import Path

HERE = Path(__file__).resolve().parent
PAGES_PER_SECTION = 200
SESSIONS_PER_EDITION = 400
ROOMS_PER_EDITION = 10
SLOTS = ("09:00", "10:15", "11:30", "13:00", "14:15", "15:30", "16:45", "18:00")

ADJECTIVES = """green fair quiet local northern open shared small early warm plain steady honest
simple regional common public careful useful patient bright lasting sober civil modest""".split()
NOUNS = """tender contract city office school bus meal roof street park council market bridge
library harbour hospital kitchen lamp paper chair garden region supplier budget report award
criterion label forest timber product service building meeting workshop programme lesson""".split()
VERBS = """buys compares renews measures saves prefers shares repairs plans opens tests writes
reads asks finds keeps counts replaces supports explains""".split()
LINKS = "because while although whenever before after unless".split()


def sentences(count: int) -> list[str]:
    """A pool of sentences, some with quotes, dashes, apostrophes and ellipses to be set in type."""
    dice = random.Random(1)
    pool = []
    for _ in range(count):
        a, b, c = (f"{dice.choice(ADJECTIVES)} {dice.choice(NOUNS)}" for _ in range(3))
        text = (f"the {a} {dice.choice(VERBS)} the {b} "
                f"{dice.choice(LINKS)} the {c} {dice.choice(VERBS)} it")
        match dice.randrange(8):
            case 0: text += f', as the "{dice.choice(NOUNS)} report" says'
            case 1: text += f" -- not only the {dice.choice(NOUNS)}'s"
            case 2: text += f" with *great {dice.choice(NOUNS)}* in mind"
            case 3: text += f" within **{dice.randrange(2, 90)} days**"
            case 4: text += "..."
        pool.append(text[0].upper() + text[1:] + ".")
    return pool


POOL = sentences(3000)


class Plan:
    """How many of everything there are, and where each page lies."""

    def __init__(self, pages: int, sessions: int = 0, speakers: int = 0, seed: int = 2012, related: bool = True):
        self.pages, self.sessions, self.speakers, self.seed = pages, sessions, speakers, seed
        self.related = related
        self.sections = max(5, -(-pages // PAGES_PER_SECTION)) if pages else 0
        self.topics = max(30, pages // 50)
        self.editions = -(-sessions // SESSIONS_PER_EDITION)

    def dice(self, number: int) -> random.Random:
        return random.Random(self.seed * 1_000_003 + number)

    def section_of(self, page: int) -> int:
        return page % self.sections


def text(dice: random.Random, count: int) -> str:
    return " ".join(dice.choices(POOL, k=count))


def plain(sentence: str) -> str:
    """A sentence for a description, which has no markup."""
    return re.sub(r"\[([^]]*)\]\([^)]*\)", r"\1", sentence).translate(str.maketrans("", "", "*`~"))


def phrase(dice: random.Random) -> str:
    return f"{dice.choice(ADJECTIVES)} {dice.choice(NOUNS)}"


def link(plan: Plan, dice: random.Random, section: int | None) -> str:
    """A link to another page, written as an editor sees the files."""
    if not plan.pages:
        return f"[{phrase(dice)}](https://example.com/{dice.choice(NOUNS)}/)"
    target = dice.randrange(plan.pages)
    folder = plan.section_of(target)
    name = f"page-{target:06}.md" + ("#further-reading" if dice.randrange(3) == 0 else "")
    up = "" if folder == section else f"../section-{folder:03}/"
    # Two links of the same words would lead to different pages, which is told to the editor.
    return f"[{phrase(dice)} {target}]({up}{name})"


def body(plan: Plan, dice: random.Random, section: int | None) -> str:
    """About 6 kB of what editors write: headings, lists, a table, code, links, notes."""
    has_note, has_tasks, has_deletion = dice.random() < 1 / 3, dice.random() < 0.1, dice.random() < 0.05
    parts = [text(dice, 4) + (" It has a source.[^source]" if has_note else "")]
    for number, title in enumerate(dice.sample(NOUNS, 4)):
        parts.append(f"## The {title} and the {phrase(dice)}")
        parts.append(f"{text(dice, 4)} See {link(plan, dice, section)}. {text(dice, 2)}")
        match number:
            case 0:
                parts.append("\n".join(f"- {phrase(dice).capitalize()}: {text(dice, 1)}" for _ in range(5)))
            case 1:
                parts.append(f"### Figures of the {phrase(dice)}")
                parts.append(table(dice))
                parts.append(text(dice, 3))
            case 2:
                parts.append(code(dice))
                parts.append("\n".join(f"{n}. {text(dice, 1)}" for n in range(1, 5)))
            case 3:
                parts.append(f"> {text(dice, 2)}\n>\n> -- The {phrase(dice)}")
                parts.append(f"### Steps of the {phrase(dice)}")
                parts.append(f"{text(dice, 3)} More at https://{dice.choice(NOUNS)}.example.com "
                             f"and in {link(plan, dice, section)}.")
    if has_tasks:
        parts.append(f"- [x] Ask the {phrase(dice)}\n- [ ] Answer the {phrase(dice)}")
    if has_deletion:
        parts.append(f"The price was ~~{dice.randrange(900)}~~ {dice.randrange(900)} euros.")
    parts.append("## Further reading")
    parts.append("\n".join(f"- {link(plan, dice, section)}: {text(dice, 1)}" for _ in range(4)))
    if has_note:
        parts.append(f"[^source]: {text(dice, 1)}")
    return "\n\n".join(parts) + "\n"


def table(dice: random.Random) -> str:
    rows = ["| What | Year | Share | Note |", "|---|---:|---:|---|"]
    for _ in range(6):
        rows.append(f"| {phrase(dice)} | {dice.randrange(1998, 2019)} | {dice.randrange(100)} % "
                    f"| `{dice.choice(NOUNS)}-{dice.randrange(99)}` |")
    return "\n".join(rows)


def code(dice: random.Random) -> str:
    lines = [f"{dice.choice(NOUNS)} = {dice.choice(NOUNS)}[{dice.randrange(9)}] <- \"{phrase(dice)}\" & more"
             for _ in range(7)]
    return "```\n" + "\n".join(lines) + "\n```"


def page(plan: Plan, number: int) -> tuple[str, str]:
    dice = plan.dice(number)
    section = plan.section_of(number)
    topics = ", ".join(f"topic-{t:04}" for t in dice.sample(range(plan.topics), 3))
    day = date(1998, 1, 1) + timedelta(days=dice.randrange(7000))
    front = (f"---\ntitle: The {phrase(dice)} of the {phrase(dice)}, number {number}\n"
             f"date: {day}\ndescription: {json.dumps(plain(dice.choice(POOL)))}\n"
             f"topics: [{topics}]\n---\n")
    return f"section-{section:03}/page-{number:06}.md", front + body(plan, dice, section)


def session(plan: Plan, number: int) -> tuple[str, str]:
    """A session: edition by edition, day by day, slot by slot, room by room; nobody is in two places."""
    dice = plan.dice(10_000_000 + number)
    edition, place = divmod(number, SESSIONS_PER_EDITION)
    slot, room = divmod(place, ROOMS_PER_EDITION)
    day, hour = divmod(slot, len(SLOTS))
    start = SLOTS[hour]
    end = f"{int(start[:2]) + 1:02}:{start[3:]}"
    year = 1990 + edition
    pool = [s for s in range(edition, plan.speakers, plan.editions)]
    turn = random.Random(plan.seed + edition * 1000 + slot).sample(pool, min(len(pool), 2 * ROOMS_PER_EDITION))
    people = ", ".join(f"speaker-{s:06}" for s in turn[2 * room: 2 * room + 2])
    front = (f"---\ntitle: The {phrase(dice)} of the {phrase(dice)}, session {number}\n"
             f"description: {json.dumps(plain(dice.choice(POOL)))}\n"
             f"start: {year}-05-{10 + day:02} {start}\nend: {year}-05-{10 + day:02} {end}\n"
             "format: workshop\n")
    if plan.related:
        front += f"room: room-{room:02}\ntrack: track-{room % 4}\nspeakers: [{people}]\n"
    front += "---\n"
    return f"edition-{edition:03}/session-{number:06}.md", front + body(plan, dice, None)


def speaker(plan: Plan, number: int) -> tuple[str, str]:
    dice = plan.dice(20_000_000 + number)
    front = (f"---\ntitle: {dice.choice(ADJECTIVES).capitalize()} {dice.choice(NOUNS).capitalize()} {number}\n"
             f"description: {json.dumps(plain(dice.choice(POOL)))}\nrole: Head of the {phrase(dice)}\n"
             f"affiliation: The {phrase(dice)}\n---\n")
    return f"speakers/speaker-{number:06}.md", front + body(plan, dice, None)


def index(title: str, extra: str = "") -> str:
    return f"---\ntitle: {title}\ndescription: All about {title.lower()}.\n{extra}---\n{POOL[len(title)]}\n"


def write(path: Path, content: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(content, encoding="utf-8")


def write_run(job: tuple[Plan, str, range, Path, Path]) -> int:
    """Writes a run of pages; returns their size in bytes."""
    plan, what, numbers, content, hugo = job
    size = 0
    for number in numbers:
        path, document = {"page": page, "session": session, "speaker": speaker}[what](plan, number)
        size += len(document)
        with open(content / path, "w", encoding="utf-8") as file:
            file.write(document)
        if what == "speaker":
            write(hugo / path.removesuffix(".md") / "_index.md", document)
    return size


def write_sections(plan: Plan, content: Path) -> None:
    write(content / "_index.md", index("Synthetic site"))
    for section in range(plan.sections):
        write(content / f"section-{section:03}/_index.md",
              index(f"Section {section}", "sort: -date\npaginate: 20\nfeed: true\n"))
    if not plan.sessions:
        return
    for edition in range(plan.editions):
        write(content / f"edition-{edition:03}/_index.md",
              index(f"Edition {edition}", "sort: title\npaginate: 20\ndefaults: {kind: session}\n"))
    write(content / "speakers/_index.md",
          index("Speakers", "sort: title\npaginate: 20\ndefaults: {kind: speaker}\n"))
    for kind, count in (("room", ROOMS_PER_EDITION), ("track", 4)):
        write(content / f"{kind}s/_index.md", index(f"{kind}s".capitalize(), f"defaults: {{kind: {kind}}}\n"))
        for number in range(count):
            name = f"{kind}-{number:02}" if kind == "room" else f"{kind}-{number}"
            write(content / f"{kind}s/{name}.md", index(f"The {ADJECTIVES[number]} {kind}"))


def runs(plan: Plan, content: Path, hugo: Path):
    for what, count in (("page", plan.pages), ("session", plan.sessions), ("speaker", plan.speakers)):
        for start in range(0, count, 500):
            yield plan, what, range(start, min(count, start + 500)), content, hugo


def menu(plan: Plan) -> list[tuple[str, str]]:
    sections = [(f"Section {s}", f"/section-{s:03}/") for s in range(min(4, plan.sections))]
    editions = [(f"Edition {e}", f"/edition-{e:03}/") for e in range(min(2, plan.editions))]
    speakers = [("Speakers", "/speakers/")] if plan.sessions else []
    topics = [("Topics", "/topics/")] if plan.pages else []  # sessions have none
    return sections + editions + speakers + topics


def write_settings(plan: Plan, lectern: Path, hugo: Path) -> None:
    write(lectern / "site.yaml", f"""\
title: Synthetic site
description: Pages that nobody wrote, for measuring how long a site takes.
base_url: https://example.org/
timezone: Europe/Stockholm
languages:
  en: {{name: English}}
taxonomies:
  topics: {{title: Topics, paginate: 20}}
menus:
  main:
""" + "".join(f"    - {{title: {title}, page: {address}}}\n" for title, address in menu(plan)))
    relations = """\
cascade:
  - target: {path: '/edition-*/session-*'}
    type: session
""" if plan.sessions else ""
    settings = (HERE / "hugo/hugo.yaml").read_text()
    if plan.sessions:
        settings = settings.replace("  topic: topics\n", "  topic: topics\n  speaker: speakers\n")
    write(hugo / "hugo.yaml", settings + relations + """\
module:
  mounts:
    - {source: ../lectern/content, target: content, files: ['! speakers/speaker-*']}
    - {source: content, target: content}
menus:
  main:
""" + "".join(f"    - {{name: {title}, pageRef: {address}}}\n" for title, address in menu(plan)))


def generate(folder: Path, plan: Plan) -> int:
    """Writes both sites; returns the size of the Markdown in bytes."""
    lectern, hugo = folder / "lectern", folder / "hugo"
    content = lectern / "content"
    shutil.copytree(HERE / "lectern", lectern / "templates", dirs_exist_ok=True)
    shutil.copytree(HERE / "hugo/layouts", hugo / "layouts", dirs_exist_ok=True)
    shutil.copytree(HERE / "lectern/assets", hugo / "assets", dirs_exist_ok=True)
    (hugo / "content").mkdir(exist_ok=True)
    write_sections(plan, content)
    write_settings(plan, lectern, hugo)
    with multiprocessing.Pool(os.cpu_count()) as pool:
        return sum(pool.imap_unordered(write_run, runs(plan, content, hugo / "content")))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("folder", type=Path)
    parser.add_argument("--pages", type=int, default=1000)
    parser.add_argument("--sessions", type=int, default=0)
    parser.add_argument("--speakers", type=int, default=0)
    parser.add_argument("--unrelated", action="store_true", help="sessions without speakers, room and track")
    parser.add_argument("--seed", type=int, default=2012)
    options = parser.parse_args()
    if options.sessions and options.speakers < 2 * ROOMS_PER_EDITION * -(-options.sessions // SESSIONS_PER_EDITION):
        parser.error("that many sessions need more speakers: twenty for every 400 sessions")
    plan = Plan(options.pages, options.sessions, options.speakers, options.seed, not options.unrelated)
    size = generate(options.folder, plan)
    count = plan.pages + plan.sessions + plan.speakers
    print(f"{count} pages of {size / max(1, count) / 1000:.1f} kB in {options.folder}")


if __name__ == "__main__":
    main()

"""Random programmes whose clashes are counted pair by pair: what is reported is true, has a location, and nothing is missing.

If several sessions clash at once with the same one, only one of them is reported with it. So, of each pair, an error of that
kind has to name the one that starts later.
"""

import json
import random
import re
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from itertools import combinations

import lectern

PROGRAMMES = 150
PEOPLE, ROOMS = ("ann", "bob", "cyd", "dee"), ("red", "blue", "grey")
STEP = timedelta(minutes=15)

TOLD = {"room": re.compile(r"(\w+) is used twice .*: by 'S(\d+)' and by 'S(\d+)'"),
        "everywhere": re.compile(r"(')S(\d+)' fills every room .*, and 'S(\d+)' is"),
        "person": re.compile(r"(\w+) is in two places .*: 'S(\d+)' and 'S(\d+)'")}


@dataclass
class Session:
    number: int
    start: datetime
    end: datetime
    room: str | None = None
    everywhere: bool = False
    parent: "Session | None" = None
    people: list = field(default_factory=list)
    status: str = "confirmed"
    has_time: bool = True

    def text(self) -> str:
        lines = [f"title: S{self.number:02}", f"status: {self.status}", f"speakers: [{', '.join(self.people)}]"]
        if self.has_time:
            lines += [f"start: {self.start:%Y-%m-%d %H:%M}", f"end: {self.end:%Y-%m-%d %H:%M}"]
        lines += [f"room: {self.room}"] if self.room else []
        lines += ["everywhere: true"] if self.everywhere else []
        lines += [f"parent: s{self.parent.number:02}"] if self.parent else []
        return "---\n" + "\n".join(lines) + "\n---\n"

    def is_part_of(self, other: "Session") -> bool:
        return self.parent is not None and (self.parent is other or self.parent.is_part_of(other))


def made_up_session(number: int, earlier: list[Session], random: random.Random) -> Session:
    start = datetime(2031, 6, 2 + random.randint(0, 1)) + STEP * random.randint(32, 96)
    session = Session(number, start, start + STEP * random.randint(1, 8), random.choice((None, *ROOMS)),
                      people=random.sample(PEOPLE, random.choice((0, 1, 1, 2))),
                      status=random.choice(["confirmed"] * 8 + ["cancelled", "moved"]))
    whole = random.choice(earlier) if earlier else None
    chance = random.random()
    if chance < 0.3 and whole and whole.has_time:
        make_part(session, whole, random)
    elif chance < 0.4:
        session.room, session.everywhere = None, True
    return session


def make_part(session: Session, whole: Session, random: random.Random) -> None:
    session.parent, session.start, session.end = whole, whole.start, whole.end
    session.has_time = random.random() < 0.5
    if session.has_time:
        steps = (whole.end - whole.start) // STEP
        first = random.randrange(steps)
        session.start, session.end = (whole.start + STEP * step for step in (first, random.randint(first + 1, steps)))
    if random.random() < 0.5:
        session.room = None


def clashes(sessions: list[Session]) -> set[tuple]:
    """Kind, room or person, and the two sessions."""
    found = set()
    for a, b in combinations(sessions, 2):
        if "cancelled" in (a.status, b.status) or not (a.start < b.end and b.start < a.end):
            continue
        if a.is_part_of(b) or b.is_part_of(a):
            continue
        pair = (a.number, b.number)
        if a.room and a.room == b.room:
            found.add(("room", a.room, *pair))
        if (a.everywhere and (b.everywhere or b.room)) or (b.everywhere and a.room):
            found.add(("everywhere", "", *pair))
        # Parts whose times within the whole are not known may follow each other.
        if a.has_time or b.has_time or a.parent is not b.parent:
            found.update(("person", name, *pair) for name in set(a.people) & set(b.people))
    return found


class ProgrammeClashesTests(lectern.LecternTest):
    def setUp(self):
        super().setUp()
        self.site = self.folder / "site"
        for name, text in {"site.yaml": "title: Random\nbase_url: https://example.org/\n",
                           "content/_index.md": "---\ntitle: Home\n---\n",
                           "content/programme/_index.md": "---\ntitle: P\nprogramme: true\ndefaults: {kind: session}\n---\n",
                           "templates/strings/en.yaml": "not_found: {title: Not found}\n",
                           **{f"templates/{name}.html": "" for name in ("page", "section", "404", "term", "taxonomy")}}.items():
            self.write(name, text)
        for folder, kind, names in (("speakers", "speaker", PEOPLE), ("rooms", "room", ROOMS)):
            self.write(f"content/{folder}/_index.md", f"---\ntitle: {folder}\ndefaults: {{kind: {kind}}}\n---\n")
            self.write(f"content/{folder}/_pages.csv", "id,title\n" + "".join(f"{name},{name}\n" for name in names))

    def write(self, name: str, text: str) -> None:
        (self.site / name).parent.mkdir(parents=True, exist_ok=True)
        (self.site / name).write_text(text)

    def reported(self) -> set[tuple]:
        """What the program reports, in the form of `clashes`; there may be no other mistake, and each has a location."""
        result = lectern.run("check", self.site, "--at", "2031-01-01", "--format", "json")
        found = set()
        for entry in map(json.loads, result.stderr.splitlines()):
            if entry["severity"] != "error":
                continue
            self.assertRegex(entry.get("file") or "", r"content/programme/s\d\d\.md", entry["message"])
            self.assertGreater(entry["line"], 0)
            match = next(((kind, match) for kind, form in TOLD.items() if (match := form.match(entry["message"]))), None)
            self.assertIsNotNone(match, entry["message"])
            kind, (name, *pair) = match[0], match[1].groups()
            found.add((kind, name.strip("'").lower(), *sorted(map(int, pair))))
        return found

    def test_are_all_told_and_no_others(self):
        source, count = random.Random(2012), 0
        for number in range(PROGRAMMES):
            sessions: list[Session] = []
            for index in range(source.randint(3, 14)):
                sessions.append(made_up_session(index, sessions, source))
            for file in (self.site / "content/programme").glob("s*.md"):
                file.unlink()
            for session in sessions:
                self.write(f"content/programme/s{session.number:02}.md", session.text())
            with self.subTest(programme=number, sessions=[session.text() for session in sessions]):
                true, reported = clashes(sessions), self.reported()
                self.assertEqual(reported - true, set())
                named = {(kind, name, index) for kind, name, *pair in reported for index in pair}
                for kind, name, *pair in true:
                    latest = max(sessions[index].start for index in pair)
                    self.assertTrue(any((kind, name, index) in named for index in pair
                                        if sessions[index].start == latest), (kind, name, pair))
                count += len(true)
        self.assertGreater(count, PROGRAMMES / 2)

"""Imports of a planner that changes, into a site that editors change: nothing is lost, nothing doubled, nobody's work overwritten.

The judge keeps three states of its own, as a person would: what the planner said last, what it says, what the file says.
"""

import copy
import random
import re

import lectern
from test_import import ImportTest, day, event, front_matter, person, schedule

FIELDS = ("title", "start", "end", "room", "format", "spoken_language", "speakers", "description", "body")
ROOMS = {"Hall": "hall", "Annex": "annex"}
PEOPLE = {f"P{n}": (f"Person {name}", f"person-{name.lower()}") for n, name in enumerate(("Alba", "Bruno", "Carla"))}
TYPES = {"Plenary": "plenary", "Break": "break"}


class Planner:
    """Sessions by their codes, and the file that the planner exports."""

    def __init__(self, chance: random.Random):
        self.chance, self.sessions, self.count = chance, {}, 0

    def add(self) -> None:
        self.count += 1
        self.sessions[f"C{self.count:05}"] = {
            "title": f"Talk {self.chance.randint(1, 6)}", "hour": self.chance.randint(8, 20), "room": "Hall", "type": "Plenary",
            "language": "en", "persons": [], "abstract": "", "subtitle": ""}

    def edit(self) -> None:
        for _ in range(self.chance.randint(1, 6)):
            if self.chance.random() < 0.25 or not self.sessions:
                self.add()
                continue
            session = self.sessions[self.chance.choice(sorted(self.sessions))]
            key = self.chance.choice(sorted(session))
            session[key] = {
                "title": f"Talk: #{self.chance.randint(1, 9)}", "hour": self.chance.randint(8, 20),
                "room": self.chance.choice(sorted(ROOMS)), "type": self.chance.choice(sorted(TYPES)),
                "language": self.chance.choice(["en", "sv", "de"]),
                "persons": self.chance.sample(sorted(PEOPLE), self.chance.randint(0, 3)),
                "abstract": self.chance.choice(["", "One.", "Two\n\nparagraphs.", "- a\n- b"]),
                "subtitle": self.chance.choice(["", "Short: it's", "no"])}[key]

    def said(self, code: str) -> dict:
        """What a page should say of a session."""
        session = self.sessions[code]
        date = "2031-06-02"
        said = {"title": session["title"], "start": f"{date} {session['hour']:02}:00", "end": f"{date} {session['hour']:02}:30",
                "room": ROOMS[session["room"]], "format": TYPES[session["type"]], "spoken_language": session["language"],
                "speakers": [PEOPLE[each][1] for each in session["persons"]], "description": session["subtitle"],
                "body": session["abstract"]}
        return {key: value for key, value in said.items() if value}

    def export(self) -> dict:
        rooms: dict[str, list] = {name: [] for name in ROOMS}
        # People whom no session names are in no export; these three always are, by a session that never changes.
        everybody = event("Everybody", "2031-06-03T09:00:00+02:00", code="ZZZZZZ", guid="g-z", id=9999, type="Plenary",
                          persons=[person(code, name) for code, (name, _) in PEOPLE.items()])
        for number, (code, session) in enumerate(self.chance.sample(sorted(self.sessions.items()), len(self.sessions))):
            rooms[session["room"]].append(event(
                session["title"], f"2031-06-02T{session['hour']:02}:00:00+02:00", code=code, guid=f"g-{code}", id=int(code[1:]),
                type=session["type"], language=session["language"], abstract=session["abstract"], subtitle=session["subtitle"],
                persons=[person(each, PEOPLE[each][0]) for each in session["persons"]]))
        return schedule([day(1, "2031-06-02", rooms), day(2, "2031-06-03", {"Hall": [everybody]})],
                        rooms=[{"name": name, "guid": f"r-{name}"} for name in sorted(ROOMS)])


def written(path) -> dict:
    matter, body = front_matter(path)
    return {key: value for key, value in (matter | {"body": body.strip("\n")}).items() if value}


class ImportAgainTests(ImportTest):
    def edit_page(self, chance: random.Random, path) -> None:
        """What an editor does to a page: another value, one more key, none any more, a comment, more text."""
        text = path.read_text()
        deed = chance.randrange(6)
        if deed == 0:
            text = re.sub(r"(?m)^title: .*$", f"title:   'Mine {chance.randint(1, 9)}'  ", text)
        elif deed == 1 and "weight:" not in text:
            text = text.replace("\n---\n", f"\nweight: {chance.randint(1, 9)}\n---\n", 1)
        elif deed == 2:
            text = re.sub(r"(?m)^(description|spoken_language): .*\n", "", text)
        elif deed == 3:
            text = text.replace("---\n", f"---\n# A note {chance.randint(1, 99)}.\n", 1)
        elif deed == 4:
            text = text.rstrip("\n") + "\n\nMore of mine.\n" if text.count("---\n") == 2 else text
        elif deed == 5:
            text = re.sub(r"(?m)^speakers: \[(.*)\]$", lambda found: "speakers:" + "".join(
                f"\n  - {each}" for each in found[1].split(", ")), text)
        path.write_text(text)

    def test_random_changes_on_both_sides_are_joined_field_by_field(self):
        for seed in (1, 2):
            with self.subTest(seed):
                self.setUp()
                self.follow(random.Random(seed))

    def follow(self, chance: random.Random) -> None:
        planner = Planner(chance)
        for _ in range(8):
            planner.add()
        path_of: dict[str, object] = {}
        last: dict[str, dict] = {}
        gone: dict[str, dict] = {}
        removed: set[str] = set()
        for _ in range(6):
            before = {code: path.read_text() for code, path in path_of.items() if path.exists()}
            files = {code: written(path) for code, path in path_of.items() if path.exists()}
            result = self.importing("pretalx", self.write("schedule.json", planner.export()), "--withdrawn", "cancel")
            self.assertEqual(result.returncode, 0, result.stderr)
            memory = (self.site / "content/_imports.tsv").read_text()
            for line in memory.splitlines():
                if found := re.match(r"(\S+)\tsession\tplanner\tcode:(C\d+) ", line):
                    path = self.site / "content" / (found[1] + ".md")
                    self.assertEqual(path_of.setdefault(found[2], path), path, "a page has another address")
            self.assertEqual(set(path_of) >= set(planner.sessions), True)
            self.assertEqual(len(set(path_of.values())), len(path_of), "two sessions share a page")
            others = {self.site / "content/programme" / name for name in ("_index.md", "opening.md", "everybody.md")}
            self.assertEqual(set((self.site / "content/programme").glob("*.md")) - others,
                             {path for code, path in path_of.items() if code not in removed})
            for code, path in path_of.items():
                if code in removed:
                    self.assertFalse(path.exists(), "what an editor removed is back")
                    continue
                expected = dict(files.get(code, {}))
                if code in planner.sessions:
                    said = planner.said(code)
                    base = last.get(code, {})
                    if code in gone:
                        base = gone[code]
                    for key in FIELDS + ("status",):
                        if code not in files or expected.get(key) == base.get(key) or expected.get(key) == said.get(key):
                            expected[key] = said.get(key)
                        elif said.get(key) != base.get(key):
                            shown = "the text" if key == "body" else f"'{key}'"
                            self.assertRegex(result.stderr, rf"{path.name}(:\d+:\d+)?: warning: {shown}: ")
                    expected = {key: value for key, value in expected.items() if value}
                    last[code] = said
                    gone.pop(code, None)
                elif code not in gone:
                    self.assertRegex(result.stdout, rf"cancelled +content/programme/{path.name}\n")
                    expected["status"] = "cancelled"
                    gone[code] = last[code] | {"status": "cancelled"}
                self.assertEqual(written(path), expected, code)
                for note in re.findall(r"(?m)^# A note.*$", before.get(code, "")):
                    self.assertIn(note, path.read_text())
            state = lectern.state(self.site)
            again = self.importing("pretalx", self.folder / "schedule.json")
            self.assertIn("0 files written", again.stdout)
            self.assertEqual(lectern.state(self.site), state)

            planner.edit()
            for code in chance.sample(sorted(planner.sessions), 1):
                self.withdrawn = getattr(self, "withdrawn", {})
                self.withdrawn[code] = copy.deepcopy(planner.sessions.pop(code))
            if chance.random() < 0.5:
                code = chance.choice(sorted(self.withdrawn))
                planner.sessions[code] = self.withdrawn.pop(code)
            for code in chance.sample(sorted(set(path_of) - removed), 4):
                self.edit_page(chance, path_of[code])
            if chance.random() < 0.4:
                code = chance.choice(sorted(set(path_of) - removed - set(gone)))
                path_of[code].unlink()
                removed.add(code)
        # Random sessions clash, and nothing else is wrong with the site.
        found = lectern.run("check", self.site, "--at", "2031-01-01").stderr
        self.assertEqual(set(re.findall(r"(?m)^code: (.*)$", found)) - {"room-clash", "person-clash", "time-far-away",
                                                                        "session-without-people", "contradiction",
                                                                        "gap-without-break", "way-too-short"}, set(), found)

    def test_an_export_of_something_else_writes_nothing(self):
        planner = Planner(random.Random(4))
        for _ in range(9):
            planner.add()
        self.assertEqual(self.importing("pretalx", self.write("schedule.json", planner.export())).returncode, 0)
        planner.sessions = dict(list(planner.sessions.items())[:2])
        before = lectern.state(self.site)
        file = self.write("schedule.json", planner.export())
        self.assertPlain(self.importing("pretalx", file), {1}, "7 of 10 pages of the last import", "--withdrawn")
        self.assertEqual(lectern.state(self.site), before)
        result = self.importing("pretalx", file, "--withdrawn", "name")
        self.assertEqual(result.stdout.count("not in the planner any more  content/programme/"), 7)
        self.assertEqual({name: text for name, text in lectern.state(self.site).items() if not name.endswith(".tsv")},
                         {name: text for name, text in before.items() if not name.endswith(".tsv")})

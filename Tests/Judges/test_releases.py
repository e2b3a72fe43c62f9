"""Releases of the programme: random changes over many releases, against a table of this file's own and icalendar."""

import datetime
import random
import re
from xml.etree import ElementTree

import icalendar

import lectern

SITE = "title: T\nbase_url: https://example.org/\ntimezone: Europe/Stockholm\n"
ROOMS = ("a", "b", "c")
COLUMNS = ("start", "end", "room", "place", "cancelled")
"""What RFC 5545, section 3.8.7.4, and a room that people would go to in vain make a new SEQUENCE for."""


CHANGES = """{% for release in programme.releases %}{{ release.note }}
{% for change in release.changes %}{{ change.kind }} {{ change.session.id }} \
{% if change.before %}{{ change.before.time }} {{ change.before.place }}{% endif %}>{{ change.now.time }} {{ change.now.place }}
{% endfor %}
{% endfor %}"""


def kind_of_change(name: str, before: dict | None, now: dict) -> str | None:
    """What a reader should be told, found by comparing two states of a session."""
    if before is None:
        kind = "cancelled" if now["cancelled"] else "new"
    elif now["cancelled"]:
        kind = None if before["cancelled"] else "cancelled"
    elif before["cancelled"]:
        kind = "restored"
    elif any(now[key] != before[key] for key in COLUMNS):
        kind = "moved"
    else:
        kind = "reworded"
    told = [f"{state['start'][-5:]} {state['place']}".rstrip() if state else "" for state in (before, now)]
    return kind and f"{kind} {name} {'>'.join(told)}".replace(" >", ">")


class ReleaseTests(lectern.LecternTest):
    def setUp(self):
        super().setUp()
        self.site = self.folder / "site"
        self.write("site.yaml", SITE)
        self.write("templates/page.html", "<!DOCTYPE html><html lang=en><title>{{ page.title }}</title>{{ page.content }}")
        self.write("content/_index.md", "---\ntitle: Home\n---\n")
        self.write("content/programme/_index.md", "---\ntitle: Programme\nprogramme: true\ndefaults: {kind: session}\n---\n")
        self.write("content/rooms/_index.md", "---\ntitle: Rooms\ndefaults: {kind: room}\n---\n")
        for room in ROOMS:
            self.write(f"content/rooms/{room}.md", f"---\ntitle: Room {room}\n---\n")
        self.day = 0

    def write(self, path: str, text: str) -> None:
        (self.site / path).parent.mkdir(parents=True, exist_ok=True)
        (self.site / path).write_text(text)

    def session(self, name: str, values: dict) -> None:
        keys = "".join(f"{key}: {values[key]}\n" for key in ("title", "start", "end", "room", "place", "renamed_from") if values.get(key))
        self.write(f"content/programme/{name}.md",
                   f"---\n{keys}format: other\n{'status: cancelled' if values['cancelled'] else ''}\n---\n")

    def release(self, *arguments):
        self.day += 1
        self.moment = datetime.datetime(2029, 1, 1, 12, tzinfo=datetime.UTC) + datetime.timedelta(days=self.day)
        # The site's clock is an hour before UTC in winter.
        at = (self.moment + datetime.timedelta(hours=1)).strftime("%Y-%m-%d %H:%M")
        if not datetime.datetime(2029, 3, 25) > self.moment.replace(tzinfo=None):
            self.fail("the clock of this test is a winter's")
        return lectern.run("release", self.site, "--at", at, *arguments)

    def events(self) -> dict[str, icalendar.Event]:
        self.build(self.site, "--at", "2029-01-01")
        calendar = icalendar.Calendar.from_ical((self.site / "output/programme/calendar.ics").read_bytes())
        return {str(event["UID"]): event for event in calendar.walk("VEVENT")}

    def test_sequence_rises_when_it_has_to_and_never_falls(self):
        chance = random.Random(5545)
        hour = iter(range(10_000))

        def time(minutes: int = 0) -> str:
            # Each session has its own time, so that none is in another's room.
            return (datetime.datetime(2030, 1, 1) + datetime.timedelta(minutes=minutes)).strftime("%Y-%m-%d %H:%M")

        def new(number: int) -> dict:
            start = next(hour) * 60
            return {"title": f"Session {number}", "start": time(start), "end": time(start + 50), "room": chance.choice(ROOMS),
                    "place": "", "cancelled": False}

        sessions = {f"s{number}": new(number) for number in range(12)}
        # A page that is nothing but the releases, to be compared with a comparison by hand.
        self.write("content/programme/changes.md", "---\ntitle: Changes\nkind: changes\nfeed: true\n---\n")
        self.write("templates/changes.html", CHANGES)
        history: list[list[str]] = []
        released: dict[str, dict] = {}
        sequences: dict[str, int] = {}
        stamps: dict[str, datetime.datetime] = {}
        for step in range(14):
            for name in chance.sample(sorted(sessions), 4):
                values = sessions[name]
                match chance.randrange(7):
                    case 0: values["title"] += "!"
                    case 1: values["start"], values["end"] = time(start := next(hour) * 60), time(start + 50)
                    case 2: values["end"] = values["start"][:-2] + f"{chance.randrange(10, 55)}"
                    case 3: values["room"] = chance.choice(ROOMS)
                    case 4: values["cancelled"] = not values["cancelled"]
                    case 5: values["place"] = chance.choice(["", "The Harbour", "The Park"])
                    case 6: self.write("content/rooms/a.md", f"---\ntitle: Room named at step {step}\n---\n")
            if step % 4 == 3:
                sessions[f"s{len(sessions)}"] = new(len(sessions))
            for name, values in sessions.items():
                self.session(name, values)
            changed = {name for name, values in sessions.items() if values != released.get(name)}
            told = self.release("--note", f"Step {step}")
            self.assertEqual(told.returncode, 0, told.stderr)
            if step:
                self.assertEqual({line.split(":")[0] for line in told.stdout.splitlines() if line.startswith("programme/")},
                                 {f"programme/{name}" for name in changed}, told.stdout)
            history.insert(0, [f"Step {step}"] + sorted(
                change for name in changed if step and (change := kind_of_change(name, released.get(name), sessions[name]))))
            for name in changed:
                stamps[name] = self.moment
                before = released.get(name)
                revised = before is not None and any(sessions[name][key] != before[key] for key in COLUMNS)
                sequences[name] = sequences.get(name, 2 if sessions[name]["cancelled"] else 0) + revised
                released[name] = dict(sessions[name])
            events = {str(event["URL"]).rstrip("/").split("/")[-1]: event for event in self.events().values()}
            self.assertEqual(set(events), set(sessions))
            for name, event in events.items():
                self.assertEqual(int(event["SEQUENCE"]), sequences[name], (step, name))
                self.assertEqual((event["DTSTAMP"].dt, event["LAST-MODIFIED"].dt), (stamps[name], stamps[name]), (step, name))
            told = (self.site / "output/programme/changes/index.html").read_text().strip().split("\n\n")
            self.assertEqual([[lines[0]] + sorted(lines[1:]) for lines in ([line.replace(' >', '>').rstrip() for line in part.splitlines()] for part in told)], history, step)
            feed = ElementTree.parse(self.site / "output/programme/changes/feed.xml").getroot()
            atom = "{http://www.w3.org/2005/Atom}"
            self.assertEqual([entry.findtext(atom + "title") for entry in feed.iter(atom + "entry")], [lines[0] for lines in history])
            self.assertEqual([len((entry.findtext(atom + "summary") or "").splitlines()) for entry in feed.iter(atom + "entry")],
                             [len(lines) - 1 for lines in history])
            self.assertEqual(feed.findtext(atom + "updated"), (self.moment + datetime.timedelta(hours=1)).strftime("%Y-%m-%dT%H:%M:%S+01:00"))
            lines = (self.site / "content/_releases.tsv").read_bytes()
            self.assertIn("nothing is new", self.release().stdout)
            self.assertEqual((self.site / "content/_releases.tsv").read_bytes(), lines)

    def test_a_change_that_is_not_released_is_newer_and_told(self):
        values = {"title": "Opening", "start": "2030-01-01 09:00", "end": "2030-01-01 10:00", "cancelled": False}
        self.session("opening", values)
        self.assertEqual(self.release().returncode, 0)
        self.session("opening", values | {"start": "2030-01-01 09:30"})
        told = lectern.run("check", self.site, "--at", "2029-01-01")
        self.assertIn("content/programme/opening.md:3:8: warning: the time, room or status of 'Opening' is not as it was released",
                      told.stderr)
        [event] = self.events().values()
        self.assertEqual(int(event["SEQUENCE"]), 1)
        shown = self.release("--dry-run")
        self.assertIn("programme/opening: start 2030-01-01 09:00 → 2030-01-01 09:30\n", shown.stdout)
        self.assertIn("nothing is written yet", shown.stdout)
        self.assertEqual(self.release().returncode, 0)
        self.assertEqual(lectern.run("check", self.site, "--strict", "--at", "2029-01-01").stderr, "")
        [event] = self.events().values()
        self.assertEqual(int(event["SEQUENCE"]), 1)

    def test_a_session_that_vanished_has_two_ways_out(self):
        values = {"title": "Keynote", "start": "2030-01-01 09:00", "end": "2030-01-01 10:00", "cancelled": False}
        self.session("keynote", values)
        self.assertEqual(self.release().returncode, 0)
        [uid] = self.events()
        (self.site / "content/programme/keynote.md").unlink()
        self.session("opening-keynote", values)
        told = lectern.run("check", self.site, "--at", "2029-01-01")
        self.assertEqual(told.returncode, 1)
        self.assertIn("content/_releases.tsv:4:1: error: 'Keynote' was released, and its page is gone", told.stderr)
        self.assertIn("bring content/programme/keynote.md back with status: cancelled, or write renamed_from: programme/keynote", told.stderr)
        self.assertEqual(self.release().returncode, 1)
        # The one way: it is the same event under its new name, also after the next release.
        self.session("opening-keynote", values | {"renamed_from": "programme/keynote", "start": "2030-01-01 09:15"})
        for _ in range(2):
            [(same, event)] = self.events().items()
            self.assertEqual((same, int(event["SEQUENCE"])), (uid, 1))
            self.assertEqual(self.release().returncode, 0)
        # The other way.
        (self.site / "content/programme/opening-keynote.md").unlink()
        self.session("keynote", values | {"start": "2030-01-01 09:15", "cancelled": True})
        [(same, event)] = self.events().items()
        self.assertEqual((same, int(event["SEQUENCE"]), str(event["STATUS"])), (uid, 2, "CANCELLED"))

    def test_mistakes_are_told_where_they_are(self):
        values = {"title": "Keynote", "start": "2030-01-01 09:00", "end": "2030-01-01 10:00", "cancelled": False}
        self.session("keynote", values | {"renamed_from": "programme/other"})
        told = lectern.run("check", self.site, "--at", "2029-01-01")
        self.assertIn("keynote.md:5:15: error: no session was released as 'programme/other'", told.stderr)
        self.session("keynote", values)
        self.assertEqual(self.release().returncode, 0)
        file = self.site / "content/_releases.tsv"
        file.write_text(file.read_text() + "<<<<<<< HEAD\n")
        told = lectern.run("check", self.site, "--at", "2029-01-01")
        self.assertIn("content/_releases.tsv:5:1: error: this line is neither a release nor a session of one", told.stderr)
        # Numbers that no calendar and no clock has.
        file.write_text(re.sub("\tconfirmed\t0\t", f"\tconfirmed\t{2**63 - 1}\t", file.read_text()))
        self.write("site.yaml", SITE + "event: {changes_shown: 1e300}\n")
        told = lectern.run("check", self.site, "--at", "2029-01-01")
        self.assertEqual(told.returncode, 1, told.stderr)
        self.assertIn("content/_releases.tsv:4:1: error: this line is neither a release nor a session of one", told.stderr)
        file.write_text("release\t2028-12-31T10:00Z\nprogramme/keynote\t2030-01-01 08:00\t\t\t\tconfirmed\t7\tKeynote\n")
        [event] = self.events().values()
        self.assertEqual(int(event["SEQUENCE"]), 8)

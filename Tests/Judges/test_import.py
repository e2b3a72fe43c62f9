"""Imports into a new site: what a planner or a spreadsheet exported must build, and say the same."""

import csv
import datetime
import io
import json
import re
import shutil
from xml.etree import ElementTree
from zoneinfo import ZoneInfo

import html5lib
import lectern
import yaml

STOCKHOLM = "Europe/Stockholm"


def person(code: str, name: str | None, biography: str | None = None) -> dict:
    return {"code": code, "name": name, "public_name": name, "biography": biography, "avatar": None,
            "guid": f"0000-{code}", "url": f"https://plan.example/event/speaker/{code}/"}


def event(title: str, date: str, duration: str = "00:30", **more) -> dict:
    """A session as pretalx writes it, with all its keys."""
    return {"guid": "0000", "code": "ABCDEF", "id": 1, "logo": None, "date": date, "start": date[11:16],
            "duration": duration, "room": None, "slug": "event-1", "url": "https://plan.example/event/talk/ABCDEF/",
            "title": title, "subtitle": "", "track": None, "type": "Talk", "language": "en", "abstract": "",
            "description": "", "recording_license": "", "do_not_record": False, "persons": [], "links": [],
            "feedback_url": "https://plan.example/f", "origin_url": "https://plan.example/o", "attachments": []} | more


ASA = person("AAAAAA", "Åsa Öberg-Ängström", "I **am** Åsa.\r\n\r\n## Work\r\n\r\n- one\r\n- two")
JOSE = person("BBBBBB", 'José "Pepe" O’Neil: #1')
SAM = person("CCCCCC", "Sam Lee")
OTHER_SAM = person("DDDDDD", "Sam Lee", "Another one.")

HTML = """<p>A paragraph &amp; <b>bold</b>, <a href="https://example.org/?a=1&b=2">a link</a>.</p>
<ul><li>one</li><li>two</li></ul><script>alert("x")</script>

<iframe src="https://video.example/"></iframe>

![A picture](https://pictures.example/a.png) ![](b.png) [relative](../x) [media](/media/a.pdf) [bad](javascript:alert(1))

:::warning
text
:::

`<code>` and 1 < 2

| a | b |
|---|---|
| x<br>y | z |
"""


def schedule(days: list[dict], zone: str = STOCKHOLM, **more) -> dict:
    return {"$schema": "https://c3voc.de/schedule/schema.json", "generator": {"name": "pretalx", "version": "2025.1.0"},
            "schedule": {"url": "https://plan.example/event/schedule/", "version": "0.4", "base_url": "https://plan.example",
                         "conference": {"acronym": "event", "title": "Event", "start": "2031-06-02", "end": "2031-06-04",
                                        "daysCount": 3, "timeslot_duration": "00:05", "time_zone_name": zone,
                                        "colors": {"primary": "#3aa57c"}, "rooms": [], "tracks": [], "days": days} | more}}


def day(index: int, date: str, rooms: dict[str, list]) -> dict:
    for name, events in rooms.items():
        for each in events:
            each["room"] = name
    return {"index": index, "date": date, "day_start": f"{date}T04:00:00+02:00", "day_end": f"{date}T03:59:00+02:00",
            "rooms": rooms}


def conference() -> dict:
    return schedule([
        day(1, "2031-06-02", {
            "Hall: A": [
                event('Opening: "Why" – it\'s #1', "2031-06-02T09:00:00+02:00", type="Keynote", persons=[ASA],
                      track="Water & Waste", abstract="Short.", description=HTML, subtitle="A: welcome # to all"),
                event("Workshop", "2031-06-02T10:00:00+02:00", "01:30", type="Hackathon", persons=[JOSE, SAM],
                      links=[{"title": "Läs mer", "url": "https://example.org/", "type": "related"}],
                      attachments=[{"title": "Slides", "url": "/media/my slides.pdf", "type": "related"}]),
                event("Night party", "2031-06-03T00:15:00+02:00", "02:45", type="Social event")],
            "Sal Ö": [
                event("Workshop", "2031-06-02T10:00:00+02:00", "00:45", persons=[OTHER_SAM], language="de-formal",
                      do_not_record=True, attachments=[{"title": "My slides", "url": "https://plan.example/s.pdf"}])]}),
        day(2, "2031-06-03", {
            "Hall: A": [event("no", "2031-06-03T09:00:00+02:00", "00:20", persons=[ASA, SAM]),
                        event("Index", "2031-06-03T09:30:00+02:00", "00:20", persons=[ASA]),
                        event("日本語の題", "2031-06-03T10:00:00+02:00", "00:20", persons=[ASA]),
                        event("- [x] # not: a {list}", "2031-06-03T11:00:00+02:00", "00:20", persons=[ASA])]}),
        {"index": 3, "date": "2031-06-04", "day_start": "2031-06-04T04:00:00+02:00",
         "day_end": "2031-06-05T03:59:00+02:00", "rooms": []},
    ], rooms=[{"name": "Hall: A", "slug": "1-a", "guid": "1", "description": "Two <i>floors</i>", "capacity": 300},
              {"name": "Sal Ö", "slug": "2-o", "guid": "2", "description": None, "capacity": None}],
        tracks=[{"name": "Water & Waste", "slug": "3-w", "color": "#00aaff"}])


def events_of(export: dict) -> list[dict]:
    return [each for days in export["schedule"]["conference"]["days"] if days["rooms"]
            for events in days["rooms"].values() for each in events]


def front_matter(path) -> tuple[dict, str]:
    _, matter, body = path.read_text().split("---\n", 2)
    return yaml.load(matter, yaml.BaseLoader), body


class ImportTest(lectern.LecternTest):
    def setUp(self):
        super().setUp()
        self.site = self.folder / "site"
        self.assertEqual(lectern.run("init", self.site, "--bare").returncode, 0)

    def write(self, name: str, content) -> str:
        path = self.folder / name
        if isinstance(content, bytes):
            path.write_bytes(content)
        else:
            path.write_text(content if isinstance(content, str) else json.dumps(content))
        return path

    def importing(self, form: str, file, *arguments):
        return lectern.run("import", form, file, "--site", self.site, *arguments)

    def assertImported(self, form: str, file, *arguments):
        result = self.importing(form, file, *arguments)
        self.assertEqual(result.returncode, 0, result.stderr)
        self.build(self.site, "--at", "2031-01-01")
        return result

    def assertRefused(self, form: str, content, *words, arguments=(), code=1):
        """Nothing is written, and the message has all the words."""
        before = lectern.state(self.site)
        result = self.importing(form, self.write("bad", content), *arguments)
        self.assertPlain(result, {code}, *words)
        self.assertEqual(result.stdout, "")
        self.assertEqual(lectern.state(self.site), before)
        return result

    def session(self, name: str) -> tuple[dict, str]:
        return front_matter(self.site / f"content/programme/{name}.md")

    def sessions(self, zone: str) -> dict[str, list]:
        """Title → instants of start and end, from the content files and the site's zone."""
        found: dict[str, list] = {}
        for path in sorted((self.site / "content/programme").glob("*.md")):
            matter, _ = front_matter(path)
            if "start" in matter and matter["title"] != "Opening":
                moments = [datetime.datetime.fromisoformat(matter[key]).replace(tzinfo=ZoneInfo(zone))
                           for key in ("start", "end")]
                found.setdefault(matter["title"], []).append(tuple(moments))
        return {title: sorted(times) for title, times in found.items()}

    def expected(self, export: dict) -> dict[str, list]:
        found: dict[str, list] = {}
        for each in events_of(export):
            start = datetime.datetime.fromisoformat(each["date"])
            hours, minutes = map(int, each["duration"].split(":"))
            end = start + datetime.timedelta(hours=hours, minutes=minutes)
            found.setdefault(each["title"], []).append((start, end))
        return {title: sorted(times) for title, times in found.items()}


class ScheduleTests(ImportTest):
    def test_an_export_becomes_a_site_that_builds_with_the_same_instants(self):
        export = conference()
        result = self.assertImported("pretalx", self.write("schedule.json", export))
        self.assertIn("content/programme/workshop-2.md", result.stdout)
        self.assertEqual(self.sessions(STOCKHOLM), self.expected(export))
        for name, title in (("opening-why-its-1", 'Opening: "Why" – it\'s #1'), ("no", "no"), ("index-session", "Index"),
                            ("日本語の題", "日本語の題"), ("x-not-a-list", "- [x] # not: a {list}")):
            page = html5lib.parse((self.site / "output/programme" / name / "index.html").read_text(), namespaceHTMLElements=False)
            self.assertEqual("".join(page.find(".//h1").itertext()), title)

    def test_everything_a_site_can_say_is_kept(self):
        self.assertImported("pretalx", self.write("schedule.json", conference()))
        matter, body = self.session("opening-why-its-1")
        self.assertEqual({key: matter[key] for key in ("description", "room", "track", "format", "spoken_language", "speakers")},
                         {"description": "A: welcome # to all", "room": "hall-a", "track": "water-waste",
                          "format": "keynote", "spoken_language": "en", "speakers": ["asa-oberg-angstrom"]})
        self.assertTrue(body.startswith("\nShort.\n\nA paragraph &amp; **bold**, [a link](https://example.org/?a=1&b=2)."), body)
        for text in ('\\<script>alert("x")', "[media](https://plan.example/media/a.pdf)", "`<code>` and 1 < 2"):
            self.assertIn(text, body)
        page = (self.site / "output/programme/opening-why-its-1/index.html").read_text()
        for text in ("&lt;script&gt;", "&lt;iframe", ":::warning", "<li>one</li>", '<a href="https://pictures.example/a.png">A picture</a>'):
            self.assertIn(text, page)
        self.assertNotIn("<iframe", page)

        first, _ = self.session("workshop")
        second, _ = self.session("workshop-2")
        self.assertEqual((first["format"], first["speakers"]), ("other", ["jose-pepe-oneil-1", "sam-lee"]))
        self.assertEqual(first["links"], [{"title": "Läs mer", "url": "https://example.org/"},
                                          {"title": "Slides", "url": "https://plan.example/media/my%20slides.pdf"}])
        self.assertEqual((second["spoken_language"], second["extra"]), ("de", {"do_not_record": "true"}))
        self.assertEqual(second["speakers"], [{"person": "sam-lee-2", "slides": "https://plan.example/s.pdf"}])

        rooms = list(csv.DictReader(io.StringIO((self.site / "content/rooms/_pages.csv").read_text())))
        self.assertEqual(rooms, [{"id": "hall-a", "title": "Hall: A", "capacity": "300", "body": "Two *floors*"},
                                 {"id": "sal-o", "title": "Sal Ö", "capacity": "", "body": ""}])
        self.assertIn("#00aaff", (self.site / "content/tracks/_pages.csv").read_text())
        _, biography = front_matter(self.site / "content/speakers/asa-oberg-angstrom.md")
        self.assertEqual(biography, "\nI **am** Åsa.\n\n## Work\n\n- one\n- two\n")

    def test_what_cannot_be_kept_is_told(self):
        result = self.importing("pretalx", self.write("schedule.json", conference()))
        for words in ("there is no format 'Hackathon'", "HTML is shown as it was typed", "pictures became links",
                      "links that lead nowhere here became text"):
            self.assertIn(words, result.stderr)
        self.assertNotIn("error", result.stderr)

    def test_importing_again_changes_nothing(self):
        file = self.write("schedule.json", conference())
        self.importing("pretalx", file)
        before = lectern.state(self.site)
        again = self.importing("pretalx", file)
        self.assertEqual(again.returncode, 0)
        self.assertIn("0 files written, ", again.stdout)
        self.assertEqual(lectern.state(self.site), before)

    def test_what_an_editor_changed_stays_unless_forced(self):
        file = self.write("schedule.json", conference())
        self.importing("pretalx", file)
        (self.site / "content/programme/no.md").write_text("mine")
        (self.site / "content/programme/workshop.md").unlink()
        before = lectern.state(self.site)
        result = self.importing("pretalx", file)
        self.assertEqual(result.returncode, 0, result.stderr)
        self.assertRegex(result.stdout, r"kept as it is +content/programme/no.md: title, start")
        self.assertRegex(result.stdout, r"removed here, left out +content/programme/workshop\n")
        self.assertEqual(lectern.state(self.site), before)
        result = self.importing("pretalx", file, "--force", "--dry-run")
        self.assertIn("2 files would be written", result.stdout)
        self.assertEqual(lectern.state(self.site), before)
        result = self.importing("pretalx", file, "--force")
        self.assertIn("'title': the file had nothing, and gets what the planner says: 'no'", result.stderr)
        self.assertEqual(self.session("no")[0]["title"], "no")
        self.assertIn("mine", self.session("no")[1])
        self.build(self.site, "--at", "2031-01-01")

    def test_the_example_of_the_new_site_is_not_written_over(self):
        export = schedule([day(1, "2031-06-02", {"Hall": [event("Opening", "2031-06-02T09:00:00+02:00", persons=[ASA])]})])
        example = self.session("opening")
        result = self.importing("pretalx", self.write("schedule.json", export))
        self.assertEqual(result.returncode, 0, result.stderr)
        self.assertIn("'start': the file has '2030-05-14 09:00', and the planner says '2031-06-02 09:00'", result.stderr)
        self.assertEqual(self.session("opening")[0] | example[0], self.session("opening")[0])
        self.assertEqual(self.session("opening")[1], example[1])
        shutil.rmtree(self.site)
        self.assertEqual(lectern.run("init", self.site, "--bare").returncode, 0)
        self.assertImported("pretalx", self.write("schedule.json", export), "--into", "2031/programme")
        self.assertTrue((self.site / "output/2031/programme/opening/index.html").exists())
        self.assertTrue((self.site / "content/2031/speakers/asa-oberg-angstrom.md").exists())

    def test_another_zone_is_told_and_instants_stay(self):
        export = schedule([day(1, "2031-06-02", {"Hall": [
            event("Early", "2031-06-02T09:00:00-04:00", persons=[ASA]), event("Late", "2031-06-02T18:30:00-04:00", persons=[ASA])]})],
            zone="America/New_York")
        result = self.assertImported("pretalx", self.write("schedule.json", export))
        self.assertIn("America/New_York", result.stderr)
        self.assertEqual(self.sessions(STOCKHOLM), self.expected(export))

    def test_every_mistake_is_told_with_its_place(self):
        export = schedule([day(1, "2031-06-02", {"Hall": [
            event("", "2031-06-02T09:00:00+02:00"), event("A", "2031-06-02T09:00:00+02:00", persons=[person("X", None)]),
            event("B", "2031-06-02T26:00:00+02:00"), event("C", "2031-06-02T09:00:00+02:00", "an hour"),
            event("D", "2031-07-02T09:00:00+02:00")]})])
        text = json.dumps(export, indent=1)
        result = self.assertRefused("pretalx", text, "this session has no title", "this person has no name",
                                    "is a time that no clock shows", "'an hour' is no duration", "is listed under the day 2031-06-02")
        places = [(int(line), int(column)) for line, column in re.findall(r"bad:(\d+):(\d+): error", result.stderr)]
        self.assertEqual(len(places), 5)
        lines = text.splitlines()
        for (line, column), start in zip(places, ("{", "{", '"2031-06-02T26', '"an hour"', '"2031-07-02')):
            self.assertTrue(lines[line - 1][column - 1:].startswith(start), lines[line - 1])

    def test_a_planner_can_be_named_and_need_not_be(self):
        file = self.write("schedule.json", conference())
        self.assertImported("pretalx", file)
        for form in ("frab", "sessionize", "file"):
            self.assertIn("0 files written", self.importing(form, file).stdout, form)

    def test_other_files_are_refused_plainly(self):
        for content, words in (("", "this file is empty"), ("{", "missing"), ("[1, 2]", "JSON of an unknown kind"),
                               ('{"talks": []}', "JSON of an unknown kind"), (b"\xff\xfe{", "UTF-8"), ("a,b\n1,2\n", "this is a text, perhaps a spreadsheet as CSV"),
                               ('{"schedule": {"conference": {"days": [3]}}}', "no 'rooms'"),
                               ('{"schedule": {"conference": {"days": [{"rooms": {"A": 1}}]}}}', "should have a list")):
            with self.subTest(content):
                self.assertRefused("pretalx", content, words)
        self.assertPlain(self.importing("pretalx", self.folder / "gone.json"), {2}, "gone.json")
        self.assertPlain(self.importing("pretalx", self.write("a", conference()), "--into", "../up"), {2}, "../up")

    @lectern.alone
    def test_takes_time_in_proportion_to_the_export(self):
        def work(count: int):
            events = [event(f"Talk {n}", "2031-06-02T09:00:00+02:00", persons=[person(f"P{n}", f"Person {n}")],
                            description=f"<p>Talk {n}</p> " + "A word <b>or</b> two. " * 100) for n in range(count)]
            file = self.write("schedule.json", schedule([day(1, "2031-06-02", {f"R{n}": [each] for n, each in enumerate(events)})]))

            def imported() -> None:
                shutil.rmtree(self.site)
                self.assertEqual(lectern.run("init", self.site, "--bare").returncode, 0)
                self.assertEqual(self.importing("pretalx", file).returncode, 0)

            return imported

        self.assertGrowsInProportion(work, 300)
        self.build(self.site, "--at", "2031-01-01")

    def test_a_disk_that_refuses_leaves_nothing_half_done(self):
        (self.site / "content/rooms").write_text("a file")
        before = lectern.state(self.site)
        result = self.importing("pretalx", self.write("schedule.json", conference()))
        self.assertPlain(result, {2}, "content/rooms is a file")
        self.assertEqual(lectern.state(self.site), before)


class PlannerTests(ImportTest):
    def importing(self, form: str, file, *arguments):
        """As an editor types it, who need not know what the file is."""
        return lectern.run("import", file, "--site", self.site, *arguments)

    def exported(self) -> list[dict]:
        export = json.loads((self.site / "output/programme/schedule.json").read_text())
        return [{key: each[key] for key in ("id", "guid", "date", "duration", "room", "url", "title", "track", "type", "language",
                                            "abstract", "description", "persons", "links", "attachments")}
                for each in events_of(export)]

    def test_our_own_schedule_gives_the_same_schedule_back(self):
        (self.site / "content/programme/opening.md").unlink()
        self.assertImported("", self.write("schedule.json", conference()))
        (self.site / "content/programme/tour.md").write_text("""---
title: "A tour\u00a0– outside"
description: To the harbour.
start: 2031-06-04 10:00
end: 2031-06-04 12:00
place: The harbour
speakers: [{person: sam-lee, slides: "https://slides.example/1.pdf"}, jose-pepe-oneil-1]
points: [Ships, "Cranes: old and new"]
recording: https://video.example/1
---

A text that no app shows.
""")
        (self.site / "content/programme/lunch.md").write_text(
            "---\ntitle: Lunch\nstart: 2031-06-02 12:00\nend: 2031-06-02 13:00\neverywhere: true\nformat: break\n---\n")
        self.build(self.site, "--at", "2031-01-01")
        first = self.exported()
        self.assertEqual(len(first), 10)
        file = self.write("schedule.json", (self.site / "output/programme/schedule.json").read_bytes())
        shutil.rmtree(self.site)
        self.assertEqual(lectern.run("init", self.site, "--bare").returncode, 0)
        (self.site / "content/programme/opening.md").unlink()
        self.assertImported("", file)
        self.assertEqual(self.exported(), first)

    def test_a_schedule_in_xml_says_the_same_as_one_in_json(self):
        export = conference()
        root = ElementTree.Element("schedule")
        head = ElementTree.SubElement(root, "conference")
        for name, text in (("title", "Event"), ("days", "3"), ("time_zone_name", STOCKHOLM), ("base_url", "https://plan.example")):
            ElementTree.SubElement(head, name).text = text
        for each in export["schedule"]["conference"]["days"]:
            days = ElementTree.SubElement(root, "day", date=each["date"], index=str(each["index"]))
            for name, events in (each["rooms"] or {}).items():
                room = ElementTree.SubElement(days, "room", name=name)
                for session in events:
                    node = ElementTree.SubElement(room, "event", guid=session["guid"], id=str(session["id"]), code=session["code"])
                    for key in ("date", "start", "duration", "room", "title", "subtitle", "track", "type", "language", "abstract",
                                "description"):
                        ElementTree.SubElement(node, key).text = session[key]
                    recording = ElementTree.SubElement(node, "recording")
                    ElementTree.SubElement(recording, "optout").text = str(session["do_not_record"]).lower()
                    persons = ElementTree.SubElement(node, "persons")
                    for person_ in session["persons"]:
                        ElementTree.SubElement(persons, "person", code=person_["code"]).text = person_["name"]
                    for key, name_ in (("links", "link"), ("attachments", "attachment")):
                        links = ElementTree.SubElement(node, key)
                        for link in session[key]:
                            ElementTree.SubElement(links, name_, href=link["url"]).text = link["title"]
        self.assertImported("", self.write("schedule.xml", ElementTree.tostring(root, encoding="utf-8", xml_declaration=True)))
        found = {path.name: path.read_text() for path in (self.site / "content/programme").glob("*.md")}
        # The same in JSON is the same thing once more: known by the codes, or by the names of rooms and tracks.
        again = self.importing("", self.write("schedule.json", export))
        self.assertEqual(again.returncode, 0, again.stderr)
        self.assertNotIn("new  ", again.stdout)
        self.assertNotIn("cancelled  ", again.stdout)
        shutil.rmtree(self.site)
        self.assertEqual(lectern.run("init", self.site, "--bare").returncode, 0)
        self.assertImported("", self.write("schedule.json", export))
        self.assertEqual({path.name: path.read_text() for path in (self.site / "content/programme").glob("*.md")}, found)

    def test_a_sheet_of_windows_is_read_when_it_is_said(self):
        text = "Name;Affiliation\nÅsa Öberg;City of “Malmö” – €5\n"
        file = self.write("people.csv", text.encode("cp1252"))
        self.assertPlain(self.importing("", file), {1}, "--encoding windows-1252")
        self.assertImported("", file, "--encoding", "windows-1252", "--into", "people")
        (row,) = csv.DictReader(io.StringIO((self.site / "content/people/_pages.csv").read_text()))
        self.assertEqual(row, {"id": "asa-oberg", "title": "Åsa Öberg", "affiliation": "City of “Malmö” – €5"})


class TableTests(ImportTest):
    def test_a_sheet_of_sessions_becomes_a_programme(self):
        rows = [["Title", "Date", "Start", "End", "Room", "Speaker", "Track", "Type", "Language", "Abstract", "Tags"],
                ['Welcome: "hi" #1', "02.06.2031", "09:00", "9:45", "Hall A", "Åsa Öberg; Ada Example", "Water", "Keynote", "en",
                 "First line\n\nSecond; with <b>HTML</b>", "a; b"],
                ["Party", "06/13/2031", "11:30 PM", "1:00 AM", "hall a", "Åsa Öberg", "", "Social event", "", "", ""]]
        for number, separator, ending, bom in ((1, ";", "\r\n", "\ufeff"), (2, "\t", "\n", ""), (0, ",", "\n", "")):
            with self.subTest(separator):
                out = io.StringIO()
                csv.writer(out, delimiter=separator, lineterminator=ending).writerows(rows)
                file = self.write("sessions.csv", (bom + out.getvalue()).encode())
                result = self.assertImported("csv", file, *(["--into", f"programme{number}"] if number else []))
                self.assertIn("Speaker → speakers\n", result.stdout)
                # Nobody is in two programmes at the same time.
                if number:
                    shutil.rmtree(self.site / f"content/programme{number}")
        matter, body = self.session("welcome-hi-1")
        self.assertEqual(matter, {"title": 'Welcome: "hi" #1', "start": "2031-06-02 09:00", "end": "2031-06-02 09:45",
                                  "room": "hall-a", "speakers": ["asa-oberg", "ada-example"], "track": "water",
                                  "format": "keynote", "spoken_language": "en", "topics": ["a", "b"]})
        self.assertEqual(body, "\nFirst line\n\nSecond; with **HTML**\n")
        matter, _ = self.session("party")
        self.assertEqual((matter["start"], matter["end"], matter["room"]), ("2031-06-13 23:30", "2031-06-14 01:00", "hall-a"))
        self.assertEqual((self.site / "content/speakers/asa-oberg.md").read_text(), '---\ntitle: Åsa Öberg\n---\n')

    def test_a_sheet_of_speakers_keeps_its_form(self):
        sheet = '\ufeffName;Affiliation;Country;Bio;Website;Shoe\r\n"Öberg ""Å"", Åsa";"Malmö; Stad";no;"Hej\r\n\r\n- a";www.example.org;43\r\n'
        file = self.write("people.csv", sheet)
        self.assertRefused("csv", sheet, "bad:1:", "'Shoe' is no field of a speaker", "--ignore")
        # The section of the new site has rows of its own, which stay.
        self.assertImported("csv", file, "--ignore", "Shoe")
        self.assertTrue((self.site / "content/speakers/oberg-a-asa.md").exists())
        self.assertIn("Ada Example", (self.site / "content/speakers/_pages.csv").read_text())
        self.assertImported("csv", file, "--ignore", "Shoe", "--into", "people")
        (row,) = csv.DictReader(io.StringIO((self.site / "content/people/_pages.csv").read_text()))
        self.assertEqual(row, {"id": "oberg-a-asa", "title": 'Öberg "Å", Åsa', "affiliation": "Malmö; Stad", "country": "no",
                               "website": "https://www.example.org", "body": "Hej\n\n- a"})

    def test_columns_are_told_and_can_be_said(self):
        sheet = "Wem,Organisation name,Rooole\nJane Doe,Malmö,Chair\n"
        self.assertRefused("csv", sheet, "what the rows are", "--kind")
        result = self.assertRefused("csv", sheet, "'Wem' is no field of a speaker", arguments=["--kind", "speaker"])
        self.assertIn('--column "Wem=field"', result.stderr)
        file = self.write("people.csv", sheet)
        result = self.assertImported("csv", file, "--kind", "speaker", "--column", "Wem=title", "--column",
                                     "Organisation name=affiliation", "--column", "Rooole=role")
        self.assertIn("Wem → title\nOrganisation name → affiliation\nRooole → role\n", result.stdout)
        self.assertEqual(front_matter(self.site / "content/speakers/jane-doe.md")[0],
                         {"title": "Jane Doe", "affiliation": "Malmö", "role": "Chair"})

    def test_every_cell_that_does_not_fit_is_told(self):
        sheet = ("Title,Start,End,Capacity,Recording,Speakers\n"
                 "A,03/04/2031 10:00,2031-04-03 11:00,many,example.org,\"Doe, Jane\"\n"
                 "B,32.01.2031,,,,\n"
                 ",2031-04-03 10:00,,,,\n")
        result = self.assertRefused("csv", sheet, "'03/04/2031 10:00' can be 2031-04-03 with the day first or 2031-03-04 with the month first",
                                    "'many'", "'example.org'", "can be one name or several", "a day that does not exist",
                                    "this row has no title")
        places = re.findall(r"bad:(\d+):(\d+): error", result.stderr)
        self.assertEqual(places, [("2", "3"), ("2", "37"), ("2", "42"), ("2", "54"), ("3", "3"), ("4", "1")])

    def test_what_is_no_csv_is_refused_plainly(self):
        for content, words in (("", "nothing in this file"), ('{"a": 1}', "JSON"), (b"PK\x03\x04\xff", "an archive"),
                               (b"\xff\xfeN\x00", "UTF-16"), (b"Name,Role\nJos\xe9,x\n", "UTF-8")):
            with self.subTest(content):
                self.assertRefused("csv", content, words, arguments=["--kind", "speaker"])

    def test_a_typo_in_a_kind_or_a_column_gets_help(self):
        self.assertRefused("csv", "Name\nA\n", "there is no kind 'speker'", "'speaker'", arguments=["--kind", "speker"])
        self.assertRefused("csv", "Name\nA\n", "there is no column 'Nme'", arguments=["--kind", "speaker", "--ignore", "Nme"])
        self.assertRefused("csv", "Name,X\nA,b\n", "no field 'rle'", "'role'",
                           arguments=["--kind", "speaker", "--column", "X=rle"])

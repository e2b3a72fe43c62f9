"""The files that conference apps read, by the rules of their format."""

import json

import calendars
import lectern
import schedules

SITE = {
    "site.yaml": "title: Höstmöte & mer\nbase_url: https://example.org/base/\ntimezone: Europe/Stockholm\n"
                 "kinds: {}\n",
    "content/_index.md": "---\ntitle: Home\n---\n",
    "content/programme/_index.md": "---\ntitle: Programme\nprogramme: true\ndefaults: {kind: session}\n---\n",
    "content/people/ada.md": "---\ntitle: \"Ada <Öberg> & Co\"\nkind: speaker\n---\n",
    "content/people/bo.md": "---\ntitle: Bo\nkind: speaker\n---\n",
    "content/rooms/hall.md": "---\ntitle: Hall & \"stage\"\nkind: room\ncapacity: 600\n---\n",
    "content/tracks/law.md": "---\ntitle: Law\nkind: track\ncolour: \"#3aa57c\"\n---\n",
    "content/programme/opening.md":
        "---\ntitle: \"Öppning < & >\"\nstart: 2012-09-19 09:00\nend: 2012-09-19 10:30\neverywhere: true\n"
        "format: plenary\nspeakers:\n  - {person: ada, role: chair, slides: https://example.org/slides.pdf}\n"
        "  - {person: ada, role: speaker}\n  - bo\ndescription: \"Words & <signs>\"\n"
        "links: [{title: More, url: https://example.org/more}]\nrecording: https://example.org/film\n---\n",
    "content/programme/law.md":
        "---\ntitle: Law\nstart: 2012-09-19 11:00\nend: 2012-09-19 12:00\nroom: hall\ntrack: law\n---\n",
    "content/programme/night.md":
        "---\ntitle: Night\nstart: 2012-09-19 22:00\nend: 2012-09-20 01:15\nplace: Boat\nformat: social\n---\n",
    "content/programme/autumn.md":
        "---\ntitle: Autumn night\nstart: 2012-10-28 01:00\nend: 2012-10-28 04:00\n---\n",
    "content/programme/gone.md":
        "---\ntitle: Gone\nstart: 2012-09-20 09:00\nend: 2012-09-20 10:00\nstatus: cancelled\n---\n",
    "content/programme/moved.md":
        "---\ntitle: Moved\nstart: 2012-09-20 09:00\nend: 2012-09-20 10:00\nstatus: moved\nstatus_note: Later\n---\n",
    "content/programme/day-alone.md": "---\ntitle: Day alone\nstart: 2012-09-20\n---\n",
    "content/programme/open-end.md": "---\ntitle: Open end\nstart: 2012-09-20 18:00\n---\n",
    "content/programme/日本.md": "---\ntitle: 日本\nstart: 2012-09-20 12:00\nend: 2012-09-20 13:00\n---\n",
    "templates/page.html": "{{ page.title }}",
    "templates/section.html": "<p>{{ programme.schedule_json }} {{ programme.schedule_xml }}</p>",
    "templates/404.html": "", "templates/term.html": "", "templates/taxonomy.html": "",
    "templates/strings/en.yaml": "not_found: {title: Not found}\nsession: {everywhere: In all rooms}\n",
}


class ScheduleFileTests(lectern.LecternTest):
    def site(self, changes: dict[str, str] | None = None):
        for path, text in (SITE | (changes or {})).items():
            file = self.folder / "site" / path
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_text(text)
        return self.folder / "site"

    def built(self, changes: dict[str, str] | None = None) -> tuple[bytes, bytes]:
        site = self.site(changes)
        self.build(site)
        return tuple((site / f"output/programme/schedule.{ending}").read_bytes() for ending in ("xml", "json"))

    def event(self, document: bytes, title: str) -> dict:
        return next(event for event in schedules.all_events(document) if event["title"] == title)

    def test_are_as_their_schemas_want_them(self):
        xml, document = self.built()
        self.assertNothing(schedules.wrong_xml(xml))
        self.assertNothing(schedules.wrong_json(document))
        self.assertNothing(schedules.differences(xml, document))

    def test_have_every_session_with_a_time_at_its_instant(self):
        _, document = self.built()
        content = calendars.sessions(self.folder / "site")
        content["%E6%97%A5%E6%9C%AC"] = content.pop("日本")
        self.assertNothing(schedules.wrong_instants(document, content))
        self.assertEqual(self.event(document, "Autumn night")["duration"], "04:00")
        self.assertEqual(self.event(document, "Night")["duration"], "03:15")
        self.assertEqual(self.event(document, "Open end")["duration"], "00:00")

    def test_say_what_the_content_says(self):
        _, document = self.built()
        opening = self.event(document, "Öppning < & >")
        self.assertEqual(opening["room"], "In all rooms")
        self.assertEqual(opening["abstract"], "Words & <signs>")
        self.assertEqual([person["name"] for person in opening["persons"]], ["Ada <Öberg> & Co", "Bo"])
        self.assertEqual([link["url"] for link in opening["links"]],
                         ["https://example.org/more", "https://example.org/film"])
        self.assertEqual([file["url"] for file in opening["attachments"]], ["https://example.org/slides.pdf"])
        self.assertEqual(self.event(document, "Law")["track"], "Law")
        self.assertEqual(self.event(document, "Law")["room"], "Hall & \"stage\"")
        self.assertEqual(self.event(document, "Night")["room"], "Boat")
        self.assertEqual(self.event(document, "Moved")["room"], "Room not announced")
        self.assertEqual(self.event(document, "Moved")["description"], "Later")
        conference = json.loads(document)["schedule"]["conference"]
        self.assertEqual([day["date"] for day in conference["days"]], ["2012-09-19", "2012-09-20", "2012-10-28"])
        self.assertEqual(conference["acronym"], "hostmote_mer")
        self.assertEqual(conference["tracks"], [{"name": "Law", "color": "#3aa57c"}])

    def test_keep_ids_when_sessions_change_come_and_go(self):
        _, before = self.built()
        law = SITE["content/programme/law.md"]
        _, after = self.built({
            "content/programme/law.md": law.replace("title: Law", "title: Order").replace("11:00", "10:45"),
            "content/programme/a-first.md": "---\ntitle: First\nstart: 2012-09-18 08:00\nend: 2012-09-18 09:00\n---\n"})
        for title, other in (("Law", "Order"), ("Night", "Night")):
            for key in ("guid", "id"):
                self.assertEqual(self.event(before, title)[key], self.event(after, other)[key])
        people = [self.event(document, "Öppning < & >")["persons"] for document in (before, after)]
        self.assertEqual(people[0], people[1])
        versions = [json.loads(document)["schedule"]["version"] for document in (before, after)]
        self.assertNotEqual(*versions)

    def test_are_not_there_where_no_session_has_a_time(self):
        files = {path: "---\ntitle: Day\nstart: 2012-09-19\n---\n" for path in SITE if path.startswith("content/programme/")
                 and not path.endswith("_index.md")}
        site = self.site(files)
        self.build(site)
        self.assertFalse((site / "output/programme/schedule.xml").exists())
        self.assertIn("<p> </p>", (site / "output/programme/index.html").read_text())

    def test_of_the_fixture_sites_and_of_this_site_are_right(self):
        found = 0
        for source in sorted(path for path in lectern.FIXTURES.iterdir() if path.name != "faulty") + [lectern.SITE]:
            site = lectern.copy(source, self.folder / f"copy-{source.name or 'site'}")
            self.build(site, "--at", "2012-09-01")
            for xml in (site / "output").rglob("schedule.xml"):
                found += 1
                document = xml.with_suffix(".json").read_bytes()
                self.assertNothing(schedules.wrong_xml(xml.read_bytes()) + schedules.wrong_json(document)
                                   + schedules.differences(xml.read_bytes(), document)
                                   + schedules.wrong_instants(document, calendars.sessions(site)))
        self.assertGreater(found, 2)


class JudgeOfScheduleFilesTests(lectern.LecternTest):
    """The judge itself: no findings in good files (above), and it finds every fault in bad ones."""

    XML = ('<schedule><version>1</version><conference><title>T</title><acronym>abcd</acronym></conference>'
           '<day index="1" date="2012-09-19" start="2012-09-19T05:00:00+02:00" end="2012-09-20T05:00:00+02:00">'
           '<room name="Hall"><event id="1" guid="00000000-0000-8000-8000-000000000001">'
           '<date>2012-09-19T09:00:00+02:00</date><start>09:00</start><duration>01:30</duration><room>Hall</room>'
           '<slug>abcd-1-a</slug><title>A</title><subtitle></subtitle><track></track><type>talk</type>'
           '<abstract></abstract><description></description><persons><person id="7">Ada</person></persons>'
           '</event></room></day></schedule>')

    JSON = {"schedule": {"version": "1", "base_url": "https://example.org/", "conference": {
        "acronym": "abcd", "title": "T", "start": "2012-09-19", "end": "2012-09-19", "daysCount": 1,
        "timeslot_duration": "00:15", "rooms": [{"name": "Hall", "guid": "00000000-0000-8000-8000-000000000002"}],
        "days": [{"index": 1, "date": "2012-09-19", "day_start": "2012-09-19T05:00:00+02:00",
                  "day_end": "2012-09-20T05:00:00+02:00", "rooms": {"Hall": [{
                      "id": 1, "guid": "00000000-0000-8000-8000-000000000001", "date": "2012-09-19T09:00:00+02:00",
                      "start": "09:00", "duration": "01:30", "room": "Hall", "slug": "abcd-1-a",
                      "url": "https://example.org/a/", "title": "A", "subtitle": "", "track": "", "type": "talk",
                      "language": "en", "abstract": "", "description": "", "links": [],
                      "persons": [{"id": 7, "name": "Ada"}]}]}}]}}}

    def test_is_silent_on_good_files(self):
        document = json.dumps(self.JSON).encode()
        self.assertEqual(schedules.wrong_xml(self.XML.encode()), [])
        self.assertEqual(schedules.wrong_json(document), [])
        self.assertEqual(schedules.differences(self.XML.encode(), document), [])

    def test_finds_what_is_wrong_with_xml(self):
        event = self.XML[self.XML.index("<event"):self.XML.index("</room></day>")]
        for words, (old, new) in {
            "no XML": ("</schedule>", ""),
            "schedule holds conference version": (
                "<version>1</version><conference><title>T</title><acronym>abcd</acronym></conference>",
                "<conference><title>T</title><acronym>abcd</acronym></conference><version>1</version>"),
            "has no acronym": ("<acronym>abcd</acronym>", ""),
            "conference holds name": ("<title>T</title>", "<title>T</title><name>N</name>"),
            "event has no subtitle": ("<subtitle></subtitle>", ""),
            "event holds city": ("<subtitle>", "<city>Malmö</city><subtitle>"),
            "start is '9:00'": ("<start>09:00", "<start>9:00"),
            "duration is '90'": ("<duration>01:30", "<duration>90"),
            "date is '2012-09-19T09:00:00'": ("09:00:00+02:00<", "09:00:00<"),
            "guid is": ("8000-000000000001", "8000-00000000000g"),
            "id is '0'": ('event id="1"', 'event id="0"'),
            "person: id is 'x'": ('person id="7"', 'person id="x"'),
            "person has the attribute guid": ('person id="7"', 'person id="7" guid="x"'),
            "says Attic": ("<room>Hall", "<room>Attic"),
            "slug abcd-1-a is there twice": ("</event>", "</event>" + event),
        }.items():
            with self.subTest(words):
                self.assertIn(old, self.XML)
                self.assertIn(words, "\n".join(schedules.wrong_xml(self.XML.replace(old, new, 1).encode())))

    def test_finds_what_is_wrong_with_json(self):
        text = json.dumps(self.JSON)
        for words, (old, new) in {
            "no JSON": ("{", ""),
            "the key a is there twice": ('{"schedule"', '{"a": 1, "a": 2, "schedule"'),
            "document has the key url": ('{"schedule"', '{"url": "", "schedule"'),
            "conference has no acronym": ('"acronym": "abcd", ', ""),
            "daysCount": ('"daysCount": 1', '"daysCount": 2'),
            "event has no url": ('"url": "https://example.org/a/", ', ""),
            "event has the key code": ('"id": 1', '"code": "A", "id": 1'),
            "id is '1'": ('"id": 1', '"id": "1"'),
            "start is '09:00:00'": ('"start": "09:00"', '"start": "09:00:00"'),
            "person has no name": (', "name": "Ada"', ""),
            "none of the rooms": ('{"name": "Hall"', '{"name": "Attic"'),
            "says Attic": ('"room": "Hall"', '"room": "Attic"'),
        }.items():
            with self.subTest(words):
                self.assertIn(old, text)
                self.assertIn(words, "\n".join(schedules.wrong_json(text.replace(old, new, 1).encode())))

"""Calendars read by a library that we did not write, and checked by the rules of RFC 5545."""

import re
import unittest
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import icalendar

import calendars
import lectern

TEMPLATES = {
    "page.html": "{% if page.calendar %}<p>{{ page.calendar.url }} {{ page.calendar.webcal }}</p>{% endif %}",
    "section.html": "{% if programme.calendar %}<p>{{ programme.calendar.url }} {{ programme.phase }}</p>{% endif %}",
    "404.html": "", "term.html": "", "taxonomy.html": "",
    "strings/en.yaml": "not_found: {title: Not found}\n",
}

TITLE = "Överraskning, åter; igen: \"smörgåsbord\" på Öland med Åsa, Örjan och 日本 \\ för ännu fler än så – åäö åäö åäö"

# Zone, the first and the second night on which clocks change (nothing where they don't), each with hours before
# and after the change that are there once.
ZONES = [
    ("Europe/Stockholm", "2012-03-25", "2012-10-28"),
    ("Australia/Sydney", "2012-04-01", "2012-10-07"),
    ("Pacific/Auckland", "2012-04-01", "2012-09-30"),
    ("Australia/Adelaide", "2012-04-01", "2012-10-07"),
    ("Australia/Lord_Howe", "2012-04-01", "2012-10-07"),
    ("America/St_Johns", "2012-03-11", "2012-11-04"),
    ("America/Santiago", "2012-04-29", "2012-09-02"),
    ("Africa/Casablanca", "2012-04-29", "2012-09-30"),
    ("Asia/Tokyo", None, None),
    ("Africa/Nairobi", None, None),
    ("Asia/Kolkata", None, None),
    ("Asia/Kathmandu", None, None),
    ("UTC", None, None),
]

# Zones whose clocks are compared with the database over forty years: regular rules on both hemispheres, negative and half
# daylight saving, none at all, and rules that came, went and moved.
CLOCKS = [
    "Europe/Stockholm", "Europe/London", "Europe/Dublin", "Europe/Lisbon", "Europe/Moscow", "Europe/Samara", "Europe/Minsk",
    "Europe/Istanbul", "Europe/Kaliningrad", "Europe/Simferopol", "Europe/Chisinau", "Atlantic/Azores", "Africa/Casablanca",
    "Africa/El_Aaiun", "Africa/Cairo", "Africa/Windhoek", "Africa/Tunis", "Africa/Juba", "Africa/Sao_Tome", "Asia/Jerusalem",
    "Asia/Gaza", "Asia/Amman", "Asia/Beirut", "Asia/Damascus", "Asia/Tehran", "Asia/Baku", "Asia/Almaty", "Asia/Pyongyang",
    "Asia/Tokyo", "Asia/Kolkata", "Asia/Kathmandu", "Asia/Ulaanbaatar", "Asia/Hong_Kong", "Australia/Lord_Howe", "Australia/Sydney",
    "Australia/Eucla", "Pacific/Auckland", "Pacific/Chatham", "Pacific/Apia", "Pacific/Fiji", "Pacific/Norfolk", "Pacific/Easter",
    "America/New_York", "America/St_Johns", "America/Havana", "America/Santiago", "America/Sao_Paulo", "America/Asuncion",
    "America/Mexico_City", "America/Caracas", "America/Nuuk", "America/Punta_Arenas", "America/Port-au-Prince", "Antarctica/Troll",
]

# Years of programmes: each has a session at noon every 25 days.
YEARS = [1998, 2006, 2007, 2011, 2012, 2014, 2016, 2018, 2022, 2023, 2024, 2025, 2030, 2040]


def session(start: str, end: str | None = None, **more) -> str:
    lines = [f"start: {start}"] + ([f"end: {end}"] if end else [])
    return "\n".join(lines + [f"{key}: {value}" for key, value in more.items()])


def conference(first: str | None, second: str | None) -> dict[str, str]:
    """The sessions of a programme: name and front matter without its title."""
    found = {
        "plain": session("2012-09-19 09:00", "2012-09-19 10:30"),
        "title": session("2012-09-19 11:00", "2012-09-19 12:00", track="law", status_note="\"Note, with; signs\""),
        "late": session("2012-09-19 22:30", "2012-09-20 01:00"),
        "cancelled": session("2012-09-20 09:00", "2012-09-20 10:00", status="cancelled", updated="2012-09-01"),
        "moved": session("2012-09-20 10:00", "2012-09-20 11:00", status="moved", status_note="An hour later"),
        "one-day": session("2012-09-21"),
        "three-days": session("2012-09-19", "2012-09-21"),
        "open-end": session("2012-09-21 18:00"),
        "lounge": session("2012-09-20 13:00", "2012-09-20 14:00", format="market-lounge"),
    }
    for number, night in enumerate(filter(None, (first, second)), 1):
        # Hours that no zone of the list skips or repeats.
        after = date.fromisoformat(night)
        before = after - timedelta(days=1)
        found[f"night-{number}"] = session(f"{before} 21:00", f"{after} 04:30")
        found[f"eve-{number}"] = session(f"{before} 12:00", f"{before} 13:00")
        found[f"morrow-{number}"] = session(f"{after} 12:00", f"{after} 13:00")
    return found


class CalendarTests(lectern.LecternTest):
    def site(self, zone: str, sessions: dict[str, str], name: str = "site"):
        title = TITLE.replace("'", "''")
        files = {"site.yaml": f"title: '{title}'\nbase_url: https://example.org/base/\ntimezone: {zone}\n",
                 "content/_index.md": "---\ntitle: Home\n---\n",
                 "content/programme/_index.md": "---\ntitle: Programme\nprogramme: true\n"
                                                "defaults: {kind: session, speakers: [ada]}\n---\n",
                 "content/speakers/ada.md": "---\ntitle: Åda Öberg\nkind: speaker\naffiliation: \"A, b; c\"\n---\n",
                 "content/tracks/law.md": "---\ntitle: \"Law, order; peace\"\nkind: track\n---\n"}
        if "lounge" in sessions:
            files["content/programme/table.md"] = "---\ntitle: Table\nparent: lounge\n---\n"
        for name, fields in sessions.items():
            title = TITLE if name == "title" else name
            escaped = title.replace("\\", "\\\\").replace('"', '\\"')
            files[f"content/programme/{name}.md"] = f"---\ntitle: \"{escaped}\"\n{fields}\n---\nText of {name}.\n"
        for path, text in (files | {f"templates/{name}": text for name, text in TEMPLATES.items()}).items():
            file = self.folder / name / path
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_text(text)
        return self.folder / name

    def files(self, site) -> dict[str, bytes]:
        return {path: data for path, data in lectern.state(site / "output").items() if path.endswith(".ics")}

    def judge(self, site) -> dict[str, bytes]:
        files, content = self.files(site), calendars.sessions(site)
        findings = []
        for path, data in files.items():
            findings += [f"{path}: {problem}" for problem in calendars.complaints(data)]
            needs_all = path.endswith("programme/calendar.ics")
            findings += [f"{path}: {problem}" for problem in calendars.wrong_instants(data, content, needs_all)]
        self.assertNothing(findings)
        return files

    def test_give_the_sessions_instants_in_every_sort_of_zone(self):
        for zone, first, second in ZONES:
            with self.subTest(zone):
                site = self.site(zone, conference(first, second), zone.replace("/", "-"))
                self.build(site)
                files = self.judge(site)
                content = calendars.sessions(site)
                self.assertEqual(len([path for path in files if "/sessions/" in path]), len(content) + 1)
                self.assertTrue(any("/days/" in path for path in files))
                whole = files["programme/calendar.ics"]
                self.assertEqual(b"BEGIN:VTIMEZONE" in whole, zone != "UTC")

    def test_describe_the_clocks_of_every_zone_and_year(self):
        findings = []
        for zone in CLOCKS:
            name = zone.replace("/", "-")
            site = self.site(zone, {}, name)
            for year in YEARS:
                section = site / f"content/programme-{year}"
                section.mkdir()
                (section / "_index.md").write_text(f"---\ntitle: Programme {year}\nprogramme: true\n"
                                                   "defaults: {kind: session, format: other}\n---\n")
                rows = ["id,title,start,end"]
                for number in range(0, 365, 25):
                    day = date(year, 1, 1) + timedelta(days=number)
                    rows.append(f"s{number},S,{day} 12:00,{day} 12:30")
                (section / "_pages.csv").write_text("\n".join(rows) + "\n")
            self.build(site, "--at", "2100-01-01")
            for year in YEARS:
                data = (site / f"output/programme-{year}/calendar.ics").read_bytes()
                findings += [f"{zone} {year}: {finding}" for finding in
                             calendars.wrong_observances(data) + calendars.wrong_zones(data)]
                now = {datetime(year, month, 1, 12, tzinfo=ZoneInfo(zone)).utcoffset() for month in range(1, 13)}
                if len(now) > 1 and data.count(b"BEGIN:DAYLIGHT") + data.count(b"BEGIN:STANDARD") < 2:
                    findings.append(f"{zone} {year}: one of its times is not described")
        self.assertNothing(findings)

    def test_have_yearly_rules_where_zones_have_them(self):
        for zone, rules in {
            "Europe/Stockholm": ["3 -1SU", "10 -1SU"],
            "Europe/Dublin": ["3 -1SU", "10 -1SU"],
            "America/New_York": ["3 2SU", "11 1SU"],
            "Pacific/Auckland": ["9 -1SU", "4 1SU"],
            "Australia/Lord_Howe": ["10 1SU", "4 1SU"],
            "Asia/Tokyo": [],
        }.items():
            with self.subTest(zone):
                site = self.site(zone, {"a": session("2030-05-14 09:00", "2030-05-14 10:00")}, zone.replace("/", "-"))
                self.build(site)
                calendar = icalendar.Calendar.from_ical((site / "output/programme/calendar.ics").read_bytes())
                parts = {name: [part.get("RRULE") for part in calendar.walk(name)] for name in ("DAYLIGHT", "STANDARD")}
                self.assertEqual([f"{rule['BYMONTH'][0]} {rule['BYDAY'][0]}" for rule in parts["DAYLIGHT"] + parts["STANDARD"] if rule], rules)
                self.assertEqual(len(parts["STANDARD"]), 1)

    def test_are_read_alike_by_the_package_icalendar(self):
        site = self.site("Pacific/Auckland", conference("2012-04-01", "2012-09-30"))
        self.build(site)
        content = calendars.sessions(site)
        calendar = icalendar.Calendar.from_ical((site / "output/programme/calendar.ics").read_bytes())
        for event in calendar.walk("VEVENT"):
            name = str(event["UID"]).split("@")[0].split("/")[-1]
            start = event.decoded("DTSTART")
            if isinstance(start, datetime):
                self.assertEqual(start.astimezone(calendars.UTC), content[name]["start"], name)
            else:
                self.assertEqual(start, content[name]["start"], name)

    def test_carry_words_with_signs_and_letters_whole(self):
        site = self.site("Europe/Stockholm", conference(None, None))
        self.build(site)
        data = (site / "output/programme/calendar/sessions/title.ics").read_bytes()
        self.assertEqual(calendars.complaints(data), [])
        event = icalendar.Calendar.from_ical(data).walk("VEVENT")[0]
        self.assertEqual(str(event["SUMMARY"]), TITLE)
        self.assertIn("Note, with; signs", str(event["DESCRIPTION"]))
        self.assertIn("Åda Öberg, A, b; c", str(event["DESCRIPTION"]))
        self.assertEqual([str(word) for word in event["CATEGORIES"].cats], ["Law, order; peace"])
        self.assertEqual(str(event["URL"]), "https://example.org/base/programme/title/")
        self.assertNotIn(b"X-WR-CALNAME", data)
        # The package doesn't know the property, so its signs are still escaped.
        name = calendars.unfolded((site / "output/programme/calendar.ics").read_bytes())[3]
        self.assertEqual((name.name, re.sub(r"\\(.)", r"\1", name.value)), ("NAME", TITLE))

    def test_tell_what_is_cancelled_and_moved(self):
        site = self.site("Europe/Stockholm", conference(None, None))
        self.build(site)
        events = {event.uid.split("@")[0].split("/")[-1]: event.properties
                  for event in calendars.events((site / "output/programme/calendar.ics").read_bytes(), True)}
        self.assertEqual(events["cancelled"]["STATUS"], "CANCELLED")
        self.assertEqual(events["cancelled"]["LAST-MODIFIED"], "20120831T220000Z")
        self.assertEqual(events["moved"]["STATUS"], "CONFIRMED")
        self.assertIn("An hour later", events["moved"]["DESCRIPTION"])
        self.assertGreater(int(events["moved"]["SEQUENCE"]), int(events["plain"]["SEQUENCE"]))

    def test_grow_in_sequence_and_keep_their_ids_when_a_session_changes(self):
        sessions = conference(None, None)
        site = self.site("Europe/Stockholm", sessions)
        self.build(site)
        path = "output/programme/calendar/sessions/plain.ics"
        before = calendars.events((site / path).read_bytes(), True)[0]
        sessions["plain"] = session("2012-09-19 08:00", "2012-09-19 08:30", updated="2012-09-10")
        self.site("Europe/Stockholm", sessions)
        self.build(site)
        after = calendars.events((site / path).read_bytes(), True)[0]
        self.assertEqual(before.uid, after.uid)
        self.assertGreater(int(after.properties["SEQUENCE"]), int(before.properties["SEQUENCE"]))
        self.assertGreater(after.properties["DTSTAMP"], before.properties["DTSTAMP"])

    def test_have_a_speakers_sessions_and_a_tracks(self):
        site = self.site("Europe/Stockholm", conference(None, None))
        self.build(site)
        speaker = calendars.events((site / "output/programme/calendar/speakers/ada.ics").read_bytes(), True)
        names = {event.uid.split("@")[0].split("/")[-1] for event in speaker}
        self.assertEqual(names, set(conference(None, None)) | {"table"})
        track = calendars.events((site / "output/programme/calendar/tracks/law.ics").read_bytes(), True)
        self.assertEqual([event.uid.split("/")[-1].split("@")[0] for event in track], ["title"])
        day = calendars.events((site / "output/programme/calendar/days/2012-09-21.ics").read_bytes(), True)
        self.assertEqual({event.uid.split("@")[0].split("/")[-1] for event in day}, {"one-day", "three-days", "open-end"})

    def test_are_the_same_from_build_to_build(self):
        site = self.site("Europe/Stockholm", conference("2012-03-25", "2012-10-28"))
        for name, more in {"one": ["--at", "2012-01-01"], "two": ["--at", "2013-01-01"]}.items():
            self.build(site, "--output", self.folder / name, *more,
                       environment={"TZ": "Asia/Tokyo" if name == "one" else "America/Lima"})
        one, two = ({path: data for path, data in lectern.state(self.folder / name).items()
                     if path.endswith((".ics", "schedule.json", "schedule.xml"))} for name in ("one", "two"))
        self.assertEqual(one.keys(), two.keys())
        self.assertEqual([path for path in one if one[path] != two[path]], [])

    def test_lead_to_where_they_lie(self):
        site = self.site("Europe/Stockholm", conference(None, None))
        self.build(site)
        page = (site / "output/programme/plain/index.html").read_text()
        self.assertIn("<p>/base/programme/calendar/sessions/plain.ics "
                      "webcal://example.org/base/programme/calendar/sessions/plain.ics</p>", page)
        self.build(site, "--relative", "--output", self.folder / "relative")
        page = (self.folder / "relative/programme/plain/index.html").read_text()
        self.assertIn("<p>../../programme/calendar/sessions/plain.ics webcal://example.org/", page)

    def test_of_the_fixture_sites_and_of_this_site_are_right(self):
        for source in sorted(path for path in lectern.FIXTURES.iterdir()
                             if path.name not in ("faulty",)) + [lectern.SITE]:
            with self.subTest(source.name):
                site = lectern.copy(source, self.folder / f"copy-{source.name or 'site'}")
                self.build(site, "--at", "2012-09-01")
                self.judge(site)


class JudgeOfCalendarsTests(lectern.LecternTest):
    """The judge itself: no findings in a good file, and it finds every fault in bad ones."""

    GOOD = "\r\n".join([
        "BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//x//y//EN", "BEGIN:VTIMEZONE", "TZID:Europe/Stockholm",
        "BEGIN:DAYLIGHT", "DTSTART:20120325T020000", "TZOFFSETFROM:+0100", "TZOFFSETTO:+0200", "END:DAYLIGHT",
        "BEGIN:STANDARD", "DTSTART:20111030T030000", "TZOFFSETFROM:+0200", "TZOFFSETTO:+0100",
        "RRULE:FREQ=YEARLY;BYMONTH=10;BYDAY=-1SU", "END:STANDARD", "END:VTIMEZONE", "BEGIN:VEVENT", "UID:p/a@example.org", "DTSTAMP:20120901T000000Z", "SEQUENCE:1",
        "DTSTART;TZID=Europe/Stockholm:20120919T090000", "DTEND;TZID=Europe/Stockholm:20120919T100000",
        "SUMMARY:Ö", "STATUS:CONFIRMED", "END:VEVENT", "END:VCALENDAR", ""]).encode()

    CONTENT = {"a": {"start": datetime(2012, 9, 19, 7, tzinfo=calendars.UTC), "status": "confirmed",
                     "end": datetime(2012, 9, 19, 8, tzinfo=calendars.UTC)}}

    def test_is_silent_on_a_good_file(self):
        self.assertEqual(calendars.complaints(self.GOOD), [])
        self.assertEqual(calendars.wrong_instants(self.GOOD, self.CONTENT, True), [])

    def test_finds_what_is_wrong(self):
        second = self.GOOD[self.GOOD.index(b"BEGIN:VEVENT"):self.GOOD.index(b"END:VCALENDAR")]
        zone = self.GOOD[self.GOOD.index(b"BEGIN:VTIMEZONE"):self.GOOD.index(b"BEGIN:VEVENT")]
        bad = {
            "not CRLF": (b"SEQUENCE:1\r\n", b"SEQUENCE:1\n"),
            "octets": (b"SUMMARY:", b"SUMMARY:" + b"x" * 80),
            "cuts a character": ("Ö".encode(), b"\xc3\r\n \x96"),
            "cuts an escape": (b"SUMMARY:", b"SUMMARY:a\\\r\n ,b"),
            "control character": (b"SUMMARY:", b"SUMMARY:\x07"),
            "no VTIMEZONE": (zone, b""),
            "the database": (b"TZOFFSETTO:+0200", b"TZOFFSETTO:+0300"),
            "cannot be read": (b"BYDAY=-1SU", b"BYDAY=-1MO"),
            "no STANDARD": (b"STANDARD", b"DAYLIGHT"),
            "going back": (b"TZOFFSETTO:+0200", b"TZOFFSETTO:+0000"),
            "METHOD": (b"VERSION:2.0", b"VERSION:2.0\r\nMETHOD:PUBLISH"),
            "no PRODID": (b"PRODID:-//x//y//EN\r\n", b""),
            "no SEQUENCE": (b"SEQUENCE:1\r\n", b""),
            "twice": (b"END:VCALENDAR", second + b"END:VCALENDAR"),
            "not in UTC": (b"DTSTAMP:20120901T000000Z", b"DTSTAMP:20120901T000000"),
            "floats": (b"DTEND;TZID=Europe/Stockholm:", b"DTEND:"),
            "no event": (second, b""),
        }
        for words, (old, new) in bad.items():
            with self.subTest(words):
                self.assertIn(old, self.GOOD)
                self.assertIn(words, "\n".join(calendars.complaints(self.GOOD.replace(old, new, 1))))

    def test_finds_events_at_other_times_than_the_contents(self):
        for words, (old, new) in {
            "a starts": (b"DTSTART;TZID=Europe/Stockholm:20120919T09", b"DTSTART;TZID=Europe/Stockholm:20120919T08"),
            "a ends": (b"DTEND;TZID=Europe/Stockholm:20120919T10", b"DTEND;TZID=Europe/Stockholm:20120919T11"),
            "a is CANCELLED": (b"CONFIRMED", b"CANCELLED"),
            "a is missing": (b"p/a@", b"p/b@"),
        }.items():
            with self.subTest(words):
                findings = calendars.wrong_instants(self.GOOD.replace(old, new, 1), self.CONTENT, True)
                self.assertIn(words, "\n".join(findings))


if __name__ == "__main__":
    unittest.main()

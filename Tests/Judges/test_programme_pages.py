"""The pages of a programme in a real browser: by keyboard, without a script, with a faked clock, and on paper.

The conference in samples/conference is invented and has what the real one lacks: six rooms, sessions of different
length side by side, parts, an evening past midnight. It is built with the real site's templates.
"""

import re
import shutil
import subprocess
from datetime import datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import icalendar
import yaml

import browser
import lectern
import markup
from tree import Tree

SAMPLE = Path(__file__).resolve().parent / "samples/conference"
ZONE = ZoneInfo("Europe/Stockholm")
PHONE, DESK = {"width": 390, "height": 800}, {"width": 1280, "height": 900}
DAY = "programme/day-1/"

FOCUSED = """() => {
  const element = document.activeElement
  const title = element?.closest('.session-title')
  return {title: title && element.closest('.timetable') ? title.textContent : null, isBody: element === document.body}
}"""
PLACES = """() => [...document.querySelectorAll('.timetable > .entry')].map(entry => {
  const box = entry.getBoundingClientRect()
  return {title: entry.querySelector('.session-title').textContent, start: entry.querySelector('time').dateTime,
          left: box.left, right: box.right, top: box.top, bottom: box.bottom}
})"""


ON_NOW = """() => ['now', 'next', 'today'].map(name => [...document.querySelectorAll(`.${name}-list li > *`)].map(title => title.textContent))"""


def real_sessions() -> list[dict]:
    """The sessions of the real programme, without those that are parts of another."""
    found = []
    for path in (lectern.SITE / "content/programme").glob("*.md"):
        front_matter = yaml.safe_load(path.read_text().split("---\n")[1])
        if "start" in front_matter:
            times = {key: datetime.strptime(front_matter[key], "%Y-%m-%d %H:%M") for key in ("start", "end")
                     if isinstance(front_matter.get(key), str)}
            found.append(front_matter | times)
    return found


def believed_end(session: dict, timed: list[dict]) -> datetime:
    """The end in the programme, or else the start of what comes next, but at most two hours after its own start."""
    following = [other["start"] for other in timed if other["start"] > session["start"]]
    return session.get("end") or min([session["start"] + timedelta(hours=2), *following])


def moment(text: str) -> datetime:
    return datetime.fromisoformat(str(text)).replace(tzinfo=ZONE)


def content(name: str) -> list[dict]:
    return yaml.load((SAMPLE / f"content/{name}/_pages.yaml").read_text(), yaml.BaseLoader)


def reading_order(first: str, last: str) -> list[str]:
    """The titles of the sessions that start in this time: by time, then what fills every room, then by room, then what
    has none. Parts are described with their whole."""
    rooms = [room["id"] for room in content("rooms")]
    found = [session for session in content("programme")
             if "parent" not in session and first <= session["start"] < last and len(session["start"]) > 10]
    return [session["title"] for session in sorted(found, key=lambda session: (
        session["start"], session.get("everywhere") != "true",
        rooms.index(session["room"]) if "room" in session else len(rooms)))]


class ProgrammePagesTests(lectern.LecternTest):
    @classmethod
    def setUpClass(cls):
        cls.browser = cls.enterClassContext(browser.chromium())

    def site(self, at: str) -> str:
        """Builds the sample for a given day, serves it, and gives its address."""
        folder = self.folder / "site"
        if not folder.exists():
            shutil.copytree(SAMPLE, folder)
            shutil.copytree(lectern.SITE / "templates", folder / "templates")
            # The sample is in English alone, and words of a language that a site doesn't have are a mistake.
            (folder / "templates/strings/sv.yaml").unlink()
        self.build(folder, "--at", at)
        self.tree = Tree(folder / "output", lectern.base_url(folder))
        return self.enterContext(browser.served(self.tree))

    def real_site(self) -> str:
        """Builds the real site for its first day, serves it, and gives its address."""
        folder = lectern.copy(lectern.SITE, self.folder / "real")
        self.build(folder, "--at", "2012-09-19")
        return self.enterContext(browser.served(Tree(folder / "output", lectern.base_url(folder))))

    def page(self, address: str = "", now: str = "2012-09-18 12:00", **options):
        context = self.browser.new_context(**({"timezone_id": "Europe/Stockholm", "locale": "en-GB"} | options))
        self.addCleanup(context.close)
        page = context.new_page()
        if options.get("java_script_enabled", True):
            page.clock.install(time=moment(now))
        page.goto(address)
        return page

    def shown(self, page) -> list[str]:
        return page.locator(".timetable > .entry:visible .session-title").all_text_contents()

    def test_is_read_by_keyboard_in_the_order_of_time_and_room(self):
        address = self.site("2012-09-01")
        expected = reading_order("2012-09-19 05:00", "2012-09-20 05:00")
        self.assertEqual(len(expected), 14)
        for size in (PHONE, DESK):
            with self.subTest(width=size["width"]):
                page = self.page(address + DAY, viewport=size)
                focused = []
                for _ in range(300):
                    page.keyboard.press("Tab")
                    found = page.evaluate(FOCUSED)
                    if found["title"]:
                        focused.append(found["title"])
                    elif found["isBody"] and focused:
                        break
                self.assertEqual(focused, expected)

    def test_stands_in_the_order_of_reading_and_nothing_covers_another(self):
        address = self.site("2012-09-01")
        for day in (1, 2, 3):
            for size in (PHONE, DESK):
                with self.subTest(day=day, width=size["width"]):
                    places = self.page(f"{address}programme/day-{day}/", viewport=size).evaluate(PLACES)
                    for a, b in zip(places, places[1:]):
                        below = b["top"] >= a["top"] + 1
                        beside = abs(b["top"] - a["top"]) <= 1 and b["left"] >= a["right"]
                        self.assertTrue(below or beside, f"{b['title']} comes before {a['title']}")
                        if size is PHONE:
                            self.assertGreaterEqual(b["top"], a["bottom"] - 1, b["title"])
                        elif a["start"] == b["start"]:
                            self.assertTrue(beside, f"{a['title']} and {b['title']} start together")
                    for number, a in enumerate(places):
                        for b in places[number + 1:]:
                            apart = (a["right"] <= b["left"] + 1 or b["right"] <= a["left"] + 1
                                     or a["bottom"] <= b["top"] + 1 or b["bottom"] <= a["top"] + 1)
                            self.assertTrue(apart, f"{a['title']} and {b['title']} cover each other")

    def test_filters_without_a_script(self):
        page = self.page(self.site("2012-09-01") + DAY, java_script_enabled=False)
        everything = self.shown(page)
        self.assertFalse(page.locator(".pick, .needs-script:visible, .now:visible").count())
        page.locator(".filter summary").click()
        page.select_option("select[name=track]", "law")
        self.assertEqual(self.shown(page), ["Thresholds, lots and small firms", "Remedies", "Law clinic"])
        page.select_option("select[name=format]", "workshop")
        self.assertEqual(self.shown(page), ["Thresholds, lots and small firms", "Law clinic"])
        page.select_option("select[name=spoken_language]", "Swedish")
        self.assertEqual(self.shown(page), ["Thresholds, lots and small firms"])
        page.locator("button[type=reset]").click()
        self.assertEqual(self.shown(page), everything)
        # A part brings the session that it belongs to.
        page.select_option("select[name=track]", "buildings")
        self.assertEqual(self.shown(page), ["Timber schools", "District heating", "Market Lounge"])
        page.select_option("select[name=room]", "great-hall")
        self.assertEqual(self.shown(page), ["Market Lounge"])
        page.emulate_media(media="print")
        self.assertEqual(self.shown(page), everything)

    def test_has_no_filter_where_there_is_nothing_to_choose(self):
        page = self.page(self.site("2012-09-01") + "programme/day-3/", java_script_enabled=False)
        page.locator(".filter summary").click()
        self.assertEqual([select.get_attribute("name") for select in page.locator(".filter select").all()], ["format"])

    def test_keeps_the_filter_in_the_address_and_says_what_is_shown(self):
        page = self.page(self.site("2012-09-01") + DAY)
        page.locator(".filter summary").click()
        page.select_option("select[name=track]", "food")
        expected = ["School meals for a whole city", "Market Lounge"]
        self.assertEqual(self.shown(page), expected)
        self.assertEqual(page.locator("[role=status]").text_content(), "2 of 14 sessions shown")
        self.assertIn("?track=food", page.url)
        page.reload()
        self.assertEqual(self.shown(page), expected)
        self.assertTrue(page.locator("select[name=track]").is_visible())
        page.locator("button[type=reset]").click()
        page.wait_for_function("!location.search")
        self.assertEqual(len(self.shown(page)), 14)

    def test_keeps_a_programme_of_ones_own_and_gives_it_as_a_calendar(self):
        address = self.site("2012-09-01")
        page = self.page(address + DAY)
        wanted = ["Timber schools", "Evening with music"]
        for title in wanted:
            button = page.locator(f".entry:has-text('{title}') .pick")
            button.focus()
            page.keyboard.press("Enter")
            self.assertEqual(button.get_attribute("aria-pressed"), "true")
        page.goto(address + "programme/lounge/")
        page.get_by_role("button", name="My programme: Market Lounge").click()
        self.assertTrue(page.locator(".pick[aria-pressed=true]").is_visible())
        # A part without a time of its own is marked with the whole.
        page.goto(address + "programme/table-1/")
        part = page.get_by_role("button", name="My programme: Market Lounge")
        self.assertEqual(part.get_attribute("aria-pressed"), "true")
        page.goto(address + DAY)
        self.assertEqual([entry.locator(".session-title").text_content() for entry in page.locator(
            ".entry:has(.pick[aria-pressed=true])").all()],
            ["Timber schools", "Market Lounge", "Evening with music"])
        self.assertFalse(page.locator(".is-break .pick, .is-cancelled .pick").count())
        page.locator(".filter summary").click()
        page.get_by_label("My programme only").check()
        self.assertEqual(self.shown(page), ["Timber schools", "Market Lounge", "Evening with music"])
        with page.expect_download() as download:
            page.locator("button[name=save]").click()
        # A file can't follow changes, and says so.
        self.assertIn("does not follow changes", page.inner_text(".filter-status"))
        calendar = icalendar.Calendar.from_ical(Path(download.value.path()).read_bytes())
        self.assertEqual(calendar.errors, [])
        found = {str(event["SUMMARY"]): (event["DTSTART"].dt, event.end) for event in calendar.walk("VEVENT")}
        expected = {session["title"]: (moment(session["start"]), moment(session["end"]))
                    for session in content("programme") if session["title"] in wanted + ["Market Lounge"]}
        self.assertEqual(found, expected)
        self.assertEqual(len(list(calendar.walk("VTIMEZONE"))), 1)

    def test_says_what_is_on_and_what_is_next(self):
        address = self.site("2012-09-19")
        for now, current, after in [
            ("2012-09-19 07:00", [], ["Registration"]),
            ("2012-09-19 11:30", ["School meals for a whole city", "Thresholds, lots and small firms", "District heating"],
             ["Lunch"]),
            ("2012-09-20 00:30", ["Evening with music", "Late talk"], ["Keynote"]),
            ("2012-09-21 10:59", ["Group A", "Group B", "Group C"], ["Closing"]),
        ]:
            with self.subTest(now=now):
                page = self.page(address + "programme/", now=now)
                self.assertEqual(page.locator(".now-list a").all_text_contents(), current)
                self.assertEqual(page.locator(".next-list a").all_text_contents(), after)
                self.assertEqual(sorted(page.locator(".entry:has(.badge) .session-title").all_text_contents()), sorted(current))
                self.assertEqual(page.locator(".now h2").is_visible(), bool(current))
        for now in ("2012-09-10 09:00", "2012-09-22 09:00", "2026-01-01 09:00"):
            with self.subTest(now=now):
                self.assertFalse(self.page(address + "programme/", now=now).locator(".now").is_visible())

    def test_leads_from_every_page_to_a_programme_of_ones_own(self):
        address = self.real_site()
        page = self.page(address + "contact/")
        self.assertFalse(page.locator(".mine-link").is_visible())
        # What has no hour can be marked, too.
        page.goto(address + "programme/breakout-food/")
        page.get_by_role("button", name="My programme: Sustainable food procurement").click()
        self.assertEqual(page.locator(".mine-link").text_content(), "★ My programme (1)")
        page.goto(address + "contact/")
        page.locator(".mine-link").click()
        page.wait_for_url("**/programme/**")
        page.wait_for_function("""() => [...document.querySelectorAll('.entry .session-title')]
            .filter(title => title.checkVisibility()).length === 1""")
        self.assertEqual(page.locator(".entry .session-title:visible").all_text_contents(), ["Sustainable food procurement"])
        # Days without anything that is marked have no heading left.
        self.assertEqual(page.locator(".schedule-day > h2:visible").all_text_contents(), ["Thursday 20 September 2012"])
        with page.expect_download() as download:
            page.locator("button[name=save]").click()
        calendar = icalendar.Calendar.from_ical(Path(download.value.path()).read_bytes())
        self.assertEqual([str(event["SUMMARY"]) for event in calendar.walk("VEVENT")], ["Sustainable food procurement"])

    def test_is_right_at_every_minute_of_the_real_programme(self):
        sessions = real_sessions()
        timed = [session for session in sessions if isinstance(session["start"], datetime)]
        now = datetime(2012, 9, 19, 6)
        page = self.page(self.real_site() + "programme/", now=str(now))
        wrong = []
        while now < datetime(2012, 9, 21, 15, 59):
            now += timedelta(minutes=1)
            page.clock.fast_forward(60_000)
            shown = page.evaluate(ON_NOW)
            following = [session["start"] for session in timed if session["start"] > now]
            expected = [
                [session["title"] for session in timed if session["start"] <= now < believed_end(session, timed)],
                [session["title"] for session in timed if following and session["start"] == min(following)],
                [session["title"] for session in sessions if session not in timed and session["start"] == now.date()
                 and now < max(other["start"] for other in timed if other["start"].date() == now.date())]]
            if [sorted(part) for part in shown] != [sorted(part) for part in expected]:
                wrong.append(f"{now}: {shown} instead of {expected}")
        self.assertNothing(wrong)

    def test_goes_on_with_the_clock(self):
        page = self.page(self.site("2012-09-19") + "programme/", now="2012-09-19 09:59")
        self.assertEqual(page.locator(".now-list a").all_text_contents(), ["Opening"])
        page.clock.fast_forward("05:00")
        self.assertEqual(page.locator(".now-list a").all_text_contents(), ["Coffee"])

    def test_adds_the_visitors_own_time_only_where_it_differs(self):
        address = self.site("2012-09-01")
        self.assertFalse(self.page(address + DAY).locator(".own-time").count())
        self.assertFalse(self.page(address + DAY, timezone_id="Africa/Johannesburg").locator(".own-time").count())
        page = self.page(address + DAY, timezone_id="America/New_York")
        own = dict(zip(page.locator(".entry:has(.own-time) .session-title").all_text_contents(),
                       page.locator(".own-time").all_text_contents()))
        self.assertRegex(own["Opening"], r"Wed,? 03:00 your time")
        self.assertRegex(own["Late talk"], r"Wed,? 18:15 your time")
        after = self.page(address + DAY, now="2012-10-01 09:00", timezone_id="America/New_York")
        self.assertFalse(after.locator(".own-time").count())

    def test_lets_those_who_follow_from_elsewhere_choose_their_own_time(self):
        self.site("2012-09-01")
        settings = self.folder / "site/site.yaml"
        text = settings.read_text()
        self.assertFalse(self.page(self.site("2012-09-01") + DAY, timezone_id="America/New_York").locator(".zone-switch").count())
        settings.write_text(text + "event: {mode: both}\n" if "\nevent:" not in text else text.replace("\nevent:", "\nevent:\n  mode: both", 1))
        address = self.site("2012-09-01")
        for path, zone in ((DAY, "Europe/Stockholm"), ("programme/opening/", "Africa/Johannesburg")):
            self.assertFalse(self.page(address + path, timezone_id=zone).locator(".zone-switch, .own-time").count())
        page = self.page(address + "programme/opening/", timezone_id="America/New_York")
        self.assertRegex(page.inner_text(".facts .own-time"), r"^Wed,? 03:00–\d\d:\d\d your time$")
        switch = page.get_by_label("Times in my zone, too: Eastern Time")
        self.assertTrue(switch.is_checked())
        page.evaluate(browser.AXE.read_text())
        self.assertEqual(browser.violations(page, {"runOnly": browser.STANDARDS}), [])
        switch.focus()
        page.keyboard.press("Space")
        self.assertFalse(page.locator(".own-time:visible").count())
        # It is remembered, on the other pages, too.
        page.goto(address + DAY)
        self.assertTrue(page.locator(".own-time").count() and not page.locator(".own-time:visible").count())
        page.get_by_label("Times in my zone").check()
        self.assertRegex(page.locator(".own-time").first.inner_text(), r"Wed,? 0\d:\d\d your time")
        after = self.page(address + "programme/opening/", now="2012-10-01 09:00", timezone_id="America/New_York")
        self.assertFalse(after.locator(".zone-switch, .own-time").count())

    def test_says_the_right_thing_before_and_after(self):
        address = self.site("2012-09-01")
        before = self.page(address + "programme/opening/", java_script_enabled=False)
        self.assertTrue(before.get_by_role("link", name="Add to your calendar").is_visible())
        address = self.site("2012-10-01")
        for path in ("programme/", DAY, "programme/opening/", "speakers/ada/", "tracks/food/"):
            page = self.page(address + path)
            self.assertFalse(page.locator(".calendar-links, .pick, .needs-script:visible").count(), path)

    def test_prints_a_day_with_all_its_sessions_and_nothing_else(self):
        page = self.page(self.site("2012-09-01") + DAY)
        page.locator(".filter summary").click()
        page.select_option("select[name=track]", "food")
        pdf = self.folder / "day.pdf"
        page.pdf(path=pdf, prefer_css_page_size=True)
        text = subprocess.run(["pdftotext", "-layout", pdf, "-"], check=True, capture_output=True, text=True).stdout
        self.assertLessEqual(text.count("\f"), 2)
        printed = re.sub(r"\s+", " ", text)
        for title in reading_order("2012-09-19 05:00", "2012-09-20 05:00"):
            self.assertIn(title, printed)
        for word in ("Skip to the content", "Filter", "My programme", "Subscribe", "Previous", "Menu"):
            self.assertNotIn(word, printed)

    def test_passes_the_judges_of_every_page(self):
        for at in ("2012-09-01", "2012-10-01"):
            self.site(at)
            with self.subTest("markup", at=at):
                self.assertNothing(markup.complaints(self.tree))
            paths = [f"{path}index.html" for path in (
                "programme/", DAY, "programme/day-3/", "programme/opening/", "programme/lounge/", "programme/remedies/",
                "speakers/", "speakers/ada/", "rooms/great-hall/", "tracks/food/")]
            for judge, findings in browser.visit(self.tree, paths).items():
                with self.subTest(judge, at=at):
                    self.assertNothing(findings)

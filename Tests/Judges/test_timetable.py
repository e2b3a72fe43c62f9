"""Timetables of one to fourteen rooms in a real browser, built with the design that ships.

`conferences.py` writes the programmes. What is judged is computed from where the browser puts boxes and text: nothing is cut off or covers
another thing, what is longer is higher, names of rooms and times stay in view, the keyboard reaches everything.
"""

import re
import subprocess

import browser
import conferences
import lectern
from tree import Tree

WIDTHS = (320, 390, 768, 1280, 1920)
# Below this width days are lists.
LEAST_FOR_TABLE = 896
ROOMS = (1, 2, 6, 9, 14)

# Every box of the table with the text in it, line by line; what is hidden from the eye is left out.
BOXES = """() => [...document.querySelectorAll('.timetable > .entry')].map(entry => {
  const box = entry.getBoundingClientRect(), lines = []
  const texts = document.createTreeWalker(entry, NodeFilter.SHOW_TEXT)
  while (texts.nextNode()) {
    const parent = texts.currentNode.parentElement
    if (parent.closest('.pick') || !parent.checkVisibility() || [...ancestors(parent, entry)].some(isClipped)) continue
    const range = document.createRange()
    range.selectNodeContents(texts.currentNode)
    for (const line of range.getClientRects()) if (line.width > 1) lines.push([line.left, line.top, line.right, line.bottom])
  }
  function* ancestors(element, end) { for (; element !== end; element = element.parentElement) yield element }
  function isClipped(element) { return getComputedStyle(element).clipPath !== 'none' }
  const times = [...entry.querySelectorAll('.session-time time')].map(time => Date.parse(time.dateTime) / 60000)
  return {day: entry.closest('.schedule-day').firstElementChild.id, title: entry.querySelector('.session-title').textContent, start: times[0], end: times[1], lines,
          isWide: entry.matches('.is-wide'), place: entry.querySelector('.place')?.textContent,
          track: entry.querySelector('.track')?.textContent, edge: getComputedStyle(entry).borderInlineStartColor,
          left: box.left, top: box.top, right: box.right, bottom: box.bottom}
})"""
REGIONS = """() => [...document.querySelectorAll('.timetable-region')].map(region => ({
  scrolls: region.scrollWidth > region.clientWidth, focusable: region.tabIndex === 0, role: region.role,
  name: region.getAttribute('aria-label'), overflow: getComputedStyle(region).overflowX}))"""
HEADS = """() => {
  const box = element => { const {left, top, right, bottom} = element.getBoundingClientRect(); return {left, top, right, bottom} }
  const region = document.querySelector('.timetable-region')
  const head = document.querySelector('.timetable-rooms'), strip = box(region).left + 10, rooms = box(head)
  return {region: box(region), rooms,
          isCovered: !head.contains(document.elementFromPoint((rooms.left + rooms.right) / 2, (rooms.top + rooms.bottom) / 2)),
          coversStrip: document.elementFromPoint(strip, (Math.max(0, box(region).top) + rooms.bottom + 60))?.closest('.session') !== null}
}"""


def overlap(a, b, by: float = 1) -> bool:
    return min(a[2], b[2]) - max(a[0], b[0]) > by and min(a[3], b[3]) - max(a[1], b[1]) > by


def rect(box: dict) -> tuple:
    return box["left"], box["top"], box["right"], box["bottom"]


def covered(boxes: list[dict]) -> list[str]:
    """Boxes that cover each other, and text that leaves its box or lies on other text of it."""
    found = []
    for number, box in enumerate(boxes):
        found += [f"'{box['title']}' and '{other['title']}' cover each other"
                  for other in boxes[number + 1:] if other["day"] == box["day"] and overlap(rect(box), rect(other))]
        found += [f"'{box['title']}' has text that leaves its box" for line in box["lines"]
                  if line[0] < box["left"] - 1 or line[2] > box["right"] + 1
                  or line[1] < box["top"] - 1 or line[3] > box["bottom"] + 1]
        # Lines of text may share the air above and below their letters.
        found += [f"'{box['title']}' has text on text" for index, line in enumerate(box["lines"])
                  for other in box["lines"][index + 1:] if overlap(line, other, by=5)]
    return found


def disproportions(boxes: list[dict]) -> list[str]:
    """What is not as high as it is long.

    A row grows with its text, so heights are not exact: a box has at most 2.2 times the height for its length that another one of the
    day has, and what lasts twice as long is higher. What is shorter than twenty minutes is as high as its text. What
    has the width alone for more than an hour is folded.
    """
    boxes = [box | {"length": box["end"] - box["start"], "height": box["bottom"] - box["top"] + 4} for box in boxes if box["end"]]
    boxes = [box for box in boxes if box["length"] >= 20 and not (box["isWide"] and box["length"] > 60)]
    paces = {box["title"]: box["height"] / box["length"] for box in boxes}
    found = [f"'{title}' has {pace:.1f} px a minute, another {min(paces.values()):.1f}"
             for title, pace in paces.items() if pace > 2.2 * min(paces.values())]
    found += [f"'{long['title']}' ({long['length']:.0f} min, {long['height']:.0f} px) isn't higher than '{short['title']}' "
              f"({short['length']:.0f} min, {short['height']:.0f} px)"
              for long in boxes for short in boxes
              if long["length"] >= 2 * short["length"] and long["height"] <= short["height"]]
    return found


class TimetableTests(lectern.LecternTest):
    @classmethod
    def setUpClass(cls):
        cls.browser = cls.enterClassContext(browser.chromium())

    def site(self, name: str = "site", **options) -> str:
        folder = self.folder / name
        folder.mkdir()
        self.sessions = conferences.write(folder, **options)
        self.build(folder, "--at", "2031-05-01")
        self.tree = Tree(folder / "output", lectern.base_url(folder))
        return self.enterContext(browser.served(self.tree))

    def page(self, address: str, width: int = 1280, height: int = 900, **options):
        context = self.browser.new_context(viewport={"width": width, "height": height}, timezone_id="Europe/Stockholm", **options)
        self.addCleanup(context.close)
        page = context.new_page()
        page.goto(address)
        return page

    def test_cuts_nothing_off_and_covers_nothing_at_any_width(self):
        for rooms in ROOMS:
            address = self.site(f"rooms-{rooms}", rooms=rooms, evening=True, facilities=rooms > 5)
            page = self.page(address + "programme/day-1/")
            for width in WIDTHS:
                with self.subTest(rooms=rooms, width=width):
                    page.set_viewport_size({"width": width, "height": 900})
                    boxes = page.evaluate(BOXES)
                    self.assertGreater(len(boxes), 6)
                    self.assertNothing(covered(boxes))
                    self.assertNothing(page.evaluate(browser.FIND_WIDE))
                    is_table = width >= LEAST_FOR_TABLE and rooms > 1
                    columns = {round(box["left"]) for box in boxes}
                    self.assertEqual(len(columns), rooms if is_table else 1)
                    if is_table:
                        self.assertNothing(disproportions(boxes))
                        self.assertLess(page.evaluate("document.documentElement.scrollHeight"), 4000)

    def test_shows_98_sessions_of_three_days(self):
        address = self.site(rooms=9, days=3, sessions=98, people=87, facilities=True)
        self.assertEqual(len(self.sessions), 98)
        for path in ("programme/", "programme/day-1/", "programme/day-2/", "programme/day-3/"):
            for width in WIDTHS:
                with self.subTest(path=path, width=width):
                    page = self.page(address + path, width)
                    self.assertNothing(covered(page.evaluate(BOXES)))
                    self.assertNothing(page.evaluate(browser.FIND_WIDE))
        findings = browser.visit(self.tree, ["programme/index.html", "programme/day-1/index.html"])
        for judge, found in findings.items():
            with self.subTest(judge):
                self.assertNothing(found)

    def test_passes_the_judges_of_every_page(self):
        for rooms in (2, 14):
            self.site(f"rooms-{rooms}", rooms=rooms, evening=True, facilities=True)
            for judge, findings in browser.visit(self.tree, ["programme/day-1/index.html"]).items():
                with self.subTest(judge, rooms=rooms):
                    self.assertNothing(findings)

    def test_keeps_rooms_and_times_in_view(self):
        for rooms, width in ((2, 1280), (6, 1280), (9, 1280), (14, 1280), (9, 1920), (14, 1920)):
            with self.subTest(rooms=rooms, width=width):
                address = self.site(f"rooms-{rooms}-{width}", rooms=rooms)
                page = self.page(address + "programme/day-1/", width, 700)
                scrolls = page.evaluate(REGIONS)[0]["scrolls"]
                page.evaluate("document.querySelector('.timetable-region').scrollIntoView()")
                if scrolls:
                    page.evaluate("document.querySelector('.timetable-region').scrollTo(400, 500)")
                else:
                    page.evaluate("window.scrollBy(0, 500)")
                heads = page.evaluate(HEADS)
                top = heads["region"]["top"] if scrolls else 0
                self.assertAlmostEqual(heads["rooms"]["top"], top, delta=2)
                self.assertFalse(heads["isCovered"])
                self.assertFalse(heads["coversStrip"])

    def test_scrolls_sideways_by_keyboard_where_the_rooms_do_not_fit(self):
        for rooms, scrolls in ((2, False), (6, False), (9, True), (14, True)):
            with self.subTest(rooms=rooms):
                address = self.site(f"rooms-{rooms}", rooms=rooms)
                page = self.page(address + "programme/day-1/")
                region = page.evaluate(REGIONS)[0]
                self.assertEqual((region["scrolls"], region["focusable"], region["role"]),
                                 (scrolls, scrolls, "region" if scrolls else "group"))
                self.assertTrue(region["name"])
                # Without a script it is a region that the keyboard reaches in any case.
                plain = self.page(address + "programme/day-1/", java_script_enabled=False)
                self.assertEqual(plain.locator(".timetable-region[tabindex='0'][role=region][aria-label]").count(), 1)
                if scrolls:
                    for _ in range(40):
                        page.keyboard.press("Tab")
                        if page.evaluate("document.activeElement.matches('.timetable-region')"):
                            break
                    # One press moves it; further ones during that movement would be lost.
                    for _ in range(3):
                        left = page.evaluate("document.activeElement.scrollLeft")
                        page.keyboard.press("ArrowRight")
                        page.wait_for_function(
                            "left => document.activeElement.matches('.timetable-region') && document.activeElement.scrollLeft > left",
                            arg=left)

    def test_is_a_list_for_whoever_wants_one(self):
        address = self.site(rooms=9)
        for script in (True, False):
            with self.subTest(script=script):
                page = self.page(address + "programme/day-1/", java_script_enabled=script)
                page.get_by_label("as a list").check()
                boxes = page.evaluate(BOXES) if script else []
                self.assertLessEqual(len({round(box["left"]) for box in boxes}), 1)
                self.assertFalse(page.locator(".timetable-rooms").is_visible())
                self.assertTrue(page.locator(".timetable .place").first.is_visible())
                page.reload()
                self.assertEqual(page.locator(".timetable-rooms").is_visible(), not script)
        phone = self.page(address + "programme/day-1/", 390)
        self.assertFalse(phone.locator(".view").is_visible())
        rooms = {box["place"] for box in phone.evaluate(BOXES)}
        self.assertLessEqual({f"Room {number}" for number in range(1, 10)}, rooms)

    def test_filters_without_a_script(self):
        page = self.page(self.site(rooms=14) + "programme/day-1/", java_script_enabled=False)
        page.locator(".filter summary").click()
        for name in ("track", "room"):
            for option in page.locator(f"select[name={name}] option").all()[1:]:
                value = option.get_attribute("value")
                page.select_option(f"select[name={name}]", value)
                shown = page.locator(".timetable .session-title:visible").all_text_contents()
                expected = [session["title"] for session in self.sessions if session.get(name) == value]
                self.assertEqual(sorted(shown), sorted(expected))
            page.select_option(f"select[name={name}]", "")

    def test_reads_in_the_order_of_time_with_a_time_in_each_entry(self):
        page = self.page(self.site(rooms=14, evening=True) + "programme/day-1/")
        starts = [box["start"] for box in page.evaluate(BOXES)]
        self.assertEqual(len(starts), len(self.sessions))
        self.assertEqual(starts, sorted(starts))

    def test_has_a_colour_for_each_track_and_its_name_beside_it(self):
        address = self.site(rooms=9)
        for scheme in ("light", "dark"):
            colours: dict[str, set[str]] = {}
            for box in self.page(address + "programme/day-1/", color_scheme=scheme).evaluate(BOXES):
                if box["track"]:
                    colours.setdefault(box["track"], set()).add(box["edge"])
            self.assertEqual(set(colours), set(conferences.TRACKS))
            self.assertEqual({len(found) for found in colours.values()}, {1})
            self.assertEqual(len(set.union(*colours.values())), len(colours))

    def test_lets_what_people_come_and_go_to_stand_apart(self):
        address = self.site(rooms=6, facilities=True)
        page = self.page(address + "programme/day-1/")
        names = {name for name, *_ in conferences.FACILITIES}
        self.assertEqual(set(page.locator(".apart .session-title").all_text_contents()), names)
        self.assertEqual(page.locator(".timetable-rooms li").all_text_contents(), [f"Room {number}" for number in range(1, 7)])
        talk = next(session for session in self.sessions if session.get("format") == "talk")
        page.goto(f"{address}programme/{talk['id']}/")
        self.assertFalse(names & set(page.locator(".sessions .session-title").all_text_contents()))

    def test_prints_a_page_for_each_day(self):
        address = self.site(rooms=9, days=3, sessions=98, people=87, facilities=True)
        for path, days in (("programme/", 3), ("programme/day-1/", 1)):
            pdf = self.folder / "programme.pdf"
            self.page(address + path).pdf(path=pdf, prefer_css_page_size=True, format="A4")
            pages = subprocess.run(["pdftotext", "-layout", pdf, "-"], check=True, capture_output=True, text=True).stdout.split("\f")[:-1]
            self.assertEqual(len(pages), days, path)
            for page in pages:
                self.assertIn("Closing words", re.sub(r"\s+", " ", page))

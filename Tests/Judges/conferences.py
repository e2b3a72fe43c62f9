"""Writes conferences of any size, from one room to fourteen, for judges that look at timetables.

Names are plainly invented: people are called Person 1, rooms Room 1. Titles are as long as real ones are. The same
arguments give the same conference.
"""

import itertools
import json
import random
from datetime import datetime, timedelta
from pathlib import Path

WORDS = ("Interoperability", "of", "public", "registers", "in", "practice", "Introduction", "to", "automatic", "translation",
         "What", "we", "learned", "from", "ten", "years", "of", "open", "documentation", "Sustainability", "without",
         "spreadsheets", "A", "gentle", "tour", "through", "environmental", "data", "Maintaining", "old", "systems", "with",
         "small", "teams", "Accessibility", "as", "everyday", "work", "Responsibilities", "and", "rights")
TRACKS = ("Data", "Infrastructure", "Community", "Accessibility and law", "Practice", "Education", "Research")
FACILITIES = (("Registration desk", "registration", 8, 17, "Foyer"), ("Quiet room", "other", 8, 18, "Quiet room"),
              ("Poster exhibition", "exhibition", 10, 16, "Gallery"))
FIRST = datetime(2031, 5, 7)


def write(folder: Path, *, rooms: int, days: int = 1, sessions: int | None = None, people: int = 12, seed: int = 1,
          evening: bool = False, facilities: bool = False, weight: str = "400 kB") -> list[dict]:
    """Writes the site and gives its sessions. `evening` adds what ends at two at night."""
    chance = random.Random(seed)
    programme = list(itertools.chain.from_iterable(
        day(chance, FIRST + timedelta(days=number), rooms, evening, facilities) for number in range(days)))
    talks = [session for session in programme if session.get("format") in ("talk", "workshop", "lightning-talk")]
    if sessions is not None:
        left_out = chance.sample(talks, len(programme) - sessions)
        programme = [session for session in programme if session not in left_out]
        talks = [session for session in talks if session not in left_out]
    chance.shuffle(talks)
    # Nobody is in two places at once: whoever has had the fewest sessions and is free has the next.
    busy = {number: [] for number in range(1, people + 1)}
    for session in talks:
        free = [number for number, held in busy.items()
                if all(session["end"] <= other["start"] or other["end"] <= session["start"] for other in held)]
        if free:
            number = min(free, key=lambda number: len(busy[number]))
            busy[number].append(session)
            session["speakers"] = [{"person": f"person-{number}", "role": "speaker"}]
    for number, session in enumerate(programme, 1):
        session["id"] = f"s{number}"
    all_rooms = [f"Room {number}" for number in range(1, rooms + 1)]
    all_rooms += [room for *_, room in FACILITIES] if facilities else []
    sections = {
        "rooms": ("room", [{"id": key(name), "title": name} for name in all_rooms]),
        "tracks": ("track", [{"id": key(name), "title": name} for name in TRACKS]),
        "speakers": ("speaker", [{"id": f"person-{number}", "title": f"Person {number}"}
                                 for number, held in busy.items() if held]),
        "programme": ("session", [session | {"start": f"{session['start']:%Y-%m-%d %H:%M}",
                                             "end": f"{session['end']:%Y-%m-%d %H:%M}"} for session in programme])}
    for name, (kind, pages) in sections.items():
        place = folder / "content" / name
        place.mkdir(parents=True)
        more = "programme: true\n" if name == "programme" else ""
        (place / "_index.md").write_text(f"---\ntitle: {name.capitalize()}\n{more}defaults: {{kind: {kind}}}\n---\n")
        # Every JSON text is one of YAML, too.
        (place / "_pages.yaml").write_text(json.dumps(pages, indent=1))
    for number in range(days):
        date = FIRST + timedelta(days=number)
        (folder / f"content/programme/day-{number + 1}.md").write_text(
            f"---\ntitle: Day {number + 1}\nkind: day\nheld_on: {date:%Y-%m-%d}\nweight: {number + 1}\n---\n")
    (folder / "content/_index.md").write_text("---\ntitle: Invented conference\n---\n")
    (folder / "site.yaml").write_text(SITE.replace("WEIGHT", weight))
    return programme


SITE = """# A made-up conference.
title: Invented conference
description: Made up for tests.
base_url: https://example.org/invented/
timezone: Europe/Stockholm
languages: {en: {name: English}}
kinds: {day: {fields: {held_on: {type: date, required: true}}}}
menus: {main: [{title: Programme, page: /programme/}, {title: Speakers, page: /speakers/}]}
limits: {page_weight: WEIGHT}
"""


def key(name: str) -> str:
    return name.lower().replace(" ", "-")


def day(chance: random.Random, date: datetime, rooms: int, evening: bool, facilities: bool):
    def session(start: float, minutes: int, title: str, **more) -> dict:
        begin = date + timedelta(hours=start)
        return {"title": title, "start": begin, "end": begin + timedelta(minutes=minutes)} | more

    yield session(9, 45, "Opening of the day", format="plenary", everywhere=True)
    for number in range(1, rooms + 1):
        place = {"room": f"room-{number}"}
        # In one room a long workshop goes on through the break; in another there are lightning talks.
        if rooms > 1 and number == rooms:
            yield session(10, 145, title(chance), format="workshop", track=track(chance), **place)
            yield session(13.5, 90, title(chance), format="workshop", track=track(chance), **place)
        elif rooms > 4 and number == 2:
            for start in (10, 10 + 1 / 6, 10 + 2 / 6):
                yield session(start, 10, title(chance, 2, 4), format="lightning-talk", **place)
            yield session(11, 60, title(chance), format="talk", track=track(chance), **place)
        else:
            for start, minutes in ((10, 25), (10.5, 25), (11.5, 25), (12, 30), (13.5, 45), (14.5, 30)):
                yield session(start, minutes, title(chance), format="talk", track=track(chance), **place)
    yield session(11, 30, "Coffee", format="break") if rooms < 5 else session(11, 20, "Coffee", format="break")
    yield session(12.5, 60, "Lunch", format="break", everywhere=True)
    yield session(15.25, 45, "Closing words", format="keynote", room="room-1")
    if evening:
        yield session(20, 120, "Dinner", format="social", place="Town hall")
        yield session(23, 180, "Music until two at night", format="social", place="Cellar")
    if facilities:
        for name, kind, start, end, room in FACILITIES:
            yield session(start, (end - start) * 60, name, format=kind, room=key(room))


def title(chance: random.Random, least: int = 3, most: int = 9) -> str:
    words = [chance.choice(WORDS) for _ in range(chance.randint(least, most))]
    return " ".join(words).capitalize()


def track(chance: random.Random) -> str:
    return key(chance.choice(TRACKS))

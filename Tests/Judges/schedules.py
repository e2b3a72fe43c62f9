"""`schedule.xml` and `schedule.json` by the rules of the format that frab began and the c3voc keeps.

The schemas are written here as tables: which elements and keys are required and allowed, and the form of each value. What a
schema cannot express is checked, too: both files say the same, and ids are unique.
"""

import json
import re
import xml.etree.ElementTree as XML
from datetime import datetime, timedelta, timezone

ANY = re.compile(r".*", re.S)
WORDS = re.compile(r"(?=.*\S).*", re.S)
DATE = re.compile(r"\d{4}-\d\d-\d\d")
DATE_TIME = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(Z|[+-]\d\d:\d\d)")
START = re.compile(r"[0-2]\d:[0-5]\d")
DURATION = re.compile(r"\d{1,2}:[0-5]\d")
UUID = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")
NUMBER = re.compile(r"[1-9]\d*")
ADDRESS = re.compile(r"https?://\S+")
ACRONYM = re.compile(r"[a-z0-9_]{4,}")
SLUG = re.compile(r"[a-z0-9_]{4,}-[a-z0-9_-]*[a-z0-9]")
ZONE = re.compile(r"([A-Z][a-z]+/[A-Z][a-z]+.*)|UTC")

CONFERENCE = {"acronym": ACRONYM, "title": WORDS, "start": DATE, "end": DATE, "days": NUMBER,
              "timeslot_duration": DURATION, "base_url": ADDRESS, "time_zone_name": ANY}
EVENT = {"room": WORDS, "title": WORDS, "subtitle": ANY, "type": WORDS, "date": DATE_TIME, "start": START,
         "duration": DURATION, "abstract": ANY, "slug": SLUG, "track": ANY}
MAY_BE_IN_AN_EVENT = {"language": ANY, "description": ANY, "url": ADDRESS, "logo": ANY,
                      "video_download_url": ADDRESS}
# Lists in an event: the element in them, and its attribute.
LISTS = {"persons": ("person", "id", NUMBER), "links": ("link", "href", ADDRESS),
         "attachments": ("attachment", "href", ADDRESS)}


# schedule.xml

def wrong_xml(data: bytes) -> list[str]:
    try:
        root = XML.fromstring(data)
    except XML.ParseError as error:
        return [f"is no XML: {error}"]
    if root.tag != "schedule":
        return [f"its root is {root.tag}"]
    tags = [element.tag for element in root]
    findings = []
    if not re.fullmatch(r"(generator )?version conference( day)+", " ".join(tags)):
        findings.append(f"schedule holds {' '.join(tags)}")
    conference = root.find("conference")
    if conference is not None:
        findings += wrong_parts(conference, CONFERENCE, {}, {"title", "acronym"})
    for day in root.findall("day"):
        findings += wrong_attributes(day, {"date": DATE, "start": DATE_TIME, "end": DATE_TIME, "index": NUMBER})
        findings += [f"a day holds {element.tag}" for element in day if element.tag != "room"]
        for room in day.findall("room"):
            findings += wrong_attributes(room, {"name": WORDS})
            findings += [f"a room holds {element.tag}" for element in room if element.tag != "event"]
            for event in room.findall("event"):
                findings += wrong_event(event, day, room)
    return findings + repetitions(root)


def wrong_event(event: XML.Element, day: XML.Element, room: XML.Element) -> list[str]:
    name = event.findtext("title")
    findings = wrong_attributes(event, {"id": NUMBER, "guid": UUID})
    plain = XML.Element("event")
    plain.extend(part for part in event if part.tag not in LISTS)
    findings += wrong_parts(plain, EVENT, MAY_BE_IN_AN_EVENT, set(EVENT))
    for part in event:
        if part.tag in LISTS:
            tag, attribute, form = LISTS[part.tag]
            if [part.tag for part in event].count(part.tag) > 1:
                findings.append(f"{part.tag} is there twice")
            for entry in part:
                findings += [f"{part.tag} holds {entry.tag}"] if entry.tag != tag else []
                findings += wrong_attributes(entry, {attribute: form})
    if event.findtext("room") != room.get("name"):
        findings.append(f"stands in {room.get('name')}, and says {event.findtext('room')}")
    if (event.findtext("date") or "")[11:16] != event.findtext("start"):
        findings.append(f"date is {event.findtext('date')}, and start {event.findtext('start')}")
    return [f"{name}: {problem}" for problem in findings]


def wrong_parts(element, must: dict, may: dict, needed: set) -> list[str]:
    findings, seen = [], [part.tag for part in element]
    for part in element:
        form = must.get(part.tag) or may.get(part.tag)
        if form is None:
            findings.append(f"{element.tag} holds {part.tag}")
        elif not form.fullmatch(part.text or ""):
            findings.append(f"{part.tag} is {part.text!r}")
    findings += [f"{element.tag} has no {name}" for name in sorted(needed) if name not in seen]
    return findings + [f"{name} is there twice" for name in sorted(set(seen)) if seen.count(name) > 1]


def wrong_attributes(element, forms: dict) -> list[str]:
    findings = [f"{element.tag} has the attribute {name}" for name in element.attrib if name not in forms]
    for name, form in forms.items():
        if not form.fullmatch(element.get(name) or ""):
            findings.append(f"{element.tag}: {name} is {element.get(name)!r}")
    return findings


def repetitions(root) -> list[str]:
    events = root.findall("day/room/event")
    findings = []
    for what, values in {"id": [event.get("id") for event in events],
                         "guid": [event.get("guid") for event in events],
                         "slug": [event.findtext("slug") for event in events],
                         "index": [day.get("index") for day in root.findall("day")]}.items():
        findings += [f"{what} {value} is there twice" for value in sorted(set(values), key=str)
                     if values.count(value) > 1]
    return findings


# schedule.json

KEYS = {  # for each object: its required keys, and its optional ones
    "conference": ({"acronym", "title", "start", "end", "daysCount", "timeslot_duration", "days"},
                   {"description", "time_zone_name", "logo", "colors", "keywords", "url", "tracks", "rooms"}),
    "day": ({"index", "date", "day_start", "day_end", "rooms"}, set()),
    "event": ({"id", "guid", "date", "start", "duration", "room", "slug", "url", "title", "subtitle", "track", "type",
               "language", "abstract", "persons", "links"},
              {"logo", "description", "recording_license", "do_not_record", "attachments", "answers"}),
    "person": ({"name"}, {"id", "guid", "url"}),
    "room": ({"name", "guid"}, {"description", "capacity"}),
    "track": ({"name"}, {"color"}),
}

FORMS = {
    "acronym": ACRONYM, "title": WORDS, "start": START, "date": DATE_TIME, "duration": re.compile(r"\d+:[0-5]\d"),
    "timeslot_duration": DURATION, "guid": UUID, "slug": SLUG, "url": ADDRESS, "room": WORDS, "subtitle": ANY,
    "track": ANY, "type": WORDS, "language": ANY, "abstract": ANY, "description": ANY, "recording_license": ANY,
    "name": WORDS, "day_start": DATE_TIME, "day_end": DATE_TIME, "time_zone_name": ZONE, "color": ANY,
}


def wrong_json(data: bytes) -> list[str]:
    try:
        document = json.loads(data, object_pairs_hook=no_key_twice)
    except ValueError as error:
        return [f"is no JSON: {error}"]
    findings = [f"the document has the key {key}" for key in document if key not in ("$schema", "generator", "schedule")]
    schedule = document.get("schedule", {})
    findings += [f"schedule has no {key}" for key in ("version", "base_url", "conference") if key not in schedule]
    if "rooms" in schedule:
        findings.append("schedule has the key rooms")
    conference = schedule.get("conference", {})
    findings += wrong_thing("conference", conference, {"start": DATE, "end": DATE})
    if conference.get("daysCount") != len(conference.get("days", [])):
        findings.append("daysCount is not the number of days")
    for kind in ("room", "track"):
        for thing in conference.get(kind + "s", []):
            findings += wrong_thing(kind, thing, {})
    rooms = [room["name"] for room in conference.get("rooms", [])]
    for day in conference.get("days", []):
        findings += wrong_thing("day", day, {"date": DATE})
        for name, events in day.get("rooms", {}).items():
            findings += [] if name in rooms else [f"{name} is none of the rooms"]
            for event in events:
                problems = wrong_thing("event", event, {})
                problems += [] if event.get("room") == name else [f"stands in {name}, and says {event.get('room')}"]
                for person in event.get("persons", []):
                    problems += wrong_thing("person", person, {})
                for link in event.get("links", []) + event.get("attachments", []):
                    problems += [] if {"title", "url"} <= link.keys() else [f"a link is {link}"]
                findings += [f"{event.get('title')}: {problem}" for problem in problems]
    events = all_events(data)
    for key in ("id", "guid", "slug"):
        values = [event.get(key) for event in events]
        findings += [f"{key} {value} is there twice" for value in sorted(set(values), key=str)
                     if values.count(value) > 1]
    return findings


def wrong_thing(kind: str, thing: dict, forms: dict) -> list[str]:
    must, may = KEYS[kind]
    findings = [f"{kind} has no {key}" for key in sorted(must) if key not in thing]
    findings += [f"{kind} has the key {key}" for key in thing if key not in must | may]
    for key, value in thing.items():
        form = forms.get(key) or FORMS.get(key)
        if key in ("id", "index", "daysCount", "capacity"):
            if not isinstance(value, int) or value < 1:
                findings.append(f"{kind}: {key} is {value!r}")
        elif form and not (isinstance(value, str) and form.fullmatch(value)):
            findings.append(f"{kind}: {key} is {value!r}")
    return findings


def no_key_twice(pairs: list) -> dict:
    keys = [key for key, _ in pairs]
    for key in keys:
        if keys.count(key) > 1:
            raise ValueError(f"the key {key} is there twice")
    return dict(pairs)


def all_events(data: bytes) -> list[dict]:
    days = json.loads(data)["schedule"]["conference"]["days"]
    return [event for day in days for events in day["rooms"].values() for event in events]


# Both

def differences(xml: bytes, document: bytes) -> list[str]:
    """Differences between the two files."""
    one = {event.get("guid"): event for event in XML.fromstring(xml).findall("day/room/event")}
    two = {event["guid"]: event for event in all_events(document)}
    findings = [f"{guid} is in one file only" for guid in one.keys() ^ two.keys()]
    for guid in one.keys() & two.keys():
        for key in ("date", "start", "duration", "room", "slug", "title", "track", "type", "abstract", "description"):
            if (one[guid].findtext(key) or "") != two[guid][key]:
                findings.append(f"{guid}: {key} is {one[guid].findtext(key)!r} and {two[guid][key]!r}")
        people = [(person.get("id"), person.text) for person in one[guid].findall("persons/person")]
        if people != [(str(person["id"]), person["name"]) for person in two[guid]["persons"]]:
            findings.append(f"{guid}: persons are {people} and {two[guid]['persons']}")
    version = XML.fromstring(xml).findtext("version")
    if not version or version != json.loads(document)["schedule"]["version"]:
        findings.append("the versions differ")
    return findings


def wrong_instants(document: bytes, content: dict[str, dict]) -> list[str]:
    """Events whose times differ from the content's, missing sessions, and sessions that should be missing."""
    findings = []
    events = {event["url"].rstrip("/").split("/")[-1]: event for event in all_events(document)}
    for name, session in content.items():
        if session["fields"].get("page") in (False, "false"):  # It has the programme's address, as others have.
            events |= {name: event for event in all_events(document) if event["title"] == session["title"]
                       and datetime.fromisoformat(event["date"]).astimezone(timezone.utc) == session["start"]}
        belongs = isinstance(session["start"], datetime) and session["status"] != "cancelled"
        if belongs != (name in events):
            findings.append(f"{name} is {'missing' if belongs else 'there'}")
        if not belongs or name not in events:
            continue
        start = datetime.fromisoformat(events[name]["date"]).astimezone(timezone.utc)
        hours, minutes = map(int, events[name]["duration"].split(":"))
        end = start + timedelta(hours=hours, minutes=minutes)
        if start != session["start"] or session["end"] and end != session["end"]:
            findings.append(f"{name} is from {start} to {end}, and the content says "
                            f"{session['start']} to {session['end']}")
    return findings

"""Calendar files, as strict readers have them: bytes, structure, and which instants they mean.

Instants are computed in two independent ways: from the zone's name with Python's time zone database, and from the file's
own VTIMEZONE by the rules of RFC 5545.
"""

import re
from dataclasses import dataclass
from datetime import date, datetime, timedelta, timezone
from pathlib import Path
from zoneinfo import ZoneInfo

import icalendar
import yaml
from dateutil.rrule import rrulestr

UTC = timezone.utc
DATE_TIME = re.compile(r"\d{8}T\d{6}Z?$")
NEEDED = ("UID", "DTSTAMP", "SEQUENCE", "DTSTART", "SUMMARY", "STATUS")


@dataclass(frozen=True)
class Line:
    name: str
    parameters: dict
    value: str


@dataclass(frozen=True)
class Event:
    """What a calendar says of a session; a day's events have dates for start and end (the day after)."""

    uid: str
    start: datetime | date
    end: datetime | date | None
    properties: dict


def unfolded(data: bytes) -> list[Line]:
    lines = []
    for text in data.replace(b"\r\n ", b"").decode().split("\r\n"):
        if text:
            head, _, value = text.partition(":")
            name, *parameters = head.split(";")
            lines.append(Line(name, dict(part.split("=", 1) for part in parameters), value))
    return lines


def wrong_bytes(data: bytes) -> list[str]:
    """RFC 5545, section 3.1: how lines end and are folded, and that each line alone is UTF-8."""
    findings = []
    if not data.endswith(b"END:VCALENDAR\r\n"):
        findings.append("does not end with END:VCALENDAR and a line end")
    for number, line in enumerate(data.split(b"\r\n"), 1):
        if b"\n" in line or b"\r" in line:
            findings.append(f"line {number} has a line end that is not CRLF")
        escape = re.search(rb"\\+$", line)
        if escape and len(escape.group()) % 2:
            findings.append(f"line {number} cuts an escape")
        if len(line) > 75:
            findings.append(f"line {number} has {len(line)} octets")
        if any(byte < 0x20 and byte != 0x09 or byte == 0x7F for byte in line.replace(b"\n", b"").replace(b"\r", b"")):
            findings.append(f"line {number} has a control character")
        try:
            line.decode()
        except UnicodeDecodeError:
            findings.append(f"line {number} cuts a character")
    return findings


def wrong_structure(data: bytes) -> list[str]:
    """What a calendar and its events need, read by a library that we did not write."""
    try:
        calendar = icalendar.Calendar.from_ical(data)
    except ValueError as error:
        return [f"cannot be read: {error}"]
    findings = [f"has no {need}" for need in ("VERSION", "PRODID") if need not in calendar]
    if "METHOD" in calendar:
        findings.append("has a METHOD")
    for component in calendar.walk():
        findings += [f"{component.name}: {problem}" for problem in component.errors]
    zones = {str(zone["TZID"]) for zone in calendar.walk("VTIMEZONE")}
    uids = []
    for event in calendar.walk("VEVENT"):
        findings += [f"an event has no {need}" for need in NEEDED if need not in event]
        uids.append(str(event.get("UID")))
        start, end = event.get("DTSTART"), event.get("DTEND")
        for moment in filter(None, (start, end)):
            zone = moment.params.get("TZID")
            if zone and zone not in zones:
                findings.append(f"{uids[-1]}: there is no VTIMEZONE for {zone}")
            if isinstance(moment.dt, datetime) and not zone and moment.dt.tzinfo is None:
                findings.append(f"{uids[-1]}: a time floats")
        if start and end and type(start.dt) is not type(end.dt):
            findings.append(f"{uids[-1]}: start and end are of two sorts")
        for name in ("DTSTAMP", "LAST-MODIFIED"):
            if name in event and event[name].to_ical()[-1:] != b"Z":
                findings.append(f"{uids[-1]}: {name} is not in UTC")
        if len(str(event.get("UID")).encode()) > 255:
            findings.append(f"{uids[-1]}: the UID is too long")
    findings += [f"{uid} is there twice" for uid in sorted(set(uids)) if uids.count(uid) > 1]
    if not uids:
        findings.append("has no event")
    return findings


def offset(text: str) -> timedelta:
    sign = -1 if text[0] == "-" else 1
    hours, minutes, seconds = int(text[1:3]), int(text[3:5]), int(text[5:7] or 0)
    return sign * timedelta(hours=hours, minutes=minutes, seconds=seconds)


def local(text: str) -> datetime:
    return datetime.strptime(text.rstrip("Z"), "%Y%m%dT%H%M%S")


def own_zones(lines: list[Line]) -> dict[str, list[tuple[datetime, timedelta]]]:
    """The onsets of each VTIMEZONE until 2101: the local time of the change (in the offset before it), and the offset after it."""
    zones, name, onset = {}, None, {}
    for line in lines:
        match line.name, line.value:
            case "BEGIN", "STANDARD" | "DAYLIGHT":
                onset = {}
            case "END", "STANDARD" | "DAYLIGHT":
                zones[name] += [(start, offset(onset["TZOFFSETTO"])) for start in onsets(onset)]
            case "TZID", _:
                name = line.value
                zones[name] = []
            case "DTSTART" | "TZOFFSETFROM" | "TZOFFSETTO" | "RRULE", _:
                onset[line.name] = line.value
    return zones


def onsets(part: dict[str, str]) -> list[datetime]:
    """The local times of a STANDARD or DAYLIGHT; UNTIL is in UTC, and a rule ends in 2100 at the latest."""
    start = local(part["DTSTART"])
    if "RRULE" not in part:
        return [start]
    rule = dict(pair.split("=") for pair in part["RRULE"].split(";"))
    until = rule.pop("UNTIL", None)
    end = local(until) + offset(part["TZOFFSETFROM"]) if until else datetime(2101, 1, 1)
    text = ";".join(f"{name}={value}" for name, value in rule.items())
    found = rrulestr(text, dtstart=start).between(start, end, inc=True)
    if found[0] != start or until and found[-1] != end:
        raise ValueError(f"the rule {part['RRULE']} does not have its own beginning {start} or end {end}")
    return found


def wrong_observances(data: bytes) -> list[str]:
    """RFC 5545 needs one part of a zone; readers such as Outlook need a STANDARD, and both where the zone has both."""
    findings = []
    for zone in icalendar.Calendar.from_ical(data).walk("VTIMEZONE"):
        offsets = {part.name: {p["TZOFFSETTO"].td for p in zone.walk(part.name)} for part in zone.subcomponents}
        if "STANDARD" not in offsets:
            findings.append(f"the zone {zone['TZID']} has no STANDARD")
        elif "DAYLIGHT" in offsets and max(offsets["DAYLIGHT"]) <= min(offsets["STANDARD"]):
            findings.append(f"the zone {zone['TZID']} saves daylight by going back")
    return findings


def moment(line: Line, zones: dict | None) -> datetime | date:
    """The instant by the file's own zones, or by the database's if the file has none."""
    if line.parameters.get("VALUE") == "DATE":
        return datetime.strptime(line.value, "%Y%m%d").date()
    if not DATE_TIME.match(line.value):
        raise ValueError(f"{line.value} is no time")
    clock = local(line.value)
    if line.value.endswith("Z"):
        return clock.replace(tzinfo=UTC)
    name = line.parameters["TZID"]
    if zones is None:
        return clock.replace(tzinfo=ZoneInfo(name)).astimezone(UTC)
    before = [after for onset, after in sorted(zones[name]) if onset <= clock]
    if not before:
        raise ValueError(f"the VTIMEZONE does not say how clocks were set at {clock}")
    return (clock - before[-1]).replace(tzinfo=UTC)


def events(data: bytes, by_own_zones: bool) -> list[Event]:
    lines = unfolded(data)
    zones = own_zones(lines) if by_own_zones else None
    found, current = [], None
    for line in lines:
        if (line.name, line.value) == ("BEGIN", "VEVENT"):
            current = {}
        elif (line.name, line.value) == ("END", "VEVENT"):
            end = current.get("DTEND")
            found.append(Event(current["UID"].value, moment(current["DTSTART"], zones), end and moment(end, zones),
                               {name: line.value for name, line in current.items()}))
            current = None
        elif current is not None:
            current[line.name] = line
    return found


def wrong_zones(data: bytes) -> list[str]:
    """Differences between the file's own zone and the database."""
    try:
        ours, theirs = events(data, True), events(data, False)
    except (ValueError, KeyError) as error:
        return [f"its times cannot be read: {error!r}"]
    return [f"{a.uid}: the file's zone says {a.start} to {a.end}, the database {b.start} to {b.end}"
            for a, b in zip(ours, theirs) if (a.start, a.end) != (b.start, b.end)]


def complaints(data: bytes) -> list[str]:
    return wrong_bytes(data) or wrong_structure(data) or wrong_observances(data) or wrong_zones(data)


# What a site's content says, read without Lectern.

def front_matter(path: Path) -> dict:
    parts = path.read_text().split("---\n", 2)
    return yaml.load(parts[1], yaml.BaseLoader) if len(parts) == 3 else {}


def written(text: str, zone: ZoneInfo) -> datetime | date:
    text = text.replace("T", " ")
    if len(text) == 10:
        return date.fromisoformat(text)
    return datetime.fromisoformat(text).replace(tzinfo=zone).astimezone(UTC)


def sessions(site: Path) -> dict[str, dict]:
    """The sessions of a site that say when they are, by their names; an end only where it is written."""
    zone = ZoneInfo(yaml.safe_load((site / "site.yaml").read_text()).get("timezone", "UTC"))
    found = {}
    for index in sorted((site / "content").rglob("_index.md")):
        if front_matter(index).get("programme") != "true":
            continue
        for path in sorted(index.parent.rglob("*.md")):
            fields = front_matter(path)
            if "start" not in fields or fields.get("kind", "session") != "session" or path.stem.count("."):
                continue
            start = written(fields["start"], zone)
            end = written(fields["end"], zone) if fields.get("end") else None
            if not isinstance(start, datetime):
                end = (end or start) + timedelta(days=1)
            found[path.stem] = {"start": start, "end": end, "status": fields.get("status", "confirmed"),
                                "title": fields.get("title"), "fields": fields}
    return found


def wrong_instants(data: bytes, content: dict[str, dict], needs_all: bool) -> list[str]:
    """Events whose times differ from the content's, and missing sessions."""
    findings, seen = [], set()
    for event in events(data, True):
        name = event.uid.split("@")[0].split("/")[-1]
        seen.add(name)
        if name not in content:
            continue  # It has its parent's time.
        session = content[name]
        if event.start != session["start"]:
            findings.append(f"{name} starts {event.start}, and the content says {session['start']}")
        if event.end != session["end"]:
            findings.append(f"{name} ends {event.end}, and the content says {session['end']}")
        if (event.properties["STATUS"] == "CANCELLED") != (session["status"] == "cancelled"):
            findings.append(f"{name} is {event.properties['STATUS']}, and the content says {session['status']}")
    if needs_all:
        findings += [f"{name} is missing" for name in content if name not in seen]
    return findings

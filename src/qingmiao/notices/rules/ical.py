"""The text of a calendar after RFC 5545: escaped, folded at 75 octets, lines ended by CRLF."""

import re
from collections.abc import Iterable, Iterator
from datetime import UTC, date, datetime, timedelta

from qingmiao.notices.contracts import Event

OCTETS = 75
UNPRINTABLE = re.compile(r"[\x00-\x08\x0b-\x1f\x7f]")


def escaped(text: str) -> str:
    """TEXT as §3.3.11 wants it; control characters are left out."""
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    text = UNPRINTABLE.sub("", text).replace("\\", "\\\\")
    return text.replace(";", "\\;").replace(",", "\\,").replace("\n", "\\n")


def folded(line: str) -> str:
    """The line in pieces of at most 75 octets (§3.1); no character is cut in two."""
    pieces, piece, room = [], "", OCTETS
    for character in line:
        size = len(character.encode())
        if size > room:
            pieces.append(piece)
            piece, room = " ", OCTETS - 1
        piece += character
        room -= size
    return "\r\n".join([*pieces, piece])


def _day(day: date) -> str:
    return f"{day:%Y%m%d}"


def _moment(moment: datetime) -> str:
    return f"{moment.astimezone(UTC):%Y%m%dT%H%M%SZ}"


def _event(event: Event) -> Iterator[str]:
    yield "BEGIN:VEVENT"
    yield f"UID:{escaped(event.uid)}"
    yield f"DTSTAMP:{_moment(event.stamp)}"
    if event.starts is not None and event.finishes is not None:
        yield f"DTSTART:{_moment(event.starts)}"
        yield f"DTEND:{_moment(event.finishes)}"
    else:
        yield f"DTSTART;VALUE=DATE:{_day(event.on)}"
        yield f"DTEND;VALUE=DATE:{_day((event.until or event.on) + timedelta(days=1))}"
    yield f"SUMMARY:{escaped(event.told)}"
    if event.place:
        yield f"LOCATION:{escaped(event.place)}"
    yield f"URL:{event.url}"
    yield "CLASS:PRIVATE"
    yield f"TRANSP:{'OPAQUE' if event.starts else 'TRANSPARENT'}"
    yield "END:VEVENT"


def calendar(*, name: str, language: str, events: Iterable[Event]) -> str:
    lines = [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        "PRODID:-//Qingmiao//notices//ZH",
        "CALSCALE:GREGORIAN",
        "METHOD:PUBLISH",
        f"X-WR-CALNAME;LANGUAGE={language}:{escaped(name)}",
        "REFRESH-INTERVAL;VALUE=DURATION:PT4H",
    ]
    for event in events:
        lines += _event(event)
    lines.append("END:VCALENDAR")
    return "".join(f"{folded(line)}\r\n" for line in lines)

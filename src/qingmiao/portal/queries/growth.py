"""One person across all rooms: what happened, by link, as far as this reader may know it."""

import re
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any

from django.db.models import Model
from django.urls import reverse
from django.utils.translation import gettext as _

from qingmiao.kernel.actor import Actor
from qingmiao.registers.declaration import REGISTERS, Register
from qingmiao.registers.queries import visible
from qingmiao.registers.values import reached

LINK_TITLES = ("select", "nurture", "temper", "govern", "appoint")
DAYS = (
    "decided_on", "begins", "held_on", "observed_on", "submitted_on", "entered_on", "joined_on",
    "contributed_on", "granted_on", "found_on", "session__held_on", "activity__held_on",
    "lecture__held_on", "motioned_on", "applied_on",
)  # fmt: skip
UNTOLD = {
    "inspections.finding",
    "childcare.enrolment",
    "apartments.lease",
    "mentoring.talk",
    "visits.visit",
}
"""Never on a general timeline: sealed matters, care for families, private talks."""

CROWDED = 40
"""Beyond so many rows of one noun the timeline tells a sum instead of each."""
RUN = 3
"""So many events of one noun in one year are told as the newest one, the others folded beneath it."""
OWN_DAY = re.compile(r"^\d{4}[-.]\d{2}[-.]\d{2}\s+|\s*\d{4}[-.]\d{2}[-.]\d{2}$")


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    on: date
    link: str
    title: str
    kind: str
    url: str
    text: str = ""
    document: str = ""
    until: date | None = None
    on_text: str = ""
    folded: list["Event"] = field(default_factory=list)


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """One link on the strip: how many records, and the newest day."""

    link: str
    title: str
    note: str
    url: str
    is_present: bool


def _day_of(row: Model) -> date | None:
    for path in DAYS:
        value = reached(row, path)
        if isinstance(value, date):
            return value
    return None


def _about(register: Register) -> str:
    """The path from a row to the person it is about, or nothing."""
    names = {field.name for field in register.model._meta.concrete_fields}
    for name in ("person", "mentee", "handler"):
        if name in names:
            return name
    if "member" in names:
        return "member__person"
    if "appointment" in names:
        return "appointment__person"
    return ""


def events_of(*, actor: Actor, person_id: int, person: str) -> list[Event]:
    """Everything the reader may know, newest first. One query a register, whatever it holds."""
    events: list[Event] = []
    for register in REGISTERS.values():
        about = _about(register)
        if not about or register.code in UNTOLD or register.view.nowhere(actor):
            continue
        rows = list(visible(register, actor).filter(**{about: person_id})[: CROWDED + 1])
        events += _told(register, rows, person)
    return sorted(events, key=lambda event: event.on, reverse=True)


def _told(register: Register, rows: list[Any], person: str) -> list[Event]:
    events = []
    for row in rows[:CROWDED]:
        on = _day_of(row)
        if on is None:
            continue
        events.append(
            Event(
                on=on,
                link=register.link,
                title=_title(register, row, person),
                kind=str(register.noun_title),
                url=reverse(register.url_name("detail"), args=[row.pk]),
                document=str(
                    getattr(row, "letter_no", "") or getattr(row, "document_no", "") or ""
                ),
                until=getattr(row, "ends", None),
            )
        )
    return events


def folded(events: list[Event]) -> list[Event]:
    """The same events for reading: what happened often in one year stands under its newest one.

    ``RUN`` of one noun in a calendar year are often. Newest first, as they came.
    """
    often: dict[tuple[int, str, str], list[Event]] = {}
    for event in events:
        often.setdefault(_sort_of(event), []).append(event)
    return [
        replace(event, folded=same[1:]) if len(same) >= RUN else event
        for event in events
        if len(same := often[_sort_of(event)]) < RUN or same[0] is event
    ]


def _sort_of(event: Event) -> tuple[int, str, str]:
    return event.on.year, event.link, event.kind


def _title(register: Register, row: Any, person: str) -> str:
    """What happened, without repeating whose page this is nor the day that stands beside it."""
    told = OWN_DAY.sub("", _words(row)).removeprefix(person).strip(" ·→")
    return OWN_DAY.sub("", told).strip() or str(register.noun_title)


def _words(row: Any) -> str:
    for path in (
        "session",
        "activity",
        "lecture",
        "contest",
        "event",
        "scheme",
        "block",
        "measure",
    ):
        parent = getattr(row, path, None)
        if parent is not None:
            detail = reached(row, "role") or reached(row, "route") or ""
            return f"{parent} {detail}".strip()
    for path in ("title", "to_post_text", "situation", "content"):
        text = getattr(row, path, None)
        if text:
            unit = getattr(row, "to_unit", "") if path == "to_post_text" else ""
            return f"{unit}{text}"
    return str(row)


def steps_of(events: list[Event]) -> list[Step]:
    """The strip of five links: counts of records, never a stage somebody is «at»."""
    titles = {
        "select": _("识别推荐"),
        "nurture": _("培养"),
        "temper": _("历练"),
        "govern": _("管理监督"),
        "appoint": _("任用"),
    }
    steps = []
    for link in LINK_TITLES:
        mine = [event for event in events if event.link == link]
        note = (
            _("%(count)d 条 · %(newest)s") % {"count": len(mine), "newest": f"{mine[0].on:%Y.%m}"}
            if mine
            else _("无记录")
        )
        steps.append(
            Step(
                link=link,
                title=titles[link],
                note=note,
                url=f"?link={link}#growth",
                is_present=bool(mine),
            )
        )
    return steps

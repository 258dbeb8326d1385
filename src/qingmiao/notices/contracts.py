"""Notices as pages, digests and calendars receive them."""

from dataclasses import dataclass
from datetime import date, datetime, time


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One notice in its reader's language. ``tone``: danger when overdue, warning when due soon."""

    pk: int
    told: str
    kind: str
    url: str
    sent_at: datetime
    sent_by: str
    due_on: date | None
    is_read: bool
    is_settled: bool
    asks: bool
    tone: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Wish:
    """What an account chose: the hour of its digest, and the hours it is left in peace."""

    digest_hour: int | None
    quiet_begins: time | None
    quiet_ends: time | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    """A day of a calendar, or several up to ``until``; all day long, or from one moment to another."""

    uid: str
    on: date
    told: str
    url: str
    stamp: datetime
    until: date | None = None
    starts: datetime | None = None
    finishes: datetime | None = None
    place: str = ""

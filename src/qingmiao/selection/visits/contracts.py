"""What pages, rules and services of the visits tell one another."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from qingmiao.selection.visits.enums import EnclosureKind


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """Where a unit stands on a day: its segment, its group, and who keeps contact with it, if anybody."""

    unit_id: int
    segment_id: int
    segment: str
    group: str
    head: str
    head_id: int | None
    liaison_id: int
    since: date


@dataclass(frozen=True, slots=True, kw_only=True)
class Contact:
    """A unit with the last visit paid to it; ``days`` since then, ``None`` if nobody ever came."""

    unit_id: int
    unit: str
    kind: str
    kind_code: str
    last_on: date | None
    days: int | None
    visits: int
    leads: int
    is_overdue: bool
    place: Place | None = None
    next_on: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class CoverageFilter:
    """What the reader of the coverage page asked for; empty words ask for everything."""

    words: str = ""
    segment_ids: tuple[int, ...] = ()
    kinds: tuple[str, ...] = ()
    only: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Tiles:
    """One segment of the map: its units as tiles, and how many of them are overdue."""

    segment_id: int | None
    segment: str
    contacts: tuple[Contact, ...]
    overdue: int


@dataclass(frozen=True, slots=True, kw_only=True)
class AttendeeLine:
    """谈话对象 as told in the field, before anybody looked for a dossier."""

    name: str
    post: str
    relation: str


@dataclass(frozen=True, slots=True, kw_only=True)
class HeardLine:
    """听到的表现 as told in the field; ``is_lead`` asks the department to look at the person."""

    about: str
    dimension: str
    claim: str
    example: str
    hearing: str
    told_by: str
    is_lead: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Taken:
    """A photograph or voice note as it left the phone; ``content`` stays empty where ``size`` is too much."""

    kind: EnclosureKind
    size: int
    content: bytes


@dataclass(frozen=True, slots=True, kw_only=True)
class VisitSheet:
    """A whole visit as one sending. ``send_key`` is made where it was written, so that it counts once."""

    send_key: UUID
    visit_id: int | None
    unit_id: int | None
    held_on: date
    purpose: str
    summary: str
    attendees: tuple[AttendeeLine, ...]
    heard: tuple[HeardLine, ...]
    demand_id: int | None = None
    taken: tuple[Taken, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Hint:
    """Something that may be the same person as a lead: a dossier, or another lead."""

    kind: str
    title: str
    detail: str
    url_name: str
    pk: int
    is_same_unit: bool

"""What a visit and a lead must hold to stand, and which way leads from where."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from types import MappingProxyType

from django.utils.translation import gettext as _

from qingmiao.selection.visits.contracts import VisitSheet
from qingmiao.selection.visits.enums import EnclosureKind, LeadState, VisitState

V, L = VisitState, LeadState
WAYS: dict[str, tuple[VisitState, ...]] = {
    V.PLANNED: (V.UNDER_WAY, V.RECORDED, V.CANCELLED),
    V.UNDER_WAY: (V.RECORDED, V.CANCELLED),
    V.RECORDED: (V.UNDER_WAY, V.CONFIRMED),
    V.CONFIRMED: (V.CLOSED,),
    V.CLOSED: (),
    V.CANCELLED: (),
}
"""From recorded back to under way a visit is returned; a record made offline skips «under way»."""

LEAD_WAYS: dict[str, tuple[LeadState, ...]] = {
    L.NEW: (L.VERIFIED, L.DROPPED),
    L.VERIFIED: (L.MERGED, L.DROPPED),
    L.MERGED: (L.POOLED,),
    L.POOLED: (),
    L.DROPPED: (),
}


def flaws_of_way(*, old: str, new: VisitState) -> Iterator[str]:
    if new not in WAYS.get(old, ()):
        yield _("走访现在是「%(old)s」，不能转为「%(new)s」") % {
            "old": VisitState(old).label,
            "new": new.label,
        }


def flaws_of_lead_way(*, old: str, new: LeadState, verified_by: str) -> Iterator[str]:
    """Whoever comes second is told who came first."""
    if new in LEAD_WAYS.get(old, ()):
        return
    if new == L.VERIFIED and verified_by:
        yield _("这条线索已由%(who)s核实，请刷新页面后再办") % {"who": verified_by}
    else:
        yield _("线索现在是「%(old)s」，不能转为「%(new)s」") % {
            "old": LeadState(old).label,
            "new": new.label,
        }


def flaws_of_visit(
    *, held_on: date, state: str, state_before: str, summary: str, on: date
) -> Iterator[str]:
    """A visit that took place lies behind us; a confirmed one says what was found.

    ``state_before`` is the state as stored, empty for a new record: a state moves by its own deeds.
    """
    if state_before and state != state_before:
        yield _("状态不能直接修改，请在走访页面上办理")
    if state not in (V.PLANNED, V.CANCELLED) and held_on > on:
        yield _("走访日期晚于今天的，状态须为「已计划」")
    if state in (V.CONFIRMED, V.CLOSED) and not summary.strip():
        yield _("组长确认前须填写走访情况")


def flaws_of_sheet(sheet: VisitSheet, *, on: date) -> Iterator[str]:
    if sheet.held_on > on:
        yield _("走访日期不得晚于今天")
    if not sheet.summary.strip():
        yield _("请写明走访情况")
    for number, line in enumerate(sheet.heard, 1):
        if not (line.about and line.claim and line.told_by):
            yield _("第 %(number)d 条表现须写明说的是谁、评价和反映人") % {"number": number}


MOST_TAKEN: dict[EnclosureKind, int] = {EnclosureKind.PHOTO: 6, EnclosureKind.VOICE: 3}
LARGEST_TAKEN: dict[EnclosureKind, int] = {
    EnclosureKind.PHOTO: 10 << 20,
    EnclosureKind.VOICE: 8 << 20,
}
"""How many a visit may carry and how many bytes each; what a phone takes in a minute or two fits well."""


def flaws_of_taken(
    sizes: Mapping[EnclosureKind, Sequence[int]],
    *,
    already: Mapping[EnclosureKind, int] = MappingProxyType({}),
) -> Iterator[str]:
    for kind, most in MOST_TAKEN.items():
        given = sizes.get(kind, ())
        told = {"kind": kind.label, "most": most, "size": LARGEST_TAKEN[kind] >> 20}
        if len(given) + already.get(kind, 0) > most:
            yield _("一次走访的%(kind)s最多 %(most)d 份，请删去一些") % told
        for number, size in enumerate(given, 1):
            if size > LARGEST_TAKEN[kind]:
                yield _("第 %(number)d 份%(kind)s超过 %(size)d MB") % {**told, "number": number}


def flaws_of_lead(
    *, found_on: date, visited_on: date | None, state: str, state_before: str, on: date
) -> Iterator[str]:
    if state_before and state != state_before:
        yield _("状态不能直接修改，请在线索页面上办理")
    if found_on > on:
        yield _("发现日期不得晚于今天")
    if visited_on is not None and found_on < visited_on:
        yield _("发现日期不得早于走访日期")


def is_overdue(*, days: int | None, most: int) -> bool:
    """A unit nobody ever visited is overdue from the first day."""
    return days is None or days > most

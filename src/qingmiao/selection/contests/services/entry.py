"""Entering, checking, withdrawing, disqualifying: who takes part, and why not."""

from collections.abc import Iterator
from datetime import date

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from qingmiao.kernel.actor import Actor
from qingmiao.kernel.errors import Forbidden, Refused
from qingmiao.ledger.services import record
from qingmiao.orgs.models import Unit
from qingmiao.people.dossiers.models import Person
from qingmiao.selection.contests.deeds import ENTRY_CHECKED, ENTRY_LEFT, ENTRY_SUBMITTED
from qingmiao.selection.contests.enums import ContestState, EntryRoute, EntryState
from qingmiao.selection.contests.models import Contest, Entry
from qingmiao.selection.contests.permissions import (
    ENTER_FOR,
    ENTER_ONESELF,
    ENTER_OTHERS,
    KEEP_ENTRIES,
    LEAVE_CONTESTS,
    RUN_CONTESTS,
)
from qingmiao.selection.contests.queries import eligibility
from qingmiao.selection.contests.queries import entry as queries
from qingmiao.selection.contests.queries.progress import step_facts
from qingmiao.selection.contests.rules.progress import flaws_of_leaving, why_not_open
from qingmiao.selection.contests.services.contest import forget_entry
from qingmiao.selection.contests.services.exemption import propose
from qingmiao.selection.contests.services.telling import tell_of_check, tell_of_entry


def _lock(contest_id: int) -> Contest:
    """Numbers and places of a contest are given out one by one."""
    try:
        return Contest.objects.standing().select_for_update(of=("self",)).get(pk=contest_id)
    except Contest.DoesNotExist as no:
        raise Forbidden(RUN_CONTESTS.sentence) from no


def _require_route(actor: Actor, contest: Contest, person: Person, route: str) -> Unit:
    """Whoever uses a way of entering may use it; the unit of the entry comes of it."""
    rows = Contest.objects.all()
    if route == EntryRoute.SELF:
        ENTER_ONESELF.one(actor, rows, pk=contest.pk)
        if actor.person_id != person.pk:
            raise Forbidden(_("个人报名只能由本人办理"))
    elif route == EntryRoute.UNIT:
        ENTER_OTHERS.one(actor, rows, pk=contest.pk)
        ENTER_FOR.one(actor, Unit.objects.all(), pk=person.unit_id or 0)
    else:
        RUN_CONTESTS.one(actor, rows, pk=contest.pk)
    if person.unit is None:
        raise Refused(_("该同志没有现任单位，请先更新档案"))
    return person.unit


def _flaws_of_route(
    actor: Actor, contest: Contest, person: Person, route: str, on: date
) -> Iterator[str]:
    if queries.has_entered(contest_id=contest.pk, person_id=person.pk):
        yield _("该同志已报名参加这次比武")
    if route == EntryRoute.UNIT and contest.places_per_unit is not None and person.unit_id:
        taken = queries.places_taken(contest_id=contest.pk, unit_id=person.unit_id)
        if taken >= contest.places_per_unit:
            yield _("每单位名额 %(places)d 人，已经用完") % {"places": contest.places_per_unit}
    if route == EntryRoute.POOL and not queries.is_in_pool(person_id=person.pk, on=on):
        yield _("该同志不在储备库，不能从储备库提名")
    if route == EntryRoute.DEMAND:
        if contest.demand_id is None:
            yield _("这次比武没有对应需求，不能按需求提名")
        elif not queries.was_found_for(
            actor=actor, demand_id=contest.demand_id, person_id=person.pk
        ):
            yield _("该同志不是对应需求发现的人选，不能按需求提名")


@transaction.atomic
def enter_contest(
    *,
    actor: Actor,
    contest_id: int,
    person_id: int,
    route: str,
    on: date,
    exemption: str = "",
    note: str = "",
) -> Entry:
    """报名. The contest is locked first, then everything that stands against it is told at once.

    Articles that are not met hold the entry back, unless somebody other than the person proposes an
    exemption from them by name with ``exemption`` as its reason; others approve it later.
    """
    contest = _lock(contest_id)
    person = Person.objects.select_related("unit").filter(pk=person_id).first()
    if person is None:
        raise Forbidden(_("没有这名干部"))
    unit = _require_route(actor, contest, person, route)
    reasons = list(why_not_open(step_facts(contest=contest, on=on)))
    reasons += _flaws_of_route(actor, contest, person, route, on)
    held = [
        one for one in eligibility.judged(person=person, contest=contest, on=on) if one.holds_back
    ]
    if held and exemption.strip() and actor.person_id == person.pk:
        reasons.append(_("资格例外由单位或组织部门提出，个人不能为自己提出"))
    elif held and not exemption.strip():
        reasons += [one.finding.because for one in held]
    if reasons:
        raise Refused(reasons)
    entry = Entry(
        contest=contest,
        person=person,
        unit=unit,
        number=queries.next_number(contest_id=contest.pk),
        route=route,
        entered_on=on,
        entered_by=actor.name,
        state=EntryState.SUBMITTED,
        note=note.strip(),
        assessment=eligibility.assessment(person=person, contest=contest, on=on).as_record(),
    )
    try:
        with transaction.atomic():
            entry.save(force_insert=True)
    except IntegrityError as no:
        raise Refused(_("该同志已报名参加这次比武")) from no
    detail = {
        "title": str(contest),
        "person": str(person),
        "route": EntryRoute(route).label,
        "assessment": entry.assessment,
    }
    record(actor=actor, deed=ENTRY_SUBMITTED, subject=entry, detail=detail)
    for one in held:
        propose(actor=actor, entry=entry, found=one, reason=exemption, on=on)
    tell_of_entry(actor=actor, entry=entry)
    return entry


@transaction.atomic
def check_entry(*, actor: Actor, entry_id: int, passed: bool, reason: str, on: date) -> Entry:
    """资格审查 by the desk, until the list is frozen for the draw. The articles are asked again for the day
    of entry; what they hold back passes only by an approved exemption, what they cannot tell by a reason.
    """
    entry = KEEP_ENTRIES.one(actor, Entry.objects.standing(), pk=entry_id)
    contest = _lock(entry.contest_id)
    entry = Entry.objects.select_for_update(of=("self",)).get(pk=entry.pk)
    found = eligibility.judged(
        person=entry.person, contest=contest, on=entry.entered_on, entry=entry
    )
    reasons = []
    if contest.state not in (ContestState.OPEN, ContestState.CHECKING):
        reasons.append(
            _("现在是“%(now)s”，不能再作资格审查") % {"now": ContestState(contest.state).label}
        )
    if entry.state not in (EntryState.SUBMITTED, EntryState.PASSED, EntryState.FAILED):
        reasons.append(_("该选手已经退出，不再审查"))
    if passed:
        reasons += [one.finding.because for one in found if one.holds_back]
        if any(one.is_unknown for one in found) and not reason.strip():
            reasons.append(_("有待核的条款，通过时须写明怎样核对的"))
    elif not reason.strip():
        reasons.append(_("不通过须写明原因"))
    if reasons:
        raise Refused(reasons)
    entry.state = EntryState.PASSED if passed else EntryState.FAILED
    entry.state_reason = reason.strip()
    entry.checked_on, entry.checked_by = on, actor.name
    entry.assessment = eligibility.assessment(
        person=entry.person, contest=contest, on=entry.entered_on
    ).as_record()
    entry.version += 1
    entry.save(
        update_fields=[
            "state", "state_reason", "checked_on", "checked_by", "assessment", "version",
        ]
    )  # fmt: skip
    detail = {
        "title": str(contest),
        "person": str(entry.person),
        "answer": EntryState(entry.state).label,
        "assessment": entry.assessment,
    }
    record(actor=actor, deed=ENTRY_CHECKED, subject=entry, detail=detail, reason=reason.strip())
    tell_of_check(actor=actor, entry=entry)
    return entry


def _leave(actor: Actor, entry: Entry, to: EntryState, reason: str, on: date) -> Entry:
    """Plate and marks stay as they are; the place and what it shortlisted for do not."""
    contest = _lock(entry.contest_id)
    entry = Entry.objects.select_for_update(of=("self",)).get(pk=entry.pk)
    if reasons := list(flaws_of_leaving(contest.state, entry.state, reason=reason)):
        raise Refused(reasons)
    detail = {
        "title": str(contest),
        "person": str(entry.person),
        "answer": to.label,
        "plate": entry.plate_no or "—",
        "place": entry.place or "—",
        "total": str(entry.total) if entry.total is not None else "",
    }
    entry.state, entry.state_reason, entry.left_on = to, reason.strip(), on
    entry.total = entry.place = None
    entry.is_shortlisted = False
    entry.version += 1
    entry.save(
        update_fields=[
            "state", "state_reason", "left_on", "total", "place", "is_shortlisted", "version",
        ]
    )  # fmt: skip
    forget_entry(actor=actor, entry=entry, reason=reason.strip())
    record(actor=actor, deed=ENTRY_LEFT, subject=entry, detail=detail, reason=reason.strip())
    tell_of_check(actor=actor, entry=entry)
    return entry


@transaction.atomic
def withdraw_entry(*, actor: Actor, entry_id: int, reason: str, on: date) -> Entry:
    """退出, also after being marked: the entry stays, marked as withdrawn, and is ranked no more."""
    entry = LEAVE_CONTESTS.one(actor, Entry.objects.standing(), pk=entry_id)
    return _leave(actor, entry, EntryState.WITHDRAWN, reason, on)


@transaction.atomic
def disqualify_entry(*, actor: Actor, entry_id: int, reason: str, on: date) -> Entry:
    """取消资格 by the desk, for what was found out after the check."""
    entry = KEEP_ENTRIES.one(actor, Entry.objects.standing(), pk=entry_id)
    return _leave(actor, entry, EntryState.DISQUALIFIED, reason, on)

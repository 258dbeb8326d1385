"""回避情形: worked out from the dossiers, declared by people, accepted or lifted by name."""

from datetime import date, datetime

from django.db import transaction
from django.utils.translation import gettext as _

from qingmiao.kernel.actor import Actor
from qingmiao.kernel.errors import Refused
from qingmiao.ledger.deeds import Deed
from qingmiao.ledger.services import record
from qingmiao.selection.contests.models import Contest, Entry
from qingmiao.selection.judging.contracts import Found
from qingmiao.selection.judging.deeds import (
    CONFLICT_ACCEPTED,
    CONFLICT_DECLARED,
    CONFLICT_LIFTED,
    CONFLICTS_CHECKED,
)
from qingmiao.selection.judging.enums import (
    AssignmentState,
    ConflictKind,
    Origin,
    Severity,
    SheetState,
)
from qingmiao.selection.judging.models import Assignment, Conflict, Judge
from qingmiao.selection.judging.permissions import (
    CHECK_CONFLICTS,
    KEEP_CONFLICTS,
    KEEP_JUDGES,
    OBJECT_TO_JUDGES,
)
from qingmiao.selection.judging.queries.party import articles, parties, party_of
from qingmiao.selection.judging.queries.sheet import contestants, seats, standing_conflicts
from qingmiao.selection.judging.rules.conflict import conflicts_between
from qingmiao.selection.judging.services.telling import sound_alarm

NO_LONGER = "依据已不存在"  # not interface: kept as written
FOUND_BY_CHECK = "核查发现必须回避的情形"  # not interface: kept as written


@transaction.atomic
def check_conflicts(*, actor: Actor, contest_id: int, on: date, at: datetime) -> int:
    """核查回避: everything the dossiers say today. What is no longer so is lifted; who must recuse, does.

    Asked before each assignment, when a judge is invited, and by the worker every hour. Returns how many
    conflicts are new.
    """
    rows = Contest.objects.standing().select_for_update(of=("self",), no_key=True)
    contest = CHECK_CONFLICTS.one(actor, rows, pk=contest_id)
    judges, entries = list(seats(contest_id=contest_id)), list(contestants(contest_id=contest_id))
    known = parties(
        person_ids=[e.person_id for e in entries] + [j.person_id for j in judges if j.person_id]
    )
    rules_of_today = articles(on=on)
    standing = {
        (c.judge_id, c.entry_id, c.kind): c for c in standing_conflicts(contest_id=contest_id)
    }
    derived: set[tuple[int, int, str]] = set()
    fresh: list[Conflict] = []
    for judge in judges:
        party = party_of(judge, known)
        for entry in entries:
            for found in conflicts_between(party, known[entry.person_id], rules_of_today):
                key = (judge.pk, entry.pk, str(found.kind))
                derived.add(key)
                old = standing.get(key)
                if old is None or _has_changed(old, found):
                    if old is not None:
                        _lift(old, at=at, reason=NO_LONGER)
                    fresh.append(_row(judge, entry, found))
    gone = [
        row for key, row in standing.items() if row.origin == Origin.DOSSIER and key not in derived
    ]
    for row in gone:
        _lift(row, at=at, reason=NO_LONGER)
    Conflict.objects.bulk_create(fresh)
    Judge.objects.filter(pk__in=[judge.pk for judge in judges]).update(conflicts_checked_at=at)
    for row in fresh:
        if row.severity == Severity.HARD:
            _release(judge_id=row.judge_id, entry_id=row.entry_id, at=at, by=actor.name)
    if fresh or gone or actor.account_id:
        detail = {"contest": contest.title, "found": len(fresh), "lifted": len(gone)}
        record(actor=actor, deed=CONFLICTS_CHECKED, subject=contest, detail=detail)
    if fresh or gone:
        sound_alarm(actor=actor, contest=contest)
    return len(fresh)


def _has_changed(old: Conflict, found: Found) -> bool:
    """A stronger or other ground asks to be accepted anew. What somebody declared stays as declared."""
    if old.origin != Origin.DOSSIER:
        return False
    return (old.severity, old.because) != (found.severity, found.because)


def _row(judge: Judge, entry: Entry, found: Found) -> Conflict:
    return Conflict(
        judge=judge,
        entry=entry,
        kind=found.kind,
        severity=found.severity,
        because=found.because,
        article=found.article,
        rows=[{"kind": kind, "id": pk, "text": text} for kind, pk, text in found.rows],
    )


def _lift(row: Conflict, *, at: datetime, reason: str) -> None:
    row.lifted_at, row.lift_reason = at, reason
    row.save(update_fields=["lifted_at", "lift_reason"])


def _release(*, judge_id: int, entry_id: int, at: datetime, by: str) -> int:
    """Unsigned assignments of the pair end as recused; what is signed stays, for the desk to decide upon."""
    rows = Assignment.objects.select_for_update(of=("self",)).filter(
        judge_id=judge_id, entry_id=entry_id, state=AssignmentState.ASSIGNED
    )
    ended = 0
    for row in rows.exclude(sheet__state=SheetState.SIGNED):
        row.state, row.ended_at, row.ended_by = AssignmentState.RECUSED, at, by
        row.end_reason = FOUND_BY_CHECK
        row.save(update_fields=["state", "ended_at", "ended_by", "end_reason"])
        ended += 1
    return ended


def _declare(
    actor: Actor, judge: Judge, entry: Entry, *, kind: str, origin: str, because: str, on: date,
    at: datetime,
) -> Conflict:  # fmt: skip
    reasons = []
    if judge.contest_id != entry.contest_id:
        reasons.append(_("评委与选手不属于同一次比武"))
    if not because.strip():
        reasons.append(_("请写明回避理由"))
    if Conflict.objects.filter(
        judge=judge, entry=entry, kind=kind, lifted_at__isnull=True
    ).exists():
        reasons.append(_("这一回避情形已经登记"))
    if reasons:
        raise Refused(reasons)
    provision = articles(on=on)["declared"]
    row = Conflict(
        judge=judge,
        entry=entry,
        kind=kind,
        severity=provision.value,
        origin=origin,
        because=because.strip(),
        article=f"{provision.source}{provision.article}",
    )
    row.save(force_insert=True)
    if row.severity == Severity.HARD:
        _release(judge_id=judge.pk, entry_id=entry.pk, at=at, by=actor.name)
    _told(actor, CONFLICT_DECLARED, row, reason=because.strip())
    sound_alarm(actor=actor, contest=judge.contest)
    return row


def _told(actor: Actor, deed: Deed, row: Conflict, *, reason: str) -> None:
    detail = {
        "judge": row.judge.label,
        "plate": str(row.entry.plate_no or "—"),
        "kind": ConflictKind(row.kind).label,
    }
    record(actor=actor, deed=deed, subject=row, detail=detail, reason=reason)


@transaction.atomic
def declare_conflict(
    *, actor: Actor, judge_id: int, entry_id: int, kind: str, because: str, on: date, at: datetime
) -> Conflict:
    """登记 what the desk was told: mentors, kin the dossiers do not know, other interests."""
    judge = KEEP_JUDGES.one(actor, Judge.objects.standing().select_related("contest"), pk=judge_id)
    entry = Entry.objects.standing().filter(pk=entry_id, contest=judge.contest).first()
    if entry is None:
        raise Refused(_("评委与选手不属于同一次比武"))
    return _declare(
        actor, judge, entry, kind=kind, origin=Origin.DESK, because=because, on=on, at=at
    )


@transaction.atomic
def object_to_judge(
    *, actor: Actor, entry_id: int, judge_id: int, kind: str, because: str, on: date, at: datetime
) -> Conflict:
    """申请回避 by the contestant, before the mark of that judge is in."""
    entry = OBJECT_TO_JUDGES.one(actor, Entry.objects.standing(), pk=entry_id)
    judge = seats(contest_id=entry.contest_id).filter(pk=judge_id).first()
    if judge is None:
        raise Refused(_("请选择这次比武的评委"))
    signed = Assignment.objects.filter(judge=judge, entry=entry, sheet__state=SheetState.SIGNED)
    if signed.exists():
        raise Refused(_("该评委已经评完分，请在异议期提出"))
    return _declare(
        actor, judge, entry, kind=kind, origin=Origin.CONTESTANT, because=because, on=on, at=at
    )


def _kept(actor: Actor, conflict_id: int) -> Conflict:
    rows = Conflict.objects.select_for_update(of=("self",)).select_related(
        "judge__contest", "entry"
    )
    row = KEEP_CONFLICTS.one(actor, rows, pk=conflict_id)
    if row.lifted_at is not None:
        raise Refused(_("这一回避情形已经解除"))
    return row


@transaction.atomic
def accept_conflict(*, actor: Actor, conflict_id: int, reason: str, at: datetime) -> Conflict:
    """接受 a soft conflict: by name, with a reason. From then on the pair may be assigned."""
    row = _kept(actor, conflict_id)
    reasons = []
    if row.severity == Severity.HARD:
        reasons.append(_("必须回避的情形不能接受"))
    if row.accepted_at is not None:
        reasons.append(_("这一情形已经接受"))
    if not reason.strip():
        reasons.append(_("请写明接受理由"))
    if row.judge.account_id == actor.account_id and actor.account_id:
        reasons.append(_("不能处理与本人有关的回避情形"))
    if reasons:
        raise Refused(reasons)
    row.accepted_at, row.accepted_by, row.accept_reason = at, actor.name, reason.strip()
    row.save(update_fields=["accepted_at", "accepted_by", "accept_reason"])
    _told(actor, CONFLICT_ACCEPTED, row, reason=reason.strip())
    return row


@transaction.atomic
def lift_conflict(*, actor: Actor, conflict_id: int, reason: str, at: datetime) -> Conflict:
    """解除 what was declared and did not prove true. What the dossiers say is lifted by the dossiers."""
    row = _kept(actor, conflict_id)
    reasons = []
    if row.origin == Origin.DOSSIER:
        reasons.append(_("档案推出的情形不能解除，档案有误请先更正档案"))
    if not reason.strip():
        reasons.append(_("请写明解除理由"))
    if row.judge.account_id == actor.account_id and actor.account_id:
        reasons.append(_("不能处理与本人有关的回避情形"))
    if reasons:
        raise Refused(reasons)
    _lift(row, at=at, reason=reason.strip())
    _told(actor, CONFLICT_LIFTED, row, reason=reason.strip())
    sound_alarm(actor=actor, contest=row.judge.contest)
    return row

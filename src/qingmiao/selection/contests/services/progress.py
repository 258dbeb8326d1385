"""A contest from its draft to the archive: one service a step, each refusing with everything missing."""

from collections.abc import Sequence
from datetime import date, timedelta

from django.db import transaction
from django.utils.translation import gettext as _

from qingmiao.access.permissions import Permission
from qingmiao.kernel.actor import Actor
from qingmiao.kernel.errors import Refused
from qingmiao.ledger.services import record
from qingmiao.selection.contests.deeds import CONTEST_CALLED_OFF, CONTEST_MOVED, ENTRY_EXTENDED
from qingmiao.selection.contests.enums import ContestState
from qingmiao.selection.contests.models import Contest
from qingmiao.selection.contests.permissions import CONCLUDE_CONTESTS, KEEP_CONTESTS, RUN_CONTESTS
from qingmiao.selection.contests.queries.progress import procedure, step_facts
from qingmiao.selection.contests.rules import progress as rules
from qingmiao.selection.contests.services.contest import note_contest
from qingmiao.selection.contests.services.telling import announce, tell_of_calling_off


def locked(*, actor: Actor, contest_id: int, permission: Permission[Contest]) -> Contest:
    """The contest under its lock: whatever moves it waits here for whoever came first."""
    rows = Contest.objects.standing().select_for_update(of=("self",))
    return permission.one(actor, rows, pk=contest_id)


def move(
    *,
    actor: Actor,
    contest: Contest,
    to: ContestState,
    fields: Sequence[str] = (),
    reason: str = "",
) -> None:
    """Write the new state of a locked contest into row and ledger."""
    old = ContestState(contest.state).label
    contest.state = to
    contest.version += 1
    contest.save(update_fields=["state", "version", *fields])
    detail = {"title": str(contest), "old": old, "new": to.label}
    record(actor=actor, deed=CONTEST_MOVED, subject=contest, detail=detail, reason=reason)


def _step(
    actor: Actor, contest: Contest, to: ContestState, on: date, shortages: Sequence[str] = ()
) -> None:
    facts = step_facts(contest=contest, on=on, shortages=shortages)
    if reasons := list(rules.flaws_of_step(facts, to)):
        raise Refused(reasons)
    move(actor=actor, contest=contest, to=to)


@transaction.atomic
def publish(*, actor: Actor, contest_id: int, on: date) -> Contest:
    """公告: units and cadres read it from now on and are told."""
    contest = locked(actor=actor, contest_id=contest_id, permission=RUN_CONTESTS)
    _step(actor, contest, ContestState.PUBLISHED, on)
    announce(actor=actor, contest=contest, on=on)
    return contest


@transaction.atomic
def open_entry(*, actor: Actor, contest_id: int, on: date) -> Contest:
    """开始报名, by a rule frozen beforehand: whoever enters knows what they will be judged by."""
    contest = locked(actor=actor, contest_id=contest_id, permission=RUN_CONTESTS)
    _step(actor, contest, ContestState.OPEN, on)
    return contest


@transaction.atomic
def extend_entry(
    *, actor: Actor, contest_id: int, closes_on: date, reason: str, on: date
) -> Contest:
    """延长报名. The window is never shortened."""
    contest = locked(actor=actor, contest_id=contest_id, permission=RUN_CONTESTS)
    facts = step_facts(contest=contest, on=on)
    if reasons := list(rules.flaws_of_extension(facts, closes_on=closes_on, reason=reason)):
        raise Refused(reasons)
    old, contest.entry_closes_on = contest.entry_closes_on, closes_on
    contest.version += 1
    contest.save(update_fields=["entry_closes_on", "version"])
    detail = {
        "title": str(contest),
        "old": f"{old:%Y.%m.%d}" if old else "—",
        "new": f"{closes_on:%Y.%m.%d}",
    }
    record(actor=actor, deed=ENTRY_EXTENDED, subject=contest, detail=detail, reason=reason.strip())
    return contest


@transaction.atomic
def close_entry(*, actor: Actor, contest_id: int, on: date, reason: str = "") -> Contest:
    """截止报名, 转入资格审查; before the announced day only with a reason."""
    contest = locked(actor=actor, contest_id=contest_id, permission=RUN_CONTESTS)
    facts = step_facts(contest=contest, on=on)
    reasons = list(rules.flaws_of_step(facts, ContestState.CHECKING))
    if contest.state == ContestState.OPEN:
        reasons += rules.flaws_of_early_closing(facts, reason=reason)
    if reasons:
        raise Refused(reasons)
    move(actor=actor, contest=contest, to=ContestState.CHECKING, reason=reason.strip())
    return contest


@transaction.atomic
def begin_judging(
    *, actor: Actor, contest_id: int, on: date, shortages: Sequence[str] = ()
) -> Contest:
    """开始评审. ``shortages``: what the room of judges finds missing (fewer than 2k+3 in a group, one
    judge only, plates nobody is assigned to); each of them refuses.
    """
    contest = locked(actor=actor, contest_id=contest_id, permission=RUN_CONTESTS)
    _step(actor, contest, ContestState.JUDGING, on, shortages)
    return contest


@transaction.atomic
def announce_provisional(
    *, actor: Actor, contest_id: int, on: date, shortages: Sequence[str] = ()
) -> Contest:
    """公布初步结果. ``shortages``: what the rooms above find missing (sheets that are not signed)."""
    contest = locked(actor=actor, contest_id=contest_id, permission=RUN_CONTESTS)
    _step(actor, contest, ContestState.PROVISIONAL, on, shortages)
    return contest


@transaction.atomic
def open_objections(
    *, actor: Actor, contest_id: int, on: date, until: date | None = None
) -> Contest:
    """进入异议期: at least as long as the regulation says; without ``until`` exactly so long."""
    contest = locked(actor=actor, contest_id=contest_id, permission=RUN_CONTESTS)
    reasons = list(rules.flaws_of_step(step_facts(contest=contest, on=on), ContestState.OBJECTION))
    article = procedure(on=on)["objection_days"]
    earliest = on + timedelta(days=article.value)
    if until is not None and until < earliest:
        reasons.append(
            _("异议期不少于 %(days)d 天，最早至 %(day)s（%(source)s%(article)s）")
            % {
                "days": article.value,
                "day": f"{earliest:%Y.%m.%d}",
                "source": article.source,
                "article": article.article,
            }
        )
    if reasons:
        raise Refused(reasons)
    contest.objection_until = until or earliest
    move(actor=actor, contest=contest, to=ContestState.OBJECTION, fields=["objection_until"])
    return contest


@transaction.atomic
def conclude(*, actor: Actor, contest_id: int, on: date, shortages: Sequence[str] = ()) -> Contest:
    """审定结果, by the department's leader, once objections are over: from now on it is evidence.

    ``shortages``: what the rooms above find open (objections not decided).
    """
    contest = locked(actor=actor, contest_id=contest_id, permission=CONCLUDE_CONTESTS)
    facts = step_facts(contest=contest, on=on, shortages=shortages)
    reasons = list(rules.flaws_of_step(facts, ContestState.FINAL))
    if on < contest.begins:
        reasons.append(_("结果确定日期不得早于开始日期"))
    if reasons:
        raise Refused(reasons)
    contest.result_on = on
    move(actor=actor, contest=contest, to=ContestState.FINAL, fields=["result_on"])
    note_contest(actor=actor, contest=contest)
    return contest


@transaction.atomic
def archive(*, actor: Actor, contest_id: int, on: date) -> Contest:
    contest = locked(actor=actor, contest_id=contest_id, permission=RUN_CONTESTS)
    _step(actor, contest, ContestState.ARCHIVED, on)
    return contest


@transaction.atomic
def call_off(*, actor: Actor, contest_id: int, reason: str, on: date) -> Contest:
    """取消比武 before there is a result; everybody who entered is told."""
    contest = locked(actor=actor, contest_id=contest_id, permission=KEEP_CONTESTS)
    if reasons := list(rules.flaws_of_calling_off(contest.state, reason=reason)):
        raise Refused(reasons)
    old = ContestState(contest.state).label
    contest.state = ContestState.CALLED_OFF
    contest.called_off_reason = reason.strip()
    contest.version += 1
    contest.save(update_fields=["state", "called_off_reason", "version"])
    detail = {"title": str(contest), "old": old}
    record(
        actor=actor, deed=CONTEST_CALLED_OFF, subject=contest, detail=detail, reason=reason.strip()
    )
    tell_of_calling_off(actor=actor, contest=contest, on=on)
    return contest

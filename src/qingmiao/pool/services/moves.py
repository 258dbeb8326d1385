"""What other links do to a membership: they say what happened, and the reserve follows.

Callers guard their own deed; they need not know the reserve, and these services tell them nothing:
each answers ``None`` whether the person was a member or not. A day before the newest state counts
from that state on, for history is not rewritten.
"""

from datetime import date

from django.db import transaction
from django.utils.translation import gettext as _

from qingmiao.kernel.actor import Actor
from qingmiao.kernel.errors import Refused
from qingmiao.ledger.deeds import official
from qingmiao.ledger.services import record
from qingmiao.people.dossiers.enums import Standing
from qingmiao.pool.deeds import MEMBER_RECONSIDERED
from qingmiao.pool.enums import IN_POOL, ON_THE_WAY, ExitReason, MembershipState, SuspendCause
from qingmiao.pool.models import Membership, StateChange
from qingmiao.pool.queries import membership as queries
from qingmiao.pool.rules import membership as rules
from qingmiao.pool.services.membership import end, move
from qingmiao.rulebook.engine import Verdict
from qingmiao.rulebook.library import regulation

GATE_SHUT = "管理监督环节意见：暂缓"  # not interface: kept as written
GATE_OPEN = "管理监督环节意见：可用"  # not interface: kept as written


def _open_membership(person_id: int) -> Membership | None:
    return (
        Membership.objects.select_for_update(of=("self",))
        .filter(person_id=person_id, left_on__isnull=True, voided_at__isnull=True)
        .first()
    )


def _not_before(membership: Membership, on: date) -> date:
    return max(on, queries.last_change_on(membership=membership))


@transaction.atomic
def age_out(*, actor: Actor, person_id: int, on: date) -> None:
    """超龄出库: only whom the age limit of the day really excludes."""
    membership = _open_membership(person_id)
    if membership is None:
        return
    facts = queries.pool_facts(person=membership.person, tier=membership.tier, on=on)
    with official():
        finding = rules.has_aged_out(facts, regulation(rules.LIMITS.regulation).on(on))
    if finding.verdict is not Verdict.MET:
        raise Refused(_("按规则尚未超龄：%(because)s") % {"because": finding.told})
    end(
        actor=actor,
        membership=membership,
        state=MembershipState.LEFT,
        exit_reason=ExitReason.AGE,
        on=_not_before(membership, on),
        reason=finding.because,
    )


@transaction.atomic
def suspend_by_gate(*, actor: Actor, person_id: int, on: date) -> None:
    """暂缓: the gate of 管 is shut. Nothing is said of why, and nothing is asked."""
    membership = _open_membership(person_id)
    if membership is None or membership.state not in IN_POOL:
        return
    move(
        actor=actor,
        membership=membership,
        state=MembershipState.SUSPENDED,
        on=_not_before(membership, on),
        reason=GATE_SHUT,
        cause=SuspendCause.GATE,
    )


@transaction.atomic
def resume_by_gate(*, actor: Actor, person_id: int, on: date) -> None:
    """可用: the gate is open again; whoever was tracked is tracked again, everybody else a member.

    Who rests for another cause keeps resting.
    """
    membership = _open_membership(person_id)
    if membership is None or membership.state != MembershipState.SUSPENDED:
        return
    steps = list(StateChange.objects.filter(membership=membership).order_by("-begins", "-pk")[:2])
    if steps[0].cause != SuspendCause.GATE:
        return
    before = steps[1].state if len(steps) > 1 else MembershipState.MEMBER
    tracked = before in {MembershipState.TRACKED, MembershipState.CANDIDATE}
    can_track = tracked and queries.was_tracked(membership=membership)
    move(
        actor=actor,
        membership=membership,
        state=MembershipState.TRACKED if can_track else MembershipState.MEMBER,
        on=_not_before(membership, on),
        reason=GATE_OPEN,
    )


@transaction.atomic
def moved(*, actor: Actor, person_id: int, on: date, leaves_district: bool, text: str) -> None:
    """调离 out of the district ends the membership; inside it the person is looked at anew at once."""
    membership = _open_membership(person_id)
    if membership is None:
        return
    if leaves_district:
        end(
            actor=actor,
            membership=membership,
            state=MembershipState.LEFT,
            exit_reason=ExitReason.TRANSFERRED,
            on=_not_before(membership, on),
            reason=text,
        )
    elif membership.state in IN_POOL:
        membership.next_review_on = on
        membership.version += 1
        membership.save(update_fields=["next_review_on", "version"])
        record(
            actor=actor,
            deed=MEMBER_RECONSIDERED,
            subject=membership,
            detail={"person": str(membership.person), "day": f"{on:%Y.%m.%d}"},
            reason=text,
        )


DEPARTED = {
    Standing.TRANSFERRED: ExitReason.TRANSFERRED,
    Standing.LEFT: ExitReason.TRANSFERRED,
    Standing.RETIRED: ExitReason.AGE,
}
"""How somebody who is no longer managed leaves the reserve. Of the deceased people decide."""


@transaction.atomic
def follow_departures(*, actor: Actor, on: date) -> int:
    """离开本区管理 is a fact of the dossier, below the reserve, so the reserve follows it: how many left.

    Each membership ends on the day the dossier names, or on its newest state if that is later.
    """
    rows = Membership.objects.select_for_update(of=("self",)).select_related("person")
    gone = rows.filter(
        left_on__isnull=True, voided_at__isnull=True, person__standing__in=list(DEPARTED),
        person__managed_until__lte=on,
    )  # fmt: skip
    count = 0
    for membership in gone.order_by("pk"):
        person = membership.person
        with official():
            reason = _("档案管理状态：%(standing)s") % {"standing": person.get_standing_display()}
        end(
            actor=actor,
            membership=membership,
            state=MembershipState.LEFT,
            exit_reason=DEPARTED[Standing(person.standing)],
            on=_not_before(membership, person.managed_until or on),
            reason=reason,
        )
        count += 1
    return count


@transaction.atomic
def used_by_appointment(*, actor: Actor, person_id: int, on: date, document: str) -> None:
    """已使用: an appointment implies tracking and inspection, so those steps are written too, that day.

    Who was only on the way in was never in the reserve, and leaves the list as appointed.
    """
    membership = _open_membership(person_id)
    if membership is None:
        return
    day = _not_before(membership, on)
    with official():
        reason = _("任用：%(document)s") % {"document": document}
    state = MembershipState.LEFT
    if membership.state not in ON_THE_WAY:
        way = rules.way_to(
            state=membership.state,
            wanted=MembershipState.USED,
            was_tracked=queries.was_tracked(membership=membership),
        )
        for step in way[:-1]:
            move(actor=actor, membership=membership, state=step, on=day, reason=reason)
        state = MembershipState.USED
    end(
        actor=actor,
        membership=membership,
        state=state,
        exit_reason=ExitReason.APPOINTED,
        on=day,
        reason=reason,
    )

"""Whom judging tells what."""

from django.urls import reverse

from qingmiao.access.enums import DEPARTMENT, ScopeKind
from qingmiao.access.models import RoleGrant
from qingmiao.kernel.actor import Actor
from qingmiao.notices.deeds import Kind
from qingmiao.notices.services import notify, settle
from qingmiao.selection.contests.models import Contest
from qingmiao.selection.contests.permissions import DESK
from qingmiao.selection.judging.deeds import (
    ANSWERED,
    CONSENT_WANTED,
    CORRECTION_WANTED,
    INVITED,
    MARKING_BEGUN,
    STAGE_IN_DANGER,
)
from qingmiao.selection.judging.enums import ReleasedField
from qingmiao.selection.judging.models import Correction, Judge, Release
from qingmiao.selection.judging.queries.console import shortages_of


def desk_accounts(contest_id: int) -> set[int]:
    """Secretary and supervisor of the contest; without any, the department."""
    held = RoleGrant.objects.filter(
        role__in=[str(role) for role in DESK],
        scope_kind=ScopeKind.CONTEST,
        scope_id=contest_id,
        ends__isnull=True,
    )
    found = set(held.values_list("account_id", flat=True))
    if found:
        return found
    office = RoleGrant.objects.filter(
        role__in=[str(role) for role in DEPARTMENT], scope_kind=ScopeKind.UNIT, ends__isnull=True
    )
    return set(office.values_list("account_id", flat=True))


def tell_invited(*, actor: Actor, judge: Judge) -> None:
    if judge.account_id is not None:
        notify(
            actor=actor,
            to=[judge.account_id],
            kind=INVITED,
            subject=judge,
            detail={"contest": str(judge.contest)},
            url=reverse("judging:invitation", args=[judge.pk]),
        )


def tell_answered(*, actor: Actor, judge: Judge) -> None:
    settle(actor=actor, subject=judge, kind=INVITED)
    notify(
        actor=actor,
        to=desk_accounts(judge.contest_id),
        kind=ANSWERED,
        subject=judge,
        detail={"judge": str(judge), "answer": str(judge.get_state_display())},
        url=reverse("judging:judges", args=[judge.contest_id]),
    )


def tell_begun(*, actor: Actor, judges: list[Judge], stage: str) -> None:
    for judge in judges:
        if judge.account_id is not None:
            notify(
                actor=actor,
                to=[judge.account_id],
                kind=MARKING_BEGUN,
                subject=judge,
                detail={"stage": stage},
                url=reverse("judging:mine"),
                key=f"judging:{judge.pk}:{stage}",
            )


def tell_correction(*, actor: Actor, correction: Correction) -> None:
    contest_id = correction.sheet.assignment.judge.contest_id
    notify(
        actor=actor,
        to=desk_accounts(contest_id) - {actor.account_id},
        kind=CORRECTION_WANTED,
        subject=correction,
        detail={"stage": str(correction.sheet.assignment.stage)},
        url=reverse("judging:correction", args=[correction.pk]),
    )


def settle_correction(*, actor: Actor, correction: Correction) -> None:
    settle(actor=actor, subject=correction, kind=CORRECTION_WANTED)


def ask_consent(*, actor: Actor, release: Release) -> None:
    """The supervisor of the contest, or the desk where there is none, is asked to agree."""
    notify(
        actor=actor,
        to=desk_accounts(release.contest_id) - {actor.account_id},
        kind=CONSENT_WANTED,
        subject=release,
        detail={
            "contest": release.contest.title,
            "field": str(ReleasedField(release.field).label),
        },
        url=reverse("judging:releases", args=[release.contest_id]),
    )


def settle_consent(*, actor: Actor, release: Release) -> None:
    settle(actor=actor, subject=release, kind=CONSENT_WANTED)


def sound_alarm(*, actor: Actor, contest: Contest) -> int:
    """评委不足: told to the desk as soon as a stage can no longer be completed, settled once it can."""
    lost = {
        (short.stage, short.plate)
        for short in shortages_of(contest_id=contest.pk)
        if short.is_final
    }
    if not lost:
        settle(actor=actor, subject=contest, kind=STAGE_IN_DANGER)
        return 0
    _tell_desk(actor, contest, STAGE_IN_DANGER, {"count": str(len(lost))})
    return len(lost)


def _tell_desk(actor: Actor, contest: Contest, what: Kind, detail: dict[str, str]) -> None:
    notify(
        actor=actor,
        to=desk_accounts(contest.pk),
        kind=what,
        subject=contest,
        detail={"contest": contest.title, **detail},
        url=reverse("judging:console", args=[contest.pk]),
    )

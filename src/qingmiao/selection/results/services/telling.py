"""Whom results tell what."""

from datetime import date

from django.urls import reverse

from qingmiao.access.enums import DEPARTMENT, UNIT_HANDS, Role, ScopeKind
from qingmiao.access.queries import account_of, accounts_holding, accounts_of_matter
from qingmiao.kernel.actor import Actor
from qingmiao.notices.services import notify, settle
from qingmiao.selection.contests.models import Contest, Entry
from qingmiao.selection.contests.rules import OUT
from qingmiao.selection.results.deeds import (
    LOT_WANTED,
    OBJECTION_ANSWERED,
    OBJECTION_WANTED,
    PUBLISHED,
)
from qingmiao.selection.results.models import Objection, Publication


def tell_of_publication(*, actor: Actor, publication: Publication, on: date) -> None:
    """Contestants and the hands of their units learn that a result was published."""
    contest = publication.contest
    rows = Entry.objects.standing().filter(contest=contest).exclude(state__in=OUT)
    told: set[int] = set()
    for person_id, unit_id in rows.values_list("person_id", "unit_id"):
        account = account_of(person_id)
        told |= {account} if account else set()
        told |= accounts_holding(roles=UNIT_HANDS, unit_id=unit_id, on=on)
    notify(
        actor=actor,
        to=told - {actor.account_id},
        kind=PUBLISHED,
        subject=publication,
        detail={"title": str(contest), "kind": str(publication.get_kind_display())},
        url=reverse("results:publication", args=[publication.pk]),
        due_on=contest.objection_until,
    )


def tell_of_objection(*, actor: Actor, objection: Objection, on: date) -> None:
    notify(
        actor=actor,
        to=accounts_holding(roles=DEPARTMENT, on=on) - {actor.account_id},
        kind=OBJECTION_WANTED,
        subject=objection,
        detail={"title": str(objection.entry.contest)},
        url=reverse("results:objection", args=[objection.pk]),
        about=objection.entry.person_id,
    )


def answer_objection(*, actor: Actor, objection: Objection) -> None:
    settle(actor=actor, subject=objection, kind=OBJECTION_WANTED)
    notify(
        actor=actor,
        to=[objection.raised_by_account],
        kind=OBJECTION_ANSWERED,
        subject=objection,
        detail={
            "title": str(objection.entry.contest),
            "answer": str(objection.get_state_display()),
        },
        url=reverse("results:objection", args=[objection.pk]),
    )


def ask_for_a_witness(*, actor: Actor, contest: Contest, on: date) -> None:
    notify(
        actor=actor,
        to=accounts_of_matter(
            roles=[Role.CONTEST_SUPERVISOR],
            scope_kind=ScopeKind.CONTEST,
            scope_id=contest.pk,
            on=on,
        ),
        kind=LOT_WANTED,
        subject=contest,
        detail={"title": str(contest)},
        url=reverse("results:board", args=[contest.pk]),
    )


def settle_the_witness(*, actor: Actor, contest: Contest) -> None:
    settle(actor=actor, subject=contest, kind=LOT_WANTED)

"""Who hears of what: unit hands, the department, the witness, and the person who entered."""

from datetime import date

from django.urls import reverse

from qingmiao.access.enums import DEPARTMENT, UNIT_HANDS, Role, ScopeKind
from qingmiao.access.queries import account_of, accounts_holding, accounts_of_matter
from qingmiao.kernel.actor import Actor
from qingmiao.notices.deeds import Kind
from qingmiao.notices.services import notify, settle
from qingmiao.selection.contests.deeds import (
    CONTEST_ANNOUNCED,
    CONTEST_OFF,
    ENTRY_MADE,
    ENTRY_TOLD,
    EXEMPTION_ANSWERED,
    EXEMPTION_WANTED,
    PLATE_TOLD,
    WITNESS_WANTED,
)
from qingmiao.selection.contests.models import Contest, Entry, Exemption
from qingmiao.selection.contests.queries.entry import entries_taking_part


def announce(*, actor: Actor, contest: Contest, on: date) -> None:
    """Every unit's hands learn of a contest on the day it is announced."""
    notify(
        actor=actor,
        to=accounts_holding(roles=UNIT_HANDS, on=on),
        kind=CONTEST_ANNOUNCED,
        subject=contest,
        detail={"title": str(contest)},
        url=reverse("contests:notice", args=[contest.pk]),
        due_on=contest.entry_closes_on,
    )


def _tell(actor: Actor, entry: Entry, kind: Kind, *, answer: str = "", key: str = "") -> None:
    account = account_of(entry.person_id)
    if account is not None and account != actor.account_id:
        notify(
            actor=actor,
            to=[account],
            kind=kind,
            subject=entry,
            detail={"title": str(entry.contest), "answer": answer},
            url=reverse("contests:desk"),
            key=key,
        )


def tell_of_entry(*, actor: Actor, entry: Entry) -> None:
    """Whoever was entered by others learns of it."""
    _tell(actor, entry, ENTRY_MADE)


def tell_of_check(*, actor: Actor, entry: Entry) -> None:
    key = f"contests.entry:{entry.pk}:{entry.state}"
    _tell(actor, entry, ENTRY_TOLD, answer=entry.get_state_display(), key=key)


def tell_of_plates(*, actor: Actor, contest: Contest) -> None:
    settle(actor=actor, subject=contest, kind=WITNESS_WANTED)
    for entry in entries_taking_part(contest_id=contest.pk):
        _tell(actor, entry, PLATE_TOLD)


def tell_of_calling_off(*, actor: Actor, contest: Contest, on: date) -> None:
    settle(actor=actor, subject=contest)
    for entry in entries_taking_part(contest_id=contest.pk):
        _tell(actor, entry, CONTEST_OFF)


def ask_the_witness(*, actor: Actor, contest: Contest, on: date) -> None:
    notify(
        actor=actor,
        to=accounts_of_matter(
            roles=[Role.CONTEST_SUPERVISOR],
            scope_kind=ScopeKind.CONTEST,
            scope_id=contest.pk,
            on=on,
        ),
        kind=WITNESS_WANTED,
        subject=contest,
        detail={"title": str(contest)},
        url=reverse("contests:draw", args=[contest.pk]),
    )


def tell_of_exemption(*, actor: Actor, row: Exemption, on: date) -> None:
    notify(
        actor=actor,
        to=accounts_holding(roles=DEPARTMENT, on=on) - {row.asker_account},
        kind=EXEMPTION_WANTED,
        subject=row,
        detail={"person": str(row.entry.person)},
        url=reverse("contests:entry-detail", args=[row.entry_id]),
        about=row.entry.person_id,
    )


def exemption_was_decided(*, actor: Actor, row: Exemption) -> None:
    settle(actor=actor, subject=row, kind=EXEMPTION_WANTED)
    notify(
        actor=actor,
        to=[row.asker_account],
        kind=EXEMPTION_ANSWERED,
        subject=row,
        detail={"person": str(row.entry.person), "answer": str(row.get_state_display())},
        url=reverse("contests:entry-detail", args=[row.entry_id]),
        about=row.entry.person_id,
    )

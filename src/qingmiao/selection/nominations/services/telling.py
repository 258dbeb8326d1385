"""Who hears of what: unit hands, the department, referees, and the person as far as the notice lets them."""

from collections.abc import Iterable
from datetime import date

from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext as _

from qingmiao.access.enums import DEPARTMENT, UNIT_HANDS
from qingmiao.access.queries import account_of, accounts_holding
from qingmiao.kernel.actor import Actor
from qingmiao.kernel.errors import Refused
from qingmiao.ledger.services import record
from qingmiao.notices.deeds import Kind
from qingmiao.notices.services import notify, settle
from qingmiao.selection.nominations.deeds import (
    EVENT_ANNOUNCED,
    EXEMPTION_ANSWERED,
    EXEMPTION_WANTED,
    NOMINATION_CAME_BACK,
    OPINION_WANTED,
    OUTCOME_TOLD,
    PERSON_TOLD,
    REFEREE_ASKED,
    SILENCE_ESCALATED,
    UNIT_REMINDED,
    UNITS_REMINDED,
)
from qingmiao.selection.nominations.enums import RUNNING, Route, Told
from qingmiao.selection.nominations.models import (
    Exemption,
    Nomination,
    NominationEvent,
    Referee,
)
from qingmiao.selection.nominations.permissions import MOVE_EVENTS
from qingmiao.selection.nominations.queries.event import asked_units, closing_soon, silent_units

DESK = "nominations:desk"


def _hands_of(unit_ids: Iterable[int], on: date) -> set[int]:
    found: set[int] = set()
    for unit_id in unit_ids:
        found |= accounts_holding(roles=UNIT_HANDS, unit_id=unit_id, on=on)
    return found


def announce(*, actor: Actor, event: NominationEvent, on: date) -> None:
    """Every asked unit learns of the notice on the day it is published."""
    notify(
        actor=actor,
        to=_hands_of([unit.pk for unit in asked_units(event=event)], on),
        kind=EVENT_ANNOUNCED,
        subject=event,
        detail={"title": str(event)},
        url=reverse("nominations:event-detail", args=[event.pk]),
        due_on=event.closes_on,
    )


@transaction.atomic
def remind_silent_units(*, actor: Actor, event_id: int, on: date) -> int:
    """一键提醒 whoever has not answered; at most once a day each. Answers how many units."""
    event = MOVE_EVENTS.one(actor, NominationEvent.objects.standing(), pk=event_id)
    if event.state not in RUNNING:
        raise Refused(_("只有开放中的通知可以提醒"))
    units = silent_units(event=event)
    if not units:
        raise Refused(_("各单位都已答复，不必提醒"))
    for unit in units:
        notify(
            actor=actor,
            to=_hands_of([unit.pk], on),
            kind=UNIT_REMINDED,
            subject=event,
            detail={"title": str(event), "unit": str(unit)},
            url=reverse("nominations:event-detail", args=[event.pk]),
            due_on=event.closes_on,
            key=f"nominations.event:{event.pk}:{unit.pk}:{on:%Y%m%d}",
            once=True,
        )
    detail = {"title": str(event), "count": len(units), "units": [str(unit) for unit in units]}
    record(actor=actor, deed=UNITS_REMINDED, subject=event, detail=detail)
    return len(units)


@transaction.atomic
def remind_before_closing(*, actor: Actor, on: date) -> int:
    """The worker's reminders, some days before a notice closes. Answers how many units."""
    return sum(
        remind_silent_units(actor=actor, event_id=event.pk, on=on)
        for event in closing_soon(on=on)
        if silent_units(event=event)
    )


def unit_has_answered(*, actor: Actor, event: NominationEvent, unit_id: int, on: date) -> None:
    """The unit's own hands have nothing more to do about this notice."""
    settle(actor=actor, subject=event, of=_hands_of([unit_id], on))


def tell_of_submission(*, actor: Actor, row: Nomination, on: date) -> None:
    """The unit of a self-nomination is asked, referees are asked, the person is told where that is set."""
    if row.route == Route.SELF:
        notify(
            actor=actor,
            to=_hands_of([row.unit_id], on),
            kind=OPINION_WANTED,
            subject=row,
            detail={"person": str(row.person)},
            url=reverse("nominations:nomination-opinion", args=[row.pk]),
            due_on=row.opinion_due_on,
            about=row.person_id,
        )
    else:
        unit_has_answered(actor=actor, event=row.event, unit_id=row.unit_id, on=on)
        if row.event.tells_nominee != Told.NOTHING:
            _tell_person(actor, row, PERSON_TOLD)
    for referee in row.referees.filter(state="asked").select_related("person"):
        account = account_of(referee.person_id)
        if account is not None:
            notify(
                actor=actor,
                to=[account],
                kind=REFEREE_ASKED,
                subject=referee,
                detail={"person": str(row.person)},
                url=reverse("nominations:vouch", args=[referee.pk]),
            )
    settle(actor=actor, subject=row, kind=NOMINATION_CAME_BACK)


def _tell_person(actor: Actor, row: Nomination, kind: Kind) -> None:
    account = account_of(row.person_id)
    if account is not None:
        notify(
            actor=actor,
            to=[account],
            kind=kind,
            subject=row,
            detail={"title": str(row.event)},
            url=reverse(DESK),
        )


def tell_outcomes(*, actor: Actor, event: NominationEvent) -> None:
    """Once the review is over, whoever may know the outcome is told that there is one; not which."""
    if event.tells_nominee != Told.OUTCOME:
        return
    rows = Nomination.objects.standing().filter(event=event, state="accepted")
    seen: set[int] = set()
    for row in rows.select_related("event").order_by("pk"):
        if row.person_id not in seen:
            seen.add(row.person_id)
            _tell_person(actor, row, OUTCOME_TOLD)


def tell_of_silence(*, actor: Actor, row: Nomination, on: date) -> None:
    settle(actor=actor, subject=row, kind=OPINION_WANTED)
    notify(
        actor=actor,
        to=accounts_holding(roles=DEPARTMENT, on=on),
        kind=SILENCE_ESCALATED,
        subject=row,
        detail={"person": str(row.person)},
        url=reverse("nominations:nomination-detail", args=[row.pk]),
        about=row.person_id,
    )


def opinion_was_given(*, actor: Actor, row: Nomination) -> None:
    settle(actor=actor, subject=row, kind=OPINION_WANTED)


def was_handled(*, actor: Actor, row: Nomination) -> None:
    """Accepted, returned or withdrawn: nobody is waiting for it any more."""
    settle(actor=actor, subject=row)


def tell_of_return(*, actor: Actor, row: Nomination) -> None:
    settle(actor=actor, subject=row)
    if row.submitter_account:
        notify(
            actor=actor,
            to=[row.submitter_account],
            kind=NOMINATION_CAME_BACK,
            subject=row,
            detail={"title": str(row)},
            url=reverse(DESK),
        )


def referee_has_answered(*, actor: Actor, row: Referee) -> None:
    settle(actor=actor, subject=row)


def tell_of_exemption(*, actor: Actor, row: Exemption, on: date) -> None:
    notify(
        actor=actor,
        to=accounts_holding(roles=DEPARTMENT, on=on) - {row.asker_account},
        kind=EXEMPTION_WANTED,
        subject=row,
        detail={"person": str(row.person)},
        url=reverse("nominations:event-detail", args=[row.event_id]) + "#exemptions",
        about=row.person_id,
    )


def exemption_was_decided(*, actor: Actor, row: Exemption) -> None:
    settle(actor=actor, subject=row, kind=EXEMPTION_WANTED)
    notify(
        actor=actor,
        to=[row.asker_account],
        kind=EXEMPTION_ANSWERED,
        subject=row,
        detail={"person": str(row.person), "answer": str(row.get_state_display())},
        url=reverse(DESK),
        about=row.person_id,
    )

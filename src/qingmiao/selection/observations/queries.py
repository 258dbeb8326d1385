"""Observations as the people named in them meet them: observer, witness, and oneself where that is allowed."""

from datetime import date, timedelta

from django.db.models import QuerySet

from qingmiao.kernel.actor import Actor
from qingmiao.rulebook.library import regulation
from qingmiao.selection.observations import rules
from qingmiao.selection.observations.enums import ObservationState
from qingmiao.selection.observations.models import Observation
from qingmiao.selection.observations.permissions import (
    ANSWER_OBSERVATIONS,
    KEEP_OBSERVATIONS,
    READ_ABOUT_MYSELF,
    WITNESS_OBSERVATIONS,
    WRITE_OBSERVATIONS,
)

MOST_SHOWN = 30
WORDS = (
    "front_id", "person_id", "observed_on", "dimension", "situation", "task", "action", "result",
    "polarity", "observer_id", "witness_id", "state",
)  # fmt: skip
"""What a witness's word stands on."""


def _every() -> QuerySet[Observation]:
    return Observation.objects.select_related("person", "front", "observer", "witness")


def written_by_me(actor: Actor) -> list[Observation]:
    """The own ones: those that wait for oneself first, then the newest."""
    rows = WRITE_OBSERVATIONS.rows(actor, _every()).order_by("-observed_on", "-pk")[:MOST_SHOWN]
    return sorted(rows, key=lambda row: row.state not in rules.OPEN_TO_CHANGE)


def waiting_for_my_word(actor: Actor) -> list[Observation]:
    rows = WITNESS_OBSERVATIONS.rows(actor, _every()).filter(state=ObservationState.SUBMITTED)
    return list(rows.order_by("answer_due_on", "pk"))


def shown_about_me(actor: Actor) -> list[Observation]:
    return list(READ_ABOUT_MYSELF.rows(actor, _every()).order_by("-observed_on", "-pk"))


def kept_by(actor: Actor) -> QuerySet[Observation]:
    return KEEP_OBSERVATIONS.rows(actor, _every().filter(voided_at__isnull=True))


def to_be_answered_by(actor: Actor) -> QuerySet[Observation]:
    """Those whose witness the actor is, or for whose witness they may write down the word."""
    rows = ANSWER_OBSERVATIONS.rows(actor, _every())
    return rows.filter(state=ObservationState.SUBMITTED)


def title_of(row: Observation) -> str:
    """How records and notices name it: the same in every language."""
    return f"{row.person} · {row.front} · {row.observed_on:%Y.%m.%d}"


def answer_due(*, on: date) -> date:
    """The last day on which a witness asked today may answer."""
    return on + timedelta(days=regulation(rules.WITNESSING).on(on)["days_to_answer"].value)


def overdue_for_a_word(*, on: date) -> list[Observation]:
    rows = _every().filter(
        voided_at__isnull=True, state=ObservationState.SUBMITTED, answer_due_on__lt=on
    )
    return list(rows.order_by("pk"))


def state_before(row: Observation) -> str | None:
    """The state in the book of what is about to be changed; ``None`` for a new record or no change at all."""
    kept = Observation.objects.filter(pk=row.pk).first() if row.pk else None
    if kept is None or all(getattr(kept, name) == getattr(row, name) for name in WORDS):
        return None
    return kept.state

"""What waits for oneself: unfinished drafts, own nominations, opinions asked for, requests to vouch."""

from collections import defaultdict
from datetime import date

from django.db.models import QuerySet

from qingmiao.kernel.actor import Actor
from qingmiao.selection.nominations.contracts import Notable
from qingmiao.selection.nominations.enums import (
    EventState,
    NominationState,
    Opinion,
    Outcome,
    Purpose,
    Route,
    Told,
)
from qingmiao.selection.nominations.models import (
    Draft,
    GroupDecision,
    Nomination,
    Referee,
    Wish,
)
from qingmiao.selection.nominations.permissions import (
    FOLLOW_NOMINATIONS,
    GIVE_OPINION,
    USE_DRAFTS,
    VOUCH,
    WRITE_WISH,
)
from qingmiao.selection.nominations.queries.event import facts_of
from qingmiao.selection.nominations.queries.group import standing_decisions
from qingmiao.selection.nominations.rules.event import takes_nominations

FINISHED = (EventState.REVIEWED, EventState.ARCHIVED)
NEVER_TOLD = (Purpose.TIER_A, Purpose.TIER_B)
"""The reserve is not shown to those in it."""


def drafts(*, actor: Actor) -> QuerySet[Draft]:
    """Unfinished ones of this account, newest first."""
    rows = Draft.objects.filter(sent_at__isnull=True, event__voided_at__isnull=True)
    return USE_DRAFTS.rows(actor, rows.select_related("event__category", "unit", "person"))


def draft_of(*, actor: Actor, draft_id: int) -> Draft | None:
    return drafts(actor=actor).filter(pk=draft_id).first()


def opinions_wanted(*, actor: Actor) -> QuerySet[Nomination]:
    """Self-nominations on which this unit has not spoken, the next to lapse first."""
    rows = Nomination.objects.standing().filter(
        state=NominationState.SUBMITTED, opinion__in=[Opinion.PENDING, Opinion.SILENT]
    )
    return GIVE_OPINION.rows(actor, rows.select_related("event", "person", "unit")).order_by(
        "opinion_due_on", "pk"
    )


def lapsed(*, on: date) -> list[int]:
    """Self-nominations whose unit let the term pass."""
    rows = Nomination.objects.standing().filter(
        state=NominationState.SUBMITTED, opinion=Opinion.PENDING, opinion_due_on__lt=on
    )
    return list(rows.order_by("pk").values_list("pk", flat=True))


def vouching_asked(*, actor: Actor) -> QuerySet[Referee]:
    rows = Referee.objects.filter(nomination__voided_at__isnull=True).exclude(
        nomination__state=NominationState.WITHDRAWN
    )
    return VOUCH.rows(
        actor, rows.select_related("nomination__event", "nomination__person__unit", "person")
    ).order_by("answered_on", "-pk")


def about_me(*, actor: Actor, on: date) -> list[Notable]:
    """Own nominations as far as each notice lets the person know; never a tier of the reserve."""
    rows = list(
        FOLLOW_NOMINATIONS.rows(actor, Nomination.objects.standing())
        .select_related("event")
        .prefetch_related("referees__person")
        .order_by("-submitted_on", "-pk")
    )
    results = _results(actor, {row.event_id for row in rows if _tells_outcome(row)})
    return [_notable(row, results.get(row.event_id, ()), on) for row in rows]


def _tells_outcome(row: Nomination) -> bool:
    return row.event.tells_nominee == Told.OUTCOME and row.event.state in FINISHED


def _results(actor: Actor, event_ids: set[int]) -> dict[int, tuple[str, ...]]:
    found = defaultdict(list)
    for row in GroupDecision.objects.filter(
        event_id__in=event_ids, person_id=actor.person_id or 0
    ).order_by("pk"):
        found[row.event_id].append(row)
    return {
        event_id: tuple(
            str(Purpose(purpose).label)
            for purpose, line in standing_decisions(rows).items()
            if line.outcome == Outcome.YES and purpose not in NEVER_TOLD
        )
        for event_id, rows in found.items()
    }


def _notable(row: Nomination, results: tuple[str, ...], on: date) -> Notable:
    is_own = row.route == Route.SELF
    is_open = takes_nominations(facts_of(row.event), on=on)
    returned = row.state == NominationState.RETURNED
    pending = row.state == NominationState.SUBMITTED
    return Notable(
        id=row.pk,
        event=str(row.event),
        route=row.get_route_display(),
        submitted_on=row.submitted_on,
        state=row.get_state_display() if is_own or _tells_outcome(row) else "",
        opinion=_opinion_word(row) if is_own else "",
        opinion_due_on=row.opinion_due_on if is_own and row.opinion == Opinion.PENDING else None,
        state_reason=row.state_reason if is_own and returned else "",
        results=results,
        referees=tuple((str(one), one.get_state_display()) for one in row.referees.all())
        if is_own
        else (),
        may_withdraw=is_own and (returned or (pending and is_open)),
        may_mend=is_own and (returned or (pending and is_open)),
    )


def _opinion_word(row: Nomination) -> str:
    """Whether the unit has spoken, not what it said."""
    if row.opinion in (Opinion.PENDING, Opinion.SILENT):
        return row.get_opinion_display()
    return str(Opinion.RECORDED.label) if row.opinion else ""


def latest_wish(*, actor: Actor, person_id: int) -> Wish | None:
    """The newest sealed wish of a person, if this is the person; others go through the service."""
    rows = Wish.objects.filter(person_id=person_id).order_by("-pk")
    return WRITE_WISH.rows(actor, rows).first()

"""How far a contest has come, and what is missing for its next step."""

from collections.abc import Iterable
from datetime import date

from django.db.models import Count, Q, QuerySet

from qingmiao.kernel.actor import Actor
from qingmiao.rulebook.engine import Articles
from qingmiao.rulebook.library import regulation
from qingmiao.selection.contests.contracts import EntryCount, StepFacts
from qingmiao.selection.contests.enums import ContestState, EntryState, ExemptionState
from qingmiao.selection.contests.models import Contest, Entry, Exemption, PlateDraw
from qingmiao.selection.contests.permissions import VIEW_CONTESTS, VIEW_ENTRIES
from qingmiao.selection.contests.queries.contest import rule_told
from qingmiao.selection.contests.rules.progress import NEXT, flaws_of_step

PROCEDURE = "contests/procedure"


def procedure(*, on: date) -> Articles:
    return regulation(PROCEDURE).on(on)


def step_facts(*, contest: Contest, on: date, shortages: Iterable[str] = ()) -> StepFacts:
    """``shortages``: what rooms above find missing, told beside our own reasons."""
    counts = (
        Entry.objects.standing()
        .filter(contest=contest)
        .aggregate(
            waiting=Count("pk", filter=Q(state=EntryState.SUBMITTED)),
            passed=Count("pk", filter=Q(state=EntryState.PASSED)),
            ranked=Count("pk", filter=Q(state=EntryState.RANKED)),
        )
    )
    asked = Exemption.objects.filter(
        entry__contest=contest, entry__state=EntryState.SUBMITTED, state=ExemptionState.ASKED
    )
    _rule, flaws = rule_told(contest=contest)
    return StepFacts(
        on=on,
        state=contest.state,
        entry_opens_on=contest.entry_opens_on,
        entry_closes_on=contest.entry_closes_on,
        objection_until=contest.objection_until,
        has_announcement=bool(contest.announcement.strip()),
        is_frozen=contest.rule_frozen_at is not None,
        flaws_of_plan=tuple(flaws),
        exemptions_asked=asked.count(),
        fewest=procedure(on=on)["fewest_entries"].value,
        is_drawn=PlateDraw.objects.filter(contest=contest, drawn_at__isnull=False).exists(),
        shortages=tuple(shortages),
        **counts,
    )


def next_step(*, contest: Contest, on: date) -> tuple[ContestState | None, list[str]]:
    """The state that follows, and every reason why it cannot be reached yet as far as this room knows."""
    to = NEXT.get(ContestState(contest.state))
    if to is None:
        return None, []
    return to, list(flaws_of_step(step_facts(contest=contest, on=on), to))


def contests(*, actor: Actor) -> QuerySet[Contest]:
    """Standing contests the actor may read."""
    rows = Contest.objects.standing().select_related("organizer", "demand")
    return VIEW_CONTESTS.rows(actor, rows)


def entry_counts(*, actor: Actor, contest: Contest) -> list[EntryCount]:
    """Entries by state, as many as the list behind the number shows this reader."""
    rows = VIEW_ENTRIES.rows(actor, Entry.objects.standing().filter(contest=contest))
    found = dict(rows.order_by().values_list("state").annotate(count=Count("pk")))
    return [
        EntryCount(state=state.value, label=str(state.label), count=found.get(state.value, 0))
        for state in EntryState
    ]


def is_a_stranger(*, actor: Actor) -> bool:
    """Whether no contest is ever announced to the actor and none is theirs."""
    return VIEW_CONTESTS.nowhere(actor)

"""审定: the result is final, the shortlist stands, and what it says about people goes where it is read."""

from collections.abc import Collection
from datetime import date

from django.db import transaction

from qingmiao.kernel.actor import Actor
from qingmiao.ledger.services import record
from qingmiao.pool.contracts import Notice
from qingmiao.pool.enums import Channel
from qingmiao.pool.services.source import note_source
from qingmiao.selection.contests.enums import EntryState
from qingmiao.selection.contests.models import Contest, Entry, StageMark
from qingmiao.selection.contests.permissions import CONCLUDE_CONTESTS
from qingmiao.selection.contests.queries import shortlisted
from qingmiao.selection.contests.rules import rank_band
from qingmiao.selection.contests.services import conclude
from qingmiao.selection.contests.services.progress import locked
from qingmiao.selection.demands.contracts import Find
from qingmiao.selection.demands.enums import FoundBy
from qingmiao.selection.demands.services.discovery import note_found
from qingmiao.selection.judging.queries.console import stages_of
from qingmiao.selection.results.deeds import SHORTLISTED
from qingmiao.selection.results.models import Computation
from qingmiao.selection.results.queries import board
from qingmiao.selection.results.queries.reckoning import entries_by_plate, latest
from qingmiao.selection.results.rules.figures import figure
from qingmiao.selection.results.rules.steps import flaws_of_picks, shortlist_of


@transaction.atomic
def conclude_contest(
    *, actor: Actor, contest_id: int, picks: Collection[str] = (), reason: str = "", on: date
) -> Contest:
    """审定结果 by the department's leader. ``picks``: who of a tie at the edge is shortlisted, with a reason.

    Whoever is shortlisted: evidence with the band of the place and never a score, a source of the reserve
    for its members, and a find of the demand the contest answers.
    """
    contest = locked(actor=actor, contest_id=contest_id, permission=CONCLUDE_CONTESTS)
    found = latest(contest_id=contest.pk)
    missing = list(board.missing_before_conclusion(contest=contest))
    if found is not None:
        edge = shortlist_of(found.output, contest.shortlist_size)
        missing += flaws_of_picks(edge, picks, reason=reason)
        if not missing:
            _shortlist(actor, contest, (*edge.chosen, *picks), reason)
    done = conclude(actor=actor, contest_id=contest.pk, on=on, shortages=missing)
    if found is not None:
        _write_marks(actor, done, found, on)
    _tell_reserve_and_demand(actor, done, on)
    return done


def _shortlist(actor: Actor, contest: Contest, chosen: Collection[str], reason: str) -> None:
    by_plate = entries_by_plate(contest_id=contest.pk)
    named = [by_plate[plate] for plate in chosen if by_plate[plate].state == EntryState.RANKED]
    for entry in named:
        entry.is_shortlisted = True
        entry.version += 1
    Entry.objects.bulk_update(named, ["is_shortlisted", "version"])
    record(
        actor=actor,
        deed=SHORTLISTED,
        subject=contest,
        detail={"title": str(contest), "count": len(named), "plates": list(chosen)},
        reason=reason.strip(),
    )


def _write_marks(actor: Actor, contest: Contest, found: Computation, on: date) -> None:
    """环节成绩 of the register, as the final computation has them."""
    stages = {stage.name: stage for stage in stages_of(contest_id=contest.pk)}
    by_plate = entries_by_plate(contest_id=contest.pk)
    StageMark.objects.bulk_create(
        StageMark(
            entry=by_plate[line["entry"]],
            stage=stages[told["stage"]],
            mark=figure(told["score"], 2),
            decided_on=on,
            entered_by=actor.name,
        )
        for line in found.output["entries"]
        for told in line["stages"]
        if line["entry"] in by_plate
    )


def _tell_reserve_and_demand(actor: Actor, contest: Contest, on: date) -> None:
    rows = shortlisted(contest_id=contest.pk).select_related("person").order_by("place", "pk")
    for entry in rows:
        text = f"{contest.title}{rank_band(entry.place)}入围"  # not interface: kept as written
        note_source(
            actor=actor,
            person_id=entry.person_id,
            notice=Notice(
                channel=Channel.CONTEST,
                happened_on=on,
                text=text,
                origin_kind=entry._meta.label_lower,
                origin_id=entry.pk,
            ),
        )
        find = Find(person_id=entry.person_id, found_by=FoundBy.CONTEST, found_on=on, text=text)
        note_found(actor=actor, origin=entry, demand_id=contest.demand_id, finds=[find])

"""Scarce places and whole weights under a lock, and what being shortlisted says about a person."""

from collections.abc import Iterable

from django.db import transaction

from qingmiao.evidence.contracts import Claim
from qingmiao.evidence.enums import Dimension, SourceKind
from qingmiao.evidence.services import contribute, retract_all
from qingmiao.kernel.actor import Actor
from qingmiao.kernel.errors import Refused
from qingmiao.selection.contests import queries, rules
from qingmiao.selection.contests.enums import ContestKind
from qingmiao.selection.contests.models import Contest, Entry, Stage
from qingmiao.selection.demands.contracts import Find
from qingmiao.selection.demands.enums import FoundBy
from qingmiao.selection.demands.services.discovery import note_found

SHOWN_BY = {
    ContestKind.RESERVES: Dimension.COORDINATION,
    ContestKind.PITCH: Dimension.PROJECTS,
    ContestKind.LANGUAGE: Dimension.EXPRESSION,
    ContestKind.OTHER: Dimension.RESULTS,
}
"""What each kind of contest tries, in the speech's own words."""


@transaction.atomic
def settle_stage(*, actor: Actor, stage: Stage) -> None:
    """Weigh once more under the contest's lock: two stages entered at once never pass 100 together."""
    Contest.objects.select_for_update().get(pk=stage.contest_id)
    _refuse(rules.flaws_of_stage(queries.stage_facts(stage)))


@transaction.atomic
def note_entry(*, actor: Actor, entry: Entry) -> None:
    """Count the shortlist once more under the contest's lock, then tell evidence, and the demand the
    contest answers, who was shortlisted."""
    contest = Contest.objects.select_for_update().get(pk=entry.contest_id)
    _refuse(rules.flaws_of_entry(queries.entry_facts(entry)))
    _vouch_for(actor, contest, entry)


@transaction.atomic
def note_contest(*, actor: Actor, contest: Contest) -> None:
    """A contest that was renamed, reopened or concluded says so for everybody it shortlisted."""
    for entry in queries.shortlisted(contest_id=contest.pk).order_by("pk"):
        _vouch_for(actor, contest, entry)


def _vouch_for(actor: Actor, contest: Contest, entry: Entry) -> None:
    claims = _claims_of(contest, entry)
    contribute(actor=actor, origin=entry, claims=claims)
    finds = [
        Find(
            person_id=claim.person_id,
            found_by=FoundBy.CONTEST,
            found_on=claim.happened_on,
            text=claim.text,
        )
        for claim in claims
    ]
    note_found(actor=actor, origin=entry, demand_id=contest.demand_id, finds=finds)


def _claims_of(contest: Contest, entry: Entry) -> list[Claim]:
    if not entry.is_shortlisted or contest.state not in rules.CONCLUDED or not contest.result_on:
        return []
    return [
        Claim(
            person_id=entry.person_id,
            dimension=SHOWN_BY[ContestKind(contest.kind)],
            text=f"{contest.title}{rules.rank_band(entry.place)}入围",  # not interface: kept as written
            source_kind=SourceKind.CONTEST,
            source_name=contest.title,
            source_unit_id=contest.organizer_id,
            happened_on=contest.result_on,
        )
    ]


def _refuse(flaws: Iterable[str]) -> None:
    reasons = list(flaws)
    if reasons:
        raise Refused(reasons)


@transaction.atomic
def forget_entry(*, actor: Actor, entry: Entry, reason: str) -> None:
    """Whoever is voided, withdrew or was disqualified stands for nothing any more."""
    retract_all(actor=actor, origin=entry, reason=reason)
    note_found(actor=actor, origin=entry, demand_id=None, finds=[], reason=reason)

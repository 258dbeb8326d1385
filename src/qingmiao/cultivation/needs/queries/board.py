"""The board: what is wanted, by how many, and which classes answer it."""

from collections import defaultdict
from datetime import date
from typing import Any

from django.db.models import QuerySet

from qingmiao.access.queries import accounts_of
from qingmiao.cultivation.courses.models import TrainingClass
from qingmiao.cultivation.needs.contracts import Answering, BoardLine
from qingmiao.cultivation.needs.enums import NeedState
from qingmiao.cultivation.needs.models import Citation, Need, NeedVote
from qingmiao.cultivation.needs.permissions import (
    CITE_NEEDS,
    KEEP_NEEDS,
    SEE_CITATIONS,
    VIEW_NEEDS,
)
from qingmiao.kernel.actor import Actor
from qingmiao.orgs.enums import CodeList
from qingmiao.orgs.models import CodeEntry
from qingmiao.orgs.queries import code_entries

UNCOVERED, COVERED, EVERY = "uncovered", "covered", "all"
MOST = 100
"""How many the board shows; the list has them all."""


def _wanted(actor: Actor) -> QuerySet[Any]:
    return VIEW_NEEDS.rows(actor, Need.objects.standing().filter(state=NeedState.WANTED))


def board_of(*, actor: Actor, which: str) -> list[BoardLine]:
    """The most wanted first; what is wanted and not covered comes first to mind and is a view of its own."""
    rows = _wanted(actor)
    if which != EVERY:
        rows = rows.filter(covered=which == COVERED)
    found = list(rows.select_related("topic").order_by("-wanted", "title", "pk")[:MOST])
    classes = answering([need.pk for need in found])
    mine = set(
        NeedVote.objects.filter(need__in=found, person=actor.person_id).values_list(
            "need", flat=True
        )
    )
    return [
        BoardLine(
            need_id=need.pk,
            title=need.title,
            description=need.description,
            topic=need.topic.label if need.topic else "",
            votes=need.votes,
            surveyed=need.surveyed,
            classes=classes.get(need.pk, ()),
            is_mine=need.pk in mine,
            may_vote=actor.person_id is not None,
        )
        for need in found
    ]


def counts_of(*, actor: Actor) -> dict[str, int]:
    rows = _wanted(actor)
    covered = rows.filter(covered=True).count()
    every = rows.count()
    return {UNCOVERED: every - covered, COVERED: covered, EVERY: every}


def waiting_to_be_read(*, actor: Actor) -> int:
    rows = Need.objects.standing().filter(state=NeedState.PROPOSED)
    return KEEP_NEEDS.rows(actor, rows).count()


def answering(need_ids: list[int]) -> dict[int, tuple[Answering, ...]]:
    found: dict[int, list[Answering]] = defaultdict(list)
    rows = Citation.objects.standing().filter(need__in=need_ids)
    for row in rows.select_related("training_class__programme").order_by("training_class__begins"):
        around = row.training_class
        found[row.need_id].append(
            Answering(
                class_id=around.pk,
                title=str(around),
                begins=around.begins,
                state=str(around.get_state_display()),
            )
        )
    return {need: tuple(classes) for need, classes in found.items()}


def topics() -> QuerySet[CodeEntry]:
    """What a need may be about, from the district's code list."""
    return code_entries().filter(code_list=CodeList.TRAINING_TOPICS, ends__isnull=True)


def has_voted(*, actor: Actor, need_id: int) -> bool:
    return (
        actor.person_id is not None
        and NeedVote.objects.filter(need=need_id, person=actor.person_id).exists()
    )


def proposed_by(*, person_id: int, on: date) -> int:
    return Need.objects.filter(proposer=person_id, proposed_on=on).count()


def need_to_read(*, actor: Actor, need_id: int) -> Need:
    need: Need = KEEP_NEEDS.one(actor, Need.objects.standing(), pk=need_id)
    return need


def merged_into(*, actor: Actor, need_id: int) -> QuerySet[Any]:
    """Needs that said the same and went into this one."""
    return VIEW_NEEDS.rows(actor, Need.objects.standing().filter(merged_into=need_id))


def mergeable(*, actor: Actor, need_id: int) -> QuerySet[Any]:
    """What a need may be merged into: everything else on the board."""
    rows = KEEP_NEEDS.rows(actor, Need.objects.standing().filter(state=NeedState.WANTED))
    return rows.exclude(pk=need_id).order_by("-wanted", "title")


def class_around(*, actor: Actor, class_id: int) -> TrainingClass:
    rows = TrainingClass.objects.standing().select_related("programme")
    return SEE_CITATIONS.one(actor, rows, pk=class_id)


def class_to_cite(*, actor: Actor, class_id: int) -> TrainingClass:
    rows = TrainingClass.objects.standing().select_related("programme")
    return CITE_NEEDS.one(actor, rows, pk=class_id)


def may_cite(*, actor: Actor, around: TrainingClass) -> bool:
    return CITE_NEEDS.allows(actor, around)


def cited_by(*, actor: Actor, class_id: int) -> QuerySet[Any]:
    """Needs a class answers, as far as the reader may see them."""
    cited = Citation.objects.filter(training_class=class_id, ended_at__isnull=True)
    return VIEW_NEEDS.rows(actor, Need.objects.standing().filter(pk__in=cited.values("need")))


def citable(*, class_id: int) -> QuerySet[Any]:
    """What a class may answer: everything that is wanted, and what it answers already."""
    cited = Citation.objects.filter(training_class=class_id, ended_at__isnull=True).values("need")
    rows = Need.objects.standing()
    return (rows.filter(state=NeedState.WANTED) | rows.filter(pk__in=cited)).order_by(
        "-wanted", "title"
    )


def voters_of(*, need_ids: list[int]) -> set[int]:
    people = NeedVote.objects.filter(need__in=need_ids).values("person")
    return accounts_of(people)

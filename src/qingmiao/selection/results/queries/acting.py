"""Rows somebody acts upon, each behind its permission."""

from qingmiao.kernel.actor import Actor
from qingmiao.kernel.errors import Forbidden
from qingmiao.selection.contests.models import Contest, Entry, Stage
from qingmiao.selection.contests.permissions import (
    CONCLUDE_CONTESTS,
    RUN_CONTESTS,
    WITNESS_DRAWS,
)
from qingmiao.selection.results.models import Computation, Objection
from qingmiao.selection.results.permissions import EXPORT_MARKS, OBJECT, READ_OBJECTIONS


def run(*, actor: Actor, contest_id: int) -> Contest:
    return RUN_CONTESTS.one(actor, Contest.objects.standing(), pk=contest_id)


def run_stage(*, actor: Actor, stage_id: int) -> Stage:
    stage = Stage.objects.standing().select_related("contest").filter(pk=stage_id).first()
    if stage is None or not RUN_CONTESTS.allows(actor, stage.contest):
        raise Forbidden(RUN_CONTESTS.sentence)
    return stage


def witnessed(*, actor: Actor, contest_id: int) -> Contest:
    return WITNESS_DRAWS.one(actor, Contest.objects.standing(), pk=contest_id)


def concluded(*, actor: Actor, contest_id: int) -> Contest:
    return CONCLUDE_CONTESTS.one(actor, Contest.objects.standing(), pk=contest_id)


def objectable(*, actor: Actor, entry_id: int) -> Entry:
    rows = Entry.objects.standing().select_related("contest", "person")
    return OBJECT.one(actor, rows, pk=entry_id)


def seen_objection(*, actor: Actor, objection_id: int) -> Objection:
    rows = Objection.objects.select_related("entry__contest", "entry__person", "entry__unit")
    return READ_OBJECTIONS.one(actor, rows, pk=objection_id)


def exported(*, actor: Actor, computation_id: int) -> Computation:
    return EXPORT_MARKS.one(actor, Computation.objects.select_related("contest"), pk=computation_id)

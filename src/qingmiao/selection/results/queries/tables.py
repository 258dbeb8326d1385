"""The tables about judges, as far as they are."""

from qingmiao.kernel.actor import Actor
from qingmiao.selection.results.enums import TablesState
from qingmiao.selection.results.models import Computation, Tables
from qingmiao.selection.results.permissions import READ_TABLES


def told_of(*, actor: Actor, computation_id: int) -> Computation:
    rows = Computation.objects.select_related("contest", "stage")
    return READ_TABLES.one(actor, rows, pk=computation_id)


def tables_of(*, computation: Computation) -> Tables | None:
    return Tables.objects.filter(computation=computation).first()


def waiting() -> list[int]:
    rows = Tables.objects.filter(state=TablesState.WAITING).order_by("pk")
    return list(rows.values_list("pk", flat=True))

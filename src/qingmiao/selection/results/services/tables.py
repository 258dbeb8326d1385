"""评委统计: the tables about the judges of one computation, beside the result and never instead of it."""

from collections.abc import Callable
from dataclasses import asdict
from functools import partial
from math import isfinite
from typing import Any

from django.db import transaction

from qingmiao.engines.scoring.contracts import Book, Result, Rule
from qingmiao.engines.scoring.rules.agreement import agreement_of
from qingmiao.engines.scoring.rules.blocks import Block, blocks_of, parts_of
from qingmiao.engines.scoring.rules.drift import Order, drifts_of
from qingmiao.engines.scoring.rules.facets.design import design_of, rows_of
from qingmiao.engines.scoring.rules.facets.report import facets_of
from qingmiao.engines.scoring.rules.indicators import indicators_of
from qingmiao.engines.scoring.rules.leaving import left_out
from qingmiao.engines.scoring.rules.resampling import bands_of
from qingmiao.engines.scoring.services.scoring import score_files
from qingmiao.kernel.actor import Actor
from qingmiao.ledger.services import record
from qingmiao.selection.judging.queries.marks import order_of_signing
from qingmiao.selection.results.deeds import TABLES_ASKED, TABLES_DONE
from qingmiao.selection.results.enums import TablesState
from qingmiao.selection.results.models import Computation, Tables
from qingmiao.selection.results.permissions import READ_TABLES

AT_ONCE = 12_000
"""Lines of marks that are worked out while one waits, in about a second; more are left to the worker."""


@transaction.atomic
def ask_tables(*, actor: Actor, computation_id: int) -> Tables:
    """计算评委统计 once for a computation: what is small at once, what is large by the worker."""
    rows = Computation.objects.select_for_update(of=("self",)).select_related("contest")
    found = READ_TABLES.one(actor, rows, pk=computation_id)
    made, is_new = Tables.objects.get_or_create(computation=found)
    if not is_new:
        return made
    record(actor=actor, deed=TABLES_ASKED, subject=found, detail={"title": str(found.contest)})
    if found.marks_text.count("\n") <= AT_ONCE:
        while work_out(actor=actor, tables_id=made.pk):
            pass
        made.refresh_from_db()
    return made


@transaction.atomic
def work_out(*, actor: Actor, tables_id: int) -> bool:
    """The next table; how many are done is kept after each, so that the page can tell. Whether more remain."""
    rows = Tables.objects.select_for_update(of=("self",)).select_related("computation__contest")
    row = rows.get(pk=tables_id)
    if row.state != TablesState.WAITING:
        return False
    kept = row.computation
    rule, book, result = score_files(kept.rule_text, kept.marks_text.encode(), seed=kept.seed)
    order = partial(order_of_signing, contest_id=kept.contest_id)
    name, table = _tables(rule, book, result, order)[row.step]
    row.content[name] = finite(table())
    row.step += 1
    row.state = TablesState.DONE if row.step == TABLES else TablesState.WAITING
    row.save(update_fields=["content", "step", "state"])
    if row.state == TablesState.DONE:
        record(actor=actor, deed=TABLES_DONE, subject=kept, detail={"title": str(kept.contest)})
    return row.state == TablesState.WAITING


def _tables(
    rule: Rule, book: Book, result: Result, order: Callable[[], Order]
) -> list[tuple[str, Callable[[], Any]]]:
    blocks = blocks_of(result, rule)
    return [
        ("facets", lambda: asdict(facets_of(design_of(rows_of(book, rule)), float(rule.out_of)))),
        ("agreement", lambda: [asdict(agreement_of(block)) for block in blocks]),
        ("left_out", lambda: [asdict(one) for one in left_out(result, rule, book)]),
        ("bands", lambda: [asdict(one) for one in bands_of(result, parts_of(result, rule, book))]),
        ("indicators", lambda: _indicators(blocks, order())),
    ]


def _indicators(blocks: list[Block], order: Order) -> dict[str, Any]:
    """What only whoever supervises reads: signs, and how judges drifted as they signed."""
    drifts = [asdict(one) for one in drifts_of(blocks, order)]
    return asdict(indicators_of(blocks)) | {"drifts": drifts}


TABLES = 5


def finite(value: Any) -> Any:
    """What JSON can hold: a figure that is none becomes nothing."""
    if isinstance(value, dict):
        return {key: finite(each) for key, each in value.items()}
    if isinstance(value, list | tuple):
        return [finite(each) for each in value]
    if isinstance(value, float):
        return float(value) if isfinite(value) else None
    return value

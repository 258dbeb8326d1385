"""How the judges judged. Asked for beside a result; the result never asks."""

from qingmiao.engines.scoring.contracts import Book, Judging, Result, Rule
from qingmiao.engines.scoring.rules.agreement import agreement_of
from qingmiao.engines.scoring.rules.blocks import blocks_of, parts_of
from qingmiao.engines.scoring.rules.facets.design import design_of, rows_of
from qingmiao.engines.scoring.rules.facets.report import facets_of
from qingmiao.engines.scoring.rules.indicators import indicators_of
from qingmiao.engines.scoring.rules.leaving import left_out
from qingmiao.engines.scoring.rules.resampling import bands_of


def judge_the_judges(rule: Rule, book: Book, result: Result) -> Judging:
    """Severity, fit, agreement, what hangs on one judge, bands, indicators: all tables of a contest."""
    blocks = blocks_of(result, rule)
    return Judging(
        facets=facets_of(design_of(rows_of(book, rule)), float(rule.out_of)),
        agreement=tuple(agreement_of(block) for block in blocks),
        left_out=tuple(left_out(result, rule, book)),
        bands=tuple(bands_of(result, parts_of(result, rule, book))),
        indicators=indicators_of(blocks),
    )

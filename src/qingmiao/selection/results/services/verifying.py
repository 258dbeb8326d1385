"""核验: whether everything kept of a contest still agrees with what was signed, sealed, computed and printed."""

from collections.abc import Iterator

from django.utils.translation import gettext as _

from qingmiao.engines.scoring.rules.telling import as_json
from qingmiao.engines.scoring.services.scoring import NotScored, score_files
from qingmiao.ledger.deeds import official
from qingmiao.selection.contests.models import Contest
from qingmiao.selection.judging.queries.binding import (
    flaws_of_seals,
    flaws_of_sheets,
    signed_sheets,
)
from qingmiao.selection.results.contracts import Verified
from qingmiao.selection.results.models import Computation, PrintedSheet
from qingmiao.selection.results.rules.reckoning import hash_of, output_text


def verified(*, contest: Contest) -> Verified:
    """Sheets against their commitments, stages against their seals, computations computed again from what
    they kept, printed sheets against their hashes. Who may write past the program is found here."""
    sheets = signed_sheets(contest_id=contest.pk)
    computations = list(Computation.objects.filter(contest=contest).order_by("number"))
    printed = list(PrintedSheet.objects.filter(computation__contest=contest).order_by("pk"))
    flaws = [
        *flaws_of_sheets(contest=contest, sheets=sheets),
        *flaws_of_seals(contest=contest, sheets=sheets),
        *(flaw for each in computations for flaw in _flaws_of_computation(each)),
        *(
            _("查验编号 %(number)s 的成绩单与它的指纹不符") % {"number": each.number}
            for each in printed
            if hash_of(each.text) != each.digest
        ),
    ]
    return Verified(
        sheets=len(sheets),
        computations=len(computations),
        printed=len(printed),
        flaws=tuple(flaws),
    )


def _flaws_of_computation(kept: Computation) -> Iterator[str]:
    words = {"number": kept.number}
    if hash_of(kept.marks_text) != kept.marks_digest:
        yield _("第 %(number)s 次计算的原始评分与评分指纹不符") % words
    if hash_of(output_text(kept.output)) != kept.output_digest:
        yield _("第 %(number)s 次计算的结果与结果指纹不符") % words
    try:
        with official():
            rule, _book, result = score_files(
                kept.rule_text, kept.marks_text.encode(), seed=kept.seed
            )
            again = as_json(result, rule)
    except NotScored:
        again = {}
    if again != kept.output:
        yield _("第 %(number)s 次计算按所存评分和规则重算，结果不同") % words

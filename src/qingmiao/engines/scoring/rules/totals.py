"""From sheets to totals, in exact fractions; nothing is rounded before the last line."""

from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal
from fractions import Fraction

from qingmiao.engines.scoring.contracts import (
    Aggregation,
    Book,
    Flaw,
    Group,
    GroupScore,
    JudgeTotal,
    Panel,
    Rule,
    Sheet,
    Stage,
    StageScore,
)
from qingmiao.engines.scoring.enums import Kind, Missing, Rounding
from qingmiao.engines.scoring.rules.sentences import too_few_judges


def rounded(value: Fraction, precision: int, rounding: Rounding) -> Decimal:
    """The printed figure. Halves go up, as people expect of marks, unless the rule says to even."""
    scaled = value * 10**precision
    whole, rest = divmod(scaled.numerator, scaled.denominator)
    twice = 2 * rest - scaled.denominator
    if twice > 0 or (twice == 0 and (rounding is Rounding.HALF_UP or whole % 2)):
        whole += 1
    return Decimal(whole).scaleb(-precision)


def judge_total(sheet: Sheet, stage: Stage, rule: Rule) -> Fraction | None:
    """A judge's weighted total: each mark as a share of its full mark, weighted; None drops the sheet."""
    gained, weights = Fraction(0), Fraction(0)
    for criterion in stage.counting:
        weight = Fraction(criterion.weight)
        score = sheet.get(criterion.key)
        if score is None:
            if criterion.is_required and rule.missing is Missing.DROP_SHEET:
                return None
            if not criterion.is_required or rule.missing is Missing.REWEIGHT:
                continue
            score = Decimal(0)
        gained += weight * Fraction(score) / Fraction(criterion.high)
        weights += weight
    return Fraction(rule.out_of) * gained / weights if weights else None


def kept(values: Sequence[Fraction], drop: int) -> Sequence[Fraction]:
    ordered = sorted(values)
    return ordered[drop : len(ordered) - drop] if drop else ordered


def mean(values: Sequence[Fraction]) -> Fraction:
    return sum(values, Fraction(0)) / len(values)


def median(values: Sequence[Fraction]) -> Fraction:
    ordered, middle = sorted(values), len(values) // 2
    if len(ordered) % 2:
        return ordered[middle]
    return (ordered[middle - 1] + ordered[middle]) / 2


def aggregate(values: Sequence[Fraction], aggregation: Aggregation) -> Fraction:
    if aggregation.kind is Kind.MEDIAN:
        return median(values)
    return mean(kept(values, aggregation.drop))


def group_score(panel: Panel, group: Group, stage: Stage, rule: Rule) -> GroupScore | None:
    """What one group of judges gives one entry; None when no sheet counts."""
    totals = {
        judge: total
        for judge, sheet in panel.items()
        if (total := judge_total(sheet, stage, rule)) is not None
    }
    if not totals:
        return None
    criteria = _criteria(panel, totals, group, stage, rule)
    if group.aggregation.kind is Kind.TRIMMED_MEAN_PER_CRITERION:
        weights = {one.key: Fraction(one.weight) for one in stage.counting if one.key in criteria}
        full = {one.key: Fraction(one.high) for one in stage.counting}
        score = (
            Fraction(rule.out_of)
            * sum((weights[key] * criteria[key] / full[key] for key in weights), Fraction(0))
            / sum(weights.values(), Fraction(0))
        )
        dropped: Mapping[str, str] = {}
    else:
        score = aggregate(list(totals.values()), group.aggregation)
        dropped = _dropped(totals, group.aggregation.drop)
    return GroupScore(
        group=group.key,
        score=score,
        judges=tuple(
            JudgeTotal(judge, total, dropped.get(judge, "")) for judge, total in totals.items()
        ),
        criteria=criteria,
        untrimmed=mean(list(totals.values())),
        median=median(list(totals.values())),
    )


def _criteria(
    panel: Panel, totals: Iterable[str], group: Group, stage: Stage, rule: Rule
) -> dict[str, Fraction]:
    """Each criterion by itself over the sheets that count, aggregated as the totals are."""
    found = {}
    for criterion in stage.criteria:
        values = [
            Fraction(panel[judge][criterion.key])
            for judge in totals
            if criterion.key in panel[judge]
        ]
        if rule.missing is Missing.ZERO and criterion.is_required and not criterion.is_independent:
            values += [Fraction(0)] * (len(list(totals)) - len(values))
        if not values:
            continue
        enough = len(values) >= group.aggregation.fewest
        found[criterion.key] = aggregate(values, group.aggregation) if enough else mean(values)
    return found


def _dropped(totals: Mapping[str, Fraction], drop: int) -> dict[str, str]:
    if not drop:
        return {}
    ordered = sorted(totals, key=lambda judge: (totals[judge], judge))
    return dict.fromkeys(ordered[:drop], "low") | dict.fromkeys(ordered[-drop:], "high")


def stage_scores(book: Book, stage: Stage, rule: Rule) -> tuple[dict[str, StageScore], list[Flaw]]:
    """Every entry of a stage; entries with too few judges are named, none is computed by another rule."""
    flaws: list[Flaw] = []
    found: dict[str, StageScore] = {}
    shares = sum((Fraction(group.weight) for group in stage.groups), Fraction(0))
    for entry in book.entries(stage.key):
        groups = []
        for group in stage.groups:
            panel = book.panels[stage.key][group.key].get(entry, {})
            score = group_score(panel, group, stage, rule)
            have = len(score.judges) if score else 0
            if score is None or have < group.aggregation.fewest:
                flaws.append(too_few_judges(entry, stage, group, have))
            else:
                groups.append((Fraction(group.weight), score))
        if len(groups) == len(stage.groups):
            found[entry] = StageScore(
                stage=stage.key,
                score=sum((weight * one.score for weight, one in groups), Fraction(0)) / shares,
                groups=tuple(one for _weight, one in groups),
                vetoes=vetoes(book, stage, entry),
            )
    return found, flaws


def vetoes(book: Book, stage: Stage, entry: str) -> tuple[str, ...]:
    """Criteria by which enough judges put the entry out."""
    panels = [groups.get(entry, {}) for groups in book.panels[stage.key].values()]
    return tuple(
        criterion.key
        for criterion in stage.criteria
        if criterion.veto
        and sum(
            sheet.get(criterion.key, criterion.veto.below) < criterion.veto.below
            for panel in panels
            for sheet in panel.values()
        )
        >= criterion.veto.judges
    )

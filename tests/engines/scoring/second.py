"""A second reckoner, written from the reference page alone. It shares no line with the engine."""

from collections import defaultdict
from decimal import ROUND_HALF_EVEN, ROUND_HALF_UP, Decimal
from fractions import Fraction


def to_places(value, places, rounding):
    """Through a decimal long enough to be exact whenever a half can occur."""
    exact = Decimal(value.numerator) / Decimal(value.denominator)
    two, five, rest = 0, 0, value.denominator
    while rest % 2 == 0:
        rest, two = rest // 2, two + 1
    while rest % 5 == 0:
        rest, five = rest // 5, five + 1
    if rest == 1:
        digits = max(two, five)
        exact = Decimal(value.numerator * 10**digits // value.denominator).scaleb(-digits)
    mode = ROUND_HALF_EVEN if rounding == "half_even" else ROUND_HALF_UP
    return exact.quantize(Decimal(1).scaleb(-places), rounding=mode)


def middle(values, how):
    values = sorted(values)
    count = len(values)
    if how["kind"] == "median":
        return Fraction(values[(count - 1) // 2] + values[count // 2]) / 2
    if how["kind"].startswith("trimmed"):
        for _ in range(how["drop"]):
            values.remove(max(values))
            values.remove(min(values))
    return Fraction(sum(values)) / len(values)


def plain(criteria):
    return {
        key: (Fraction(str(one)), Fraction(100))
        if not isinstance(one, dict)
        else (Fraction(str(one["weight"])), Fraction(str(one.get("scale", {}).get("max", 100))))
        for key, one in criteria.items()
    }


def reckon(rule, rows):
    """entry → (printed total, rank), for rules of complete sheets."""
    precision, rounding = rule.get("precision", 2), rule.get("rounding", "half_up")
    stages = rule.get("stages") or {"": 100}
    marks = defaultdict(dict)
    for entry, judge, criterion, score, stage, group in rows:
        marks[stage, group, entry, judge][criterion] = Fraction(score)
    groups = rule.get("groups") or {"": 100}
    criteria, how = plain(rule["criteria"]), rule.get("aggregation", {"kind": "mean"})
    weights = sum(weight for weight, _ in criteria.values())
    parts = defaultdict(Fraction)
    steps = defaultdict(lambda: defaultdict(Fraction))
    for entry in {row[0] for row in rows}:
        for stage, stage_weight in stages.items():
            for group, group_weight in groups.items():
                sheets = [
                    sheet
                    for (s, g, e, _), sheet in marks.items()
                    if (s, g, e) == (stage, group, entry)
                ]
                totals = [
                    sum(100 * w * sheet[c] / high for c, (w, high) in criteria.items()) / weights
                    for sheet in sheets
                ]
                by_criterion = {c: middle([one[c] for one in sheets], how) for c in criteria}
                if how["kind"] == "trimmed_mean_per_criterion":
                    score = (
                        sum(100 * w * by_criterion[c] / high for c, (w, high) in criteria.items())
                        / weights
                    )
                else:
                    score = middle(totals, how)
                share = Fraction(stage_weight) * Fraction(group_weight) / 10000
                parts[entry] += share * score
                steps["untrimmed_mean"][entry] += share * sum(totals) / len(totals)
                steps["median"][entry] += share * middle(totals, {"kind": "median"})
                for c in criteria:
                    steps[f"criterion:{c}"][entry] += share * by_criterion[c]
    printed = {entry: to_places(value, precision, rounding) for entry, value in parts.items()}
    keys = {}
    for entry in parts:
        key = [printed[entry]]
        for step in rule.get("ties", []):
            if step["by"] == "unrounded_total":
                key.append(parts[entry])
                continue
            name = step["by"] + (f":{step['criterion']}" if "criterion" in step else "")
            key.append(to_places(steps[name][entry], precision, rounding))
        keys[entry] = tuple(key)
    return {
        entry: (printed[entry], 1 + sum(other > keys[entry] for other in keys.values()))
        for entry in parts
    }

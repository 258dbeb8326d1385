"""Which hours count, how many are asked for, and why some do not count. See docs/algorithms/training-hours.md."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import date, time
from decimal import ROUND_DOWN, Decimal

from django.utils.translation import gettext as _

from qingmiao.cultivation.courses.rules import plain
from qingmiao.cultivation.learning.contracts.hours import (
    Credit,
    HoursFacts,
    Loss,
    Sitting,
    Targets,
)
from qingmiao.cultivation.learning.enums import Uncounted
from qingmiao.rulebook.engine import Articles, Finding, Rulebook

NONE = Decimal(0)
TENTH = Decimal("0.1")
Span = tuple[int, int]


def enough_hours(facts: HoursFacts, articles: Articles) -> Finding:
    """By the year, or for senior cadres by the five years that end with it."""
    name = "five_year_hours" if facts.is_senior else "yearly_hours"
    have = facts.five_years if facts.is_senior else facts.this_year
    provision = articles[name]
    return provision.judge(
        holds=have >= provision.value,
        because=_("已修 %(have)s 学时，要求 %(wanted)s 学时")
        % {"have": plain(have), "wanted": provision.value},
    )


HOURS = Rulebook[HoursFacts](regulation="learning/hours", rules=(enough_hours,))


def targets_of(articles: Articles) -> Targets:
    """The same articles as numbers, for a question that filters a whole district by them."""
    found = articles.provisions
    yearly, five_yearly = found["yearly_hours"], found["five_year_hours"]
    levels, ranks, daily = found["senior_levels"], found["senior_ranks"], found["daily_most"]
    return Targets(
        yearly=Decimal(yearly.value) if yearly else None,
        five_yearly=Decimal(five_yearly.value) if five_yearly else None,
        senior_levels=tuple(levels.value) if levels else (),
        senior_ranks=tuple(ranks.value) if ranks else (),
        daily_most=Decimal(daily.value) if daily else Decimal(24),
        basis=yearly.cited if yearly else "",
        daily_basis=daily.cited if daily else "",
    )


def credited(sittings: Iterable[Sitting], *, daily_most: Decimal) -> list[Credit]:
    """Each sitting of one person with the hours that count, whatever the order they come in.

    A moment counts once: of sittings that overlap, the longer one keeps its hours and the others keep
    the share of their time that it leaves. A day counts ``daily_most`` hours, or the hours of the longest
    single session where several days were written down under one date.
    """
    days: dict[date, dict[tuple[str, int], Sitting]] = defaultdict(dict)
    for sitting in sittings:
        days[sitting.day][sitting.key] = sitting
    return [credit for day in sorted(days) for credit in _day(list(days[day].values()), daily_most)]


def _day(sittings: list[Sitting], daily_most: Decimal) -> list[Credit]:
    ranked = sorted(sittings, key=lambda each: (-each.written, each.around, each.title, each.key))
    counts = [each for each in ranked if each.lost_to is None and not each.is_flexible]
    left = max([daily_most, *(each.written for each in counts)])
    taken: list[tuple[Span, Sitting]] = []
    credits_of = []
    for sitting in ranked:
        if sitting.lost_to is not None:
            lost = _lost(sitting, sitting.lost_to, sitting.given, str(sitting.lost_to.label))
            credits_of.append(Credit(sitting=sitting, counted=NONE, losses=(lost,)))
            continue
        losses = _partly(sitting)
        hours = sitting.written
        if not sitting.is_flexible:
            hours, overlap = _once(sitting, taken)
            losses += overlap
            counted = min(hours, left)
            if counted < hours:
                losses += (_day_full(sitting, hours - counted, daily_most),)
            hours, left = counted, left - counted
        credits_of.append(Credit(sitting=sitting, counted=hours, losses=losses))
    return credits_of


def _lost(sitting: Sitting, rule: Uncounted, hours: Decimal, reason: str) -> Loss:
    return Loss(rule=rule, hours=hours, reason=reason)


def _partly(sitting: Sitting) -> tuple[Loss, ...]:
    if sitting.written >= sitting.given:
        return ()
    reason = _("课次 %(given)s 学时，登记 %(written)s 学时") % {
        "given": plain(sitting.given),
        "written": plain(sitting.written),
    }
    return (_lost(sitting, Uncounted.PARTLY, sitting.given - sitting.written, reason),)


def _day_full(sitting: Sitting, hours: Decimal, daily_most: Decimal) -> Loss:
    reason = _("%(day)s 已计满每日上限 %(most)s 学时") % {
        "day": f"{sitting.day:%Y.%m.%d}",
        "most": plain(daily_most),
    }
    return _lost(sitting, Uncounted.DAY_FULL, hours, reason)


def _once(sitting: Sitting, taken: list[tuple[Span, Sitting]]) -> tuple[Decimal, tuple[Loss, ...]]:
    """Hours of the time that no sitting before it has taken; the time is taken from now on."""
    span = span_of(sitting)
    if span is None:
        return sitting.written, ()
    met = [(other, each) for other, each in taken if other[0] < span[1] and span[0] < other[1]]
    taken.append((span, sitting))
    if not met:
        return sitting.written, ()
    covered = _covered(span, [other for other, _each in met])
    share = Decimal(span[1] - span[0] - covered) / Decimal(span[1] - span[0])
    kept = (sitting.written * share).quantize(TENTH, rounding=ROUND_DOWN)
    reason = _("与“%(other)s”时段重叠，同一时段只计一次") % {
        "other": f"{met[0][1].around} {met[0][1].title}"
    }
    return kept, (_lost(sitting, Uncounted.OVERLAP, sitting.written - kept, reason),)


def span_of(sitting: Sitting) -> Span | None:
    """Minutes of the day, where the session says when it begins and ends."""
    if sitting.begins is None or sitting.ends is None or sitting.ends <= sitting.begins:
        return None
    return _minutes(sitting.begins), _minutes(sitting.ends)


def _minutes(at: time) -> int:
    return at.hour * 60 + at.minute


def _covered(span: Span, others: list[Span]) -> int:
    """Minutes of the span that at least one of the others covers."""
    reached, covered = span[0], 0
    for begins, ends in sorted(others):
        first, last = max(begins, reached), min(ends, span[1])
        if last > first:
            covered += last - first
            reached = last
    return covered


def total(credits_of: Iterable[Credit]) -> Decimal:
    return sum((credit.counted for credit in credits_of), NONE)

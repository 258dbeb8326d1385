"""All rules that speak about a target, and the month from which waiting is enough."""

from dataclasses import replace
from datetime import date
from functools import lru_cache

from qingmiao.appointment.eligibility.contracts import Asked, Decision, Facts
from qingmiao.appointment.eligibility.rules import bars, posts, ranks
from qingmiao.appointment.eligibility.rules.words import level_or_rank
from qingmiao.kernel.periods import months_after
from qingmiao.orgs.enums import Level
from qingmiao.people.dossiers.enums import Rank
from qingmiao.rulebook.engine import Articles, Finding, Rulebook, Verdict, verdict_of
from qingmiao.rulebook.library import regulation

POSTS: Rulebook[Asked] = Rulebook(
    regulation="eligibility/posts",
    rules=(
        posts.is_next_step,
        posts.has_worked_long_enough,
        posts.has_worked_at_the_grassroots,
        posts.has_held_two_posts,
        posts.has_served_the_tenure,
        posts.has_the_schooling,
        posts.is_trained,
        posts.is_fit,
        posts.is_not_of_retirement_age,
        posts.is_appraised_well,
        posts.is_past_probation,
        posts.has_waited_since_promotion,
        posts.is_not_exceptional_twice,
        posts.has_no_kin_there,
    ),
)
RANKS: Rulebook[Asked] = Rulebook(
    regulation="eligibility/ranks",
    rules=(ranks.is_within_the_district, ranks.is_next_rank, ranks.has_served_the_rank),
)
BARS: Rulebook[Asked] = Rulebook(
    regulation="eligibility/bars",
    rules=(bars.civil, bars.institution, bars.party, bars.organisation, bars.gate),
)
LEVELS = (
    Level.COUNTY_CHIEF, Level.COUNTY_DEPUTY, Level.SECTION_CHIEF, Level.SECTION_DEPUTY,
)  # fmt: skip
RANKED = tuple(rank for rank in Rank if rank not in (Rank.NONE, Rank.CLERK_2))
FAR = 120
"""Months ahead that are looked at for the first month without anything unmet."""


TARGETS = tuple(str(one.value) for one in (*LEVELS, *RANKED))
"""Codes that may be asked for, the highest first."""


def decide(facts: Facts, *, target: str, on: date) -> Decision:
    """Every finding for the target on the day; ``target`` is one of ``TARGETS``."""
    asked = Asked(facts=facts, target=target, label=level_or_rank(target), on=on)
    findings = _findings(asked)
    return Decision(
        target=target,
        label=asked.label,
        on=on,
        verdict=verdict_of(findings),
        findings=findings,
        meets_from=_first_month(asked) if _unmet(findings) else None,
    )


@lru_cache(maxsize=1_000)
def _articles(book: str, on: date) -> Articles:
    return regulation(book).on(on)


def _findings(asked: Asked) -> tuple[Finding, ...]:
    books = (POSTS, BARS) if asked.target in POST_TARGETS else (RANKS, BARS)
    found: list[Finding] = []
    for book in books:
        found += book.assess(asked, articles=_articles(book.regulation, asked.on)).findings
    return tuple(found)


POST_TARGETS = frozenset(level.value for level in LEVELS)


def _unmet(findings: tuple[Finding, ...]) -> bool:
    return any(finding.verdict is Verdict.NOT_MET for finding in findings)


def _first_month(asked: Asked) -> date | None:
    """The first of the month, within ``FAR`` months, from which nothing is unmet if nothing else changes."""
    month = asked.on.replace(day=1)
    for ahead in range(1, FAR + 1):
        later = months_after(month, ahead)
        if not _unmet(_findings(replace(asked, on=later))):
            return later
    return None

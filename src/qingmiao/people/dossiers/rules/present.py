"""What a dossier says of the present: schooling, level, facts for counting."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from functools import cache

from qingmiao.orgs.enums import Level
from qingmiao.people.dossiers.enums import FACET_KINDS, FACET_LEVELS, PoliticalFace, Rank, Schooling

TIERS = {
    Schooling.GRADUATE: 1,
    Schooling.PARTY_GRADUATE: 1,
    Schooling.UNIVERSITY: 2,
    Schooling.PARTY_UNIVERSITY: 2,
    Schooling.COLLEGE: 3,
    Schooling.PARTY_COLLEGE: 3,
}
LOWEST_TIER = 4
RANK_LEVELS = {
    Rank.RESEARCHER_2: Level.COUNTY_DEPUTY,
    Rank.RESEARCHER_3: Level.COUNTY_DEPUTY,
    Rank.RESEARCHER_4: Level.COUNTY_DEPUTY,
    Rank.SECTION_1: Level.SECTION_CHIEF,
    Rank.SECTION_2: Level.SECTION_CHIEF,
    Rank.SECTION_3: Level.SECTION_DEPUTY,
    Rank.SECTION_4: Level.SECTION_DEPUTY,
    Rank.CLERK_1: Level.CLERK,
    Rank.CLERK_2: Level.CLERK,
}
"""Usual equivalence of 职级 and 职务层次 (facts.md 3.8); whether it counts is a reading of each figure."""


def schooling_tier(schooling: str) -> int:
    """1 研究生, 2 大学, 3 大专, 4 中专及以下: the order of the statistics."""
    return TIERS.get(Schooling(schooling), LOWEST_TIER) if schooling else LOWEST_TIER


def highest(schoolings: Iterable[str]) -> str:
    """The highest of several schoolings; party-school ones rank with their tier, after it."""
    known = [Schooling(schooling) for schooling in schoolings if schooling]
    order = list(Schooling)
    return min(known, key=order.index).value if known else ""


def birth_month(birth: date) -> int:
    return birth.year * 12 + birth.month - 1


def is_party_member(face: str) -> bool:
    return face in (PoliticalFace.PARTY_MEMBER, PoliticalFace.PROBATIONARY)


def is_minority(ethnicity: str) -> bool:
    return bool(ethnicity) and not ethnicity.startswith("汉")  # not interface: as stored


LAST_IN_UNIT = 99_999
LAST_UNIT = 99_999


def roster_order(unit_sort_no: int | None, sort_no: int) -> int:
    """单位序 then 班子排序, as one number an index can keep; people without a unit come last."""
    unit = LAST_UNIT if unit_sort_no is None else min(unit_sort_no, LAST_UNIT)
    return unit * (LAST_IN_UNIT + 1) + min(sort_no, LAST_IN_UNIT)


@dataclass(frozen=True, slots=True)
class Facets:
    """What ``facet_code`` of a facts row says, as the roster's facets word it."""

    kind: str
    level: str
    sex: str
    schooling: str
    party: str
    minority: str


@cache
def facets_in(code: int) -> Facets:
    """Take the number apart: sex 1, party 2, minority 4, tier × 8, level × 64, kind × 1024."""
    return Facets(
        kind=FACET_KINDS[code // 1024],
        level=FACET_LEVELS[code // 64 % 16],
        sex="2" if code & 1 else "1",
        schooling=str(code // 8 % 8),
        party="1" if code & 2 else "0",
        minority="1" if code & 4 else "0",
    )

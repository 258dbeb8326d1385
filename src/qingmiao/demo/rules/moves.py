"""Appointments of the four years, planned before careers are written, so that both tell one story.

What the speech counts: 37 cadres born since 1985 from townships and subdistricts (F26), 31 from the
four frontlines (F27, some of them also from there), 4 of 10 project specialists (F28), 3 of the
other 10 (F29), 20 whom a contest had shortlisted (F30). Nobody else born since 1985 is moved in a
way that those figures count.
"""

from dataclasses import dataclass
from datetime import date

from qingmiao.demo.rules.almanac import SPEECH_WINDOW, Almanac
from qingmiao.demo.rules.cadres import Cadre, Group, Move
from qingmiao.demo.rules.draw import Draw, shifted
from qingmiao.orgs.enums import UnitKind

GRASSROOTS = (UnitKind.TOWNSHIP, UnitKind.SUBDISTRICT)
DEPARTMENTS = (UnitKind.PARTY, UnitKind.GOVERNMENT)
ELSEWHERE = (*DEPARTMENTS, UnitKind.MASS, UnitKind.INSTITUTION)
FOUR_FRONTLINES = ("project", "rural", "petition", "six_projects")
ALL_FRONTLINES = (*FOUR_FRONTLINES, "reform", "event")
PROMOTION, FURTHER_USE, LATERAL = "promotion", "further_use", "lateral"
PROJECT, FILING, RURAL, PROMOTING = (
    "project-specialist", "filing-specialist", "rural-guide", "promotion-specialist",
)  # fmt: skip
YOUNGEST_DEPUTY, YOUNGEST_CHIEF = 26, 30


@dataclass(frozen=True, slots=True)
class Way:
    """One way of being appointed, and how many of a group went it."""

    count: int
    kind: str
    source: str
    from_kinds: tuple[UnitKind, ...]
    is_from_frontline: bool = False
    contest: int | None = None
    scheme: str = ""


NINETIES_CHIEF_WAYS = (
    Way(1, PROMOTION, "grassroots", GRASSROOTS),
    Way(1, PROMOTION, "frontline", DEPARTMENTS, is_from_frontline=True),
    Way(2, PROMOTION, "arena", DEPARTMENTS, scheme=PROJECT),
)
NINETIES_DEPUTY_WAYS = (
    Way(6, PROMOTION, "arena", GRASSROOTS, contest=0),
    Way(5, PROMOTION, "arena", ELSEWHERE, contest=0),
    Way(6, PROMOTION, "arena", GRASSROOTS, contest=1),
    Way(3, PROMOTION, "arena", ELSEWHERE, contest=1),
    Way(2, PROMOTION, "arena", ELSEWHERE, scheme=PROJECT),
    Way(1, PROMOTION, "arena", ELSEWHERE, scheme=FILING),
    Way(1, PROMOTION, "arena", ELSEWHERE, scheme=RURAL),
    Way(1, PROMOTION, "arena", ELSEWHERE, scheme=PROMOTING),
    Way(4, PROMOTION, "frontline", GRASSROOTS, is_from_frontline=True),
    Way(12, PROMOTION, "frontline", ELSEWHERE, is_from_frontline=True),
    Way(7, PROMOTION, "grassroots", GRASSROOTS),
    Way(14, PROMOTION, "other", ELSEWHERE),
)
EIGHTIES_CHIEF_WAYS = (
    Way(4, PROMOTION, "grassroots", GRASSROOTS),
    Way(2, PROMOTION, "frontline", GRASSROOTS, is_from_frontline=True),
    Way(3, PROMOTION, "frontline", DEPARTMENTS, is_from_frontline=True),
    Way(3, LATERAL, "other", ELSEWHERE),
)
EIGHTIES_DEPUTY_WAYS = (
    Way(6, FURTHER_USE, "grassroots", GRASSROOTS),
    Way(1, FURTHER_USE, "frontline", GRASSROOTS, is_from_frontline=True),
    Way(8, FURTHER_USE, "frontline", ELSEWHERE, is_from_frontline=True),
    Way(8, LATERAL, "other", (*ELSEWHERE, *GRASSROOTS)),
)
OLDER_SHARE = 0.38
OLDER_WAYS = (
    (Way(1, PROMOTION, "grassroots", GRASSROOTS), 22),
    (Way(1, PROMOTION, "frontline", ELSEWHERE, is_from_frontline=True), 14),
    (Way(1, PROMOTION, "other", ELSEWHERE), 16),
    (Way(1, FURTHER_USE, "grassroots", GRASSROOTS), 8),
    (Way(1, FURTHER_USE, "other", ELSEWHERE), 10),
    (Way(1, LATERAL, "other", (*ELSEWHERE, *GRASSROOTS)), 40),
)


def plan_moves(draw: Draw, almanac: Almanac, cadres: list[Cadre]) -> None:
    of = {group: [c for c in cadres if c.group == group] for group in Group}
    _spread(draw, almanac, of[Group.NINETIES_CHIEF], NINETIES_CHIEF_WAYS, shuffle=False)
    _spread(draw, almanac, of[Group.NINETIES_DEPUTY], NINETIES_DEPUTY_WAYS)
    _spread(draw, almanac, of[Group.EIGHTIES_CHIEF], EIGHTIES_CHIEF_WAYS)
    _spread(draw, almanac, of[Group.EIGHTIES_DEPUTY], EIGHTIES_DEPUTY_WAYS)
    for cadre in of[Group.OLDER_CHIEF] + of[Group.OLDER_DEPUTY]:
        if draw.chance(OLDER_SHARE):
            way = draw.weighted(OLDER_WAYS)
            cadre.move = _move(
                draw, almanac, cadre, way, since=almanac.begins, fronts=ALL_FRONTLINES
            )


def _spread(
    draw: Draw,
    almanac: Almanac,
    cadres: list[Cadre],
    ways: tuple[Way, ...],
    *,
    shuffle: bool = True,
) -> None:
    """Ways are gone in the order of the list, the early contest's by the older ones."""
    order = list(cadres)
    if shuffle:
        draw.shuffle(order)
        eldest = sorted(order, key=lambda c: c.birth)[: len(order) // 2]
        order.sort(key=lambda c: c not in eldest)
    going = iter(order)
    for way in ways:
        for _ in range(way.count):
            cadre = next(going)
            cadre.move = _move(
                draw, almanac, cadre, way, since=SPEECH_WINDOW, fronts=FOUR_FRONTLINES
            )


def _move(
    draw: Draw, almanac: Almanac, cadre: Cadre, way: Way, *, since: date, fronts: tuple[str, ...]
) -> Move:
    least_age = YOUNGEST_CHIEF if cadre.level == "141" else YOUNGEST_DEPUTY
    begins = max(
        since,
        almanac.begins,
        _earliest(almanac, way),
        shifted(cadre.birth, least_age * 12),
        shifted(cadre.entry, 30),
    )
    days = almanac.meetings_between(begins, almanac.day) or [almanac.meetings[-1]]
    return Move(
        day=draw.choice(days),
        kind=way.kind,
        source=way.source,
        frontline=draw.choice(fronts) if way.is_from_frontline else "",
        from_kinds=way.from_kinds,
        contest=way.contest,
        scheme=way.scheme,
    )


def _earliest(almanac: Almanac, way: Way) -> date:
    """After a contest's result or well into a posting, where one of them came first."""
    if way.contest is not None:
        return shifted(almanac.contest_results[way.contest], 3)
    if way.scheme == PROJECT:
        return shifted(almanac.project_batches[0], 8)
    return shifted(almanac.specialists_begin, 7) if way.scheme else date.min

"""Whether a person fits an opening, and what speaks for it. Nothing here is added up to a mark of a person."""

from collections.abc import Iterator
from datetime import date, timedelta

from django.utils.translation import gettext as _

from qingmiao.evidence.enums import Dimension
from qingmiao.placement.openings.contracts import (
    CandidateFacts,
    Credit,
    Fit,
    Hindrance,
    OpeningFacts,
)
from qingmiao.placement.openings.enums import (
    Experience,
    FamilyLimit,
    Merit,
    Obstacle,
    Priority,
    WantedTier,
)
from qingmiao.registers.contracts import Engagement

A_DAY = timedelta(days=1)
WISHED = (1.0, 0.6, 0.3)
"""How much of the weight the first, second and third wish bring."""
URGENCY = {Priority.URGENT: 1.0, Priority.NORMAL: 0.5, Priority.RESERVE: 0.0}
POSTING = "postings.posting"


def fit(person: CandidateFacts, opening: OpeningFacts, *, longest: int) -> Fit:
    """``longest``: from how many days on an engagement inside the term stands in the way."""
    return Fit(
        opening_id=opening.id,
        hindrances=tuple(hindrances(person, opening, longest=longest)),
        credits=tuple(credits_of(person, opening)),
    )


def hindrances(
    person: CandidateFacts, opening: OpeningFacts, *, longest: int
) -> Iterator[Hindrance]:
    """Every hard rule the pair would break, all at once."""
    if not person.is_serving:
        yield Hindrance(kind=Obstacle.NOT_SERVING)
    if person.is_gate_shut:
        yield Hindrance(kind=Obstacle.GATE)
    if opening.tier and (not person.tier or person.tier not in opening.tier):
        yield Hindrance(kind=Obstacle.TIER, told=str(WantedTier(opening.tier).label))
    if opening.age_most is not None and person.age > opening.age_most:
        yield Hindrance(kind=Obstacle.AGE, told=f"{person.age} > {opening.age_most}")
    have = person.months.get(opening.experience, 0)
    if opening.experience and have < max(1, opening.experience_months):
        yield Hindrance(
            kind=Obstacle.EXPERIENCE,
            told=_("%(experience)s：有 %(have)d 个月，要求 %(wanted)d 个月")
            % {
                "experience": Experience(opening.experience).label,
                "have": have,
                "wanted": max(1, opening.experience_months),
            },
        )
    if opening.competence and opening.competence not in person.strengths:
        yield Hindrance(kind=Obstacle.COMPETENCE, told=str(Dimension(opening.competence).label))
    if person.unit_id == opening.host_id:
        yield Hindrance(kind=Obstacle.UNIT, told=person.unit)
    if opening.host_id in person.kin_at:
        yield Hindrance(kind=Obstacle.KIN)
    yield from _clashes(person.engagements, opening, longest)


def _clashes(
    engagements: tuple[Engagement, ...], opening: OpeningFacts, longest: int
) -> Iterator[Hindrance]:
    last = opening.ends - A_DAY
    for each in engagements:
        if each.begins > last or each.ends < opening.begins:
            continue
        told = f"{each.told} {each.begins:%Y.%m.%d}–{each.ends:%Y.%m.%d}"
        if each.origin[0] == POSTING:
            yield Hindrance(kind=Obstacle.POSTED, told=told)
        elif opening.is_full_time and (
            _days(each, opening.begins, last) >= longest or each.begins <= opening.begins
        ):
            yield Hindrance(kind=Obstacle.CLASH, told=told)


def _days(each: Engagement, begins: date, last: date) -> int:
    return (min(each.ends, last) - max(each.begins, begins)).days + 1


def credits_of(person: CandidateFacts, opening: OpeningFacts) -> Iterator[Credit]:
    if opening.develops and not person.months.get(opening.develops):
        yield Credit(kind=Merit.GAP, share=1.0, told=str(Experience(opening.develops).label))
    if urgency := URGENCY[Priority(opening.priority)]:
        yield Credit(kind=Merit.PRIORITY, share=urgency, told=str(Priority(opening.priority).label))
    if opening.id in person.wishes:
        rank = person.wishes.index(opening.id)
        yield Credit(
            kind=Merit.WISH, share=WISHED[rank], told=_("第 %(rank)d 志愿") % {"rank": rank + 1}
        )
    if _is_limited(person.limit, opening):
        yield Credit(kind=Merit.FAMILY, share=-1.0, told=str(FamilyLimit(person.limit).label))
    if person.sent_from_unit:
        share = -person.sent_from_unit / (person.sent_from_unit + 1)
        yield Credit(
            kind=Merit.BALANCE,
            share=share,
            told=_("本单位已派出 %(count)d 人") % {"count": person.sent_from_unit},
        )


def _is_limited(limit: str, opening: OpeningFacts) -> bool:
    return (opening.is_away and limit in {FamilyLimit.AWAY, FamilyLimit.BOTH}) or (
        opening.is_full_time and limit in {FamilyLimit.FULL_TIME, FamilyLimit.BOTH}
    )

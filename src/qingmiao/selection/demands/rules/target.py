"""Which targets a team is held against: the unit's own, then its kind's, then the district's default."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from django.utils.translation import gettext as _

from qingmiao.rulebook.engine import Articles, Provision
from qingmiao.selection.demands.contracts import Goal, Readings
from qingmiao.selection.demands.enums import Measure, TargetItem

WORD_MARKS = "，,；;/ "


def words_in(text: str) -> tuple[str, ...]:
    """The words of a major category, however they were separated."""
    for mark in WORD_MARKS:
        text = text.replace(mark, "、")
    return tuple(word for word in text.split("、") if word)


def readings_in(articles: Articles) -> Readings:
    """How the structure is counted, and the items whose mix is shown of every team."""
    months = int(articles["township_months"].value)
    ages = [
        Goal(item=TargetItem.AGE, age_from=low or None, age_to=high or None)
        for low, high in articles["age_bands"].value
    ]
    majors = [
        Goal(item=TargetItem.MAJOR, major=each["name"], words=tuple(each["words"]))
        for each in articles["majors"].value
    ]
    others = [
        Goal(item=TargetItem.FEMALE),
        Goal(item=TargetItem.NON_PARTY),
        Goal(item=TargetItem.TOWNSHIP, months=months),
    ]
    return Readings(
        non_party_faces=frozenset(articles["non_party_faces"].value),
        mix=(*ages, *others, *majors),
    )


def defaults_in(articles: Articles, readings: Readings) -> dict[str, list[Goal]]:
    """The district's default targets by kind of unit."""
    words = {goal.major: goal.words for goal in readings.mix if goal.major}
    found: dict[str, list[Goal]] = {}
    for provision in articles.provisions.values():
        if provision is None:
            continue
        goal = _default(provision, words)
        for kind in provision.value["kinds"]:
            found.setdefault(kind, []).append(goal)
    return found


def _default(provision: Provision, words: Mapping[str, tuple[str, ...]]) -> Goal:
    value: Mapping[str, Any] = provision.value
    major = value.get("major", "")
    return Goal(
        item=value["item"],
        age_from=value.get("age_from"),
        age_to=value.get("age_to"),
        major=major,
        words=tuple(value.get("words", ())) or words.get(major, ()),
        months=value.get("months", 0),
        is_share=value["measure"] == Measure.SHARE,
        least=value.get("least"),
        most=value.get("most"),
        basis=f"{provision.source}{provision.article}",
        awaits_confirmation=provision.awaits_confirmation,
    )


def basis_of(goal: Goal) -> str:
    """What the target rests on, in words; an article nobody has looked up yet says so."""
    if goal.awaits_confirmation:
        return _("%(cited)s，条文待核") % {"cited": goal.basis}
    return goal.basis


def chosen(
    mix: Iterable[Goal], default: Iterable[Goal], kind: Iterable[Goal], unit: Iterable[Goal]
) -> list[Goal]:
    """One goal an item: the finest that says anything of it. Items keep the order of the mix, and
    those the mix does not know follow.
    """
    goals = {goal.key: goal for goal in mix}
    for source in (default, kind, unit):
        goals |= {goal.key: goal for goal in source}
    order = list(TargetItem)
    return sorted(
        goals.values(),
        key=lambda goal: (
            order.index(TargetItem(goal.item)),
            goal.age_to or 999,
            goal.age_from or 0,
        ),
    )


def flaws_of_target(*, words: str, item: str, months: int | None) -> Iterator[str]:
    if item == TargetItem.MAJOR and not words_in(words):
        yield _("请写明专业名称所含的词语")
    if item == TargetItem.TOWNSHIP and months == 0:
        yield _("经历月数至少 1 个月")

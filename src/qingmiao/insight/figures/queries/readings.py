"""How the district reads the words of the speech: the regulation, unless it chose otherwise."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from qingmiao.insight.figures.contracts import Reading, ReadingVersion
from qingmiao.insight.figures.models import ReadingChoice
from qingmiao.insight.figures.rules.readings import PLANS, REGULATION, parsed
from qingmiao.rulebook.library import regulation

SCHEMES = "figures/schemes"


def readings_on(*, on: date) -> dict[str, Reading]:
    """Every reading in force on the day; a choice of the district stands before the regulation."""
    articles = regulation(REGULATION).on(on)
    readings = {
        name: Reading(
            code=name,
            value=provision.value,
            basis=f"{provision.source}（{provision.article}）",
            is_own_choice=False,
            begins=_begins(name, on),
        )
        for name, provision in articles.provisions.items()
        if provision is not None
    }
    for choice in _choices_in_force(on):
        if choice.value:
            readings[choice.code] = Reading(
                code=choice.code,
                value=parsed(PLANS[choice.code], choice.value),
                basis=f"{choice.reason}（{choice.chosen_by}）",
                is_own_choice=True,
                begins=choice.begins,
            )
    return readings


def schemes_on(*, on: date) -> dict[str, str]:
    """Which scheme each posting figure counts, by the scheme's code."""
    provisions = regulation(SCHEMES).on(on).provisions
    return {name: each.value for name, each in provisions.items() if each is not None}


def history_of(*, code: str) -> list[ReadingVersion]:
    """All that the reading has been, oldest first: the regulation's versions and own choices."""
    versions = [
        ReadingVersion(
            begins=version["from"],
            value=version.get("value"),
            source=f"{version['source']}（{version['article']}）",
            chosen_by="",
            reason="",
        )
        for version in regulation(REGULATION).versions[code]
    ]
    choices = [
        ReadingVersion(
            begins=choice.begins,
            value=parsed(PLANS[code], choice.value) if choice.value else None,
            source="",
            chosen_by=choice.chosen_by,
            reason=choice.reason,
        )
        for choice in ReadingChoice.objects.filter(code=code).order_by("begins", "pk")
    ]
    return sorted([*versions, *choices], key=lambda version: version.begins)


def histories(*, codes: Iterable[str]) -> dict[str, list[ReadingVersion]]:
    return {code: history_of(code=code) for code in codes if code in PLANS}


def _choices_in_force(on: date) -> Iterable[ReadingChoice]:
    """The latest choice of each reading begun by the day; the last word wins on the same day."""
    latest: dict[str, ReadingChoice] = {}
    for choice in ReadingChoice.objects.filter(begins__lte=on).order_by("begins", "pk"):
        latest[choice.code] = choice
    return [choice for choice in latest.values() if choice.code in PLANS]


def _begins(name: str, on: date) -> date:
    versions: list[dict[str, Any]] = regulation(REGULATION).versions[name]
    return max(version["from"] for version in versions if version["from"] <= on)

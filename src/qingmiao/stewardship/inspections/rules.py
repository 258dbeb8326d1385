"""What the rules of procedure ask of an inspection, and what the calendar asks of everybody."""

import re
from collections.abc import Iterator
from datetime import date

from django.utils.translation import gettext as _

from qingmiao.rulebook.engine import Articles, Finding, Rulebook
from qingmiao.stewardship.inspections.contracts import CheckFacts, FindingFacts

BETWEEN_NAMES = re.compile(r"[、,，;；/\s]+")


def names_in(text: str) -> tuple[str, ...]:
    """The inspectors as one writes them in one line, each once."""
    return tuple(dict.fromkeys(filter(None, BETWEEN_NAMES.split(text))))


def is_made_by_enough_inspectors(facts: CheckFacts, articles: Articles) -> Finding:
    provision = articles["inspectors_at_least"]
    return provision.judge(
        holds=len(facts.inspectors) >= provision.value,
        because=_("检查人员不得少于 %(least)d 人（%(source)s%(article)s），现填 %(count)d 人")
        % {
            "least": provision.value,
            "source": provision.source,
            "article": provision.article,
            "count": len(facts.inspectors),
        },
    )


PROCEDURE: Rulebook[CheckFacts] = Rulebook(
    regulation="inspections/procedure", rules=(is_made_by_enough_inspectors,)
)


def check_disagreements(facts: CheckFacts, *, on: date) -> Iterator[str]:
    if facts.has_been_held and facts.checked_on > on:
        yield _("检查日期在今天之后，只能登记为已计划")


def finding_disagreements(facts: FindingFacts) -> Iterator[str]:
    if not facts.has_been_held:
        yield _("检查尚未进行，不能登记问题")
    if facts.rectify_by and facts.rectify_by < facts.checked_on:
        yield _("整改时限不得早于检查日期")
    if facts.verified_on and facts.verified_on < facts.checked_on:
        yield _("核实日期不得早于检查日期")

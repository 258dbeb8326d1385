from collections.abc import Iterator
from datetime import date

from django.utils.translation import gettext as _

from qingmiao.stewardship.measures.contracts import BenefitFacts


def benefit_disagreements(facts: BenefitFacts) -> Iterator[str]:
    """A benefit is granted under a measure in force."""
    if facts.granted_on < facts.measure_begins:
        yield _("受益日期早于该措施施行日期")
    if facts.measure_ends and facts.granted_on >= facts.measure_ends:
        yield _("受益日期时该措施已经废止")


def measure_disagreements(*, begins: date, ends: date | None) -> Iterator[str]:
    if ends and ends <= begins:
        yield _("废止日期须晚于施行日期")

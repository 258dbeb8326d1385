from collections.abc import Iterator
from datetime import date

from qingmiao.stewardship.measures import rules
from qingmiao.stewardship.measures.contracts import BenefitFacts
from qingmiao.stewardship.measures.models import Benefit, Measure


def reasons_against_measure(measure: Measure, _on: date) -> Iterator[str]:
    yield from rules.measure_disagreements(begins=measure.begins, ends=measure.ends)


def reasons_against_benefit(benefit: Benefit, _on: date) -> Iterator[str]:
    facts = BenefitFacts(
        granted_on=benefit.granted_on,
        measure_begins=benefit.measure.begins,
        measure_ends=benefit.measure.ends,
    )
    yield from rules.benefit_disagreements(facts)

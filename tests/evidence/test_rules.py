"""Ageing: the worked example of docs/algorithms/evidence-ageing.md, its guarantees, and both ways of asking."""

import re
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as some

from qingmiao.evidence.enums import Dimension, Freshness, Polarity, Secrecy, SourceKind
from qingmiao.evidence.models import Evidence
from qingmiao.evidence.queries import NOTHING_SAID, ageing, strengths
from qingmiao.evidence.rules import Ageing, freshness_band, weight
from tests.factories.house import TODAY, person, unit

PAGE = Path(__file__).parents[2] / "docs" / "algorithms" / "evidence-ageing.md"
RULE = ageing(on=TODAY)
KINDS = some.sampled_from([str(kind) for kind in SourceKind])
AGES = some.integers(0, 4000)
RETRACTED = datetime(2026, 6, 20, 8, tzinfo=UTC)
ORDER = [Freshness.FRESH, Freshness.FADING, Freshness.STALE]


def days_old(kind, age, *, by=RULE):
    return weight(kind=kind, happened_on=TODAY - timedelta(days=age), on=TODAY, ageing=by)


def band(kind, age, *, by=RULE):
    day = TODAY - timedelta(days=age)
    return freshness_band(kind=kind, happened_on=day, on=TODAY, ageing=by)


def worked_example():
    labels = {str(kind.label): str(kind) for kind in SourceKind}
    for line in PAGE.read_text().splitlines():
        cells = [cell.strip() for cell in line.strip("|").split("|")]
        if len(cells) == 7 and cells[1] in labels:
            yield (labels[cells[1]], *cells[2:])


def test_the_worked_example_is_what_the_rule_says():
    lines = list(worked_example())

    assert len(lines) == 3
    for kind, half_life, made, age, weighs, word in lines:
        made = date.fromisoformat(made)
        assert RULE.half_lives[kind] == int(half_life)
        assert (TODAY - made).days == int(age)
        assert f"{days_old(kind, int(age)):.3f}" == weighs
        assert str(band(kind, int(age)).label) == word
    assert band("visit", 366) == Freshness.FADING
    assert (
        f"{days_old('visit', 366):.3f}" in re.search(r"weighs (0\.\d+)", PAGE.read_text()).group()
    )


@given(kind=KINDS)
def test_a_claim_weighs_one_on_its_day_and_half_after_each_half_life(kind):
    half_life = RULE.half_lives[kind]

    assert days_old(kind, 0) == 1
    assert days_old(kind, half_life) == pytest.approx(0.5)
    assert days_old(kind, 2 * half_life) == pytest.approx(0.25)
    assert days_old(kind, -1) == 0
    assert band(kind, half_life) == Freshness.FRESH
    assert band(kind, half_life + 1) == Freshness.FADING
    assert band(kind, 2 * half_life) == Freshness.FADING
    assert band(kind, 2 * half_life + 1) == Freshness.STALE


@given(kind=KINDS, age=AGES, more=some.integers(0, 1000))
def test_older_is_never_heavier_and_never_fresher(kind, age, more):
    assert 0 <= days_old(kind, age + more) <= days_old(kind, age) <= 1
    assert ORDER.index(band(kind, age)) <= ORDER.index(band(kind, age + more))


@given(
    kind=KINDS,
    age=AGES,
    half_life=some.integers(1, 2000),
    fresh=some.sampled_from([0.5, 0.6, 0.75]),
    stale=some.sampled_from([0.1, 0.25, 0.5]),
)
def test_bands_are_weights_between_thresholds(kind, age, half_life, fresh, stale):
    by = Ageing(half_lives={kind: half_life}, fresh=fresh, stale=stale)
    weighs = days_old(kind, age, by=by)

    if weighs > fresh + 1e-6:
        assert band(kind, age, by=by) == Freshness.FRESH
    elif fresh - 1e-6 > weighs > stale + 1e-6:
        assert band(kind, age, by=by) == Freshness.FADING
    elif weighs < stale - 1e-6:
        assert band(kind, age, by=by) == Freshness.STALE


def claim(who, kind="visit", age=0, **changes):
    return Evidence.objects.create(
        **{
            "person": who,
            "dimension": Dimension.DUTY,
            "claim": "汛期守堤",
            "polarity": Polarity.FOR,
            "source_kind": kind,
            "source_name": "走访组",
            "happened_on": TODAY - timedelta(days=age),
            "origin_kind": "visits.lead",
            "origin_id": Evidence.objects.count() + 1,
            **changes,
        }
    )


@pytest.mark.django_db
def test_the_database_draws_the_same_edges():
    for kind in SourceKind:
        half_life = RULE.half_lives[str(kind)]
        for age in (0, half_life, half_life + 1, 2 * half_life, 2 * half_life + 1):
            who = person(where=unit())
            claim(who, str(kind), age)
            found = strengths(person_ids=[who.pk], on=TODAY)[who.pk]
            assert found.band == band(str(kind), age), (kind, age)
            assert found.kinds == 1


@pytest.mark.django_db
def test_kinds_are_counted_not_rows_and_sealed_retracted_or_later_claims_are_not():
    who, other = person(where=unit()), person(where=unit())
    claim(who), claim(who, age=10), claim(who, "host", 600)
    claim(who, "mentor", 3, polarity=Polarity.AGAINST)
    claim(who, "contest", 0, secrecy=Secrecy.DELIBERATION)
    claim(who, "resident", 0, secrecy=Secrecy.DISCIPLINE)
    claim(who, "lecture", -1)
    claim(who, "training", 5, retracted_at=RETRACTED, retract_reason="误记")
    claim(who, "mentor", 5, retracted_at=RETRACTED + timedelta(days=30), retract_reason="误记")

    found = strengths(person_ids=[who.pk, other.pk], on=TODAY)

    assert set(found) == {who.pk}
    strength = found[who.pk]
    assert (strength.fresh_kinds, strength.fading_kinds, strength.kinds) == (2, 1, 3)
    assert (strength.newest, strength.against) == (TODAY, 1)
    assert NOTHING_SAID.band is None

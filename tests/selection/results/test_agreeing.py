"""The site and the command: the same figures, from the files the site gives out."""

import random
from decimal import Decimal

import pytest

from qingmiao.engines.scoring.rules.telling import as_json
from qingmiao.engines.scoring.services.scoring import score_files
from qingmiao.kernel.errors import Refused
from qingmiao.selection.results import services
from qingmiao.selection.results.rules.reckoning import hash_of, output_text
from tests.factories import results
from tests.factories.results import ON

KINDS = ("mean", "median", "trimmed_mean", "trimmed_mean_per_criterion")


def random_ring(rng):
    """One or two stages and groups, every aggregation, marks on a coarse scale so that ties are frequent."""
    kind = rng.choice(KINDS)
    drop = int(kind.startswith("trimmed"))
    judges = 2 * drop + 3 if drop else rng.randint(1, 3)
    criteria = tuple(
        (name, rng.choice([20, 30, 50])) for name in ("甲", "乙", "丙")[: rng.randint(1, 3)]
    )
    names = (("笔试", 40), ("面试", 60)) if rng.random() < 0.5 else (("面试", 100),)
    place = results.ring(
        entries=rng.randint(2, 4), judges=judges,
        stages=tuple((name, weight, {}, criteria) for name, weight in names),
        groups=(("专家", 100, kind, drop),),
        ties=tuple(rng.sample(["unrounded_total", "untrimmed_mean", "median"], rng.randint(0, 3))),
        precision=rng.choice([0, 1, 2, 3]),
    )  # fmt: skip
    for stage in place.stages:
        marks = {
            entry.plate_no: [
                [str(Decimal(rng.randint(160, 180)) / 2) for _ in criteria] for _ in range(judges)
            ]
            for entry in place.entries
        }
        results.marked(place, stage, marks)
    return place


@pytest.mark.django_db
@pytest.mark.parametrize("seed", range(12))
def test_the_site_computes_what_the_command_computes_from_its_files(seed):
    place = random_ring(random.Random(seed))

    made = services.announce_result(actor=place.desk, contest_id=place.contest.pk, on=ON)
    rule, _book, result = score_files(made.rule_text, made.marks_text.encode())

    assert as_json(result, rule)["entries"] == made.output["entries"]
    made.refresh_from_db()
    assert hash_of(output_text(made.output)) == made.output_digest
    assert hash_of(made.marks_text) == made.marks_digest


@pytest.mark.django_db
def test_a_stage_sheet_is_computed_again_too():
    place = random_ring(random.Random(99))

    made = services.compute_stage(actor=place.desk, stage_id=place.stages[0].pk)
    rule, _book, result = score_files(made.rule_text, made.marks_text.encode())

    assert as_json(result, rule)["entries"] == made.output["entries"]


@pytest.mark.django_db
def test_nothing_is_computed_without_marks():
    place = results.ring(entries=0)
    results.marked(place, place.stages[0], {})

    with pytest.raises(Refused, match="还没有评分"):
        services.announce_result(actor=place.desk, contest_id=place.contest.pk, on=ON)

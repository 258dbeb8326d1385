"""Who goes on from a stage: by place, ratio, cut or decision; a tie at the bound; what never counts."""

from decimal import Decimal

import pytest
from django.db import DatabaseError, connection, transaction

from qingmiao.engines.scoring.services.scoring import score_files
from qingmiao.kernel.errors import Forbidden, Refused
from qingmiao.selection.judging.models import Advancement
from qingmiao.selection.judging.queries.advance import competing_of
from qingmiao.selection.results import services
from qingmiao.selection.results.models import Computation
from qingmiao.selection.results.queries.board import stage_stands
from qingmiao.selection.results.queries.reckoning import is_stale
from tests.factories import results
from tests.factories.results import ON

pytestmark = pytest.mark.django_db
CRITERIA = (("策划", 60), ("表达", 40))
FIRST = {1: "70", 2: "90", 3: "80", 4: "60"}


def two_stages(first=FIRST, **advance):
    """Four entries, the first stage sealed with the marks given."""
    place = results.ring(
        entries=4,
        stages=(("项目策划", 40, advance, CRITERIA), ("路演", 60, {}, CRITERIA)),
    )
    marks = {plate: results.alike(mark, 3) for plate, mark in first.items()}
    results.marked(place, place.stages[0], marks)
    return place


def advanced(place, **options):
    services.compute_stage(actor=place.desk, stage_id=place.stages[0].pk)
    return services.advance_stage(actor=place.desk, stage_id=place.stages[0].pk, **options)


@pytest.mark.parametrize(
    ("advance", "plates"),
    [
        ({"advance": "top", "advance_count": 2}, [2, 3]),
        ({"advance": "ratio", "advance_count": 1, "advance_per_place": 3}, [1, 2, 3]),
        ({"advance": "cut", "advance_score": Decimal(80)}, [2, 3]),
    ],
)
def test_who_goes_on_by_the_rule(advance, plates):
    assert advanced(two_stages(**advance)).plates == plates


@pytest.mark.parametrize(
    "advance", [{"advance": "top", "advance_count": 2}, {"advance": "decision"}]
)
def test_judging_and_results_read_who_went_on_from_one_place(advance):
    """What the desk assigns, what the board shows and what is counted is the same decision."""
    place = two_stages(**advance)
    services.compute_stage(actor=place.desk, stage_id=place.stages[0].pk)
    assert competing_of(contest=place.contest)[1].plates is None

    picks = {"picks": ["2", "3"], "reason": "部务会"} if advance["advance"] == "decision" else {}
    made = services.advance_stage(actor=place.desk, stage_id=place.stages[0].pk, **picks)

    assert competing_of(contest=place.contest)[1].plates == frozenset(made.plates)
    [first, _last] = stage_stands(contest=place.contest)
    assert list(first.advanced) == made.plates


def test_a_tie_at_the_bound_goes_on_whole():
    place = two_stages({**FIRST, 4: "80"}, advance="top", advance_count=2)

    assert advanced(place).plates == [2, 3, 4]


def test_a_decision_names_plates_and_a_reason():
    place = two_stages(advance="decision")

    with pytest.raises(Refused) as no:
        advanced(place)
    assert no.value.reasons == ("请勾选晋级的号牌", "集体研究确定晋级须写明理由")
    with pytest.raises(Refused, match="9 号没有这个环节的有效成绩"):
        advanced(place, picks=["2", "9"], reason="部务会")

    made = advanced(place, picks=["2", "4"], reason="部务会研究，方案更实")
    assert (made.plates, made.reason) == ([2, 4], "部务会研究，方案更实")


def test_who_goes_on_is_decided_once_and_from_a_current_computation():
    place = two_stages(advance="top", advance_count=2)

    with pytest.raises(Refused, match="请先计算这个环节的成绩"):
        services.advance_stage(actor=place.desk, stage_id=place.stages[0].pk)
    advanced(place)
    with pytest.raises(Refused, match="晋级名单已经确定"):
        services.advance_stage(actor=place.desk, stage_id=place.stages[0].pk)
    with pytest.raises(Refused, match="最后一个环节"):
        services.advance_stage(actor=place.desk, stage_id=place.stages[1].pk)
    with pytest.raises(Forbidden):
        services.advance_stage(actor=place.witness, stage_id=place.stages[0].pk)


def test_the_next_stage_waits_for_the_decision():
    place = two_stages(advance="top", advance_count=2)
    results.marked(place, place.stages[1], {no: results.alike("75", 3) for no in (2, 3)})

    with pytest.raises(Refused) as no:
        services.announce_result(actor=place.desk, contest_id=place.contest.pk, on=ON)
    assert no.value.reasons == ("“项目策划”还没有确定晋级名单",)

    advanced(place)
    made = services.announce_result(actor=place.desk, contest_id=place.contest.pk, on=ON)
    told = {line["entry"]: (line["rank"], line["status"]) for line in made.output["entries"]}
    assert told == {
        "2": (1, "ranked"), "3": (2, "ranked"), "1": (None, "not_advanced"), "4": (None, "not_advanced"),
    }  # fmt: skip


@pytest.mark.parametrize(
    "advance", [{"advance": "top", "advance_count": 2}, {"advance": "decision"}]
)
def test_marks_of_a_stage_the_entry_never_reached_do_not_count(advance):
    place = two_stages(**advance)
    options = {"picks": ["2", "3"], "reason": "部务会"} if advance["advance"] == "decision" else {}
    advanced(place, **options)
    results.marked(place, place.stages[1], {no: results.alike("75", 3) for no in (1, 2, 3)})

    made = services.announce_result(actor=place.desk, contest_id=place.contest.pk, on=ON)

    assert "1,J01,策划,75,路演" not in made.marks_text
    assert [line["entry"] for line in made.output["entries"] if line["rank"]] == ["2", "3"]


def test_a_stage_by_itself_has_its_own_result():
    place = two_stages(advance="top", advance_count=2)

    made = services.compute_stage(actor=place.desk, stage_id=place.stages[0].pk)

    assert [(line["entry"], line["total"]) for line in made.output["entries"]] == [
        ("2", 90.0), ("3", 80.0), ("1", 70.0), ("4", 60.0),
    ]  # fmt: skip
    assert made.stage == place.stages[0]


@pytest.mark.parametrize(
    "verb", ["UPDATE judging_advancement SET reason = 'x'", "DELETE FROM judging_advancement"]
)
def test_who_went_on_is_kept_even_from_sql(verb):
    advanced(two_stages(advance="top", advance_count=2))

    with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(verb)
    assert Advancement.objects.count() == Computation.objects.count() == 1


def test_judging_begins_once_every_group_has_judges_enough():
    place = results.ring(judges=2, groups=(("专家评委", 100, "trimmed_mean", 1),), state="drawing")

    with pytest.raises(Refused) as no:
        services.begin_judging(actor=place.desk, contest_id=place.contest.pk, on=ON)

    assert no.value.reasons == (
        "还没有抽签定号", "“专家评委”只有 2 名评委接受邀请，至少 5 名",
    )  # fmt: skip


def leave(place, plate):
    entry = place.entries[plate - 1]
    type(entry).objects.filter(pk=entry.pk).update(state="withdrawn")


def test_whoever_leaves_after_going_on_does_not_stop_the_contest():
    """Nobody follows into the place, for nobody else was there; the rule that was frozen is the rule still."""
    place = two_stages(advance="top", advance_count=2)
    advanced(place)
    results.marked(place, place.stages[1], {no: results.alike("75", 3) for no in (2, 3)})
    leave(place, 2)

    made = services.announce_result(actor=place.desk, contest_id=place.contest.pk, on=ON)

    told = {line["entry"]: (line["rank"], line["status"]) for line in made.output["entries"]}
    assert told == {
        "3": (1, "ranked"), "1": (None, "not_advanced"), "4": (None, "not_advanced"),
        "2": (None, "withdrawn"),
    }  # fmt: skip
    assert made.rule_digest == place.contest.rule_digest
    again = score_files(made.rule_text, made.marks_text.encode())[2]
    assert [one.entry for one in again.entries if one.rank] == ["3"]
    assert not is_stale(computation=made)


def test_leaving_after_the_result_asks_for_a_new_one():
    place = two_stages(advance="top", advance_count=2)
    advanced(place)
    results.marked(place, place.stages[1], {no: results.alike(f"{70 + no}", 3) for no in (2, 3)})
    made = services.announce_result(actor=place.desk, contest_id=place.contest.pk, on=ON)
    leave(place, 3)

    assert is_stale(computation=made)
    again = services.reckon_again(
        actor=place.desk, contest_id=place.contest.pk, reason="3 号退出", on=ON
    )
    assert [line["entry"] for line in again.output["entries"] if line["rank"]] == ["2"]


def test_whoever_leaves_before_it_is_decided_leaves_the_place_to_the_next():
    place = two_stages(advance="top", advance_count=2)
    leave(place, 2)

    assert advanced(place).plates == [1, 3]

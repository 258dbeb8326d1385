"""From sealed marks to a final result: each step, what it refuses, and what it leaves behind."""

from datetime import timedelta
from decimal import Decimal

import pytest
from django.db import DatabaseError, connection, transaction

from qingmiao.evidence.models import Evidence
from qingmiao.kernel.errors import Forbidden, Refused
from qingmiao.ledger.models import Entry as LedgerEntry
from qingmiao.notices.models import Notice
from qingmiao.pool.models import MembershipSource
from qingmiao.selection.contests.models import Entry
from qingmiao.selection.contests.services import disqualify_entry, withdraw_entry
from qingmiao.selection.demands.models import Discovery
from qingmiao.selection.judging.models import Correction, Score
from qingmiao.selection.results import services
from qingmiao.selection.results.models import Computation, Objection, Publication
from qingmiao.selection.results.services.publishing import Fields
from tests.factories import demands, house, judging, pool, results
from tests.factories.results import AFTER, AT, ON

pytestmark = pytest.mark.django_db


def announced(place):
    made = services.announce_result(actor=place.desk, contest_id=place.contest.pk, on=ON)
    place.contest.refresh_from_db()
    return made


def objecting(place):
    made = announced(place)
    services.open_objections(
        actor=place.desk, contest_id=place.contest.pk, until=None, fields=Fields(), on=ON
    )
    place.contest.refresh_from_db()
    return made


def concluded(place, **options):
    objecting(place)
    done = services.conclude_contest(
        actor=place.leader, contest_id=place.contest.pk, on=AFTER, **options
    )
    place.contest.refresh_from_db()
    return done


def standing(place):
    rows = Entry.objects.filter(contest=place.contest).order_by("plate_no")
    return [(row.plate_no, row.state, row.place, row.total, row.is_shortlisted) for row in rows]


def corrected(place, plate, value):
    """The first mark of a plate, corrected with a second signature."""
    score = Score.objects.filter(sheet__assignment__entry__plate_no=plate).order_by("pk")[0]
    made = Correction.objects.create(
        sheet=score.sheet, criterion=score.criterion, value=Decimal(value), reason="写错",
        state="made", asked_by_account=1, decided_by_account=2, decided_at=AT,
    )  # fmt: skip
    Score.objects.create(
        sheet=score.sheet, criterion=score.criterion, value=made.value, version=2, correction=made
    )


# ---------------------------------------------------------------- computing
def test_the_result_is_computed_from_the_marks_by_the_frozen_rule(place):
    made = announced(place)

    assert [(line["entry"], line["rank"], line["total"]) for line in made.output["entries"]] == [
        ("2", 1, 90.0), ("3", 2, 80.0), ("1", 3, 70.0),
    ]  # fmt: skip
    assert standing(place) == [
        (1, "ranked", 3, Decimal("70.00"), False),
        (2, "ranked", 1, Decimal("90.00"), False),
        (3, "ranked", 2, Decimal("80.00"), False),
    ]
    assert place.contest.state == "provisional"
    assert made.rule_digest == place.contest.rule_digest
    event = LedgerEntry.objects.get(deed="results.computation.made")
    assert event.detail["marks"] == made.marks_digest


def test_nothing_is_computed_before_every_stage_is_sealed():
    place = results.ring()
    results.marked(place, place.stages[0], {1: results.alike("70", 3)}, is_sealed=False)

    with pytest.raises(Refused) as no:
        announced(place)

    assert no.value.reasons == ("“路演”还没有封存评分",)
    assert not Computation.objects.exists()


def test_whoever_was_never_marked_holds_the_result_up():
    place = results.ring()
    results.marked(place, place.stages[0], {1: results.alike("70", 3), 2: results.alike("80", 3)})

    with pytest.raises(Refused, match="3 号没有任何评分"):
        announced(place)

    withdraw_entry(actor=place.desk, entry_id=place.entries[2].pk, reason="本人生病", on=ON)
    assert len(announced(place).output["entries"]) == 2


def test_a_missing_mark_is_told_with_judge_plate_and_criterion():
    place = results.ring(entries=1)
    results.marked(place, place.stages[0], {1: [["70", "80"], ["70"], ["90", "60"]]})

    with pytest.raises(Refused, match="评委“J02”没有给“1”的表达打分"):
        announced(place)


@pytest.mark.parametrize(
    ("missing", "total"),
    [("drop_sheet", "80.00"), ("reweight", "78.33"), ("zero", "65.83")],
)
def test_a_missing_mark_is_treated_as_the_rule_said_beforehand(missing, total):
    place = results.ring(
        entries=1, missing=missing, stages=(("路演", 100, {}, (("策划", 50), ("表达", 50))),)
    )
    results.marked(place, place.stages[0], {1: [["80", "80"], ["75"], ["80", "80"]]})

    announced(place)

    assert standing(place)[0][3] == Decimal(total)


def test_one_judge_only_is_a_result_with_a_note():
    place = results.ring(judges=1)
    results.marked(place, place.stages[0], {no: [["80", f"{60 + no}"]] for no in (1, 2, 3)})

    made = announced(place)

    assert any("只有一名评委打分" in note for note in made.output["notes"])
    assert [row[2] for row in standing(place)] == [3, 2, 1]


def test_all_marks_equal_share_the_first_place():
    place = results.ring()
    results.marked(place, place.stages[0], {no: results.alike("80", 3) for no in (1, 2, 3)})

    made = announced(place)

    assert [row[2] for row in standing(place)] == [1, 1, 1]
    assert made.output["ties"][0]["open"] is True


def test_a_trimmed_mean_needs_its_judges():
    place = results.ring(judges=3, groups=(("专家评委", 100, "trimmed_mean", 1),))
    results.marked(place, place.stages[0], {no: results.alike("80", 3) for no in (1, 2, 3)})

    with pytest.raises(Refused, match="至少要 5 名"):
        announced(place)


def test_a_veto_puts_out_whoever_has_the_best_marks():
    criteria = (("策划", 60, {"veto_below": Decimal(60)}), ("表达", 40))
    place = results.ring(entries=2, stages=(("路演", 100, {}, criteria),))
    results.marked(place, place.stages[0], {1: [["50", "100"]] * 3, 2: [["60", "60"]] * 3})

    announced(place)

    assert [(row[1], row[2]) for row in standing(place)] == [("passed", None), ("ranked", 1)]
    assert Entry.objects.get(contest=place.contest, plate_no=1).state_reason == "一票否决"


def test_who_withdraws_after_scoring_is_out_and_the_rest_move_up(place):
    first = announced(place)
    withdraw_entry(actor=place.desk, entry_id=place.entries[1].pk, reason="调离", on=ON)

    with pytest.raises(Refused, match="请先重新计算"):
        services.open_objections(
            actor=place.desk, contest_id=place.contest.pk, until=None, fields=Fields(), on=ON
        )
    again = services.reckon_again(
        actor=place.desk, contest_id=place.contest.pk, reason="2 号退出", on=ON
    )

    assert again.previous == first
    assert again.difference == [
        {"entry": "1", "before": "3 / 70.0", "after": "2 / 70.0"},
        {"entry": "2", "before": "1 / 90.0", "after": ""},
        {"entry": "3", "before": "2 / 80.0", "after": "1 / 80.0"},
    ]
    assert [row[1:3] for row in standing(place)] == [
        ("ranked", 2), ("withdrawn", None), ("ranked", 1),
    ]  # fmt: skip
    assert Computation.objects.count() == 2


def test_a_computation_again_says_why(place):
    announced(place)

    with pytest.raises(Refused, match="请写明重新计算的理由"):
        services.reckon_again(actor=place.desk, contest_id=place.contest.pk, reason=" ", on=ON)


@pytest.mark.parametrize(
    "verb", ["UPDATE results_computation SET reason = 'x'", "DELETE FROM results_computation"]
)
def test_a_kept_computation_is_not_changed_even_by_sql(place, verb):
    announced(place)

    with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(verb)


def test_only_the_desk_and_the_department_compute(place):
    for nobody in (place.witness, house.secretary(house.unit()), judging.acting(place.judges[0])):
        with pytest.raises(Forbidden):
            services.announce_result(actor=nobody, contest_id=place.contest.pk, on=ON)


# ---------------------------------------------------------------- ties and lots
def tied(size=1, ties=("unrounded_total", "lot")):
    place = results.ring(entries=3, shortlist_size=size, ties=ties)
    marks = {1: results.alike("80", 3), 2: results.alike("80", 3), 3: results.alike("70", 3)}
    results.marked(place, place.stages[0], marks)
    return place


def test_a_tie_through_the_whole_chain_waits_for_a_witnessed_lot():
    place = tied()
    announced(place)

    with pytest.raises(Refused, match="有并列须见证抽签"):
        services.open_objections(
            actor=place.desk, contest_id=place.contest.pk, until=None, fields=Fields(), on=ON
        )
    made = services.draw_lot(actor=place.witness, contest_id=place.contest.pk)

    assert made.seed == results.SEED
    assert sorted(row[2] for row in standing(place)) == [1, 2, 3]
    assert made.output["ties"][0]["steps"][-1]["by"] == "lot"


def test_whoever_computed_is_no_witness_and_the_seed_is_shown_once():
    place = tied()
    services.announce_result(actor=place.leader, contest_id=place.contest.pk, on=ON)

    with pytest.raises(Refused, match="计算的人不能作见证"):
        services.draw_lot(actor=place.leader, contest_id=place.contest.pk)
    with pytest.raises(Refused, match="种子与规则中的承诺不符"):
        services.draw_lot(actor=place.witness, contest_id=place.contest.pk, seed="00" * 32)
    services.draw_lot(actor=place.witness, contest_id=place.contest.pk)
    with pytest.raises(Refused, match="种子已经公布"):
        services.draw_lot(actor=place.witness, contest_id=place.contest.pk)


def test_a_secretary_cannot_draw_the_lot():
    place = tied()
    announced(place)

    with pytest.raises(Forbidden):
        services.draw_lot(actor=place.desk, contest_id=place.contest.pk)


def test_a_tie_at_the_edge_of_the_shortlist_is_decided_with_a_reason():
    place = tied(ties=("unrounded_total",))
    objecting(place)
    of = {"actor": place.leader, "contest_id": place.contest.pk, "on": AFTER}

    with pytest.raises(Refused, match="末位 1、2 号并列"):
        services.conclude_contest(**of)
    with pytest.raises(Refused, match="只剩 1 个名额"):
        services.conclude_contest(picks=["1", "2"], reason="都好", **of)
    with pytest.raises(Refused, match="只能在末位并列的号牌中选择"):
        services.conclude_contest(picks=["3"], reason="潜力", **of)
    services.conclude_contest(picks=["2"], reason="部务会研究，基层经历更长", **of)

    assert [row[4] for row in standing(place)] == [False, True, False]


# ---------------------------------------------------------------- objections
def test_an_objection_is_raised_in_the_window_and_decided_by_somebody_else(place):
    objecting(place)
    entry = place.entries[0]
    oneself = house.actor("cadre", who=entry.person, name="选手")

    made = services.raise_objection(actor=oneself, entry_id=entry.pk, grounds="漏记一项", on=ON)
    with pytest.raises(Refused, match="还在处理"):
        services.raise_objection(actor=oneself, entry_id=entry.pk, grounds="再提", on=ON)
    with pytest.raises(Refused, match="还有 1 项异议待处理"):
        services.conclude_contest(actor=place.leader, contest_id=place.contest.pk, on=AFTER)
    with pytest.raises(Forbidden):
        services.decide_objection(
            actor=place.desk, objection_id=made.pk, upholds=False, answer="无", at=AT
        )
    services.decide_objection(
        actor=place.officer, objection_id=made.pk, upholds=True, answer="经查漏记，予以更正", at=AT
    )
    with pytest.raises(Refused, match="已经处理"):
        services.decide_objection(
            actor=place.leader, objection_id=made.pk, upholds=False, answer="无", at=AT
        )

    made.refresh_from_db()
    assert (made.state, made.decided_by) == ("upheld", "王干事")


def test_nobody_decides_on_an_objection_of_kin_or_of_their_own(place):
    objecting(place)
    entry = place.entries[0]
    made = services.raise_objection(
        actor=house.actor("cadre", who=entry.person), entry_id=entry.pk, grounds="漏记", on=ON
    )
    kin = house.officer(kin_ids=frozenset({entry.person_id}))
    mine = house.officer(name="同一账号")
    Objection.objects.filter(pk=made.pk)

    for nobody in (kin, mine):  # both share the account that raised it, or the blood
        with pytest.raises(Forbidden):
            services.decide_objection(
                actor=nobody, objection_id=made.pk, upholds=True, answer="是", at=AT
            )


@pytest.mark.parametrize(
    ("days", "grounds", "reason"),
    [(16, "漏记", "异议期已于"), (0, " ", "请写明异议事项和理由")],
)
def test_an_objection_too_late_or_without_grounds_is_refused(place, days, grounds, reason):
    objecting(place)
    entry = place.entries[0]
    actor = house.secretary(entry.unit)

    with pytest.raises(Refused, match=reason):
        services.raise_objection(
            actor=actor, entry_id=entry.pk, grounds=grounds, on=ON + timedelta(days=days)
        )


def test_a_stranger_cannot_object(place):
    objecting(place)

    with pytest.raises(Forbidden):
        services.raise_objection(
            actor=house.secretary(house.unit()), entry_id=place.entries[0].pk, grounds="不服", on=ON
        )


@pytest.mark.parametrize(
    "sql",
    [
        "UPDATE results_objection SET grounds = 'x'",
        "DELETE FROM results_objection",
        "UPDATE results_objection SET state = 'upheld', answer = 'x', decided_at = now(), decided_by_account = raised_by_account",
    ],
)
def test_the_database_keeps_objections_as_they_were_raised(place, sql):
    objecting(place)
    entry = place.entries[0]
    services.raise_objection(
        actor=house.secretary(entry.unit), entry_id=entry.pk, grounds="漏记", on=ON
    )

    refused = pytest.raises(DatabaseError)
    with refused, transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(sql)


def test_a_correction_after_an_objection_is_a_second_result_published_again(place):
    objecting(place)
    corrected(place, 1, "100")
    of = {"actor": place.desk, "contest_id": place.contest.pk, "on": ON}

    with pytest.raises(Refused, match="请先重新计算"):
        services.conclude_contest(actor=place.leader, contest_id=place.contest.pk, on=AFTER)
    again = services.reckon_again(reason="1 号“策划”更正", **of)
    assert again.difference == [{"entry": "1", "before": "3 / 70.0", "after": "3 / 76.0"}]
    with pytest.raises(Refused, match="最近一次计算的结果还没有公布"):
        services.conclude_contest(actor=place.leader, contest_id=place.contest.pk, on=AFTER)
    services.publish_result(fields=Fields(), **of)
    services.conclude_contest(actor=place.leader, contest_id=place.contest.pk, on=AFTER)

    assert Publication.objects.count() == 2


# ---------------------------------------------------------------- conclusion and what it leaves
def test_a_final_result_is_evidence_a_source_of_the_reserve_and_a_find_of_its_demand():
    demand = demands.demand()
    place = results.ring(shortlist_size=2, demand=demand)
    marks = {1: results.alike("70", 3), 2: results.alike("90", 3), 3: results.alike("80", 3)}
    results.marked(place, place.stages[0], marks)
    best, second = place.entries[1], place.entries[2]
    member = pool.entered(best.person)

    concluded(place)

    assert [row[4] for row in standing(place)] == [False, True, True]
    claims = Evidence.objects.filter(source_kind="contest", retracted_at__isnull=True)
    assert {row.person_id for row in claims} == {best.person_id, second.person_id}
    assert {row.claim for row in claims} == {f"{place.contest.title}前3名入围"}
    assert not any(
        mark in row.claim.removeprefix(place.contest.title)
        for row in claims
        for mark in ("90", "80")
    )
    [source] = MembershipSource.objects.filter(membership=member, channel="contest")
    assert (source.origin_kind, source.origin_id, source.happened_on) == (
        "contests.entry", best.pk, AFTER,
    )  # fmt: skip
    assert set(Discovery.objects.values_list("demand_id", "person_id", "found_by")) == {
        (demand.pk, best.person_id, "contest"),
        (demand.pk, second.person_id, "contest"),
    }
    assert place.contest.result_on == AFTER
    marks_kept = place.entries[1].marks.values_list("mark", flat=True)
    assert list(marks_kept) == [Decimal("90.00")]


def test_only_the_leader_concludes_and_only_after_the_window(place):
    objecting(place)

    with pytest.raises(Forbidden):
        services.conclude_contest(actor=place.officer, contest_id=place.contest.pk, on=AFTER)
    with pytest.raises(Refused, match="期满之后才能确定结果"):
        services.conclude_contest(actor=place.leader, contest_id=place.contest.pk, on=ON)

    assert [row[4] for row in standing(place)] == [False, False, False]


def test_a_disqualification_before_the_end_needs_a_new_computation(place):
    objecting(place)
    disqualify_entry(actor=place.desk, entry_id=place.entries[1].pk, reason="弄虚作假", on=ON)

    with pytest.raises(Refused, match="请先重新计算"):
        services.conclude_contest(actor=place.leader, contest_id=place.contest.pk, on=AFTER)


# ---------------------------------------------------------------- publication
def test_what_is_published_is_told_to_contestants_and_their_units(place):
    account = house.account(who=place.entries[0].person)
    hand = house.holder("unit_secretary", over=place.entries[1].unit)

    objecting(place)

    told = set(
        Notice.objects.filter(kind="results.publication.made").values_list("account_id", flat=True)
    )
    assert {account.pk, hand.pk} <= told


def test_a_provisional_result_names_everybody_or_is_not_published(place):
    announced(place)

    with pytest.raises(Refused, match="须公布全部选手"):
        services.open_objections(
            actor=place.desk, contest_id=place.contest.pk, until=None,
            fields=Fields(reach="shortlist"), on=ON,
        )  # fmt: skip


def test_nothing_is_published_while_judges_mark(place):
    with pytest.raises(Refused, match="不能公布"):
        services.publish_result(
            actor=place.desk, contest_id=place.contest.pk, fields=Fields(), on=ON
        )

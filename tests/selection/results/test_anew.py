"""A correction after it was decided who goes on: what would be otherwise, and the list kept or drawn up anew."""

import pytest
from django.db import DatabaseError, IntegrityError, connection, transaction
from django.urls import reverse

from qingmiao.access.enums import Role, ScopeKind
from qingmiao.engines.scoring.rules.telling import as_json
from qingmiao.engines.scoring.services.scoring import score_files
from qingmiao.kernel.errors import Forbidden, Refused
from qingmiao.ledger.models import Entry as Told
from qingmiao.selection.judging.models import Advancement, Assignment, Correction
from qingmiao.selection.judging.queries.advance import competing_of
from qingmiao.selection.judging.services.correction import ask_correction, decide_correction
from qingmiao.selection.results import services
from qingmiao.selection.results.models import PrintedSheet
from qingmiao.selection.results.queries.board import missing_of_result, stage_stands
from qingmiao.selection.results.services.printing import print_sheet
from tests.factories import house, results
from tests.factories.results import AT, ON

pytestmark = pytest.mark.django_db
CRITERIA = (("策划", 100),)
FIRST = {1: "70", 2: "90", 3: "80", 4: "60"}
TOP = {"advance": "top", "advance_count": 2}


def place_of(**advance):
    """Four entries and one judge; the first stage is sealed, and who goes on from it decided: 2 and 3."""
    place = results.ring(
        entries=4, judges=1,
        stages=(("项目策划", 40, advance or TOP, CRITERIA), ("路演", 60, {}, CRITERIA)),
    )  # fmt: skip
    results.marked(place, place.stages[0], {plate: [[mark]] for plate, mark in FIRST.items()})
    compute(place)
    picks = {"picks": ["2", "3"], "reason": "部务会"} if advance else {}
    services.advance_stage(actor=place.desk, stage_id=place.stages[0].pk, **picks)
    return place


def compute(place):
    return services.compute_stage(actor=place.desk, stage_id=place.stages[0].pk)


def corrected(place, plate, to):
    """By the secretary, signed by the supervisor, as the site does it."""
    row = Assignment.objects.get(stage=place.stages[0], entry=place.entries[plate - 1])
    criterion = place.stages[0].criteria.get()
    asked = ask_correction(
        actor=place.desk,
        assignment_id=row.pk,
        criterion_id=criterion.pk,
        typed=to,
        reason="看错一行",
    )
    decide_correction(
        actor=place.witness, correction_id=asked.pk, agrees=True, answer="属实", at=AT
    )
    assert Correction.objects.get().state == "made"


def anew(place, choice, **options):
    return services.decide_anew(
        actor=place.desk, stage_id=place.stages[0].pk, choice=choice, at=AT,
        **{"reason": "部务会再议", **options},
    )  # fmt: skip


def announced(place):
    return services.announce_result(actor=place.desk, contest_id=place.contest.pk, on=ON)


def ranks(made):
    return {line["entry"]: line["rank"] for line in made.output["entries"]}


def test_a_correction_that_changes_nobody_asks_nothing():
    place = place_of()
    results.marked(place, place.stages[1], {2: [["75"]], 3: [["85"]]})
    corrected(place, 1, "75")

    [first, _last] = stage_stands(contest=place.contest)

    assert not first.question.is_open
    assert ranks(announced(place)) == {"3": 1, "2": 2, "1": None, "4": None}


def test_who_would_come_and_go_is_told_and_holds_the_result_up():
    place = place_of()
    results.marked(place, place.stages[1], {2: [["75"]], 3: [["85"]]})
    corrected(place, 1, "85")

    [first, _last] = stage_stands(contest=place.contest)
    assert (first.question.came, first.question.gone) == (("1",), ("3",))
    with pytest.raises(Refused) as no:
        announced(place)
    assert no.value.reasons == (
        "“项目策划”更正后晋级名单有出入（应进 1，应出 3），须研究保留或重定",
    )


def test_a_list_that_is_kept_stands_beside_the_first_and_the_result_names_it():
    place = place_of()
    results.marked(place, place.stages[1], {2: [["75"]], 3: [["85"]]})
    corrected(place, 1, "85")
    compute(place)

    made = anew(place, "keep")
    result = announced(place)

    assert (made.number, made.plates) == (2, [2, 3])
    assert [row.plates for row in Advancement.objects.order_by("number")] == [[2, 3], [2, 3]]
    assert ranks(result) == {"3": 1, "2": 2, "1": None, "4": None}
    assert "“项目策划”环节的晋级名单按第 2 次决定：2、3" in result.output["notes"]
    assert result.rule_digest == place.contest.rule_digest
    rule, _book, again = score_files(result.rule_text, result.marks_text.encode())
    assert as_json(again, rule)["entries"] == result.output["entries"]
    print_sheet(actor=place.desk, computation_id=result.pk, as_pdf=False, address=str, on=ON)
    assert "“项目策划”晋级名单按第2次决定：2、3号。" in PrintedSheet.objects.get().text
    told = Told.objects.get(deed="results.stage.decided_anew")
    assert (told.detail["came"], told.detail["gone"]) == ([1], [3])


def test_a_list_drawn_up_anew_lets_others_compete_while_the_stage_is_open():
    place = place_of()
    results.marked(place, place.stages[1], {2: [["75"]], 3: [[]]}, is_sealed=False)
    corrected(place, 1, "85")
    compute(place)

    made = anew(place, "redo")

    assert (made.number, made.plates) == (2, [1, 2])
    assert competing_of(contest=place.contest)[1].plates == {1, 2}
    [dropped] = Assignment.objects.filter(stage=place.stages[1], state="dropped")
    assert (dropped.entry.plate_no, dropped.end_reason) == (3, "部务会再议")


def test_nobody_comes_into_a_stage_that_is_sealed():
    place = place_of()
    results.marked(place, place.stages[1], {2: [["75"]], 3: [["85"]]})
    corrected(place, 1, "85")
    compute(place)

    with pytest.raises(Refused, match="“路演”已经封存，1 号没有评分，不能补入"):
        anew(place, "redo")


def test_whoever_goes_out_of_a_sealed_stage_counts_no_more():
    place = place_of(advance="cut", advance_score=75)
    results.marked(place, place.stages[1], {2: [["75"]], 3: [["85"]]})
    corrected(place, 3, "50")
    compute(place)
    anew(place, "redo")

    assert ranks(announced(place)) == {"2": 1, "1": None, "3": None, "4": None}


def test_after_the_provisional_result_it_is_decided_and_computed_again():
    place = place_of()
    results.marked(place, place.stages[1], {2: [["75"]], 3: [["85"]]})
    before = announced(place)
    corrected(place, 1, "85")
    options = {"actor": place.desk, "contest_id": place.contest.pk, "on": ON}

    place.contest.refresh_from_db()
    assert len(list(missing_of_result(contest=place.contest))) == 1
    with pytest.raises(Refused, match="须研究保留或重定"):
        services.reckon_again(reason="更正", **options)
    compute(place)
    anew(place, "keep")
    after = services.reckon_again(reason="更正", **options)

    assert ranks(after) == ranks(before)
    assert "decided" in after.rule_text
    assert "decided" not in before.rule_text


def test_a_decision_is_decided_again_with_other_plates():
    place = place_of(advance="decision")
    corrected(place, 4, "95")
    compute(place)

    with pytest.raises(Refused, match="请勾选晋级的号牌"):
        anew(place, "redo")
    made = anew(place, "redo", picks=["2", "4"])

    assert made.plates == [2, 4]


def test_every_reason_why_not_at_once():
    place = place_of()
    with pytest.raises(Refused, match="作为依据的评分没有变动"):
        anew(place, "keep")
    corrected(place, 1, "85")
    with pytest.raises(Refused) as no:
        anew(place, "keep", reason=" ")
    assert no.value.reasons == (
        "评分或参赛人员有变动，请先重新计算这个环节的成绩", "重新研究晋级名单须写明理由",
    )  # fmt: skip
    compute(place)
    with pytest.raises(Forbidden):
        services.decide_anew(
            actor=place.witness, stage_id=place.stages[0].pk, choice="keep", reason="x", at=AT
        )
    anew(place, "keep")
    with pytest.raises(Refused, match="不能再改"):
        anew(place, "redo")


def test_the_database_keeps_lists_and_asks_why():
    place = place_of()
    table = Advancement._meta.db_table

    with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(f"UPDATE {table} SET plates = '[1]'")
    row = {"stage": place.stages[0], "plates": [1], "computation_number": 1, "decided_by": "赛务"}
    for bad in ({"number": 1, "reason": "x"}, {"number": 2}):
        with pytest.raises(IntegrityError), transaction.atomic():
            Advancement.objects.create(**row, **bad)


def test_the_desk_sees_it_and_decides_in_the_browser(client):
    place = place_of()
    corrected(place, 1, "85")
    house.signed_in(client, Role.CONTEST_SECRETARY, matter=(ScopeKind.CONTEST, place.contest.pk))
    board = reverse("results:board", args=[place.contest.pk])
    door = reverse("results:stage-advance", args=[place.stages[0].pk])

    assert "应进 1，应出 3" in client.get(board).content.decode()
    client.post(reverse("results:stage-compute", args=[place.stages[0].pk]))
    assert door in client.get(board).content.decode()
    assert "保留原名单" in client.get(door).content.decode()
    assert client.post(door, {"choice": "keep", "reason": ""}).status_code == 422
    assert client.post(door, {"choice": "redo", "reason": "部务会再议"}).status_code == 302

    shown = client.get(board).content.decode()
    assert "保留备查" in shown
    assert "部务会再议" in shown
    assert "应进 1，应出 3" not in shown

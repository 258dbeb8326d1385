"""核验: whoever writes past the program, the triggers set aside, is found."""

import pgtrigger
import pytest
from django.urls import reverse

from qingmiao.access.enums import Role
from qingmiao.selection.judging.models import Score, Sheet, Sitting
from qingmiao.selection.judging.services.sheet import sign_sheet
from qingmiao.selection.judging.services.sitting import seal_sitting
from qingmiao.selection.results import services
from qingmiao.selection.results.models import Computation, PrintedSheet
from qingmiao.selection.results.services.printing import print_sheet
from qingmiao.selection.results.services.verifying import verified
from tests.factories import house, judging, results
from tests.factories.results import AT, ON

pytestmark = pytest.mark.django_db


@pytest.fixture
def signed():
    """Two judges signed two plates as the site does; sealed, computed, printed."""
    place = results.ring(entries=2, judges=2)
    stage = place.stages[0]
    Sitting.objects.create(stage=stage, opened_by="赛务")
    criteria = list(stage.criteria.order_by("position"))
    for entry in place.entries:
        for number, judge in enumerate(place.judges):
            row = judging.assignment(judge, entry, stage)
            typed = {each.pk: str(70 + number + (entry.plate_no or 0)) for each in criteria}
            sign_sheet(actor=judging.acting(judge), assignment_id=row.pk, typed=typed)
    seal_sitting(actor=place.desk, stage_id=stage.pk, reason="", at=AT)
    made = services.announce_result(actor=place.desk, contest_id=place.contest.pk, on=ON)
    print_sheet(actor=place.desk, computation_id=made.pk, as_pdf=False, address=str, on=ON)
    return place


def past_the_triggers(rows, **changes):
    with pgtrigger.ignore():
        assert rows.update(**changes)


def test_what_was_signed_sealed_computed_and_printed_agrees(signed):
    found = verified(contest=signed.contest)

    assert found.flaws == ()
    assert (found.sheets, found.computations, found.printed) == (4, 1, 1)


@pytest.mark.parametrize(
    ("change", "told"),
    [
        (
            lambda: past_the_triggers(Score.objects.filter(sheet=Sheet.objects.first()), value=99),
            ["“路演” 1 号 J01 的评分与签名时的承诺值不符"],
        ),
        (
            lambda: past_the_triggers(
                Sheet.objects.filter(pk=Sheet.objects.first().pk), commitment="0" * 64
            ),
            [
                "“路演” 1 号 J01 的评分与签名时的承诺值不符",
                "“路演” 1 号 J01 的承诺值与台账所记不符",
                "“路演”的评分表与封存时的摘要不符",
            ],
        ),
        (
            lambda: past_the_triggers(
                Computation.objects.all(),
                marks_text=Computation.objects.get().marks_text.replace(",71,", ",91,"),
            ),
            ["第 1 次计算的原始评分与评分指纹不符", "第 1 次计算按所存评分和规则重算，结果不同"],
        ),
        (
            lambda: past_the_triggers(Computation.objects.all(), output={"entries": []}),
            ["第 1 次计算的结果与结果指纹不符", "第 1 次计算按所存评分和规则重算，结果不同"],
        ),
        (
            lambda: past_the_triggers(PrintedSheet.objects.all(), text="x"),
            None,
        ),
    ],
    ids=["a mark", "a commitment", "the marks of a computation", "its outcome", "a printed sheet"],
)  # fmt: skip
def test_whoever_writes_past_the_program_is_found(signed, change, told):
    change()

    flaws = list(verified(contest=signed.contest).flaws)

    number = PrintedSheet.objects.get().number
    assert flaws == (told or [f"查验编号 {number} 的成绩单与它的指纹不符"])


def test_a_sheet_slipped_in_after_the_seal_is_found(signed):
    extra = judging.judge(signed, group=signed.groups[0])
    judging.sheet(judging.assignment(extra, signed.entries[0], signed.stages[0]), "99", "99")

    assert "“路演”的评分表与封存时的摘要不符" in verified(contest=signed.contest).flaws


def test_the_page_says_what_agrees_and_what_does_not(client, signed):
    house.signed_in(client, Role.OFFICER)
    url = reverse("results:verify", args=[signed.contest.pk])
    before = client.get(url).content.decode()
    past_the_triggers(Score.objects.filter(sheet=Sheet.objects.first()), value=99)
    after = client.get(url).content.decode()

    assert "全部相符" in before
    assert "J01 的评分与签名时的承诺值不符" in after
    assert url in client.get(reverse("results:board", args=[signed.contest.pk])).content.decode()

"""A self-nomination and the unit's opinion: within a term, no veto, no silent block."""

from datetime import date

import pytest

from qingmiao.kernel.actor import SYSTEM
from qingmiao.kernel.errors import Forbidden, Refused
from qingmiao.notices.models import Notice
from qingmiao.selection.nominations.queries.mine import about_me, opinions_wanted
from qingmiao.selection.nominations.services.nomination import accept_nomination
from qingmiao.selection.nominations.services.opinion import escalate_silence, give_opinion
from tests.factories.house import holder, officer, secretary
from tests.selection.nominations.conftest import ON, submitted

pytestmark = pytest.mark.django_db
LAST_DAY, NEXT_DAY = date(2026, 3, 17), date(2026, 3, 18)


@pytest.fixture
def row(town):
    return submitted(town.oneself, town.notice, town.cadre, route="self", nominator="林若曦")


def give(by, row, answer="agreed", text="情况属实"):
    return give_opinion(actor=by, nomination_id=row.pk, answer=answer, text=text, on=ON)


def test_a_self_nomination_waits_seven_days_for_the_unit(town, row):
    assert (row.opinion, row.opinion_due_on) == ("pending", LAST_DAY)
    assert (row.unit, row.nominator_person, row.submitter_person) == (
        town.unit, town.cadre, town.cadre,
    )  # fmt: skip
    assert list(opinions_wanted(actor=town.secretary)) == [row]


def test_the_unit_is_told_and_the_notice_settles_with_its_word(town):
    account = holder("unit_secretary", over=town.unit)
    row = submitted(town.oneself, town.notice, town.cadre, route="self")

    [told] = Notice.objects.filter(account=account, kind="nominations.opinion.wanted")
    give(town.secretary, row)

    told.refresh_from_db()
    assert told.settled_at is not None


def test_a_negative_opinion_does_not_remove_the_nomination(town, row):
    give(town.secretary, row, "opposed", "岗位离不开")

    accept_nomination(actor=officer(), nomination_id=row.pk, note="", on=ON)

    row.refresh_from_db()
    assert (row.state, row.opinion, row.unit_opinion) == ("accepted", "opposed", "岗位离不开")


def test_before_the_term_ends_the_department_waits(row):
    with pytest.raises(Refused) as no:
        accept_nomination(actor=officer(), nomination_id=row.pk, note="", on=ON)

    assert no.value.reasons == ("单位表态期限未到，期限过后未表态的可以直接受理",)


@pytest.mark.parametrize(
    ("on", "opinion"),
    [pytest.param(LAST_DAY, "pending", id="last day"), pytest.param(NEXT_DAY, "silent", id="over")],
)
def test_silence_escalates_the_day_after_the_term(row, on, opinion):
    escalate_silence(actor=SYSTEM, on=on)

    row.refresh_from_db()
    assert row.opinion == opinion


def test_silence_tells_the_department_and_blocks_nothing(town, row):
    account = holder("officer")

    assert escalate_silence(actor=SYSTEM, on=NEXT_DAY) == 1
    assert escalate_silence(actor=SYSTEM, on=NEXT_DAY) == 0

    [told] = Notice.objects.filter(kind="nominations.opinion.escalated")
    assert told.account == account
    accept_nomination(actor=officer(), nomination_id=row.pk, note="", on=NEXT_DAY)
    row.refresh_from_db()
    assert (row.state, row.unit_opinion) == ("accepted", "")


def test_a_unit_that_was_silent_may_still_speak_and_only_once(town, row):
    escalate_silence(actor=SYSTEM, on=NEXT_DAY)
    give(town.secretary, row)

    with pytest.raises(Refused) as no:
        give(town.organizer, row, "maybe", " ")

    assert no.value.reasons == ("单位意见已经提交", "请选择同意或不同意", "请写明意见")


def test_neither_another_unit_nor_oneself_speaks_for_the_unit(town, row):
    for who in (secretary(town.bureau), secretary(town.unit, who=town.cadre), town.oneself):
        with pytest.raises(Forbidden):
            give(who, row)
    with pytest.raises(Forbidden):
        escalate_silence(actor=town.secretary, on=NEXT_DAY)


def test_oneself_sees_that_the_unit_spoke_and_not_what_it_said(town, row):
    give(town.secretary, row, "opposed", "岗位离不开")

    [one] = about_me(actor=town.oneself, on=ON)

    assert (one.state, one.opinion, one.may_withdraw) == ("已提交", "已有意见", True)
    assert "岗位离不开" not in repr(one)

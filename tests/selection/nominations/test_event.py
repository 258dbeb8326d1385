"""A notice from draft to archive: its window, its units, its quota."""

from datetime import date
from threading import Barrier, Thread

import pytest
from django.db import IntegrityError, connection, transaction

from qingmiao.kernel.actor import SYSTEM
from qingmiao.kernel.errors import Forbidden, Refused
from qingmiao.ledger.models import Entry
from qingmiao.notices.models import Notice
from qingmiao.selection.nominations.models import NilReturn, NominationEvent
from qingmiao.selection.nominations.queries.event import quota_of, silent_units
from qingmiao.selection.nominations.queries.unit import counts_of, my_lines
from qingmiao.selection.nominations.register import QUESTIONS, QUOTAS
from qingmiao.selection.nominations.services.event import (
    advance_events,
    archive_event,
    declare_nil,
    extend_event,
    finish_review,
    publish_event,
)
from qingmiao.selection.nominations.services.telling import (
    remind_before_closing,
    remind_silent_units,
)
from tests.factories.house import (
    district,
    entered,
    holder,
    officer,
    person,
    secretary,
    unit,
)
from tests.factories.selection import event, nomination
from tests.selection.nominations.conftest import ON, submitted

pytestmark = pytest.mark.django_db


def test_publishing_tells_every_hand_of_every_asked_unit():
    _, bureau, town = district()
    account, _other = holder("unit_secretary", over=town), holder("unit_organizer", over=bureau)
    notice = event(state="draft", notice="请各单位推荐。")

    publish_event(actor=officer(), event_id=notice.pk, on=ON)

    notice.refresh_from_db()
    assert notice.state == "open"
    assert Notice.objects.filter(kind="nominations.event.announced").count() == 2
    [told] = Notice.objects.filter(account=account)
    assert (told.due_on, told.asks) == (notice.closes_on, True)


@pytest.mark.parametrize(
    ("changes", "on", "reasons"),
    [
        ({"notice": ""}, ON, ("请先写通知正文",)),
        ({"state": "open", "notice": "请推荐"}, ON, ("这份通知已经发布",)),
        ({"notice": "请推荐"}, date(2026, 4, 1), ("截止日期已过，请先改截止日期",)),
    ],
    ids=["nothing to read", "published before", "over before it began"],
)
def test_a_notice_is_not_published(changes, on, reasons):
    notice = event(**{"state": "draft", **changes})

    with pytest.raises(Refused) as no:
        publish_event(actor=officer(), event_id=notice.pk, on=on)

    assert no.value.reasons == reasons


def test_a_window_is_extended_with_a_reason_and_never_shortened():
    notice = event()

    extend_event(
        actor=officer(), event_id=notice.pk, closes_on=date(2026, 4, 10), reason="汛期", on=ON
    )
    with pytest.raises(Refused) as no:
        extend_event(
            actor=officer(), event_id=notice.pk, closes_on=date(2026, 4, 1), reason="", on=ON
        )

    notice.refresh_from_db()
    assert (notice.state, notice.closes_on) == ("extended", date(2026, 4, 10))
    assert no.value.reasons == ("新的截止日期须晚于 2026.04.10", "请写明延期理由")
    [entry] = Entry.objects.filter(deed="nominations.event.extended")
    assert (entry.reason, entry.detail["old"]) == ("汛期", "2026.03.31")


@pytest.mark.parametrize(
    "change", [{"closes_on": date(2026, 3, 30)}, {"opens_on": date(2026, 3, 2)}], ids=str
)
def test_the_database_holds_the_window_of_a_published_notice(change):
    notice = event()

    with pytest.raises(IntegrityError), transaction.atomic():
        NominationEvent.objects.filter(pk=notice.pk).update(**change)

    NominationEvent.objects.filter(pk=event(state="draft").pk).update(**change)


def test_days_open_and_close_a_notice():
    notice = event(state="published")

    for on, state in (
        (date(2026, 2, 28), "published"),
        (date(2026, 3, 1), "open"),
        (date(2026, 3, 31), "open"),
        (date(2026, 4, 1), "closed"),
    ):
        advance_events(actor=SYSTEM, on=on)
        notice.refresh_from_db()
        assert notice.state == state, on


def test_only_the_clock_and_the_department_move_notices(town):
    event(state="published", opens_on=ON)

    with pytest.raises(Forbidden):
        advance_events(actor=town.secretary, on=ON)


def test_a_review_ends_when_nothing_waits_and_everybody_has_a_decision():
    notice = event(state="closed")
    nomination(event=notice)
    nomination(event=notice, state="accepted")

    with pytest.raises(Refused) as no:
        finish_review(actor=officer(), event_id=notice.pk)
    with pytest.raises(Refused) as early:
        archive_event(actor=officer(), event_id=notice.pk)

    assert no.value.reasons == ("还有 1 件推荐没有受理或退回", "还有 1 人没有研判决定")
    assert early.value.reasons == ("研判结束之后才能归档",)


@pytest.mark.parametrize("state", ["submitted", "accepted"])
def test_whoever_steps_back_does_not_end_the_review_over_what_is_hidden(state):
    me, brother = person("周远", where=unit()), person("周近", where=unit())
    notice = event(state="closed")
    nomination(event=notice, person=brother, state=state)
    mine = officer(who=me, kin_ids=frozenset({brother.pk}))

    with pytest.raises(Refused) as no:
        finish_review(actor=mine, event_id=notice.pk)
    with pytest.raises(Refused) as other:
        finish_review(actor=officer(), event_id=notice.pk)

    assert no.value.reasons == ("还有按规定须由其他同志办理的事项，请由其他同志结束研判",)
    assert other.value.reasons == (
        ("还有 1 件推荐没有受理或退回",) if state == "submitted" else ("还有 1 人没有研判决定",)
    )


def test_a_quiet_notice_is_reviewed_and_archived():
    notice = event(state="closed")

    finish_review(actor=officer(), event_id=notice.pk)
    archive_event(actor=officer(), event_id=notice.pk)

    notice.refresh_from_db()
    assert notice.state == "archived"


def test_a_unit_answers_by_a_recommendation_or_by_a_nil_return(town):
    assert set(silent_units(event=town.notice)) == {town.unit, town.bureau}

    submitted(town.secretary, town.notice, town.cadre, unit=town.unit)
    declare_nil(
        actor=secretary(town.bureau),
        event_id=town.notice.pk,
        unit_id=town.bureau.pk,
        reason="暂无合适人选",
        on=ON,
    )

    assert silent_units(event=town.notice) == []
    counts = counts_of(actor=officer(), event=town.notice)
    assert (counts.units, counts.answered, counts.silent) == (2, 2, 0)
    assert (counts.nominations, counts.people, counts.waiting) == (1, 1, 1)


def test_a_nil_return_is_refused_with_every_reason(town):
    submitted(town.secretary, town.notice, town.cadre, unit=town.unit)

    with pytest.raises(Refused) as no:
        declare_nil(
            actor=town.secretary, event_id=town.notice.pk, unit_id=town.unit.pk, reason=" ",
            on=date(2026, 4, 1),
        )  # fmt: skip

    assert no.value.reasons == (
        "这次推荐已经截止，补报请联系干部科",
        "该单位已有推荐，不必零报告",
        "请写明没有推荐人选的原因",
    )
    assert not NilReturn.objects.exists()


def test_a_unit_sees_only_its_own_numbers(town):
    [line] = my_lines(actor=town.secretary, event=town.notice)

    assert line.unit == str(town.unit)


def test_silent_units_are_reminded_once_a_day_until_they_answer(town):
    holder("unit_secretary", over=town.unit)
    silent = holder("unit_secretary", over=town.bureau)
    submitted(town.secretary, town.notice, town.cadre, unit=town.unit)

    for _ in range(2):
        assert remind_silent_units(actor=officer(), event_id=town.notice.pk, on=ON) == 1

    [told] = Notice.objects.filter(kind="nominations.event.reminder")
    assert told.account == silent


@pytest.mark.parametrize(
    ("on", "reminded"),
    [(date(2026, 3, 27), 0), (date(2026, 3, 28), 2), (date(2026, 3, 30), 2), (date(2026, 4, 3), 0)],
    ids=["4 days ahead", "3 days ahead", "the day before", "over"],
)
def test_the_worker_reminds_before_closing(town, on, reminded):
    assert remind_before_closing(actor=SYSTEM, on=on) == reminded


def test_a_unit_may_have_a_quota_of_its_own_but_not_below_what_it_used(town):
    submitted(town.secretary, town.notice, town.cadre, unit=town.unit)

    with pytest.raises(Refused) as no:
        entered(QUOTAS, event=town.notice, unit=town.unit, quota=0, reason="人少")
    entered(QUOTAS, event=town.notice, unit=town.unit, quota=1, reason="人少")

    assert no.value.reasons == ("该单位已用 1 个名额，例外不得少于此数",)
    assert quota_of(event=town.notice, unit_id=town.unit.pk) == 1
    assert quota_of(event=town.notice, unit_id=town.bureau.pk) == 3
    with pytest.raises(Refused) as full:
        submitted(town.secretary, town.notice, town.colleague, unit=town.unit)
    assert full.value.reasons == ("该单位在这次推荐中的名额为 1 人，已用完",)


def test_the_form_never_asks_what_the_dossier_knows_and_stands_once_published():
    draft, published = event(state="draft"), event()
    asked = {"label": "本人政治面貌和学历", "kind": "choice", "options": "一项"}

    with pytest.raises(Refused) as known:
        entered(QUESTIONS, event=draft, **asked)
    with pytest.raises(Refused) as late:
        entered(QUESTIONS, event=published, label="急难险重任务中的一件事")

    assert known.value.reasons == (
        "档案里已有「政治面貌、学历」，表单不再重复询问",
        "单选题须有 2 至 12 个选项，用顿号隔开",
    )
    assert late.value.reasons == ("通知发布之后表单不再变动，已填的人不必重填",)


@pytest.mark.django_db(transaction=True)
def test_two_nil_returns_at_once_are_one():
    _, _, where = district()
    notice, start, refusals = event(), Barrier(2), []

    def declare():
        start.wait()
        try:
            declare_nil(
                actor=secretary(where), event_id=notice.pk, unit_id=where.pk, reason="无", on=ON
            )
        except Refused as no:
            refusals.append(no.reasons)
        finally:
            connection.close()

    threads = [Thread(target=declare) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert refusals == [("该单位已经零报告",)]
    assert NilReturn.objects.count() == 1

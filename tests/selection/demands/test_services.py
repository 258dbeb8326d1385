from datetime import date
from threading import Barrier, Thread

import pytest
from django.db import IntegrityError, connection, transaction

from qingmiao.kernel.errors import Forbidden, Refused
from qingmiao.ledger.models import Entry
from qingmiao.registers.services import amend, enter, void
from qingmiao.selection.demands.contracts import DemandDraft, Find, Wanted
from qingmiao.selection.demands.enums import DemandState, FoundBy
from qingmiao.selection.demands.models import Demand, DemandStep, Discovery, Target
from qingmiao.selection.demands.queries.demand import discoveries_of
from qingmiao.selection.demands.register import DEMANDS, TARGETS
from qingmiao.selection.demands.services.demand import (
    GapClosed,
    close_demand,
    raise_demand,
    reopen_demand,
)
from qingmiao.selection.demands.services.discovery import (
    note_by_hand,
    note_found,
    retract_by_hand,
)
from qingmiao.selection.demands.services.gap import export_gaps
from tests.factories.demands import demand, discovery, leader_of, target, town
from tests.factories.house import TODAY, actor, district, leader, officer, person, secretary
from tests.factories.selection import lead

pytestmark = pytest.mark.django_db
KEY = "age:-35"


def reasons(caught):
    return list(caught.value.reasons)


def draft(**changes):
    return DemandDraft(
        **{
            "title": "青云镇：35 岁以下",
            "owner_id": changes.pop("owner_id", None) or person("责任人").pk,
            "wanted": 2,
            "criteria": "35 岁以下",
            "due_on": date(2026, 12, 31),
            **changes,
        }
    )


def raised(where, *, by=None, **changes):
    return raise_demand(
        actor=by or officer(), unit_id=where.pk, item_key=KEY, draft=draft(**changes), on=TODAY
    )


def test_a_gap_becomes_a_demand_and_keeps_how_it_stood():
    where, slot = town()
    leader_of(slot, since=date(2026, 1, 1))

    row = raised(where)

    assert (row.unit, row.item_key, row.state, row.opened_on) == (where, KEY, "open", TODAY)
    assert row.gap == {
        "on": "2026-06-30",
        "label": "35 岁以下",
        "band": "≥2",
        "basis": "其他区县统计表口径年轻干部情况统计表",
        "awaits_confirmation": True,
        "counts": {"0": 0, "12": 0, "24": 0, "36": 0},
        "short": {"0": 2, "12": 2, "24": 2, "36": 2},
    }
    [entry] = Entry.objects.filter(deed="demands.demand.raised")
    assert entry.sentence == "对缺口提出需求：青云镇：35 岁以下（35 岁以下，缺 2 人）"


def test_a_gap_is_raised_once_while_it_is_open():
    where, _ = town()
    first = raised(where)

    with pytest.raises(GapClosed) as no:
        raised(where, title="另一个名字", due_on=date(2026, 6, 1))

    assert reasons(no) == ["该缺口已有进行中的需求", "完成期限不得早于提出日期"]
    close_demand(
        actor=officer(), demand_id=first.pk, state=DemandState.LAPSED, on=TODAY, reason="改期", today=TODAY
    )  # fmt: skip
    assert raised(where).pk != first.pk


def test_what_is_not_lacking_is_no_demand():
    where, slot = town(slots=1)
    leader_of(slot, birth=date(1999, 1, 1), since=date(2026, 1, 1))

    with pytest.raises(GapClosed) as no:
        raised(where)

    assert reasons(no) == ["该项目目前没有缺口，无需提出需求"]
    assert not Demand.objects.exists()


def test_only_the_department_raises_demands():
    where, _ = town()

    for who in (secretary(where), actor("district_leader"), actor("segment_head", over=where)):
        with pytest.raises(Forbidden):
            raised(where, by=who)


@pytest.mark.django_db(transaction=True)
def test_two_officers_raise_one_gap_once():
    where, _ = town()
    owner = person("责任人").pk
    start, refused = Barrier(2), []

    def attempt(title):
        start.wait()
        try:
            raised(where, owner_id=owner, title=title)
        except GapClosed as no:
            refused.append(no.reasons)
        finally:
            connection.close()

    threads = [Thread(target=attempt, args=(title,)) for title in ("甲", "乙")]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert refused == [("该缺口已有进行中的需求",)]
    assert Demand.objects.count() == 1


@pytest.mark.parametrize("state", [DemandState.MET, DemandState.LAPSED, DemandState.WITHDRAWN])
def test_a_demand_closes_with_a_reason_and_can_be_taken_up_again(state):
    row = demand()

    closed = close_demand(
        actor=officer(), demand_id=row.pk, state=state, on=date(2026, 6, 1), reason=" 人选到位 ", today=TODAY
    )  # fmt: skip
    assert (closed.state, closed.closed_on, closed.close_reason) == (
        state,
        date(2026, 6, 1),
        "人选到位",
    )

    opened = reopen_demand(
        actor=leader(), demand_id=row.pk, on=TODAY, due_on=date(2027, 1, 1), reason="人选调出", today=TODAY
    )  # fmt: skip
    assert (opened.state, opened.closed_on, opened.close_reason) == ("open", None, "")
    assert [(step.state, step.decided_by) for step in DemandStep.objects.all()] == [
        (state, "王干事"),
        ("open", "李部长"),
    ]
    assert [entry.deed for entry in Entry.objects.filter(deed__startswith="demands.")] == [
        "demands.demand.closed",
        "demands.demand.reopened",
    ]


def test_closing_tells_every_reason_against_it():
    row = demand(state="met", closed_on=date(2026, 6, 1), close_reason="到位")

    with pytest.raises(Refused) as no:
        close_demand(
            actor=officer(), demand_id=row.pk, state=DemandState.MET, on=date(2026, 7, 1), reason="", today=TODAY
        )  # fmt: skip

    assert reasons(no) == ["需求已经办结", "日期不得晚于今天", "请写明理由"]


def test_a_gap_that_was_raised_anew_is_not_taken_up_again():
    where, _ = town()
    demand(unit=where, item_key=KEY)
    old = demand(
        unit=where, item_key=KEY, state="lapsed", closed_on=date(2026, 5, 1), close_reason="过期"
    )

    with pytest.raises(Refused) as no:
        reopen_demand(
            actor=officer(), demand_id=old.pk, on=TODAY, due_on=date(2027, 1, 1), reason="再找", today=TODAY
        )  # fmt: skip

    assert reasons(no) == ["该缺口已有进行中的需求"]
    assert not DemandStep.objects.exists()


def test_a_closed_demand_is_neither_amended_nor_voided():
    row = demand(state="met", closed_on=date(2026, 6, 1), close_reason="到位")

    with pytest.raises(Forbidden):
        amend(
            actor=officer(), register=DEMANDS, pk=row.pk, values={"wanted": 9}, version=1, on=TODAY
        )
    with pytest.raises(Forbidden):
        void(actor=officer(), register=DEMANDS, pk=row.pk, reason="误记", at=row.entered_at)


def test_readers_and_units_close_nothing():
    where, _ = town()
    row = demand(unit=where)

    for who in (secretary(where), actor("district_leader"), actor("point_head", over=where)):
        with pytest.raises(Forbidden):
            close_demand(
                actor=who, demand_id=row.pk, state=DemandState.MET, on=TODAY, reason="到位", today=TODAY
            )  # fmt: skip


def test_steps_are_never_rewritten():
    row = demand()
    close_demand(
        actor=officer(),
        demand_id=row.pk,
        state=DemandState.MET,
        on=TODAY,
        reason="到位",
        today=TODAY,
    )

    with pytest.raises(Exception, match="Cannot update"), transaction.atomic():
        DemandStep.objects.update(reason="改写")


# ------------------------------------------------------------ who was found
def find(who, **changes):
    return Find(
        **{
            "person_id": who.pk,
            "found_by": FoundBy.VISIT,
            "found_on": TODAY,
            "text": "走访中多人提到",
            **changes,
        }
    )


def standing(row):
    return [
        (each.person.name, each.text) for each in discoveries_of(actor=officer(), demand_id=row.pk)
    ]


def test_a_record_says_exactly_whom_it_found():
    row, origin, one, other = demand(), lead(), person("甲"), person("乙")

    note_found(actor=officer(), origin=origin, demand_id=row.pk, finds=[find(one), find(other)])
    [added] = note_found(
        actor=officer(),
        origin=origin,
        demand_id=row.pk,
        finds=[find(one), find(other, text="又提到")],
    )

    assert (added.person, added.origin_kind, added.origin_id) == (other, "visits.lead", origin.pk)
    assert sorted(standing(row)) == [("乙", "又提到"), ("甲", "走访中多人提到")]
    assert Discovery.objects.count() == 3

    note_found(actor=officer(), origin=origin, demand_id=row.pk, finds=[], reason="记录作废")
    assert standing(row) == []
    assert set(Discovery.objects.values_list("retract_reason", flat=True)) == {
        "记录已修改",
        "记录作废",
    }


def test_a_record_that_cites_another_demand_takes_its_finds_along():
    first, second, origin, who = demand(), demand(), lead(), person("甲")
    note_found(actor=officer(), origin=origin, demand_id=first.pk, finds=[find(who)])

    note_found(actor=officer(), origin=origin, demand_id=second.pk, finds=[find(who)])
    assert (len(standing(first)), len(standing(second))) == (0, 1)

    note_found(actor=officer(), origin=origin, demand_id=None, finds=[find(who)])
    assert standing(second) == []


def noted(row, who, *, by=None, **changes):
    return note_by_hand(
        **{
            "actor": by or officer(),
            "demand_id": row.pk,
            "person": who,
            "on": TODAY,
            "text": "熟悉农业",
            "today": TODAY,
            **changes,
        }
    )


def test_the_office_puts_somebody_to_a_demand_and_takes_back():
    row, who = demand(), person("甲")

    made = noted(row, who)
    with pytest.raises(Refused) as twice:
        noted(row, who, text=" ", on=date(2026, 7, 1))
    retract_by_hand(actor=officer(), discovery_id=made.pk, reason="不合条件")

    assert reasons(twice) == ["日期不得晚于今天", "请写明为何合适", "该人选已记入本需求"]
    assert standing(row) == []
    with pytest.raises(Refused) as gone:
        retract_by_hand(actor=officer(), discovery_id=made.pk, reason=" ")
    assert reasons(gone) == ["该人选已经撤回", "请写明理由"]
    assert [entry.deed for entry in Entry.objects.filter(deed__startswith="demands.discovery")] == [
        "demands.discovery.found",
        "demands.discovery.retracted",
    ]


def test_nobody_is_put_to_a_closed_demand_nor_by_kin():
    closed = demand(state="met", closed_on=TODAY, close_reason="到位")
    row, who = demand(), person("甲")

    with pytest.raises(Refused) as no:
        noted(closed, who)
    for by in (officer(who=who), officer(kin_ids=frozenset({who.pk})), actor("district_leader")):
        with pytest.raises(Forbidden):
            noted(row, who, by=by)

    assert reasons(no) == ["需求已经办结"]


def test_what_other_rooms_found_is_not_taken_back_by_hand():
    row = discovery(
        demand(), person("甲"), found_by="visit", origin_kind="visits.lead", origin_id=1
    )

    with pytest.raises(Forbidden):
        retract_by_hand(actor=officer(), discovery_id=row.pk, reason="不合条件")


def test_a_discovery_without_origin_is_the_offices_own():
    with pytest.raises(IntegrityError), transaction.atomic():
        discovery(demand(), person("甲"), found_by="visit")


# ------------------------------------------------------------ registers and export
def test_a_demand_entered_by_hand_stands_for_the_whole_district():
    row = enter(
        actor=officer(),
        register=DEMANDS,
        values={
            "title": "项目一线储备",
            "owner": person(),
            "wanted": 6,
            "criteria": "熟悉项目",
            "opened_on": TODAY,
            "due_on": date(2026, 12, 31),
        },
        on=TODAY,
    )

    assert (row.unit, row.state, row.item_key) == (None, "open", "")


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"kind": "township"}, "单位与单位类别须填写且只填一项"),
        ({"unit": None}, "单位与单位类别须填写且只填一项"),
        ({"least": None}, "「不少于」与「不多于」至少填写一项"),
        ({"least": 3, "most": 2}, "「不多于」不得小于「不少于」"),
        ({"measure": "share", "least": 101}, "百分比不得超过 100"),
        ({"item": "age"}, "年龄段须填写年龄上限或下限，其他项目不填"),
        ({"age_to": 35}, "年龄段须填写年龄上限或下限，其他项目不填"),
        ({"item": "age", "age_from": 40, "age_to": 35}, "年龄上限不得小于年龄下限"),
        ({"item": "major", "words": "农"}, "专业项目须填写专业类别和所含词语，其他项目不填"),
        ({"months": 24}, "乡镇（街道）经历须填写月数，其他项目不填"),
        ({"ends": date(2015, 1, 1)}, "止期须晚于起期"),
    ],
)
def test_a_target_that_makes_no_sense_is_refused(changes, sentence):
    _, _, where = district()
    values = {
        "unit": where,
        "item": "female",
        "least": 1,
        "begins": date(2020, 1, 1),
        "basis": "意见",
    }

    with pytest.raises(Refused) as no:
        enter(actor=officer(), register=TARGETS, values={**values, **changes}, on=TODAY)

    assert reasons(no) == [sentence]
    assert not Target.objects.exists()


def test_one_target_an_item_and_day():
    _, _, where = district()
    target(unit=where, ends=date(2026, 1, 1))
    target(kind="township")
    values = {"unit": where, "item": "female", "least": 2, "basis": "意见"}

    enter(
        actor=officer(), register=TARGETS, values={**values, "begins": date(2026, 1, 1)}, on=TODAY
    )
    with pytest.raises(Refused) as no:
        enter(actor=officer(), register=TARGETS, values={**values, "begins": TODAY}, on=TODAY)

    assert reasons(no) == ["同一单位（类别）同一项目在同一时期只能有一个目标"]


def test_the_gap_list_leaves_with_a_purpose_and_a_trace():
    where, _ = town()

    content = export_gaps(actor=officer(), wanted=Wanted(on=TODAY), purpose="会议研究：部务会")

    assert content[:2] == b"PK"
    [entry] = Entry.objects.filter(deed="demands.gap.exported")
    assert (entry.detail["on"], entry.reason) == ("2026-06-30", "会议研究：部务会")
    with pytest.raises(Forbidden):
        export_gaps(actor=secretary(where), wanted=Wanted(on=TODAY), purpose="看看")
    with pytest.raises(Refused):
        export_gaps(actor=officer(), wanted=Wanted(on=TODAY), purpose=" ")

"""A visit from plan to end through its services, and who may move it."""

from datetime import date, timedelta

import pytest

from qingmiao.access.enums import Role
from qingmiao.kernel.errors import Forbidden, Refused
from qingmiao.ledger.models import Entry
from qingmiao.registers.services import void
from qingmiao.selection.visits.models import Attendee, Heard, Lead, Visit
from qingmiao.selection.visits.permissions import KEEP_VISITS, VIEW_VISITS
from qingmiao.selection.visits.register import VISITS
from qingmiao.selection.visits.services import visit as services
from tests.factories.house import TODAY, actor, officer, person
from tests.factories.selection import attendee, heard, lead, point, segment, visit

pytestmark = pytest.mark.django_db


def planned(field, on=TODAY, by=None):
    return services.plan_visit(
        actor=by or field.visitor, unit_id=field.town.pk, on=on, purpose="换届前调研", today=TODAY
    )


def reasons(caught):
    return list(caught.value.reasons)


def test_a_visit_goes_from_plan_to_end_and_every_step_is_told(field):
    row = planned(field)
    services.start_visit(actor=field.visitor, visit_id=row.pk, today=TODAY)
    sheet = field.sheet(visit_id=row.pk, unit_id=None, heard=())
    row, is_new = services.record_visit(actor=field.visitor, sheet=sheet, today=TODAY)
    services.confirm_visit(actor=field.group_head, visit_id=row.pk)
    services.close_visit(actor=officer(), visit_id=row.pk)

    row.refresh_from_db()
    assert is_new
    assert (row.state, row.segment, row.visitor, row.confirmed_by, row.talked_with) == (
        "closed", field.segment, field.point, field.group, 1,
    )  # fmt: skip
    told = Entry.objects.filter(subject_kind="visits.visit", subject_id=row.pk).order_by("pk")
    assert [(entry.deed.rpartition(".")[2], entry.actor_name) for entry in told] == [
        ("planned", "点干事"),
        ("started", "点干事"),
        ("recorded", "点干事"),
        ("confirmed", "组科长"),
        ("closed", "王干事"),
    ]


def test_what_was_said_and_the_leads_come_with_the_record(field):
    row, _ = services.record_visit(actor=field.visitor, sheet=field.sheet(), today=TODAY)

    [who], [said], [found] = Attendee.objects.all(), Heard.objects.all(), Lead.objects.all()
    assert (who.visit, who.name, who.relation) == (row, "周支书", "village")
    assert (said.about, said.hearing, said.lead) == ("林若曦", "direct", found)
    assert (found.name, found.unit, found.state, found.is_direct, found.behaviour) == (
        "林若曦", field.town, "new", True, "汛期连续三天守在堤上",
    )  # fmt: skip


def test_the_same_sending_counts_once(field):
    sheet = field.sheet()

    first, is_new = services.record_visit(actor=field.visitor, sheet=sheet, today=TODAY)
    again, is_new_again = services.record_visit(actor=field.visitor, sheet=sheet, today=TODAY)

    assert (is_new, is_new_again) == (True, False)
    assert first == again
    assert (Visit.objects.count(), Lead.objects.count()) == (1, 1)
    with pytest.raises(Refused) as no:
        services.record_visit(actor=field.group_head, sheet=sheet, today=TODAY)
    assert reasons(no) == ["这份草稿的编号已被他人使用，请另存为新草稿再发送"]


def test_another_draft_about_the_same_visit_is_refused(field):
    services.record_visit(actor=field.visitor, sheet=field.sheet(), today=TODAY)

    with pytest.raises(Refused) as no:
        services.record_visit(actor=field.visitor, sheet=field.sheet(), today=TODAY)

    assert reasons(no) == ["同一走访人同日对同一单位的走访已登记"]
    assert Lead.objects.count() == 1


@pytest.mark.parametrize("who", ["visitor", "group_head"])
def test_nobody_records_a_unit_outside_the_own_duty(field, who):
    sheet = field.sheet(unit_id=field.far.pk)

    with pytest.raises(Refused) as no:
        services.record_visit(actor=getattr(field, who), sheet=sheet, today=TODAY)

    assert reasons(no) == [
        "2026.06.30 这一天该单位不在您的联系分工内，不能登记走访；如有调整请先由干部科办理交接"
    ]
    assert not Visit.objects.exists()


def test_a_duty_handed_over_counts_until_its_last_day(field):
    field.duty.ends = date(2026, 6, 1)
    field.duty.save(update_fields=["ends"])

    services.record_visit(
        actor=field.visitor, sheet=field.sheet(held_on=date(2026, 5, 31)), today=TODAY
    )
    with pytest.raises(services.OutsideDuty):
        services.record_visit(
            actor=field.visitor, sheet=field.sheet(held_on=date(2026, 6, 1)), today=TODAY
        )


def test_the_department_goes_anywhere_and_plans_for_others(field):
    row = services.plan_visit(
        actor=officer(), unit_id=field.far.pk, visitor_id=field.point.pk, on=TODAY,
        purpose="专题调研", today=TODAY,
    )  # fmt: skip

    assert (row.visitor, row.state, row.segment) == (field.point, "planned", None)
    with pytest.raises(Refused) as no:
        services.plan_visit(
            actor=field.visitor, unit_id=field.town.pk, visitor_id=field.group.pk, on=TODAY,
            purpose="专题调研", today=TODAY,
        )  # fmt: skip
    assert reasons(no) == ["走访人只能是您本人"]


def test_a_plan_names_its_day_and_purpose_and_its_visitor(field):
    with pytest.raises(Refused) as no:
        services.plan_visit(
            actor=officer(), unit_id=field.town.pk, on=TODAY - timedelta(days=1), purpose=" ",
            today=TODAY,
        )  # fmt: skip

    assert reasons(no) == [
        "您的账号没有对应的干部档案，请指定走访人",
        "计划日期不得早于今天，已经去过的请直接记录",
        "请写明走访事由",
    ]
    planned(field)
    with pytest.raises(services.AlreadyVisited):
        planned(field)


def test_a_visit_does_not_begin_before_its_day(field):
    row = planned(field, on=TODAY + timedelta(days=3))

    with pytest.raises(Refused) as no:
        services.start_visit(actor=field.visitor, visit_id=row.pk, today=TODAY)

    assert reasons(no) == ["计划日期是 2026.07.03，还没有到"]


def test_an_account_without_a_dossier_records_nothing(field):
    with pytest.raises(Refused) as no:
        services.record_visit(actor=officer(), sheet=field.sheet(), today=TODAY)

    assert reasons(no) == ["您的账号没有对应的干部档案，不能作为走访人记录"]


def test_a_record_names_a_unit_and_keeps_to_the_own_plan(field):
    row = planned(field)
    other = actor(Role.POINT_HEAD, over=field.town, who=field.group)

    with pytest.raises(Refused) as no:
        services.record_visit(actor=other, sheet=field.sheet(visit_id=row.pk), today=TODAY)
    assert reasons(no) == ["这次走访计划由他人承担，不能代为记录"]
    with pytest.raises(Refused) as no:
        services.record_visit(
            actor=field.visitor, sheet=field.sheet(unit_id=None, summary=""), today=TODAY
        )
    assert reasons(no) == ["请写明走访情况"]
    with pytest.raises(Refused) as no:
        services.record_visit(actor=field.visitor, sheet=field.sheet(unit_id=None), today=TODAY)
    assert reasons(no) == ["请选择走访单位"]


def test_a_group_head_confirms_and_never_the_own_visit(field):
    own, _ = services.record_visit(actor=field.group_head, sheet=field.sheet(), today=TODAY)

    with pytest.raises(Refused) as no:
        services.confirm_visit(actor=field.group_head, visit_id=own.pk)
    assert reasons(no) == ["走访人不得确认本人的走访，请由组长或片长确认"]
    with pytest.raises(Refused):
        services.return_visit(actor=field.group_head, visit_id=own.pk, reason="自己退")
    for other in (field.visitor, officer()):
        with pytest.raises(Forbidden):
            services.confirm_visit(actor=other, visit_id=own.pk)

    above = field.actor(Role.SEGMENT_HEAD, field.head)
    assert services.confirm_visit(actor=above, visit_id=own.pk).confirmed_by == field.head


def test_an_account_without_a_dossier_confirms_nothing(field):
    row = visit(unit=field.town, summary="")

    with pytest.raises(Refused) as no:
        services.confirm_visit(actor=actor(Role.GROUP_HEAD, over=field.town), visit_id=row.pk)

    assert reasons(no) == [
        "您的账号没有对应的干部档案，不能确认走访",
        "组长确认前须填写走访情况",
    ]


def test_a_returned_visit_is_sent_again(field):
    row, _ = services.record_visit(actor=field.visitor, sheet=field.sheet(), today=TODAY)

    services.return_visit(actor=field.group_head, visit_id=row.pk, reason="补充班子情况")
    row.refresh_from_db()
    assert (row.state, row.state_note) == ("under_way", "补充班子情况")

    services.submit_visit(actor=field.visitor, visit_id=row.pk, today=TODAY)
    row.refresh_from_db()
    assert (row.state, row.state_note) == ("recorded", "")
    with pytest.raises(Refused) as no:
        services.submit_visit(actor=field.visitor, visit_id=row.pk, today=TODAY)
    assert reasons(no) == ["只有被退回的走访可以重新报送"]


def test_only_what_was_told_is_sent_again(field):
    row = planned(field)
    services.start_visit(actor=field.visitor, visit_id=row.pk, today=TODAY)

    with pytest.raises(Refused) as no:
        services.submit_visit(actor=field.visitor, visit_id=row.pk, today=TODAY)

    assert reasons(no) == ["请写明走访情况"]


def test_a_plan_is_cancelled_with_a_reason_and_leaves_the_day_free(field):
    row = planned(field)

    with pytest.raises(Refused) as no:
        services.cancel_visit(actor=field.visitor, visit_id=row.pk, reason=" ")
    assert reasons(no) == ["请写明理由"]
    services.cancel_visit(actor=field.visitor, visit_id=row.pk, reason="防汛改期")

    assert planned(field).pk != row.pk
    with pytest.raises(Forbidden):
        services.start_visit(actor=field.visitor, visit_id=row.pk, today=TODAY)
    with pytest.raises(Refused) as no:
        services.start_visit(actor=officer(), visit_id=row.pk, today=TODAY)
    assert reasons(no) == ["走访现在是「已取消」，不能转为「走访中」"]


def test_a_visit_closes_once_its_leads_have_their_answer(field):
    row = visit(unit=field.town, segment=field.segment, state="confirmed")
    waiting = lead(visit=row, unit=field.town)

    with pytest.raises(Refused) as no:
        services.close_visit(actor=field.group_head, visit_id=row.pk)
    assert reasons(no) == ["还有 1 条线索没有处理完，不能办结"]

    waiting.state, waiting.outcome = "dropped", "查无此事"
    waiting.save()
    assert services.close_visit(actor=field.group_head, visit_id=row.pk).state == "closed"


def test_other_segments_do_not_read_the_notes_even_of_a_unit_they_took_over(field):
    told = visit(unit=field.town, segment=field.segment)
    newcomer = person("新点长", where=field.office)
    point(newcomer, field.far, of=segment("新片"))
    other = field.actor(Role.POINT_HEAD, newcomer)

    assert VIEW_VISITS.allows(field.visitor, told)
    assert not VIEW_VISITS.allows(other, told)
    assert VIEW_VISITS.allows(officer(), told)


def test_what_was_confirmed_is_amended_by_the_department_alone(field):
    told = visit(unit=field.town, segment=field.segment, state="confirmed")

    assert not KEEP_VISITS.allows(field.visitor, told)
    assert KEEP_VISITS.allows(officer(), told)


def test_a_voided_visit_takes_what_was_said_with_it(field):
    row = visit(unit=field.town)
    attendee(visit=row)
    heard(visit=row)

    void(actor=officer(), register=VISITS, pk=row.pk, reason="误登", at=row.entered_at)

    assert [each.void_reason for each in (*Attendee.objects.all(), *Heard.objects.all())] == [
        "误登",
        "误登",
    ]

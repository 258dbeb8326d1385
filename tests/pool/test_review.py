"""A talent review from preparation to its last task, and who may know of what."""

from datetime import date
from threading import Barrier, Thread

import pytest
from django.db import DatabaseError, IntegrityError, connection, transaction

from qingmiao.access.enums import Role
from qingmiao.evidence.enums import Dimension
from qingmiao.kernel.errors import Forbidden, Refused
from qingmiao.ledger.models import Entry
from qingmiao.pool.models import (
    Membership,
    Review,
    ReviewDecision,
    ReviewItem,
    ReviewProposal,
    ReviewSnapshot,
    ReviewTask,
)
from qingmiao.pool.permissions import (
    APPROVE_REVIEWS,
    KEEP_REVIEW_ITEMS,
    KEEP_REVIEWS,
    VIEW_REVIEW_ITEMS,
    VIEW_REVIEWS,
)
from qingmiao.pool.queries.review import agenda_of, minutes_of
from qingmiao.pool.services import item as items
from qingmiao.pool.services import review as services
from tests.factories.evidence import claim
from tests.factories.ground import agree
from tests.factories.house import TODAY, acting, actor, holder, kin, officer, person, unit
from tests.factories.pool import AT, Hall, proposed
from tests.factories.selection import membership

pytestmark = pytest.mark.django_db


def states(row):
    return [state.state for state in row.states.order_by("pk")]


def test_a_review_brings_a_proposed_person_into_the_reserve():
    row = proposed()
    hall = Hall(row).freeze()
    assert states(row) == ["proposed", "deliberated"]

    hall.sit().propose(
        hall.items[0], action="visit", action_owner="王组长", action_on=date(2026, 7, 31)
    )
    hall.submit().decide()

    row.refresh_from_db()
    assert (row.state, row.entered_on) == ("member", TODAY)
    assert states(row) == ["proposed", "deliberated", "member"]
    assert row.states.last().review_item_id == hall.items[0].pk
    assert row.states.last().reason == "多渠道印证一致：三类来源一致"
    assert hall.state() == "approved"
    [task] = ReviewTask.objects.all()
    assert (task.owner, task.due_on, task.done_on) == ("王组长", date(2026, 7, 31), None)

    with pytest.raises(Refused, match="还有任务没有完成"):
        services.close_review(actor=hall.keeper, review_id=hall.review.pk, on=TODAY)
    services.finish_task(
        actor=hall.keeper, review_id=hall.review.pk, task_id=task.pk, on=TODAY, outcome="已走访"
    )
    services.close_review(actor=hall.keeper, review_id=hall.review.pk, on=TODAY)
    assert hall.state() == "closed"
    with pytest.raises(Refused):
        services.finish_task(
            actor=hall.keeper, review_id=hall.review.pk, task_id=task.pk, on=TODAY, outcome="再次"
        )


def test_nothing_but_a_review_admits_anybody():
    row = proposed()

    with pytest.raises(IntegrityError, match="only a review"), transaction.atomic():
        row.states.create(state="deliberated", begins=TODAY, decided_by="绕过会商")


def test_a_review_that_is_not_ready_is_told_every_reason():
    review = Review.objects.create(title="空会", held_on=date(2026, 6, 1))

    with pytest.raises(Refused) as no:
        services.freeze_review(actor=officer(), review_id=review.pk, on=TODAY, at=AT)

    assert no.value.reasons == (
        "还没有列入研究的人选",
        "参加人员不足 3 人",
        "还没有主持人",
        "还没有记录人",
        "会商日期已过，请先改期",
    )


def test_steps_are_taken_in_their_order_only():
    row = proposed()
    hall = Hall(row)
    for early in (hall.sit, hall.submit, hall.decide, lambda: hall.propose(hall.items[0])):
        with pytest.raises(Refused):
            early()
    hall.freeze()
    with pytest.raises(Refused, match="现在是「已固化」"):
        hall.freeze()
    with pytest.raises(Refused):
        hall.put(membership())
    with pytest.raises(DatabaseError), transaction.atomic():
        Review.objects.filter(pk=hall.review.pk).update(state="preparing")
    Review.objects.filter(pk=hall.review.pk).update(place="三楼会议室")


def test_what_was_shown_is_frozen_and_what_changed_since_is_flagged():
    row = proposed()
    said = claim(row.person, happened_on=TODAY)
    hall = Hall(row).freeze()
    [snapshot] = ReviewSnapshot.objects.all()
    [line] = agenda_of(actor=hall.keeper, review=hall.review, on=TODAY)
    assert [shown["id"] for shown in snapshot.content["evidence"]] == [said.pk]
    assert line.stale == []

    claim(row.person, happened_on=TODAY, dimension=Dimension.MASSES)
    row.person.version += 1
    row.person.save(update_fields=["version"])

    [line] = agenda_of(actor=hall.keeper, review=hall.review, on=TODAY)
    assert line.stale == ["干部基本情况有变动", "新增印证材料 1 条"]
    for spoil in (
        lambda: ReviewSnapshot.objects.update(digest="0"),
        lambda: ReviewSnapshot.objects.all().delete(),
    ):
        with pytest.raises(DatabaseError), transaction.atomic():
            spoil()


def test_nobody_approves_the_own_proposal():
    row = proposed()
    hall = Hall(row).freeze().sit()
    hall.propose(hall.items[0], by=hall.leader)
    hall.submit()

    with pytest.raises(Refused, match="建议人不能审批自己的建议"):
        hall.decide()
    with pytest.raises(Forbidden):
        hall.decide(by=hall.keeper)
    proposal = ReviewProposal.objects.get()
    with pytest.raises(IntegrityError, match="nobody_approves"), transaction.atomic():
        ReviewDecision.objects.create(
            item=hall.items[0], proposal=proposal, is_approved=True, decided_on=TODAY,
            proposed_by_id=1, decided_by_id=1, decided_by="同一人",
        )  # fmt: skip

    other = acting(holder(Role.DEPARTMENT_LEADER))
    hall.decide(by=other)
    assert hall.state() == "approved"


def test_what_is_not_agreed_needs_a_reason_and_goes_back_to_be_proposed():
    row, kept = proposed(), membership()
    hall = Hall(row, kept).freeze().sit()
    hall.propose(hall.items[0])
    hall.propose(hall.items[1], after="member", reason_code="thin")
    hall.submit()

    with pytest.raises(Refused, match="不同意的须写明理由"):
        hall.decide(returned={hall.items[0].pk: " "})
    hall.decide(returned={hall.items[0].pk: "来源单一"})

    assert states(row) == ["proposed", "deliberated", "proposed"]
    assert row.states.last().reason == "会商建议未获同意：来源单一"
    assert states(kept) == ["member"]
    assert [one.is_approved for one in ReviewDecision.objects.order_by("item")] == [False, True]


def test_what_is_held_aside_waits_for_another_review():
    row, other = proposed(), membership()
    hall = Hall(row, other).freeze().sit()
    items.hold_item(actor=hall.keeper, item_id=hall.items[0].pk, reason="等走访结果")
    with pytest.raises(Refused, match="还有事项既没有建议"):
        hall.submit()
    hall.propose(hall.items[1], after="tracked", reason_code="frontline")
    hall.submit().decide()

    assert states(row) == ["proposed", "deliberated", "proposed"]
    assert states(other) == ["member", "tracked"]
    assert hall.state() == "approved"
    again = Hall(row)
    assert again.items[0].review_id == again.review.pk


def test_a_member_is_in_one_open_review_at_a_time():
    row = proposed()
    Hall(row)

    with pytest.raises(Refused, match="正在另一次会商中"):
        Hall(row)


def test_a_proposal_says_everything_that_is_wrong_with_it():
    row = membership()
    hall = Hall(row).freeze().sit()

    with pytest.raises(Refused) as no:
        hall.propose(
            hall.items[0], after="candidate", exit_reason="age", cause="illness", action="visit",
            reason=" ",
        )  # fmt: skip

    assert no.value.reasons == (
        "不能从「在库」转为「已列考察对象」",
        "建议出库的须选出库原因，其他建议不选",
        "建议暂停的须选暂停事由，其他建议不选",
        "后续任务须写明责任人和完成期限",
        "请写明理由",
    )
    with pytest.raises(Refused, match="完成期限不得早于会商日期"):
        hall.propose(
            hall.items[0], action="visit", action_owner="王组长", action_on=date(2026, 6, 1)
        )


def test_exits_and_rests_are_carried_out_with_their_causes():
    gone, rests = membership(), membership()
    hall = Hall(gone, rests).freeze().sit()
    hall.propose(hall.items[0], after="left", exit_reason="no_progress", reason_code="stalled")
    hall.propose(hall.items[1], after="suspended", cause="illness", reason_code="condition")
    hall.submit().decide()

    gone.refresh_from_db()
    assert (gone.state, gone.exit_reason, gone.left_on) == ("left", "no_progress", TODAY)
    assert rests.states.last().cause == "illness"


def test_a_state_that_changed_meanwhile_is_not_carried_out():
    row = membership()
    hall = Hall(row).freeze().sit()
    hall.propose(hall.items[0], after="tracked")
    hall.submit()
    row.states.create(state="tracked", begins=TODAY, decided_by="另一处")
    Membership.objects.filter(pk=row.pk).update(state="tracked")

    with pytest.raises(Refused, match="状态在会商之后已变"):
        hall.decide()


class TestStepsBack:
    def test_who_steps_back_sees_neither_the_item_nor_the_count(self):
        row, other = proposed(), membership()
        hall = Hall(row, other).freeze()

        items.step_back(actor=hall.member, item_id=hall.items[0].pk, reason="曾是直接上级")

        def seen(by):
            return [line.item.pk for line in agenda_of(actor=by, review=hall.review, on=TODAY)]

        assert seen(hall.keeper) == [one.pk for one in hall.items]
        assert seen(hall.member) == [hall.items[1].pk]
        with pytest.raises(Forbidden):
            items.step_back(actor=hall.member, item_id=hall.items[0].pk, reason="再次")
        assert not Entry.objects.filter(
            subject_kind="pool.review", sentence__contains=row.person.name
        ).exists()

    def test_the_person_and_kin_step_back_by_themselves(self):
        me, brother = person("周远", where=unit()), person("周近", where=unit())
        kin(me, brother)
        mine, his = proposed(me), proposed(brother)
        hall = Hall(mine, his, membership(), own=me).freeze()

        assert hall.items[0].recusals.get().reason == "本人或亲属"
        assert hall.items[1].recusals.get().participant.account_id == hall.recorder.account_id
        seen = agenda_of(actor=hall.recorder, review=hall.review, on=TODAY)
        assert [line.item.pk for line in seen] == [hall.items[2].pk]

    def test_the_minutes_of_who_stepped_back_have_no_gap(self):
        row, other = proposed(), membership()
        hall = Hall(row, other).freeze()
        items.step_back(actor=hall.member, item_id=hall.items[0].pk, reason="曾是直接上级")
        hall.sit()
        for one in hall.items:
            hall.propose(one)
        hall.submit().decide()

        whole = minutes_of(actor=hall.keeper, review=hall.review, signature="组织部")
        theirs = minutes_of(actor=hall.member, review=hall.review, signature="组织部")

        assert [one.name for one in whole.items] == [row.person.name, other.person.name]
        assert whole.items[0].recused == (str(hall.member_account),)
        assert [one.name for one in theirs.items] == [other.person.name]

    def test_an_approver_who_stepped_back_leaves_the_item_to_another(self):
        row, other = proposed(), membership()
        hall = Hall(row, other).freeze().sit()
        items.step_back(actor=hall.leader, item_id=hall.items[0].pk, reason="曾是直接上级")
        for one in hall.items:
            hall.propose(one)
        hall.submit().decide()
        assert hall.state() == "proposed"
        with pytest.raises(Refused, match="没有待您审批的建议"):
            hall.decide()

        hall.decide(by=acting(holder(Role.DEPARTMENT_LEADER)))

        assert hall.state() == "approved"

    def test_only_participants_step_back_and_not_after_the_decision(self):
        row = proposed()
        hall = Hall(row).freeze().sit()
        with pytest.raises(Refused, match="只有会商人员申明回避"):
            items.step_back(actor=hall.keeper, item_id=hall.items[0].pk, reason="同学")
        hall.propose(hall.items[0])
        hall.submit().decide()
        with pytest.raises(Refused, match="已经审批"):
            items.step_back(actor=hall.leader, item_id=hall.items[0].pk, reason="同学")


def test_a_sitting_needs_its_chair_and_enough_people():
    hall = Hall(proposed()).freeze()
    recorder = hall.review.participants.get(duty="recorder")

    with pytest.raises(Refused) as no:
        services.begin_sitting(actor=hall.keeper, review_id=hall.review.pk, present=[recorder.pk])

    assert no.value.reasons == ("主持人未到会", "到会不足 3 人")


def test_who_is_invited_reads_the_district_and_comes_once():
    hall = Hall(proposed())
    cadre = holder(Role.CADRE)
    for account_id, duty in (
        (cadre.pk, "member"),
        (hall.member_account.pk, "member"),
        (holder(Role.OFFICER).pk, "chair"),
    ):
        with pytest.raises(Refused):
            services.invite(
                actor=hall.keeper, review_id=hall.review.pk, account_id=account_id, duty=duty
            )


def test_both_faces_of_the_permissions():
    row, other = proposed(), membership()
    hall, elsewhere = Hall(row), Hall(other)
    items.step_back(actor=hall.recorder, item_id=hall.items[0].pk, reason="同学")
    both = [hall.review, elsewhere.review]
    every = [*hall.items, *elsewhere.items]

    for who in (hall.keeper, hall.leader):
        agree(VIEW_REVIEWS, Review, who, both)
        agree(KEEP_REVIEWS, Review, who, both)
        agree(VIEW_REVIEW_ITEMS, ReviewItem, who, every)
        agree(KEEP_REVIEW_ITEMS, ReviewItem, who, every)
    agree(VIEW_REVIEW_ITEMS, ReviewItem, hall.recorder, elsewhere.items)
    agree(VIEW_REVIEWS, Review, hall.member, [hall.review])
    agree(KEEP_REVIEWS, Review, hall.member, [])
    agree(VIEW_REVIEW_ITEMS, ReviewItem, hall.member, hall.items)
    agree(KEEP_REVIEW_ITEMS, ReviewItem, hall.member, [])
    agree(APPROVE_REVIEWS, Review, hall.leader, both)
    agree(APPROVE_REVIEWS, Review, hall.keeper, [])
    agree(VIEW_REVIEWS, Review, actor("unit_secretary"), [])
    agree(VIEW_REVIEW_ITEMS, ReviewItem, officer(who=row.person), elsewhere.items)


@pytest.mark.parametrize("form", ["docx", "pdf"])
def test_minutes_are_a_document_and_taking_them_out_is_a_deed(form):
    row = proposed()
    hall = Hall(row).freeze().sit()
    with pytest.raises(Refused, match="会商结束之后才有纪要"):
        services.write_minutes(actor=hall.keeper, review_id=hall.review.pk, form=form)
    hall.propose(hall.items[0], action="visit", action_owner="王组长", action_on=TODAY)
    hall.submit().decide()

    content = services.write_minutes(actor=hall.keeper, review_id=hall.review.pk, form=form)

    assert content.startswith(b"%PDF" if form == "pdf" else b"PK")
    assert Entry.objects.filter(deed="pool.review.printed").count() == 1


@pytest.mark.django_db(transaction=True)
def test_of_two_who_approve_at_once_one_is_refused():
    row = proposed()
    hall = Hall(row).freeze().sit()
    hall.propose(hall.items[0])
    hall.submit()
    leaders = [hall.leader, acting(holder(Role.DEPARTMENT_LEADER))]
    start, refused = Barrier(2), []

    def approve(by):
        start.wait()
        try:
            hall.decide(by=by)
        except Refused as no:
            refused.append(no.reasons)
        finally:
            connection.close()

    threads = [Thread(target=approve, args=[by]) for by in leaders]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert len(refused) == 1
    assert states(row) == ["proposed", "deliberated", "member"]
    assert ReviewDecision.objects.count() == 1

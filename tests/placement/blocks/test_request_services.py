"""A resident's request from step to step: who may take it, what each refuses, and what it leaves behind."""

from datetime import date, timedelta

import pytest
from django.db import DatabaseError, connection, transaction
from django.db.models import Q
from django.utils import timezone

from qingmiao.access.enums import Role, ScopeKind
from qingmiao.evidence.models import Evidence
from qingmiao.kernel.actor import SYSTEM
from qingmiao.kernel.errors import Forbidden, Refused
from qingmiao.ledger.models import Entry
from qingmiao.notices.models import Notice
from qingmiao.placement.blocks.contracts import Asked, PhotoTaken
from qingmiao.placement.blocks.enums import Channel, Difficulty, RequestCategory
from qingmiao.placement.blocks.models import RequestPhoto, ResidentRequest
from qingmiao.placement.blocks.queries.request import is_sampled, to_call
from qingmiao.placement.blocks.queries.resident import answerable
from qingmiao.placement.blocks.services import answer as answers
from qingmiao.placement.blocks.services import clockwork, intake, photo
from qingmiao.placement.blocks.services import request as services
from tests.factories.files import photo as picture
from tests.factories.ground import actor, officer, person
from tests.factories.house import account, grant
from tests.factories.placement import NOON, asked, block, brought_to, duty

pytestmark = pytest.mark.django_db
HOUR, DAY = timedelta(hours=1), timedelta(days=1)
LATER = NOON + 6 * HOUR


def handler_of(row):
    return actor(Role.CADRE, person=row.handler)


def say(token, *, round_=0, solved=True, note="", at=LATER, satisfaction=None):
    return answers.answer(
        token=token, round_=round_, is_solved=solved, satisfaction=satisfaction, note=note, at=at
    )


def classify(row, by=None, *, difficulty=Difficulty.USUAL, at=NOON):
    return services.classify(
        actor=by or officer(), request_id=row.pk, category=RequestCategory.SAFETY,
        difficulty=difficulty, at=at,
    )  # fmt: skip


def kinds_of(row):
    return list(row.way.order_by("pk").values_list("kind", flat=True))


def test_a_request_walks_from_the_code_to_the_residents_own_word():
    row, token = brought_to("confirmed", contact="138 0013 8000")

    assert kinds_of(row) == [
        "received", "classified", "dispatched", "accepted", "done", "confirmed",
    ]  # fmt: skip
    assert (row.contact_masked, row.answered_by, row.satisfaction) == ("****8000", "link", 5)
    assert b"13800138000" not in bytes(row.contact_sealed)
    [claim] = Evidence.objects.all()
    assert (claim.person_id, claim.polarity, claim.verified_by) == (row.handler_id, "for", "")
    assert "难易程度：一般" in claim.claim
    told = answerable(token=token, on=date(2026, 6, 30))
    assert (told.state, told.may_answer, told.may_reopen) == ("confirmed", False, True)


def test_the_term_is_counted_in_working_hours_from_the_moment_it_came_in():
    row, _token = asked()  # Tuesday at noon, 4 hours of the afternoon left

    classify(row, difficulty=Difficulty.SIMPLE, at=NOON + DAY)

    row.refresh_from_db()
    assert timezone.localtime(row.due_at).isoformat() == "2026-07-02T12:00:00+08:00"
    assert row.due_on == date(2026, 7, 2)


def test_reported_done_is_no_evidence_and_silence_closes_without_any():
    row, token = brought_to("done", contact="13800138000")

    assert clockwork.close_unanswered(actor=SYSTEM, at=NOON + 9 * DAY) == 0
    assert clockwork.close_unanswered(actor=SYSTEM, at=NOON + 11 * DAY) == 1
    assert clockwork.close_unanswered(actor=SYSTEM, at=NOON + 11 * DAY) == 0

    row.refresh_from_db()
    assert row.state == "closed"
    assert not Evidence.objects.exists()
    with pytest.raises(Refused, match="已经用过"):
        say(token, at=NOON + 12 * DAY)


def test_a_denial_reopens_with_a_new_term_and_the_same_link_answers_the_next_time():
    row, token = brought_to("done", contact="13800138000")
    before = row.due_at

    say(token, solved=False, note="又漏了", at=NOON + DAY)

    row.refresh_from_db()
    assert (row.state, row.reopened, row.outcome, row.done_on) == ("reopened", 1, "", None)
    assert row.due_at > before
    hand = handler_of(row)
    services.accept(actor=hand, request_id=row.pk, at=NOON + DAY)
    services.report_done(actor=hand, request_id=row.pk, outcome="重做防水", at=NOON + DAY)
    with pytest.raises(Refused, match="已经用过"):
        say(token, round_=0, at=NOON + DAY)
    say(token, round_=1, at=NOON + DAY)
    [claim] = Evidence.objects.all()
    assert "重新办理 1 次" in claim.claim


def test_what_came_back_twice_speaks_against():
    row, token = brought_to("done", contact="13800138000")
    for round_ in (0, 1):
        say(token, round_=round_, solved=False, note="还漏")
        services.accept(actor=handler_of(row), request_id=row.pk, at=LATER)
        services.report_done(actor=handler_of(row), request_id=row.pk, outcome="好了", at=LATER)

    say(token, round_=2, satisfaction=5)

    assert [claim.polarity for claim in Evidence.objects.all()] == ["against"]


@pytest.mark.parametrize(
    ("satisfaction", "note", "why"), [(6, "x", "1 至 5"), (None, " ", "请写明哪里")]
)
def test_an_answer_is_refused_in_words(satisfaction, note, why):
    _row, token = brought_to("done")

    with pytest.raises(Refused, match=why):
        say(token, solved=False, note=note, satisfaction=satisfaction)


def test_a_guessed_link_learns_nothing():
    brought_to("done")

    with pytest.raises(Forbidden, match="链接无效"):
        say("23456-23456-23456-23456-23456")
    assert answerable(token="23456-23456-23456-23456-23456", on=date(2026, 6, 30)) is None


def test_the_book_limits_how_often_one_address_and_one_block_send_in():
    for _ in range(10):
        intake.count_intake(address="10.0.0.1", code="A", at=NOON)

    with pytest.raises(Refused):
        intake.count_intake(address="10.0.0.1", code="B", at=NOON + timedelta(minutes=59))
    intake.count_intake(address="10.0.0.2", code="B", at=NOON)
    intake.count_intake(address="10.0.0.1", code="B", at=NOON + HOUR)


def test_reopening_is_refused_when_it_ended_too_long_ago():
    row, token = brought_to("confirmed")

    with pytest.raises(Refused, match="超过 90 天不再重新办理"):
        answers.ask_again(token=token, note="又漏", at=NOON + 365 * DAY)
    with pytest.raises(Refused, match="超过 90 天"):
        answers.reopen(actor=officer(), request_id=row.pk, reason="又漏", at=NOON + 365 * DAY)
    assert answerable(token=token, on=date(2027, 7, 1)).may_reopen is False

    answers.ask_again(token=token, note="又漏", at=NOON + 89 * DAY)
    row.refresh_from_db()
    assert row.state == "reopened"
    assert not Evidence.objects.filter(retracted_at__isnull=True).exists()


def test_only_who_is_on_duty_is_given_a_request_and_never_the_supervisor_or_oneself():
    row, _token = asked()
    classify(row)
    watcher, me = person(), person()
    duty(watcher, block=row.block, role="supervisor")
    duty(me, block=row.block)
    own_desk = actor(Role.OFFICER, person=me)

    for who in (person(), watcher):
        with pytest.raises(Refused, match="在岗的治理员或协理员"):
            services.dispatch(actor=officer(), request_id=row.pk, handler_id=who.pk, at=NOON)
    with pytest.raises(Forbidden), transaction.atomic():
        services.dispatch(actor=own_desk, request_id=row.pk, handler_id=me.pk, at=NOON)
    row.refresh_from_db()
    assert row.state == "classified"


def test_the_handler_is_never_the_desk_of_the_own_work():
    row, _token = brought_to("done", contact="13800138000")
    hand = actor(Role.OFFICER, person=row.handler)

    for attempt in (
        lambda: answers.call_back(actor=hand, request_id=row.pk, said="solved", satisfaction=5, note="好", at=LATER),
        lambda: intake.renew_link(actor=hand, request_id=row.pk, at=LATER),
        lambda: intake.read_out_contact(actor=hand, request_id=row.pk, at=LATER, reason="看看"),
        lambda: answers.reopen(actor=hand, request_id=row.pk, reason="x", at=LATER),
    ):  # fmt: skip
        with pytest.raises(Forbidden):
            attempt()


def test_a_call_back_confirms_with_the_callers_name_and_reading_the_number_leaves_a_trace():
    row, _token = brought_to("done", contact="0755-1234567")
    desk = officer()

    number = intake.read_out_contact(actor=desk, request_id=row.pk, at=LATER, reason="回访")
    answers.call_back(
        actor=desk, request_id=row.pk, said="solved", satisfaction=4, note="满意", at=LATER
    )

    assert number == "07551234567"
    assert Entry.objects.filter(deed="blocks.request.contact_read", reason="回访").count() == 1
    assert not Entry.objects.filter(
        Q(sentence__contains=number) | Q(detail__icontains=number)
    ).exists()
    [claim] = Evidence.objects.all()
    assert claim.verified_by == desk.name
    row.refresh_from_db()
    assert (row.answered_by, row.checked_by) == ("call", desk.name)


def test_a_sample_call_checks_or_takes_back_what_the_link_said():
    true, _ = brought_to("confirmed", contact="13800138000")
    false, _ = brought_to("confirmed", contact="13900139000")

    answers.call_back(
        actor=officer(), request_id=true.pk, said="solved", satisfaction=None, note="属实", at=LATER
    )
    answers.call_back(
        actor=officer(), request_id=false.pk, said="not", satisfaction=1, note="没修", at=LATER
    )

    standing = Evidence.objects.filter(retracted_at__isnull=True)
    assert [(claim.person_id, bool(claim.verified_by)) for claim in standing] == [
        (true.handler_id, True)
    ]
    false.refresh_from_db()
    assert (false.state, false.reopened) == ("reopened", 1)


def test_the_sample_is_one_in_ten_by_a_number_nobody_sees_and_silence_is_called_too():
    silent, _ = brought_to("done")
    told, _ = brought_to("confirmed")
    told.uid = told.uid.__class__(int=(1 << 64) * 10)
    told.save()

    listed = to_call(actor=officer(), on=date(2026, 6, 30))

    assert {row.pk for row in listed} == {silent.pk, told.pk}
    told.uid = told.uid.__class__(int=(1 << 64) * 10 + 1)
    assert not is_sampled(told, on=date(2026, 6, 30))


def test_a_call_that_reaches_nobody_changes_nothing_but_the_way():
    row, _token = brought_to("done")

    answers.call_back(
        actor=officer(), request_id=row.pk, said="unreached", satisfaction=None, note="无人接", at=LATER
    )  # fmt: skip

    row.refresh_from_db()
    assert (row.state, kinds_of(row)[-1]) == ("done", "unreached")


def test_a_scanned_request_without_a_number_speaks_for_nobody_until_somebody_asked():
    row, _token = brought_to("confirmed")
    assert not Evidence.objects.exists()

    answers.call_back(
        actor=officer(), request_id=row.pk, said="solved", satisfaction=5, note="上门看过", at=LATER
    )  # fmt: skip

    assert Evidence.objects.count() == 1


def test_one_resident_speaks_for_one_handler_three_times_a_year():
    who = person()
    for _ in range(4):
        brought_to("confirmed", who=who, contact="13800138000")
    brought_to("confirmed", who=who, contact="13900139000")

    assert Evidence.objects.filter(person=who).count() == 4


def test_a_transfer_needs_another_hand_and_a_reason_and_the_clock_runs_on():
    row, _token = brought_to("working")
    other = person()
    duty(other, block=row.block)

    with pytest.raises(Refused) as no:
        services.transfer(
            actor=officer(), request_id=row.pk, handler_id=row.handler_id, at=LATER, reason=" "
        )
    services.transfer(
        actor=officer(), request_id=row.pk, handler_id=other.pk, at=LATER, reason="请假"
    )

    assert no.value.reasons == ("已经由该同志承办", "请写明理由")
    due = row.due_at
    row.refresh_from_db()
    assert (row.handler, row.state, row.due_at) == (other, "dispatched", due)


def test_what_came_to_the_wrong_block_goes_to_the_right_desk():
    row, _token = brought_to("working")
    right = block()
    head = account()
    grant(head, Role.BLOCK_HEAD, matter=(ScopeKind.BLOCK, right.pk))

    services.move(
        actor=officer(), request_id=row.pk, block_id=right.pk, at=LATER, reason="属对面小区"
    )

    row.refresh_from_db()
    assert (row.block, row.state, row.handler) == (right, "received", None)
    assert Notice.objects.filter(account=head, kind="blocks.request.arrived").count() == 1


def test_duplicates_are_merged_within_one_block():
    where = block()
    first, _ = asked(where)
    second, token = asked(where)
    elsewhere, _ = asked()

    for into in (elsewhere.pk, second.pk):
        with pytest.raises(Refused):
            services.merge(actor=officer(), request_id=second.pk, into_id=into, at=LATER)
    services.merge(actor=officer(), request_id=second.pk, into_id=first.pk, at=LATER)

    second.refresh_from_db()
    assert (second.state, second.merged_into) == ("merged", first)
    told = answerable(token=token, on=date(2026, 6, 30))
    assert (told.state_label, told.content) == ("已受理", second.content)
    with pytest.raises(Refused, match="不能办理"):
        classify(second)


def test_the_resident_reads_why_a_request_was_declined():
    row, token = asked()

    services.decline(actor=officer(), request_id=row.pk, reason="属法院受理", at=LATER)

    assert answerable(token=token, on=date(2026, 6, 30)).outcome == "属法院受理"


def test_the_late_are_called_to_account_once_a_term():
    row, _token = brought_to("working")
    hand = account(who=row.handler)

    assert clockwork.supervise_late(actor=SYSTEM, at=NOON + DAY) == 0
    assert clockwork.supervise_late(actor=SYSTEM, at=NOON + 30 * DAY) == 1
    assert clockwork.supervise_late(actor=SYSTEM, at=NOON + 31 * DAY) == 0

    row.refresh_from_db()
    assert row.supervised_at == NOON + 30 * DAY
    assert Notice.objects.filter(account=hand, kind="blocks.request.late").count() == 1


def test_numbers_are_forgotten_once_nothing_can_come_back():
    row, _token = brought_to("confirmed", contact="13800138000")

    assert clockwork.forget_contacts(actor=SYSTEM, on=date(2026, 9, 1)) == 0
    assert clockwork.forget_contacts(actor=SYSTEM, on=date(2026, 12, 1)) == 1

    row.refresh_from_db()
    assert (row.contact_sealed, row.contact_masked) == (None, "****8000")
    with pytest.raises(Refused, match="没有留下电话"):
        intake.read_out_contact(actor=officer(), request_id=row.pk, at=LATER, reason="回访")


def test_photographs_are_drawn_anew_and_count_once():
    row, _token = brought_to("working")
    taken = PhotoTaken(size=900, content=picture("red"))
    huge = PhotoTaken(size=11 << 20, content=b"")

    with pytest.raises(Refused, match="超过 10 MB"):
        services.report_done(
            actor=handler_of(row), request_id=row.pk, outcome="好了", at=LATER, photos=(huge,)
        )
    services.report_done(
        actor=handler_of(row), request_id=row.pk, outcome="好了", at=LATER, photos=(taken, taken)
    )

    [kept] = RequestPhoto.objects.all()
    content = photo.content_of(actor=handler_of(row), photo_id=kept.pk)
    assert content.startswith(b"\xff\xd8")
    assert b"Exif" not in content
    assert kept.phase == "after"
    with pytest.raises(Forbidden):
        photo.content_of(actor=actor(Role.CADRE, person=person()), photo_id=kept.pk)
    photo.void_photo(actor=handler_of(row), photo_id=kept.pk, reason="拍错", at=LATER)
    with pytest.raises(Forbidden):
        photo.content_of(actor=handler_of(row), photo_id=kept.pk)


@pytest.mark.parametrize(
    ("changes", "why"),
    [
        ({"content": "漏水"}, "至少 5 个字"),
        ({"contact": "12345"}, "联系电话不正确"),
    ],
)
def test_what_cannot_be_asked_is_refused(changes, why):
    with pytest.raises(Refused, match=why):
        asked(**changes)


def test_the_desk_takes_in_for_its_own_blocks_and_the_slip_is_renewed():
    mine, other = block(), block()
    desk = actor(Role.BLOCK_HEAD, matter=(ScopeKind.BLOCK, mine.pk))
    what = Asked(content="路灯不亮很久了", category="facilities")

    receipt = intake.take_in(
        actor=desk, block_id=mine.pk, asked=what, channel=Channel.PHONE, at=NOON
    )
    with pytest.raises(Forbidden):
        intake.take_in(actor=desk, block_id=other.pk, asked=what, channel=Channel.DESK, at=NOON)
    with pytest.raises(Refused, match="窗口或电话"):
        intake.take_in(actor=desk, block_id=mine.pk, asked=what, channel=Channel.CODE, at=NOON)
    fresh = intake.renew_link(actor=desk, request_id=receipt.request_id, at=NOON)

    on = date(2026, 6, 30)
    assert answerable(token=receipt.token, on=on) is None
    assert answerable(token=fresh.token, on=on).content == "路灯不亮很久了"


def test_a_code_that_was_closed_opens_nothing():
    where = block()
    intake.open_code(actor=officer(), block_id=where.pk)
    where.refresh_from_db()
    old = where.public_code

    intake.close_code(actor=officer(), block_id=where.pk, reason="撤并")

    with pytest.raises(Forbidden):
        intake.receive(code=old, asked=Asked(content="路灯不亮很久了", category="other"), at=NOON)
    with pytest.raises(Refused):
        intake.close_code(actor=officer(), block_id=where.pk, reason="x")


@pytest.mark.parametrize(
    "change",
    [
        {"state": "confirmed", "handler_id": None},
        {"state": "working"},
        {"state": "dispatched", "difficulty": ""},
        {"state": "merged"},
    ],
)
def test_the_database_lets_no_live_request_skip(change):
    row, _token = asked()

    with pytest.raises(DatabaseError), transaction.atomic():
        ResidentRequest.objects.filter(pk=row.pk).update(**change)


@pytest.mark.parametrize(
    "sql", ["UPDATE blocks_requeststep SET note = 'x'", "DELETE FROM blocks_requeststep"]
)
def test_the_way_is_never_rewritten(sql):
    asked()

    with (
        pytest.raises(DatabaseError, match="Cannot"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(sql)


@pytest.mark.django_db(transaction=True)
def test_two_desks_dispatch_one_request_and_one_is_told_so(race):
    row, _token = asked()
    classify(row)
    hands = [person(), person()]
    for who in hands:
        duty(who, block=row.block)
    desk = officer()

    answered = race(
        lambda who: services.dispatch(actor=desk, request_id=row.pk, handler_id=who.pk, at=NOON),
        hands,
    )

    assert answered[0] == "entered"
    assert "现在是“已派单”，不能办理“派单”" in answered[1]
    assert kinds_of(row).count("dispatched") == 1


@pytest.mark.django_db(transaction=True)
def test_one_link_answers_once_however_many_use_it_at_once(race):
    row, token = brought_to("done", contact="13800138000")

    answered = race(
        lambda solved: say(token, solved=solved, note="看过了"), [True, False, True, False]
    )

    assert answered.count("entered") == 1
    assert {text for text in answered if text != "entered"} == {
        "这个答复已经用过，或这件诉求现在不等答复"
    }
    row.refresh_from_db()
    assert row.way.filter(kind__in=["confirmed", "denied"]).count() == 1

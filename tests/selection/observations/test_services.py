"""Draft, submitted, a second witness's word, accepted; and what each step tells to whom."""

import threading
from datetime import date, datetime
from zoneinfo import ZoneInfo

import pytest
from django.db import IntegrityError, connection, transaction

from qingmiao.access.enums import Role
from qingmiao.evidence.models import Evidence
from qingmiao.kernel.errors import Forbidden, Refused
from qingmiao.ledger.models import Entry
from qingmiao.notices.models import Notice
from qingmiao.people.dossiers.models import Person
from qingmiao.registers.services import amend, void
from qingmiao.selection.observations import services
from qingmiao.selection.observations.register import OBSERVATIONS
from qingmiao.selection.observations.tasks import remind
from tests.factories import house
from tests.factories.house import TODAY, acting, actor, officer, person
from tests.factories.selection import front, observation

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 6, 30, 15, tzinfo=ZoneInfo("Asia/Shanghai"))
DUE = date(2026, 7, 7)


@pytest.fixture
def scene():
    """Observer, witness and subject with accounts of their own, and one officer."""
    town = house.unit("青云镇")

    def somebody(name, role):
        who = person(name, where=town)
        account = house.account(who=who)
        house.grant(account, role, over=town)
        return account

    observer = somebody("周镇长", Role.UNIT_SECRETARY)
    witness, subject = somebody("钱委员", Role.CADRE), somebody("林若曦", Role.CADRE)
    desk = house.holder(Role.OFFICER)
    row = observation(
        person=Person.objects.get(pk=subject.person_id),
        observer=Person.objects.get(pk=observer.person_id),
        witness=Person.objects.get(pk=witness.person_id),
        front=front(subject_access="reply"),
    )
    return {"observer": observer, "witness": witness, "subject": subject, "desk": desk, "row": row}


def submit(scene, who="observer", on=TODAY):
    return services.submit_observation(
        actor=acting(scene[who]), observation_id=scene["row"].pk, on=on
    )


def answer(scene, *, confirms=True, note="", who=None):
    return services.answer_as_witness(
        actor=who or acting(scene["witness"]),
        observation_id=scene["row"].pk,
        confirms=confirms,
        note=note,
        on=TODAY,
        at=NOW,
    )


def accept(scene, who=None):
    return services.accept_observation(
        actor=who or acting(scene["desk"]), observation_id=scene["row"].pk
    )


def waiting():
    """Who is told what and has not been relieved of it."""
    rows = Notice.objects.filter(settled_at__isnull=True).order_by("pk")
    return [(row.account.display_name, row.kind.rsplit(".")[-1]) for row in rows]


def test_the_whole_way_tells_each_in_turn_and_ends_as_evidence(scene):
    row = submit(scene)
    assert (row.state, row.submitted_on, row.answer_due_on) == ("submitted", TODAY, DUE)
    assert waiting() == [("钱委员", "witness_asked")]
    assert Notice.objects.get().due_on == DUE

    row = answer(scene, note="当时在场")
    assert (row.state, row.witness_note, row.answered_by) == ("witnessed", "当时在场", "钱委员")
    assert waiting() == [(scene["desk"].display_name, "acceptance_asked")]
    assert not Evidence.objects.exists()

    accept(scene)
    [claim] = Evidence.objects.all()
    assert (claim.person, claim.source_person, claim.verified_by) == (
        row.person, row.observer, "钱委员"
    )  # fmt: skip
    assert waiting() == [("周镇长", "observer_told"), ("林若曦", "subject_told")]
    deeds = Entry.objects.filter(subject_kind="observations.observation").exclude(
        deed__startswith="notices"
    )
    assert [entry.deed.rsplit(".")[-1] for entry in deeds.order_by("pk")] == [
        "submitted", "confirmed", "accepted",
    ]  # fmt: skip


def test_what_is_voided_leaves_the_evidence_and_waits_for_nobody(scene):
    submit(scene)
    answer(scene)
    accept(scene)

    void(actor=officer(), register=OBSERVATIONS, pk=scene["row"].pk, reason="重复登记", at=NOW)

    assert Evidence.objects.get().retract_reason == "重复登记"
    assert waiting() == []


def test_a_question_comes_back_to_the_observer_who_may_change_and_submit_again(scene):
    submit(scene)
    row = answer(scene, confirms=False, note="当天不在场")
    assert (row.state, waiting()) == ("questioned", [("周镇长", "revision_asked")])

    amend(
        actor=acting(scene["observer"]), register=OBSERVATIONS, pk=row.pk, on=TODAY, version=None,
        values={"action": "逐户上门十余次"},
    )  # fmt: skip
    row = submit(scene)

    assert (row.state, row.witness_note, row.answered_at) == ("submitted", "", None)
    assert waiting() == [("钱委员", "witness_asked")]


def test_a_question_needs_its_reason(scene):
    submit(scene)

    with pytest.raises(Refused, match="存疑须写明理由"):
        answer(scene, confirms=False, note=" ")


def test_all_reasons_against_submitting_at_once(scene):
    scene["row"].witness = None
    scene["row"].save()
    services_row = scene["row"]
    with pytest.raises(Refused) as no:
        submit(scene)
    assert no.value.reasons == ("请先填写旁证人：第二个在场、能证明的人",)

    services_row.witness = Person.objects.get(pk=scene["witness"].person_id)
    services_row.save()
    house.kin(services_row.person, services_row.witness)
    with pytest.raises(Refused, match="旁证人与被识别人是亲属"):
        submit(scene)


def test_it_is_submitted_once(scene):
    submit(scene)

    with pytest.raises(Refused, match="只有草稿和旁证存疑的识别可以提交"):
        submit(scene)


def test_only_the_named_witness_answers_and_only_what_was_submitted(scene):
    with pytest.raises(Forbidden):
        answer(scene)  # still a draft
    submit(scene)

    for other in ("observer", "subject", "desk"):
        with pytest.raises(Forbidden):
            answer(scene, who=acting(scene[other]))
    answer(scene)
    with pytest.raises(Refused, match="旁证已确认"):
        answer(scene, confirms=False, note="改主意")


def test_the_department_writes_down_a_word_on_paper_and_somebody_else_accepts(scene):
    scene["witness"].is_active = False
    scene["witness"].save()
    submit(scene)
    desk = acting(scene["desk"])

    with pytest.raises(Refused, match="代录旁证须写明"):
        answer(scene, who=desk)
    answer(scene, who=desk, note="书面证明存档")
    with pytest.raises(Refused, match="请由他人采信"):
        accept(scene)

    accept(scene, house.leader())
    assert Evidence.objects.count() == 1


@pytest.mark.parametrize(
    ("who", "reason"),
    [("observer", "识别人不得采信本人提交的识别"), ("witness", "旁证人不得采信本人旁证的识别")],
)
def test_nobody_accepts_what_oneself_saw_or_confirmed(scene, who, reason):
    submit(scene)
    answer(scene)
    hand = officer(who=Person.objects.get(pk=scene[who].person_id))

    with pytest.raises(Refused, match=reason):
        accept(scene, hand)
    assert not Evidence.objects.exists()


def test_a_liaison_does_not_accept_and_nothing_is_accepted_unwitnessed(scene):
    submit(scene)
    with pytest.raises(Refused, match="待旁证"):
        accept(scene)
    answer(scene)

    with pytest.raises(Forbidden):
        accept(scene, actor(Role.POINT_HEAD, over=scene["row"].person.unit))


def test_sent_back_it_is_a_draft_and_the_word_falls_with_the_text(scene):
    submit(scene)
    answer(scene, note="当时在场")

    with pytest.raises(Refused, match="请写明退回理由"):
        services.send_back_observation(
            actor=acting(scene["desk"]), observation_id=scene["row"].pk, reason=" "
        )
    row = services.send_back_observation(
        actor=acting(scene["desk"]), observation_id=scene["row"].pk, reason="结果写得含糊"
    )

    assert (row.state, row.witness_note, row.answered_at) == ("draft", "", None)
    assert waiting() == [("周镇长", "revision_asked")]


def test_the_person_replies_once_where_the_front_lets_them(scene):
    def reply(text, who="subject"):
        return services.reply_to_observation(
            actor=acting(scene[who]), observation_id=scene["row"].pk, reply=text, on=TODAY, at=NOW
        )

    submit(scene)
    answer(scene)
    with pytest.raises(Forbidden):
        reply("还没有采信")
    accept(scene)
    with pytest.raises(Forbidden):
        reply("别人的", who="observer")

    assert reply("谢谢").reply == "谢谢"
    with pytest.raises(Refused) as no:
        reply(" ")
    assert no.value.reasons == ("已经回应过", "请写下回应")
    assert (scene["desk"].display_name, "reply_told") in waiting()


@pytest.mark.parametrize(("access", "told"), [("hidden", False), ("shown", True)])
def test_the_person_hears_of_it_only_as_the_front_says(scene, access, told):
    scene["row"].front.subject_access = access
    scene["row"].front.save()
    submit(scene)
    answer(scene)
    accept(scene)

    assert (("林若曦", "subject_told") in waiting()) == told
    with pytest.raises(Forbidden):
        services.reply_to_observation(
            actor=acting(scene["subject"]), observation_id=scene["row"].pk, reply="x", on=TODAY,
            at=NOW,
        )  # fmt: skip


def test_a_late_witness_is_reminded_once(scene):
    submit(scene, on=date(2026, 6, 1))

    assert [remind(timestamp=0), remind(timestamp=0)] == [1, 0]
    Notice.objects.update(read_at=NOW)
    assert remind(timestamp=0) == 0
    assert ("钱委员", "witness_late") in waiting()


def test_nobody_is_reminded_before_the_day_has_passed(scene):
    submit(scene, on=date(2026, 6, 23))  # due today

    assert remind(timestamp=0) == 0


def test_the_database_wants_a_witness_of_what_left_the_draft():
    with pytest.raises(IntegrityError, match="only_a_draft_lacks_a_witness"), transaction.atomic():
        observation(state="submitted")


def test_the_database_wants_two_persons(scene):
    row = scene["row"]
    row.witness = row.observer

    with pytest.raises(IntegrityError, match="a_witness_is_somebody_else"), transaction.atomic():
        row.save()


@pytest.mark.django_db(transaction=True)
def test_of_two_words_at_once_the_first_stands(scene):
    submit(scene)
    start, outcomes = threading.Barrier(2), []

    def say(confirms):
        try:
            start.wait(5)
            answer(scene, confirms=confirms, note="一句话")
            outcomes.append("said")
        except Refused:
            outcomes.append("refused")
        finally:
            connection.close()

    threads = [threading.Thread(target=say, args=[word]) for word in (True, False)]
    for each in threads:
        each.start()
    for each in threads:
        each.join(20)

    assert sorted(outcomes) == ["refused", "said"]
    words = Entry.objects.filter(
        deed__in=["observations.observation.confirmed", "observations.observation.questioned"]
    )
    assert words.count() == 1

"""What lectures tell evidence, and take back."""

from datetime import date

import pytest
from django.urls import reverse

from qingmiao.access.enums import Role
from qingmiao.cultivation.lectures.models import Speaking
from qingmiao.cultivation.lectures.register import LECTURES, SPEAKINGS
from qingmiao.evidence.models import Evidence
from qingmiao.registers.services import enter
from tests.factories.cultivation import corps_member, lecture
from tests.factories.ground import TODAY, client_of, officer, unit

pytestmark = pytest.mark.django_db


def standing():
    return Evidence.objects.filter(retracted_at__isnull=True)


def spoke(at, member=None):
    return enter(
        actor=officer(),
        register=SPEAKINGS,
        values={"lecture": at, "member": member or corps_member()},
        on=TODAY,
    )


def test_a_delivered_lecture_with_proof_is_a_fact_about_its_speaker():
    host = unit("城东街道")

    row = spoke(lecture("二十大精神", host=host, audience=80))

    [claim] = standing()
    assert claim.claim == "在城东街道宣讲“二十大精神”，听众 80 人"
    assert (claim.person, claim.source_kind, claim.dimension, claim.polarity) == (
        row.member.person, "lecture", "expression", "neutral",
    )  # fmt: skip
    assert (claim.source_unit, claim.happened_on) == (host, date(2025, 5, 1))


@pytest.mark.parametrize("changes", [{"proof": ""}, {"state": "matched"}])
def test_an_unproved_or_undelivered_lecture_says_nothing(changes):
    spoke(lecture(**changes))

    assert not standing().exists()


def test_amending_the_lecture_amends_what_it_says_of_everybody_who_spoke():
    at = lecture("旧题")
    spoke(at)
    spoke(at)
    client = client_of(Role.OFFICER)
    values = {
        "title": "新题", "host": at.host.pk, "held_on": "2025-05-01", "place": "", "audience": "50",
        "state": "delivered", "proof": "照片",
    }  # fmt: skip

    client.post(reverse("lectures:lecture-edit", args=[at.pk]), values)

    assert {row.claim for row in standing()} == {f"在{at.host}宣讲“新题”，听众 50 人"}
    assert Evidence.objects.count() == 4


def test_voiding_a_participation_takes_the_fact_back():
    row = spoke(lecture())

    client_of(Role.OFFICER).post(
        reverse("lectures:speaking-void", args=[row.pk]), {"reason": "登错人"}
    )

    assert Speaking.objects.standing().count() == 0
    [taken] = Evidence.objects.all()
    assert taken.retract_reason == "登错人"


def test_a_lecture_with_speakers_is_not_voided():
    row = spoke(lecture())
    client = client_of(Role.OFFICER)

    for register, pk in ((LECTURES, row.lecture_id), (None, row.member_id)):
        name = register.url_name("void") if register else "lectures:member-void"
        answer = client.post(reverse(name, args=[pk]), {"reason": "重复"})
        assert answer.status_code == 422
        assert "名下还有 1 条宣讲参与" in answer.content.decode()

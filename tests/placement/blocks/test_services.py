"""What residents say, told to evidence; rivals for one duty."""

from datetime import date

import pytest

from qingmiao.access.enums import Role
from qingmiao.evidence.models import Evidence
from qingmiao.kernel.errors import Forbidden, Refused
from qingmiao.placement.blocks.models import Duty
from qingmiao.placement.blocks.register import BLOCKS, DUTIES, REQUESTS
from qingmiao.registers.services import amend, enter, void
from tests.factories.ground import TODAY, actor, officer, person
from tests.factories.placement import block, duty, request

pytestmark = pytest.mark.django_db

CONFIRMED = {
    "state": "confirmed",
    "done_on": date(2025, 6, 5),
    "outcome": "已清运",
    "satisfaction": 5,
}


def change(row, by=None, **values):
    return amend(
        actor=by or officer(),
        register=REQUESTS,
        pk=row.pk,
        values=values,
        version=None,
        on=TODAY,
    )


@pytest.mark.parametrize(
    ("satisfaction", "polarity", "tail"),
    [
        (5, "for", "，满意度 5"),
        (4, "for", "，满意度 4"),
        (3, "neutral", "，满意度 3"),
        (1, "against", "，满意度 1"),
        (None, "for", ""),
    ],
)
def test_what_the_resident_confirmed_speaks_for_or_against_the_handler(
    satisfaction, polarity, tail
):
    row = request(content="楼道堆物", block=block("东门区块"))

    change(row, **{**CONFIRMED, "satisfaction": satisfaction})

    [claim] = Evidence.objects.all()
    assert claim.claim == f"办理群众诉求：楼道堆物；群众已确认{tail}"
    assert (claim.person, claim.polarity, claim.source_kind, claim.source_name) == (
        row.handler, polarity, "resident", "东门区块群众",
    )  # fmt: skip


def test_done_by_the_handlers_own_word_is_no_evidence_and_cannot_be_confirmed_by_oneself():
    row = request()
    handler = actor(Role.CADRE, person=row.handler)

    change(row, handler, state="done", done_on=date(2025, 6, 5), outcome="已清运")
    with pytest.raises(Forbidden, match="群众确认由他人登记"):
        change(row, handler, **CONFIRMED)

    row.refresh_from_db()
    assert row.state == "done"
    assert not Evidence.objects.exists()


def test_reopening_takes_the_claim_back():
    row = request()
    change(row, **CONFIRMED)

    change(row, state="reopened", satisfaction=1)

    assert not Evidence.objects.filter(retracted_at__isnull=True).exists()


def test_voiding_takes_the_claim_back(moment):
    row = request()
    change(row, **CONFIRMED)

    void(actor=officer(), register=REQUESTS, pk=row.pk, reason="重复件", at=moment)

    [claim] = Evidence.objects.all()
    assert claim.retract_reason == "重复件"


@pytest.mark.parametrize(
    ("hang", "noun"),
    [(lambda at: duty(block=at), "区块职责"), (lambda at: request(block=at), "群众诉求")],
)
def test_a_block_in_use_is_not_voided(hang, noun, moment):
    at = block()
    hang(at)

    with pytest.raises(Refused, match=f"名下还有 1 条{noun}"):
        void(actor=officer(), register=BLOCKS, pk=at.pk, reason="撤并", at=moment)


@pytest.mark.django_db(transaction=True)
def test_four_hands_and_one_duty(race):
    who, at, hand = person(), block(), officer()
    days = [date(2025, 3, day) for day in (1, 2, 3, 4)]

    def serve(day):
        values = {
            "block": at, "person": who, "role": "governor", "tier": "district", "begins": day,
        }  # fmt: skip
        enter(actor=hand, register=DUTIES, values=values, on=TODAY)

    answers = race(serve, days)

    taken = "该同志在这一时期已负责本区块"
    assert answers == ["entered", taken, taken, taken]
    assert Duty.objects.count() == 1


def test_one_person_serves_in_two_blocks_at_once():
    earlier = duty()
    values = {
        "block": block(), "person": earlier.person, "role": "supervisor", "tier": "township",
        "begins": date(2024, 1, 1),
    }  # fmt: skip

    assert enter(actor=officer(), register=DUTIES, values=values, on=TODAY).pk

"""Decisions by purpose: written once, corrected by a further row, a tier proposes the membership."""

from datetime import date
from importlib import import_module
from threading import Barrier, Thread

import pytest
from django.db import IntegrityError, InternalError, ProgrammingError, connection, transaction

from qingmiao.evidence.models import Evidence
from qingmiao.kernel.errors import Forbidden, Refused
from qingmiao.pool.models import Membership, MembershipSource
from qingmiao.registers.services import amend
from qingmiao.selection.nominations.enums import Outcome, Purpose
from qingmiao.selection.nominations.models import GroupDecision, Nomination
from qingmiao.selection.nominations.queries.group import decisions_on, groups
from qingmiao.selection.nominations.queries.mine import about_me
from qingmiao.selection.nominations.register import NOMINATIONS
from qingmiao.selection.nominations.services.decision import DecidedMeanwhile, decide
from qingmiao.selection.nominations.services.nomination import accept_nomination
from tests.factories.house import district, leader, officer, person, unit
from tests.factories.selection import event, membership, nomination
from tests.selection.nominations.conftest import ON, cadre, submitted

pytestmark = pytest.mark.django_db
MIGRATION = "qingmiao.selection.nominations.migrations.0003_notices_forms_and_decisions"


@pytest.fixture
def row(town):
    made = submitted(town.secretary, town.notice, town.cadre, unit=town.unit)
    accept_nomination(actor=officer(), nomination_id=made.pk, note="", on=ON)
    made.refresh_from_db()
    return made


def upon(row, purpose, outcome="yes", note="", corrects=None, by=None):
    return decide(
        actor=by or officer(),
        event_id=row.event_id,
        person_id=row.person_id,
        purpose=Purpose(purpose),
        outcome=Outcome(outcome),
        note=note,
        corrects=corrects,
        on=ON,
    )


@pytest.fixture
def reader():
    """An officer who submitted nothing."""
    made = officer()
    return type(made)(account_id=99, name="周干事", grants=made.grants)


def test_a_tier_proposes_the_membership_with_its_source(row, reader):
    made = upon(row, "tier_a", by=reader)

    [member] = Membership.objects.all()
    [source] = MembershipSource.objects.all()
    assert (member.person, member.tier, member.state) == (row.person, "A", "proposed")
    assert (source.channel, source.origin_kind, source.origin_id) == (
        "nomination", "nominations.nomination", row.pk,
    )  # fmt: skip
    assert made.membership_id == member.pk
    row.refresh_from_db()
    assert row.decision == "tier_a"


def test_other_purposes_are_only_recorded(row, reader):
    upon(row, "training", by=reader)
    upon(row, "posting", "no", "暂无岗位", by=reader)

    assert not Membership.objects.exists()
    [line] = groups(actor=reader, event=row.event)
    assert (line.state, line.decided) == ("partly", ("仅列入培训",))


def test_the_pools_own_articles_hold_a_tier_back(row, reader):
    with pytest.raises(Refused) as no:
        upon(row, "tier_b", by=reader)

    assert no.value.reasons == ("职务层次在副科及以上，不能入副科以下库",)
    assert not GroupDecision.objects.exists()


def test_who_is_in_the_pool_stays_there(row, reader):
    membership(row.person, tier="A")

    made = upon(row, "tier_a", by=reader)

    assert (made.membership_id, Membership.objects.count()) == (None, 1)


def test_a_correction_is_a_further_row_with_a_reason(row, reader):
    first = upon(row, "training", by=reader)

    with pytest.raises(Refused) as no:
        upon(row, "training", corrects=first.pk, by=reader)
    upon(row, "training", "no", "本人已在训", corrects=first.pk, by=reader)

    assert no.value.reasons == ("更正决定须写明理由", "更正后的决定与原决定相同")
    standing = decisions_on(event_id=row.event_id, person_id=row.person_id)["training"]
    assert (standing.outcome, standing.earlier[0].outcome) == ("no", "yes")
    row.refresh_from_db()
    assert row.decision == "rejected"
    assert not Evidence.objects.filter(retracted_at__isnull=True).exists()


def test_what_was_decided_is_never_rewritten(row, reader):
    made = upon(row, "training", by=reader)

    for change in (
        lambda: GroupDecision.objects.filter(pk=made.pk).update(note="改"),
        lambda: GroupDecision.objects.filter(pk=made.pk).delete(),
    ):
        with pytest.raises((IntegrityError, InternalError, ProgrammingError)), transaction.atomic():
            change()


@pytest.mark.parametrize(
    ("changes", "reasons"),
    [
        ({"outcome": "no"}, ("不采用的须写明研判说明",)),
        ({"by": "submitter"}, ("提交推荐的人不作研判决定",)),
    ],
    ids=["refused without a word", "by whoever submitted it"],
)
def test_a_decision_is_refused(row, reader, changes, reasons):
    who = {"submitter": officer(), None: reader}[changes.pop("by", None)]

    with pytest.raises(Refused) as no:
        upon(row, "training", **changes, by=who)

    assert no.value.reasons == reasons


def test_nothing_is_decided_before_acceptance_nor_for_both_tiers(town, reader):
    row = submitted(town.secretary, town.notice, town.colleague, unit=town.unit)

    with pytest.raises(Refused) as early:
        upon(row, "training", by=reader)
    accept_nomination(actor=reader, nomination_id=row.pk, note="", on=ON)
    upon(row, "tier_a", by=reader)
    with pytest.raises(Refused) as both:
        upon(row, "tier_b", by=reader)

    assert early.value.reasons == ("受理之后才能填写研判结果",)
    assert both.value.reasons == ("已同意列入另一库，两库只能列入一个，请先更正那一项",)


def test_units_and_the_person_and_kin_decide_nothing(row, town):
    kin_of_hers = officer(kin_ids=frozenset({row.person_id}))

    for who in (town.secretary, officer(who=row.person), kin_of_hers):
        with pytest.raises(Forbidden):
            upon(row, "training", by=who)


def test_nominations_of_one_person_by_several_are_one_group(town, reader):
    elsewhere = unit()
    nomination(event=town.notice, person=town.cadre, unit=town.unit, state="accepted")
    nomination(event=town.notice, person=town.cadre, unit=elsewhere, state="accepted")
    nomination(event=town.notice, person=town.cadre, unit=town.unit, route="self")

    [line] = groups(actor=reader, event=town.notice)

    assert (line.person, line.nominations, line.accepted, line.waiting) == ("林若曦", 3, 2, 1)


def test_the_person_never_learns_of_a_tier(town, reader):
    notice = event(tells_nominee="outcome")
    row = submitted(town.secretary, notice, town.cadre, unit=town.unit)
    accept_nomination(actor=reader, nomination_id=row.pk, note="", on=ON)
    upon(row, "tier_a", by=reader)
    upon(row, "training", by=reader)

    [before] = about_me(actor=town.oneself, on=ON)
    notice.state = "reviewed"
    notice.save()
    [after] = about_me(actor=town.oneself, on=date(2026, 5, 1))

    assert (before.state, before.results) == ("", ())
    assert (after.state, after.results) == ("已受理", ("仅列入培训",))


def test_a_sheets_decision_becomes_one_of_its_own():
    row = nomination(state="accepted")

    def write(version, **values):
        amend(
            actor=leader(), register=NOMINATIONS, pk=row.pk, values=values, version=version, on=ON
        )

    write(1, decision="tier_b")
    write(2, decision="rejected", decision_note="暂不成熟")

    standing = decisions_on(event_id=row.event_id, person_id=row.person_id)
    assert {purpose: line.outcome for purpose, line in standing.items()} == dict.fromkeys(
        ("tier_a", "tier_b", "training", "posting"), "no"
    )
    assert standing["tier_b"].earlier[0].outcome == "yes"


def test_decisions_of_earlier_years_survive():
    carry = import_module(MIGRATION).CARRY_DECISIONS
    notice, one, other = event(), person(where=unit()), person(where=unit())
    nomination(event=notice, person=one, decision="tier_b", entered_by="李部长")
    nomination(event=notice, person=one, unit=unit(), decision="rejected", decision_note="重复")
    nomination(event=notice, person=other, decision="rejected", decision_note="暂不成熟")

    with connection.cursor() as cursor:
        cursor.execute(carry)

    kept = set(GroupDecision.objects.values_list("person_id", "purpose", "outcome", "note"))
    assert kept == {
        (one.pk, "tier_b", "yes", ""),
        *(
            (other.pk, purpose, "no", "暂不成熟")
            for purpose in ("tier_a", "tier_b", "training", "posting")
        ),
    }


@pytest.mark.django_db(transaction=True)
def test_two_who_decide_at_once_decide_once():
    _, _, town = district()
    row = nomination(person=cadre("林若曦", town), unit=town, state="accepted")
    start, refusals = Barrier(2), []

    def run(outcome):
        start.wait()
        try:
            upon(row, "training", outcome, "说明")
        except DecidedMeanwhile as no:
            refusals.append(no.reasons)
        finally:
            connection.close()

    threads = [Thread(target=run, args=[outcome]) for outcome in ("yes", "no")]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert refusals == [("这一项刚刚由他人作了决定，请看过之后再决定是否更正",)]
    assert GroupDecision.objects.count() == 1
    assert Nomination.objects.count() == 1

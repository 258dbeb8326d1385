"""A judge who cannot sit at a stage is never assigned there."""

from threading import Thread

import pytest
from django.db import DatabaseError, connections, transaction
from django.test import Client
from django.urls import reverse

from qingmiao.access.enums import Role, ScopeKind
from qingmiao.access.models import Account
from qingmiao.kernel import clock
from qingmiao.kernel.errors import Forbidden, Refused
from qingmiao.ledger.models import Entry as Deed
from qingmiao.notices.models import Notice
from qingmiao.selection.judging.models import Absence, Assignment, Sitting
from qingmiao.selection.judging.queries.console import lost_of, shortages_of
from qingmiao.selection.judging.services.absence import set_absences
from qingmiao.selection.judging.services.assignment import assign_stage
from qingmiao.selection.judging.services.judge import answer_invitation
from tests.factories import house, judging, selection

pytestmark = pytest.mark.django_db


def secretary(place):
    return house.actor(
        Role.CONTEST_SECRETARY, matter=(ScopeKind.CONTEST, place.contest.pk), name="秘书"
    )


def away(judge, *stages, at, actor=None, reason="出差"):
    return set_absences(
        actor=actor or judging.acting(judge), judge_id=judge.pk,
        stage_ids=[stage.pk for stage in stages], reason=reason, at=at,
    )  # fmt: skip


def assign(place, at):
    return assign_stage(
        actor=secretary(place), stage_id=place.stage.pk, each=None,
        entry_ids=[entry.pk for entry in place.entries], on=house.TODAY, at=at,
    )  # fmt: skip


def marking(place):
    rows = Assignment.objects.filter(stage=place.stage, state="assigned")
    return set(rows.values_list("judge_id", flat=True).order_by())


def client(account):
    made = Client()
    made.force_login(account)
    return made


def test_who_cannot_sit_is_not_assigned_until_it_is_withdrawn(place, at):
    absent = place.judges[0]
    away(absent, place.stage, at=at)

    assign(place, at)
    assert marking(place) == {judge.pk for judge in place.judges[1:]}

    away(absent, at=at)
    assign(place, at)
    assert absent.pk in marking(place)
    assert Absence.objects.get().withdrawn_by
    assert Deed.objects.filter(deed__startswith="judging.absence.").count() == 2


def test_what_was_assigned_goes_to_others_and_the_alarm_sounds(at):
    place = judging.arena(entries=1, judges=1)
    desk = house.holder(Role.CONTEST_SECRETARY, matter=(ScopeKind.CONTEST, place.contest.pk))
    assign(place, at)

    away(place.judges[0], place.stage, at=at)

    assert not marking(place)
    assert [each.is_final for each in shortages_of(contest_id=place.contest.pk)] == [True]
    alarm = Notice.objects.filter(account=desk, kind="judging.stage.short")
    assert alarm.exists()


def test_cover_is_known_to_be_lost_before_anybody_is_assigned(place, at):
    for judge in place.judges:
        away(judge, place.stage, at=at)

    lost = lost_of(stage=place.stage, entry_ids=[entry.pk for entry in place.entries])

    assert [(each.plate, each.possible) for each in lost] == [(1, 0), (2, 0)]


def test_the_desk_says_why_and_everything_wrong_is_told_at_once(place, at):
    other = judging.arena(entries=1, judges=1)
    Sitting.objects.create(stage=place.stage, opened_by="赛务")

    with pytest.raises(Refused) as no:
        away(place.judges[0], place.stage, other.stage, at=at, actor=secretary(place), reason=" ")

    assert len(no.value.reasons) == 3


def test_nobody_speaks_for_another_judge(place, at):
    with pytest.raises(Forbidden):
        away(place.judges[0], place.stage, at=at, actor=judging.acting(place.judges[1]))


def test_who_accepts_says_where_one_cannot_sit(place, at):
    asked = judging.judge(place, state="invited")

    answer_invitation(
        actor=judging.acting(asked), judge_id=asked.pk, accepts=True, reason="", on=house.TODAY,
        at=at, absent_from=[place.stage.pk],
    )  # fmt: skip

    assert Absence.objects.get().judge == asked


def test_the_database_never_assigns_who_cannot_sit(place, at):
    away(place.judges[0], place.stage, at=at)

    with pytest.raises(DatabaseError, match="cannot sit"), transaction.atomic():
        judging.assignment(place.judges[0], place.entries[0], place.stage)


def test_the_database_settles_absences_when_the_stage_opens(place, at):
    away(place.judges[0], place.stage, at=at)
    Sitting.objects.create(stage=place.stage, opened_by="赛务")

    with pytest.raises(DatabaseError, match="has opened"), transaction.atomic():
        Absence.objects.update(withdrawn_at=at, withdrawn_by="赛务")
    with pytest.raises(DatabaseError, match="has opened"), transaction.atomic():
        Absence.objects.create(judge=place.judges[1], stage=place.stage, stated_by="评委")
    with pytest.raises(DatabaseError), transaction.atomic():
        Absence.objects.all()._raw_delete("default")


def test_judge_and_desk_enter_it_in_the_browser(place, at):
    judge = place.judges[0]
    own = client(Account.objects.get(pk=judge.account_id))
    desk = client(
        house.holder(Role.CONTEST_SECRETARY, matter=(ScopeKind.CONTEST, place.contest.pk))
    )
    page = reverse("judging:absence", args=[judge.pk])

    assert own.post(page, {"stages": [str(place.stage.pk)]}).status_code == 302
    assert "不能到场" in own.get(reverse("judging:mine")).content.decode()
    assert "不能到场" in desk.get(reverse("judging:assign", args=[place.stage.pk])).content.decode()
    assert desk.post(page, {"stages": []}).status_code == 422
    assert desk.post(page, {"reason": "来电告知可以到场"}).status_code == 302
    assert not Absence.objects.filter(withdrawn_at__isnull=True).exists()


def test_a_day_of_several_stages_is_ticked_at_once(place, at):
    with selection.as_it_was_frozen():
        place.stage.held_on = house.TODAY
        place.stage.save(update_fields=["held_on"])
    second = selection.stage(place.contest, order=2, name="面试", held_on=house.TODAY)
    own = client(Account.objects.get(pk=place.judges[0].account_id))

    own.post(
        reverse("judging:absence", args=[place.judges[0].pk]),
        {"stages": [f"{place.stage.pk},{second.pk}"]},
    )

    assert Absence.objects.count() == 2


@pytest.mark.django_db(transaction=True)
def test_assigning_and_stating_at_the_same_moment_never_both_stand():
    place, at = judging.arena(entries=2, judges=2), clock.now()
    absent = place.judges[0]

    def run(do):
        try:
            do()
        finally:
            connections.close_all()

    tasks = [lambda: assign(place, at), lambda: away(absent, place.stage, at=at)]
    threads = [Thread(target=run, args=[task]) for task in tasks]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert Absence.objects.count() == 1
    assert marking(place) == {place.judges[1].pk}

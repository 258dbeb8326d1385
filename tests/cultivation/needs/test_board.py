"""需求看板: read before it is seen, one vote a person, answered by classes, what is uncovered stays visible."""

from datetime import UTC, date, datetime
from threading import Barrier, Thread

import pytest
import time_machine
from django.db import connection
from django.urls import reverse

from qingmiao.access.enums import Role
from qingmiao.cultivation.needs import services
from qingmiao.cultivation.needs.models import Need, NeedVote
from qingmiao.cultivation.needs.queries import board
from qingmiao.kernel.actor import Actor
from qingmiao.kernel.errors import Refused
from qingmiao.notices.models import Notice
from tests.factories import house
from tests.factories.cultivation import programme, training_class
from tests.factories.ground import client_of, errors_of, person, unit

pytestmark = pytest.mark.django_db
TODAY = date(2026, 6, 30)
AT = datetime(2026, 6, 30, 2, tzinfo=UTC)


@pytest.fixture(autouse=True)
def _summer():
    with time_machine.travel("2026-06-30 10:00+08:00", tick=False):
        yield


def need(title="无人机", **changes):
    return Need.objects.create(**{"title": title, "proposed_on": TODAY, **changes})


def shown(which="uncovered", who=None):
    actor = who or house.officer()
    return [(line.title, line.votes) for line in board.board_of(actor=actor, which=which)]


def test_a_wish_is_read_before_anybody_sees_it():
    house.holder(Role.OFFICER)
    who = person()
    mine = client_of(Role.CADRE, person=who)
    assert mine.post(reverse("needs:propose"), {"title": "无人机"}).status_code == 302
    made = Need.objects.get()
    read = reverse("needs:need-read", args=[made.pk])
    desk = client_of(Role.OFFICER)

    assert shown("all") == []
    page = reverse("needs:need-detail", args=[made.pk])
    assert client_of(Role.CADRE, person=person()).get(page).status_code == 404
    assert mine.get(page).status_code == 200
    assert mine.post(read, {"decision": "admit", "title": "无人机"}).status_code == 404
    assert Notice.objects.filter(kind="needs.need.reading_asked").exists()
    assert errors_of(desk.post(read, {"decision": "decline", "title": "无人机"})) == [
        "请写明办理意见"
    ]
    assert desk.post(read, {"decision": "admit", "title": "无人机驾驶"}).status_code == 302
    assert shown() == [("无人机驾驶", 0)]
    assert Notice.objects.filter(kind="needs.need.decided_told").exists()
    assert who.name not in desk.get(page).content.decode()
    assert not Notice.objects.filter(kind="needs.need.reading_asked", sent_by=who.name).exists()


def test_three_wishes_a_day_and_no_more():
    mine = client_of(Role.CADRE, person=person())
    told = [mine.post(reverse("needs:propose"), {"title": f"第{n}条"}) for n in range(4)]
    assert [each.status_code for each in told] == [302, 302, 302, 422]
    assert errors_of(told[-1]) == ["一天最多提出 3 条需求，请明天再提"]


def test_one_person_one_vote_given_and_taken_back():
    made, who = need(), person()
    mine = client_of(Role.CADRE, person=who)
    vote, unvote = (reverse(f"needs:need-{way}", args=[made.pk]) for way in ("vote", "unvote"))
    mine.post(vote), mine.post(vote)
    assert shown() == [("无人机", 1)]
    mine.post(unvote)
    again = mine.post(unvote, follow=True)
    assert shown() == [("无人机", 0)]
    assert "您没有附议过" in again.content.decode()
    assert client_of(Role.OFFICER).post(vote).status_code == 404
    assert (
        mine.post(reverse("needs:need-vote", args=[need("待审", state="proposed").pk])).status_code
        == 404
    )


def test_a_class_cites_what_it_answers_and_what_is_uncovered_stays_visible():
    home = unit()
    around = training_class("第1期", programme=programme(organizer=home))
    drone, photo = need("无人机"), need("摄影")
    fan = person()
    house.account(who=fan)
    NeedVote.objects.create(need=drone, person=fan)
    cite = reverse("needs:class-cite", args=[around.pk])
    keeper = client_of(Role.UNIT_ORGANIZER, at=home)

    assert (
        client_of(Role.UNIT_ORGANIZER, at=unit()).post(cite, {"needs": [drone.pk]}).status_code
        == 404
    )
    assert keeper.post(cite, {"needs": [drone.pk]}).status_code == 302
    assert errors_of(keeper.post(cite, {"needs": [drone.pk]})) == ["没有变动"]
    assert (shown(), shown("covered")) == ([("摄影", 0)], [("无人机", 1)])
    assert Notice.objects.filter(kind="needs.need.covered_told").count() == 1
    page = client_of(Role.CADRE, person=person()).get(
        reverse("needs:class-needs", args=[around.pk])
    )
    assert "无人机" in page.content.decode()

    around.state = "cancelled"
    around.save()
    assert shown() == [("无人机", 1), ("摄影", 0)]
    around.state = "finished"
    around.save()
    keeper.post(cite, {"needs": [photo.pk]})
    assert (shown(), shown("covered")) == ([("无人机", 1)], [("摄影", 0)])
    assert drone.citations.get().ended_at is not None


def test_duplicates_are_merged_with_a_reason_and_every_person_keeps_one_vote():
    double, kept = need("飞无人机"), need("无人机驾驶")
    both, one, other = person(), person(), person()
    for each, who in ((double, both), (double, one), (kept, both), (kept, other)):
        NeedVote.objects.create(need=each, person=who)
    house.account(who=one)
    around = training_class()
    services.cite_needs(
        actor=house.officer(), class_id=around.pk, need_ids=[double.pk], at=AT
    )  # fmt: skip
    merge = reverse("needs:need-merge", args=[double.pk])
    desk = client_of(Role.OFFICER)

    assert client_of(Role.UNIT_ORGANIZER).get(merge).status_code == 404
    assert desk.post(merge, {"into": kept.pk, "reason": ""}).status_code == 422
    assert desk.post(merge, {"into": double.pk, "reason": "同一件事"}).status_code == 422
    assert desk.post(merge, {"into": kept.pk, "reason": "同一件事"}).status_code == 302
    assert (shown("uncovered"), shown("covered")) == ([], [("无人机驾驶", 3)])
    assert Notice.objects.filter(kind="needs.need.voted_told").count() == 1
    page = desk.get(reverse("needs:need-detail", args=[double.pk])).content.decode()
    assert "同一件事" in page
    assert reverse("needs:need-detail", args=[kept.pk]) in page
    again = {"into_id": kept.pk, "reason": "再合并", "at": AT}
    with pytest.raises(Refused, match="只有看板上或待审核的需求可以并入"):
        services.merge_need(actor=house.officer(), need_id=double.pk, **again)
    with pytest.raises(Refused, match="不能并入自己"):
        services.merge_need(actor=house.officer(), need_id=kept.pk, **again)


def test_who_voted_is_told_why_a_need_is_declined():
    made, fan = need(), person()
    house.account(who=fan)
    NeedVote.objects.create(need=made, person=fan)
    read = reverse("needs:need-read", args=[made.pk])
    desk = client_of(Role.OFFICER)
    assert desk.post(
        read, {"decision": "decline", "title": "无人机", "reason": "市里统一办班"}
    ).status_code == 302  # fmt: skip
    assert shown("all") == []
    assert Notice.objects.filter(kind="needs.need.voted_told").count() == 1
    page = client_of(Role.CADRE, person=person()).get(reverse("needs:need-detail", args=[made.pk]))
    assert "市里统一办班" in page.content.decode()


def test_a_need_that_is_not_on_the_board_is_not_cited():
    around, waits = training_class(), need(state="proposed")
    with pytest.raises(Refused, match="不在看板上"):
        services.cite_needs(actor=house.officer(), class_id=around.pk, need_ids=[waits.pk], at=AT)


@pytest.mark.parametrize("count", [1, 3])
def test_the_board_asks_the_same_number_of_questions(count, django_assert_num_queries):
    who = client_of(Role.CADRE, person=person())
    for number in range(count):
        services.cite_needs(
            actor=house.officer(), class_id=training_class().pk,
            need_ids=[need(f"需求{number}").pk], at=AT,
        )  # fmt: skip
    url = f"{reverse('needs:board')}?show=all"
    who.get(url)
    with django_assert_num_queries(10):
        who.get(url)


@pytest.mark.django_db(transaction=True)
def test_two_presses_at_once_are_one_vote():
    made, who = need(), person()
    actor = Actor(
        account_id=house.NO_ACCOUNT, name=who.name, person_id=who.pk, door="web", grants=()
    )
    start, refused = Barrier(2), []

    def press():
        try:
            start.wait()
            services.vote_need(actor=actor, need_id=made.pk)
        except Refused as no:
            refused.append(no)
        finally:
            connection.close()

    threads = [Thread(target=press) for _each in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert (NeedVote.objects.count(), len(refused)) == (1, 1)

"""What is shown, to whom, from when: nothing that was not released."""

from datetime import timedelta

import pytest
from django.db import DatabaseError, IntegrityError, connection, transaction
from django.test import Client
from django.urls import reverse

from qingmiao.access.enums import Role, ScopeKind
from qingmiao.kernel import clock
from qingmiao.kernel.errors import Forbidden, Refused
from qingmiao.ledger.models import Entry as Told
from qingmiao.notices.models import Notice
from qingmiao.selection.judging.models import HallLink, Release
from qingmiao.selection.judging.queries.hall import board_of, contest_behind, token_of
from qingmiao.selection.judging.services.hall import (
    ask_release,
    close_halls,
    consent_to_release,
    end_release,
    open_hall,
)
from tests.factories import house, judging

pytestmark = pytest.mark.django_db
NAME, UNIT = "绝不可见", "不可见局"


@pytest.fixture
def place():
    """The first stage is sealed, the second is not; everybody has a secret name."""
    made, second = judging.two_rounds(entries=2, judges=3)
    judging.sealed(made, {1: "83.25", 2: "71.75"})
    for entry in made.entries:
        type(entry.person).objects.filter(pk=entry.person_id).update(name=f"{NAME}{entry.pk}")
        type(entry.unit).objects.filter(pk=entry.unit_id).update(
            name=f"{UNIT}{entry.pk}", short_name=UNIT
        )
    made.second = second
    return made


def matter(place):
    return (ScopeKind.CONTEST, place.contest.pk)


def secretary(place):
    return house.acting(house.holder(Role.CONTEST_SECRETARY, matter=matter(place)))


def supervisor(place):
    return house.acting(house.holder(Role.CONTEST_SUPERVISOR, matter=matter(place)))


def ask(place, *fields, audience="hall", stage=None, actor=None):
    return ask_release(
        actor=actor or secretary(place), contest_id=place.contest.pk, audience=audience,
        fields=fields, stage_id=stage.pk if stage else None, at=clock.now(),
    )  # fmt: skip


def shown(place, *fields, audience="hall", stage=None):
    """Asked for and agreed to."""
    for row in ask(place, *fields, audience=audience, stage=stage):
        if row.needs_consent:
            consent_to_release(actor=supervisor(place), release_id=row.pk)


def finished(place, **changes):
    rows = {"state": "ranked", "total": "90.50", "place": 1} | changes
    type(place.entries[0]).objects.filter(pk=place.entries[0].pk).update(**rows)
    type(place.contest).objects.filter(pk=place.contest.pk).update(state="provisional")
    place.contest.refresh_from_db()


def screen(place):
    link = open_hall(actor=secretary(place), contest_id=place.contest.pk, hours=8, at=clock.now())
    return reverse("judging:hall", args=[token_of(link)])


# ---------------------------------------------------------------- asking and consenting
def test_plates_stand_at_once_and_marks_wait_for_the_supervisor(place):
    watcher = supervisor(place)
    [plate] = ask(place, "plate")
    [mark] = ask(place, "stage_mark", stage=place.stage)

    assert plate.released_at is not None
    assert mark.released_at is None
    assert Notice.objects.filter(
        account_id=watcher.account_id, kind="judging.release.wanted", settled_at=None
    ).exists()
    consent_to_release(actor=watcher, release_id=mark.pk)
    mark.refresh_from_db()
    assert mark.released_at is not None
    assert not Notice.objects.filter(kind="judging.release.wanted", settled_at=None).exists()
    told = Told.objects.filter(deed__startswith="judging.release").order_by("pk")
    assert [each.deed for each in told] == [
        "judging.release.made", "judging.release.asked", "judging.release.made",
    ]  # fmt: skip


def test_every_reason_why_not_at_once(place):
    with pytest.raises(Refused) as no:
        ask(place, "name", "stage_mark", "total", "rank", stage=place.second)

    assert list(no.value.reasons) == [
        "盲评环节“面试”封存之前不能公布姓名",
        "“面试”封存之后才能公布成绩",
        "初步结果公布之后才能公布“总成绩”",
        "初步结果公布之后才能公布“名次”",
    ]
    assert not Release.objects.exists()


@pytest.mark.parametrize(
    ("fields", "stage", "said"),
    [
        pytest.param((), False, "请选择要公布的内容", id="nothing chosen"),
        pytest.param(("stage_mark",), False, "请选择公布哪个环节的成绩", id="no stage"),
        pytest.param(("plate",), False, "“号牌”已经公布或待同意", id="twice"),
    ],
)
def test_a_release_is_refused(place, fields, stage, said):
    ask(place, "plate")

    with pytest.raises(Refused) as no:
        ask(place, *fields)

    assert list(no.value.reasons) == [said]


def test_whoever_asks_does_not_consent_and_nobody_twice(place):
    leader = house.acting(house.holder(Role.DEPARTMENT_LEADER))
    [row] = ask(place, "stage_mark", stage=place.stage, actor=leader)

    for who in (leader, secretary(place), house.acting(house.holder(Role.OFFICER))):
        with pytest.raises(Forbidden):
            consent_to_release(actor=who, release_id=row.pk)
    consent_to_release(actor=supervisor(place), release_id=row.pk)
    with pytest.raises(Refused) as no:
        consent_to_release(actor=supervisor(place), release_id=row.pk)

    assert list(no.value.reasons) == ["这一项已经公布"]


def test_only_the_secretary_or_the_department_asks(place):
    with pytest.raises(Forbidden):
        ask(place, "plate", actor=supervisor(place))
    with pytest.raises(Forbidden):
        ask(place, "plate", actor=judging.acting(place.judges[0]))


def test_what_is_taken_back_is_shown_no_more(place):
    shown(place, "plate")
    row = Release.objects.get()

    with pytest.raises(Refused):
        end_release(actor=supervisor(place), release_id=row.pk, reason=" ")
    end_release(actor=supervisor(place), release_id=row.pk, reason="号牌有误")

    assert board_of(contest=place.contest, audience="hall").lines == ()
    with pytest.raises(Refused) as no:
        end_release(actor=supervisor(place), release_id=row.pk, reason="再撤")
    assert list(no.value.reasons) == ["这一项已经撤下"]
    ask(place, "plate")  # and may be released anew


# ---------------------------------------------------------------- what is in the answer
def test_the_screen_shows_what_was_released_and_nothing_else(place):
    url, hall = screen(place), Client()
    secrets = [NAME, UNIT, "83.25", "71.75"]

    def seen():
        text = hall.get(url).content.decode()
        return [word for word in secrets if word in text]

    first = seen()
    shown(place, "plate")
    second = seen()
    shown(place, "stage_mark", stage=place.stage)
    third = seen()

    assert (first, second, third) == ([], [], ["83.25", "71.75"])


def test_each_audience_sees_its_own(place):
    shown(place, "stage_mark", audience="contestants", stage=place.stage)
    entry = place.entries[0]
    cadre = house.account(who=entry.person)
    house.grant(cadre, Role.CADRE, matter=(ScopeKind.OWN, entry.person_id))
    hand = house.holder(Role.UNIT_SECRETARY, over=entry.unit)
    url = reverse("judging:board", args=[place.contest.pk])

    def read(account):
        door = Client()
        door.force_login(account)
        return door.get(url)

    mine, unit = read(cadre), read(hand)

    assert "83.25" in mine.content.decode()
    assert "83.25" not in unit.content.decode()
    assert NAME not in mine.content.decode().replace(f"{NAME}{entry.pk}", "")
    assert "83.25" not in Client().get(screen(place)).content.decode()
    stranger = house.holder(Role.UNIT_SECRETARY, over=house.unit())
    assert read(stranger).status_code == 404
    assert read(house.holder(Role.OFFICER)).status_code == 404


def test_names_totals_and_ranks_after_the_result(place):
    judging.sealed(place, {1: "88", 2: "77"}, stage=place.second)
    finished(place)
    shown(place, "name", "total", "rank", "plate")
    board = board_of(contest=place.contest, audience="hall")

    first = board.lines[0]
    assert (first.plate, first.total, first.rank) == (1, "90.50", 1)
    assert first.name.startswith(NAME)


def test_the_order_does_not_tell_what_is_not_released(place):
    judging.sealed(place, {1: "88", 2: "77"}, stage=place.second)
    for entry, pinyin in zip(place.entries, ("zhao", "bai"), strict=True):
        type(entry.person).objects.filter(pk=entry.person_id).update(pinyin=pinyin)
    shown(place, "name")

    names = [line.name for line in board_of(contest=place.contest, audience="hall").lines]

    assert names == [f"{NAME}{place.entries[1].pk}", f"{NAME}{place.entries[0].pk}"]


def test_a_correction_is_on_the_screen_as_it_counts(place):
    shown(place, "stage_mark", stage=place.stage)
    type(place.entries[1]).objects.filter(pk=place.entries[1].pk).update(state="withdrawn")

    assert [line.marks for line in board_of(contest=place.contest, audience="hall").lines] == [
        ("83.25",)
    ]


# ---------------------------------------------------------------- the address of the screen
def test_the_address_needs_no_sign_in_and_ends(place):
    at = clock.now()
    link = open_hall(actor=secretary(place), contest_id=place.contest.pk, hours=1, at=at)
    token = token_of(link)

    assert contest_behind(token=token, at=at) == place.contest
    assert contest_behind(token=token, at=at + timedelta(hours=1)) is None
    assert contest_behind(token=token[:-1], at=at) is None
    assert contest_behind(token="1", at=at) is None
    assert close_halls(actor=secretary(place), contest_id=place.contest.pk) == 1
    assert contest_behind(token=token, at=at) is None
    assert Client().get(reverse("judging:hall", args=[token])).status_code == 404


@pytest.mark.parametrize("hours", [0, 73])
def test_an_address_is_good_for_some_hours_only(place, hours):
    with pytest.raises(Refused) as no:
        open_hall(actor=secretary(place), contest_id=place.contest.pk, hours=hours, at=clock.now())

    assert list(no.value.reasons) == ["有效期须在 1 到 72 小时之间"]


def test_the_screen_is_asked_anew_without_a_script_of_its_own(place):
    url = screen(place)
    answer = Client().get(url, headers={"HX-Request": "true"}).content.decode()

    assert "<html" not in answer
    assert f'hx-get="{url}"' in answer
    assert "<script" not in answer


# ---------------------------------------------------------------- in the browser of the desk
def test_releasing_consenting_and_taking_back_by_pages(place):
    desk, watch = Client(), Client()
    desk.force_login(house.holder(Role.CONTEST_SECRETARY, matter=matter(place)))
    watch.force_login(house.holder(Role.CONTEST_SUPERVISOR, matter=matter(place)))
    url = reverse("judging:releases", args=[place.contest.pk])

    wrong = desk.post(url, {"audience": "hall", "fields": ["rank"], "stage": ""})
    right = desk.post(
        url, {"audience": "hall", "fields": ["plate", "stage_mark"], "stage": place.stage.pk}
    )
    waiting = Release.objects.get(field="stage_mark")
    own = desk.post(reverse("judging:release-consent", args=[waiting.pk]))
    agreed = watch.post(
        reverse("judging:release-consent", args=[waiting.pk]), {"contest": place.contest.pk}
    )
    desk.post(reverse("judging:hall-open", args=[place.contest.pk]), {"hours": "4"})
    seen = desk.get(url).content.decode()
    address = reverse("judging:hall", args=[token_of(HallLink.objects.get())])
    ended = desk.post(reverse("judging:release-end", args=[waiting.pk]), {"reason": "先不公布"})

    assert (wrong.status_code, right.status_code, own.status_code) == (422, 302, 404)
    assert (agreed.status_code, agreed["Location"]) == (302, url)
    assert "83.25" in seen
    assert address in seen
    assert ended.status_code == 302
    assert "83.25" not in Client().get(address).content.decode()
    assert watch.post(url, {"audience": "hall", "fields": ["plate"]}).status_code == 404


# ---------------------------------------------------------------- what the database refuses
@pytest.mark.parametrize(
    "changes",
    [
        pytest.param({"field": "stage_mark"}, id="a stage mark of no stage"),
        pytest.param({"released_at": judging.ENDED}, id="without consent"),
        pytest.param({"consented_by_account": 7}, id="agreed to by whoever asked"),
        pytest.param({"ended_at": judging.ENDED}, id="taken back without a reason"),
    ],
)
def test_a_bad_release_never_enters(place, changes):
    with pytest.raises(IntegrityError), transaction.atomic():
        Release.objects.create(
            **{"contest": place.contest, "audience": "hall", "field": "plate",
               "asked_by_account": 7, "asked_by": "赛务", **changes}
        )  # fmt: skip


def test_what_was_released_stays_written(place):
    ask(place, "plate")

    with (
        pytest.raises(DatabaseError, match="Cannot delete"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute("DELETE FROM judging_release")

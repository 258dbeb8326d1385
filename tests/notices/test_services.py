import threading
from datetime import date

import pytest
from django.db import IntegrityError, connection, transaction
from django.utils import translation

from qingmiao.access.enums import Role
from qingmiao.ledger.models import Entry
from qingmiao.notices.deeds import NOTICE_SENT, DuplicateKind, Kind, kind
from qingmiao.notices.models import Notice
from qingmiao.notices.services import notify, settle
from tests.factories import house
from tests.notices.conftest import ASKED, TOLD

pytestmark = pytest.mark.django_db
DUE = date(2026, 7, 3)


def test_a_notice_keeps_what_it_is_about_and_when_it_is_due(cadre, reader, tell):
    assert tell(cadre, of=ASKED, due_on=DUE) == 1

    [notice] = Notice.objects.all()
    assert (notice.account, notice.kind) == (reader, ASKED.code)
    assert (notice.subject_kind, notice.subject_id) == ("dossiers.person", cadre.pk)
    assert (notice.due_on, notice.asks, notice.sent_by) == (DUE, True, "李部长")
    assert ASKED.tell(notice.detail) == "请在2026.07.03前办理「陈苗苗」"


def test_telling_is_a_deed_of_the_subject(cadre, reader, tell):
    tell(cadre)

    [entry] = Entry.objects.filter(deed="notices.notice.sent")
    assert (entry.subject_kind, entry.subject_id) == ("dossiers.person", cadre.pk)
    assert entry.sentence == "通知 1 人：「陈苗苗」有变化"
    assert entry.detail["accounts"] == [reader.pk]


def test_the_same_is_not_told_twice_while_unread(cadre, tell):
    assert [tell(cadre, key="a"), tell(cadre, key="a"), tell(cadre, key="b")] == [1, 0, 1]

    Notice.objects.filter(key="a").update(read_at="2026-07-01T08:00Z")
    assert tell(cadre, key="a") == 1


def test_once_is_once_even_when_it_was_read(cadre, tell):
    tell(cadre, once=True)
    Notice.objects.update(read_at="2026-07-01T08:00Z")

    assert tell(cadre, once=True) == 0


def test_without_a_key_the_subject_is_the_key(cadre, places, tell):
    other = house.person("王小川", where=places[1])

    assert [tell(cadre), tell(other), tell(cadre)] == [1, 1, 0]


def test_the_database_refuses_a_second_unread_one(cadre, tell):
    tell(cadre)
    [notice] = Notice.objects.all()
    notice.pk = None

    with pytest.raises(IntegrityError, match="one_unread_notice"), transaction.atomic():
        notice.save(force_insert=True)


def test_a_notice_leads_nowhere_outside(cadre, reader):
    with pytest.raises(IntegrityError, match="notice_leads_inside"), transaction.atomic():
        notify(
            actor=house.leader(), to=[reader.pk], kind=TOLD, subject=cadre,
            detail={"title": "甲"}, url="//example.com/",
        )  # fmt: skip


def test_neither_the_person_nor_their_kin_hear_of_a_confidential_matter(cadre, places, tell):
    brother = house.person("陈树", where=places[1])
    house.kin(cadre, brother)
    own, kins = house.account(who=cadre), house.account(who=brother)
    someone = house.account()

    assert tell(cadre, to=[own.pk, kins.pk, someone.pk], about=cadre.pk) == 1
    assert list(Notice.objects.values_list("account_id", flat=True)) == [someone.pk]


def test_a_closed_account_is_told_nothing(cadre, tell):
    closed = house.account(is_active=False)

    assert tell(cadre, to=[closed.pk]) == 0
    assert not Entry.objects.filter(deed="notices.notice.sent").exists()


def test_a_gap_in_the_sentence_is_refused(cadre, reader):
    with pytest.raises(KeyError):
        notify(actor=house.leader(), to=[reader.pk], kind=TOLD, subject=cadre, url="/")


def test_a_kind_nobody_declared_is_refused(cadre, reader):
    stray = Kind("stray.kind.told", "甲")

    with pytest.raises(LookupError, match="not declared"):
        notify(actor=house.leader(), to=[reader.pk], kind=stray, subject=cadre, url="/")


def test_a_subject_nobody_opens_to_anyone_is_refused(reader, places):
    grant = house.kin(house.person(), house.person())

    with pytest.raises(LookupError, match="declare_subject"):
        notify(
            actor=house.leader(), to=[reader.pk], kind=TOLD, subject=grant,
            detail={"title": "甲"}, url="/",
        )  # fmt: skip


def test_a_kind_is_declared_once():
    with pytest.raises(DuplicateKind):
        kind(TOLD.code, "别的话")


def test_a_kind_is_told_in_the_readers_language_and_named_by_its_sentence(cadre):
    spoken = Kind("x.y.z", NOTICE_SENT.sentence)

    with translation.override("en"):
        assert spoken.tell({"count": "2", "told": "x"}) == "Notified 2 people: x"
    assert (spoken.title, spoken.room) == ("通知 … 人：…", "x")
    assert Kind("x.y.z", "甲", label="乙").title == "乙"


def test_what_was_done_waits_for_nobody(cadre, places, tell):
    others = [house.holder(Role.OFFICER).pk, house.holder(Role.OFFICER).pk]
    tell(cadre, to=others, of=ASKED, due_on=DUE)
    tell(cadre, to=others)

    assert settle(actor=house.officer(), subject=cadre, kind=ASKED, of=others[:1]) == 1
    assert settle(actor=house.officer(), subject=cadre, kind=ASKED) == 1
    assert settle(actor=house.officer(), subject=cadre, kind=ASKED) == 0
    assert settle(actor=house.officer(), subject=cadre) == 2
    assert not Notice.objects.filter(settled_at__isnull=True).exists()
    first = Entry.objects.filter(deed="notices.notice.settled").earliest("pk")
    assert first.sentence == "办结提醒 1 条：请在2026.07.03前办理「陈苗苗」"


@pytest.mark.django_db(transaction=True)
def test_two_who_tell_the_same_at_once_tell_it_once():
    cadre, reader = house.person("陈苗苗"), house.holder(Role.OFFICER)
    start, failures = threading.Barrier(2), []

    def tell():
        try:
            start.wait(5)
            notify(
                actor=house.leader(), to=[reader.pk], kind=TOLD, subject=cadre,
                detail={"title": "陈苗苗"}, url="/",
            )  # fmt: skip
        except Exception as no:  # noqa: BLE001 -- told below, in the thread that asserts
            failures.append(no)
        finally:
            connection.close()

    threads = [threading.Thread(target=tell) for _ in range(2)]
    for each in threads:
        each.start()
    for each in threads:
        each.join(20)

    assert failures == []
    assert Notice.objects.count() == 1

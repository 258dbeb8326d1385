import threading
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
import time_machine
from django.db import connection
from procrastinate import testing
from procrastinate.contrib.django import app

from qingmiao.access.enums import Role
from qingmiao.kernel.actor import SYSTEM
from qingmiao.notices.models import Digest, Notice, Preference
from qingmiao.notices.queries.notice import told_between
from qingmiao.notices.services.digest import compose_digest
from qingmiao.notices.tasks import compose_digests
from tests.factories import house
from tests.notices.conftest import ASKED

pytestmark = pytest.mark.django_db
SHANGHAI = ZoneInfo("Asia/Shanghai")


def at(hour, day=1):
    return datetime(2026, 7, day, hour, 5, tzinfo=SHANGHAI)


def sent(at):
    Notice.objects.update(sent_at=at)


def composed(account, when):
    return compose_digest(actor=SYSTEM, account_id=account.pk, at=when)


def test_a_digest_gathers_what_was_told_since_the_last(cadre, reader, tell):
    tell(cadre)
    sent(at(7))

    digest = composed(reader, at(8))

    assert (digest.on, digest.until - digest.since) == (date(2026, 7, 1), timedelta(days=1))
    actor = house.acting(reader)
    [told] = told_between(actor, since=digest.since, until=digest.until)
    assert told.subject_id == cadre.pk
    [ready] = Notice.objects.filter(kind="notices.digest.ready")
    assert ready.url == f"/notices/digests/{digest.pk}/"
    assert composed(reader, at(9)) is None, "one a day"
    assert composed(reader, at(9, day=2)) is None, "nothing new"


def test_a_to_do_near_its_day_is_worth_a_digest_every_day(cadre, reader, tell):
    tell(cadre, of=ASKED, due_on=date(2026, 7, 3))
    sent(at(1))
    composed(reader, at(8))

    assert composed(reader, at(8, day=2)).since == at(8)


def test_quiet_hours_hold_it_back_until_they_end(cadre, reader, tell):
    tell(cadre)
    sent(at(7))
    Preference.objects.create(
        account=reader, digest_hour=8, quiet_begins=time(22), quiet_ends=time(10)
    )

    assert composed(reader, at(9)) is None
    assert composed(reader, at(10)) is not None


def test_nothing_the_reader_may_see_now_is_no_digest(cadre, places, tell):
    account = house.holder(Role.UNIT_ORGANIZER, over=places[2])
    tell(cadre, to=[account.pk])
    sent(at(7))

    assert composed(account, at(8)) is None
    assert not Digest.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_two_workers_compose_it_once():
    cadre, reader = house.person("陈苗苗"), house.holder(Role.OFFICER)
    Notice.objects.create(
        account=reader, kind="notices.sample.told", key="k", subject_kind="dossiers.person",
        subject_id=cadre.pk, detail={"title": "甲"}, url="/", sent_by="李部长", sent_at=at(7),
    )  # fmt: skip
    start, failures = threading.Barrier(2), []

    def compose():
        try:
            start.wait(5)
            composed(reader, at(8))
        except Exception as no:  # noqa: BLE001 -- told below, in the thread that asserts
            failures.append(no)
        finally:
            connection.close()

    threads = [threading.Thread(target=compose) for _ in range(2)]
    for each in threads:
        each.start()
    for each in threads:
        each.join(20)

    assert failures == []
    assert Digest.objects.count() == 1


def test_the_hourly_task_gives_every_due_account_a_job(cadre, reader, tell):
    late = house.holder(Role.OFFICER)
    Preference.objects.create(account=late, digest_hour=18)
    tell(cadre, to=[reader.pk, late.pk])
    sent(at(7))

    with app.replace_connector(testing.InMemoryConnector()) as waiting, time_machine.travel(at(8)):
        assert compose_digests(timestamp=0) == 1
        jobs = list(waiting.connector.jobs.values())

    assert [job["args"] for job in jobs] == [{"account_id": reader.pk}]
    assert compose_digests.queueing_lock == "notices.compose_digests"


@pytest.mark.django_db(transaction=True)
def test_the_worker_composes_what_is_due():
    cadre, reader = house.person("陈苗苗"), house.holder(Role.OFFICER)
    Notice.objects.create(
        account=reader, kind="notices.sample.told", key="k", subject_kind="dossiers.person",
        subject_id=cadre.pk, detail={"title": "甲"}, url="/", sent_by="李部长", sent_at=at(7),
    )  # fmt: skip

    with (
        app.replace_connector(testing.InMemoryConnector()) as working,
        time_machine.travel(at(8), tick=True),
    ):
        compose_digests.defer(timestamp=0)
        working.run_worker(wait=False, install_signal_handlers=False, listen_notify=False)

    assert Digest.objects.filter(account=reader).count() == 1

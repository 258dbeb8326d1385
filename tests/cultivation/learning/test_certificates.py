"""Certificates: issued to whoever finished, verified by anybody, revoked once, guessed by nobody."""

from datetime import date
from decimal import Decimal

import pytest
import time_machine
from django.db import DatabaseError, connection, transaction
from django.urls import reverse
from hypothesis import given
from hypothesis import strategies as st

from qingmiao.access.enums import Role
from qingmiao.cultivation.learning.contracts.certificate import FinishFacts
from qingmiao.cultivation.learning.models import Certificate, VerificationTry
from qingmiao.cultivation.learning.rules.certificate import FINISHING
from qingmiao.engines.documents.rules.code import code_of, drawn_number, read_number
from qingmiao.ledger.models import Entry
from qingmiao.notices.models import Notice
from qingmiao.rulebook.engine import Verdict
from qingmiao.rulebook.library import regulation
from tests.factories.cultivation import attendance, session, training_class
from tests.factories.ground import client_of, person

TODAY = date(2026, 6, 30)


@pytest.fixture(autouse=True)
def _summer():
    with time_machine.travel("2026-06-30 10:00+08:00", tick=False):
        yield


@pytest.mark.parametrize(
    ("over", "given", "missed", "verdict"),
    [
        pytest.param(True, "28", "4", Verdict.MET, id="one seventh to the hour"),
        pytest.param(True, "28", "4.5", Verdict.NOT_MET, id="a little more than one seventh"),
        pytest.param(False, "28", "0", Verdict.NOT_MET, id="the class still runs"),
        pytest.param(True, "0", "0", Verdict.UNKNOWN, id="no hours on file"),
    ],
)
def test_who_finishes(over, given, missed, verdict):
    facts = FinishFacts(is_over=over, given=Decimal(given), missed=Decimal(missed))
    articles = regulation("learning/certificates").on(TODAY)

    assert FINISHING.assess(facts, articles=articles).verdict == verdict


def test_a_number_is_read_however_it_is_typed():
    number = drawn_number()

    assert read_number(number.replace("-", " ").lower()) == number
    assert drawn_number() != number


@given(st.text(max_size=60))
def test_whatever_is_typed_is_read_without_a_fault(typed):
    assert len(read_number(typed)) <= 29


def test_the_code_is_a_drawing():
    assert code_of("https://qingmiao.example/verify/1").startswith("<svg")


def finished_class(*people, missing=()):
    around = training_class("第1期")
    sessions = [
        session(training_class=around, held_on=date(2025, 3, day), hours=Decimal(4))
        for day in range(10, 17)
    ]
    for who in people:
        for number, at in enumerate(sessions):
            gone = who in missing and number < 2
            attendance(who, session=at, presence="leave" if gone else "present")
    around.state = "finished"
    around.save()
    return around


@pytest.mark.django_db
def test_whoever_finished_has_a_certificate_and_is_told():
    good, often_gone = person("李明"), person("常假")
    around = finished_class(good, often_gone, missing=[often_gone])
    cadre = client_of(Role.CADRE, person=good)
    officer = client_of(Role.OFFICER)
    page = officer.get(reverse("learning:graduates", args=[around.pk]))

    first = officer.post(reverse("learning:issue", args=[around.pk]), {"is_sure": "on"})
    again = officer.post(reverse("learning:issue", args=[around.pk]), {"is_sure": "on"})

    assert page.context["ready"] == 1
    assert (first.status_code, again.status_code) == (302, 422)
    [made] = Certificate.objects.all()
    assert (made.holder, made.hours) == ("李明", Decimal(28))
    assert Notice.objects.get(kind="learning.certificate.told").url == reverse(
        "learning:certificate-detail", args=[made.pk]
    )
    assert cadre.get(reverse("learning:certificate-detail", args=[made.pk])).status_code == 200
    [entry] = Entry.objects.filter(deed="learning.certificate.issued")
    assert entry.sentence.startswith("给李明发放结业证书")


@pytest.mark.django_db
def test_nobody_issues_the_own_certificate():
    me = person("王干事")
    around = finished_class(me)

    answer = client_of(Role.OFFICER, person=me).post(
        reverse("learning:issue", args=[around.pk]), {"is_sure": "on"}
    )

    assert answer.status_code == 422
    assert not Certificate.objects.exists()


def issued():
    who = person("李明")
    around = finished_class(who)
    client_of(Role.OFFICER).post(reverse("learning:issue", args=[around.pk]), {"is_sure": "on"})
    return Certificate.objects.get()


@pytest.mark.django_db
def test_anybody_verifies_content_and_revocation(client):
    made = issued()
    url = reverse("learning:verify-number", args=[made.number])

    shown = client.get(url).content.decode()
    asked = client.get(reverse("learning:verify"), {"number": made.number.lower()})
    refused = client_of(Role.OFFICER).post(
        reverse("learning:certificate-revoke", args=[made.pk]), {"reason": ""}
    )
    client_of(Role.OFFICER).post(
        reverse("learning:certificate-revoke", args=[made.pk]), {"reason": "冒名顶替"}
    )
    revoked = client.get(url).content.decode()

    assert "李明" in shown
    assert "第1期" in shown
    assert asked.status_code == 302
    assert refused.status_code == 422
    assert "已撤销" in revoked
    assert "冒名顶替" not in revoked


@pytest.mark.django_db
def test_a_guessed_number_reveals_nothing_and_guessing_is_slow(client):
    made = issued()
    near = made.number[:-1] + ("A" if made.number[-1] != "A" else "B")
    url = reverse("learning:verify-number", args=[near])

    answers = [client.get(url) for _ in range(21)]

    assert {answer.status_code for answer in answers[:20]} == {404}
    assert answers[20].status_code == 429
    assert "李明" not in answers[0].content.decode()
    assert len(VerificationTry.objects.get().visitor) == 64


@pytest.mark.django_db
def test_the_printed_certificate_is_a_pdf(client):
    made = issued()
    cadre = client_of(Role.CADRE, person=made.person)

    answer = cadre.get(reverse("learning:certificate-print", args=[made.pk]))

    assert answer.content.startswith(b"%PDF")


@pytest.mark.django_db
def test_the_content_of_a_certificate_stands():
    made = issued()
    for statement in (
        "UPDATE learning_certificate SET hours = 99",
        "UPDATE learning_certificate SET holder = '别人'",
        "DELETE FROM learning_certificate",
    ):
        with (
            pytest.raises(DatabaseError, match="Cannot"),
            transaction.atomic(),
            connection.cursor() as cursor,
        ):
            cursor.execute(statement)

    made.refresh_from_db()
    assert made.holder == "李明"

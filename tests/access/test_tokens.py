from datetime import date, timedelta
from threading import Barrier, Thread

import pytest
from django.db import connection
from django.urls import reverse

from qingmiao.access.models import Token
from qingmiao.access.queries import actor_for
from qingmiao.access.services import (
    CALLS_A_MINUTE,
    MOST_TOKENS,
    TooManyCalls,
    admit,
    issue_token,
    revoke_token,
)
from qingmiao.kernel import clock
from qingmiao.kernel.errors import Forbidden, Refused
from tests.factories import house

PASSWORD = "correct-horse-42"
TODAY = date(2026, 6, 30)


def holder():
    account = house.holder("officer")
    account.set_password(PASSWORD)
    account.save()
    return account


def acting(account):
    return actor_for(account=account, on=TODAY, door="web")


def issued(account, **changes):
    wanted = {"password": PASSWORD, "purpose": "对账", "expires_on": TODAY, "on": TODAY, **changes}
    return issue_token(actor=acting(account), **wanted)


@pytest.mark.django_db
def test_only_the_hash_of_a_secret_is_kept():
    token, secret = issued(holder())

    assert secret.startswith(token.hint)
    assert secret not in "".join(str(value) for value in Token.objects.values_list().get())


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"password": "guess"}, "密码不正确"),
        ({"purpose": " "}, "请填写用途"),
        ({"expires_on": TODAY + timedelta(days=367)}, "不得超过一年"),
        ({"expires_on": TODAY - timedelta(days=1)}, "不得超过一年"),
    ],
)
def test_a_token_that_may_not_be_says_why(changes, said):
    with pytest.raises(Refused, match=said):
        issued(holder(), **changes)


@pytest.mark.django_db
def test_all_reasons_are_told_at_once():
    with pytest.raises(Refused) as no:
        issued(holder(), password="guess", purpose="")

    assert len(no.value.reasons) == 2


@pytest.mark.django_db
def test_an_account_holds_only_so_many():
    account = holder()
    for _ in range(MOST_TOKENS):
        issued(account)

    with pytest.raises(Refused, match="请先吊销"):
        issued(account)


@pytest.mark.django_db
def test_a_token_is_revoked_by_its_holder_or_by_the_guard_and_by_nobody_else():
    account = holder()
    (mine, _), (other, _) = issued(account), issued(account)
    moment = clock.now()

    with pytest.raises(Forbidden):
        revoke_token(actor=acting(house.holder("officer")), token_id=mine.pk, reason="x", at=moment)
    revoke_token(actor=acting(account), token_id=mine.pk, reason="不用了", at=moment)
    guard = acting(house.holder("security_admin"))
    revoke_token(actor=guard, token_id=other.pk, reason="人员调离", at=moment)

    assert not Token.objects.filter(revoked_at__isnull=True).exists()
    with pytest.raises(Refused, match="已经吊销"):
        revoke_token(actor=guard, token_id=other.pk, reason="再次", at=moment)


@pytest.mark.django_db
def test_calls_begin_anew_each_minute():
    _token, secret = issued(holder())
    moment = clock.now().replace(second=1)
    for _ in range(CALLS_A_MINUTE):
        assert admit(secret=secret, on=TODAY, at=moment)

    with pytest.raises(TooManyCalls):
        admit(secret=secret, on=TODAY, at=moment)
    assert admit(secret=secret, on=TODAY, at=moment + timedelta(minutes=1))


@pytest.mark.django_db(transaction=True)
def test_two_processes_never_let_one_call_too_many_through():
    _token, secret = issued(holder())
    moment = clock.now()
    Token.objects.update(minute=moment.replace(second=0, microsecond=0), calls=CALLS_A_MINUTE - 1)
    start, answers = Barrier(2), []

    def call():
        start.wait()
        try:
            answers.append(bool(admit(secret=secret, on=TODAY, at=moment)))
        except TooManyCalls:
            answers.append(False)
        finally:
            connection.close()

    threads = [Thread(target=call) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert sorted(answers) == [False, True]


@pytest.mark.django_db
def test_the_page_tells_the_secret_once(client):
    account = holder()
    client.force_login(account)
    posted = {"purpose": "对账", "expires_on": f"{clock.today():%Y.%m.%d}", "password": PASSWORD}

    answer = client.post(reverse("office:token-new"), posted)

    [token] = Token.objects.all()
    secret = answer.context["secret"]
    assert secret in answer.content.decode()
    assert "no-store" in answer["Cache-Control"]
    assert admit(secret=secret, on=clock.today(), at=clock.now()) == token
    page = client.get(reverse("office:token-detail", args=[token.pk])).content.decode()
    assert token.hint in page
    assert secret not in page


@pytest.mark.django_db
def test_a_refused_token_says_why_and_keeps_no_password(client):
    client.force_login(holder())
    posted = {"purpose": "对账", "expires_on": f"{clock.today():%Y.%m.%d}", "password": "guess"}

    answer = client.post(reverse("office:token-new"), posted)

    assert answer.status_code == 422
    assert "密码不正确" in answer.content.decode()
    assert "guess" not in answer.content.decode()


@pytest.mark.django_db
def test_one_sees_and_revokes_only_ones_own_tokens(client):
    token, _secret = issued(holder())
    house.signed_in(client)

    assert client.get(reverse("office:token")).context["total"] == 0
    for name in ("token-detail", "token-revoke"):
        assert client.get(reverse(f"office:{name}", args=[token.pk])).status_code == 404


@pytest.mark.django_db
def test_a_token_is_revoked_on_its_page(client):
    account = holder()
    token, secret = issued(account, expires_on=clock.today(), on=clock.today())
    client.force_login(account)

    answer = client.post(reverse("office:token-revoke", args=[token.pk]), {"reason": "程序停用"})

    assert answer.status_code == 302
    assert admit(secret=secret, on=clock.today(), at=clock.now()) is None

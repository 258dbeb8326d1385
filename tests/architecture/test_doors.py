"""Every address of the house, tried by a stranger."""

import re

import pytest
from django.urls import URLPattern, URLResolver, get_resolver

# a door that is open says so here
OPEN = re.compile(
    r"(accounts/.*|i18n/.*|static/.*|notices/feed/.*|select/judging/hall/x/|nurture/learning/verify/.*|"
    r"select/results/compare/.*|select/judging/stage/1/sealed/x/|temper/blocks/(ask|answer)/x/)"
)


def doors(resolver, prefix=""):
    for entry in resolver.url_patterns:
        path = prefix + str(entry.pattern)
        if isinstance(entry, URLResolver):
            yield from doors(entry, path)
        elif isinstance(entry, URLPattern):
            yield re.sub(r"<(?:(\w+):)?\w+>", example, path)


def example(match):
    return {"int": "1", "uuid": "00000000-0000-0000-0000-000000000001", "date": "2026-01-01"}.get(
        match.group(1) or "", "x"
    )


CLOSED = sorted({path for path in doors(get_resolver()) if not OPEN.fullmatch(path.lstrip("^"))})


def test_there_are_doors_to_try():
    assert CLOSED


@pytest.mark.parametrize("path", CLOSED)
def test_a_stranger_stays_outside(client, path):
    """Before any database is asked: this test has none."""
    for method in (client.get, client.post):
        answer = method(f"/{path}")
        assert answer.status_code in {302, 401}
        if answer.status_code == 302:
            assert answer.url.startswith("/accounts/login/")


@pytest.mark.django_db
@pytest.mark.parametrize(
    "path", ["accounts/signup/", "accounts/email/", "accounts/password/reset/"]
)
def test_nobody_lets_himself_in(client, path):
    answer = client.get(f"/{path}")

    assert answer.status_code in {302, 404, 200}
    assert b'name="password1"' not in answer.content
    assert b'name="email"' not in answer.content

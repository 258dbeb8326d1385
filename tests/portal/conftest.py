from datetime import date

import pytest

from qingmiao.access.enums import Role
from qingmiao.access.models import Account, RoleGrant
from qingmiao.kernel import clock
from qingmiao.orgs.enums import UnitKind
from qingmiao.orgs.models import Unit
from qingmiao.people.dossiers.models import Person, PersonFacts
from qingmiao.people.dossiers.rules.names import search_text

TODAY = date(2026, 11, 23)


@pytest.fixture(autouse=True)
def today(monkeypatch):
    monkeypatch.setattr(clock, "today", lambda: TODAY)
    return TODAY


@pytest.fixture
def unit_of(db):
    def make(name, kind=UnitKind.TOWNSHIP, **options):
        return Unit.objects.create(
            code=name, name=name, short_name=name, kind=kind, begins=date(2000, 1, 1),
            path=f"/{name}/", **options,
        )  # fmt: skip

    return make


@pytest.fixture
def person_of(db):
    def make(name, unit, *, birth=date(1993, 4, 1), sex="1", **options):
        person = Person.objects.create(
            name=name, unit=unit, birth=birth, sex=sex, managed_from=date(2015, 1, 1),
            search_text=search_text(name=name, unit=unit.name, unit_short=unit.name, post=""), **options,
        )  # fmt: skip
        PersonFacts.objects.create(
            person=person, unit=unit, unit_kind=unit.kind, level="199", sex=sex,
            birth_month=birth.year * 12 + birth.month - 1, schooling_tier=2, is_party=True,
            is_minority=False, in_service=True,
        )  # fmt: skip
        return person

    return make


@pytest.fixture
def reader_of(db):
    """A client signed in as somebody who holds one role for one unit, or for the whole district."""

    def make(client, role=Role.OFFICER, unit=None):
        account = Account.objects.create(username=f"{role}-{unit}", display_name="陈明")
        RoleGrant.objects.create(
            account=account, role=role, unit=unit, begins=date(2020, 1, 1), reason="样例",
            granted_by="样例",
        )  # fmt: skip
        client.force_login(account)
        return account

    return make

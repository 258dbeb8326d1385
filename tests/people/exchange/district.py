"""A small district to import into."""

from datetime import UTC, date, datetime
from typing import Any

from qingmiao.access.models import Account, RoleGrant
from qingmiao.kernel.actor import Actor, Grant, operator
from qingmiao.orgs.models import Post, Unit
from qingmiao.people.dossiers.models import Person
from qingmiao.people.dossiers.services.dossier import open_dossier

ON = date(2024, 6, 1)
AT = datetime(2024, 6, 1, 9, 30, tzinfo=UTC)
OFFICER = operator("李干事", "officer")


def unit(name: str, short: str = "", **values: Any) -> Unit:
    begins = values.pop("begins", date(2000, 1, 1))
    return Unit.objects.create(
        code=values.pop("code", name), name=name, short_name=short or name,
        kind=values.pop("kind", "government"), begins=begins, **values,
    )  # fmt: skip


def housing() -> Unit:
    bureau = unit("演示区住房和城乡建设局", "区住建局")
    Post.objects.create(
        unit=bureau, title="副局长", level="142", is_leading_team=True, begins=date(2000, 1, 1)
    )
    return bureau


def organizer(*units: Unit) -> Actor:
    grant = Grant(role="unit_organizer", unit_ids=frozenset(unit.pk for unit in units))
    return Actor(account_id=77, name="王组织员", grants=frozenset({grant}))


def person(name: str = "张青苗", number: str = "", **values: Any) -> Person:
    usual = {
        "sex": "1",
        "birth": date(1986, 5, 1),
        "birth_precision": "m",
        "managed_from": date(2020, 1, 1),
    }
    return open_dossier(actor=OFFICER, values={"name": name, **usual, **values}, id_number=number)


def account(role: str, *, username: str = "", at: Unit | None = None) -> Account:
    found = Account.objects.create_user(username=username or role, password="not-used-here-9")
    RoleGrant.objects.create(
        account=found, role=role, scope_kind="unit", unit=at, begins=date(2000, 1, 1)
    )
    return found

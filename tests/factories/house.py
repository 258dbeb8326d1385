"""The house's own people: units in a tree, posts, cadres, accounts with roles, actors, code lists.

Every maker takes what the test is about and fills in the rest without chance: numbered names,
fixed days. ``signed_in(client, …)`` opens the web door, ``actor(…)`` goes straight to services.
"""

from datetime import date
from itertools import count
from typing import Any

from qingmiao.access.enums import Role, ScopeKind
from qingmiao.access.models import Account, KinTie, RoleGrant
from qingmiao.access.queries import actor_for
from qingmiao.kernel.actor import Actor, Grant
from qingmiao.orgs.enums import CodeList, Level, Principal, UnitKind
from qingmiao.orgs.models import CodeEntry, Post, Unit, UnitVersion
from qingmiao.orgs.queries import subtree_ids
from qingmiao.people.dossiers.models import Person
from qingmiao.people.dossiers.services.present import refresh
from qingmiao.registers.declaration import Register
from qingmiao.registers.services import enter

TODAY = date(2026, 6, 30)
LONG_AGO = date(2015, 1, 1)
NUMBERS = count(1)
NO_ACCOUNT = 2_000_000_000
"""Held by no row: the ids of real accounts begin at one again after every test that truncates."""


def unit(
    name: str | None = None,
    *,
    kind: str = UnitKind.GOVERNMENT,
    parent: Unit | None = None,
    begins: date = LONG_AGO,
    **changes: Any,
) -> Unit:
    """A standing unit with its first version and its place in the tree."""
    number = next(NUMBERS)
    name = name or f"单位{number}"
    made = Unit.objects.create(
        **{
            "code": f"U{number:05d}",
            "name": name,
            "short_name": name,
            "kind": kind,
            "parent": parent,
            "sort_no": number,
            "begins": begins,
            **changes,
        }
    )
    made.path = f"{parent.path if parent else '/'}{made.pk}/"
    made.save(update_fields=["path"])
    UnitVersion.objects.create(
        unit=made,
        name=made.name,
        short_name=made.short_name,
        kind=made.kind,
        parent=parent,
        sort_no=made.sort_no,
        begins=made.begins,
        ends=made.ends,
    )
    return made


def district() -> tuple[Unit, Unit, Unit]:
    """演示区 with one government department and one township below it."""
    root = unit("演示区", kind=UnitKind.DISTRICT)
    return (
        root,
        unit("区发展和改革局", kind=UnitKind.GOVERNMENT, parent=root),
        unit("青云镇", kind=UnitKind.TOWNSHIP, parent=root),
    )


def post(
    where: Unit, title: str = "副局长", *, level: str = Level.SECTION_DEPUTY, **changes: Any
) -> Post:
    return Post.objects.create(
        **{
            "unit": where,
            "title": title,
            "level": level,
            "is_leading_team": True,
            "principal": Principal.NONE,
            "begins": LONG_AGO,
            **changes,
        }
    )


def person(
    name: str | None = None,
    *,
    where: Unit | None = None,
    holds: Post | None = None,
    level: str = Level.CLERK,
    birth: date = date(1994, 4, 1),
    **changes: Any,
) -> Person:
    """A cadre in service, found by name, pinyin, unit and post as one entered by hand would be."""
    made = Person.objects.create(
        **{
            "name": name or f"干部{next(NUMBERS)}",
            "sex": "1",
            "birth": birth,
            "managed_from": LONG_AGO,
            "level": holds.level if holds else level,
            "level_since": date(2020, 1, 1),
            "unit": where or (holds.unit if holds else None),
            "post": holds,
            "post_text": holds.title if holds else "",
            **changes,
        }
    )
    refresh([made.pk])
    made.refresh_from_db()
    return made


def kin(one: Person, other: Person, relation: str = "兄弟") -> KinTie:
    return KinTie.objects.create(person_id=one.pk, kin_id=other.pk, relation=relation)


def code_entry(
    code_list: str = CodeList.FRONTLINES, label: str = "项目建设", **changes: Any
) -> CodeEntry:
    return CodeEntry.objects.create(
        **{
            "code_list": code_list,
            "code": f"c{next(NUMBERS)}",
            "label": label,
            "begins": LONG_AGO,
            **changes,
        }
    )


def account(username: str | None = None, *, who: Person | None = None, **changes: Any) -> Account:
    username = username or f"account{next(NUMBERS)}"
    made = Account(
        **{
            "username": username,
            "display_name": who.name if who else username,
            "person_id": who.pk if who else None,
            **changes,
        }
    )
    made.set_unusable_password()
    made.save()
    return made


def grant(
    to: Account,
    role: str,
    *,
    over: Unit | None = None,
    matter: tuple[str, int] | None = None,
    begins: date = LONG_AGO,
    ends: date | None = None,
) -> RoleGrant:
    """A role over a unit's subtree, over the whole district (neither given) or in one matter."""
    kind, scope_id = matter or (ScopeKind.UNIT, None)
    return RoleGrant.objects.create(
        account=to,
        role=role,
        unit=over,
        scope_kind=kind,
        scope_id=scope_id,
        begins=begins,
        ends=ends,
        reason="样例",
        granted_by="样例",
    )


def holder(
    role: str,
    *,
    over: Unit | None = None,
    matter: tuple[str, int] | None = None,
    who: Person | None = None,
) -> Account:
    """An account that holds one role."""
    made = account(who=who)
    grant(made, role, over=over, matter=matter)
    return made


def acting(as_account: Account, *, on: date = TODAY, door: str = "web") -> Actor:
    """The actor the web door would make of the account on that day."""
    return actor_for(account=as_account, on=on, door=door)


def actor(
    *roles: str,
    over: Unit | None = None,
    matter: tuple[str, int] | None = None,
    who: Person | None = None,
    kin_ids: frozenset[int] = frozenset(),
    name: str = "王干事",
) -> Actor:
    """An actor without an account: the roles over one unit's subtree, one matter, or everywhere."""
    units = None if over is None else subtree_ids(paths=[over.path])[over.path]
    kind, scope_id = matter or (ScopeKind.UNIT, None)
    if matter:
        units = frozenset()
    return Actor(
        account_id=NO_ACCOUNT,
        name=name,
        person_id=who.pk if who else None,
        grants=frozenset(
            Grant(role=str(role), unit_ids=units, scope_kind=str(kind), scope_id=scope_id)
            for role in roles
        ),
        kin_ids=kin_ids,
    )


def officer(**options: Any) -> Actor:
    """A hand of the organization department, for the whole district."""
    return actor(Role.OFFICER, **options)


def leader(**options: Any) -> Actor:
    return actor(Role.DEPARTMENT_LEADER, name="李部长", **options)


def secretary(of: Unit, **options: Any) -> Actor:
    return actor(Role.UNIT_SECRETARY, over=of, name="赵书记", **options)


def organizer(of: Unit, **options: Any) -> Actor:
    return actor(Role.UNIT_ORGANIZER, over=of, name="孙组织员", **options)


def signed_in(
    client: Any,
    role: str = Role.OFFICER,
    *,
    over: Unit | None = None,
    matter: tuple[str, int] | None = None,
    who: Person | None = None,
) -> Account:
    """The client, signed in as somebody who holds one role."""
    made = holder(role, over=over, matter=matter, who=who)
    client.force_login(made)
    return made


def entered(register: Register, by: Actor | None = None, *, on: date = TODAY, **values: Any) -> Any:
    """A row of any register, entered through its own service, hooks and ledger included."""
    return enter(actor=by or officer(), register=register, values=values, on=on)

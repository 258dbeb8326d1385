"""What a table of the office can be about: units, or slots."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db import models, transaction
from django.utils.translation import gettext_lazy as _

from qingmiao.kernel.actor import Actor
from qingmiao.ledger.deeds import Deed
from qingmiao.office import deeds
from qingmiao.office.services import unit as units
from qingmiao.orgs import queries
from qingmiao.orgs.contracts import PostWords, UnitWords
from qingmiao.orgs.enums import Level, Principal, UnitKind
from qingmiao.orgs.models import Post, Unit
from qingmiao.orgs.services import post as posts
from qingmiao.orgs.services import undoing
from qingmiao.orgs.services.unit import add_unit
from qingmiao.people.dossiers.queries import ids_of_unit
from qingmiao.people.dossiers.services.present import refresh


@dataclass(frozen=True, kw_only=True)
class Matter:
    """Which row a line repeats, how it is written, and how it is put back.

    ``stand`` tells a row so that it can be compared and put back; ``restore`` without a stand takes
    away what the table added.
    """

    code: str
    title: Any
    model: type[models.Model]
    rows: Callable[[date], list[list[Any]]]
    found: Callable[[Mapping[str, Any]], Any]
    present: Callable[[Any], Mapping[str, Any]]
    write: Callable[..., Any]
    stand: Callable[..., dict[str, Any]]
    restore: Callable[..., None]
    imported: Deed
    undone: Deed
    exported: Deed


def _unit_found(given: Mapping[str, Any]) -> Unit | None:
    return queries.unit_by_code(code=given["code"])


def _unit_present(unit: Unit) -> Mapping[str, Any]:
    return {
        "name": unit.name,
        "short_name": unit.short_name,
        "kind": UnitKind(unit.kind),
        "parent": unit.parent,
        "sort_no": unit.sort_no,
        "ends": unit.ends,
    }


@transaction.atomic
def write_unit(*, actor: Actor, row: Unit | None, given: Mapping[str, Any], today: date) -> Unit:
    """设立、变更或撤销 as one line says; people of a changed unit follow."""
    told: dict[str, Any] = {
        "words": UnitWords(
            name=given["name"],
            short_name=given["short_name"],
            kind=given["kind"],
            parent_id=given["parent"].pk if given["parent"] else None,
            sort_no=given["sort_no"],
        ),
        "on": given["on"],
        "basis": given["basis"],
        "today": today,
    }
    if row is None:
        unit = add_unit(actor=actor, code=given["code"], **told)
    else:
        unit = units.amend_unit(actor=actor, unit_id=row.pk, **told)
    if given["ends"] and unit.ends is None:
        unit = units.close_unit(
            actor=actor, unit_id=unit.pk, on=given["ends"], basis=given["basis"], today=today
        )
    return unit


@transaction.atomic
def restore_unit(*, actor: Actor, pk: int, stand: Mapping[str, Any] | None, reason: str) -> None:
    """撤销 what a line did to a unit; search words and order of its people follow."""
    if stand is None:
        undoing.withdraw_unit(actor=actor, unit_id=pk, reason=reason)
    else:
        undoing.restore_unit(actor=actor, unit_id=pk, stand=stand, reason=reason)
        refresh(ids_of_unit(unit_id=pk))


def _unit_rows(on: date) -> list[list[Any]]:
    return [
        [
            version.unit.code,
            version.name,
            version.short_name,
            version.get_kind_display(),
            version.parent.name if version.parent else "",
            version.sort_no,
            version.begins,
            version.basis,
            version.unit.ends,
        ]
        for version in queries.units_as_of(on=on)
    ]


def _post_found(given: Mapping[str, Any]) -> Post | None:
    return queries.post_told(unit_id=given["unit"].pk, title=given["title"], on=given["on"])


def _post_present(post: Post) -> Mapping[str, Any]:
    return {
        "level": Level(post.level),
        "is_leading_team": post.is_leading_team,
        "principal": Principal(post.principal),
        "headcount": post.headcount,
        "sort_no": post.sort_no,
        "ends": post.ends,
    }


@transaction.atomic
def write_post(*, actor: Actor, row: Post | None, given: Mapping[str, Any], today: date) -> Post:
    """核定、调整或撤销 as one line says."""
    words = ("level", "is_leading_team", "principal", "headcount", "sort_no")
    told: dict[str, Any] = {
        "words": PostWords(**{name: given[name] for name in words}),
        "on": given["on"],
        "basis": given["basis"],
        "today": today,
    }
    if row is None:
        unit_id, title = given["unit"].pk, given["title"]
        post = posts.add_post(actor=actor, unit_id=unit_id, title=title, **told)
    else:
        post = posts.amend_post(actor=actor, post_id=row.pk, **told)
    if given["ends"] and post.ends is None:
        post = posts.close_post(
            actor=actor, post_id=post.pk, on=given["ends"], basis=given["basis"], today=today
        )
    return post


@transaction.atomic
def restore_post(*, actor: Actor, pk: int, stand: Mapping[str, Any] | None, reason: str) -> None:
    """撤销 what a line did to a slot."""
    if stand is None:
        undoing.withdraw_post(actor=actor, post_id=pk, reason=reason)
    else:
        undoing.restore_post(actor=actor, post_id=pk, stand=stand, reason=reason)


def _post_rows(on: date) -> list[list[Any]]:
    return [
        [
            post.unit.name,
            post.title,
            post.get_level_display(),
            post.is_leading_team,
            post.get_principal_display(),
            post.headcount,
            post.sort_no,
            post.begins,
            post.basis,
            post.ends,
        ]
        for post in queries.posts_as_of(on=on)
    ]


UNITS = Matter(
    code="orgs.unit",
    title=_("机构"),
    model=Unit,
    rows=_unit_rows,
    found=_unit_found,
    present=_unit_present,
    write=write_unit,
    stand=queries.stand_of_unit,
    restore=restore_unit,
    imported=deeds.UNITS_IMPORTED,
    undone=deeds.UNITS_UNDONE,
    exported=deeds.UNITS_EXPORTED,
)
POSTS = Matter(
    code="orgs.post",
    title=_("职数"),
    model=Post,
    rows=_post_rows,
    found=_post_found,
    present=_post_present,
    write=write_post,
    stand=queries.stand_of_post,
    restore=restore_post,
    imported=deeds.POSTS_IMPORTED,
    undone=deeds.POSTS_UNDONE,
    exported=deeds.POSTS_EXPORTED,
)

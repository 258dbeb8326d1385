"""Whom a file or a row speaks of: by the identity number first, else by name and birth."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db import models

from qingmiao.access.enums import DEPARTMENT, Role
from qingmiao.kernel.actor import Actor
from qingmiao.orgs.models import Post, Unit
from qingmiao.orgs.queries import standing_units
from qingmiao.people.dossiers.models import Person
from qingmiao.people.dossiers.permissions import KEEP_PEOPLE
from qingmiao.people.dossiers.services.sealing import index_of
from qingmiao.people.exchange.contracts import PartialDate
from qingmiao.people.exchange.enums import RowFlaw
from qingmiao.people.exchange.rules.words import plain
from qingmiao.people.exchange.services.bulk import any_of


@dataclass(frozen=True, slots=True)
class Claim:
    """Who somebody is said to be."""

    name: str
    birth: PartialDate | None = None
    number: str = ""


@dataclass(frozen=True, slots=True)
class Match:
    """The one person meant, nobody yet, or why it cannot be told."""

    person_id: int | None = None
    flaw: str = ""
    count: int = 0


def matches(actor: Actor, claims: Sequence[Claim]) -> list[Match]:
    """Two queries for any number of claims.

    A person outside the actor's reach is answered with the same words as a wrong number, so that
    nobody learns by trying who is on file.
    """
    indexes = {claim.number: index_of(claim.number) for claim in claims if claim.number}
    rows = Person.objects.order_by().values_list(
        "pk", "name", "birth", "birth_precision", "id_index"
    )
    numbered = any_of("id_index", models.BinaryField(), indexes.values())
    by_index = {bytes(row[4] or b""): row for row in rows.filter(numbered)}
    by_name: dict[str, list[Any]] = {}
    named = any_of("name", models.TextField(), {claim.name for claim in claims})
    for row in rows.filter(named):
        by_name.setdefault(row[1], []).append(row)
    found = [_match(claim, indexes, by_index, by_name) for claim in claims]
    reach = _within_reach(actor, {match.person_id for match in found if match.person_id})
    return [
        Match(flaw=RowFlaw.ID_TAKEN if claim.number else RowFlaw.UNIT_OUTSIDE)
        if match.person_id and match.person_id not in reach
        else match
        for claim, match in zip(claims, found, strict=True)
    ]


def _within_reach(actor: Actor, ids: set[int | None]) -> set[int]:
    if actor.units(*DEPARTMENT) is None:
        return {pk for pk in ids if pk}
    kept = KEEP_PEOPLE.rows(actor, Person.objects.filter(pk__in=[pk for pk in ids if pk]))
    return set(kept.values_list("pk", flat=True))


def _match(
    claim: Claim,
    indexes: dict[str, bytes],
    by_index: dict[bytes, Any],
    by_name: dict[str, list[Any]],
) -> Match:
    if claim.number and (row := by_index.get(indexes[claim.number])):
        same = plain(row[1]) == plain(claim.name)
        return Match(person_id=row[0]) if same else Match(flaw=RowFlaw.ID_TAKEN)
    candidates = [
        row
        for row in by_name.get(claim.name, ())
        if (claim.birth is None or claim.birth.agrees(PartialDate.of(row[2], row[3])))
        and not (claim.number and row[4])
    ]
    if len(candidates) > 1:
        return Match(flaw=RowFlaw.SEVERAL, count=len(candidates))
    return Match(person_id=candidates[0][0]) if candidates else Match()


@dataclass(frozen=True, slots=True)
class Places:
    """Units and posts of a day by name, and those the actor may file people under (None: all)."""

    units: dict[str, int]
    rows: dict[int, Unit]
    posts: dict[tuple[int, str], Post]
    allowed: frozenset[int] | None

    def unit(self, unit_id: int) -> Unit:
        return self.rows[unit_id]

    def may_file(self, unit_id: int | None) -> bool:
        return self.allowed is None or (unit_id is not None and unit_id in self.allowed)


def places_of(actor: Actor, *, on: date) -> Places:
    """A short name two units share names neither."""
    units: dict[str, int] = {}
    shared: set[str] = set()
    rows = {unit.pk: unit for unit in standing_units(on=on)}
    for pk, unit in rows.items():
        for word in {plain(unit.name), plain(unit.short_name)} - {""}:
            if units.setdefault(word, pk) != pk:
                shared.add(word)
    for word in shared:
        del units[word]
    posts = {
        (post.unit_id, plain(post.title)): post for post in Post.objects.filter(ends__isnull=True)
    }
    return Places(units, rows, posts, actor.units(*DEPARTMENT, Role.UNIT_ORGANIZER))

"""One box for everything: people by name, pinyin, initials, unit or post; units; records."""

from datetime import date
from typing import Any

from django.db.models import Q, QuerySet
from django.urls import NoReverseMatch, reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _

from qingmiao.kernel.actor import Actor
from qingmiao.orgs.queries import standing_units
from qingmiao.people.dossiers.queries import people, searched
from qingmiao.portal.contracts import Hit, Hits
from qingmiao.registers.declaration import REGISTERS, Register
from qingmiao.registers.queries import Filter, listed

MOST_PEOPLE = 20
MOST_UNITS = 8
MOST_RECORDS = 3
LONGEST = 60


def words_of(typed: str) -> list[str]:
    return typed.strip()[:LONGEST].lower().split()


def people_found(*, actor: Actor, typed: str) -> Hits:
    """Dossiers the reader may open in which every word occurs."""
    rows = searched(people(actor=actor), typed.strip()[:LONGEST])
    hits = [
        Hit(
            title=person.name,
            url=reverse("dossiers:person", args=[person.pk]),
            detail=" ".join(part for part in (str(person.unit or ""), person.post_text) if part),
        )
        for person in rows[:MOST_PEOPLE]
    ]
    more = f"{reverse('dossiers:roster')}?{urlencode({'q': typed.strip()[:LONGEST]})}"
    return Hits(title=_("干部"), total=_total(rows, hits), hits=hits, more_url=more)


def units_found(*, typed: str, on: date) -> Hits:
    """Units are no secret: everybody who signs in may find one."""
    rows = standing_units(on=on)
    for word in words_of(typed):
        rows = rows.filter(Q(name__icontains=word) | Q(short_name__icontains=word))
    hits = [
        Hit(title=unit.name, url=_unit_url(unit.pk), detail=unit.get_kind_display())
        for unit in rows[:MOST_UNITS]
    ]
    return Hits(title=_("机构"), total=_total(rows, hits), hits=hits)


def _unit_url(unit_id: int) -> str:
    """The unit's own page, where the house has one, else its people."""
    try:
        return reverse("orgs:unit", args=[unit_id])
    except NoReverseMatch:
        return f"{reverse('dossiers:roster')}?{urlencode({'unit': unit_id})}"


def records_found(*, actor: Actor, typed: str) -> list[Hits]:
    """Records of every register the reader may open; registers with no answer are left out."""
    answers = [
        _records(register, actor, typed)
        for register in REGISTERS.values()
        if register.search and not register.view.nowhere(actor)
    ]
    return [answer for answer in answers if answer.hits]


def _records(register: Register, actor: Actor, typed: str) -> Hits:
    words = typed.strip()[:LONGEST]
    rows = listed(register, actor, Filter(words=words))
    hits = [
        Hit(title=str(row), url=reverse(register.url_name("detail"), args=[row.pk]))
        for row in rows[:MOST_RECORDS]
    ]
    return Hits(
        title=str(register.title),
        total=_total(rows, hits) if len(hits) == MOST_RECORDS else len(hits),
        hits=hits,
        more_url=f"{reverse(register.url_name())}?{urlencode({'q': words})}",
        link=register.link,
    )


def _total(rows: QuerySet[Any], hits: list[Hit]) -> int:
    return rows.count() if hits else 0

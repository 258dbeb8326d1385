from collections.abc import Iterable
from datetime import date
from typing import Any

from django.db.models import QuerySet

from qingmiao.kernel.actor import Actor
from qingmiao.kernel.periods import age_on
from qingmiao.people.dossiers.contracts import PersonCard
from qingmiao.people.dossiers.models import Person, PersonFacts
from qingmiao.people.dossiers.permissions import KEEP_PEOPLE, PICK_PEOPLE, VIEW_PEOPLE
from qingmiao.people.dossiers.rules.names import search_pattern


def people(*, actor: Actor) -> QuerySet[Person]:
    """Dossiers the actor may open, with unit, in roster order."""
    return VIEW_PEOPLE.rows(actor, Person.objects.select_related("unit"))


def kept_people(*, actor: Actor) -> QuerySet[Person]:
    """Dossiers the actor may amend."""
    return KEEP_PEOPLE.rows(actor, Person.objects.select_related("unit"))


def facts(*, actor: Actor) -> QuerySet[PersonFacts]:
    """The narrow facts of the same people, for counting."""
    return PersonFacts.objects.filter(VIEW_PEOPLE.scope(actor))


def pickable(*, actor: Actor) -> QuerySet[Person]:
    """People the actor may name in a form."""
    return PICK_PEOPLE.rows(actor, Person.objects.select_related("unit")).order_by("pinyin", "pk")


def searched(rows: QuerySet[Any], typed: str, *, path: str = "") -> QuerySet[Any]:
    """Rows whose person answers to every typed word: name, pinyin, initials, unit, post.

    ``path`` leads from the row to the person («person__»); empty for people themselves.
    """
    for word in typed.lower().split():
        rows = rows.filter(**{f"{path}search_text__contains": search_pattern(word)})
    return rows


def cards(*, actor: Actor, person_ids: Iterable[int]) -> dict[int, PersonCard]:
    """Name, unit and post of those of the people whom the actor may see."""
    rows = people(actor=actor).filter(pk__in=list(person_ids))
    return {
        row.pk: PersonCard(id=row.pk, name=row.name, unit=str(row.unit or ""), post=row.post_text)
        for row in rows
    }


def age_of(person: Person, *, on: date) -> int:
    return age_on(birth=person.birth, on=on)


def ids_of_unit(*, unit_id: int) -> list[int]:
    """Everybody whose dossier names the unit as the present one."""
    return list(Person.objects.filter(unit_id=unit_id).values_list("pk", flat=True))

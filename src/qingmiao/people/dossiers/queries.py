from django.db.models import QuerySet

from qingmiao.kernel.actor import Actor
from qingmiao.people.dossiers.models import Person
from qingmiao.people.dossiers.permissions import PICK_PEOPLE, VIEW_PEOPLE


def people(*, actor: Actor) -> QuerySet[Person]:
    """Dossiers the actor may open, with unit, in roster order."""
    return VIEW_PEOPLE.rows(actor, Person.objects.select_related("unit"))


def pickable(*, actor: Actor) -> QuerySet[Person]:
    """People the actor may name in a form."""
    return PICK_PEOPLE.rows(actor, Person.objects.select_related("unit")).order_by("pinyin", "pk")

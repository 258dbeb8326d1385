"""Slots and who holds them, as of a day."""

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import date

from django.db.models import Q

from qingmiao.access.enums import DISTRICT_READERS, LIAISONS, UNIT_HANDS
from qingmiao.kernel.actor import Actor
from qingmiao.orgs.models import Post
from qingmiao.orgs.queries import posts_as_of
from qingmiao.people.dossiers.contracts import PersonCard
from qingmiao.people.dossiers.enums import SpellKind, Standing
from qingmiao.people.dossiers.models import Person, Spell
from qingmiao.people.dossiers.queries import cards


@dataclass(frozen=True, slots=True, kw_only=True)
class Slot:
    """A slot on a day; ``holders`` is ``None`` for a reader who may not know the unit's people."""

    post: Post
    holders: list[PersonCard] | None = field(default_factory=list)

    @property
    def over(self) -> int:
        """How many more hold it than its headcount allows (超配); negative where it is vacant (空缺)."""
        return len(self.holders or ()) - self.post.headcount

    @property
    def vacant(self) -> int:
        return -self.over


def knows_people_of(*, actor: Actor, unit_id: int) -> bool:
    """Whether the reader may know everybody of a unit, and so may be told a number of them."""
    units = actor.units(*DISTRICT_READERS, *LIAISONS, *UNIT_HANDS)
    return units is None or unit_id in units


def slots_of(*, actor: Actor, unit_id: int, on: date) -> list[Slot]:
    """The slots of a unit in force on a day, each with those who held it then."""
    posts = list(posts_as_of(on=on).filter(unit_id=unit_id))
    if not knows_people_of(actor=actor, unit_id=unit_id):
        return [Slot(post=post, holders=None) for post in posts]
    held = _held(unit_id=unit_id, on=on)
    known = cards(actor=actor, person_ids={pk for people in held.values() for pk in people})
    return [
        Slot(post=post, holders=[known[pk] for pk in sorted(held[post.title]) if pk in known])
        for post in posts
    ]


def _held(*, unit_id: int, on: date) -> dict[str, set[int]]:
    """Who held which title on the day: by a line of the résumé, or by the present post."""
    spells = (
        Spell.objects.filter(post__unit_id=unit_id, kind=SpellKind.WORK, begins__lte=on)
        .filter(Q(ends__isnull=True) | Q(ends__gt=on))
        .values_list("post__title", "person_id")
    )
    present = (
        Person.objects.filter(post__unit_id=unit_id)
        .filter(Q(post_since__isnull=True) | Q(post_since__lte=on))
        .filter(
            Q(managed_until__gt=on) | Q(managed_until__isnull=True, standing=Standing.IN_SERVICE)
        )
        .values_list("post__title", "pk")
    )
    held: dict[str, set[int]] = defaultdict(set)
    for title, person_id in [*spells, *present]:
        held[title].add(person_id)
    return held


def people_serving(*, unit_id: int) -> int:
    """How many in service belong to the unit today: they are moved before it is closed."""
    return Person.objects.filter(unit_id=unit_id, standing=Standing.IN_SERVICE).count()

"""Keeping the present columns and the narrow facts of people in step with their parts."""

from collections.abc import Iterable

from django.db.models import Prefetch

from qingmiao.orgs.enums import Level
from qingmiao.people.dossiers.enums import LevelSeries, Rank, Standing, StudyMode
from qingmiao.people.dossiers.models import LevelSpell, Person, PersonFacts
from qingmiao.people.dossiers.rules import present
from qingmiao.people.dossiers.rules.names import romanised, search_text

PRESENT = [
    "pinyin", "initials", "search_text", "schooling", "full_time_schooling", "level",
    "level_since", "rank", "rank_since", "roster_order",
]  # fmt: skip


def facts_of(person: Person) -> PersonFacts:
    return PersonFacts(
        person_id=person.pk,
        unit_id=person.unit_id,
        unit_kind=person.unit.kind if person.unit else "",
        level=person.level,
        sex=person.sex,
        birth_month=present.birth_month(person.birth),
        schooling_tier=present.schooling_tier(person.schooling),
        is_party=present.is_party_member(person.political_face),
        is_minority=present.is_minority(person.ethnicity),
        in_service=person.standing == Standing.IN_SERVICE,
    )


def restate(person: Person) -> None:
    """Work the present columns out of the person's parts; the caller saves them."""
    name = romanised(person.name)
    person.pinyin, person.initials = name.pinyin, name.initials
    unit = person.unit
    person.search_text = search_text(
        name=person.name,
        unit=unit.name if unit else "",
        unit_short=unit.short_name if unit else "",
        post=person.post_text,
    )
    person.roster_order = present.roster_order(unit.sort_no if unit else None, person.sort_no)
    educations = list(person.educations.all())
    if educations:
        person.schooling = present.highest(row.schooling for row in educations)
        person.full_time_schooling = present.highest(
            row.schooling for row in educations if row.mode == StudyMode.FULL_TIME
        )
    _restate_level(person, [row for row in person.level_spells.all() if row.ends is None])


def _restate_level(person: Person, open_spells: list[LevelSpell]) -> None:
    posts = [row for row in open_spells if row.series == LevelSeries.POST]
    ranks = [row for row in open_spells if row.series == LevelSeries.RANK]
    if posts:
        top = min(posts, key=lambda row: row.level)
        person.level, person.level_since = top.level, top.begins
    if ranks:
        newest = max(ranks, key=lambda row: row.begins)
        person.rank, person.rank_since = newest.rank, newest.begins
    person.level, person.rank = person.level or Level.UNSET, person.rank or Rank.NONE


def refresh(person_ids: Iterable[int]) -> int:
    """Bring present columns and facts of these people up to date. Returns how many there were."""
    people = list(
        Person.objects.filter(pk__in=list(person_ids))
        .select_related("unit")
        .prefetch_related("educations", Prefetch("level_spells"))
    )
    for person in people:
        restate(person)
    Person.objects.bulk_update(people, PRESENT, batch_size=500)
    PersonFacts.objects.bulk_create(
        [facts_of(person) for person in people],
        update_conflicts=True,
        unique_fields=["person"],
        update_fields=[
            field.name
            for field in PersonFacts._meta.concrete_fields
            if not field.primary_key and not field.generated
        ],
        batch_size=1000,
    )
    return len(people)

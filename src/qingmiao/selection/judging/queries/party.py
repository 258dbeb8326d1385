"""Judges and contestants as the dossiers know them: a fixed number of questions for however many."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import date

from django.db.models import Q

from qingmiao.access.models import KinTie
from qingmiao.people.dossiers.models import Education, FamilyMember, Person, Spell
from qingmiao.rulebook.engine import Articles
from qingmiao.rulebook.library import regulation
from qingmiao.selection.judging.contracts import Party, Service, Study
from qingmiao.selection.judging.models import Judge

RULES = "judging/conflicts"
Month = tuple[int, int]


def articles(*, on: date) -> Articles:
    return regulation(RULES).on(on)


def parties(*, person_ids: Iterable[int]) -> dict[int, Party]:
    wanted = sorted(set(person_ids))
    people = {
        row.pk: row
        for row in Person.objects.filter(pk__in=wanted).select_related("unit", "post__unit")
    }
    services = _services(wanted, people)
    studies = _studies(wanted)
    ties = _ties(wanted)
    family: dict[int, list[tuple[int, str, str, Month | None]]] = defaultdict(list)
    for row in FamilyMember.objects.filter(person_id__in=wanted).order_by("pk"):
        family[row.person_id].append((row.pk, row.relation, row.name, _month(row.birth)))
    return {
        pk: Party(
            person_id=pk,
            name=person.name,
            born=_month(person.birth),
            unit_ids=(person.unit_id,) if person.unit_id else (),
            unit_names=(str(person.unit),) if person.unit else (),
            services=tuple(services[pk]),
            studies=tuple(studies[pk]),
            ties=tuple(ties[pk]),
            family=tuple(family[pk]),
        )
        for pk, person in people.items()
    }


def party_of(judge: Judge, known: dict[int, Party]) -> Party:
    """A judge of the district by the dossier, an outside expert by what was typed."""
    if judge.person_id is not None:
        return known[judge.person_id]
    return Party(person_id=None, name=judge.name, work_text=judge.work_text)


def _services(wanted: list[int], people: dict[int, Person]) -> dict[int, list[Service]]:
    """Lines of the résumé that name a unit, and the present post, which may stand in none of them."""
    found: dict[int, list[Service]] = defaultdict(list)
    rows = Spell.objects.filter(person_id__in=wanted, unit__isnull=False)
    for row in rows.select_related("unit", "post").order_by("pk"):
        found[row.person_id].append(
            Service(
                pk=row.pk,
                unit_id=row.unit_id or 0,
                unit=str(row.unit),
                begins=row.begins,
                ends=row.ends,
                is_leading=bool(row.post and row.post.is_leading_team),
                text=row.text,
            )
        )
    for pk, person in people.items():
        if person.unit_id is not None:
            found[pk].append(
                Service(
                    pk=0,
                    unit_id=person.unit_id,
                    unit=str(person.unit),
                    begins=person.post_since,
                    ends=None,
                    is_leading=bool(person.post and person.post.is_leading_team),
                    text=person.post_text,
                )
            )
    return found


def _studies(wanted: list[int]) -> dict[int, list[Study]]:
    """Where and when somebody studied, as far as the dossier says both."""
    found: dict[int, list[Study]] = defaultdict(list)
    rows = Education.objects.filter(
        person_id__in=wanted, begins__isnull=False, ends__isnull=False
    ).exclude(school="")
    for row in rows.order_by("pk"):
        if row.begins and row.ends:
            found[row.person_id].append(
                Study(pk=row.pk, school=row.school.strip(), begins=row.begins, ends=row.ends)
            )
    return found


def _ties(wanted: list[int]) -> dict[int, list[tuple[int, int, str]]]:
    found: dict[int, list[tuple[int, int, str]]] = defaultdict(list)
    ties = KinTie.objects.filter(Q(person_id__in=wanted) | Q(kin_id__in=wanted)).order_by("pk")
    for tie in ties:
        found[tie.person_id].append((tie.kin_id, tie.pk, tie.relation))
        found[tie.kin_id].append((tie.person_id, tie.pk, tie.relation))
    return found


def _month(day: date | None) -> Month | None:
    return (day.year, day.month) if day else None

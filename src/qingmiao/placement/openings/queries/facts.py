"""People and openings as the rules see them, gathered for many at once."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from datetime import date, timedelta

from django.db.models import Count, Q

from qingmiao.access.models import KinTie
from qingmiao.evidence.enums import Polarity
from qingmiao.evidence.models import Evidence
from qingmiao.kernel.periods import union_months
from qingmiao.orgs.enums import DEPARTMENTS, GRASSROOTS, UnitKind
from qingmiao.people.calendars.queries import engagements_of
from qingmiao.people.dossiers.enums import Standing
from qingmiao.people.dossiers.models import Person, Spell
from qingmiao.people.dossiers.queries import age_of
from qingmiao.placement.blocks.models import Duty
from qingmiao.placement.openings.contracts import CandidateFacts, OpeningFacts
from qingmiao.placement.openings.enums import Experience
from qingmiao.placement.openings.models import Opening, Wish
from qingmiao.placement.postings.models import HOLDING, OUT, SENT, Posting
from qingmiao.pool.enums import ENDED, MembershipState
from qingmiao.pool.models import Membership
from qingmiao.registers.contracts import Engagement
from qingmiao.rulebook.library import regulation

MATCHING = "openings/matching"
Span = tuple[date, date | None]
A_DAY = timedelta(days=1)
OF_KIND = {
    **dict.fromkeys(GRASSROOTS, Experience.TOWNSHIP),
    **dict.fromkeys(DEPARTMENTS, Experience.DEPARTMENT),
    UnitKind.PARK: Experience.PARK,
}
"""Which experience work in a kind of unit gives."""


def longest_engagement(*, on: date) -> int:
    return int(regulation(MATCHING).on(on)["longest_engagement"].value)


def usual_unit_most(*, on: date) -> int:
    return int(regulation(MATCHING).on(on)["unit_most"].value)


def opening_facts(openings: Iterable[Opening]) -> list[OpeningFacts]:
    return [
        OpeningFacts(
            id=row.pk,
            title=str(row),
            host_id=row.host_unit_id,
            begins=row.begins,
            ends=row.ends,
            places=row.places,
            is_full_time=row.scheme.is_full_time,
            is_away=row.is_away,
            tier=row.tier,
            age_most=row.age_most,
            experience=row.experience,
            experience_months=row.experience_months,
            competence=row.competence,
            develops=row.develops,
            priority=row.priority,
            unit_most=row.unit_most,
        )
        for row in openings
    ]


def candidate_facts(
    *, person_ids: Collection[int], openings: Collection[OpeningFacts], on: date
) -> list[CandidateFacts]:
    """The people as of the day, with what takes their time while any of the openings runs."""
    ids = set(person_ids)
    people = list(Person.objects.filter(pk__in=ids).select_related("unit"))
    months, strengths, kin = _months(ids, on), _strengths(ids), _kin_units(ids)
    wishes = {row.person_id: row for row in Wish.objects.standing().filter(person__in=ids)}
    rows = Membership.objects.filter(voided_at__isnull=True, person__in=ids)
    members = {row.person_id: row for row in rows.exclude(state__in=ENDED)}
    sent = sent_by_unit(on=on)
    busy = _engagements(ids, openings)
    facts = []
    for one in people:
        wish, member = wishes.get(one.pk), members.get(one.pk)
        facts.append(
            CandidateFacts(
                id=one.pk,
                name=one.name,
                unit_id=one.unit_id,
                unit=str(one.unit or ""),
                age=age_of(one, on=on),
                tier=member.tier if member else "",
                is_serving=one.standing == Standing.IN_SERVICE,
                is_gate_shut=member is not None and member.state == MembershipState.SUSPENDED,
                months=months[one.pk],
                strengths=frozenset(strengths[one.pk]),
                kin_at=frozenset(kin[one.pk]),
                engagements=tuple(busy[one.pk]),
                wishes=chosen_of(wish),
                limit=limit_of(wish, on=on),
                sent_from_unit=sent.get(one.unit_id or 0, 0),
            )
        )
    return sorted(facts, key=lambda each: each.id)


def chosen_of(wish: Wish | None) -> tuple[int, ...]:
    if wish is None:
        return ()
    return tuple(one for one in (wish.first_id, wish.second_id, wish.third_id) if one is not None)


def limit_of(wish: Wish | None, *, on: date) -> str:
    """The family limit while it holds."""
    if wish is None or (wish.limit_until is not None and wish.limit_until < on):
        return ""
    return str(wish.limit)


def sent_by_unit(*, on: date) -> dict[int, int]:
    """How many of each unit are out on the day."""
    rows = Posting.objects.standing().filter(state__in=OUT, begins__lte=on).order_by()
    counted = rows.values_list("home_unit").annotate(people=Count("pk"))
    return {int(unit): int(people) for unit, people in counted}


def _months(ids: set[int], on: date) -> Mapping[int, dict[str, int]]:
    """Months of each kind of experience: résumé lines, postings, duties in blocks; overlaps count once."""
    spent: dict[int, dict[str, list[Span]]] = defaultdict(lambda: defaultdict(list))

    def add(person: int, kind: str, begins: date | None, ends: date | None) -> None:
        if begins is not None and begins <= on:
            spent[person][kind].append((begins, ends))

    spells = Spell.objects.filter(person__in=ids, unit__kind__in=list(OF_KIND))
    for person, kind, begins, ends in spells.values_list(
        "person_id", "unit__kind", "begins", "ends"
    ):
        add(person, OF_KIND[UnitKind(kind)], begins, ends)
    posted = Posting.objects.standing().filter(person__in=ids, state__in=SENT)
    for person, group, begins, ends in posted.values_list(
        "person_id", "scheme__group", "begins", "ends"
    ):
        add(person, group, begins, ends)
    duties = Duty.objects.standing().filter(person__in=ids)
    for person, begins, ends in duties.values_list("person_id", "begins", "ends"):
        add(person, Experience.BLOCK, begins, ends)
    return defaultdict(
        dict,
        {
            person: {kind: union_months(spans, on=on) for kind, spans in kinds.items()}
            for person, kinds in spent.items()
        },
    )


def _strengths(ids: set[int]) -> Mapping[int, set[str]]:
    """Dimensions for which something speaks that was verified or seen directly."""
    found: dict[int, set[str]] = defaultdict(set)
    rows = Evidence.objects.filter(
        Q(is_direct=True) | ~Q(verified_by=""),
        person__in=ids, retracted_at__isnull=True, polarity=Polarity.FOR,
    )  # fmt: skip
    for person, dimension in rows.values_list("person_id", "dimension").distinct():
        found[person].add(dimension)
    return found


def _kin_units(ids: set[int]) -> Mapping[int, set[int]]:
    """Units where kin work, and every unit above those but the district itself."""
    ties = KinTie.objects.filter(Q(person_id__in=ids) | Q(kin_id__in=ids))
    pairs = [pair for a, b in ties.values_list("person_id", "kin_id") for pair in ((a, b), (b, a))]
    paths = dict(
        Person.objects.filter(pk__in={kin for _person, kin in pairs}, unit__isnull=False)
        .values_list("pk", "unit__path")
    )  # fmt: skip
    found: dict[int, set[int]] = defaultdict(set)
    for person, kin in pairs:
        if person in ids and kin in paths:
            steps = [int(part) for part in paths[kin].split("/") if part]
            found[person] |= set(steps[1:] or steps)
    return found


def _engagements(
    ids: set[int], openings: Collection[OpeningFacts]
) -> Mapping[int, list[Engagement]]:
    """What is in the way by any room's word, and postings under part-time schemes besides."""
    found: dict[int, list[Engagement]] = defaultdict(list)
    if not openings:
        return found
    begins = min(each.begins for each in openings)
    ends = max(each.ends for each in openings)
    for each in engagements_of(person_ids=ids, begins=begins, ends=ends):
        found[each.person_id].append(each)
    told = {each.origin for busy in found.values() for each in busy}
    posted = Posting.objects.standing().filter(person__in=ids, state__in=HOLDING, begins__lt=ends)
    for row in posted.exclude(ends__lte=begins).select_related("scheme"):
        if ("postings.posting", row.pk) not in told:
            found[row.person_id].append(
                Engagement(
                    person_id=row.person_id,
                    begins=row.begins,
                    ends=(row.ends or row.planned_end or ends) - A_DAY,
                    kind="",
                    told=f"{row.scheme} {row.place}",
                    origin=("postings.posting", row.pk),
                    url="",
                )
            )
    return found

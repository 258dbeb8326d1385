"""Leading teams as of a day, whole: members, targets, tallies. The number of queries never grows."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Q, QuerySet

from qingmiao.kernel.actor import Actor
from qingmiao.kernel.periods import age_on
from qingmiao.orgs.enums import GRASSROOTS, UnitKind
from qingmiao.orgs.models import Unit
from qingmiao.orgs.queries import posts_as_of, units_as_of
from qingmiao.people.dossiers.enums import PoliticalFace, Sex, SpellKind, Standing
from qingmiao.people.dossiers.models import Education, Person, Spell
from qingmiao.people.dossiers.rules.retirement import RETIREMENT, retirement_of
from qingmiao.rulebook.engine import Articles
from qingmiao.rulebook.library import regulation
from qingmiao.selection.demands.contracts import Goal, Member, MemberLine, Readings, Team
from qingmiao.selection.demands.enums import DemandState, Measure
from qingmiao.selection.demands.models import Demand, Target
from qingmiao.selection.demands.permissions import VIEW_TEAMS
from qingmiao.selection.demands.rules import target as targets
from qingmiao.selection.demands.rules import team as counting

TEAM_PERSON = (
    "pk", "name", "sex", "birth", "political_face", "party_joined", "level", "sort_no",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class _Seat:
    """A leading post somebody holds, where, and since when."""

    unit_id: int
    person_id: int
    post: str
    order: int
    since: date | None


@dataclass(frozen=True, slots=True)
class _Words:
    """Articles of the day by which teams are counted and measured."""

    readings: Readings
    retirement: Articles
    term: Articles
    defaults: dict[str, list[Goal]]


def teams(
    *, actor: Actor, on: date, is_renewed: bool = False, unit_id: int | None = None
) -> list[Team]:
    """Every leading team the reader may know as of the day, in unit order."""
    slots = _slots(actor=actor, on=on, unit_id=unit_id)
    if not slots:
        return []
    words = _words(on)
    seats = _seats(set(slots), on)
    members = _members(seats, on, words)
    own, by_kind = _targets(set(slots), on)
    raised = _raised(set(slots))
    found = []
    for version in units_as_of(on=on).filter(unit_id__in=list(slots)):
        pk, kind = version.unit_id, version.kind
        here = tuple(members[pk])
        left = counting.remaining(here, on=on, is_renewed=is_renewed)
        goals = targets.chosen(
            words.readings.mix, words.defaults.get(kind, ()), by_kind[kind], own[pk]
        )
        found.append(
            Team(
                unit_id=pk,
                unit=version.short_name or version.name,
                kind=kind,
                kind_label=str(UnitKind(kind).label),
                slots=slots[pk],
                on=on,
                members=here,
                remaining=left,
                lines=tuple(
                    counting.line_of(
                        goal,
                        here,
                        slots=slots[pk],
                        left=left,
                        non_party=words.readings.non_party_faces,
                        demand_id=raised.get((pk, goal.key)),
                    )
                    for goal in goals
                ),
            )
        )
    return found


def team(*, actor: Actor, unit_id: int, on: date, is_renewed: bool = False) -> Team | None:
    """The team of one unit; ``None`` where there is none on the day, or the reader may not know."""
    return next(iter(teams(actor=actor, on=on, is_renewed=is_renewed, unit_id=unit_id)), None)


def knows_team(*, actor: Actor, unit: Unit) -> bool:
    """Whether the page of the unit's team opens to the actor."""
    return VIEW_TEAMS.allows(actor, unit)


def _slots(*, actor: Actor, on: date, unit_id: int | None) -> dict[int, int]:
    """The headcount (职数) of each leading team in force on the day."""
    seen = VIEW_TEAMS.rows(actor, Unit.objects.all())
    posts = posts_as_of(on=on).filter(is_leading_team=True, unit__in=seen)
    if unit_id is not None:
        posts = posts.filter(unit_id=unit_id)
    slots: dict[int, int] = defaultdict(int)
    for unit, headcount in posts.values_list("unit_id", "headcount"):
        slots[unit] += headcount
    return dict(slots)


def _words(on: date) -> _Words:
    readings = targets.readings_in(regulation("demands/readings").on(on))
    return _Words(
        readings=readings,
        retirement=regulation(RETIREMENT).on(on),
        term=regulation("demands/term").on(on),
        defaults=targets.defaults_in(regulation("demands/targets").on(on), readings),
    )


# ------------------------------------------------------------ who is on a team
def _seats(unit_ids: set[int], on: date) -> list[_Seat]:
    """By a line of the résumé, or by the present post where the résumé does not name it."""
    leading = Q(post__is_leading_team=True, post__unit_id__in=unit_ids)
    spells = (
        Spell.objects.filter(leading, kind=SpellKind.WORK, begins__lte=on)
        .filter(Q(ends__isnull=True) | Q(ends__gt=on))
        .filter(_serving("person__", on))
        .order_by("begins")
        .values_list("post__unit_id", "person_id", "post__title", "post__sort_no", "begins")
    )
    present = (
        Person.objects.filter(leading)
        .filter(Q(post_since__isnull=True) | Q(post_since__lte=on))
        .filter(_serving("", on))
        .order_by("pk")
        .values_list("post__unit_id", "pk", "post__title", "post__sort_no", "post_since")
    )
    held: dict[tuple[int, int], _Seat] = {}
    for unit, person, title, order, since in [*spells, *present]:
        seat = held.get((unit, person))
        if seat is not None and seat.post == title and seat.since is not None:
            continue  # the résumé knows since when
        held[unit, person] = _Seat(unit, person, title, order, since)
    return sorted(held.values(), key=lambda seat: (seat.unit_id, seat.order))


def _serving(path: str, on: date) -> Q:
    return Q(**{f"{path}managed_until__gt": on}) | Q(
        **{f"{path}managed_until__isnull": True, f"{path}standing": Standing.IN_SERVICE}
    )


def _members(seats: Iterable[_Seat], on: date, words: _Words) -> dict[int, list[Member]]:
    ids = sorted({seat.person_id for seat in seats})
    people = {row["pk"]: row for row in Person.objects.filter(pk__in=ids).values(*TEAM_PERSON)}
    majors = _gathered(
        Education.objects.filter(Q(ends__isnull=True) | Q(ends__lte=on), person_id__in=ids)
        .exclude(major="")
        .values_list("person_id", "major")
    )
    township = _gathered(
        Spell.objects.filter(
            person_id__in=ids,
            unit__kind__in=GRASSROOTS,
            kind__in=(SpellKind.WORK, SpellKind.POSTING),
            begins__lte=on,
        ).values_list("person_id", "begins", "ends")
    )
    found: dict[int, list[Member]] = defaultdict(list)
    for seat in sorted(seats, key=lambda s: (s.unit_id, s.order, people[s.person_id]["sort_no"])):
        person = people[seat.person_id]
        studied = tuple(dict.fromkeys(major for (major,) in majors[seat.person_id]))
        found[seat.unit_id].append(
            _member(seat, person, studied, tuple(township[seat.person_id]), on, words)
        )
    return found


def _gathered(rows: Iterable[tuple[Any, ...]]) -> dict[int, list[Any]]:
    found: dict[int, list[Any]] = defaultdict(list)
    for person_id, *rest in rows:
        found[person_id].append(tuple(rest))
    return found


def _member(
    seat: _Seat,
    person: dict[str, Any],
    majors: tuple[str, ...],
    township: tuple[tuple[date, date | None], ...],
    on: date,
    words: _Words,
) -> Member:
    retirement = retirement_of(
        sex=person["sex"], birth=person["birth"], level=person["level"], articles=words.retirement
    )
    ends, is_last = counting.term_under(words.term, since=seat.since, on=on)
    return Member(
        person_id=seat.person_id,
        name=person["name"],
        post=seat.post,
        sex=person["sex"],
        birth=person["birth"],
        face=person["political_face"],
        face_label=str(PoliticalFace(person["political_face"]).label),
        party_joined=person["party_joined"],
        majors=majors,
        township=township,
        post_since=seat.since,
        retires=retirement.reached,
        gone=retirement.gone,
        delay=retirement.delay,
        term_ends=ends,
        is_last_term=is_last,
    )


def members_of(found: Team, *, person_ids: Iterable[int] | None = None) -> list[MemberLine]:
    """The members of a team as its page lists them: all, or those behind a number."""
    wanted = None if person_ids is None else set(person_ids)
    return [
        MemberLine(
            person_id=member.person_id,
            name=member.name,
            post=member.post,
            age=age_on(birth=member.birth, on=found.on),
            sex=str(Sex(member.sex).label),
            party=member.face_label,
            majors="、".join(member.majors),
            township_months=counting.township_months(member, on=found.on),
            retires=member.retires,
            delay=member.delay,
            is_past_age=member.gone <= found.on,
            term_ends=member.term_ends,
            is_last_term=member.is_last_term,
        )
        for member in found.members
        if wanted is None or member.person_id in wanted
    ]


# ------------------------------------------------------------ what a team should be
def _targets(unit_ids: set[int], on: date) -> tuple[dict[int, list[Goal]], dict[str, list[Goal]]]:
    """Targets entered for single units and for kinds of unit, in force on the day."""
    rows: QuerySet[Target] = (
        Target.objects.standing()
        .filter(Q(unit__isnull=True) | Q(unit_id__in=unit_ids), begins__lte=on)
        .filter(Q(ends__isnull=True) | Q(ends__gt=on))
        .order_by("pk")
    )
    own: dict[int, list[Goal]] = defaultdict(list)
    by_kind: dict[str, list[Goal]] = defaultdict(list)
    for row in rows:
        if row.unit_id is not None:
            own[row.unit_id].append(goal_of(row))
        else:
            by_kind[row.kind].append(goal_of(row))
    return own, by_kind


def goal_of(row: Target) -> Goal:
    return Goal(
        item=row.item,
        age_from=row.age_from,
        age_to=row.age_to,
        major=row.major,
        words=targets.words_in(row.words),
        months=row.months or 0,
        is_share=row.measure == Measure.SHARE,
        least=row.least,
        most=row.most,
        basis=row.basis,
        target_id=row.pk,
    )


def _raised(unit_ids: set[int]) -> dict[tuple[int, str], int]:
    """Open demands by the gap they were raised for."""
    rows = Demand.objects.standing().filter(state=DemandState.OPEN, unit_id__in=unit_ids)
    return {
        (unit_id, key): pk
        for pk, unit_id, key in rows.exclude(item_key="").values_list("pk", "unit_id", "item_key")
        if unit_id is not None
    }

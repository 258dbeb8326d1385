"""谁现在符合、谁不再符合: saved criteria asked of everybody at once, never person by person."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.contrib.postgres.aggregates import StringAgg
from django.db.models import (
    BooleanField,
    Count,
    Exists,
    ExpressionWrapper,
    F,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
    TextField,
    Value,
)
from django.db.models.functions import MD5, Cast, Coalesce, Concat

from qingmiao.evidence.enums import OPEN_CLASSES, Polarity
from qingmiao.evidence.models import Evidence
from qingmiao.evidence.queries import (
    NOTHING_SAID,
    Strength,
    ageing,
    standing_claims,
    strengths,
    within,
)
from qingmiao.kernel.actor import Actor
from qingmiao.kernel.periods import born_since
from qingmiao.people.dossiers.enums import Grade, Standing
from qingmiao.people.dossiers.models import Appraisal, Person
from qingmiao.pool.contracts import StandardFacts
from qingmiao.pool.enums import Criterion, PartyWish, ReviewState, StandardUse, SuggestionKind, Tier
from qingmiao.pool.models import Membership, Review, Standard, SuggestionVerdict
from qingmiao.pool.permissions import (
    KEEP_POOL,
    KEEP_REVIEWS,
    SUGGEST_ENTRY,
    VIEW_STANDARDS,
    VIEW_VERDICTS,
)
from qingmiao.pool.queries.membership import active_memberships
from qingmiao.pool.rules.membership import LIMITS
from qingmiao.pool.rules.standard import asked_of, last_day_served, unmet
from qingmiao.rulebook.library import regulation

NOTHING = Value("", output_field=TextField())
FIELDS = tuple(each for each in Criterion if each not in ("serving", "limit", "tier"))


def standards(*, actor: Actor) -> list[Standard]:
    rows = VIEW_STANDARDS.rows(actor, Standard.objects.filter(voided_at__isnull=True))
    return list(rows)


def standard_facts(*, standard: Standard) -> StandardFacts:
    asked = [each.value for each in FIELDS if getattr(standard, each.value) not in (None, "")]
    return StandardFacts(asked=tuple(asked), ages=(standard.least_age, standard.most_age))


def criteria(*, standard: Standard, on: date) -> dict[Criterion, Q]:
    """Every criterion as a question about a person on a day."""
    known = _of_the_career(standard, on) | _of_what_was_said(standard, on)
    return {each: known[each] for each in asked_of(standard_facts(standard=standard))}


def _of_the_career(standard: Standard, on: date) -> dict[Criterion, Q]:
    limits = regulation(LIMITS.regulation).on(on)
    strict = limits["age_limit_edge"].value == "strict"
    oldest = limits["age_limit"].value - (1 if strict else 0)
    leads = Q(level__in=limits["leading_levels"].value) | Q(
        rank__in=limits["ranks_as_leading"].value
    )
    least, most = standard.least_age or 0, standard.most_age or 0
    return {
        Criterion.SERVING: Q(standing=Standing.IN_SERVICE),
        Criterion.LIMIT: Q(birth__gte=born_since(age=oldest, on=on)),
        Criterion.TIER: leads if standard.tier == Tier.A else ~leads,
        Criterion.LEAST_AGE: Q(birth__lt=born_since(age=least - 1, on=on)),
        Criterion.MOST_AGE: Q(birth__gte=born_since(age=most, on=on)),
        Criterion.LEVEL: Q(level=standard.level),
        Criterion.RANK: Q(rank=standard.rank),
        Criterion.POST: Q(post_since__lte=last_day_served(months=standard.post_months or 0, on=on)),
        Criterion.LEVEL_SINCE: Q(
            level_since__lte=last_day_served(months=standard.level_months or 0, on=on)
        ),
        Criterion.SCHOOLING: Q(facts__schooling_tier__lte=int(standard.schooling or 0)),
        Criterion.PARTY: Q(facts__is_party=standard.party == PartyWish.PARTY),
        Criterion.UNIT_KIND: Q(facts__unit_kind=standard.unit_kind),
    }


def _of_what_was_said(standard: Standard, on: date) -> dict[Criterion, Q]:
    by = ageing(on=on)
    said = standing_claims(on=on).order_by()
    alive = said.filter(within(threshold=by.stale, on=on, by=by), polarity=Polarity.FOR)
    several = (
        alive.values("person")
        .annotate(n=Count("source_kind", distinct=True))
        .filter(n__gte=standard.kinds or 0)
        .values("person")
    )
    since = on - timedelta(days=standard.newest_days or 0)
    years = (on.year - (standard.excellent_years or 0), on.year - 1)
    excellent = (
        Appraisal.objects.filter(grade=Grade.EXCELLENT, year__range=years)
        .order_by()
        .values("person")
        .annotate(n=Count("pk"))
        .filter(n__gte=standard.excellent_least or 0)
        .values("person")
    )
    return {
        Criterion.KINDS: Q(pk__in=several) if standard.kinds else Q(),
        Criterion.NEWEST: Q(pk__in=said.filter(happened_on__gte=since).values("person")),
        Criterion.EXCELLENT: Q(pk__in=excellent) if standard.excellent_least else Q(),
    }


READS: dict[Criterion, tuple[str, ...]] = {
    Criterion.SERVING: ("standing",),
    Criterion.LIMIT: ("birth",),
    Criterion.TIER: ("level", "rank"),
    Criterion.LEAST_AGE: ("birth",),
    Criterion.MOST_AGE: ("birth",),
    Criterion.LEVEL: ("level",),
    Criterion.RANK: ("rank",),
    Criterion.POST: ("post_since",),
    Criterion.LEVEL_SINCE: ("level_since",),
    Criterion.SCHOOLING: ("facts__schooling_tier",),
    Criterion.PARTY: ("facts__is_party",),
    Criterion.UNIT_KIND: ("facts__unit_kind",),
    Criterion.KINDS: (),
    Criterion.NEWEST: (),
    Criterion.EXCELLENT: (),
}
"""Which columns a criterion reads; claims and appraisals are read row by row."""


def digest(*, standard: Standard, prefix: str = "") -> MD5:
    """摘要: what the criteria read of a person, in one short text that changes when any of it does.

    It holds facts and never days that pass: time alone wakes nothing that was declined.
    """
    asked = asked_of(standard_facts(standard=standard))
    paths = sorted({path for each in asked for path in READS[each]})
    parts: list[Any] = []
    for path in paths:
        told = Coalesce(Cast(F(f"{prefix}{path}"), TextField()), NOTHING)
        parts += [Value(f"|{path}="), told]
    person = OuterRef(f"{prefix}pk")
    if Criterion.KINDS in asked or Criterion.NEWEST in asked:
        parts += [Value("|claims="), _every_claim(person)]
    if Criterion.EXCELLENT in asked:
        parts += [Value("|appraisals="), _every_appraisal(person)]
    return MD5(Concat(*parts, output_field=TextField()))


def _every_claim(person: OuterRef) -> Coalesce:
    rows = Evidence.objects.filter(
        person=person, retracted_at__isnull=True, secrecy__in=OPEN_CLASSES
    )
    line = Concat(
        F("source_kind"), Value(" "), F("polarity"), Value(" "),
        Cast(F("happened_on"), TextField()), output_field=TextField(),
    )  # fmt: skip
    order = ("source_kind", "polarity", "happened_on", "pk")
    joined = rows.order_by().values("person").annotate(told=StringAgg(line, ",", order_by=order))
    return Coalesce(Subquery(joined.values("told")), NOTHING)


def _every_appraisal(person: OuterRef) -> Coalesce:
    line = Concat(Cast(F("year"), TextField()), Value(" "), F("grade"), output_field=TextField())
    rows = Appraisal.objects.filter(person=person).order_by().values("person")
    joined = rows.annotate(told=StringAgg(line, ",", order_by=("year",)))
    return Coalesce(Subquery(joined.values("told")), NOTHING)


def fitting(*, standard: Standard, on: date, asked: Iterable[Criterion] = ()) -> QuerySet[Person]:
    """Who fits on a day; ``asked`` narrows the question to some of the criteria."""
    rows = Person.objects.order_by()
    for each, question in criteria(standard=standard, on=on).items():
        if not asked or each in set(asked):
            rows = rows.filter(question)
    return rows


def staying(standard: Standard) -> tuple[Criterion, ...]:
    """What a member is asked: everything but the tier, for whoever rises moves to the other one."""
    asked = asked_of(standard_facts(standard=standard))
    return tuple(each for each in asked if each != Criterion.TIER)


def _resting(standard: Standard) -> QuerySet[SuggestionVerdict]:
    """Declined, and still true: the facts of then are the facts of now."""
    return SuggestionVerdict.objects.order_by().filter(
        standard=standard,
        is_taken=False,
        reopened_on__isnull=True,
        digest=digest(standard=standard, prefix="person__"),
    )


def _at_rest(standard: Standard, kind: SuggestionKind) -> QuerySet[Any]:
    return _resting(standard).filter(kind=kind).values("person")


def _is_asked(standard: Standard, kind: SuggestionKind) -> bool:
    return standard.use in {StandardUse.BOTH, kind.value}


def entries(*, actor: Actor, standard: Standard, on: date) -> QuerySet[Person]:
    """建议入库: whoever fits, is not in the reserve in any state, and was not declined on the same facts."""
    rows = fitting(standard=standard, on=on)
    if not _is_asked(standard, SuggestionKind.ENTRY):
        return rows.none()
    there = Membership.objects.filter(
        person=OuterRef("pk"), left_on__isnull=True, voided_at__isnull=True
    )
    rows = SUGGEST_ENTRY.rows(actor, rows.filter(~Exists(there)))
    rows = rows.exclude(pk__in=_at_rest(standard, SuggestionKind.ENTRY))
    return rows.select_related("unit").order_by("roster_order", "pk")


def exits(*, actor: Actor, standard: Standard, on: date) -> QuerySet[Membership]:
    """建议出库: members of the tier who no longer fit or have aged out, and were not declined on these facts."""
    rows = KEEP_POOL.rows(actor, active_memberships(on=on)).filter(
        tier=standard.tier, left_on__isnull=True
    )
    if not _is_asked(standard, SuggestionKind.EXIT):
        return rows.none()
    fits = fitting(standard=standard, on=on, asked=staying(standard))
    rows = rows.filter(~Exists(fits.filter(pk=OuterRef("person"))))
    rows = rows.exclude(person__in=_at_rest(standard, SuggestionKind.EXIT))
    return rows.select_related("person__unit").order_by("person__roster_order", "pk")


def resting(*, actor: Actor, standard: Standard) -> QuerySet[SuggestionVerdict]:
    """未采纳 and at rest, newest first."""
    rows = VIEW_VERDICTS.rows(actor, _resting(standard))
    return rows.select_related("person__unit").order_by("-pk")


def suggestion_counts(*, actor: Actor, standard: Standard, on: date) -> dict[str, int]:
    return {
        "entry": entries(actor=actor, standard=standard, on=on).count(),
        "exit": exits(actor=actor, standard=standard, on=on).count(),
        "resting": resting(actor=actor, standard=standard).count(),
    }


@dataclass(frozen=True, slots=True, kw_only=True)
class Suggested:
    """One suggestion as a page tells it: the person, what was said, and what is not met."""

    person: Person
    strength: Strength
    unmet: list[str]
    has_aged_out: bool
    has_gone: bool
    membership: Membership | None = None


def with_facts(
    *,
    standard: Standard,
    people: list[Person],
    on: date,
    members: dict[int, Membership] | None = None,
) -> list[Suggested]:
    """For one page of people, in two questions."""
    ids = [person.pk for person in people]
    asked = criteria(standard=standard, on=on)
    answered = Person.objects.filter(pk__in=ids).annotate(
        **{
            f"meets_{each.value}": ExpressionWrapper(question, output_field=BooleanField())
            for each, question in asked.items()
        }
    )
    names = [f"meets_{each.value}" for each in asked]
    answers = {row["pk"]: row for row in answered.order_by().values("pk", *names)}
    said = strengths(person_ids=ids, on=on)
    wanted = [each for each in asked if members is None or each != Criterion.TIER]
    return [
        _suggested(person, answers[person.pk], wanted, said, (members or {}).get(person.pk))
        for person in people
    ]


def _suggested(
    person: Person,
    answer: dict[str, Any],
    asked: list[Criterion],
    said: dict[int, Strength],
    member: Membership | None,
) -> Suggested:
    told = {each.value: bool(answer[f"meets_{each.value}"]) for each in asked}
    return Suggested(
        person=person,
        strength=said.get(person.pk, NOTHING_SAID),
        unmet=unmet(asked, told),
        has_aged_out=not told[Criterion.LIMIT.value],
        has_gone=not told[Criterion.SERVING.value],
        membership=member,
    )


def newest_claim(*, person_id: int, on: date) -> Evidence | None:
    return standing_claims(on=on).filter(person=person_id).order_by("-happened_on", "-pk").first()


def next_reviews(*, actor: Actor, on: date) -> list[Review]:
    """Reviews that still take up people, the nearest first."""
    rows = Review.objects.filter(
        voided_at__isnull=True, state=ReviewState.PREPARING, held_on__gte=on
    )
    return list(KEEP_REVIEWS.rows(actor, rows).order_by("held_on", "pk"))

from collections.abc import Iterable
from datetime import date

from django.db.models import (
    BooleanField,
    Case,
    Count,
    ExpressionWrapper,
    F,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
    When,
)
from django.db.models.functions import Coalesce

from qingmiao.kernel.actor import Actor
from qingmiao.people.dossiers.enums import LevelSeries
from qingmiao.people.dossiers.models import LevelSpell, Person
from qingmiao.pool.contracts import (
    ChangeFacts,
    MembershipFacts,
    PoolFacts,
    StandingCounts,
    Step,
)
from qingmiao.pool.enums import IN_POOL, ON_THE_WAY, MembershipState, Tier
from qingmiao.pool.models import Membership, StateChange
from qingmiao.pool.permissions import VIEW_POOL, items_stepped_back_from
from qingmiao.pool.rules.membership import LIMITS, is_for_a_review, tier_of, ways_from
from qingmiao.rulebook.engine import Provision
from qingmiao.rulebook.library import regulation


def active_memberships(*, on: date) -> QuerySet[Membership]:
    """Standing memberships in force on a day, by the state they were in then.

    Suspended, proposed and left ones do not count. Without a recorded state the present one speaks.
    The present one is the newest step: only of who has moved since are the steps looked up.
    """
    state = StateChange.objects.filter(membership=OuterRef("pk"), begins__lte=on)
    newest = state.order_by("-begins", "-pk").values("state")[:1]
    moved = Q(pk__in=StateChange.objects.filter(begins__gt=on).order_by().values("membership_id"))
    then = Coalesce(Subquery(newest), "state")
    return (
        Membership.objects.filter(voided_at__isnull=True, entered_on__lte=on)
        .filter(Q(left_on__isnull=True) | Q(left_on__gt=on))
        .annotate(state_then=Case(When(moved, then=then), default=F("state")))
        .filter((~moved & Q(state__in=IN_POOL)) | (moved & Q(state_then__in=IN_POOL)))
    )


def memberships(*, actor: Actor, on: date) -> QuerySet[Membership]:
    """The same, as far as the actor may know the reserve at all."""
    rows = active_memberships(on=on)
    return rows.none() if VIEW_POOL.nowhere(actor) else VIEW_POOL.rows(actor, rows)


def steps_of(*, actor: Actor, membership_id: int) -> list[Step]:
    """The states a membership went through, newest first.

    Whoever stepped back from an item sees where the member stands, and nothing that was said about it.
    """
    rows = StateChange.objects.filter(membership_id=membership_id).order_by("-begins", "-pk")
    hidden = Q(review_item__in=items_stepped_back_from(actor).values("pk"))
    rows = rows.annotate(is_withheld=ExpressionWrapper(hidden, output_field=BooleanField()))
    return [
        Step(
            state=row.get_state_display(),
            begins=row.begins,
            reason="" if row.is_withheld else row.reason,
            decided_by="" if row.is_withheld else row.decided_by,
            cause=row.get_cause_display() if row.cause else "",
        )
        for row in rows
    ]


def is_withheld(*, actor: Actor, membership: Membership) -> bool:
    """Whether the actor stepped back from the member in some review: its deeds are not told then."""
    return items_stepped_back_from(actor).filter(membership=membership).exists()


def last_change_on(*, membership: Membership) -> date:
    """The day of the newest state: nothing is entered behind it."""
    days = StateChange.objects.filter(membership=membership).values_list("begins", flat=True)
    return max([membership.entered_on, *days])


def pool_facts(*, person: Person, tier: str, on: date) -> PoolFacts:
    """The person as of the day of entry: level and rank from the dated spells where they changed since."""
    return PoolFacts(
        tier=tier,
        birth=person.birth,
        level=_as_of(person, LevelSeries.POST, on),
        rank=_as_of(person, LevelSeries.RANK, on),
        entered_on=on,
    )


def _as_of(person: Person, series: LevelSeries, on: date) -> str:
    field = "level" if series == LevelSeries.POST else "rank"
    since = getattr(person, f"{field}_since")
    if since is None or since <= on:
        return str(getattr(person, field))
    spells = (
        LevelSpell.objects.filter(person=person, series=series, begins__lte=on)
        .filter(Q(ends__isnull=True) | Q(ends__gt=on))
        .order_by(field)
        .values_list(field, flat=True)
    )
    return _best(spells)


def _best(spells: Iterable[str]) -> str:
    return next(iter(spells), "")


def tier_by_rule(*, person: Person, on: date) -> Tier:
    """层次 of the person as of any day."""
    facts = pool_facts(person=person, tier=Tier.A, on=on)
    return tier_of(facts, regulation(LIMITS.regulation).on(on))


def limits_in_force(*, on: date) -> list[Provision]:
    """The articles that decide who may enter and into which tier, for pages that name them."""
    articles = regulation(LIMITS.regulation).on(on)
    return [articles["age_limit"], articles["leading_levels"]]


def membership_facts(*, membership: Membership) -> MembershipFacts:
    """A row as it would be written, beside how it stood until now."""
    before = Membership.objects.filter(pk=membership.pk).first() if membership.pk else None
    days = (membership.entered_on, membership.left_on)
    return MembershipFacts(
        state=membership.state,
        state_before=before.state if before else "",
        entered_on=membership.entered_on,
        left_on=membership.left_on,
        days_changed=before is not None and (before.entered_on, before.left_on) != days,
    )


def was_tracked(*, membership: Membership) -> bool:
    return StateChange.objects.filter(membership=membership, state=MembershipState.TRACKED).exists()


def ways_of(*, membership: Membership) -> tuple[MembershipState, ...]:
    """The steps somebody may take by hand from where a membership stands."""
    ways = ways_from(state=membership.state, was_tracked=was_tracked(membership=membership))
    return tuple(way for way in ways if not is_for_a_review(old=membership.state, new=way))


def other_memberships(*, actor: Actor, membership: Membership) -> list[Membership]:
    """Earlier and later memberships of the same person: re-entry keeps the past."""
    rows = Membership.objects.filter(person=membership.person_id, voided_at__isnull=True)
    return list(VIEW_POOL.rows(actor, rows).exclude(pk=membership.pk).select_related("person"))


def change_facts(*, membership: Membership, state: str, cause: str = "") -> ChangeFacts:
    return ChangeFacts(
        old=membership.state,
        new=state,
        last_on=last_change_on(membership=membership),
        was_tracked=was_tracked(membership=membership),
        cause=cause,
    )


def standing_counts(*, actor: Actor, on: date) -> StandingCounts:
    """Where the reserve stands today, as far as the reader may know it, in one question."""
    rows = VIEW_POOL.rows(actor, Membership.objects.filter(voided_at__isnull=True))
    inside = Q(state__in=IN_POOL)
    return StandingCounts(
        **rows.aggregate(
            upper=Count("pk", filter=inside & Q(tier=Tier.A)),
            lower=Count("pk", filter=inside & Q(tier=Tier.B)),
            on_the_way=Count("pk", filter=Q(state__in=ON_THE_WAY)),
            due=Count("pk", filter=inside & Q(next_review_on__lt=on)),
        )
    )

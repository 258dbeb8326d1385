from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from qingmiao.access.enums import DEPARTMENT, UNIT_HANDS, Role, ScopeKind
from qingmiao.access.permissions import (
    NOBODY,
    Permission,
    Scope,
    any_of,
    by_unit,
    not_about_me,
    own,
)
from qingmiao.kernel.actor import Actor
from qingmiao.people.dossiers.models import Person
from qingmiao.stewardship.inspections.enums import CAMPAIGN_NUMBERS, CheckState
from qingmiao.stewardship.inspections.models import Check, Finding

# Plans of unannounced checks are for those who make them; the unit learns when the team is there.
ANNOUNCED = ~Q(state=CheckState.PLANNED, is_unannounced=True)


def by_campaign(field: str) -> Scope:
    """Rows of the special actions for which somebody is an inspector."""

    def scope(actor: Actor) -> Q:
        numbers = actor.matters(ScopeKind.CAMPAIGN, Role.INSPECTOR)
        campaigns = sorted(CAMPAIGN_NUMBERS[number] for number in numbers & set(CAMPAIGN_NUMBERS))
        return Q(**{f"{field}__in": campaigns}) if campaigns else NOBODY

    return scope


def not_of_my_unit(inner: Scope, field: str) -> Scope:
    """The inner scope without the actor's own unit: nobody inspects the house one lives in."""

    def scope(actor: Actor) -> Q:
        q = inner(actor)
        if q == NOBODY or actor.person_id is None:
            return q
        home = Person.objects.filter(pk=actor.person_id, unit__isnull=False).values("unit")
        return q & ~Q(**{f"{field}__in": home})

    return scope


def inspecting(prefix: str = "") -> Scope:
    """检查员: those of the campaign, of the units granted, or of the whole district; never at home."""
    return not_of_my_unit(
        any_of(
            by_unit([Role.INSPECTOR], f"{prefix}unit"),
            by_campaign(f"{prefix}campaign"),
        ),
        f"{prefix}unit",
    )


def _seen_by_the_unit(actor: Actor) -> Q:
    q = by_unit(UNIT_HANDS)(actor)
    return q if q == NOBODY else q & ANNOUNCED


VIEW_CHECKS = Permission[Check](
    code="inspections.check.view",
    sentence=_("您无权查看督查检查"),
    scope=any_of(by_unit(DEPARTMENT), inspecting(), _seen_by_the_unit),
)

KEEP_CHECKS = Permission[Check](
    code="inspections.check.keep",
    sentence=_("您无权登记该单位的督查检查"),
    scope=any_of(by_unit(DEPARTMENT), inspecting()),
)

KEEP_FINDINGS = Permission[Finding](
    code="inspections.finding.keep",
    sentence=_("您无权登记该督查问题"),
    scope=not_about_me(
        any_of(by_unit(DEPARTMENT, "check_visit__unit"), inspecting("check_visit__"))
    ),
)

VIEW_FINDINGS = Permission[Finding](
    code="inspections.finding.view",
    sentence=_("您无权查看督查问题"),
    scope=any_of(
        KEEP_FINDINGS.scope,
        not_about_me(by_unit([Role.UNIT_SECRETARY], "check_visit__unit")),
        own(),
    ),
)
"""The department, the inspectors of the campaign, the secretary who must rectify, and the person
concerned about oneself. Nobody else, whatever they may read otherwise."""

EXPLAIN_FINDINGS = Permission[Finding](
    code="inspections.finding.explain",
    sentence=_("只有本人可以说明情况"),
    scope=own(),
)

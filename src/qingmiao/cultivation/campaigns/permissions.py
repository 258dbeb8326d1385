from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from qingmiao.access.enums import (
    DEPARTMENT,
    DISTRICT_READERS,
    LIAISONS,
    THREE_ADMINS,
    UNIT_HANDS,
    Role,
)
from qingmiao.access.permissions import (
    NOBODY,
    Permission,
    any_of,
    by_unit,
    district,
    everywhere,
    not_about_me,
    own,
)
from qingmiao.cultivation.campaigns.enums import ContributionState
from qingmiao.cultivation.campaigns.models import Campaign, Contribution
from qingmiao.kernel.actor import Actor

INSIDE = tuple(role for role in Role if role not in THREE_ADMINS)


def _handed_in_by_my_unit(actor: Actor) -> Q:
    """A unit hands in for its people; what is selected or adopted is the organizer's to say."""
    ours = by_unit(UNIT_HANDS, "person__unit")(actor)
    return ours if ours == NOBODY else ours & Q(state=ContributionState.SUBMITTED)


VIEW_CAMPAIGNS = Permission[Campaign](
    code="campaigns.campaign.view",
    sentence=_("您无权查看大讨论活动"),
    scope=everywhere(INSIDE),
)

KEEP_CAMPAIGNS = Permission[Campaign](
    code="campaigns.campaign.keep",
    sentence=_("您无权维护该单位的大讨论活动"),
    scope=any_of(district(DEPARTMENT), by_unit(UNIT_HANDS, "organizer")),
)

VIEW_CONTRIBUTIONS = Permission[Contribution](
    code="campaigns.contribution.view",
    sentence=_("您无权查看该同志的发言"),
    scope=any_of(
        by_unit(DISTRICT_READERS, "person__unit"),
        by_unit(LIAISONS, "person__unit"),
        by_unit(UNIT_HANDS, "person__unit"),
        by_unit(UNIT_HANDS, "campaign__organizer"),
        own(),
    ),
)

KEEP_CONTRIBUTIONS = Permission[Contribution](
    code="campaigns.contribution.keep",
    sentence=_("您无权登记该发言；入选、采纳由主办单位登记，本人和亲属的发言由他人登记"),
    scope=not_about_me(
        any_of(
            by_unit(DEPARTMENT, "person__unit"),
            by_unit(UNIT_HANDS, "campaign__organizer"),
            _handed_in_by_my_unit,
        )
    ),
)

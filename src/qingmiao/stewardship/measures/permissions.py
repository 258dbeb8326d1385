from django.utils.translation import gettext_lazy as _

from qingmiao.access.enums import DEPARTMENT, DISTRICT_READERS, INSIDE, UNIT_HANDS
from qingmiao.access.permissions import (
    Permission,
    any_of,
    by_unit,
    district,
    everywhere,
    not_about_me,
    own,
)
from qingmiao.stewardship.measures.models import Benefit, Measure

VIEW_MEASURES = Permission[Measure](
    code="measures.measure.view",
    sentence=_("您无权查看激励措施"),
    scope=everywhere(INSIDE),
)
"""A measure nobody knows of encourages nobody."""

KEEP_MEASURES = Permission[Measure](
    code="measures.measure.keep",
    sentence=_("您无权维护激励措施"),
    scope=district(DEPARTMENT),
)

VIEW_BENEFITS = Permission[Benefit](
    code="measures.benefit.view",
    sentence=_("您无权查看受益记录"),
    scope=any_of(
        by_unit(DISTRICT_READERS, "person__unit"), by_unit(UNIT_HANDS, "person__unit"), own()
    ),
)

KEEP_BENEFITS = Permission[Benefit](
    code="measures.benefit.keep",
    sentence=_("您无权登记该同志的受益记录"),
    scope=not_about_me(by_unit(DEPARTMENT, "person__unit")),
)
"""Nobody enters a benefit for oneself or one's kin."""

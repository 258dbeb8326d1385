from django.utils.translation import gettext_lazy as _

from qingmiao.access.enums import DEPARTMENT, DISTRICT_READERS, LIAISONS
from qingmiao.access.permissions import (
    Permission,
    any_of,
    by_unit,
    district,
    everywhere,
    not_about_me,
)
from qingmiao.selection.visits.models import Lead, Liaison, Segment, Visit

VIEW_VISITS = Permission[Visit](
    code="visits.visit.view",
    sentence=_("您无权查看走访记录"),
    scope=any_of(by_unit(DISTRICT_READERS), by_unit(LIAISONS)),
)
"""Notes stay within the organization department and the segment: the visited unit never reads them."""

KEEP_VISITS = Permission[Visit](
    code="visits.visit.keep",
    sentence=_("您无权登记该单位的走访"),
    scope=any_of(by_unit(DEPARTMENT), by_unit(LIAISONS)),
)

VIEW_LEADS = Permission[Lead](
    code="visits.lead.view",
    sentence=_("您无权查看线索"),
    scope=not_about_me(any_of(by_unit(DISTRICT_READERS), by_unit(LIAISONS))),
)

KEEP_LEADS = Permission[Lead](
    code="visits.lead.keep",
    sentence=_("您无权登记该单位的线索"),
    scope=not_about_me(any_of(by_unit(DEPARTMENT), by_unit(LIAISONS))),
)

VIEW_SEGMENTS = Permission[Segment](
    code="visits.segment.view",
    sentence=_("您无权查看片区分工"),
    scope=any_of(district(DISTRICT_READERS), everywhere(LIAISONS)),
)
KEEP_SEGMENTS = Permission[Segment](
    code="visits.segment.keep",
    sentence=_("您无权维护片区分工"),
    scope=district(DEPARTMENT),
)
VIEW_LIAISONS = Permission[Liaison](
    code="visits.liaison.view",
    sentence=_("您无权查看联系分工"),
    scope=any_of(district(DISTRICT_READERS), by_unit(LIAISONS)),
)
KEEP_LIAISONS = Permission[Liaison](
    code="visits.liaison.keep",
    sentence=_("您无权维护联系分工"),
    scope=district(DEPARTMENT),
)

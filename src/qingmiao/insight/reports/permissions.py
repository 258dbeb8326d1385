from django.utils.translation import gettext_lazy as _

from qingmiao.access.enums import DEPARTMENT, DISTRICT_READERS
from qingmiao.access.permissions import Permission, district
from qingmiao.insight.reports.models import Publication
from qingmiao.kernel.actor import Actor

READ_PUBLICATIONS = Permission[Publication](
    code="reports.publication.read",
    sentence=_("您无权查看已发布的材料"),
    scope=district(DISTRICT_READERS),
)
PUBLISH = Permission[Publication](
    code="reports.publication.publish",
    sentence=_("您无权发布材料"),
    scope=district(DEPARTMENT),
)


def reads_publications(actor: Actor) -> bool:
    return not READ_PUBLICATIONS.nowhere(actor)


def publishes(actor: Actor) -> bool:
    return not PUBLISH.nowhere(actor)

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from qingmiao.access.enums import DISTRICT_READERS, LIAISONS
from qingmiao.access.permissions import NOBODY, Permission, any_of, by_unit, not_about_me
from qingmiao.evidence.enums import OPEN_CLASSES
from qingmiao.evidence.models import Evidence
from qingmiao.kernel.actor import Actor


def _open_classes(actor: Actor) -> Q:
    """District readers read up to class O; D and M stay with their keepers (管 and 用)."""
    inner = any_of(by_unit(DISTRICT_READERS, "person__unit"), by_unit(LIAISONS, "person__unit"))
    q = inner(actor)
    if q == NOBODY:
        return NOBODY
    return q & Q(secrecy__in=OPEN_CLASSES)


READ_EVIDENCE = Permission[Evidence](
    code="evidence.claim.read",
    sentence=_("您无权查看印证材料"),
    scope=not_about_me(_open_classes),
)

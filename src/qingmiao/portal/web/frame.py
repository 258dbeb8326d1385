"""Who reads the page, as the frame around it says."""

from django.http import HttpRequest
from django.utils.translation import gettext as _

from qingmiao.access.enums import Role
from qingmiao.kernel.actor import Actor
from qingmiao.webkit.contracts import Reader


def reader(actor: Actor, request: HttpRequest) -> Reader:
    held = {grant.role for grant in actor.grants}
    roles = [str(role.label) for role in Role if role in held]
    unit = getattr(request.user, "unit", None)
    return Reader(name=actor.name, duty=_duty(roles), unit=str(unit or ""))


def _duty(roles: list[str]) -> str:
    if len(roles) > 1:
        return _("%(role)s等 %(count)d 项") % {"role": roles[0], "count": len(roles)}
    return roles[0] if roles else ""

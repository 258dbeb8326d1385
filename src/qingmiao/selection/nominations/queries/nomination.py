from qingmiao.access.permissions import Permission
from qingmiao.kernel.actor import Actor
from qingmiao.selection.nominations.models import Nomination


def one(permission: Permission[Nomination], *, actor: Actor, pk: int) -> Nomination | None:
    """A standing nomination, if the permission opens it to the actor."""
    rows = Nomination.objects.standing().select_related("event", "person__unit", "unit")
    return permission.rows(actor, rows).filter(pk=pk).first()

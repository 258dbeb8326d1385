"""What was handed out to a class."""

from qingmiao.cultivation.courses.models import Material
from qingmiao.cultivation.courses.permissions import KEEP_MATERIALS, VIEW_MATERIALS
from qingmiao.kernel.actor import Actor


def materials_of(*, actor: Actor, class_id: int) -> list[Material]:
    rows = Material.objects.standing().filter(training_class=class_id).defer("content")
    return list(VIEW_MATERIALS.rows(actor, rows))


def material_of(*, actor: Actor, material_id: int) -> Material:
    return VIEW_MATERIALS.one(actor, Material.objects.standing(), pk=material_id)


def material_to_withdraw(*, actor: Actor, material_id: int) -> Material:
    rows = Material.objects.standing().select_related("training_class").defer("content")
    return KEEP_MATERIALS.one(actor, rows, pk=material_id)

"""学习资料: what is handed out to a class, kept in the database and read by whoever belongs to it."""

from datetime import datetime
from pathlib import PurePath

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from qingmiao.cultivation.courses.deeds import MATERIAL_ADDED, MATERIAL_WITHDRAWN
from qingmiao.cultivation.courses.models import Material, TrainingClass
from qingmiao.cultivation.courses.permissions import KEEP_CLASSES, KEEP_MATERIALS
from qingmiao.cultivation.courses.rules.material import flaws_of_material
from qingmiao.kernel.actor import Actor
from qingmiao.kernel.errors import Refused
from qingmiao.ledger.services import record


@transaction.atomic
def add_material(
    *, actor: Actor, class_id: int, title: str, file_name: str, content: bytes
) -> Material:
    """上传学习资料."""
    found = KEEP_CLASSES.one(actor, TrainingClass.objects.standing(), pk=class_id)
    name = PurePath(file_name.replace("\\", "/")).name[-160:]
    if reasons := list(flaws_of_material(title=title, file_name=name, content=content)):
        raise Refused(reasons)
    row = Material(
        training_class=found, title=title.strip()[:120], file_name=name, content=content,
        size=len(content), entered_by=actor.name,
    )  # fmt: skip
    try:
        with transaction.atomic():
            row.save(force_insert=True)
    except IntegrityError as no:
        raise Refused(_("该班次已有同名的资料")) from no
    record(actor=actor, deed=MATERIAL_ADDED, subject=row, detail={"title": row})
    return row


@transaction.atomic
def withdraw_material(*, actor: Actor, material_id: int, reason: str, at: datetime) -> Material:
    """撤下学习资料; it stays on file."""
    rows = Material.objects.standing().select_for_update(of=("self",)).defer("content")
    row = KEEP_MATERIALS.one(actor, rows, pk=material_id)
    if not reason.strip():
        raise Refused(_("请写明撤下理由"))
    row.voided_at, row.voided_by, row.void_reason = at, actor.name, reason.strip()
    row.save(update_fields=["voided_at", "voided_by", "void_reason"])
    record(actor=actor, deed=MATERIAL_WITHDRAWN, subject=row, detail={"title": row}, reason=reason)
    return row

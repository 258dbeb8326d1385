"""An import taken back as a whole, or dropped before it was ever written."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import ProtectedError
from django.utils.translation import gettext as _

from qingmiao.kernel.actor import Actor
from qingmiao.kernel.errors import Refused
from qingmiao.ledger.deeds import official
from qingmiao.ledger.services import record
from qingmiao.people.dossiers.models import Person
from qingmiao.people.exchange.deeds import (
    BATCH_DROPPED,
    BATCH_UNDONE,
    PERSON_RESTORED,
    PERSON_WITHDRAWN,
)
from qingmiao.people.exchange.enums.kinds import FileKind
from qingmiao.people.exchange.models import ImportBatch, ImportLine
from qingmiao.people.exchange.services.batch import importable
from qingmiao.people.exchange.services.sealing import line_place, opened
from qingmiao.people.exchange.services.snapshot import restore
from qingmiao.people.exchange.services.writing import put_back
from qingmiao.registers.enums import BatchState


@transaction.atomic
def undo_batch(*, actor: Actor, batch_id: int, at: datetime) -> ImportBatch:
    """撤销整批: old values come back by the dossier's own services, new dossiers go.

    Refused as a whole, naming everybody, when somebody has written to one of the dossiers since.
    """
    batch = importable(actor, batch_id)
    if batch.state != BatchState.APPLIED:
        raise Refused(_("只有已导入的批次可以撤销"))
    lines = list(batch.lines.filter(version_after__isnull=False).order_by("number"))
    people = Person.objects.select_for_update(of=("self",)).in_bulk(
        [line.person_id for line in lines if line.person_id]
    )
    moved = [
        _("第 %(row)s 项 %(name)s 的档案在导入后又被修改，不能整批撤销")
        % {"row": line.number, "name": line.title}
        for line in lines
        if line.person_id not in people or people[line.person_id].version != line.version_after
    ]
    if moved:
        raise Refused(moved)
    with official():
        reason = _("撤销导入批次 #%(batch)s") % {"batch": batch.pk}
    new = [line for line in lines if line.before_sealed is None]
    for line in new:
        _withdraw(actor, people[line.person_id or 0], line, reason)
    told = [
        (people[line.person_id or 0], _before(batch, line))
        for line in lines
        if line.before_sealed is not None
    ]
    if batch.kind == FileKind.ROSTER:
        put_back(actor=actor, told=told, reason=reason)
    else:
        for person, before in told:
            _restore(actor, person, before, reason)
    batch.state, batch.undone_at = BatchState.UNDONE, at
    batch.save(update_fields=["state", "undone_at"])
    record(
        actor=actor,
        deed=BATCH_UNDONE,
        subject=batch,
        detail={"file": batch.file_name, "count": len(lines)},
    )
    return batch


def _before(batch: ImportBatch, line: ImportLine) -> Any:
    place = line_place(batch.uid, line.number, "before")
    return opened(bytes(line.before_sealed or b""), place)


def _restore(actor: Actor, person: Person, before: Mapping[str, Any], reason: str) -> None:
    restore(actor=actor, person=person, before=before, reason=reason)
    record(
        actor=actor,
        deed=PERSON_RESTORED,
        subject=person,
        detail={"name": person.name},
        reason=reason,
    )


def _withdraw(actor: Actor, person: Person, line: ImportLine, reason: str) -> None:
    """去掉 a dossier nobody has used: one that any record names is protected, and the undo refused."""
    record(
        actor=actor,
        deed=PERSON_WITHDRAWN,
        subject=person,
        detail={"name": person.name},
        reason=reason,
    )
    try:
        person.delete()
    except ProtectedError as no:
        raise Refused(
            _("第 %(row)s 项 %(name)s 已有业务记录，不能撤销建档")
            % {"row": line.number, "name": person.name}
        ) from no


@transaction.atomic
def drop_batch(*, actor: Actor, batch_id: int) -> ImportBatch:
    """放弃 a preview: nothing was written, and nothing will be."""
    batch = importable(actor, batch_id)
    if batch.state != BatchState.PREVIEWED:
        raise Refused(_("这个批次已经处理过"))
    batch.state = BatchState.DROPPED
    batch.save(update_fields=["state"])
    record(actor=actor, deed=BATCH_DROPPED, subject=batch, detail={"file": batch.file_name})
    return batch

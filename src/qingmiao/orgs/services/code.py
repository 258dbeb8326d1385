"""District code lists (码表): what the speech leaves to the district, each entry with its basis."""

from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from qingmiao.kernel.actor import Actor
from qingmiao.kernel.errors import Forbidden, Refused
from qingmiao.ledger.services import record
from qingmiao.orgs.deeds import CODE_ADDED, CODE_AMENDED, CODE_CLOSED
from qingmiao.orgs.enums import CodeList
from qingmiao.orgs.models import CodeEntry
from qingmiao.orgs.permissions import require_keeper


def _clean(entry: CodeEntry) -> None:
    try:
        entry.full_clean()
    except ValidationError as no:
        raise Refused(no.messages) from no


def _locked(entry_id: int) -> CodeEntry:
    entry = CodeEntry.objects.select_for_update().filter(pk=entry_id).first()
    if entry is None:
        raise Forbidden(_("没有这个条目"))
    return entry


def _told(entry: CodeEntry) -> dict[str, Any]:
    return {"list": CodeList(entry.code_list).label, "label": entry.label}


@transaction.atomic
def add_code(
    *, actor: Actor, code_list: str, code: str, label: str, sort_no: int, on: date, basis: str
) -> CodeEntry:
    require_keeper(actor)
    entry = CodeEntry(
        code_list=code_list, code=code, label=label, sort_no=sort_no, begins=on, basis=basis
    )
    _clean(entry)
    entry.save(force_insert=True)
    record(
        actor=actor,
        deed=CODE_ADDED,
        subject=entry,
        detail={**_told(entry), "on": on.isoformat()},
        reason=basis,
    )
    return entry


@transaction.atomic
def amend_code(*, actor: Actor, entry_id: int, label: str, sort_no: int, basis: str) -> CodeEntry:
    """Put a wording right. Another meaning is another entry: records point at this one."""
    require_keeper(actor)
    entry = _locked(entry_id)
    changes = {"label": label, "sort_no": sort_no, "basis": basis}
    changed = [name for name, value in changes.items() if getattr(entry, name) != value]
    if not changed:
        return entry
    told = _told(entry)
    for name, value in changes.items():
        setattr(entry, name, value)
    _clean(entry)
    entry.save(update_fields=list(changes))
    words = [CodeEntry._meta.get_field(name).verbose_name for name in changed]  # type: ignore[union-attr]
    record(
        actor=actor,
        deed=CODE_AMENDED,
        subject=entry,
        detail={**told, "changes": words},
        reason=basis,
    )
    return entry


@transaction.atomic
def close_code(*, actor: Actor, entry_id: int, on: date, basis: str) -> CodeEntry:
    """停用 an entry from a day on; records that carry it keep it."""
    require_keeper(actor)
    entry = _locked(entry_id)
    if entry.ends is not None:
        raise Refused(_("该条目已停用"))
    if on <= entry.begins:
        raise Refused(_("停用日期须晚于启用日期"))
    entry.ends = on
    entry.save(update_fields=["ends"])
    record(
        actor=actor,
        deed=CODE_CLOSED,
        subject=entry,
        detail={**_told(entry), "on": on.isoformat()},
        reason=basis,
    )
    return entry

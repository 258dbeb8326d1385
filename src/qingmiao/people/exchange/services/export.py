"""Forms go out: the purpose is asked, and recorded with every person."""

import hashlib
import io
import zipfile
from collections.abc import Iterator
from datetime import date

from django.db import transaction
from django.db.models import QuerySet
from django.utils.translation import gettext as _

from qingmiao.kernel.actor import Actor
from qingmiao.kernel.errors import Refused
from qingmiao.ledger.services import record, record_many
from qingmiao.people.dossiers.models import Person
from qingmiao.people.exchange.contracts import Facts, Form
from qingmiao.people.exchange.deeds import FORM_EXPORTED
from qingmiao.people.exchange.models import KeptForm
from qingmiao.people.exchange.permissions import EXPORT_FORMS
from qingmiao.people.exchange.rules import lrmx, sheet
from qingmiao.people.exchange.services.facts import facts_of
from qingmiao.people.exchange.services.sealing import form_place, opened

AT_ONCE = 200


def require_purpose(purpose: str) -> str:
    if not purpose.strip():
        raise Refused(_("请写明导出的用途"))
    return purpose.strip()


@transaction.atomic
def export_form(*, actor: Actor, person_id: int, purpose: str, on: date) -> tuple[str, bytes]:
    """导出一份任免审批表: its file name and its content."""
    reason = require_purpose(purpose)
    person = EXPORT_FORMS.one(actor, Person.objects.all(), pk=person_id)
    [(name, content)] = _files([person.pk], on)
    record(
        actor=actor,
        deed=FORM_EXPORTED,
        subject=person,
        detail={"name": person.name},
        reason=reason,
    )
    return name, content


@transaction.atomic
def export_forms(
    *, actor: Actor, people: QuerySet[Person], purpose: str, on: date
) -> tuple[int, bytes]:
    """导出一批任免审批表 as a zip: those of the question the actor may export, and how many."""
    reason = require_purpose(purpose)
    rows = list(EXPORT_FORMS.rows(actor, people).values_list("pk", "name"))
    if not rows:
        raise Refused(_("没有可以导出的干部"))
    file = io.BytesIO()
    seen: dict[str, int] = {}
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for at in range(0, len(rows), AT_ONCE):
            for name, content in _files([pk for pk, _name in rows[at : at + AT_ONCE]], on):
                archive.writestr(_apart(name, seen), content)
    record_many(
        actor=actor,
        deed=FORM_EXPORTED,
        kind=Person._meta.label_lower,
        details=[(pk, {"name": name}) for pk, name in rows],
        reason=reason,
    )
    return len(rows), file.getvalue()


def _apart(name: str, seen: dict[str, int]) -> str:
    """Namesakes get numbers, for an archive with two equal names is refused everywhere."""
    seen[name] = seen.get(name, 0) + 1
    stem, _dot, ending = name.rpartition(".")
    return name if seen[name] == 1 else f"{stem} {seen[name]}.{ending}"


def _files(person_ids: list[int], on: date) -> Iterator[tuple[str, bytes]]:
    facts = facts_of(person_ids)
    kept = {form.person_id: form for form in KeptForm.objects.filter(person__in=person_ids)}
    for pk in person_ids:
        yield (
            f"{on:%Y.%m.%d} 干部任免审批表 {safe(facts[pk].name)}.lrmx",  # not interface: a file's name
            lrmx.write_lrmx(form_of(facts[pk], kept.get(pk))),
        )


def form_of(facts: Facts, kept: KeptForm | None) -> Form:
    """What the last imported file wrote is written again wherever the dossier still says it."""
    if kept is None:
        return sheet.written(facts, None)
    form = Form.from_record(opened(bytes(kept.sealed), form_place(kept.uid)))
    drawn = hashlib.sha256(facts.photo).hexdigest() if facts.photo else ""
    return sheet.written(facts, form, keeps_photo=kept.photo_sha256 == drawn)


def safe(name: str) -> str:
    return "".join(letter for letter in name if letter.isalnum() or letter in "·- ") or "_"

"""Opening a dossier and amending what stands on its first page."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from qingmiao.kernel.actor import Actor
from qingmiao.kernel.errors import Forbidden, Refused
from qingmiao.ledger.deeds import official
from qingmiao.ledger.services import record
from qingmiao.people.dossiers.deeds import (
    DOSSIER_AMENDED,
    DOSSIER_OPENED,
    DOSSIER_VIEWED,
    ID_NUMBER_SEEN,
    PEOPLE_COMPARED,
    STANDING_CHANGED,
)
from qingmiao.people.dossiers.enums import Standing
from qingmiao.people.dossiers.models import Person
from qingmiao.people.dossiers.permissions import KEEP_PEOPLE, SEE_ID_NUMBERS, VIEW_PEOPLE
from qingmiao.people.dossiers.rules.identity import Identity, NotAnIdNumber, read_id_number
from qingmiao.people.dossiers.services.present import refresh
from qingmiao.people.dossiers.services.sealing import index_of, number_of, sealed_number
from qingmiao.registers.models import field_of

ID_NUMBER = gettext_lazy("身份证号")
WRITABLE = frozenset(
    {
        "name", "sex", "birth", "birth_precision", "ethnicity", "native_place", "birth_place",
        "political_face", "party_text", "party_joined", "work_began", "health",
        "professional_title", "speciality", "category", "unit", "post", "post_text", "post_since",
        "level", "level_since", "rank", "rank_since", "schooling", "full_time_schooling",
        "sort_no", "managed_from", "managed_until", "standing",
    }
)  # fmt: skip
"""What one may write on a person. Anything else is worked out or kept by the system."""

WHY_NOT = {
    "length": gettext_lazy("身份证号应为 18 位，请核对"),
    "format": gettext_lazy("身份证号前 17 位应为数字，请核对"),
    "checksum": gettext_lazy("身份证号校验码不对，请核对是否录错"),
    "birth": gettext_lazy("身份证号中的出生日期不存在，请核对"),
}


class IdNumberUnusable(Refused):
    """The number cannot be used. Whether it stands in another dossier is not said here."""


def identity_of(text: str) -> Identity:
    """Read an identity number, or refuse with the reason and what to do."""
    try:
        return read_id_number(text)
    except NotAnIdNumber as no:
        raise IdNumberUnusable(str(WHY_NOT[no.why])) from no


def _require_writable(values: Mapping[str, Any]) -> None:
    strange = sorted(set(values) - WRITABLE)
    if strange:
        raise TypeError(f"not a writable field of a dossier: {', '.join(strange)}")


def _save(person: Person, *, is_new: bool) -> None:
    """Constraints are asked first, so that the answer names the field; the database has the last word."""
    try:
        person.full_clean(exclude=["id_sealed"], validate_unique=False, validate_constraints=False)
        with transaction.atomic():
            person.save(force_insert=is_new)
    except ValidationError as no:
        raise Refused(
            f"{field_of(Person, name).verbose_name}：{message}"
            for name, messages in no.message_dict.items()
            for message in messages
        ) from no
    except IntegrityError as no:
        raise IdNumberUnusable(_("该身份证号不能使用，请核对后联系干部科")) from no


def _put_id_number(person: Person, text: str) -> None:
    if not text.strip():
        person.id_sealed = person.id_index = None
        return
    identity = identity_of(text)
    person.id_sealed = sealed_number(identity.number, person.uid)
    person.id_index = index_of(identity.number)


@transaction.atomic
def open_dossier(
    *, actor: Actor, values: Mapping[str, Any], id_number: str = "", is_demo: bool = False
) -> Person:
    """建立档案. The new person must lie among those the actor may keep."""
    _require_writable(values)
    person = Person(**values, is_demo=is_demo)
    _put_id_number(person, id_number)
    _save(person, is_new=True)
    if not KEEP_PEOPLE.allows(actor, person):
        raise Forbidden(KEEP_PEOPLE.sentence)
    refresh([person.pk])
    record(actor=actor, deed=DOSSIER_OPENED, subject=person, detail={"name": person.name})
    return person


@transaction.atomic
def amend_dossier(
    *,
    actor: Actor,
    person_id: int,
    values: Mapping[str, Any],
    version: int | None,
    id_number: str | None = None,
    reason: str = "",
) -> Person:
    """修改档案首页. Only fields that differ are written; ``id_number`` of ``None`` leaves it alone.

    ``version`` is the edition the author saw; a newer one refuses, so nobody's work is overwritten
    unseen. ``None`` is for imports that compared with the present row inside the same transaction.
    """
    _require_writable(values)
    rows = Person.objects.select_for_update(of=("self",))
    person = KEEP_PEOPLE.one(actor, rows, pk=person_id)
    if version is not None and version != person.version:
        raise Refused(_("打开表单后他人已修改这份档案，请重新打开再改，您填写的内容没有保存"))
    with official():
        changes = {
            name: {"old": _word(person, name), "new": str(value)}
            for name, value in values.items()
            if getattr(person, name) != value
        }
    if id_number is not None and id_number.strip().upper() != number_of(person):
        _put_id_number(person, id_number)
        changes["id_number"] = {"old": "***", "new": "***"}
    if not changes:
        return person
    for name, value in values.items():
        setattr(person, name, value)
    person.version += 1
    _save(person, is_new=False)
    if not KEEP_PEOPLE.allows(actor, person):
        raise Forbidden(KEEP_PEOPLE.sentence)
    refresh([person.pk])
    record(
        actor=actor,
        deed=DOSSIER_AMENDED,
        subject=person,
        detail={"name": person.name, "fields": _labels(changes), "changes": changes},
        reason=reason,
    )
    return person


def _word(person: Person, name: str) -> str:
    shown = getattr(person, f"get_{name}_display", None)
    return str(shown() if shown else (getattr(person, name) or ""))


def _labels(changes: Mapping[str, Any]) -> list[Any]:
    return [
        ID_NUMBER if name == "id_number" else field_of(Person, name).verbose_name
        for name in changes
    ]


@transaction.atomic
def change_standing(
    *, actor: Actor, person_id: int, standing: str, on: date, reason: str
) -> Person:
    """改变管理状态: leaving service ends the management period on a day; nothing is deleted."""
    person = KEEP_PEOPLE.one(actor, Person.objects.select_for_update(of=("self",)), pk=person_id)
    if person.standing == standing:
        raise Refused(_("管理状态没有变化"))
    if not reason.strip():
        raise Refused(_("请写明理由"))
    person.standing = standing
    person.managed_until = None if standing == Standing.IN_SERVICE else on
    person.version += 1
    _save(person, is_new=False)
    refresh([person.pk])
    record(
        actor=actor,
        deed=STANDING_CHANGED,
        subject=person,
        detail={"name": person.name, "standing": Standing(person.standing).label},
        reason=reason,
    )
    return person


@transaction.atomic
def note_view(*, actor: Actor, person: Person, reason: str = "") -> None:
    """Reading somebody's dossier is a deed; reading one's own is not."""
    if actor.person_id != person.pk:
        record(
            actor=actor,
            deed=DOSSIER_VIEWED,
            subject=person,
            detail={"name": person.name},
            reason=reason,
        )


@transaction.atomic
def note_comparison(*, actor: Actor, people: list[Person]) -> None:
    """Reading several dossiers side by side is a deed on each of them."""
    names = "、".join(person.name for person in people)
    for person in people:
        record(actor=actor, deed=PEOPLE_COMPARED, subject=person, detail={"names": names})


@transaction.atomic
def reveal_id_number(*, actor: Actor, person_id: int) -> str:
    """查看身份证号: in the clear for whoever may, and always recorded."""
    if not VIEW_PEOPLE.rows(actor, Person.objects.filter(pk=person_id)).exists():
        raise Forbidden(VIEW_PEOPLE.sentence)
    person = SEE_ID_NUMBERS.one(actor, Person.objects.all(), pk=person_id)
    record(actor=actor, deed=ID_NUMBER_SEEN, subject=person, detail={"name": person.name})
    return number_of(person)

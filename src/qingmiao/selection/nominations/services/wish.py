"""Wishes as the table keeps them: sealed as a whole, opened for oneself and, recorded, for the department."""

import json
import uuid
from dataclasses import asdict

from django.conf import settings
from django.db import transaction
from django.utils.translation import gettext as _

from qingmiao.engines.vault.services import seal, unseal
from qingmiao.kernel.actor import Actor
from qingmiao.kernel.errors import Forbidden, Refused
from qingmiao.ledger.services import record
from qingmiao.people.dossiers.models import Person
from qingmiao.selection.nominations.contracts import WishText
from qingmiao.selection.nominations.deeds import WISH_READ, WISH_WRITTEN
from qingmiao.selection.nominations.models import Wish
from qingmiao.selection.nominations.permissions import READ_WISHES, WRITE_WISH


def _place_of(uid: uuid.UUID) -> str:
    return f"nominations_wish.sealed:{uid}"


def opened(wish: Wish | None) -> WishText:
    """The wish in the clear, or an empty one. Callers decide who may ask."""
    if wish is None:
        return WishText()
    text = unseal(bytes(wish.sealed), key=settings.FIELD_KEY, place=_place_of(wish.uid))
    return WishText(**json.loads(text))


@transaction.atomic
def write_wish(*, actor: Actor, wish: WishText) -> Wish:
    """填写个人意愿. Every edition is kept; the newest counts. An empty one takes the wish back."""
    if actor.person_id is None:
        raise Forbidden(_("个人意愿只能由本人填写"))
    uid = uuid.uuid4()
    text = json.dumps(asdict(wish), ensure_ascii=False)
    made = Wish(
        uid=uid,
        person_id=actor.person_id,
        sealed=seal(text, key=settings.FIELD_KEY, place=_place_of(uid)),
    )
    made.save(force_insert=True)
    WRITE_WISH.one(actor, Wish.objects.all(), pk=made.pk)
    person = Person.objects.get(pk=actor.person_id)
    record(actor=actor, deed=WISH_WRITTEN, subject=person, detail={"person": str(person)})
    return made


@transaction.atomic
def read_wish(*, actor: Actor, person_id: int, reason: str) -> WishText:
    """查看个人意愿 with a reason; looking is a deed."""
    newest = Wish.objects.filter(person_id=person_id).order_by("-pk")
    found = READ_WISHES.rows(actor, newest).first()
    if found is None:
        raise Refused(_("没有可看的个人意愿"))
    if not reason.strip():
        raise Refused(_("请写明查看理由"))
    person = found.person
    record(
        actor=actor,
        deed=WISH_READ,
        subject=person,
        detail={"person": str(person)},
        reason=reason.strip(),
    )
    return opened(found)

"""Sittings: the codes of the moment, who signed in, who is settled."""

from datetime import date, datetime

from django.conf import settings
from django.db.models import Count, Q, QuerySet

from qingmiao.cultivation.campaigns.contracts import SignCounts
from qingmiao.cultivation.campaigns.enums import Way
from qingmiao.cultivation.campaigns.models import SignIn, Sitting
from qingmiao.cultivation.campaigns.permissions import KEEP_SITTINGS, VIEW_SIGNINS, VIEW_SITTINGS
from qingmiao.cultivation.courses.queries.door import checking
from qingmiao.cultivation.courses.rules import door
from qingmiao.kernel.actor import Actor
from qingmiao.kernel.errors import Forbidden


def key_of(way: str) -> bytes:
    """Hall and line have their own codes: a code shown in the hall opens nothing on the line."""
    return f"campaigns.{way}:{settings.SECRET_KEY}".encode()


def token_of(*, sitting: Sitting, way: Way, at: datetime, on: date) -> tuple[str, int]:
    """The code of the moment for one way of being there, and how many seconds it is on show."""
    seconds = int(checking(on)["code_seconds"].value)
    token = door.door_token(session_id=sitting.pk, at=at, seconds=seconds, key=key_of(way))
    return token, seconds - int(at.timestamp()) % seconds


def sitting_behind(*, actor: Actor, token: str, way: Way, at: datetime, on: date) -> Sitting | None:
    seconds = int(checking(on)["code_seconds"].value)
    found = door.session_behind(token, at=at, seconds=seconds, key=key_of(way))
    rows = Sitting.objects.standing().select_related("campaign")
    return VIEW_SITTINGS.rows(actor, rows).filter(pk=found).first() if found else None


def pass_of(*, sitting: Sitting, way: Way, person_id: int, at: datetime) -> str:
    return door.personal_pass(session_id=sitting.pk, person_id=person_id, at=at, key=key_of(way))


def is_good(pass_: str, *, sitting: Sitting, way: Way, person_id: int, at: datetime) -> bool:
    return door.pass_is_good(
        pass_, session_id=sitting.pk, person_id=person_id, at=at, key=key_of(way)
    )


def kept(*, actor: Actor, sitting_id: int) -> Sitting:
    rows = Sitting.objects.standing().select_related("campaign__organizer")
    return KEEP_SITTINGS.one(actor, rows, pk=sitting_id)


def seen(*, actor: Actor, sitting_id: int) -> Sitting:
    rows = Sitting.objects.standing().select_related("campaign__organizer")
    return VIEW_SITTINGS.one(actor, rows, pk=sitting_id)


def my_sign_in(*, sitting: Sitting, person_id: int) -> SignIn | None:
    return SignIn.objects.filter(sitting=sitting, person=person_id).first()


def signins_of(*, actor: Actor, sitting_id: int) -> QuerySet[SignIn]:
    rows = SignIn.objects.filter(sitting=sitting_id).select_related("person__unit")
    return VIEW_SIGNINS.rows(actor, rows).order_by("signed_at", "pk")


def counts_of(*, sitting: Sitting) -> SignCounts:
    stands = Q(struck_at__isnull=True)
    found = SignIn.objects.filter(sitting=sitting).aggregate(
        hall=Count("pk", filter=stands & Q(way=Way.HALL)),
        online=Count("pk", filter=stands & Q(way=Way.ONLINE)),
        struck=Count("pk", filter=~stands),
    )
    return SignCounts(**found)


def struck(*, actor: Actor, pk: int) -> SignIn:
    """A sign-in of a sitting this reader keeps."""
    kept_ = KEEP_SITTINGS.rows(actor, Sitting.objects.standing()).values("pk")
    row = SignIn.objects.filter(pk=pk, sitting__in=kept_).select_related("person").first()
    if row is None:
        raise Forbidden(KEEP_SITTINGS.sentence)
    return row

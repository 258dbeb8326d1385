from django.db import transaction

from qingmiao.kernel.actor import Actor
from qingmiao.ledger.services import record
from qingmiao.people.dossiers.deeds import PHOTO_SET
from qingmiao.people.dossiers.models import Person, Photo
from qingmiao.people.dossiers.permissions import KEEP_PEOPLE


@transaction.atomic
def set_photo(
    *, actor: Actor, person_id: int, jpeg: bytes, width: int, height: int, reason: str = ""
) -> Photo:
    """更换照片. The picture has been re-encoded by whoever read it; raw uploads never come here."""
    person = KEEP_PEOPLE.one(actor, Person.objects.select_for_update(of=("self",)), pk=person_id)
    photo, is_new = Photo.objects.get_or_create(
        person=person, defaults={"jpeg": jpeg, "width": width, "height": height}
    )
    if not is_new and bytes(photo.jpeg) == jpeg:
        return photo
    photo.jpeg, photo.width, photo.height = jpeg, width, height
    photo.save()
    record(
        actor=actor,
        deed=PHOTO_SET,
        subject=person,
        detail={"name": person.name},
        reason=reason,
    )
    return photo

"""Identity numbers as the table keeps them: sealed for reading, indexed for finding."""

from uuid import UUID

from django.conf import settings

from qingmiao.engines.vault.services import blind_index, seal, unseal
from qingmiao.people.dossiers.models import Person

DOMAIN = "id-number"


def place_of(uid: UUID) -> str:
    return f"dossiers_person.id:{uid}"


def sealed_number(number: str, uid: UUID) -> bytes:
    return seal(number, key=settings.FIELD_KEY, place=place_of(uid))


def index_of(number: str) -> bytes:
    """Equal numbers share it; nobody computes it without the key outside the database."""
    return blind_index(number, key=settings.BLIND_INDEX_KEY, domain=DOMAIN)


def number_of(person: Person) -> str:
    """The identity number in the clear, or nothing. Callers decide who may ask."""
    if person.id_sealed is None:
        return ""
    return unseal(bytes(person.id_sealed), key=settings.FIELD_KEY, place=place_of(person.uid))

"""How forms of other rooms find a person by typing."""

from qingmiao.people.dossiers.models import Person
from qingmiao.people.dossiers.queries import pickable
from qingmiao.registers.declaration import Pick, declare_pick


def _caption(person: Person) -> str:
    place = " ".join(part for part in (str(person.unit or ""), person.post_text) if part)
    return f"{person.name}（{place}）" if place else person.name


PERSON_PICK = Pick(
    rows=lambda actor: pickable(actor=actor), search=("search_text",), caption=_caption
)
declare_pick(Person, PERSON_PICK)

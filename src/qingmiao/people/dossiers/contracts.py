"""Facts of dossiers as other rooms and pages receive them."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class PersonCard:
    """A person as lists of other rooms name them."""

    id: int
    name: str
    unit: str
    post: str

"""What a room tells evidence of a person."""

from dataclasses import dataclass
from datetime import date

from qingmiao.evidence.enums import Dimension, Polarity, Secrecy, SourceKind


@dataclass(frozen=True, slots=True, kw_only=True)
class Claim:
    """One statement about one person on one dimension, with whoever made it.

    ``source_person_id`` names the source where it is a managed person: two claims of one source
    count once, however many records they come from.
    """

    person_id: int
    dimension: Dimension
    text: str
    source_kind: SourceKind
    source_name: str
    happened_on: date
    polarity: Polarity = Polarity.FOR
    source_person_id: int | None = None
    source_unit_id: int | None = None
    is_direct: bool = True
    verified_by: str = ""
    secrecy: Secrecy = Secrecy.DEPARTMENT

from dataclasses import dataclass
from datetime import date
from decimal import Decimal


@dataclass(frozen=True, slots=True, kw_only=True)
class OutsideDraft:
    title: str
    kind: str
    provider: str
    begins: date
    ends: date
    hours: Decimal
    proof: str

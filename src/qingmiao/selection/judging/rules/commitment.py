"""承诺: a sheet is bound by its hash before anybody sees the marks of others.

The text is what a person could write down from the paper sheet: stage, plate, judge, and each criterion with its
mark, in the order of their names, one a line; the salt stands first. SHA-256 of that text is told to the ledger
at signing. The salt stays closed until the stage is sealed, for marks are few enough to be guessed by trial.
"""

import hashlib
import hmac
from collections.abc import Iterable, Mapping
from decimal import Decimal


def text_of(
    *, salt: str, contest: str, stage: str, plate: str, judge: str, marks: Mapping[str, Decimal]
) -> str:
    lines = [salt, contest, stage, plate, judge]
    lines += [f"{name}={value.quantize(Decimal('0.01'))}" for name, value in sorted(marks.items())]
    return "\n".join(lines)


def commitment_of(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()


def seal_of(commitments: Iterable[str]) -> str:
    """封存摘要: one hash of all sheets of a stage, whatever their order."""
    return hashlib.sha256("\n".join(sorted(commitments)).encode()).hexdigest()


def holds(text: str, commitment: str) -> bool:
    return hmac.compare_digest(commitment_of(text), commitment)

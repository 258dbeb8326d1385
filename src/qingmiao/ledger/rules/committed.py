"""What of an entry is committed to, byte by byte.

The database computes the same in a trigger, so that nobody's program can leave it out; here it is
computed again by whoever does not trust the database. Every text stands behind its length in bytes,
so that no text can lend a character to its neighbour.
"""

from collections.abc import Sequence
from hashlib import sha256

FORMAT = "qingmiao-ledger/1"
SALT = 32
"""Random bytes in front: without them a mark between 0 and 100 could be found by trying."""
SAID = (
    "uid", "written_at", "deed", "sentence", "actor_id", "actor_name", "door", "subject_kind",
    "subject_id", "detail", "reason",
)  # fmt: skip
"""The fields in their order. Moments are UTC with six decimals; details as the database writes JSON."""


def canonical(said: Sequence[str]) -> bytes:
    """The texts of ``SAID`` in their order, behind the name of the format."""
    if len(said) != len(SAID):
        raise ValueError(f"{len(SAID)} texts make an entry")
    texts = [text.encode() for text in (FORMAT, *said)]
    return b"".join(b"%d:%b," % (len(text), text) for text in texts)


def commitment(said: Sequence[str], *, salt: bytes) -> bytes:
    return sha256(salt + canonical(said)).digest()

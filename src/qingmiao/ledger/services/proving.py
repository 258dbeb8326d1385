"""Proofs to take away: that a deed is in the ledger unchanged, and that the ledger only grew."""

from datetime import datetime
from typing import Any

from django.conf import settings

from qingmiao.ledger.models import Head
from qingmiao.ledger.queries.again import one
from qingmiao.ledger.queries.heads import KeptTree, latest_head
from qingmiao.ledger.rules.committed import SAID
from qingmiao.ledger.rules.notes import public_key
from qingmiao.ledger.rules.tree import consistency_path, inclusion_path
from qingmiao.ledger.services.sequencing import sequence

PROOF = "qingmiao-ledger-proof/1"
GROWTH = "qingmiao-ledger-growth/1"


def prove(*, entry_id: int, at: datetime) -> dict[str, Any]:
    """All one needs to check one deed without this system: its texts and salt, its path, a signed head.

    Raises LookupError for an entry there is not.
    """
    found = one(entry_id)
    if found is not None and found.seq is None:
        sequence(at=at)
        found = one(entry_id)
    head = latest_head()
    if found is None or found.seq is None or head is None:
        raise LookupError(f"no entry {entry_id}")
    path = inclusion_path(found.seq, head.size, KeptTree().root)
    return {
        "format": PROOF,
        "entry": dict(zip(SAID, found.said, strict=True)),
        "salt": found.salt.hex(),
        "index": found.seq,
        "path": [step.hex() for step in path],
        "head": head.note,
        "key": public_key(settings.LEDGER_KEY).hex(),
    }


def prove_growth(*, since: int) -> dict[str, Any]:
    """That the present tree begins with the tree of ``since`` deeds, of which a head was signed.

    Raises LookupError when no head of that size was signed.
    """
    old, new = Head.objects.filter(size=since).first(), latest_head()
    if old is None or new is None:
        raise LookupError(f"no head of {since}")
    path = consistency_path(old.size, new.size, KeptTree().root)
    return {
        "format": GROWTH,
        "old": old.note,
        "new": new.note,
        "path": [step.hex() for step in path],
        "key": public_key(settings.LEDGER_KEY).hex(),
    }

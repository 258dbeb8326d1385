"""Commit, combine, order. Every text is UTF-8 with its length before it, so no two inputs read alike."""

import hashlib
import hmac
from collections.abc import Iterable
from typing import Final

from qingmiao.engines.lottery.contracts import Draw, Share

FORMAT: Final = "qingmiao-draw/1"
SHORTEST: Final = 16  # bytes: 128 bits cannot be tried out


def packed(*parts: str | bytes) -> bytes:
    """Each part with its length in eight bytes, the highest first."""
    raw = (part.encode() if isinstance(part, str) else part for part in parts)
    return b"".join(len(part).to_bytes(8, "big") + part for part in raw)


def list_of(entries: Iterable[str]) -> bytes:
    """The list in the one order everybody finds: by the bytes of its labels."""
    ordered = sorted(entry.encode() for entry in entries)
    return packed(str(len(ordered)), *ordered)


def commitment_of(draw: Draw) -> str:
    """What is published beforehand. It binds purpose, list and seed, and tells nothing of the seed."""
    text = packed(f"{FORMAT} commit", draw.purpose, list_of(draw.entries), draw.seed)
    return hashlib.sha256(text).hexdigest()


def order_of(draw: Draw) -> list[tuple[str, str]]:
    """Entries in drawn order, each with its ticket: HMAC-SHA256 under a key made of seed and list.

    Another list is another key, so taking one entry out moves all the others and nobody can gain by it.
    """
    key = hashlib.sha256(
        packed(f"{FORMAT} key", draw.purpose, list_of(draw.entries), draw.seed)
    ).digest()
    tickets = [
        (hmac.new(key, entry.encode(), hashlib.sha256).hexdigest(), entry) for entry in draw.entries
    ]
    return [(entry, ticket) for ticket, entry in sorted(tickets)]


def share_commitment(share: Share) -> str:
    """What a party hands in before the public value is known."""
    return hashlib.sha256(packed(f"{FORMAT} share", share.party, share.secret)).hexdigest()


def seed_of_shares(
    *, purpose: str, entries: Iterable[str], shares: Iterable[Share], public: str, rules: str = ""
) -> bytes:
    """The common seed: nobody knows it before the last share is shown and the public value drawn."""
    parts = [part for share in sorted(shares, key=lambda one: one.party.encode())
             for part in (share.party, share.secret)]  # fmt: skip
    text = packed(f"{FORMAT} seed", purpose, rules, list_of(entries), public, *parts)
    return hashlib.sha256(text).digest()

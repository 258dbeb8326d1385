"""Signed heads: a text of a few lines anybody can keep, compare and check.

    origin                       whose ledger
    size                         how many deeds the tree holds
    root                         base64
    2026-11-26T08:00:00Z         when it was signed
    <empty line>
    — origin signature           base64 of 4 bytes naming the key and 64 bytes of Ed25519

The shape is that of signed notes and tree checkpoints as transparency logs exchange them.
"""

from base64 import b64decode, b64encode
from binascii import Error
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from hashlib import sha256

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import (
    Ed25519PrivateKey,
    Ed25519PublicKey,
)

DASH = "— "
ED25519 = b"\x01"
STAMP = "%Y-%m-%dT%H:%M:%SZ"


@dataclass(frozen=True, slots=True, kw_only=True)
class SignedHead:
    """A head as its text says it. ``text`` is the whole note."""

    origin: str
    size: int
    root: bytes
    at: datetime
    text: str


def public_key(seed: bytes) -> bytes:
    """The 32 bytes that check what the seed of 32 bytes signs."""
    return Ed25519PrivateKey.from_private_bytes(seed).public_key().public_bytes_raw()


def origin_of(key: bytes) -> str:
    return f"qingmiao/{sha256(key).hexdigest()[:12]}"


def _key_name(origin: str, key: bytes) -> bytes:
    return sha256(origin.encode() + b"\n" + ED25519 + key).digest()[:4]


def signed(*, size: int, root: bytes, at: datetime, seed: bytes) -> str:
    """The note of a head, signed with the seed."""
    key = public_key(seed)
    origin = origin_of(key)
    moment = at.astimezone(UTC).strftime(STAMP)
    body = f"{origin}\n{size}\n{b64encode(root).decode()}\n{moment}\n"
    made = Ed25519PrivateKey.from_private_bytes(seed).sign(body.encode())
    return f"{body}\n{DASH}{origin} {b64encode(_key_name(origin, key) + made).decode()}\n"


def read(text: str, *, key: bytes) -> SignedHead | None:
    """The head a note speaks of; ``None`` when it is not a note, or this key did not sign it."""
    body, gap, last = text.partition(f"\n\n{DASH}")
    lines = body.split("\n")
    if not gap or len(lines) != 4 or not lines[1].isdecimal():
        return None
    origin, made = lines[0], last.rstrip("\n").rpartition(" ")
    try:
        signature = b64decode(made[2], validate=True)
        root = b64decode(lines[2], validate=True)
        at = datetime.strptime(lines[3], STAMP).replace(tzinfo=UTC)
        if made[0] != origin or signature[:4] != _key_name(origin, key):
            return None
        Ed25519PublicKey.from_public_bytes(key).verify(signature[4:], f"{body}\n".encode())
    except (Error, ValueError, InvalidSignature):
        return None
    return SignedHead(origin=origin, size=int(lines[1]), root=root, at=at, text=text)


def notes_in(kept: str) -> Iterator[str]:
    """The notes of a file of heads, one after the other; what comes after the last is a broken one."""
    lines: list[str] = []
    for line in kept.splitlines(keepends=True):
        if not lines and not line.strip():
            continue
        lines.append(line)
        if line.startswith(DASH):
            yield "".join(lines)
            lines = []
    if lines:
        yield "".join(lines)

"""Sealing by AES-256-GCM, finding by a truncated keyed hash. Keys live outside the database."""

import hashlib
import hmac
import os
from functools import lru_cache

from cryptography.hazmat.primitives.ciphers.aead import AESGCM

SCHEME = b"\x01"  # 1 = AES-256-GCM; another scheme takes another byte and old rows stay readable
NONCE = 12
INDEX = 16


@lru_cache(maxsize=8)
def _cipher(key: bytes) -> AESGCM:
    """Setting a key up takes longer than sealing one number with it."""
    return AESGCM(key)


def seal(plain: str, *, key: bytes, place: str) -> bytes:
    """Seal a text. ``place`` (table.column:row) is bound in, so a copy into another row never opens."""
    return seal_file(plain.encode(), key=key, place=place)


def unseal(sealed: bytes, *, key: bytes, place: str) -> str:
    """Open what ``seal`` closed; ``InvalidTag`` when key, place or bytes differ."""
    return unseal_file(sealed, key=key, place=place).decode()


def seal_file(plain: bytes, *, key: bytes, place: str) -> bytes:
    """Seal the content of a file (密存文件) as ``seal`` does a text."""
    nonce = os.urandom(NONCE)
    return SCHEME + nonce + _cipher(key).encrypt(nonce, plain, place.encode())


def unseal_file(sealed: bytes, *, key: bytes, place: str) -> bytes:
    """Open what ``seal_file`` closed; ``InvalidTag`` when key, place or bytes differ."""
    sealed = bytes(sealed)
    if sealed[:1] != SCHEME:
        raise ValueError(f"unknown sealing scheme {sealed[:1]!r}")
    return _cipher(key).decrypt(sealed[1 : 1 + NONCE], sealed[1 + NONCE :], place.encode())


def blind_index(plain: str, *, key: bytes, domain: str) -> bytes:
    """16 bytes that equal texts of one domain share, and that nobody computes without the key."""
    return hmac.new(key, f"{domain}\x1f{plain}".encode(), hashlib.sha256).digest()[:INDEX]

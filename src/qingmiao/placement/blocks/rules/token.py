"""What a resident holds and types: the secret of a request, and a phone number."""

import hashlib
import re

PHONE = re.compile(r"\+?\d{7,15}")
SHOWN = 4


def token_index(token: str) -> bytes:
    """What is stored instead of the secret. It was drawn at random, so a plain hash cannot be turned back."""
    return hashlib.sha256(f"blocks.answer\x1f{token}".encode()).digest()


def read_contact(typed: str) -> str:
    """The number without spaces and dashes; empty for what is no phone number."""
    number = re.sub(r"[\s\-()（）—]", "", typed)
    return number if PHONE.fullmatch(number) else ""


def masked(number: str) -> str:
    return f"****{number[-SHOWN:]}" if number else ""

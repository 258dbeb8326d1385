"""What strangers' files say is kept sealed: it holds identity numbers and families."""

import base64
import json
from typing import Any
from uuid import UUID

from django.conf import settings

from qingmiao.engines.vault.services import seal, unseal

_told = json.JSONEncoder(ensure_ascii=False).encode


def sealed(said: Any, place: str) -> bytes:
    return seal(_told(said), key=settings.FIELD_KEY, place=place)


def opened(kept: bytes, place: str) -> Any:
    return json.loads(unseal(bytes(kept), key=settings.FIELD_KEY, place=place))


def line_place(uid: UUID, number: int, part: str) -> str:
    return f"exchange.line.{part}:{uid}:{number}"


def form_place(uid: UUID) -> str:
    return f"exchange.form:{uid}"


def keep_upload(uid: UUID, files: list[tuple[str, bytes]]) -> None:
    """The files as they came, under the home's uploads, readable by the key only."""
    folder = settings.UPLOADS / "exchange"
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    said = [[name, base64.b64encode(content).decode()] for name, content in files]
    path = folder / f"{uid}.sealed"
    path.write_bytes(sealed(said, f"exchange.upload:{uid}"))
    path.chmod(0o600)


def kept_upload(uid: UUID) -> list[tuple[str, bytes]]:
    path = settings.UPLOADS / "exchange" / f"{uid}.sealed"
    said = opened(path.read_bytes(), f"exchange.upload:{uid}")
    return [(name, base64.b64decode(content)) for name, content in said]

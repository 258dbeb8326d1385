"""Photographs, decoded and encoded again: what reaches the dossier was drawn by us."""

import base64
import io
from typing import Any

from PIL import Image, ImageOps, UnidentifiedImageError

from qingmiao.engines.sandbox.contracts import Unreadable
from qingmiao.people.exchange.enums import FileFlaw

MOST_PIXELS = 40_000_000
MOST_BYTES = 10 << 20
WIDEST, TALLEST, QUALITY = 480, 640, 88
_FORMATS = ("JPEG", "PNG", "BMP", "GIF", "WEBP", "TIFF")


def decoded(text: str) -> bytes:
    """The picture in base64 letters; a text cut short or with foreign letters is damaged."""
    try:
        return base64.b64decode(text, validate=True)
    except ValueError as error:
        raise Unreadable(FileFlaw.PHOTO_DAMAGED) from error


def redrawn(item: bytes, widest: int = WIDEST, tallest: int = TALLEST) -> dict[str, Any]:
    """For the sandbox: the picture as a small JPEG in base64, without anything hidden in it.

    The size is read from the head before a single pixel is decoded.
    """
    if len(item) > MOST_BYTES:
        raise Unreadable(FileFlaw.PHOTO_TOO_LARGE, width=0, height=0)
    try:
        with Image.open(io.BytesIO(item), formats=_FORMATS) as picture:
            width, height = picture.size
            if width * height > MOST_PIXELS:
                raise Unreadable(FileFlaw.PHOTO_TOO_LARGE, width=width, height=height)
            picture.draft("RGB", (widest * 2, tallest * 2))
            drawn = ImageOps.exif_transpose(picture).convert("RGB")
    except Image.DecompressionBombError as error:
        raise Unreadable(FileFlaw.PHOTO_TOO_LARGE, width=0, height=0) from error
    except UnidentifiedImageError as error:
        raise Unreadable(FileFlaw.PHOTO_UNKNOWN) from error
    except (OSError, ValueError, SyntaxError, EOFError) as error:
        raise Unreadable(FileFlaw.PHOTO_DAMAGED) from error
    drawn.thumbnail((widest, tallest))
    file = io.BytesIO()
    drawn.save(file, "JPEG", quality=QUALITY, optimize=True)
    return {
        "jpeg": base64.b64encode(file.getvalue()).decode(),
        "width": drawn.width,
        "height": drawn.height,
    }


def redrawn_text(item: bytes) -> dict[str, Any]:
    """For the sandbox: the same from base64 letters."""
    return redrawn(decoded(item.decode("ascii", "replace")))

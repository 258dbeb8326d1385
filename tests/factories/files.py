"""Photographs and sounds as phones make them, small and without a disk."""

import io
import struct

from PIL import Image

PLACE = b"\xa9xyz"
WHERE = b"+26.0753+119.3061/"


def photo(colour: str = "green", *, size: tuple[int, int] = (64, 48)) -> bytes:
    """A JPEG that tells where it was taken."""
    exif = Image.Exif()
    exif[0x010F] = "PhoneMaker"
    exif.get_ifd(0x8825).update({1: "N", 2: (26.0, 4.0, 31.0), 3: "E", 4: (119.0, 18.0, 22.0)})
    file = io.BytesIO()
    Image.new("RGB", size, colour).save(file, "JPEG", exif=exif)
    return file.getvalue()


def box(name: bytes, content: bytes) -> bytes:
    return struct.pack(">I4s", len(content) + 8, name) + content


def m4a(handler: bytes = b"soun", *, samples: bytes = b"samples") -> bytes:
    """A recording in MPEG-4 with a place beside it."""
    media = box(b"mdia", box(b"hdlr", bytes(8) + handler + bytes(12)))
    track = box(b"trak", media)
    beside = box(b"udta", box(PLACE, struct.pack(">HH", len(WHERE), 0) + WHERE))
    return box(b"ftyp", b"M4A \0\0\0\0M4A ") + box(b"moov", track + beside) + box(b"mdat", samples)


def wav(samples: bytes = bytes(80)) -> bytes:
    parts = (
        struct.pack("<4sIHHIIHH", b"fmt ", 16, 1, 1, 8000, 8000, 1, 8)
        + struct.pack("<4sI", b"LIST", len(WHERE)) + WHERE
        + struct.pack("<4sI", b"data", len(samples)) + samples
    )  # fmt: skip
    return b"RIFF" + struct.pack("<I", len(parts) + 4) + b"WAVE" + parts


def mp3() -> bytes:
    tag = b"ID3\x04\0\0" + bytes([0, 0, 0, len(WHERE)]) + WHERE
    return tag + b"\xff\xfb\x90\x00" + bytes(400) + b"TAG" + WHERE.ljust(125, b"\0")

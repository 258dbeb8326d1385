"""Voice notes (录音): known by their content, never by their name, and without where they were taken.

What a recorder writes beside the sound (place, device, owner, pictures) is left out or blanked: in MPEG-4
the boxes ``udta``, ``meta`` and ``uuid``, in MP3 the ID3 tags, in WAV everything but format and samples.
Runs in the sandbox: imports nothing of Django.
"""

import base64
import struct
from collections.abc import Iterator
from typing import Any

from qingmiao.engines.sandbox.contracts import Unreadable
from qingmiao.people.exchange.enums import FileFlaw

HEAD = 4096
"""How far into a file its own description reaches."""
_INSIDE = (b"moov", b"trak", b"mdia")
_BESIDE = (b"udta", b"meta", b"uuid")
_WAV_PARTS = (b"fmt ", b"fact", b"data")
_SYNC, _LAYER = 0xE0, 0x06
_ID3V1 = 128
_LONG_BOX, _BOX = 16, 8


def checked(item: bytes) -> dict[str, Any]:
    """For the sandbox: which kind of sound it is, and its bytes in base64 with nothing beside the sound."""
    for kind, reads in _KINDS:
        if (sound := reads(item)) is not None:
            return {"type": kind, "sound": base64.b64encode(sound).decode()}
    raise Unreadable(FileFlaw.SOUND_UNKNOWN)


def _mp4(item: bytes) -> bytes | None:
    """m4a and 3gp: boxes in boxes. Blanking a box keeps every length, so every index stays true."""
    if item[4:8] != b"ftyp":
        return None
    sound = bytearray(item)
    tracks = [
        bytes(item[begins + 8 : begins + 12])
        for name, begins, _ends in _boxes(item, 0, len(item))
        if name == b"hdlr"
    ]
    if b"vide" in tracks:
        raise Unreadable(FileFlaw.SOUND_IS_FILM)
    if b"soun" not in tracks:
        raise Unreadable(FileFlaw.SOUND_DAMAGED)
    for name, begins, ends in _boxes(item, 0, len(item)):
        if name in _BESIDE:
            sound[begins - 4 : begins] = b"free"
            sound[begins:ends] = bytes(ends - begins)
    return bytes(sound)


def _boxes(item: bytes, at: int, end: int) -> Iterator[tuple[bytes, int, int]]:
    """Every box that matters, as its name and where its content begins and ends."""
    while at < end:
        if end - at < _BOX:
            raise Unreadable(FileFlaw.SOUND_DAMAGED)
        length, name = struct.unpack_from(">I4s", item, at)
        begins = at + _BOX
        if length == 1:
            if end - at < _LONG_BOX:
                raise Unreadable(FileFlaw.SOUND_DAMAGED)
            [length] = struct.unpack_from(">Q", item, begins)
            begins = at + _LONG_BOX
            if name in _BESIDE:  # nobody describes a recording in four gigabytes
                raise Unreadable(FileFlaw.SOUND_DAMAGED)
        ends = at + length if length else end
        if ends < begins or ends > end:
            raise Unreadable(FileFlaw.SOUND_DAMAGED)
        yield name, begins, ends
        if name in _INSIDE:
            yield from _boxes(item, begins, ends)
        at = ends


def _mp3(item: bytes) -> bytes | None:
    """Frames from the first to the last, without the tags before and behind them."""
    sound = _without_tags(item)
    is_frame = len(sound) > 1 and sound[0] == 0xFF and sound[1] & _SYNC == _SYNC
    return sound if is_frame and sound[1] & _LAYER else None


def _aac(item: bytes) -> bytes | None:
    sound = _without_tags(item)
    is_frame = len(sound) > 1 and sound[0] == 0xFF and sound[1] & 0xF6 == 0xF0
    return sound if is_frame else None


def _without_tags(item: bytes) -> bytes:
    while item[:3] == b"ID3" and len(item) > 10:
        length = 0
        for byte in item[6:10]:
            length = length << 7 | byte & 0x7F
        item = item[10 + length + (10 if item[5] & 0x10 else 0) :]
    return item[:-_ID3V1] if item[-_ID3V1:][:3] == b"TAG" else item


def _ogg(item: bytes) -> bytes | None:
    if item[:4] != b"OggS":
        return None
    if any(sign in item[:HEAD] for sign in (b"\x80theora", b"BBCD")):
        raise Unreadable(FileFlaw.SOUND_IS_FILM)
    if not any(sign in item[:HEAD] for sign in (b"OpusHead", b"\x01vorbis", b"Speex   ")):
        raise Unreadable(FileFlaw.SOUND_DAMAGED)
    return item


def _wav(item: bytes) -> bytes | None:
    if item[:4] != b"RIFF" or item[8:12] != b"WAVE":
        return None
    kept, at = [], 12
    while at + _BOX <= len(item):
        name, length = struct.unpack_from("<4sI", item, at)
        if name in _WAV_PARTS:
            content = item[at + _BOX : at + _BOX + length]
            kept.append(struct.pack("<4sI", name, len(content)) + content + bytes(len(content) % 2))
        at += _BOX + length + length % 2
    if not kept or not kept[0].startswith(b"fmt ") or not any(p[:4] == b"data" for p in kept):
        raise Unreadable(FileFlaw.SOUND_DAMAGED)
    body = b"WAVE" + b"".join(kept)
    return b"RIFF" + struct.pack("<I", len(body)) + body


def _amr(item: bytes) -> bytes | None:
    return item if item.startswith((b"#!AMR\n", b"#!AMR-WB\n")) else None


def _webm(item: bytes) -> bytes | None:
    if not item.startswith(b"\x1a\x45\xdf\xa3") or b"webm" not in item[:64]:
        return None
    if any(codec in item[:HEAD] for codec in (b"V_VP", b"V_AV1", b"V_MPEG")):
        raise Unreadable(FileFlaw.SOUND_IS_FILM)
    if not any(codec in item[:HEAD] for codec in (b"A_OPUS", b"A_VORBIS")):
        raise Unreadable(FileFlaw.SOUND_DAMAGED)
    return item


_KINDS = (
    ("audio/mp4", _mp4),
    ("audio/ogg", _ogg),
    ("audio/wav", _wav),
    ("audio/amr", _amr),
    ("audio/webm", _webm),
    ("audio/aac", _aac),
    ("audio/mpeg", _mp3),
)

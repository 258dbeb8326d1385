"""What visits of the last year brought home: drawn hills and fields where nobody is, and a hummed tone."""

import io
import math
import struct
from datetime import timedelta
from functools import lru_cache
from hashlib import sha256

from PIL import Image, ImageDraw

from qingmiao.demo.contracts import Row
from qingmiao.demo.rules.scene import Scene

WIDTH, HEIGHT = 480, 360
SKIES = (
    ((206, 226, 240), (120, 158, 122), (178, 196, 148)),
    ((232, 236, 240), (104, 132, 120), (196, 184, 150)),
    ((240, 226, 206), (126, 140, 108), (204, 190, 128)),
    ((214, 232, 232), (92, 128, 138), (168, 198, 170)),
)  # fmt: skip
RATE, SECONDS = 8000, 2
REMEMBERED = 300
SHARE, VOICES = 0.3, 0.3


@lru_cache(maxsize=len(SKIES))
def landscape(number: int) -> bytes:
    sky, hills, field = SKIES[number]
    picture = Image.new("RGB", (WIDTH, HEIGHT), sky)
    pen = ImageDraw.Draw(picture)
    pen.polygon(
        [(0, 220), (130, 110 + 12 * number), (260, 210), (360, 140), (480, 220)], fill=hills
    )
    pen.rectangle((0, 215, WIDTH, HEIGHT), fill=field)
    for row in range(4):
        pen.line((0, 245 + row * 30, WIDTH, 238 + row * 34), fill=hills, width=2)
    pen.rectangle((60 + 70 * number, 170, 150 + 70 * number, 232), fill=(246, 244, 238))
    pen.polygon(
        [(50 + 70 * number, 172), (105 + 70 * number, 136), (160 + 70 * number, 172)],
        fill=(150, 84, 72),
    )
    file = io.BytesIO()
    picture.save(file, "JPEG", quality=80, optimize=True)
    return file.getvalue()


@lru_cache(maxsize=1)
def tone() -> bytes:
    """A quiet note that fades, as an 8-bit WAV."""
    samples = bytes(
        128 + round(40 * (1 - n / (RATE * SECONDS)) * math.sin(2 * math.pi * 330 * n / RATE))
        for n in range(RATE * SECONDS)
    )
    head = struct.pack("<4sIHHIIHH", b"fmt ", 16, 1, 1, RATE, RATE, 1, 8)
    body = b"WAVE" + head + struct.pack("<4sI", b"data", len(samples)) + samples
    return b"RIFF" + struct.pack("<I", len(body)) + body


def bring_sights(scene: Scene) -> None:
    """照片和录音 of visits that took place not long ago."""
    draw = scene.draw("sights")
    for visit in scene.book.rows("visits.visit"):
        is_told = visit["state"] in ("recorded", "confirmed", "closed")
        if not is_told or visit["held_on"] < scene.day - timedelta(days=REMEMBERED):
            continue
        if not draw.chance(SHARE):
            continue
        for number in draw.some(range(len(SKIES)), 2):
            _bring(scene, visit, "photo", landscape(number), WIDTH, HEIGHT, draw.getrandbits(128))
        if draw.chance(VOICES):
            _bring(scene, visit, "voice", tone(), 0, 0, draw.getrandbits(128))


def _bring(
    scene: Scene,
    visit: Row,
    kind: str,
    content: bytes,
    width: int,
    height: int,
    uid: int,
) -> None:
    scene.record(
        "visits.enclosure", visit["held_on"], uid=uid, visit_id=visit["id"], kind=kind,
        media_type="image/jpeg" if kind == "photo" else "audio/wav", content=content,
        size=len(content), width=width, height=height, digest=sha256(content).digest(),
    )  # fmt: skip

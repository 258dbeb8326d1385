"""Pictures that are clearly nobody: a head and shoulders in grey, as an empty frame would show."""

import io
from functools import lru_cache

from PIL import Image, ImageDraw

from qingmiao.demo.rules.scene import Scene

WIDTH, HEIGHT = 188, 230
SHADES = (
    ((236, 240, 245), (150, 163, 180)), ((240, 238, 232), (168, 158, 142)),
    ((232, 241, 237), (134, 164, 152)), ((241, 236, 240), (164, 144, 160)),
)  # fmt: skip
SHARE = 0.62


@lru_cache(maxsize=len(SHADES))
def silhouette(shade: int) -> bytes:
    ground, figure = SHADES[shade]
    picture = Image.new("RGB", (WIDTH, HEIGHT), ground)
    pen = ImageDraw.Draw(picture)
    pen.ellipse((58, 46, 130, 128), fill=figure)
    pen.ellipse((24, 142, 164, 330), fill=figure)
    file = io.BytesIO()
    picture.save(file, "JPEG", quality=82, optimize=True)
    return file.getvalue()


def hang_portraits(scene: Scene) -> None:
    draw = scene.draw("portraits")
    for cadre in scene.serving:
        if draw.chance(SHARE):
            scene.book.add(
                "dossiers.photo",
                person_id=cadre.id,
                jpeg=silhouette(draw.randrange(len(SHADES))),
                width=WIDTH,
                height=HEIGHT,
            )

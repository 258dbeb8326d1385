"""Which font files stand on the shelves, and which face each of them serves."""

from functools import lru_cache
from pathlib import Path
from typing import Final

import typst
from django.conf import settings
from fontTools.ttLib import TTCollection, TTFont

from qingmiao.engines.documents.contracts import FaceFonts
from qingmiao.engines.documents.enums import Face

# The names under which the official faces travel, Chinese and Latin, then what stands in.
_OFFICIAL: Final = {
    Face.TITLE: ("方正小标宋简体", "FZXiaoBiaoSong-B05S", "方正小标宋_GBK", "FZXiaoBiaoSong-B05"),
    Face.BODY: ("仿宋_GB2312", "FangSong_GB2312", "仿宋", "FangSong", "STFangsong"),
    Face.LEAD: ("楷体_GB2312", "KaiTi_GB2312", "楷体", "KaiTi", "STKaiti", "LXGW WenKai"),
    Face.HEADING: ("黑体", "SimHei", "STHeiti"),
    Face.FOLIO: ("宋体", "SimSun", "NSimSun", "STSong"),
}
_SUBSTITUTES: Final = {
    Face.TITLE: ("Noto Serif SC",),
    Face.BODY: ("Noto Serif SC",),
    Face.LEAD: ("Noto Serif SC",),
    Face.HEADING: ("Noto Sans SC", "Noto Serif SC"),
    Face.FOLIO: ("Noto Serif SC",),
}
# A substitute for 小标宋 must be black to look like a title; the face itself has one weight.
_REGULAR: Final = 400
_BLACK: Final = 900


def font_dirs() -> list[Path]:
    """The unit's own fonts first, for it may hold licences we may not ship; then the bundled."""
    return [folder for folder in settings.FONT_DIRS if folder.is_dir()]


def fonts_of_faces() -> list[FaceFonts]:
    """One line a face; a face without any font has no families and nothing can be printed."""
    shelf = _shelf(tuple(font_dirs()))
    return [_fonts_of(face, shelf) for face in Face]


def coverage(faces: list[FaceFonts]) -> dict[Face, frozenset[int]]:
    return {
        fonts.face: frozenset[int]().union(*(_characters(path) for path in fonts.paths))
        for fonts in faces
    }


def _fonts_of(face: Face, shelf: dict[str, dict[int, str]]) -> FaceFonts:
    official = [name for name in _OFFICIAL[face] if name in shelf]
    serving = [*official, *(name for name in _SUBSTITUTES[face] if name in shelf)]
    weight = _BLACK if face is Face.TITLE and not official else _REGULAR
    return FaceFonts(
        face=face,
        families=tuple(serving),
        paths=tuple(_nearest(shelf[name], weight) for name in serving),
        weight=weight,
        official=bool(official),
    )


def _nearest(weights: dict[int, str], wanted: int) -> str:
    """Typst sets a family from one file only, so a glyph in its other weights does not help."""
    return weights[min(weights, key=lambda weight: abs(weight - wanted))]


@lru_cache(maxsize=8)
def _shelf(folders: tuple[Path, ...]) -> dict[str, dict[int, str]]:
    """Family names and weights as Typst itself reads them out of the files."""
    fonts = typst.Fonts(
        include_system_fonts=False,
        include_embedded_fonts=False,
        font_paths=[str(folder) for folder in folders],
    )
    shelf: dict[str, dict[int, str]] = {}
    for font in fonts.fonts():
        shelf.setdefault(font.family, {}).setdefault(int(font.weight), str(font.path))
    return shelf


@lru_cache(maxsize=32)
def _characters(path: str) -> frozenset[int]:
    if path.lower().endswith((".ttc", ".otc")):
        with TTCollection(path, lazy=True) as collection:
            return frozenset[int]().union(*(font.getBestCmap() for font in collection.fonts))
    with TTFont(path, lazy=True) as font:
        return frozenset(font.getBestCmap() or {})

from collections.abc import Iterable

from django.utils.translation import gettext as _

from qingmiao.engines.documents.contracts import FaceFonts, MissingGlyph, OfficialDocument
from qingmiao.engines.documents.enums import Face
from qingmiao.engines.documents.queries import coverage, font_dirs, fonts_of_faces
from qingmiao.engines.documents.rules.pdf_file import pdf_file
from qingmiao.engines.documents.rules.text import unprintable, without_glyph
from qingmiao.engines.documents.rules.word_file import word_file
from qingmiao.kernel.errors import Refused


class Unprintable(Refused):
    """A character would vanish from the page, and it might be one of somebody's name."""


class FontsMissing(Refused):
    pass


def write_docx(document: OfficialDocument) -> bytes:
    """The editable copy. It names the official fonts and embeds none."""
    _refuse(unprintable(document))
    return word_file(document)


def write_pdf(document: OfficialDocument) -> bytes:
    """The printed copy, the same bytes for the same document and the same fonts.

    Typst leaves a blank where a font has no glyph and says nothing, so every character is
    looked up in the fonts' own tables before anything is set.
    """
    faces = fonts_of_faces()
    _require_fonts(faces)
    _refuse([*unprintable(document), *without_glyph(document, coverage(faces))])
    return pdf_file(document, faces=faces, font_dirs=font_dirs())


def _require_fonts(faces: Iterable[FaceFonts]) -> None:
    bare = [_face_name(fonts.face) for fonts in faces if not fonts.families]
    if bare:
        raise FontsMissing(
            _("没有可用于%(faces)s的字体文件，请把字体放入 FONT_DIRS 所列目录，或重新安装本系统")
            % {"faces": "、".join(bare)}
        )


def _refuse(missing: list[MissingGlyph]) -> None:
    if missing:
        raise Unprintable(
            [
                _("%(face)s字体中没有“%(character)s”（U+%(code)s），见“%(context)s”")
                % {
                    "face": _face_name(glyph.face),
                    "character": glyph.character,
                    "code": f"{ord(glyph.character):04X}",
                    "context": glyph.context,
                }
                for glyph in missing
            ]
        )


def _face_name(face: Face) -> str:
    return {
        Face.TITLE: _("小标宋"),
        Face.BODY: _("仿宋"),
        Face.LEAD: _("楷体"),
        Face.HEADING: _("黑体"),
        Face.FOLIO: _("宋体"),
    }[face]

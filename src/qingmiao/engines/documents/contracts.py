"""An official document in words, before anybody decides how large it is printed."""

from dataclasses import dataclass
from datetime import date

from qingmiao.engines.documents.enums import Face, ParagraphKind


@dataclass(frozen=True, slots=True, kw_only=True)
class Run:
    """A stretch of text in one face. `note` becomes a footnote right behind the stretch."""

    text: str
    face: Face = Face.BODY
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Paragraph:
    runs: tuple[Run, ...]
    kind: ParagraphKind = ParagraphKind.BODY


@dataclass(frozen=True, slots=True, kw_only=True)
class OfficialDocument:
    """公文. `dated` is 成文日期 and also the only date the files carry inside: the same
    document printed on two days is the same file. A line break in `title` is where its author
    broke it: 7.3.2 wants whole words and a trapezium, which no algorithm sees. `code` is a drawing
    (SVG) at the foot of the printed copy, and `code_says` what it leads to, for who cannot scan it."""

    title: str
    paragraphs: tuple[Paragraph, ...]
    signature: str
    dated: date
    subtitle: str = ""
    marks: tuple[str, ...] = ()
    code: str = ""
    code_says: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class FaceFonts:
    """The font files that serve one face, best first; `official` says whether the first of
    them is the face the standard names or a substitute."""

    face: Face
    families: tuple[str, ...]
    paths: tuple[str, ...]
    weight: int
    official: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class MissingGlyph:
    character: str
    face: Face
    context: str

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
class Table:
    """A table across the type area. `widths` are shares of it, `words` the columns that are read and
    stand at the left; all others hold figures. `title` stands above and stays with the table."""

    head: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    widths: tuple[float, ...]
    words: frozenset[int] = frozenset()
    title: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Code:
    """A square code as a drawing and in dots, what it leads to (for who cannot scan it), and the
    lines of small print beside it."""

    leads_to: str
    svg: str
    png: bytes
    lines: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class OfficialDocument:
    """公文. `dated` is 成文日期 and also the only date the files carry inside: the same
    document printed on two days is the same file. A line break in `title` is where its author
    broke it: 7.3.2 wants whole words and a trapezium, which no algorithm sees. `code` stands at the
    foot of the last page."""

    title: str
    paragraphs: tuple[Paragraph | Table, ...]
    signature: str
    dated: date
    subtitle: str = ""
    marks: tuple[str, ...] = ()
    code: Code | None = None


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

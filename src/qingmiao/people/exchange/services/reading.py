"""Files to forms: unpacked, paired with their pictures and parsed, all in the sandbox."""

import base64
import hashlib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import PurePosixPath
from typing import Any

from qingmiao.engines.sandbox.contracts import Unreadable
from qingmiao.engines.sandbox.services import guarded, guarded_each
from qingmiao.kernel.errors import Refused
from qingmiao.people.exchange.contracts import Form
from qingmiao.people.exchange.enums import FileFlaw
from qingmiao.people.exchange.rules import archive, lrm, lrmx, photo
from qingmiao.people.exchange.rules.sentences import sentence_of

_ZIP = b"PK\x03\x04"
_PICTURES = (".pic", ".jpg", ".jpeg")


@dataclass(frozen=True, slots=True)
class Source:
    """One form file as it came, with the picture that lay beside an old one."""

    name: str
    content: bytes
    picture: bytes = b""

    @property
    def is_old(self) -> bool:
        return self.name.lower().endswith(".lrm")

    @property
    def sha256(self) -> str:
        return hashlib.sha256(self.content + self.picture).hexdigest()


@dataclass(frozen=True, slots=True)
class Drawn:
    jpeg: bytes
    width: int
    height: int


@dataclass(frozen=True, slots=True)
class ReadFile:
    """What became of one file: a form, or the code of the trouble."""

    source: Source
    form: Form | None = None
    code: str = ""
    params: Mapping[str, Any] = field(default_factory=dict)


def unpacked(files: Sequence[tuple[str, bytes]]) -> list[Source]:
    """Every form file among the uploads and inside the archives; pictures go to their forms."""
    loose: list[tuple[str, bytes]] = []
    for name, content in files:
        if content.startswith(_ZIP):
            loose += _members(name, content)
        else:
            loose.append((name, content))
    pictures = {_stem(name): content for name, content in loose if name.lower().endswith(_PICTURES)}
    return [
        Source(name, content, pictures.get(_stem(name), b"") if _is_old(name) else b"")
        for name, content in loose
        if not name.lower().endswith(_PICTURES)
    ]


def _is_old(name: str) -> bool:
    return name.lower().endswith(".lrm")


def _stem(name: str) -> str:
    return str(PurePosixPath(name.replace("\\", "/")).with_suffix("")).casefold()


def _members(name: str, content: bytes) -> list[tuple[str, bytes]]:
    """An archive is refused as a whole: a dangerous one is not picked over."""
    try:
        found = guarded(archive.members_of, content)
    except Unreadable as no:
        raise Refused(f"{name}：{sentence_of(no.code, no.params)}") from no
    return [(member, base64.b64decode(text)) for member, text in found]


def read_forms(sources: Sequence[Source]) -> list[ReadFile]:
    """One outcome per source, in order; a file that kills its child harms no neighbour."""
    fresh = [source for source in sources if not source.is_old]
    outcomes = guarded_each(lrmx.read_record, [source.content for source in fresh])
    read = {
        id(source): _outcome(source, outcome.value, outcome.code, outcome.params)
        for source, outcome in zip(fresh, outcomes, strict=True)
    }
    for source in sources:
        if source.is_old:
            read[id(source)] = _read_old(source)
    return [read[id(source)] for source in sources]


def _read_old(source: Source) -> ReadFile:
    picture = base64.b64encode(source.picture).decode()
    try:
        value = guarded(lrm.read_record, source.content, options={"photo": picture})
    except Unreadable as no:
        return ReadFile(source, code=no.code, params=no.params)
    return _outcome(source, value, "", {})


def _outcome(source: Source, value: Any, code: str, params: Mapping[str, Any]) -> ReadFile:
    if code:
        return ReadFile(source, code=code, params=params)
    form = Form.from_record(value)
    if not lrmx.plain_name(form.text("XingMing")):
        return ReadFile(source, code=FileFlaw.NO_NAME)
    return ReadFile(source, form)


def draw_photos(forms: Sequence[Form]) -> Iterator[Drawn | str | None]:
    """For each form its picture drawn again, the code of what is wrong with it, or nothing."""
    texts = [lrmx.photo_text(form).encode("utf-8", "replace") for form in forms]
    outcomes = guarded_each(photo.redrawn_text, [text for text in texts if text])
    for text in texts:
        if not text:
            yield None
            continue
        outcome = next(outcomes)
        if outcome.is_read:
            value = outcome.value
            yield Drawn(base64.b64decode(value["jpeg"]), value["width"], value["height"])
        else:
            yield outcome.code

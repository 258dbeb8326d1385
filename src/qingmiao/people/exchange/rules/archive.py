"""Archives of forms, opened as if each was built to hurt."""

import base64
import io
import stat
import unicodedata
import zipfile
from pathlib import PurePosixPath

from qingmiao.engines.sandbox.contracts import Unreadable
from qingmiao.engines.sandbox.enums import Content
from qingmiao.engines.sandbox.rules.archives import is_encrypted, packed, pieces
from qingmiao.people.exchange.enums import FileFlaw

MOST_MEMBERS = 5_000
MOST_EACH = 30 << 20
MOST_ALL = 160 << 20
MOST_RATIO = 200
RATIO_FROM = 1 << 20
_UTF8_NAMES, _UNIX = 0x800, 3
_WANTED = (".lrmx", ".lrm", ".pic", ".jpg", ".jpeg")
_NOISE = ("__MACOSX/", ".DS_Store", "Thumbs.db", "desktop.ini")


def members_of(item: bytes) -> list[list[str]]:
    """For the sandbox: [name, base64 of content] of every form and picture."""
    return [[name, base64.b64encode(data).decode()] for name, data in members(item)]


def members(item: bytes) -> list[tuple[str, bytes]]:
    """The forms and pictures of an archive; one dangerous member refuses the whole archive."""
    found = []
    with packed(), zipfile.ZipFile(io.BytesIO(item)) as archive:
        entries = [entry for entry in archive.infolist() if not entry.is_dir()]
        if len(entries) > MOST_MEMBERS:
            raise Unreadable(FileFlaw.ZIP_TOO_MANY, most=MOST_MEMBERS)
        named = [(member_name(entry), entry) for entry in entries]
        _refuse_dangers(named, len(item))
        left = MOST_ALL
        for name, entry in named:
            if name.lower().endswith(_WANTED) and not any(noise in name for noise in _NOISE):
                content = _inflated(archive, entry, left)
                left -= len(content)
                found.append((name, content))
    if not found:
        raise Unreadable(FileFlaw.ZIP_EMPTY)
    return found


def member_name(entry: zipfile.ZipInfo) -> str:
    """Names without the UTF-8 flag were written by a Chinese Windows, whatever zipfile guesses."""
    if entry.flag_bits & _UTF8_NAMES:
        return unicodedata.normalize("NFC", entry.filename)
    raw = entry.orig_filename.encode("cp437", "replace")
    for encoding in ("utf-8", "gb18030"):
        try:
            return raw.decode(encoding).partition("\0")[0]
        except UnicodeDecodeError:
            continue
    return entry.filename


def _refuse_dangers(named: list[tuple[str, zipfile.ZipInfo]], size: int) -> None:
    seen: set[str] = set()
    claimed: list[tuple[int, int]] = []
    for name, entry in named:
        path = PurePosixPath(name.replace("\\", "/"))
        if is_encrypted(entry):
            raise Unreadable(Content.ENCRYPTED)
        if path.is_absolute() or ".." in path.parts or ":" in name or not path.name:
            raise Unreadable(FileFlaw.ZIP_ESCAPES, name=name[:80])
        if entry.create_system == _UNIX and stat.S_ISLNK(entry.external_attr >> 16):
            raise Unreadable(FileFlaw.ZIP_LINK, name=name[:80])
        if (key := str(path).casefold()) in seen:
            raise Unreadable(FileFlaw.ZIP_DUPLICATE, name=name[:80])
        seen.add(key)
        claimed.append((entry.header_offset, entry.header_offset + 30 + entry.compress_size))
    claimed.sort()
    ends = 0
    for begins, until in claimed:
        if begins < ends or until > size:
            raise Unreadable(FileFlaw.ZIP_OVERLAPS)
        ends = until


def _inflated(archive: zipfile.ZipFile, entry: zipfile.ZipInfo, left: int) -> bytes:
    most = min(MOST_EACH, left)
    return b"".join(pieces(archive, entry, most=most, ratio=MOST_RATIO, ratio_from=RATIO_FROM))

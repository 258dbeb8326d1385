"""Archives of forms, opened as if each was built to hurt."""

import base64
import io
import stat
import unicodedata
import zipfile
from pathlib import PurePosixPath

from qingmiao.engines.sandbox.contracts import Unreadable
from qingmiao.people.exchange.enums import FileFlaw

MOST_MEMBERS = 5_000
MOST_EACH = 30 << 20
MOST_ALL = 160 << 20
MOST_RATIO = 200
RATIO_FROM = 1 << 20
_UTF8_NAMES, _ENCRYPTED, _UNIX, _CHUNK = 0x800, 0x1, 3, 1 << 18
_WANTED = (".lrmx", ".lrm", ".pic", ".jpg", ".jpeg")
_NOISE = ("__MACOSX/", ".DS_Store", "Thumbs.db", "desktop.ini")


def members_of(item: bytes) -> list[list[str]]:
    """For the sandbox: [name, base64 of content] of every form and picture."""
    return [[name, base64.b64encode(data).decode()] for name, data in members(item)]


def members(item: bytes) -> list[tuple[str, bytes]]:
    """The forms and pictures of an archive; one dangerous member refuses the whole archive."""
    try:
        with zipfile.ZipFile(io.BytesIO(item)) as archive:
            entries = [entry for entry in archive.infolist() if not entry.is_dir()]
            if len(entries) > MOST_MEMBERS:
                raise Unreadable(FileFlaw.ZIP_TOO_MANY, most=MOST_MEMBERS)
            named = [(member_name(entry), entry) for entry in entries]
            _refuse_dangers(named, len(item))
            left = MOST_ALL
            found = []
            for name, entry in named:
                if name.lower().endswith(_WANTED) and not any(noise in name for noise in _NOISE):
                    content = _inflated(archive, entry, left)
                    left -= len(content)
                    found.append((name, content))
    except (zipfile.BadZipFile, NotImplementedError, EOFError, OSError, ValueError) as error:
        raise Unreadable(FileFlaw.ZIP_DAMAGED) from error
    except RuntimeError as error:  # zipfile's word for «a password is needed»
        raise Unreadable(FileFlaw.ZIP_ENCRYPTED) from error
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
        if entry.flag_bits & _ENCRYPTED:
            raise Unreadable(FileFlaw.ZIP_ENCRYPTED)
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
    """Counted while it inflates: what the header says of the size is not believed."""
    most = min(MOST_EACH, left)
    pieces, size = [], 0
    with archive.open(entry) as stream:
        while piece := stream.read(_CHUNK):
            size += len(piece)
            if size > most or (size > RATIO_FROM and size > MOST_RATIO * entry.compress_size):
                raise Unreadable(FileFlaw.ZIP_INFLATES, name=entry.filename[:80])
            pieces.append(piece)
    return b"".join(pieces)

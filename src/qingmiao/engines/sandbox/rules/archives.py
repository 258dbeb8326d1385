"""Opening what is packed: counted while it inflates, whatever its header says."""

import zipfile
from collections.abc import Iterator
from contextlib import contextmanager

from qingmiao.engines.sandbox.contracts import Unreadable
from qingmiao.engines.sandbox.enums import Content

_ENCRYPTED, _CHUNK = 0x1, 1 << 18


@contextmanager
def packed() -> Iterator[None]:
    """Whatever zipfile stumbles over inside becomes a plain «no»."""
    try:
        yield
    except (zipfile.BadZipFile, NotImplementedError, EOFError, OSError, ValueError) as error:
        raise Unreadable(Content.DAMAGED) from error
    except RuntimeError as error:  # zipfile's word for «a password is needed»
        raise Unreadable(Content.ENCRYPTED) from error


def is_encrypted(member: zipfile.ZipInfo) -> bool:
    return bool(member.flag_bits & _ENCRYPTED)


def pieces(
    archive: zipfile.ZipFile, member: zipfile.ZipInfo, *, most: int, ratio: int, ratio_from: int
) -> Iterator[bytes]:
    """The content of a member, refused as soon as it is more than ``most`` bytes, or more than
    ``ratio`` times what it takes packed: what the header says of its size is not believed."""
    size = 0
    with archive.open(member) as stream:
        while piece := stream.read(_CHUNK):
            size += len(piece)
            if size > most or (size > ratio_from and size > ratio * member.compress_size):
                raise Unreadable(Content.INFLATES, name=member.filename[:80])
            yield piece

"""Identity numbers as files write them, quick enough for thousands of rows."""

from functools import lru_cache

from qingmiao.people.dossiers.rules.identity import Identity, NotAnIdNumber, read_id_number


@lru_cache(maxsize=4096)
def read_identity(text: str) -> Identity | None:
    """The identity a number carries, or nothing when the number cannot exist.

    The dossier's own rule says why not; a file's row only needs to know that.
    """
    try:
        return read_id_number(text)
    except NotAnIdNumber:
        return None

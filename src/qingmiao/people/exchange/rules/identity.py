"""Identity numbers as files write them; what they carry is read by the dossier's own rule."""

import unicodedata
from dataclasses import dataclass
from functools import lru_cache

from qingmiao.people.dossiers.rules.identity import NotAnIdNumber, read_id_number
from qingmiao.people.exchange.contracts import PartialDate


@dataclass(frozen=True, slots=True)
class Identity:
    """A number whose check digit is right, with what it says of its bearer."""

    number: str
    birth: PartialDate
    is_male: bool


def compact(text: str) -> str:
    """Without blanks and marks, the check letter large, full-width digits narrowed."""
    narrow = unicodedata.normalize("NFKC", text).upper()
    return "".join(letter for letter in narrow if letter.isalnum())


@lru_cache(maxsize=4096)
def read_identity(text: str) -> Identity | None:
    """The identity a number carries, or nothing when the number cannot exist."""
    try:
        read = read_id_number(compact(text))
    except NotAnIdNumber:
        return None
    birth = PartialDate(read.birth.year, read.birth.month, read.birth.day)
    return Identity(number=read.number, birth=birth, is_male=read.sex == "1")

"""Resident identity numbers (GB 11643): form, check digit, and the birth and sex they carry."""

import unicodedata
from dataclasses import dataclass

from stdnum.cn import ric
from stdnum.exceptions import ValidationError

from qingmiao.people.exchange.contracts import PartialDate

_LENGTH, _SEX_AT = 18, 16


@dataclass(frozen=True, slots=True)
class Identity:
    """A number whose check digit is right, with what it says of its bearer."""

    number: str
    birth: PartialDate
    is_male: bool


def compact(text: str) -> str:
    """Without blanks and marks, the check letter large, full-width digits narrowed."""
    return "".join(ric.compact(unicodedata.normalize("NFKC", text)).split())


def read_identity(text: str) -> Identity | None:
    """The identity a number carries, or nothing when the number cannot exist.

    The place is not asked: codes of abolished counties are in use for a lifetime.
    """
    number = compact(text)
    if len(number) != _LENGTH or not (number[:-1].isascii() and number[:-1].isdigit()):
        return None
    try:
        birth = ric.get_birth_date(number)
    except ValidationError:
        return None
    if ric.calc_check_digit(number) != number[-1]:
        return None
    return Identity(
        number=number,
        birth=PartialDate(birth.year, birth.month, birth.day),
        is_male=int(number[_SEX_AT]) % 2 == 1,
    )

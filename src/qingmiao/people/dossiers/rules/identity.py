"""Resident identity numbers (公民身份号码, GB 11643): form, check digit, and what they say."""

import unicodedata
from dataclasses import dataclass
from datetime import date

from stdnum.cn import ric

LENGTH = 18
MALE, FEMALE = "1", "2"


@dataclass(frozen=True, slots=True, kw_only=True)
class Identity:
    """``sex`` is the code of GB/T 2261.1; ``birth`` is what the number says, not what the file says."""

    number: str
    birth: date
    sex: str

    @property
    def is_male(self) -> bool:
        return self.sex == MALE


class NotAnIdNumber(ValueError):
    """``why`` is one of length, format, checksum, birth: doors turn it into a sentence."""

    def __init__(self, why: str) -> None:
        self.why = why
        super().__init__(why)


def compact(text: str) -> str:
    """Without blanks and marks, the check letter large, full-width digits narrowed."""
    if text.isascii() and text.isalnum():
        return text.upper()
    narrow = unicodedata.normalize("NFKC", text).upper()
    return "".join(letter for letter in narrow if letter.isalnum())


def read_id_number(text: str) -> Identity:
    """Read a number; blanks, marks and full-width characters are forgiven, a wrong digit is not.

    The place is not asked: codes of abolished counties are in use for a lifetime.
    """
    number = compact(text)
    if len(number) != LENGTH:
        raise NotAnIdNumber("length")
    if not (number[:-1].isascii() and number[:-1].isdigit()):
        raise NotAnIdNumber("format")
    if ric.calc_check_digit(number) != number[-1]:
        raise NotAnIdNumber("checksum")
    try:
        birth = date(int(number[6:10]), int(number[10:12]), int(number[12:14]))
    except ValueError as no:
        raise NotAnIdNumber("birth") from no
    return Identity(number=number, birth=birth, sex=MALE if int(number[-2]) % 2 else FEMALE)
